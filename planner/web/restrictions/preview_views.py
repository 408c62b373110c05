"""What the pages about a change of rules show before it is saved: visits hit, what people read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.actions.restrictions.confirm_rules import confirmed_together
from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import short_day
from planner.domain.vocabulary import EventKind
from planner.public.shared.public_words import CHANNELS
from planner.rules import decide_channels
from planner.web.shell.words import event_words


def hits_of(state: OfficeState, changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the visits that would change with their place and what they become in words."""
    return [
        {
            **hit,
            "place": _place(state, hit["visit_id"]),
            "words": _becomes(state, hit),
            "day": short_day(date.fromisoformat(hit["day"])),
            "soonest": _short(hit["earliest"]),
            "request_id": state.visits[hit["visit_id"]].request.id,
        }
        for hit in changes["hits"]
    ]


def _short(day: str | None) -> str:
    return "" if day is None else short_day(date.fromisoformat(day))


def _becomes(state: OfficeState, hit: dict[str, Any]) -> str:
    """Return what becomes of a visit; one that may come back sooner is to be planned again."""
    before = state.visits[hit["visit_id"]].earliest
    if before is not None and hit["earliest"] and hit["earliest"] < before.isoformat():
        return "Bisa lebih awal, perlu dijadwalkan ulang"
    return event_words(EventKind(hit["kind"]))


def _place(state: OfficeState, visit_id: str) -> str:
    visit = state.visits[visit_id]
    if visit.private:
        return visit.request.place
    return f"{visit.request.place}, {state.areas.get(visit.request.area_code).name}"


def unproposed(state: OfficeState, rule_id: str) -> list[Mapping[str, Any]]:
    """Return a rule and the instrument it stands in as they will be once confirmed."""
    names = confirmed_together(state.records, rule_id)
    return [
        {key: value for key, value in record.items() if key != "proposed"}
        for name in names
        for record in state.records
        if record["id"] == name
    ]


def open_channels(state: OfficeState, today: date) -> list[str]:
    """Return in words the other ways to the office that the public reads as open."""
    decisions = decide_channels(state.book, state.areas.city, today, as_of=today)
    return [CHANNELS[each.channel] for each in decisions if each.open]
