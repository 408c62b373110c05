"""The JSON interface, version 1: files under api/v1/ and the document that describes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.domain.office import WIB
from planner.public.feeds.open_data import JSON, json_bytes
from planner.public.feeds.open_records import (
    AGAIN_FIELDS,
    AREA_FIELDS,
    EFFECTS,
    VISIT_FIELDS,
    WHY_FIELDS,
    Field,
    OpenRecord,
    outcome_cause,
)
from planner.public.shared.channel_views import channel_views
from planner.public.shared.public_facts import PartSpell, SiteFacts
from planner.public.shared.status_views import leading_spell, part_words, status_view

#: How many items of a list the description shows as its example.
SHOWN: Final = 2

_TEXT: Final = {"type": "string"}
_SLOT: Final = {
    "type": "object",
    "required": ["day", "start", "end"],
    "properties": {"day": {"type": "string", "format": "date"}, "start": _TEXT, "end": _TEXT},
}
_PART: Final[OpenRecord] = {
    "type": "object",
    "required": ["areas", "effect", "first_day", "last_day", "rule_ids", "text"],
    "properties": {
        "areas": {"type": "array", "items": _TEXT},
        "effect": _TEXT,
        "first_day": {"type": "string", "format": "date"},
        "last_day": {"type": ["string", "null"], "format": "date"},
        "rule_ids": {"type": "array", "items": _TEXT},
        "text": _TEXT,
    },
}
_KINDS: Final[dict[str, OpenRecord]] = {
    "text": _TEXT,
    "day": {"type": "string", "format": "date"},
    "time": {"type": "string", "pattern": r"^\d\d:\d\d$"},
    "instant": {"type": "string", "format": "date-time"},
    "number": {"type": "number"},
    "whole": {"type": "integer", "minimum": 0},
    "truth": {"type": "boolean"},
    "list": {"type": "array", "items": _TEXT},
    "parts": {"type": "array", "items": _PART},
    "slots": {"type": "array", "items": _SLOT},
}

STATUS_FIELDS: Final = (
    Field("day", "day", "Hari yang digambarkan"),
    Field("updated_at", "instant", "Saat jadwal terakhir berubah"),
    Field("headline", "text", "Keadaan layanan di seluruh kota"),
    Field("period", "text", "Masa berlakunya"),
    Field("outlook", "text", "Kapan dibuka atau diperiksa lagi"),
    *WHY_FIELDS,
    Field("limits", "list", "Batasan yang berlaku"),
    Field("reason", "text", "Alasan"),
    Field("first_day", "day", "Hari pertama"),
    Field("last_day", "day", "Hari terakhir", optional=True),
    *AGAIN_FIELDS,
    Field("parts", "parts", "Kelurahan yang keadaannya lain dari seluruh kota"),
    Field("channels", "list", "Yang bisa dilakukan, dengan jamnya"),
)


def api_files(
    facts: SiteFacts, visits: Sequence[OpenRecord], areas: Sequence[OpenRecord]
) -> dict[str, tuple[bytes, str]]:
    """Return the files of the interface by path, each with its type."""
    head = {"day": facts.today.isoformat(), "updated_at": _stamp(facts), "demo": facts.office.demo}
    answers: dict[str, OpenRecord] = {
        "status.json": _status(facts),
        "areas.json": {**head, "areas": list(areas)},
        "visits.json": {**head, "visits": list(visits)},
    }
    files = {f"api/v1/{name}": (json_bytes(answer), JSON) for name, answer in answers.items()}
    for visit in visits:
        files[f"api/v1/visits/{visit['id']}.json"] = (json_bytes(visit), JSON)
    files["api/v1/openapi.json"] = (json_bytes(_description(facts, answers)), JSON)
    return files


def schema_of(fields: Sequence[Field]) -> OpenRecord:
    """Return the JSON Schema of a record with ``fields``."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields],
        "properties": {field.name: _property(field) for field in fields},
    }


def _property(field: Field) -> OpenRecord:
    kind = _KINDS[field.kind]
    described = {**kind, "description": field.about}
    return {**described, "type": [kind["type"], "null"]} if field.optional else described


def _status(facts: SiteFacts) -> OpenRecord:
    spell = leading_spell(facts.spells, facts.today)
    view = status_view(facts)
    days = {"last_day": spell.last, "earliest": spell.earliest, "review_on": spell.review_on}
    return {
        "day": facts.today.isoformat(),
        "updated_at": _stamp(facts),
        "headline": view.headline,
        "period": view.period,
        "outlook": view.outlook,
        "cause": outcome_cause(spell.outcome, spell.rule_ids, facts),
        "effect": EFFECTS[spell.outcome],
        "limits": view.limits,
        "reason": spell.reason,
        "first_day": spell.first.isoformat(),
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "rule_ids": list(spell.rule_ids),
        "assumed": facts.assumes(spell.rule_ids),
        "parts": [_part(part, facts) for part in facts.parts],
        "channels": [
            f"{channel.name}: {channel.detail}" if channel.detail else channel.name
            for channel in channel_views(facts.channels, facts.office)
        ],
    }


def _part(part: PartSpell, facts: SiteFacts) -> OpenRecord:
    spell = part.spell
    return {
        "areas": list(part.area_codes),
        "effect": EFFECTS[spell.outcome],
        "first_day": spell.first.isoformat(),
        "last_day": None if spell.last is None else spell.last.isoformat(),
        "rule_ids": list(spell.rule_ids),
        "text": part_words(part, facts),
    }


def _description(facts: SiteFacts, answers: dict[str, OpenRecord]) -> OpenRecord:
    """Return the OpenAPI document; its examples are cut from the very answers."""
    lists = {"areas.json": "areas", "visits.json": "visits"}
    paths: dict[str, OpenRecord] = {}
    for name, answer in answers.items():
        shown = dict(answer)
        if name in lists:
            items = answer[lists[name]]
            shown[lists[name]] = items[:SHOWN] if isinstance(items, list) else []
        paths[f"/{name}"] = _path(name, f"#/components/schemas/{_schema_name(name)}", shown)
    visits = answers["visits.json"]["visits"]
    if isinstance(visits, list) and visits:
        path = _path("visits/{id}.json", "#/components/schemas/Visit", visits[0])
        path["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": _TEXT}]
        paths["/visits/{id}.json"] = path
    title = f"Sijempol, {facts.office.name}"
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1.0.0", "license": {"name": "CC0-1.0"}},
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def _path(name: str, schema: str, example: object) -> dict[str, object]:
    operation = name.removesuffix(".json").replace("/{id}", "_one")
    content = {"application/json": {"schema": {"$ref": schema}, "example": example}}
    answer = {"200": {"description": "Keadaan pada hari yang disebut", "content": content}}
    return {"get": {"operationId": operation, "responses": answer}}


def _schema_name(name: str) -> str:
    return name.removesuffix(".json").capitalize()


def _schemas() -> dict[str, OpenRecord]:
    schemas = {
        "Status": schema_of(STATUS_FIELDS),
        "Visit": schema_of(VISIT_FIELDS),
        "Area": schema_of(AREA_FIELDS),
    }
    for plural, single in (("Visits", "Visit"), ("Areas", "Area")):
        items = {"type": "array", "items": {"$ref": f"#/components/schemas/{single}"}}
        schemas[plural] = {
            "type": "object",
            "required": ["day", "updated_at", "demo", plural.lower()],
            "properties": {
                "day": _KINDS["day"],
                "updated_at": _KINDS["instant"],
                "demo": _KINDS["truth"],
                plural.lower(): items,
            },
        }
    return schemas


def _stamp(facts: SiteFacts) -> str:
    return facts.changed_at.astimezone(WIB).replace(microsecond=0).isoformat()
