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
    week_of,
)
from routes.kernels.jit import kernel
from routes.kernels.layout import (
    AREA_CAP,
    C_DETOUR,
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
    is_in_set,
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
    people_on,
    people_on_day,
    sessions_in,
    start_at,
    stop_count,
    task_at,
    vehicle_of,
    version_of,
)
from routes.kernels.times import arrive, earliest, is_limited, is_short_enough


@kernel
def detour(d: Ints, s: Ints, i: int, v: int) -> int:
    """Return the fewest minutes that task ``i`` adds to the tour of ``v``; FAR: no room.

    :func:`routes.kernels.plan.best_position` says where. Answers stand until the tour changes.
    """
    pair = i * d[VEHICLES] + v
    if s[s[C_VERSION] + pair] != version_of(s, v):
        s[s[C_VERSION] + pair] = version_of(s, v)
        s[s[C_DETOUR] + pair] = FAR
        if people_on(s, v) + people_of(d, i) <= people_cap(d, v):
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
def allowed(d: Ints, s: Ints, i: int, v: int) -> bool:
    """Return whether the other tours leave task ``i`` its place in ``v``: crowds, crews, days."""
    day, area = day_of(d, v), area_of(d, i)
    if crowd_in(d, s, area, day) + people_of(d, i) > d[AREA_CAP]:
        return False
    if sessions_in(d, s, area, week_of(d, day)) >= d[WEEK_CAP]:
        return False
    if stop_count(s, v) == 0 and crew_on_day(s, day) + crew_of(d, v) > crew_present(d, day):
        return False
    if site_of(d, i) >= 0 and not _alone_at_site(d, s, i, v):
        return False
    for entry in range(first_series(d, i), first_series(d, i + 1)):
        if not _apart(d, s, series_at(d, entry), i, day):
            return False
    return True


@kernel
def _alone_at_site(d: Ints, s: Ints, i: int, v: int) -> bool:
    """Return whether no other vehicle serves the site of task ``i`` on the day of ``v``."""
    site = site_of(d, i)
    for entry in range(first_at_site(d, site), first_at_site(d, site + 1)):
        other = task_at_site(d, entry)
        there = vehicle_of(s, other)
        if other == i or there < 0 or there == v:
            continue
        both_pinned = is_pinned(d, i) and is_pinned(d, other)
        if day_of(d, there) == day_of(d, v) and not both_pinned:
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
