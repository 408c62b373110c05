"""Rules are looked at before they are in force; nothing is saved but the look itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from planner.actions.saving.changes import knowledge
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import load_state
from planner.domain.areas import CITY
from planner.planning.restrictions.notices import notices_for
from planner.planning.restrictions.whatif import NextLevel, WhatIf, next_level, what_if

#: Where the next stricter level is kept, with the revision and the day it was worked out for.
NEXT_LEVEL = "next_level"

Plain = dict[str, object]


def preview_rules(office: Office, act: Act, records: Sequence[Mapping[str, object]]) -> Plain:
    """Return what recording ``records`` today would change, as plain values.

    Instruments that become known later are looked at as if they were known today.

    Raises
    ------
    BadInput
        A record's id is taken by another content.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    today = [_known_by(record, act.day) for record in records]
    found = what_if(
        tuple(state.visits[key] for key in sorted(state.visits)),
        knowledge(state, act),
        knowledge(state.with_records(today), act),
    )
    return _told(office, found)


def look_ahead(office: Office, act: Act) -> Plain | None:
    """Return what the next stricter level would do in the coming week; None: nothing.

    It is worked out once for each state of the data and each day, and kept.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        kept = json.loads(store.meta.get(NEXT_LEVEL) or "{}")
    stamp = [state.revision, act.day.isoformat()]
    if kept.get("stamp") != stamp:
        visits = tuple(state.visits[key] for key in sorted(state.visits))
        found = next_level(visits, knowledge(state, act), state.records, CITY)
        kept = {"stamp": stamp, "found": None if found is None else _ahead(office, found)}
        with office.database.writing() as store:
            store.meta.set(NEXT_LEVEL, json.dumps(kept, ensure_ascii=False))
    told: Plain | None = kept["found"]
    return told


def _known_by(record: Mapping[str, object], day: date) -> Mapping[str, object]:
    known_on = record.get("known_on")
    late = known_on is None or str(known_on) > day.isoformat()
    return {**record, "known_on": day.isoformat()} if late else record


def _ahead(office: Office, found: NextLevel) -> Plain:
    days = {"first": found.first.isoformat(), "last": found.last.isoformat()}
    return {"level": found.level, **days, **_told(office, found.effect)}


def _told(office: Office, found: WhatIf) -> Plain:
    """Return a look as plain values. Home visits are counted and named by id only."""
    names = office.areas
    return {
        "visits": len(found.hits),
        "people": found.people,
        "waiting": found.waiting,
        "kinds": {kind.value: count for kind, count in found.by_kind().items()},
        "areas": [
            {"code": code, "name": names.get(code).name, "visits": visits, "people": people}
            for code, (visits, people) in found.by_area().items()
        ],
        "hits": [
            {
                "visit_id": hit.visit.id,
                "line": hit.visit.request.line.value,
                "area_code": None if hit.visit.private else hit.visit.request.area_code,
                "people": hit.visit.people,
                "day": hit.before.day.isoformat(),
                "kind": hit.change.event.kind.value,
                "before": hit.before.outcome.value,
                "after": hit.after.outcome.value,
                "earliest": None if hit.visit.earliest is None else hit.visit.earliest.isoformat(),
                "rule_ids": list(hit.after.rule_ids),
                "reason": hit.change.event.why,
            }
            for hit in found.hits
        ],
        "public_words": [
            notice.text
            for notice in notices_for((hit.change for hit in found.hits), names)
            if notice.audience == "public"
        ],
    }
