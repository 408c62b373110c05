"""Rules are looked at before they are in force; nothing is saved but the look itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from planner.actions.restrictions.fitting import refuse_misfits
from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.areas import CITY
from planner.planning.restrictions.notices import notices_for
from planner.planning.restrictions.whatif import NextLevel, WhatIf, next_level, what_if
from planner.rules.consequence_words import facts_of
from planner.rules.consequences import Consequences, consequences_of

#: Where the next stricter level is kept, with the revision and the day it was worked out for.
NEXT_LEVEL = "next_level"

PreviewFacts = dict[str, object]


def preview_rules(
    office: Office, act: Act, records: Sequence[Mapping[str, object]]
) -> PreviewFacts:
    """Return what recording ``records`` today would change, as plain values.

    Instruments that become known later are looked at as if they were known today. Beside the
    visits, ``consequences`` tells which decisions of the coming days change for whom.

    Raises
    ------
    BadInput
        The records may not be recorded as they are.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    refuse_misfits(state, records)
    today = [_as_if_known(record, act.day) for record in records]
    effect = what_if(
        tuple(state.visits[key] for key in sorted(state.visits)),
        knowledge_of(state, act),
        knowledge_of(state.with_records(today), act),
    )
    facts = _effect_facts(office, effect)
    return {**facts, "consequences": facts_of(_consequences(state, act, records))}


def preview_consequences(
    office: Office, act: Act, records: Sequence[Mapping[str, object]]
) -> Consequences:
    """Return which decisions recording ``records`` changes, with visits or without any.

    Each line is asked about in every kelurahan, as of today or the day the last of the records
    is known; proposals are taken as confirmed.

    Raises
    ------
    BadInput
        The records may not be recorded as they are.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    refuse_misfits(state, records)
    return _consequences(state, act, records)


def _consequences(
    state: OfficeState, act: Act, records: Sequence[Mapping[str, object]]
) -> Consequences:
    return consequences_of(state.records, records, today=act.day)


def look_ahead(office: Office, act: Act) -> PreviewFacts | None:
    """Return what the next stricter level would do in the coming week; None: nothing.

    It is worked out once for each state of the data and each day, and kept.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        ahead = json.loads(store.meta.get(NEXT_LEVEL) or "{}")
    stamp = [state.revision, act.day.isoformat()]
    if ahead.get("stamp") != stamp:
        visits = tuple(state.visits[key] for key in sorted(state.visits))
        stricter = next_level(visits, knowledge_of(state, act), state.records, CITY)
        ahead = {"stamp": stamp, "found": None if stricter is None else _ahead(office, stricter)}
        with office.database.writing() as store:
            store.meta.set(NEXT_LEVEL, json.dumps(ahead, ensure_ascii=False))
    facts: PreviewFacts | None = ahead["found"]
    return facts


def _as_if_known(record: Mapping[str, object], day: date) -> Mapping[str, object]:
    known_on = record.get("known_on")
    late = known_on is None or str(known_on) > day.isoformat()
    confirmed = {name: value for name, value in record.items() if name != "proposed"}
    return {**confirmed, "known_on": day.isoformat()} if late else confirmed


def _ahead(office: Office, stricter: NextLevel) -> PreviewFacts:
    days = {"first": stricter.first.isoformat(), "last": stricter.last.isoformat()}
    return {"level": stricter.level, **days, **_effect_facts(office, stricter.effect)}


def _effect_facts(office: Office, effect: WhatIf) -> PreviewFacts:
    """Return a look as plain values. Home visits are counted and named by id only."""
    names = office.areas
    return {
        "visits": len(effect.hits),
        "people": effect.people,
        "waiting": effect.waiting,
        "kinds": {kind.value: count for kind, count in effect.by_kind().items()},
        "areas": [
            {"code": code, "name": names.get(code).name, "visits": visits, "people": people}
            for code, (visits, people) in effect.by_area().items()
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
            for hit in effect.hits
        ],
        "public_words": [
            notice.text
            for notice in notices_for((hit.change for hit in effect.hits), names)
            if notice.audience == "public"
        ],
    }
