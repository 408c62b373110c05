"""What records do before they count: the decisions of the coming days, without and with them.

The same functions answer here that decide once the records are on file, so what is foretold
of a day is what will be decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from planner.domain.areas import CITY
from planner.domain.decisions import ChannelStatus, Decision
from planner.domain.vocabulary import BlockerCode, Channel, Line, Outcome
from planner.rules.book import Rulebook
from planner.rules.channels import decide_channels
from planner.rules.deciding import decide_days
from planner.rules.questions import ROUTINE, Question, Variant, questions_of, touched_by
from planner.rules.rule import ONE_DAY, days_later
from planner.rules.workdays import WorkCalendar

#: Days that are looked at, from the one on which the records are known and from each first day.
HORIZON_DAYS: Final = 60

Plain = Mapping[str, object]


class Effect(StrEnum):
    """What records do to the decision of a day."""

    STOPS = "stops"
    FREES = "frees"
    LIMITS = "limits"
    WIDENS = "widens"
    RELIMITS = "relimits"
    UNSURE = "unsure"
    SETTLES = "settles"
    POSTPONES = "postpones"
    NOTES = "notes"
    CHANNELS = "channels"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Days in a row on which records do the same for these lines in these areas.

    ``variants`` are the kinds of visits concerned, ``channels`` those of another way to be
    served. ``goes_on`` says that the last day is the last one looked at.
    """

    effect: Effect
    lines: tuple[Line, ...]
    areas: tuple[str, ...]
    first: date
    last: date
    goes_on: bool
    variants: tuple[Variant, ...] = ()
    channels: tuple[Channel, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Known:
    """A book with its calendar, as known on a day."""

    book: Rulebook
    calendar: WorkCalendar
    as_of: date

    @classmethod
    def of(cls, records: Sequence[Plain], as_of: date) -> _Known:
        return cls(Rulebook.of(records), WorkCalendar.of(records), as_of)

    def answers(
        self, question: Question, days: Iterable[date], *, closing: bool = True
    ) -> dict[date, Decision]:
        """Return the decisions of a question; ``closing``: weekends and holidays count."""
        calendar = self.calendar if closing else None
        return decide_days(self.book, calendar, question.ask, days, as_of=self.as_of)

    def in_force(self, area_code: str, days: Sequence[date]) -> tuple[object, ...]:
        """Return all that decisions of ``days`` in an area rest on; equal ones decide equally."""
        near = self.book.view(self.as_of).near(area_code)
        if near.site.inside:
            return (near.site,)
        later = [day for day in near.site.changes() if day > self.as_of]
        return (*later, *(near.scene(day) for day in (*days, *later)))


def consequences_of(
    existing: Sequence[Plain], new: Sequence[Plain], *, today: date | None = None
) -> Consequences:
    """Return what ``new`` records would change beside those on file.

    It is asked as of the day on which the last of them is known, ``today`` at the earliest. What
    waits for a second person is taken as confirmed, and with ``today`` what was only announced
    as known.
    """
    as_of = max([*_known_days(new), *([] if today is None else [today])], default=date.min)
    taken = [_taken(each, as_of, announced=today is not None) for each in new]
    ids = {each["id"] for each in taken}
    before = _Known.of(existing, as_of)
    after = _Known.of([*(each for each in existing if each["id"] not in ids), *taken], as_of)
    days = _days(taken, as_of)
    touched = touched_by(existing, taken)
    questions = questions_of(touched)
    compared = [
        (question, _compared(question, before, after, days), codes)
        for question, codes in _alike(questions, before, after, days)
    ]
    runs = [
        (question, run, codes) for question, told, codes in compared for run in _runs(told, days)
    ]
    routine = [
        (told, len(codes)) for question, told, codes in compared if question.variant == ROUTINE
    ]
    return Consequences(
        as_of=as_of,
        days=days,
        areas=tuple(dict.fromkeys(question.ask.area_code for question in questions)),
        asked=tuple(dict.fromkeys(question.variant for question in questions)),
        before=_counted((cell.before, number) for told, number in routine for cell in told),
        after=_counted((cell.after, number) for told, number in routine for cell in told),
        changed=(
            *_merged(runs, days[-1]),
            *_channels(before, after, days),
            *_hours(before, after, days),
        ),
    )


def consequences_by_day(
    existing: Sequence[Plain], new: Sequence[Plain], *, most: int
) -> list[Consequences]:
    """Return what becomes different on each day on which some of ``new`` is known, last ``most``.

    Each day is compared with what was known just before it.
    """
    days = sorted(set(_known_days(new)))[-most:]
    steps = []
    for day in days:
        learned = [each for each in new if each.get("known_on") == day.isoformat()]
        ids = {each["id"] for each in learned}
        others = [each for each in new if each["id"] not in ids and _known_by(each, day)]
        ids |= {each["id"] for each in others}
        there = [each for each in existing if each["id"] not in ids]
        confirmed = [_taken(each, day, announced=False) for each in others]
        steps.append(consequences_of([*there, *confirmed], learned))
    return steps


def _known_by(plain: Plain, day: date) -> bool:
    known_on = plain.get("known_on")
    return known_on is not None and str(known_on) <= day.isoformat()


def _known_days(records: Iterable[Plain]) -> list[date]:
    return [date.fromisoformat(str(each["known_on"])) for each in records if each.get("known_on")]


def _taken(plain: Plain, as_of: date, *, announced: bool) -> Plain:
    """Return a record as if it were confirmed, and one only announced as known where asked."""
    taken = {name: value for name, value in plain.items() if name != "proposed"}
    if announced and taken.get("known_on") is None:
        taken["known_on"] = as_of.isoformat()
    return taken


def _days(records: Iterable[Plain], as_of: date) -> tuple[date, ...]:
    """Return the days to look at: from ``as_of`` on, and from each first day that lies beyond."""
    starts, days = {as_of}, set[date]()
    for each in records:
        found = [each.get(name) for name in ("from", "valid_from", "ended_on", "revoked_on")]
        starts |= {date.fromisoformat(str(day)) for day in found if day is not None}
        listed = each.get("days")
        named = map(str, listed if isinstance(listed, list) else [])
        days |= {day for day in map(date.fromisoformat, named) if day >= as_of}
    for start in starts:
        if start >= as_of:
            last = days_later(start, HORIZON_DAYS - 1)
            days |= {date.fromordinal(n) for n in range(start.toordinal(), last.toordinal() + 1)}
    return tuple(sorted(days))


@dataclass(frozen=True, slots=True)
class _Cell:
    """One day's answers, and what the records do; ``open``: the calendar lets visits take place."""

    before: Decision
    after: Decision
    effect: Effect | None
    open: bool


def _alike(
    questions: Iterable[Question], before: _Known, after: _Known, days: Sequence[date]
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


def _compared(
    question: Question, before: _Known, after: _Known, days: Sequence[date]
) -> list[_Cell]:
    """Return the answers of all days. Where no day is open the rules alone say what changes."""
    one, other = before.answers(question, days), after.answers(question, days)
    shut = [day for day in days if _shut(one[day]) and _shut(other[day])]
    alone = before.answers(question, shut, closing=False)
    with_new = after.answers(question, shut, closing=False)
    return [
        _Cell(
            one[day],
            other[day],
            effect_of(alone.get(day, one[day]), with_new.get(day, other[day])),
            open=day not in alone,
        )
        for day in days
    ]


def _shut(decision: Decision) -> bool:
    return BlockerCode.HOLIDAY.value in decision.rule_ids


def effect_of(before: Decision, after: Decision) -> Effect | None:
    """Return what becomes of a day's decision; None: nothing that is told of it changes."""
    if _told(before) == _told(after):
        return None
    was, becomes = before.outcome, after.outcome
    if was is becomes and was.serves and before.limits != after.limits:
        return Effect.RELIMITS
    if was is becomes:
        return Effect.NOTES if was.serves or was is Outcome.REVIEW else Effect.POSTPONES
    return _AMONG.get((was, becomes)) or _ACROSS[_kind(was), _kind(becomes)]


_AMONG: Final = {
    (Outcome.GO, Outcome.GO_LIMITED): Effect.LIMITS,
    (Outcome.GO_LIMITED, Outcome.GO): Effect.WIDENS,
}
_ACROSS: Final = {
    ("goes", "stops"): Effect.STOPS,
    ("goes", "unsure"): Effect.UNSURE,
    ("stops", "goes"): Effect.FREES,
    ("stops", "stops"): Effect.POSTPONES,
    ("stops", "unsure"): Effect.UNSURE,
    ("unsure", "goes"): Effect.SETTLES,
    ("unsure", "stops"): Effect.STOPS,
}


def _kind(outcome: Outcome) -> str:
    if outcome is Outcome.REVIEW:
        return "unsure"
    return "goes" if outcome.serves else "stops"


def _told(decision: Decision) -> tuple[object, ...]:
    return (
        decision.outcome,
        decision.earliest,
        decision.firm,
        decision.limits,
        decision.review_on,
        decision.review_cause,
        decision.advice,
        decision.offers,
        decision.staff_percent,
    )


_Span = tuple[Effect, date, date]


def _runs(cells: Sequence[_Cell], days: Sequence[date]) -> Iterator[_Span]:
    """Yield days in a row with the same effect, some of them open; closed ones part none."""
    run: list[tuple[date, _Cell]] = []
    between: list[tuple[date, _Cell]] = []
    for day, cell in zip(days, cells, strict=True):
        last = (run + between)[-1][0] if run else None
        if last is not None and (day != last + ONE_DAY or _parts(cell, run[-1][1])):
            yield from _span(run)
            run, between = [], []
        if cell.effect is None and not cell.open and run:
            between.append((day, cell))
        elif cell.effect is not None:
            run += [*between, (day, cell)]
            between = []
    yield from _span(run)


def _parts(cell: _Cell, before: _Cell) -> bool:
    """Return whether a day ends the run of the days before it."""
    return cell.effect is not before.effect and (cell.open or cell.effect is not None)


def _span(run: Sequence[tuple[date, _Cell]]) -> Iterator[_Span]:
    effects = [cell.effect for _, cell in run if cell.effect is not None]
    if effects and any(cell.open for _, cell in run):
        yield effects[0], run[0][0], run[-1][0]


def _counted(outcomes: Iterable[tuple[Decision, int]]) -> dict[Outcome, int]:
    counts: Counter[Outcome] = Counter()
    for decision, number in outcomes:
        counts[decision.outcome] += number
    return {outcome: counts[outcome] for outcome in Outcome if counts[outcome]}


def _merged(
    runs: Iterable[tuple[Question, _Span, tuple[str, ...]]], last_day: date
) -> list[Changed]:
    """Return the runs with those of the same days together: first areas, then lines, then kinds."""
    areas: dict[tuple[_Span, Variant, Line], set[str]] = {}
    for question, span, codes in runs:
        areas.setdefault((span, question.variant, question.ask.line), set()).update(codes)
    lines: dict[tuple[_Span, Variant, tuple[str, ...]], list[Line]] = {}
    for (span, variant, line), codes_of in areas.items():
        lines.setdefault((span, variant, tuple(sorted(codes_of))), []).append(line)
    kinds: dict[tuple[_Span, tuple[str, ...], tuple[Line, ...]], list[Variant]] = {}
    for (span, variant, where), named in lines.items():
        ordered = tuple(line for line in Line if line in named)
        kinds.setdefault((span, where, ordered), []).append(variant)
    found = [
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
    return sorted(found, key=lambda run: (run.first, order.index(run.effect), run.last, run.areas))


def _channels(before: _Known, after: _Known, days: Sequence[date]) -> Iterator[Changed]:
    """Yield the days on which the city's other channels offer something else."""
    for channel in Channel:
        differing = [
            day for day in days if _offer(before, channel, day) != _offer(after, channel, day)
        ]
        for first, last in _in_a_row(differing):
            yield Changed(
                effect=Effect.CHANNELS,
                lines=(),
                areas=(CITY,),
                first=first,
                last=last,
                goes_on=last == days[-1],
                channels=(channel,),
            )


def _hours(before: _Known, after: _Known, days: Sequence[date]) -> Iterator[Changed]:
    """Yield the days on which the office works in other hours."""
    one, other = before.calendar, after.calendar
    as_of = after.as_of
    differing = [day for day in days if one.hours(day, as_of) != other.hours(day, as_of)]
    for first, last in _in_a_row(differing):
        yield Changed(
            effect=Effect.HOURS,
            lines=(),
            areas=(CITY,),
            first=first,
            last=last,
            goes_on=last == days[-1],
        )


def _offer(known: _Known, channel: Channel, day: date) -> ChannelStatus | None:
    every = decide_channels(known.book, CITY, day, as_of=known.as_of)
    return next((each for each in every if each.channel is channel), None)


def _in_a_row(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    first = None
    for place, day in enumerate(days):
        first = first or day
        if place + 1 == len(days) or days[place + 1] != day + ONE_DAY:
            yield first, day
            first = None
