"""What was known too late, how much notice instruments gave, and where sources disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.areas import lineage
from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import ReviewCause
from planner.rules.book import Rulebook
from planner.rules.checking import doubts_of
from planner.rules.doubts import Doubt
from planner.rules.grid import decide_grid
from planner.rules.history import (
    DayDecision,
    DecisionChange,
    Gap,
    Track,
    changes,
    gaps,
    tell_tracks,
)
from planner.rules.record_base import Dated
from planner.rules.rule import day_after, day_before
from planner.rules.rule_records import MODELS, CalendarRecord, Record
from planner.rules.workdays import WorkCalendar

PlainRecord = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Something known only after it had begun to hold: a record, or its end.

    It held from ``first`` and was known on ``known_on``; ``last`` is the last day on which it
    held and was not known. ``timely`` is the record as it had been with timely knowledge.
    """

    record: Record
    of_end: bool
    first: date
    last: date
    known_on: date
    timely: Record

    @property
    def days(self) -> int:
        """On how many days it held and was not known."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """A decision that timely knowledge of ``late`` would have changed."""

    late: Late
    ask: Ask
    decided: Decision
    timely: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """How many days before its first day a record was known; negative: days too late."""

    record: Record
    first: date
    known_on: date

    @property
    def days(self) -> int:
        """Days from knowledge to the first day."""
        return (self.first - self.known_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Something a person should look at: a doubt of a record, or records that disagree."""

    kind: str
    record_ids: tuple[str, ...]
    sentence: str = ""
    day: date | None = None
    ask: Ask | None = None


def begins_on(record: Record) -> date | None:
    """Return the first day on which ``record`` says something; None for a mere instrument."""
    if isinstance(record, CalendarRecord):
        return min(record.days)
    first = getattr(record, "first", None) or getattr(record, "valid_from", None)
    return first if isinstance(first, date) else None


def late_records(records: Iterable[Record], first: date, last: date) -> tuple[Late, ...]:
    """Return what held on a day from ``first`` to ``last`` before anybody knew it."""
    every = [late for record in records for late in _late(record)]
    return tuple(late for late in every if late.first <= last and first <= late.last)


def _late(record: Record) -> Iterator[Late]:
    begin, known_on = begins_on(record), record.known_on
    if begin is not None and known_on is not None and begin < known_on:
        last = min(day_before(known_on), getattr(record, "last", None) or date.max)
        timely = record.model_copy(update={"known_on": begin})
        yield _lateness(record, timely, (begin, last, known_on), of_end=False)
    if not isinstance(record, Dated):
        return
    end, known_on = record.ended_on, record.ended_known_on
    if end is not None and known_on is not None and day_after(end) < known_on:
        timely = record.model_copy(update={"ended_known_on": end})
        days = (day_after(end), day_before(known_on), known_on)
        yield _lateness(record, timely, days, of_end=True)
    end, known_on = record.revoked_on, record.revoked_known_on
    if end is not None and known_on is not None and end < known_on:
        timely = record.model_copy(update={"revoked_known_on": end})
        yield _lateness(record, timely, (end, day_before(known_on), known_on), of_end=True)


def _lateness(
    record: Record, timely: Record, days: tuple[date, date, date], *, of_end: bool
) -> Late:
    first, last, known_on = days
    return Late(
        record=record, of_end=of_end, first=first, last=last, known_on=known_on, timely=timely
    )


def decided_otherwise(book: Rulebook, late: Late, tracks: Sequence[Track]) -> tuple[Otherwise, ...]:
    """Return the decisions of the late days that timely knowledge of ``late`` would change.

    The record alone is taken as known from its own first day; nothing else is learned earlier.

    Only what the rules say is compared: the calendar closes a day either way.
    """
    days = [day.day for day in tracks[0].days if late.first <= day.day <= late.last]
    if not days:
        return ()
    asks = [track.ask for track in tracks]
    timely = Rulebook(
        tuple(late.timely if record.id == late.record.id else record for record in book.records)
    )
    begin = (days[0] - tracks[0].days[0].day).days
    otherwise = []
    for offset, (_, decisions) in enumerate(decide_grid(timely, None, asks, days)):
        for track, decision in zip(tracks, decisions, strict=True):
            decided = track.days[begin + offset].ruled
            if (decided.outcome, decided.limits) != (decision.outcome, decision.limits):
                otherwise.append(
                    Otherwise(late=late, ask=track.ask, decided=decided, timely=decision)
                )
    return tuple(otherwise)


def lead_times(
    records: Iterable[Record], area_codes: Collection[str], first: date, last: date
) -> tuple[LeadTime, ...]:
    """Return the lead time of every record that begins from ``first`` to ``last`` in the areas."""
    times = []
    for record in records:
        begin = begins_on(record)
        if begin is None or record.known_on is None or not first <= begin <= last:
            continue
        if _touches(getattr(record, "areas", ()), area_codes):
            times.append(LeadTime(record=record, first=begin, known_on=record.known_on))
    return tuple(sorted(times, key=lambda lead: (lead.first, lead.record.id)))


def _touches(areas: Collection[str], area_codes: Collection[str]) -> bool:
    """Return whether one of ``areas`` holds or lies in one of ``area_codes``; none: everywhere."""
    return not areas or any(
        area in lineage(code) or code in lineage(area) for area in areas for code in area_codes
    )


def disputes(
    plain: Sequence[PlainRecord], book: Rulebook, tracks: Sequence[Track]
) -> tuple[Dispute, ...]:
    """Return days decided as conflicts, records that dispute one another, doubts of records."""
    days = [
        Dispute(kind="conflict", record_ids=day.ruled.rule_ids, day=day.day, ask=track.ask)
        for track in tracks
        for day in track.days
        if day.ruled.review_cause is ReviewCause.CONFLICT
    ]
    disputed = [
        Dispute(kind="disputed", record_ids=(record.id, *record.disputes))
        for record in book.records
        if isinstance(record, Dated) and record.disputes
    ]
    return (*days, *disputed, *(_doubted(doubt) for doubt in doubts_of(plain)))


def _doubted(doubt: Doubt) -> Dispute:
    return Dispute(kind="doubt", record_ids=(doubt.record_id,), sentence=doubt.sentence)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last``, both included."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A past replayed, with all that looking back at it shows."""

    book: Rulebook
    calendar: WorkCalendar | None
    tracks: tuple[Track, ...]
    changes: tuple[DecisionChange, ...]
    gaps: tuple[Gap, ...]
    late: tuple[tuple[Late, tuple[Otherwise, ...]], ...]
    lead_times: tuple[LeadTime, ...]
    disputes: tuple[Dispute, ...]

    @property
    def days(self) -> tuple[DayDecision, ...]:
        """The days of the first track: which they are and which the calendar closes."""
        return self.tracks[0].days

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The areas asked about, in order."""
        return tuple(dict.fromkeys(track.ask.area_code for track in self.tracks))


def replay(
    plain: Sequence[PlainRecord], asks: Sequence[Ask], days: Iterable[date], *, calendar: bool
) -> Replay:
    """Return what the rules of ``plain`` decided on each of ``days``, as known that day.

    ``asks`` and ``days`` hold at least one each, ``days`` in a row; without ``calendar`` every
    day is a working day.
    """
    book = Rulebook.of(plain)
    work_calendar = WorkCalendar.of(plain) if calendar else None
    tracks = tell_tracks(book, work_calendar, asks, days)
    span = tracks[0].days[0].day, tracks[0].days[-1].day
    return Replay(
        book=book,
        calendar=work_calendar,
        tracks=tracks,
        changes=tuple(change for track in tracks for change in changes(book, track)),
        gaps=gaps(book, tracks),
        late=tuple(
            (late, decided_otherwise(book, late, tracks))
            for late in late_records(_all_records(plain), *span)
        ),
        lead_times=lead_times(_all_records(plain), {ask.area_code for ask in asks}, *span),
        disputes=disputes(plain, book, tracks),
    )


def _all_records(plain: Iterable[PlainRecord]) -> tuple[Record, ...]:
    """Return every record, those of the calendar too."""
    return tuple(MODELS[str(record["kind"])].model_validate(record) for record in plain)
