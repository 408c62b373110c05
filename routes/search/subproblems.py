"""A subproblem: some of its vehicles with some of its tasks; or all tasks that can be done.

It reads and changes arrays of the same form as the whole (see ``kernels.layout``), only
smaller, so that the same search runs on it. Days keep their numbers, and so do areas, groups,
sites and series: what is counted by them can be handed over as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from routes.kernels import layout as at
from routes.kernels.data import (
    crew_of,
    crew_present,
    day_of,
    depot_of,
    most_m,
    most_min,
    people_cap,
    people_of,
    service_min,
    shift_end,
    shift_start,
)
from routes.kernels.links import first_series, first_set, is_in_set, series_at
from routes.kernels.times import earliest
from routes.search.arrays import Model
from routes.search.flat import Flat, Table, numbers
from routes.search.state import data_of, prepared
from routes.search.task_tables import nearest


@dataclass(frozen=True, slots=True)
class Subproblem:
    """Which ``tasks`` and ``vehicles`` (numbers, rising) a subproblem has.

    Those of ``held`` among the tasks stay in their tours.
    """

    tasks: Table
    vehicles: Table
    held: Table


def submodel(model: Model, part: Subproblem) -> Model:
    """Return ``part`` of ``model`` as a model of its own; its numbers count from 0 on."""
    d, tasks = model.d, part.tasks
    flat = Flat()
    flat.head[: at.SERVICE] = d[: at.SERVICE].tolist()
    flat.head[at.TASKS], flat.head[at.VEHICLES] = len(tasks), len(part.vehicles)
    local_task = _places_of(tasks, int(d[at.TASKS]))
    local_vehicle = _places_of(part.vehicles, int(d[at.VEHICLES]))
    _task_figures(flat, d, part, local_vehicle)
    _task_rows(flat, d, tasks, part.vehicles)
    _vehicle_figures(flat, d, part)
    _put_rows(flat, d, (at.BRK_PTR, at.BRK_OPEN, at.BRK_CLOSE), part.vehicles)
    for slot in (at.CREWS, at.WEEK_OF):
        flat.put(slot, _table(d, slot, int(d[at.DAYS])))
    for slot in (at.G_SHARE, at.G_PEOPLE):
        flat.put(slot, _table(d, slot, int(d[at.GROUPS])))
    flat.put(at.LOG, _table(d, at.LOG, 1024))
    _links(flat, d, tasks, local_task)
    whole = np.concatenate([np.array(flat.head, dtype=np.int64), *flat.tables])
    return replace(model, d=whole, vehicles=tuple(model.vehicles[v] for v in part.vehicles))


def _table(d: Table, slot: int, length: int) -> Table:
    return d[d[slot] : d[slot] + length]


def _places_of(chosen: Table, count: int) -> Table:
    """Return for each of ``count`` numbers its place among the chosen ones, or -1."""
    places = np.full(count, -1, dtype=np.int64)
    places[chosen] = np.arange(len(chosen))
    return places


def _task_figures(flat: Flat, d: Table, part: Subproblem, local_vehicle: Table) -> None:
    count, tasks = int(d[at.TASKS]), part.tasks
    flat.put(at.SERVICE, d[d[at.SERVICE] + _service_rows(d, tasks)])
    for slot in (at.PEOPLE, at.AREA, at.GROUP, at.SITE):
        flat.put(slot, _table(d, slot, count)[tasks])
    promised = _table(d, at.PROMISED_V, count)[tasks]
    flat.put(at.PROMISED_V, np.where(promised >= 0, local_vehicle[promised], -1))
    flat.put(at.BUDGETED, _table(d, at.BUDGETED, count)[tasks])
    keep, drop = _table(d, at.PINNED, count)[tasks], _table(d, at.DROP, count)[tasks]
    held = np.isin(tasks, part.held)
    flat.put(at.PINNED, np.where(held, 1, keep))
    flat.put(at.DROP, np.where(held, at.OVER_CHANGE_BUDGET, drop))
    keys = _table(d, at.KEYS, 4 * count).reshape(4, count)
    flat.put(at.KEYS, keys[:, tasks])


def _service_rows(d: Table, tasks: Table) -> Table:
    """Return where ``tasks`` stand in each row of the table of service, row after row."""
    count = int(d[at.TASKS])
    classes = (int(d[at.PEOPLE]) - int(d[at.SERVICE])) // max(1, count)
    return np.asarray((np.arange(classes)[:, None] * count + tasks).reshape(-1), dtype=np.int64)


def _task_rows(flat: Flat, d: Table, tasks: Table, vehicles: Table) -> None:
    """Put windows and candidates of the tasks, and what their arrivals cost."""
    days = int(d[at.DAYS])
    rows = (_service_rows(d, tasks)[:, None] * days + np.arange(days)).reshape(-1)
    _put_rows(flat, d, (at.WIN_PTR, at.WIN_OPEN, at.WIN_LAST), rows)
    all_vehicles = int(d[at.VEHICLES])
    reach = _table(d, at.REACH, int(d[at.TASKS]) * all_vehicles).reshape(-1, all_vehicles)
    reach = reach[tasks[:, None], vehicles]
    flat.put(at.REACH, reach)
    order = np.argsort(np.where(reach < 0, at.FAR, reach), axis=1, kind="stable")
    costs = np.take_along_axis(reach, order, axis=1)
    able = costs >= 0
    flat.put(at.CAND_PTR, np.concatenate([[0], np.cumsum(able.sum(axis=1))]))
    flat.put(at.CAND_V, order[able])
    flat.put(at.CAND_COST, costs[able])


def _vehicle_figures(flat: Flat, d: Table, part: Subproblem) -> None:
    """Put the figures of the vehicles, and the drives between the tasks and all depots."""
    count, nodes, tasks = int(d[at.VEHICLES]), int(d[at.NODES]), int(d[at.TASKS])
    figures = (at.V_DAY, at.V_UNIT, at.V_START, at.V_END, at.V_CAP, at.V_CREW)
    tours = (at.V_TRAVEL_COST, at.V_DAY_COST, at.V_MOST_MIN, at.V_MOST_M, at.V_SOFT)
    rests = (at.V_REST, at.V_REST_OPENS, at.V_REST_CLOSES)
    for slot in (*figures, *tours, *rests):
        flat.put(slot, _table(d, slot, count)[part.vehicles])
    rows = _table(d, at.V_ROW, count)[part.vehicles] // max(1, tasks)
    flat.put(at.V_ROW, rows * len(part.tasks))
    flat.put(at.V_DEPOT, _table(d, at.V_DEPOT, count)[part.vehicles] - tasks + len(part.tasks))
    classes = _table(d, at.V_MATRIX, count)[part.vehicles] // nodes**2
    kept_nodes = np.concatenate([part.tasks, np.arange(tasks, nodes)])
    flat.head[at.NODES] = len(kept_nodes)
    flat.put(at.V_MATRIX, classes * len(kept_nodes) ** 2)
    travel = _table(d, at.TRAVEL, int(d[at.V_DAY] - d[at.TRAVEL]))
    travel = travel.reshape(-1, nodes**2)[:, kept_nodes[:, None] * nodes + kept_nodes]
    flat.put(at.TRAVEL, travel)
    metres = _table(d, at.METRES, int(d[at.BRK_PTR] - d[at.METRES]))
    square = kept_nodes[:, None] * nodes + kept_nodes
    flat.put(at.METRES, metres[square] if len(metres) else metres)
    near = nearest(travel[0, : len(part.tasks), : len(part.tasks)])
    flat.head[at.NEIGHBOURS] = near.shape[1]
    flat.put(at.NEAR, near)


def _links(flat: Flat, d: Table, tasks: Table, local_task: Table) -> None:
    """Put sites and series with those of their tasks that are in the subproblem."""
    for pointer, members in ((at.SITE_PTR, at.SITE_TASKS), (at.SM_PTR, at.SM_TASKS)):
        rows = np.arange(int(d[members] - d[pointer]) - 1)
        ends, entries = _entries(d, pointer, rows)
        inside = local_task[d[d[members] + entries]]
        flat.put(pointer, np.concatenate([[0], np.cumsum(inside >= 0)])[ends])
        flat.put(members, inside[inside >= 0])
    _put_rows(flat, d, (at.SP_PTR, at.SP_IDS), tasks)
    spacings = int(d[at.SM_TASKS] - d[at.SM_PTR]) - 1
    sites = int(d[at.SITE_TASKS] - d[at.SITE_PTR]) - 1
    flat.put(at.SITE_MOST, _table(d, at.SITE_MOST, sites))
    for slot in (at.SP_MIN, at.SP_MAX, at.SP_SAME):
        flat.put(slot, _table(d, slot, spacings))
    flat.put(at.DS_PTR, _table(d, at.DS_PTR, spacings + 1))
    flat.put(at.SET_PTR, _table(d, at.SET_PTR, int(d[at.SET_DAYS] - d[at.SET_PTR])))
    flat.put(at.SET_DAYS, _table(d, at.SET_DAYS, int(d[at.NEAR] - d[at.SET_DAYS])))


def _entries(d: Table, pointer: int, rows: Table) -> tuple[Table, Table]:
    """Return where ``rows`` of a ragged table end when put together, and their entries."""
    first = d[d[pointer] + rows]
    lengths = d[d[pointer] + rows + 1] - first
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return ends, np.repeat(first - ends[:-1], lengths) + np.arange(ends[-1])


def _put_rows(flat: Flat, d: Table, slots: tuple[int, ...], rows: Table) -> None:
    """Put some rows of a ragged table: the pointer's slot first, then those of the parts."""
    ends, entries = _entries(d, slots[0], rows)
    flat.put(slots[0], ends)
    for slot in slots[1:]:
        flat.put(slot, d[d[slot] + entries])


#: Stands in place of a matrix of minutes where metres are meant.
METRES_OF: Final = -1


def undoable(model: Model) -> list[int]:
    """Return the tasks that no vehicle can serve, whatever else is planned.

    Pinned tasks and those that the change budget counts are never among them.
    """
    d, drives = data_of(model), _shortest_drives(model)
    never = []
    for i in range(len(model.problem.tasks)):
        if d[d[at.PINNED] + i] or d[d[at.BUDGETED] + i]:
            continue
        entries = range(d[d[at.CAND_PTR] + i], d[d[at.CAND_PTR] + i + 1])
        if not any(_could_serve(d, i, d[d[at.CAND_V] + entry], drives) for entry in entries):
            never.append(i)
    return never


def _could_serve(d: at.Ints, i: int, v: int, drives: dict[tuple[int, int], Table]) -> bool:
    """Return whether ``v`` could serve task ``i`` and nothing else, as fast as it may drive."""
    people = people_of(d, i)
    if people > people_cap(d, v) or people > d[at.AREA_CAP]:
        return False
    if crew_of(d, v) > crew_present(d, day_of(d, v)) or d[at.WEEK_CAP] < 1:
        return False
    if not _has_a_set(d, i, int(day_of(d, v))):
        return False
    depot = int(depot_of(d, v))
    there, back = drives[int(d[d[at.V_MATRIX] + v]), depot][:, i].tolist()
    if 0 <= most_min(d, v) < there + service_min(d, i, v) + back:
        return False
    if most_m(d, v) >= 0 and drives[METRES_OF, depot][:, i].sum() > most_m(d, v):
        return False
    start = earliest(d, i, v, shift_start(d, v) + there)
    return bool(0 <= start <= shift_end(d, v) - back - service_min(d, i, v))


def _has_a_set(d: at.Ints, i: int, day: int) -> bool:
    """Return whether each series of task ``i`` has a set of days with ``day``, if it has any."""
    for entry in range(first_series(d, i), first_series(d, i + 1)):
        series = series_at(d, entry)
        sets = range(first_set(d, series), first_set(d, series + 1))
        if sets and not any(is_in_set(d, days, day) for days in sets):
            return False
    return True


def _shortest_drives(model: Model) -> dict[tuple[int, int], Table]:
    """Return the minutes from and to each depot, by matrix and depot, shape (2, nodes).

    Under ``METRES_OF`` stand metres, for depots of vehicles that may not go far. They may lead
    over other places: a drive past a place can be longer than the way over it.
    """
    d, nodes = model.d, int(model.d[at.NODES])
    drives: dict[tuple[int, int], Table] = {}
    for v in range(len(model.vehicles)):
        matrix, depot = int(d[d[at.V_MATRIX] + v]), int(d[d[at.V_DEPOT] + v])
        wanted = [(matrix, int(d[at.TRAVEL]) + matrix)]
        if d[d[at.V_MOST_M] + v] >= 0:
            wanted.append((METRES_OF, int(d[at.METRES])))
        for kind, first in wanted:
            if (kind, depot) not in drives:
                rows = d[first : first + nodes**2].reshape(nodes, nodes)
                drives[kind, depot] = np.stack([_shortest(m, depot) for m in (rows, rows.T)])
    return drives


def _shortest(matrix: Table, source: int) -> Table:
    """Return the minutes from ``source`` to each node over any others (Bellman and Ford)."""
    minutes: Table = matrix[source].copy()
    minutes[source] = 0
    while True:
        shorter = np.minimum(minutes, (minutes[:, None] + matrix).min(axis=0))
        if bool((shorter == minutes).all()):
            return minutes
        minutes = np.asarray(shorter, dtype=np.int64)


def without(model: Model, apart: Sequence[int]) -> Model:
    """Return ``model`` as it is without the tasks ``apart``, whose people stay in their groups.

    A group of which nobody can be served keeps the least cover at 0: it then moves nothing.
    """
    problem, gone = model.problem, {model.problem.tasks[i].id for i in apart}
    spacings = (
        replace(spacing, tasks=tuple(task for task in spacing.tasks if task not in gone))
        for spacing in problem.spacings
    )
    rest = replace(
        problem,
        tasks=tuple(task for task in problem.tasks if task.id not in gone),
        published=tuple(promise for promise in problem.published if promise.task not in gone),
        spacings=tuple(spacing for spacing in spacings if spacing.tasks),
    )
    smaller = prepared(rest)
    before, after = (numbers(t.group for t in whole.tasks) for whole in (problem, rest))
    rows = [before[name] for name in after]
    d = smaller.d
    for slot in (at.G_SHARE, at.G_PEOPLE):
        of_all = _table(model.d, slot, len(before))
        d[d[slot] : d[slot] + len(rows)] = of_all[rows]
    left = [i for i in range(len(problem.tasks)) if problem.tasks[i].id not in gone]
    # What a mandatory task costs that is left out depends on all that could be planned.
    d[d[at.DROP] : d[at.DROP] + len(left)] = _table(model.d, at.DROP, len(problem.tasks))[left]
    lost = [row for name, row in before.items() if name not in after]
    if bool((_table(model.d, at.G_PEOPLE, len(before))[lost] > 0).any()):
        d[at.P_LEAST] = 0
    return smaller
