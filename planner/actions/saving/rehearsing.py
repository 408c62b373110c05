"""A preview is the act, not saved: the same function decides on the same data.

What it would save has a mark. The act carries the mark of what the person saw, and where it would
now save something else, nothing is saved and the difference is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from json import dumps
from typing import Final

from planner.actions.saving.update import Update
from planner.domain.errors import PlannerError
from planner.domain.visits import Change

#: How many digits of its hash a mark holds.
_HASH_LENGTH: Final = 16


class PreviewOutdated(PlannerError):
    """The act would now save something else than the person saw; nothing was saved."""

    code = "preview_outdated"

    def __init__(self, foreseen: str, update: Update) -> None:
        now = mark_of(update)
        was = foreseen.split("-")
        said = "kini akibatnya lain"
        if was[:2] != now.split("-")[:2] and len(was) == len(now.split("-")):
            said = f"tadi {_counts(foreseen)}, kini {_counts(now)}"
        super().__init__(
            f"Keadaan berubah sejak akibatnya dilihat: {said}. Belum ada yang tersimpan. "
            "Periksa akibat yang baru, lalu putuskan."
        )


def mark_of(update: Update) -> str:
    """Return the mark of what ``update`` does: visits, people and a hash of every change.

    When and by whom it is done makes no difference.
    """
    people = sum(change.visit.people for change in update.changes)
    said = dumps([*map(_said, update.changes), *_beside(update)], sort_keys=True, default=str)
    digest = sha256(said.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{len(update.changes)}-{people}-{digest}"


def refuse_unforeseen(foreseen: str, update: Update) -> None:
    """Refuse an update that is not the one whose mark is ``foreseen``; "" foresees nothing.

    Raises
    ------
    PreviewOutdated
        It does something else.
    """
    if foreseen and foreseen != mark_of(update):
        raise PreviewOutdated(foreseen, update)


def _said(change: Change) -> Mapping[str, object]:
    event = change.event
    return {
        "visit": change.visit.id,
        "kind": event.kind.value,
        "why": event.why,
        "before": None if event.before is None else asdict(event.before),
        "after": None if event.after is None else asdict(event.after),
    }


def _beside(update: Update) -> Iterable[object]:
    """Yield what an update does beside changing visits."""
    yield [record["id"] for record in update.records]
    yield [request.id for request in update.requests]
    yield [unit.id for unit in update.units]
    yield None if update.publish is None else update.publish.content_hash


def _counts(mark: str) -> str:
    visits, people, _ = mark.split("-")
    return f"{visits} kunjungan ({people} orang)"
