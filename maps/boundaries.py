"""Real boundaries from an office's own file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

import geopandas as gpd
from shapely import box
from shapely.geometry.base import BaseGeometry

#: West, south, east and north of Indonesia in degrees, with a margin.
INDONESIA: Final = (94.0, -12.0, 142.0, 7.0)


class BoundaryFault(StrEnum):
    """Why a boundary file cannot be used."""

    UNREADABLE = "unreadable"
    NO_COLUMN = "no_column"
    NO_COORDINATE_SYSTEM = "no_coordinate_system"
    CODE_TWICE = "code_twice"
    NO_POLYGON = "no_polygon"
    OUTSIDE = "outside"
    EMPTY = "empty"


class BoundaryError(Exception):
    """A boundary file that cannot be used.

    ``row`` counts from 1 and ``code`` is the area's; 0 and "" where it is about the whole file.
    """

    def __init__(self, fault: BoundaryFault, *, row: int = 0, code: str = "") -> None:
        super().__init__(fault.value, row, code)
        self.fault, self.row, self.code = fault, row, code


def read_boundaries(path: Path, *, code_column: str = "code") -> dict[str, BaseGeometry]:
    """Return the polygons of a GeoJSON, GeoPackage or Shapefile by area code, in WGS84.

    Shapes that cross themselves are repaired.

    Raises
    ------
    BoundaryError
        The file cannot be read, has no coordinate system or code column, holds a code twice,
        a row without a polygon, or lies outside Indonesia.
    """
    try:
        table = gpd.read_file(path)
    except Exception as error:
        raise BoundaryError(BoundaryFault.UNREADABLE) from error
    if code_column not in table.columns:
        raise BoundaryError(BoundaryFault.NO_COLUMN)
    if table.crs is None:
        raise BoundaryError(BoundaryFault.NO_COORDINATE_SYSTEM)
    table = table.to_crs(4326)
    table["geometry"] = table.geometry.make_valid()
    polygons: dict[str, BaseGeometry] = {}
    for number, row in enumerate(table.itertuples(index=False), start=1):
        code = str(getattr(row, code_column))
        if code in polygons:
            raise BoundaryError(BoundaryFault.CODE_TWICE, row=number, code=code)
        if row.geometry is None or row.geometry.is_empty or row.geometry.area == 0:
            raise BoundaryError(BoundaryFault.NO_POLYGON, row=number, code=code)
        if not box(*INDONESIA).contains(box(*row.geometry.bounds)):
            raise BoundaryError(BoundaryFault.OUTSIDE, row=number, code=code)
        polygons[code] = row.geometry
    if not polygons:
        raise BoundaryError(BoundaryFault.EMPTY)
    return polygons
