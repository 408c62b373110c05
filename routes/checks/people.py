"""Who serves whom, and how many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from routes.checks.case import Case, at
from routes.model.solution import Stop, Violation


def each_task_once(case: Case) -> Iterator[Violation]:
    """Every task is either one stop or unscheduled, none lost, none twice."""
    named = Counter(stop.task for stop in case.solution.stops)
    named.update(out.task for out in case.solution.unscheduled)
    for task in case.problem.tasks:
        if named[task.id] != 1:
            what = "is missing" if not named[task.id] else f"stands {named[task.id]} times"
            yield Violation(code="each_task_once", task=task.id, sentence=f"task {task.id} {what}")


def capable_unit(case: Case) -> Iterator[Violation]:
    """A task is done by a unit that can do it."""
    for stop in case.solution.stops:
        if stop.unit not in case.tasks[stop.task].units:
            yield at("capable_unit", stop, f"{stop.unit} cannot do task {stop.task}")


def people_per_unit_day(case: Case) -> Iterator[Violation]:
    """A unit serves no more people a day than it can."""
    for tour in case.tours:
        people = sum(case.tasks[stop.task].people for stop in tour.stops)
        if people > tour.unit.people_per_day:
            sentence = f"{people} people, at most {tour.unit.people_per_day}"
            yield at("people_per_unit_day", tour.stops[0], sentence)


def people_per_area_day(case: Case) -> Iterator[Violation]:
    """An area receives no more people a day than it may."""
    cap = case.problem.area_people_per_day
    if cap is None:
        return
    crowds: Counter[tuple[str, int]] = Counter()
    for stop in case.solution.stops:
        crowds[case.tasks[stop.task].area, stop.day] += case.tasks[stop.task].people
    for (area, day), people in crowds.items():
        if people > cap:
            sentence = f"{people} people in {area} on day {day}, at most {cap}"
            yield Violation(code="people_per_area_day", day=day, sentence=sentence)


def sessions_per_area_week(case: Case) -> Iterator[Violation]:
    """An area has no more sessions in a week, Monday to Sunday, than it may."""
    cap = case.problem.area_sessions_per_week
    if cap is None:
        return
    weeks: Counter[tuple[str, int]] = Counter()
    for stop in case.solution.stops:
        week = (stop.day + case.problem.first_weekday) // 7
        weeks[case.tasks[stop.task].area, week] += 1
    for (area, week), sessions in weeks.items():
        if sessions > cap:
            sentence = f"{sessions} sessions in {area} in week {week}, at most {cap}"
            yield Violation(code="sessions_per_area_week", sentence=sentence)


def crews_per_day(case: Case) -> Iterator[Violation]:
    """The units used on a day need no more crew than there is."""
    if case.problem.crews_per_day is None:
        return
    needed: Counter[int] = Counter()
    for tour in case.tours:
        needed[tour.day] += tour.unit.crew
    for day, crew in needed.items():
        there = case.problem.crews_per_day[day] if 0 <= day < case.problem.days else 0
        if crew > there:
            sentence = f"{crew} crew needed on day {day}, {there} there"
            yield Violation(code="crews_per_day", day=day, sentence=sentence)


def one_unit_at_site(case: Case) -> Iterator[Violation]:
    """No more units are at one site on one day than may be, unless all stops are pinned.

    One may be, where the problem says no other number.
    """
    pinned = {promise.task for promise in case.problem.published if promise.pinned}
    at_site: dict[tuple[str, int], list[Stop]] = {}
    for stop in case.solution.stops:
        if site := case.tasks[stop.task].site:
            at_site.setdefault((site, stop.day), []).append(stop)
    for (site, day), stops in at_site.items():
        units = {stop.unit for stop in stops}
        loose = [stop for stop in stops if stop.task not in pinned]
        if len(units) > case.problem.units_at_site.get(site, 1) and loose:
            sentence = f"{len(units)} units at {site} on day {day}"
            yield at("one_unit_at_site", loose[-1], sentence)
