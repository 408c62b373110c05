"""A data folder is opened, or a new one is set up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import maps
from planner.actions.saving.office import Office
from planner.domain.areas import Areas
from planner.domain.office import OfficeProfile
from planner.store import PUBLISHED, ArtefactFiles, Database, check_unpublished
from routes import TravelModel

CELLS = "cells"


def open_office(
    folder: Path,
    office: OfficeProfile,
    areas: Areas,
    *,
    saved_days: Sequence[date] = (),
    url: str = "",
) -> Office:
    """Open the data in ``folder``, setting it up when it is new.

    With ``url`` the data live in that PostgreSQL database; published files stay in ``folder``.

    Raises
    ------
    WrongData
        The folder belongs to another kind of office, another program or another version.
    """
    kind = "demo" if office.demo else "office"
    database = Database.open_or_create(folder, kind=kind, url=url)
    try:
        with database.reading() as store:
            if not store.meta.revision():
                check_unpublished(folder)
        return Office(
            database=database,
            files=ArtefactFiles(folder / PUBLISHED),
            profile=office,
            areas=areas,
            travel=TravelModel(),
            cells=_cells(database, areas),
            saved_days=tuple(saved_days),
        )
    except BaseException:
        database.close()
        raise


def _cells(database: Database, areas: Areas) -> Mapping[str, Mapping[str, object]]:
    """Return the areas' approximate shapes as GeoJSON geometries, drawn once per folder."""
    with database.reading() as store:
        text = store.meta.get(CELLS)
    if text is None:
        text = _drawn(
            tuple(
                maps.CellSeed(
                    code=area.code,
                    name=area.name,
                    group=area.parent,
                    lat=area.lat,
                    lon=area.lon,
                    km2=area.km2,
                )
                for area in areas.at_level("kelurahan")
            )
        )
        with database.writing() as store:
            store.meta.set(CELLS, text)
    return _read(text)


@lru_cache(maxsize=2)
def _read(text: str) -> Mapping[str, Mapping[str, object]]:
    cells: dict[str, dict[str, object]] = json.loads(text)
    return cells


@lru_cache(maxsize=2)
def _drawn(seeds: tuple[maps.CellSeed, ...]) -> str:
    shapes = maps.approximate_cells(seeds)
    return json.dumps({code: shape.__geo_interface__ for code, shape in sorted(shapes.items())})
