"""Where a task could stand: the cheapest position in a tour, and what other tours forbid."""

from __future__ import annotations

from routes.jit import kernel
from routes.kernels.layout import (
    AREA,
    AREA_CAP,
    C_DETOUR,
    C_POS,
    C_VERSION,
    COUNT,
    CREWS,
    CROWD,
    DAY_CREW,
    DAY_PEOPLE,
    DAYS,
    FAR,
    KEEP,
    LATEST,
    LONGEST,
    P_SURGE,
    PEOPLE,
    SEQ,
    SERVICE,
    SESSIONS,
    SITE,
    SITE_PTR,
    SITE_TASKS,
    SM_PTR,
    SM_TASKS,
    SP_IDS,
    SP_MAX,
    SP_MIN,
    SP_PTR,
    START,
    SURGE_CAP,
    SURGE_FIRST,
    SURGE_LAST,
    V_CAP,
    V_CREW,
    V_DAY,
    V_DEPOT,
    V_END,
    V_FREE,
    V_PEOPLE,
    V_START,
    VEHICLE_OF,
    VEHICLES,
    VERSION,
    WEEK_CAP,
    WEEK_OF,
    WEEKS,
    Ints,
)
from routes.kernels.times import arrive, earliest, minutes


@kernel
def detour(d: Ints, s: Ints, i: int, v: int) -> int:
    """Return the fewest minutes that task ``i`` adds to the tour of ``v``; FAR: no room.

    The position is left in the table C_POS. Answers are kept until the tour changes.
    """
    at = i * d[VEHICLES] + v
    if s[s[C_VERSION] + at] != s[s[VERSION] + v]:
        s[s[C_VERSION] + at] = s[s[VERSION] + v]
        s[s[C_DETOUR] + at] = FAR
        if s[s[V_PEOPLE] + v] + d[d[PEOPLE] + i] <= d[d[V_CAP] + v]:
            _look(d, s, i, v)
    return s[s[C_DETOUR] + at]


@kernel
def _look(d: Ints, s: Ints, i: int, v: int) -> None:
    """Try every position of task ``i`` in the tour of ``v``."""
    base = v * d[LONGEST]
    at = i * d[VEHICLES] + v
    count, length = s[s[COUNT] + v], d[d[SERVICE] + i]
    before, clock = d[d[V_DEPOT] + v], d[d[V_START] + v]
    to_before, free = 0, s[s[V_FREE] + v] - length
    for k in range(count + 1):
        if k > 0:
            before = s[s[SEQ] + base + k - 1]
            clock = s[s[START] + base + k - 1] + d[d[SERVICE] + before]
        after = s[s[SEQ] + base + k] if k < count else d[d[V_DEPOT] + v]
        to, on = minutes(d, v, before, i), minutes(d, v, i, after)
        to_before = minutes(d, v, before, after) if count > 0 else 0
        more = to + on - to_before
        if more > free or more >= s[s[C_DETOUR] + at]:
            continue
        start = earliest(d, i, v, arrive(d, v, clock, to))
        if start < 0:
            continue
        due = s[s[LATEST] + base + k] if k < count else d[d[V_END] + v]
        if arrive(d, v, start + length, on) <= due:
            s[s[C_DETOUR] + at] = more
            s[s[C_POS] + at] = k


@kernel
def allowed(d: Ints, s: Ints, i: int, v: int) -> bool:
    """Return whether the other tours leave task ``i`` its place in ``v``: crowds, crews, days."""
    day, area = d[d[V_DAY] + v], d[d[AREA] + i]
    if s[s[CROWD] + area * d[DAYS] + day] + d[d[PEOPLE] + i] > d[AREA_CAP]:
        return False
    if s[s[SESSIONS] + area * d[WEEKS] + d[d[WEEK_OF] + day]] >= d[WEEK_CAP]:
        return False
    if s[s[COUNT] + v] == 0 and s[s[DAY_CREW] + day] + d[d[V_CREW] + v] > d[d[CREWS] + day]:
        return False
    if d[d[SITE] + i] >= 0 and not _alone_at_site(d, s, i, v):
        return False
    for at in range(d[d[SP_PTR] + i], d[d[SP_PTR] + i + 1]):
        if not _apart(d, s, d[d[SP_IDS] + at], i, day):
            return False
    return True


@kernel
def _alone_at_site(d: Ints, s: Ints, i: int, v: int) -> bool:
    site = d[d[SITE] + i]
    for at in range(d[d[SITE_PTR] + site], d[d[SITE_PTR] + site + 1]):
        other = d[d[SITE_TASKS] + at]
        there = s[s[VEHICLE_OF] + other]
        if other == i or there < 0 or there == v:
            continue
        both_pinned = d[d[KEEP] + i] == 1 and d[d[KEEP] + other] == 1
        if d[d[V_DAY] + there] == d[d[V_DAY] + v] and not both_pinned:
            return False
    return True


@kernel
def _apart(d: Ints, s: Ints, spacing: int, i: int, day: int) -> bool:
    """Return whether ``day`` keeps its distance from the days of the others in ``spacing``."""
    before, after = -1, -1
    for at in range(d[d[SM_PTR] + spacing], d[d[SM_PTR] + spacing + 1]):
        other = d[d[SM_TASKS] + at]
        there = s[s[VEHICLE_OF] + other]
        if other == i or there < 0:
            continue
        held = d[d[V_DAY] + there]
        if abs(held - day) < d[d[SP_MIN] + spacing]:
            return False
        if held <= day:
            before = max(before, held)
        if held >= day and (after < 0 or held < after):
            after = held
    most = d[d[SP_MAX] + spacing]
    return not ((before >= 0 and day - before > most) or (after >= 0 and after - day > most))


@kernel
def surge_cost(d: Ints, s: Ints, day: int, people: int) -> int:
    """Return what ``people`` more (or fewer) on ``day`` cost for the crowd of the first days."""
    if d[P_SURGE] == 0 or day < d[SURGE_FIRST] or day > d[SURGE_LAST]:
        return 0
    now = s[s[DAY_PEOPLE] + day]
    return d[P_SURGE] * (max(0, now + people - d[SURGE_CAP]) - max(0, now - d[SURGE_CAP]))
