"""Rules as open data: what is known of each today, and its days in force as known each day.

The JSON file, its JSON Schema, both tables and their descriptions are made from the same fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from planner.public.feeds.api import schema_of
from planner.public.feeds.open_data import CSV, JSON, json_bytes, table_bytes, table_schema
from planner.public.feeds.open_records import Field, OpenRecord, gtfs
from planner.public.shared.public_facts import TIES, PublicRule, SiteFacts
from planner.public.shared.rule_words import STATES, orders
from planner.rules.field_types import Effects

_TIES: Final = {
    "ends": "Aturan yang diakhirinya",
    "ended_by": "Aturan yang mengakhirinya",
    "displaces": "Aturan yang digesernya karena pendelegasian",
    "displaced_by": "Aturan yang menggesernya karena pendelegasian",
    "exempts": "Aturan yang dikecualikannya",
    "exempted_by": "Perkecualian atasnya",
    "extends": "Aturan yang diperpanjangnya",
    "extended_by": "Aturan yang memperpanjangnya",
    "corrects": "Catatan keliru yang diperbaikinya",
    "corrected_by": "Catatan yang memperbaikinya",
}
RULE_FIELDS: Final = (
    Field("id", "text", "Nomor catatan, tetap"),
    Field("kind", "text", "rule, level, zone, atau exemption"),
    Field("title", "text", "Judul"),
    Field("title_en", "text", "Judul dalam bahasa Inggris", optional=True),
    Field("state", "text", "in_force, coming, ended, void (dicabut sebelum mulai), corrected"),
    Field("state_text", "text", "Keadaan dengan kata-kata"),
    Field("first", "day", "Hari pertama"),
    Field("last", "day", "Hari terakhir seperti keadaannya; kosong: belum ada", optional=True),
    Field("text_last", "day", "Hari terakhir menurut teksnya; kosong: tidak ada", optional=True),
    Field("known_on", "day", "Hari pertama diketahui; sebelumnya tidak dipakai"),
    Field("areas", "list", "Kode Kemendagri wilayah; ID untuk Indonesia"),
    Field("issuer", "text", "national, province, city, atau office"),
    Field("binding", "text", "mandatory, delegated, internal, atau advisory"),
    Field("instrument", "text", "Nomor catatan dasar aturan", optional=True),
    Field("number", "text", "Nomor dasar aturan", optional=True),
    Field("issued_by", "text", "Penerbit dasar aturan", optional=True),
    Field("signed_on", "day", "Hari ditandatangani", optional=True),
    Field("article", "text", "Pasal atau diktum", optional=True),
    Field("sources", "list", "Sumbernya, lalu sumber dasarnya: alamat dokumen atau nomor surat"),
    Field("evidence", "text", "documented, indirect, inferred, estimated, atau synthetic"),
    Field("cause", "text", "Sebab, kata GTFS Realtime"),
    Field("effect", "text", "Akibat, kata GTFS Realtime"),
    Field("severity", "text", "Beratnya, kata GTFS Realtime"),
    Field("lines", "list", "Kode program; kosong: semua"),
    Field("services", "list", "Kode layanan; kosong: semua"),
    Field("channels", "list", "Kode saluran, bila tentang saluran"),
    Field("level", "whole", "Level", optional=True),
    Field("zone", "text", "Warna zona", optional=True),
    Field("regime", "text", "Rangkaian aturan yang menunggu penerus", optional=True),
    Field("repeats", "text", "Hari berulangnya, RRULE (RFC 5545); kosong: semua", optional=True),
    Field("effects", "effects", "Isinya dalam kode"),
    Field("assumed", "truth", "Arti level atau zonanya belum disahkan kantor"),
    Field("orders", "text", "Isinya dengan kata-kata"),
    *(Field(name, "list", _TIES[name]) for name in TIES),
)
PERIOD_FIELDS: Final = (
    Field("rule", "text", "Nomor catatan aturan"),
    Field("area", "text", "Kode Kemendagri wilayah; termasuk semua di dalamnya"),
    Field("first", "day", "Hari pertama"),
    Field("last", "day", "Hari terakhir, termasuk; paling lambat hari data ini"),
    Field("without", "list", "Wilayah di dalamnya yang tidak termasuk; barisnya sendiri"),
    Field("corrected_by", "list", "Catatan yang kemudian menyebutnya keliru"),
)
NOTICE: Final = "CONTOH, bukan keadaan sungguhan."


def rule_files(facts: SiteFacts) -> dict[str, tuple[bytes, str]]:
    """Return the files about rules by path, each with its type."""
    records = [_record(rule) for rule in facts.rules]
    periods = list(_periods(facts))
    mark = f" ({NOTICE.removesuffix('.')})" if facts.office.demo else ""
    return {
        "data/aturan.json": (json_bytes(_document(facts, records)), JSON),
        "data/aturan.schema.json": (json_bytes(_schema()), JSON),
        "data/aturan.csv": (table_bytes(_flat(RULE_FIELDS), map(_row, records)), CSV),
        "data/aturan.csv-metadata.json": (
            table_schema("aturan.csv", f"Aturan{mark}", _flat(RULE_FIELDS), "id"),
            JSON,
        ),
        "data/aturan-harian.csv": (table_bytes(PERIOD_FIELDS, periods), CSV),
        "data/aturan-harian.csv-metadata.json": (
            table_schema(
                "aturan-harian.csv",
                f"Hari berlakunya tiap aturan, seperti diketahui pada hari itu{mark}",
                PERIOD_FIELDS,
                ("rule", "area", "first"),
            ),
            JSON,
        ),
    }


def _document(facts: SiteFacts, records: list[OpenRecord]) -> OpenRecord:
    return {
        "$schema": "aturan.schema.json",
        "day": facts.today.isoformat(),
        "demo": facts.office.demo,
        "notice": NOTICE if facts.office.demo else "",
        "rules": records,
    }


def _schema() -> OpenRecord:
    """Return the JSON Schema of ``aturan.json``."""
    text = {"type": "string"}
    properties = {
        "$schema": text,
        "day": {**text, "format": "date", "description": "Hari yang digambarkan"},
        "demo": {"type": "boolean"},
        "notice": text,
        "rules": {"type": "array", "items": {"$ref": "#/$defs/Rule"}},
    }
    rule = dict(schema_of(_flat(RULE_FIELDS)))
    columns: Any = rule["properties"]
    rule["properties"] = {**columns, "effects": Effects.model_json_schema()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Aturan Sijempol",
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
        "$defs": {"Rule": rule},
    }


def _record(rule: PublicRule) -> OpenRecord:
    instrument = rule.instrument
    return {
        "id": rule.rule_id,
        "kind": rule.kind,
        "title": rule.title,
        "title_en": rule.title_en or None,
        "state": rule.state,
        "state_text": STATES[rule.state],
        "first": rule.first.isoformat(),
        "last": _day(rule.last),
        "text_last": _day(rule.text_last),
        "known_on": rule.known_on.isoformat(),
        "areas": list(rule.areas),
        "issuer": rule.issuer,
        "binding": rule.binding,
        "instrument": None if instrument is None else instrument.id,
        "number": None if instrument is None else instrument.number,
        "issued_by": None if instrument is None else instrument.issued_by,
        "signed_on": None if instrument is None else _day(instrument.signed_on),
        "article": rule.article or None,
        "sources": list(rule.sources),
        "evidence": rule.evidence.value,
        "cause": gtfs(rule.cause),
        "effect": rule.effect,
        "severity": rule.severity,
        "lines": [line.value for line in rule.lines],
        "services": [service.value for service in rule.services],
        "channels": [channel.value for channel in rule.channels],
        "level": rule.level,
        "zone": rule.zone or None,
        "regime": rule.regime or None,
        "repeats": rule.repeats or None,
        "effects": rule.effects,
        "assumed": rule.assumed,
        "orders": " ".join(orders(rule)),
        **{name: list(rule.ties[name]) for name in TIES},
    }


def _row(record: OpenRecord) -> OpenRecord:
    """Return ``record`` as a row of the table: effects as words such as ``percent=50``."""
    effects = record["effects"]
    pairs = effects.items() if isinstance(effects, Mapping) else ()
    return {**record, "effects": [f"{name}={_code(value)}" for name, value in pairs]}


def _code(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(str(each) for each in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _flat(fields: Iterable[Field]) -> list[Field]:
    """Return ``fields`` as a table can hold them."""
    return [
        Field(field.name, "list", field.about) if field.kind == "effects" else field
        for field in fields
    ]


def _periods(facts: SiteFacts) -> Iterable[OpenRecord]:
    corrected = {rule.rule_id: rule.ties["corrected_by"] for rule in facts.rules}
    for period in facts.rule_periods:
        yield {
            "rule": period.rule_id,
            "area": period.area,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "without": list(period.without),
            "corrected_by": list(corrected.get(period.rule_id, ())),
        }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
