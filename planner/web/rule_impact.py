"""What a restriction would change, visit by visit, as its page shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.actions.world import World
from planner.domain.indonesian import short_day
from planner.domain.words import EventKind
from planner.web.words import event_words


def hits_of(world: World, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the visits that would change with their place and what they become in words."""
    return [
        {
            **hit,
            "place": _place(world, hit["visit_id"]),
            "words": _becomes(world, hit),
            "day": short_day(date.fromisoformat(hit["day"])),
            "soonest": _short(hit["earliest"]),
            "request_id": world.visits[hit["visit_id"]].request.id,
        }
        for hit in told["hits"]
    ]


def _short(day: str | None) -> str:
    return "" if day is None else short_day(date.fromisoformat(day))


def _becomes(world: World, hit: dict[str, Any]) -> str:
    """Return what becomes of a visit; one that may come back sooner is to be planned again."""
    before = world.visits[hit["visit_id"]].earliest
    if before is not None and hit["earliest"] and hit["earliest"] < before.isoformat():
        return "Bisa lebih awal, perlu dijadwalkan ulang"
    return event_words(EventKind(hit["kind"]))


def _place(world: World, visit_id: str) -> str:
    visit = world.visits[visit_id]
    if visit.private:
        return visit.request.place
    return f"{visit.request.place}, {world.areas.get(visit.request.area_code).name}"
