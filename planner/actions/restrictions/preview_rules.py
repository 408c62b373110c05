"""Rules are looked at before they are in force; nothing is saved but the look itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from planner.actions.restrictions.confirm_rules import confirmation_of, waiting_with
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.fitting import refuse_misfits
from planner.actions.restrictions.preview_facts import (
    LevelPreview,
    LookAhead,
    RulesPreview,
    look_from_text,
    look_to_text,
    visits_preview,
)
from planner.actions.restrictions.restore_visits import restorable_visits
from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Done, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.rehearsing import mark_of
from planner.domain.areas import CITY
from planner.planning.restrictions.whatif import NextLevel, next_level, what_changes
from planner.rules.consequences import Consequences, consequences_of

#: Where the next stricter level is kept, with the revision and the day it was worked out for.
NEXT_LEVEL = "next_level"


def preview_rules(
    office: Office, act: Act, records: Sequence[Mapping[str, object]]
) -> RulesPreview:
    """Return what :func:`enter_rules` would do with ``records`` now, by rehearsing it.

    Instruments that become known later are looked at as if they were known today. Beside the
    visits, ``consequences`` tells which decisions of the coming days change for whom.

    Raises
    ------
    BadInput
        The records may not be recorded as they are.
    """
    today = [_as_if_known(record, act.day) for record in records]
    seen = enter_rules(office, act.rehearsed(), today)
    done = seen if today == list(records) else enter_rules(office, act.rehearsed(), records)
    return _preview(office, act, records, seen=seen, done=done)


def preview_confirmation(office: Office, act: Act, rule_id: str) -> RulesPreview:
    """Return what confirming a proposal would do, with what is confirmed together with it.

    Raises
    ------
    NotFound
        There is no such rule.
    """
    with office.database.reading() as store:
        records = store.rules.list_records()
    names = waiting_with(office, rule_id)
    confirmed = [
        {name: value for name, value in record.items() if name != "proposed"}
        for record in records
        if record["id"] in names
    ]
    done = enter_rules(office, act.rehearsed(), [confirmation_of(act, names)])
    return _preview(office, act, confirmed, seen=done, done=done)


def _preview(
    office: Office, act: Act, records: Sequence[Mapping[str, object]], *, seen: Done, done: Done
) -> RulesPreview:
    """Return what entering ``records`` is ``seen`` to do; ``done`` is what it does today."""
    with office.database.reading() as store:
        state = load_state(store, office.areas)
    effect = what_changes(
        seen.update.changes,
        state.visits,
        knowledge_of(state, act),
        knowledge_of(seen.state, act),
    )
    return RulesPreview(
        effect=visits_preview(effect, office.areas),
        consequences=_consequences(state, act, records),
        mark=mark_of(done.update),
        back=len(restorable_visits(seen.state, act)),
    )


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


def look_ahead(office: Office, act: Act) -> LevelPreview | None:
    """Return what the next stricter level would do in the coming week; None: nothing.

    It is worked out once for each state of the data and each day, and kept.
    """
    with office.database.reading() as store:
        state = load_state(store, office.areas)
        kept = look_from_text(store.meta.get(NEXT_LEVEL))
    if kept is not None and (kept.revision, kept.day) == (state.revision, act.day):
        return kept.ahead
    visits = tuple(state.visits[key] for key in sorted(state.visits))
    stricter = next_level(visits, knowledge_of(state, act), state.records, CITY)
    ahead = None if stricter is None else _ahead(office, stricter)
    look = LookAhead(revision=state.revision, day=act.day, ahead=ahead)
    with office.database.writing() as store:
        store.meta.set(NEXT_LEVEL, look_to_text(look))
    return ahead


def _ahead(office: Office, stricter: NextLevel) -> LevelPreview:
    return LevelPreview(
        level=stricter.level,
        first=stricter.first,
        last=stricter.last,
        effect=visits_preview(stricter.effect, office.areas),
    )


def _as_if_known(record: Mapping[str, object], day: date) -> Mapping[str, object]:
    known_on = record.get("known_on")
    late = known_on is None or str(known_on) > day.isoformat()
    confirmed = {name: value for name, value in record.items() if name != "proposed"}
    return {**confirmed, "known_on": day.isoformat()} if late else confirmed
