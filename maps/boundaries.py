"""Real boundaries from an office's own file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import geopandas as gpd
from shapely import box
from shapely.geometry.base import BaseGeometry

#: West, south, east and north of Indonesia in degrees, with a margin.
INDONESIA: Final = (94.0, -12.0, 142.0, 7.0)


class BoundaryError(Exception):
    """A boundary file that cannot be used; the text names the row, field and remedy."""


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
        raise BoundaryError(
            f"Berkas {path.name} tidak bisa dibaca sebagai peta. Simpan sebagai GeoJSON."
        ) from error
    if code_column not in table.columns:
        raise BoundaryError(
            f"Berkas {path.name}: kolom '{code_column}' tidak ada. Isi dengan kode wilayah."
        )
    if table.crs is None:
        raise BoundaryError(f"Berkas {path.name}: sistem koordinat tidak ada. Tetapkan EPSG:4326.")
    table = table.to_crs(4326)
    table["geometry"] = table.geometry.make_valid()
    found: dict[str, BaseGeometry] = {}
    for number, row in enumerate(table.itertuples(index=False), start=1):
        code = str(getattr(row, code_column))
        place = f"Berkas {path.name}, baris {number} ({code})"
        if code in found:
            raise BoundaryError(f"{place}: kode ini sudah ada. Hapus salah satu.")
        if row.geometry is None or row.geometry.is_empty or row.geometry.area == 0:
            raise BoundaryError(f"{place}: tidak ada poligon. Gambar ulang batasnya.")
        if not box(*INDONESIA).contains(box(*row.geometry.bounds)):
            raise BoundaryError(f"{place}: di luar Indonesia. Periksa urutan bujur dan lintang.")
        found[code] = row.geometry
    if not found:
        raise BoundaryError(f"Berkas {path.name}: kosong. Isi paling sedikit satu wilayah.")
    return found
