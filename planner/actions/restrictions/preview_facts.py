"""What a look at rules tells: visits, people and areas hit, and what the public would read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter, ValidationError

from planner.domain.areas import Areas
from planner.domain.vocabulary import EventKind, Line, Outcome
from planner.planning.restrictions.notices import notices_for
from planner.planning.restrictions.whatif import RuleHit, WhatIf
from planner.rules.consequence_words import facts_of
from planner.rules.consequences import Consequences


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedArea:
    """One kelurahan with the visits and the people that would change there."""

    code: str
    name: str
    visits: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedVisit:
    """One visit that would change. ``area_code`` is None for a visit at somebody's home."""

    visit_id: str
    line: Line
    area_code: str | None
    people: int
    day: date
    kind: EventKind
    before: Outcome
    after: Outcome
    earliest: date | None
    rule_ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsPreview:
    """The visits that would change, and the public's own words about them.

    ``waiting`` counts requests without a date whose first possible day changes.
    """

    visits: int
    people: int
    waiting: int
    kinds: Mapping[EventKind, int]
    areas: tuple[PreviewedArea, ...]
    hits: tuple[PreviewedVisit, ...]
    public_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPreview:
    """What records would change: visits on file, and the decisions of the coming days.

    ``mark`` is what the act is to carry that does it. ``back`` counts the visits stopped
    before that may then go on as they were promised.
    """

    effect: VisitsPreview
    consequences: Consequences
    mark: str
    back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPreview:
    """What the next stricter level would do from ``first`` to ``last``, both included."""

    level: int
    first: date
    last: date
    effect: VisitsPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAhead:
    """The look at the next level, with the state of the data and the day it was taken for."""

    revision: int
    day: date
    ahead: LevelPreview | None


_EFFECT: Final = TypeAdapter(VisitsPreview)
_LOOK: Final = TypeAdapter(LookAhead)


def visits_preview(effect: WhatIf, areas: Areas) -> VisitsPreview:
    """Return a look with the names of its areas. Home visits are counted and named by id only."""
    notices = notices_for((hit.change for hit in effect.hits), areas)
    return VisitsPreview(
        visits=len(effect.hits),
        people=effect.people,
        waiting=effect.waiting,
        kinds=effect.by_kind(),
        areas=tuple(
            PreviewedArea(code=code, name=areas.get(code).name, visits=visits, people=people)
            for code, (visits, people) in effect.by_area().items()
        ),
        hits=tuple(_previewed(hit) for hit in effect.hits),
        public_words=tuple(notice.text for notice in notices if notice.audience == "public"),
    )


def _previewed(hit: RuleHit) -> PreviewedVisit:
    visit = hit.visit
    return PreviewedVisit(
        visit_id=visit.id,
        line=visit.request.line,
        area_code=None if visit.private else visit.request.area_code,
        people=visit.people,
        day=hit.before.day,
        kind=hit.change.event.kind,
        before=hit.before.outcome,
        after=hit.after.outcome,
        earliest=visit.earliest,
        rule_ids=tuple(hit.after.rule_ids),
        reason=hit.change.event.why,
    )


def preview_values(preview: RulesPreview) -> dict[str, object]:
    """Return a look at records as plain values, for programs."""
    return {
        **_EFFECT.dump_python(preview.effect, mode="json"),
        "consequences": facts_of(preview.consequences),
    }


def level_values(level: LevelPreview) -> dict[str, object]:
    """Return a look at the next level as plain values, for programs."""
    days = {"first": level.first.isoformat(), "last": level.last.isoformat()}
    return {"level": level.level, **days, **_EFFECT.dump_python(level.effect, mode="json")}


def look_to_text(look: LookAhead) -> str:
    """Return a look at the next level as it is kept."""
    return _LOOK.dump_json(look).decode()


def look_from_text(text: str | None) -> LookAhead | None:
    """Return the look that is kept; None where there is none or another version wrote it."""
    try:
        return None if text is None else _LOOK.validate_json(text, strict=True)
    except ValidationError:
        return None
