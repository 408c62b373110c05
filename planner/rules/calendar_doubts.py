"""Calendar records that say different things of one day, and working hours that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import Final

from planner.rules.confirming import corrected, counting
from planner.rules.field_types import Hours
from planner.rules.rule_records import CalendarRecord, HoursRecord, Record

_AT_ONCE: Final = (
    "padahal diketahui pada hari yang sama. Isi corrects di catatan yang benar, atau hapus yang "
    "salah."
)
_NO_ORDER: Final = (
    "jamnya terbalik atau bertumpuk. Tulis selang dari pagi ke sore, misalnya "
    '[["08:00", "11:30"], ["12:30", "16:30"]].'
)


#: Two records that disagree, and a sentence with a place for the other one's id.
Clash = tuple[str, str, str]


def calendar_doubts(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Yield the id of each calendar record to look at again, and a sentence with the remedy.

    Told are disputes (:func:`calendar_disputes`) and hours that cannot be.
    """
    standing = _standing(records)
    yield from (
        (record_id, about.format(other=other))
        for other, record_id, about in calendar_disputes(standing)
    )
    changes = [record for record in standing if isinstance(record, CalendarRecord)]
    periods = [record for record in standing if isinstance(record, HoursRecord)]
    spans: list[tuple[str, Sequence[Hours]]] = [(each.id, each.hours or ()) for each in changes]
    spans += [(period.id, hours) for period in periods for hours in _all_hours(period)]
    yield from (
        (name, _NO_ORDER) for name in dict.fromkeys(n for n, h in spans if not _in_order(h))
    )


def calendar_disputes(records: Iterable[Record]) -> Iterator[Clash]:
    """Yield the records that became known on one day and disagree, neither correcting the other.

    Until one does, such a day is closed and such hours count where they overlap.
    """
    standing = _standing(records)
    yield from _days_in_dispute([each for each in standing if isinstance(each, CalendarRecord)])
    yield from _hours_in_dispute([each for each in standing if isinstance(each, HoursRecord)])


def _standing(records: Iterable[Record]) -> list[Record]:
    """Return the records that are known, or will be, and that no other one corrects."""
    counted = counting(records)
    wrong = corrected(counted)
    return [each for each in counted if each.id not in wrong and each.known_on is not None]


def _days_in_dispute(changes: Iterable[CalendarRecord]) -> Iterator[Clash]:
    named: dict[tuple[date, date | None], list[CalendarRecord]] = {}
    for record in changes:
        for day in dict.fromkeys(record.days):
            named.setdefault((day, record.known_on), []).append(record)
    disputed: dict[tuple[str, str], list[str]] = {}
    for (day, _), some in named.items():
        for one, other in combinations(sorted(some, key=lambda record: record.id), 2):
            if (one.now, one.hours) != (other.now, other.hours):
                disputed.setdefault((one.id, other.id), []).append(str(day))
    for (one_id, other_id), days in disputed.items():
        about = f"berselisih dengan {{other}} tentang {', '.join(days)}, {_AT_ONCE}"
        yield one_id, other_id, about


def _hours_in_dispute(periods: Iterable[HoursRecord]) -> Iterator[Clash]:
    begun: dict[object, list[HoursRecord]] = {}
    for record in periods:
        begun.setdefault((record.first, record.known_on), []).append(record)
    for some in begun.values():
        for one, other in combinations(sorted(some, key=lambda record: record.id), 2):
            if any(one.on_weekday(day) != other.on_weekday(day) for day in range(7)):
                yield (
                    one.id,
                    other.id,
                    f"jamnya lain dari {{other}} untuk masa yang sama, {_AT_ONCE}",
                )


def _all_hours(period: HoursRecord) -> Iterator[Sequence[Hours]]:
    yield period.mon_thu
    yield from (period.on_weekday(day) for day in range(7))


def _in_order(spans: Sequence[Hours]) -> bool:
    ends_first = all(start < end for start, end in spans)
    return ends_first and all(one[1] <= after[0] for one, after in pairwise(spans))
