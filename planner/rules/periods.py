"""The history of each record: on which days it was in force, each day as known that day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.areas import NATION
from planner.rules.book import Rulebook
from planner.rules.places import AreaRules
from planner.rules.rule import day_after, day_before
from planner.rules.rule_records import ExemptionRecord
from planner.rules.ties import lies_within
from planner.rules.view import Sites

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Period:
    """Days in a row, both ends included, on which a record was in force in an area.

    ``without`` are areas inside that have periods of their own, or none at all.
    """

    record_id: str
    area: str
    first: date
    last: date
    without: tuple[str, ...] = ()


def periods_of(book: Rulebook, until: date) -> tuple[Period, ...]:
    """Return the days up to ``until`` on which each rule and exemption was in force.

    Each day counts as known on that day. In force is what was known, had begun and had not
    ended: what displaced, exempted or outdid it is not asked about.
    """
    sites = book.view(until).sites
    everything = sites.everything
    periods: list[Period] = []
    for at, rule in enumerate(everything.rules):
        if rule.known_on <= until:
            enders = everything.relations.enders.get(at, ())
            codes = _inside(sites, rule.areas, enders, every=bool(enders or rule.series))
            runs = {code: _rule_runs(sites.at(code).place, at, until) for code in codes}
            periods += _compact(rule.id, rule.areas, runs)
    for record in everything.exemptions:
        if record.known_on is not None and record.known_on <= until:
            areas, ending = record.areas or (NATION,), everything.relations.ending
            enders = ending.get(record.id, ())
            codes = _inside(sites, areas, enders, every=bool(enders))
            runs = {code: _exemption_runs(sites.at(code).place, record, until) for code in codes}
            periods += _compact(record.id, areas, runs)
    return tuple(periods)


def _inside(
    sites: Sites, areas: Sequence[str], enders: Iterable[int], *, every: bool
) -> tuple[str, ...]:
    """Return ``areas`` and, where ``every`` is asked for, what may differ inside, widest first."""
    if not every:
        return tuple(areas)
    everything = sites.everything
    smaller = {code for area in areas for code in everything.inside(area)}
    smaller |= {
        code
        for at in enders
        for code in everything.rules[at].reach.areas
        if lies_within(code, areas)
    }
    return (*areas, *sorted(smaller - set(areas), key=lambda code: (len(code), code)))


def _rule_runs(place: AreaRules, at: int, until: date) -> tuple[Days, ...]:
    def days(as_of: date) -> tuple[date, date | None] | None:
        left = place.left(at, as_of) if place.everything.counts(at, as_of) else None
        return None if left is None else (left.first, left.last)

    return _runs(place.turns(at), days, until)


def _exemption_runs(place: AreaRules, record: ExemptionRecord, until: date) -> tuple[Days, ...]:
    def days(as_of: date) -> tuple[date, date | None] | None:
        left = place.exemption(record, as_of) if place.everything.known(record, as_of) else None
        return None if left is None else (record.first, left[0])

    return _runs(place.exemption_turns(record), days, until)


def _runs(
    turns: Iterable[date], days: Callable[[date], tuple[date, date | None] | None], until: date
) -> tuple[Days, ...]:
    """Return the days in force: between two ``turns`` nothing is learned, so one answer holds."""
    known = [turn for turn in sorted(turns) if turn <= until]
    runs: list[Days] = []
    for place, turn in enumerate(known):
        left = days(turn)
        next_turn = day_before(known[place + 1]) if place + 1 < len(known) else until
        if left is None:
            continue
        first, last = max(left[0], turn), min(left[1] or date.max, next_turn)
        if first > last:
            continue
        if runs and day_after(runs[-1][1]) == first:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return tuple(runs)


def _compact(
    record_id: str, areas: Sequence[str], runs: dict[str, tuple[Days, ...]]
) -> Iterator[Period]:
    """Yield periods by area; a smaller area has its own only where they differ."""
    without: dict[str, list[str]] = {area: [] for area in areas}
    for code, own in runs.items():
        if code in without:
            continue
        around = max((area for area in without if lies_within(code, (area,))), key=_narrow)
        if own != runs[around]:
            without[around].append(code)
            without[code] = []
    for code, others in without.items():
        for first, last in runs[code]:
            yield Period(record_id, code, first, last, tuple(others))


def _narrow(code: str) -> int:
    return 0 if code == NATION else len(code)
