"""Open data: a table with its schema (CSV on the Web) and maps as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from shapely import orient_polygons
from shapely.geometry import mapping, shape

from planner.planning.tables.csv_text import csv_text
from planner.public.feeds.open_records import AREA_FIELDS, VISIT_FIELDS, Field, OpenRecord
from planner.public.shared.public_facts import SiteFacts

CSV: Final = "text/csv; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
GEOJSON: Final = "application/geo+json; charset=utf-8"

#: CSV on the Web's name for each kind of field.
_DATATYPES: Final = {
    "day": "date",
    "time": {"base": "time", "format": "HH:mm"},
    "instant": "dateTime",
    "number": "decimal",
    "whole": "integer",
    "truth": {"base": "boolean", "format": "yes|no"},
}


def table_bytes(fields: Sequence[Field], records: Iterable[OpenRecord]) -> bytes:
    """Return ``records`` as CSV with a column for each of ``fields``."""
    rows = [[_cell(field, record[field.name]) for field in fields] for record in records]
    return csv_text([field.name for field in fields], rows).encode()


def table_schema(name: str, title: str, fields: Sequence[Field], key: str | Sequence[str]) -> bytes:
    """Return the description of the CSV file ``name``, as CSV on the Web says it."""
    columns = [
        {
            "name": field.name,
            "titles": field.name,
            "dc:description": field.about,
            "datatype": _DATATYPES.get(field.kind, "string"),
            "required": not field.optional and field.kind not in ("list", "slots"),
            **({"separator": ";"} if field.kind in ("list", "slots") else {}),
        }
        for field in fields
    ]
    return json_bytes(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
            "url": name,
            "dc:title": title,
            "tableSchema": {"columns": columns, "primaryKey": key},
        }
    )


def visits_geojson(records: Sequence[OpenRecord]) -> bytes:
    """Return visits as points, all other fields as properties."""
    features = [
        _feature(
            str(record["id"]),
            {"type": "Point", "coordinates": [record["lon"], record["lat"]]},
            {key: value for key, value in record.items() if key not in ("lat", "lon")},
        )
        for record in records
    ]
    return json_bytes({"type": "FeatureCollection", "features": features})


def areas_geojson(facts: SiteFacts, records: Sequence[OpenRecord]) -> bytes:
    """Return kelurahan as shapes with their state; ``approximate`` where we drew the shape."""
    features = [
        _feature(
            str(record["code"]),
            _rewound(facts.cells[str(record["code"])]),
            {**record, "approximate": facts.cells_approximate},
        )
        for record in records
        if record["code"] in facts.cells
    ]
    return json_bytes({"type": "FeatureCollection", "features": features})


def json_bytes(value: object) -> bytes:
    """Return ``value`` as compact JSON in UTF-8, with a line end."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def data_files(
    facts: SiteFacts, visits: Sequence[OpenRecord], areas: Sequence[OpenRecord]
) -> dict[str, tuple[bytes, str]]:
    """Return the files of open data by path, each with its type."""
    return {
        "data/kunjungan.csv": (table_bytes(VISIT_FIELDS, visits), CSV),
        "data/kunjungan.csv-metadata.json": (
            table_schema("kunjungan.csv", "Kunjungan Sijempol", VISIT_FIELDS, "id"),
            JSON,
        ),
        "data/kelurahan.csv": (table_bytes(AREA_FIELDS, areas), CSV),
        "data/kelurahan.csv-metadata.json": (
            table_schema("kelurahan.csv", "Keadaan tiap kelurahan", AREA_FIELDS, "code"),
            JSON,
        ),
        "data/kunjungan.geojson": (visits_geojson(visits), GEOJSON),
        "data/kelurahan.geojson": (areas_geojson(facts, areas), GEOJSON),
    }


def _feature(key: str, geometry: Mapping[str, object], properties: OpenRecord) -> OpenRecord:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}


def _rewound(geometry: Mapping[str, object]) -> Mapping[str, object]:
    """Return a shape whose outer rings run counter-clockwise, five decimals each."""
    turned = mapping(orient_polygons(shape(dict(geometry))))
    return {"type": turned["type"], "coordinates": _rounded(turned["coordinates"])}


def _rounded(part: object) -> object:
    if isinstance(part, list | tuple):
        return [_rounded(each) for each in part]
    return round(part, 5) if isinstance(part, float) else part


def _cell(field: Field, value: object) -> object:
    if field.kind == "slots" and isinstance(value, list):
        return [f"{slot['day']} {slot['start']}-{slot['end']}" for slot in value]
    return value
