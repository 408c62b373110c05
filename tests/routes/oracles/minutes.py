"""When a tour is back at the earliest, minute by minute: no kernel, no check is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routes import Problem, Shift, Task, Unit

#: Minute of the clock, tasks done, whether the unit has rested.
State = tuple[int, int, bool]


def earliest_return(
    problem: Problem, unit: Unit, shift: Shift, order: Sequence[Task]
) -> int | None:
    """Return when ``unit`` is back that serves ``order``; None: it cannot be within its shift.

    Where its tours may not last long, all departures are tried.
    """
    backs = []
    last = shift.start_min if unit.max_tour_min is None else shift.end_min
    for leaves in range(shift.start_min, last + 1):
        back = _back(problem, unit, shift, order, leaves)
        if back is None:
            continue
        if unit.max_tour_min is None or back - leaves <= unit.max_tour_min:
            backs.append(back)
    return min(backs, default=None)


def _back(
    problem: Problem, unit: Unit, shift: Shift, order: Sequence[Task], leaves: int
) -> int | None:
    rest = shift.rest
    rested_at_home = rest is None or leaves - rest.opens >= rest.minutes
    todo: list[State] = [(leaves, 0, rested_at_home)]
    seen = set(todo)
    backs = []
    while todo:
        state = todo.pop()
        for following in _following(problem, unit, shift, order, state):
            if following[1] > len(order):
                backs.append(following[0])
            elif following not in seen:
                seen.add(following)
                todo.append(following)
    return min(backs, default=None)


def _following(
    problem: Problem, unit: Unit, shift: Shift, order: Sequence[Task], state: State
) -> Iterator[State]:
    """Yield what may be done next: wait a minute, rest, or drive on (and serve, or wait to)."""
    clock, done, rested = state
    rest, travel = shift.rest, problem.travel_of(unit)
    here = order[done - 1].place if done else unit.depot
    if clock < shift.end_min and done:
        yield clock + 1, done, rested
    may_rest = rest is not None and done and not rested and rest.opens <= clock
    if rest is not None and may_rest and clock + rest.minutes <= rest.closes:
        yield clock + rest.minutes, done, True
    there = order[done].place if done < len(order) else unit.depot
    drive = int(travel[here, there])
    if not _is_clear(shift, clock, drive) or clock + drive > shift.end_min:
        return
    arrives = clock + drive
    if done == len(order):
        if rested or (rest is not None and max(arrives, rest.opens) + rest.minutes <= rest.closes):
            yield arrives, done + 1, True
        return
    task = order[done]
    for start in range(arrives, shift.end_min):
        stay = task.service_with(unit.id) + task.buffer_min
        inside = any(
            opens <= start and start + task.service_with(unit.id) <= closes
            for opens, closes in task.intervals
        )
        waited = rest is not None and (
            min(start, rest.closes) - max(arrives, rest.opens) >= rest.minutes
        )
        if inside and _is_clear(shift, start, stay) and start + stay <= shift.end_min:
            yield start + stay, done + 1, rested or waited
            if rested or rest is None or waited:
                return


def _is_clear(shift: Shift, start: int, minutes: int) -> bool:
    return minutes == 0 or all(
        start + minutes <= begins or start >= ends for begins, ends in shift.breaks
    )
