"""Proposed records count from the day on which a second person's confirmation is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.rules.rule_records import ConfirmationRecord, Record


def counting(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return ``records`` as they count: proposals are known when they are confirmed.

    What nobody has confirmed counts as announced: it is watched and has no effect.
    """
    everything = tuple(records)
    confirmed = _confirmed(everything)
    return tuple(
        _as_confirmed(record, confirmed.get(record.id)) if record.proposed else record
        for record in everything
    )


def unconfirmed(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the proposals that nobody has confirmed or corrected, in order."""
    everything = tuple(records)
    settled = {*_confirmed(everything), *corrected(everything)}
    return tuple(record for record in everything if record.proposed and record.id not in settled)


def corrected(records: Iterable[Record]) -> frozenset[str]:
    """Return the ids that a record which counts says were wrong."""
    return frozenset(
        record.corrects
        for record in records
        if record.corrects is not None and record.known_on is not None and not record.proposed
    )


def confirmed_by(records: Iterable[Record], name: str, as_of: date) -> bool:
    """Return whether a confirmation of the record called ``name`` is known on ``as_of``."""
    day = _confirmed(records).get(name)
    return day is not None and day <= as_of


def _confirmed(records: Iterable[Record]) -> dict[str, date]:
    """Return the day on which the first confirmation of each id is known."""
    days: dict[str, date] = {}
    for record in records:
        if isinstance(record, ConfirmationRecord) and record.known_on is not None:
            for name in record.confirms:
                days[name] = min(days.get(name, record.known_on), record.known_on)
    return days


def _as_confirmed(record: Record, day: date | None) -> Record:
    if day is None or record.known_on is None:
        announced = record.announced_on or record.known_on
        return record.model_copy(update={"known_on": None, "announced_on": announced})
    announced = record.announced_on or record.known_on
    known_on = max(record.known_on, day)
    return record.model_copy(update={"known_on": known_on, "announced_on": announced})
