"""Rests, and when a unit is back: it drives home at once unless it must rest before."""

from __future__ import annotations

from collections.abc import Iterator

from routes.checks.case import Case, Tour, at
from routes.model.parts import Interval, Shift
from routes.model.solution import Violation


def takes_its_rest(case: Case) -> Iterator[Violation]:
    """In the hours of its rest a unit neither serves nor drives so many minutes in one piece."""
    for tour in case.tours:
        if tour.shift is None or tour.shift.rest is None or _rests_on_the_way(case, tour):
            continue
        back = home_by(case, tour)
        if not _is_rest(tour.shift, (back, tour.shift.rest.closes)) and not _rests_at_last(
            case, tour, back
        ):
            sentence = f"{tour.unit.id} has no {tour.shift.rest.minutes} minutes of rest"
            yield at("takes_its_rest", tour.stops[0], sentence)


def home_by(case: Case, tour: Tour) -> int:
    """Return when a unit with a shift is back at its depot."""
    shift = tour.shift
    free, home = _way_home(case, tour)
    breaks = shift.breaks if shift else ()
    back = driven(breaks, free, home)
    if shift is None or shift.rest is None or _is_rest(shift, (back, shift.rest.closes)):
        return back
    if _rests_on_the_way(case, tour):
        return back
    awake = max(free, shift.rest.opens) + shift.rest.minutes
    return back if awake > shift.rest.closes else driven(breaks, awake, home)


def _way_home(case: Case, tour: Tour) -> tuple[int, int]:
    last = tour.stops[-1]
    return case.free_from(last), case.minutes(tour.unit, case.place(last), tour.unit.depot)


def _rests_at_last(case: Case, tour: Tour, back: int) -> bool:
    """Return whether the unit comes back later than it could because it rests at its last stop."""
    free, home = _way_home(case, tour)
    return back > driven(tour.breaks, free, home)


def _rests_on_the_way(case: Case, tour: Tour) -> bool:
    """Return whether there is a rest before the last stop: waiting to leave, or to serve."""
    shift = tour.shift
    if shift is None or shift.rest is None:
        return False
    here, since = tour.unit.depot, None
    for stop in tour.stops:
        drive = case.minutes(tour.unit, here, case.place(stop))
        leaves = max(_departures(shift.breaks, stop.start_min, drive))
        arrives = driven(shift.breaks, shift.start_min if since is None else since, drive)
        idle = shift.rest.opens if since is None else since
        if _is_rest(shift, (idle, leaves)) or _is_rest(shift, (arrives, stop.start_min)):
            return True
        here, since = case.place(stop), case.free_from(stop)
    return False


def _is_rest(shift: Shift, idle: Interval) -> bool:
    rest = shift.rest
    if rest is None:
        return False
    return min(idle[1], rest.closes) - max(idle[0], rest.opens) >= rest.minutes


def driven(breaks: tuple[Interval, ...], clock: int, minutes: int) -> int:
    """Return the earliest end of a drive in one piece outside breaks."""
    starts = [t for t in (clock, *(end for _, end in breaks)) if t >= clock]
    return min(t for t in starts if _is_clear(breaks, t, minutes)) + minutes


def _departures(breaks: tuple[Interval, ...], clock: int, minutes: int) -> Iterator[int]:
    """Yield the starts of drives in one piece outside breaks that have ended by ``clock``."""
    for ends in (clock, *(start for start, _ in breaks)):
        if ends <= clock and _is_clear(breaks, ends - minutes, minutes):
            yield ends - minutes


def _is_clear(breaks: tuple[Interval, ...], leaves: int, minutes: int) -> bool:
    return all(leaves + minutes <= start or leaves >= end for start, end in breaks)
