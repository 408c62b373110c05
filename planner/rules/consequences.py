"""What records do before they count: the decisions of the coming days, without and with them.

The same functions answer here that decide once the records are on file, so what is foretold
of a day is what will be decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Final

from planner.domain.areas import CITY
from planner.domain.decisions import ChannelStatus, Decision
from planner.domain.vocabulary import Channel, Line, Outcome
from planner.rules.channels import decide_channels
from planner.rules.comparing import ChangedDays, Effect, KnownBooks, compared, in_a_row, runs
from planner.rules.knowledge import TURNS
from planner.rules.questions import (
    ROUTINE,
    Question,
    RecordMapping,
    Variant,
    places_named,
    questions_of,
    touched_by,
)
from planner.rules.rule import ONE_DAY, days_later
from planner.rules.workdays import Spans

#: Days that are looked at, from the one on which the records are known and from each first day.
HORIZON_DAYS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Days in a row on which records do the same for these lines in these areas.

    ``variants`` are the kinds of visits concerned, ``channels`` those of another way to be
    served, ``hours`` the office's new ones by weekday (Monday is 0). ``goes_on`` says that the
    last day is the last one looked at.
    """

    effect: Effect
    lines: tuple[Line, ...]
    areas: tuple[str, ...]
    first: date
    last: date
    goes_on: bool
    variants: tuple[Variant, ...] = ()
    channels: tuple[Channel, ...] = ()
    hours: Mapping[int, Spans] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What records would change, as known on ``as_of``, on ``days``.

    ``before`` and ``after`` count the answers for a routine visit of each line in each of
    ``areas`` on each day; ``asked`` are the kinds of visits asked about.
    """

    as_of: date
    days: tuple[date, ...]
    areas: tuple[str, ...]
    asked: tuple[Variant, ...]
    before: Mapping[Outcome, int]
    after: Mapping[Outcome, int]
    changed: tuple[Changed, ...]


def consequences_of(
    existing: Sequence[RecordMapping], new: Sequence[RecordMapping], *, today: date
) -> Consequences:
    """Return what ``new`` records would change beside those on file.

    It is asked as of the day on which the last of them is known, ``today`` at the earliest. What
    waits for a second person is taken as confirmed, what was only announced as known.
    """
    as_of = max([*_known_days(new), today])
    return _known_on(existing, [_taken(each, as_of, announced=True) for each in new], as_of)


def _known_on(
    existing: Sequence[RecordMapping], taken: Sequence[RecordMapping], as_of: date
) -> Consequences:
    """Return what the records ``taken`` change as known on ``as_of``."""
    ids = {each["id"] for each in taken}
    before = KnownBooks.of(existing, as_of)
    after = KnownBooks.of([*(each for each in existing if each["id"] not in ids), *taken], as_of)
    days = _days(taken, as_of)
    touched = touched_by(existing, taken)
    questions = questions_of(touched)
    answers = [
        (question, compared(question, before, after, days), codes)
        for question, codes in _alike(questions, before, after, days)
    ]
    spans = [
        (question, span, codes) for question, cells, codes in answers for span in runs(cells, days)
    ]
    routine = [
        (cell, len(codes))
        for question, cells, codes in answers
        if question.variant == ROUTINE
        for cell in cells
    ]
    return Consequences(
        as_of=as_of,
        days=days,
        areas=tuple(dict.fromkeys(question.ask.area_code for question in questions)),
        asked=tuple(dict.fromkeys(question.variant for question in questions)),
        before=_counted((cell.before, number) for cell, number in routine),
        after=_counted((cell.after, number) for cell, number in routine),
        changed=(
            *_merged(spans, days[-1]),
            *_channels(before, after, days, (CITY, *places_named(touched))),
            *_hours(before, after, days),
        ),
    )


def consequences_by_day(
    existing: Sequence[RecordMapping], new: Sequence[RecordMapping], *, most: int
) -> list[Consequences]:
    """Return what becomes different on each day on which some of ``new`` is known, last ``most``.

    Each day is compared with what was known just before it.
    """
    steps = []
    for day in sorted(set(_known_days(new)))[-most:]:
        learned = [each for each in new if day in _known_days([each])]
        earlier = [_before(each, day) for each in new if _known_by(each, day - ONE_DAY)]
        ids = {each["id"] for each in earlier}
        there = [each for each in existing if each["id"] not in ids]
        taken = [_taken(each, day, announced=False) for each in learned]
        steps.append(_known_on([*there, *earlier], taken, day))
    return steps


def _before(plain: RecordMapping, day: date) -> RecordMapping:
    """Return a record as it was before ``day``, on which an end of it may have become known."""
    without = dict(_taken(plain, day, announced=False))
    for known, end in (("ended_known_on", "ended_on"), ("revoked_known_on", "revoked_on")):
        if without.get(known) is not None and str(without[known]) >= day.isoformat():
            without |= {known: None, end: None}
    return without


def _known_by(plain: RecordMapping, day: date) -> bool:
    known_on = plain.get("known_on")
    return known_on is not None and str(known_on) <= day.isoformat()


def _known_days(records: Iterable[RecordMapping]) -> list[date]:
    days = (each.get(name) for each in records for name in TURNS)
    return [date.fromisoformat(str(day)) for day in days if day is not None]


def _taken(plain: RecordMapping, as_of: date, *, announced: bool) -> RecordMapping:
    """Return a record as if it were confirmed, and one only announced as known where asked."""
    taken = {name: value for name, value in plain.items() if name != "proposed"}
    if announced and taken.get("known_on") is None:
        taken["known_on"] = as_of.isoformat()
    return taken


def _days(records: Iterable[RecordMapping], as_of: date) -> tuple[date, ...]:
    """Return the days to look at: from ``as_of`` on, and from each first day that lies beyond."""
    starts, days = {as_of}, set[date]()
    for each in records:
        given = [each.get(name) for name in ("from", "valid_from", "ended_on", "revoked_on")]
        starts |= {date.fromisoformat(str(day)) for day in given if day is not None}
        listed = each.get("days")
        named = map(str, listed if isinstance(listed, list) else [])
        days |= {day for day in map(date.fromisoformat, named) if day >= as_of}
    for start in sorted(starts):
        if start >= as_of and start not in days:
            last = days_later(start, HORIZON_DAYS - 1)
            days |= {date.fromordinal(n) for n in range(start.toordinal(), last.toordinal() + 1)}
    return tuple(sorted(days))


def _alike(
    questions: Iterable[Question], before: KnownBooks, after: KnownBooks, days: Sequence[date]
) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """Yield one question of those that differ only by areas in which the same rules hold."""
    places: dict[str, tuple[object, ...]] = {}
    groups: dict[tuple[object, ...], list[Question]] = {}
    for question in questions:
        code = question.ask.area_code
        if code not in places:
            places[code] = (*before.in_force(code, days), *after.in_force(code, days))
        key = (question.ask.line, question.variant, places[code])
        groups.setdefault(key, []).append(question)
    for group in groups.values():
        yield group[0], tuple(each.ask.area_code for each in group)


def _counted(outcomes: Iterable[tuple[Decision, int]]) -> dict[Outcome, int]:
    counts: Counter[Outcome] = Counter()
    for decision, number in outcomes:
        counts[decision.outcome] += number
    return {outcome: counts[outcome] for outcome in Outcome if counts[outcome]}


def _merged(
    runs: Iterable[tuple[Question, ChangedDays, tuple[str, ...]]], last_day: date
) -> list[Changed]:
    """Return the runs with those of the same days together: first areas, then lines, then kinds."""
    areas: dict[tuple[ChangedDays, Variant, Line], set[str]] = {}
    for question, span, codes in runs:
        areas.setdefault((span, question.variant, question.ask.line), set()).update(codes)
    lines: dict[tuple[ChangedDays, Variant, tuple[str, ...]], list[Line]] = {}
    for (span, variant, line), codes_of in areas.items():
        lines.setdefault((span, variant, tuple(sorted(codes_of))), []).append(line)
    kinds: dict[tuple[ChangedDays, tuple[str, ...], tuple[Line, ...]], list[Variant]] = {}
    for (span, variant, where), named in lines.items():
        ordered = tuple(line for line in Line if line in named)
        kinds.setdefault((span, where, ordered), []).append(variant)
    changes = [
        Changed(
            effect=effect,
            lines=named_lines,
            areas=where,
            first=first,
            last=last,
            goes_on=last == last_day,
            variants=tuple(variants),
        )
        for ((effect, first, last), where, named_lines), variants in kinds.items()
    ]
    order = list(Effect)
    return sorted(
        changes, key=lambda run: (run.first, order.index(run.effect), run.last, run.areas)
    )


def _channels(
    before: KnownBooks, after: KnownBooks, days: Sequence[date], areas: Sequence[str]
) -> Iterator[Changed]:
    """Yield the days on which other channels offer something else, in the first of ``areas``.

    In the others only what differs there alone.
    """
    for channel, code in product(Channel, areas):
        differing = _differing(before, after, channel, code, days)
        if code != areas[0]:
            everywhere = _differing(before, after, channel, areas[0], days)
            differing = [day for day in differing if day not in everywhere]
        for first, last in in_a_row(differing):
            yield Changed(
                effect=Effect.CHANNELS,
                lines=(),
                areas=(code,),
                first=first,
                last=last,
                goes_on=last == days[-1],
                channels=(channel,),
            )


def _differing(
    before: KnownBooks, after: KnownBooks, channel: Channel, code: str, days: Iterable[date]
) -> list[date]:
    return [
        day
        for day in days
        if _offer(before, channel, code, day) != _offer(after, channel, code, day)
    ]


def _hours(before: KnownBooks, after: KnownBooks, days: Sequence[date]) -> Iterator[Changed]:
    """Yield the days on which the office works in other hours."""
    one, other = before.calendar, after.calendar
    as_of = after.as_of
    hours = [(day, one.hours(day, as_of), other.hours(day, as_of)) for day in days]
    idle = frozenset(day for day, was, becomes in hours if not was and not becomes)
    differing = {day: becomes for day, was, becomes in hours if was != becomes}
    for first, last in in_a_row(list(differing), idle):
        yield Changed(
            effect=Effect.HOURS,
            lines=(),
            areas=(CITY,),
            first=first,
            last=last,
            goes_on=last == days[-1],
            hours={
                day.weekday(): becomes for day, becomes in differing.items() if first <= day <= last
            },
        )


def _offer(known: KnownBooks, channel: Channel, code: str, day: date) -> ChannelStatus | None:
    every = decide_channels(known.book, code, day, as_of=known.as_of)
    return next((each for each in every if each.channel is channel), None)
