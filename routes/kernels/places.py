"""Where a task could stand: the cheapest position in a tour, and what other tours forbid."""

from __future__ import annotations

from routes.kernels.data import (
    area_of,
    crew_of,
    crew_present,
    day_of,
    depot_of,
    is_pinned,
    minutes,
    people_cap,
    people_of,
    service_min,
    shift_end,
    shift_start,
    travel_cost,
    unit_of,
    week_of,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import (
    AREA_CAP,
    C_DETOUR,
    C_OVERTIME,
    C_POS,
    C_VERSION,
    FAR,
    P_SURGE,
    SURGE_CAP,
    SURGE_FIRST,
    SURGE_LAST,
    VEHICLES,
    WEEK_CAP,
    Ints,
)
from routes.kernels.links import (
    fewest_days,
    first_at_site,
    first_in_series,
    first_series,
    first_set,
    has_one_unit,
    is_in_set,
    most_at_site,
    most_days,
    series_at,
    site_of,
    task_at_site,
    task_in_series,
)
from routes.kernels.plan import (
    crew_on_day,
    crowd_in,
    free_min,
    is_absent,
    latest_at,
    overtime_of,
    people_on,
    people_on_day,
    sessions_in,
    start_at,
    stop_count,
    task_at,
    vehicle_of,
    version_of,
)
from routes.kernels.soft import soft_end
from routes.kernels.times import arrive, earliest
from routes.kernels.tours import is_limited, is_short_enough, overtime


@kernel
def detour(d: Ints, s: Ints, i: int, v: int) -> int:
    """Return the minutes that task ``i`` adds to the tour of ``v`` where it is cheapest; FAR: none.

    :func:`routes.kernels.plan.best_position` says where, and ``overtime_more`` what overtime it
    adds there. Answers stand until the tour changes.
    """
    pair = i * d[VEHICLES] + v
    if s[s[C_VERSION] + pair] != version_of(s, v):
        s[s[C_VERSION] + pair] = version_of(s, v)
        s[s[C_DETOUR] + pair] = FAR
        s[s[C_OVERTIME] + pair] = 0
        if people_on(s, v) + people_of(d, i) <= people_cap(d, v):
            if soft_end(d, v) < shift_end(d, v):
                _try_late_positions(d, s, i, v)
            else:
                _try_positions(d, s, i, v)
    return s[s[C_DETOUR] + pair]


@kernel
def _try_positions(d: Ints, s: Ints, i: int, v: int) -> None:
    """Try every position of task ``i`` in the tour of ``v``."""
    pair, depot = i * d[VEHICLES] + v, depot_of(d, v)
    count, length = stop_count(s, v), service_min(d, i, v)
    before, after, clock = depot, depot, shift_start(d, v)
    free = free_min(s, v) - length
    for k in range(count + 1):
        if k > 0:
            before, clock = after, start_at(d, s, v, k - 1) + service_min(d, after, v)
        after = task_at(d, s, v, k) if k < count else depot
        to, on = minutes(d, v, before, i), minutes(d, v, i, after)
        past = minutes(d, v, before, after) if count > 0 else 0
        more = to + on - past
        if more > free or more >= s[s[C_DETOUR] + pair]:
            continue
        start = earliest(d, i, v, arrive(d, v, clock, to))
        if start < 0:
            continue
        due = latest_at(d, s, v, k) if k < count else shift_end(d, v)
        if arrive(d, v, start + length, on) > due:
            continue
        if not is_limited(d, v) or is_short_enough(d, s, v, i, k):
            s[s[C_DETOUR] + pair] = more
            s[s[C_POS] + pair] = k


@kernel
def _try_late_positions(d: Ints, s: Ints, i: int, v: int) -> None:
    """Try every position of task ``i`` in a tour whose minutes after a soft end cost points."""
    pair, depot, count = i * d[VEHICLES] + v, depot_of(d, v), stop_count(s, v)
    after, least = depot, FAR
    for k in range(count + 1):
        before = after
        after = task_at(d, s, v, k) if k < count else depot
        past = minutes(d, v, before, after) if count > 0 else 0
        more = minutes(d, v, before, i) + minutes(d, v, i, after) - past
        if more + service_min(d, i, v) > free_min(s, v) or not is_short_enough(d, s, v, i, k):
            continue
        late = overtime(d, s, v, i, k) - overtime_of(s, v)
        if travel_cost(d, v) * more + late < least:
            least = travel_cost(d, v) * more + late
            s[s[C_DETOUR] + pair] = more
            s[s[C_OVERTIME] + pair] = late
            s[s[C_POS] + pair] = k


@kernel
def allowed(d: Ints, s: Ints, i: int, v: int) -> bool:
    """Return whether the other tours leave task ``i`` its place in ``v``: crowds, crews, days."""
    day, area = day_of(d, v), area_of(d, i)
    if crowd_in(d, s, area, day) + people_of(d, i) > d[AREA_CAP]:
        return False
    if sessions_in(d, s, area, week_of(d, day)) >= d[WEEK_CAP]:
        return False
    if stop_count(s, v) == 0 and crew_on_day(s, day) + crew_of(d, v) > crew_present(d, day):
        return False
    if site_of(d, i) >= 0 and not _has_room_at_site(d, s, i, v):
        return False
    for entry in range(first_series(d, i), first_series(d, i + 1)):
        series = series_at(d, entry)
        if not _apart(d, s, series, i, day) or not _with_its_unit(d, s, series, i, v):
            return False
    return True


@kernel
def _has_room_at_site(d: Ints, s: Ints, i: int, v: int) -> bool:
    """Return whether few enough vehicles serve the site of task ``i`` on the day of ``v``.

    Pinned tasks may be there however many they are, if no other is.
    """
    site, units, all_pinned = site_of(d, i), 1, is_pinned(d, i)
    first, last = first_at_site(d, site), first_at_site(d, site + 1)
    for entry in range(first, last):
        other = task_at_site(d, entry)
        there = vehicle_of(s, other)
        if other == i or there < 0 or day_of(d, there) != day_of(d, v):
            continue
        all_pinned = all_pinned and is_pinned(d, other)
        if there != v and _is_first_of(d, s, (first, entry), i, there):
            units += 1
    return units <= most_at_site(d, site) or all_pinned


@kernel
def _is_first_of(d: Ints, s: Ints, span: tuple[int, int], i: int, v: int) -> bool:
    """Return whether no task but ``i`` of the entries ``span`` is served by ``v``."""
    for entry in range(span[0], span[1]):
        other = task_at_site(d, entry)
        if other != i and vehicle_of(s, other) == v:
            return False
    return True


@kernel
def _with_its_unit(d: Ints, s: Ints, series: int, i: int, v: int) -> bool:
    """Return whether the unit of ``v`` serves all that are served of a series for one unit."""
    if not has_one_unit(d, series):
        return True
    for entry in range(first_in_series(d, series), first_in_series(d, series + 1)):
        other = task_in_series(d, entry)
        there = v if other == i or is_absent(s, other) else vehicle_of(s, other)
        if unit_of(d, there) != unit_of(d, v):
            return False
    return True


@kernel
def _apart(d: Ints, s: Ints, series: int, i: int, day: int) -> bool:
    """Return whether ``day`` keeps its distance from the days of the others in ``series``."""
    before, after = -1, -1
    for entry in range(first_in_series(d, series), first_in_series(d, series + 1)):
        other = task_in_series(d, entry)
        if other == i or is_absent(s, other):
            continue
        taken = day_of(d, vehicle_of(s, other))
        if abs(taken - day) < fewest_days(d, series):
            return False
        if taken <= day:
            before = max(before, taken)
        if taken >= day and (after < 0 or taken < after):
            after = taken
    most = most_days(d, series)
    if (before >= 0 and day - before > most) or (after >= 0 and after - day > most):
        return False
    return _in_a_set(d, s, series, i, day)


@kernel
def _in_a_set(d: Ints, s: Ints, series: int, i: int, day: int) -> bool:
    """Return whether some set of days of ``series`` has ``day`` and the days of the others."""
    for days in range(first_set(d, series), first_set(d, series + 1)):
        fits = is_in_set(d, days, day)
        for entry in range(first_in_series(d, series), first_in_series(d, series + 1)):
            other = task_in_series(d, entry)
            if fits and other != i and not is_absent(s, other):
                fits = is_in_set(d, days, day_of(d, vehicle_of(s, other)))
        if fits:
            return True
    return first_set(d, series) == first_set(d, series + 1)


@kernel
def surge_cost(d: Ints, s: Ints, day: int, people: int) -> int:
    """Return what ``people`` more (or fewer) on ``day`` cost for the crowd of the first days."""
    if d[P_SURGE] == 0 or day < d[SURGE_FIRST] or day > d[SURGE_LAST]:
        return 0
    now = people_on_day(s, day)
    return d[P_SURGE] * (max(0, now + people - d[SURGE_CAP]) - max(0, now - d[SURGE_CAP]))
