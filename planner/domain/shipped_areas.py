"""The areas that come with the product: 7 kecamatan and 33 kelurahan of Kota Sukabumi."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from importlib.resources import files

from planner.domain.areas import Area, Areas
from planner.domain.vocabulary import Evidence


@lru_cache(maxsize=1)
def shipped_areas() -> Areas:
    """Return the shipped areas; ``data/SOURCES.md`` says where each column comes from."""
    text = (files("planner") / "data" / "areas.csv").read_text(encoding="utf-8")
    return Areas.of(_area(row) for row in csv.DictReader(io.StringIO(text)))


def _area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        service_lat=float(row["service_lat"]),
        service_lon=float(row["service_lon"]),
        km2=float(row["km2"]),
        population=int(row["population"]),
        population_evidence=Evidence(row["population_evidence"]),
        service_evidence=Evidence(row["service_evidence"]),
        source=row["source"],
    )


@lru_cache(maxsize=1)
def regency_names() -> tuple[str, ...]:
    """Return the names of the kecamatan around the city, which another office serves."""
    text = (files("planner") / "data" / "kabupaten_sukabumi.csv").read_text(encoding="utf-8")
    return tuple(row["name"] for row in csv.DictReader(io.StringIO(text)))
