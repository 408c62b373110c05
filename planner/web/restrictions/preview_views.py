"""What the pages about a change of rules show before it is saved: visits hit, what people read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.actions.restrictions.preview_facts import PreviewedVisit, RulesPreview, VisitsPreview
from planner.actions.saving.office_state import OfficeState
from planner.domain.indonesian import short_day
from planner.public.shared.public_words import CHANNELS
from planner.rules import decide_channels
from planner.rules.consequence_words import sentences_of
from planner.web.restrictions.words import within
from planner.web.shell.words import event_words


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """A visit that would change: where, when and what it becomes, in words."""

    request_id: str
    place: str
    day: str
    people: int
    words: str
    reason: str
    soonest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenChange:
    """A look at rules as a page shows it; ``mark`` is what its form carries.

    ``back`` counts the visits that may then go on as they were promised.
    """

    effect: VisitsPreview
    lines: tuple[HitLine, ...]
    sentences: tuple[str, ...]
    mark: str
    back: int


def seen_change(state: OfficeState, preview: RulesPreview) -> SeenChange:
    """Return what records would change, in words, with the place of each visit hit."""
    return SeenChange(
        effect=preview.effect,
        lines=tuple(_line(state, hit) for hit in preview.effect.hits),
        sentences=sentences_of(preview.consequences),
        mark=preview.mark,
        back=preview.back,
    )


def _line(state: OfficeState, hit: PreviewedVisit) -> HitLine:
    return HitLine(
        request_id=state.visits[hit.visit_id].request.id,
        place=_place(state, hit.visit_id),
        day=short_day(hit.day),
        people=hit.people,
        words=_becomes(state, hit),
        reason=hit.reason,
        soonest="" if hit.earliest is None else short_day(hit.earliest),
    )


def _becomes(state: OfficeState, hit: PreviewedVisit) -> str:
    """Return what becomes of a visit; one that may come back sooner is to be planned again."""
    before = state.visits[hit.visit_id].earliest
    if before is not None and hit.earliest is not None and hit.earliest < before:
        return "Bisa lebih awal, perlu dijadwalkan ulang"
    return event_words(hit.kind)


def _place(state: OfficeState, visit_id: str) -> str:
    visit = state.visits[visit_id]
    if visit.private:
        return visit.request.place
    return f"{visit.request.place}, {state.areas.get(visit.request.area_code).name}"


def open_channels(state: OfficeState, today: date) -> list[str]:
    """Return in words the other ways to the office that the public reads as open."""
    decisions = decide_channels(state.book, state.areas.city, today, as_of=today)
    return [within(CHANNELS[each.channel]) for each in decisions if each.open]
