"""Visits held under a rule that was not known then: what was learned too late to stop them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Response

from planner.actions.restrictions.late_knowledge import read_held_unknowing
from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import short_day
from planner.planning.restrictions.suspension import HeldUnknowing
from planner.web.restrictions.views import is_dated, record_of
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here

router = APIRouter(prefix="/kantor/aturan")


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """A visit with its day and place, and the rules learned late: id (empty: no page), title."""

    visit_id: str
    request_id: str
    day: str
    place: str
    people: int
    rules: tuple[tuple[str, str], ...]
    reason: str
    excepted: bool


@router.get("/terlambat", name="rules_known_late")
@needs(Clearance.COORDINATOR)
def show_late(here: Here) -> Response:
    """List the visits held under a rule that became known only after their day began."""
    state, held = read_held_unknowing(here.office, here.act())
    return here.page("terlambat.html", rows=[_row(each, state) for each in held])


def _row(held: HeldUnknowing, state: OfficeState) -> LateRow:
    asked = held.visit.request
    area = state.areas.get(asked.area_code).name
    return LateRow(
        visit_id=held.visit.id,
        request_id=asked.id,
        day=short_day(held.day),
        place=f"{asked.place}, {area}",
        people=asked.people,
        rules=tuple(_rule(rule_id, state) for rule_id in held.rule_ids),
        reason=held.reason,
        excepted=held.excepted,
    )


def _rule(rule_id: str, state: OfficeState) -> tuple[str, str]:
    record = record_of(state, rule_id)
    if record is None:
        return "", rule_id
    return (rule_id if is_dated(record[0]) else ""), record[0].title
