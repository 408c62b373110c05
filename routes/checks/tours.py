"""How long and how far a tour may be, and which days a series may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from routes.checks.case import Case, Tour, at
from routes.checks.rests import driven, home_by
from routes.model.parts import Interval, Shift
from routes.model.solution import Violation


def tour_duration(case: Case) -> Iterator[Violation]:
    """A unit is away no longer than it may, if it leaves as late as its first stop allows."""
    for tour in case.tours:
        most, shift = tour.unit.max_tour_min, tour.shift
        if most is None or shift is None:
            continue
        first, last = tour.stops[0], tour.stops[-1]
        out = case.minutes(tour.unit, tour.unit.depot, case.place(first))
        home = case.minutes(tour.unit, case.place(last), tour.unit.depot)
        away = time_away((first.start_min, case.free_from(last)), out, home, shift)
        if away is not None and shift.rest is not None:
            away += home_by(case, tour) - driven(shift.breaks, case.free_from(last), home)
        if away is not None and away > most:
            sentence = f"{tour.unit.id} is away {away} minutes, at most {most}"
            yield at("tour_duration", first, sentence)


def tour_distance(case: Case) -> Iterator[Violation]:
    """A tour is no longer in metres than its unit may go."""
    for tour in case.tours:
        most = tour.unit.max_tour_m
        if most is not None and (driven := _metres(case, tour)) > most:
            sentence = f"{tour.unit.id} drives {driven} metres, at most {most}"
            yield at("tour_distance", tour.stops[0], sentence)


def on_a_day_set(case: Case) -> Iterator[Violation]:
    """The days of a series lie within one of its sets of days."""
    day_of = {stop.task: stop.day for stop in case.solution.stops}
    for spacing in case.problem.spacings:
        days = {day_of[task] for task in spacing.tasks if task in day_of}
        weekdays = {(day + case.problem.first_weekday) % 7 for day in days}
        if not (_in_one(days, spacing.day_sets) and _in_one(weekdays, spacing.weekday_sets)):
            task = max((t for t in spacing.tasks if t in day_of), key=lambda t: day_of[t])
            sentence = f"days {sorted(days)} of task {task} and its series are no set allowed"
            yield Violation(code="on_a_day_set", task=task, day=day_of[task], sentence=sentence)


def same_unit(case: Case) -> Iterator[Violation]:
    """One unit serves all of a series that wants the same."""
    for spacing in case.problem.spacings:
        held = [stop for stop in case.solution.stops if stop.task in spacing.tasks]
        if spacing.same_unit and len({stop.unit for stop in held}) > 1:
            other = next(stop for stop in held if stop.unit != held[0].unit)
            sentence = f"{other.unit} serves task {other.task}, {held[0].unit} its series"
            yield at("same_unit", other, sentence)


def _in_one(days: set[int], sets: Sequence[Sequence[int]]) -> bool:
    return not sets or any(days <= set(allowed) for allowed in sets)


def time_away(served: Interval, out: int, home: int, shift: Shift) -> int | None:
    """Return the least minutes away for stops ``served`` from and to; None: they do not fit.

    ``out`` and ``home`` are the minutes of the drives there and back.
    """
    leaves = [served[0] - out, *(start - out for start, _ in shift.breaks)]
    comes = [served[1] + home, *(end + home for _, end in shift.breaks)]
    late = [t for t in leaves if t + out <= served[0] and _clear(shift, t, out)]
    soon = [t for t in comes if t - home >= served[1] and _clear(shift, t - home, home)]
    return min(soon) - max(late) if late and soon else None


def _clear(shift: Shift, leaves: int, minutes: int) -> bool:
    arrives = leaves + minutes
    return minutes == 0 or all(arrives <= a or leaves >= b for a, b in shift.breaks)


def _metres(case: Case, tour: Tour) -> int:
    places = [tour.unit.depot, *(case.place(stop) for stop in tour.stops), tour.unit.depot]
    metres = case.problem.distance_m
    return 0 if metres is None else sum(int(metres[a, b]) for a, b in pairwise(places))
