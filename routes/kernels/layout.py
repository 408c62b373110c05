"""The directories of the two flat arrays: where each thing begins."""

from __future__ import annotations

from typing import Final

#: A flat array of whole numbers: int64 where compiled, a plain list where not.
Ints = list[int]

#: No cost comes near it, and sums of some stay inside 64 bits.
FAR: Final = 1 << 60
#: The price of a changed promise above the budget: more than any plan is worth.
OVER_BUDGET: Final = 1 << 40

# --- d: single figures
TASKS: Final = 0
VEHICLES: Final = 1
DAYS: Final = 2
NODES: Final = 3
LONGEST: Final = 4  # stops a tour can have
WEEKS: Final = 5
NEIGHBOURS: Final = 6
GROUPS: Final = 7
P_TRAVEL: Final = 8
P_UNIT_DAY: Final = 9
P_FAIR: Final = 10
P_LEAST: Final = 11
P_SURGE: Final = 12
AREA_CAP: Final = 13
WEEK_CAP: Final = 14
SURGE_FIRST: Final = 15
SURGE_LAST: Final = 16
SURGE_CAP: Final = 17
BUDGET: Final = 18
RUIN: Final = 19  # tasks taken out in a step, on average
STRING: Final = 20  # neighbours in a tour taken out together at most
CHANCES: Final = 21  # tasks left out that get another chance in a step
BLUR: Final = 22  # how far chance may blur the order of insertion, in 1024ths
BLINK: Final = 23  # one in so many places is overlooked, so that steps differ
FOR_ONE: Final = 24  # steps in 16 that make room for one task
# --- d: where tables begin
SERVICE: Final = 30
PEOPLE: Final = 31
AREA: Final = 32
GROUP: Final = 33
SITE: Final = 34
DROP: Final = 35
BUDGETED: Final = 36
TOLD_V: Final = 37
KEEP: Final = 38
WIN_PTR: Final = 39
WIN_OPEN: Final = 40
WIN_LAST: Final = 41
CAND_PTR: Final = 42
CAND_V: Final = 43
CAND_COST: Final = 44
REACH: Final = 45  # task x vehicle: cost of arriving, -1 where it cannot
V_DAY: Final = 46
V_DEPOT: Final = 47
V_MATRIX: Final = 48
V_START: Final = 49
V_END: Final = 50
V_CAP: Final = 51
V_CREW: Final = 52
BRK_PTR: Final = 53
BRK_OPEN: Final = 54
BRK_CLOSE: Final = 55
TRAVEL: Final = 56
CREWS: Final = 57
WEEK_OF: Final = 58
SITE_PTR: Final = 59
SITE_TASKS: Final = 60
SP_PTR: Final = 61
SP_IDS: Final = 62
SM_PTR: Final = 63
SM_TASKS: Final = 64
SP_MIN: Final = 65
SP_MAX: Final = 66
G_SHARE: Final = 67
G_PEOPLE: Final = 68
NEAR: Final = 69
KEYS: Final = 70  # orders of insertion x task
LOG: Final = 71  # -log(u), in 1024ths, for 1024 u
D_HEAD: Final = 80

# --- s: single figures
COST: Final = 0  # all terms but fairness and the budget
ABSENT_N: Final = 1
TICK: Final = 2
CHANGED: Final = 3
TOUCHED_N: Final = 4
POOL_N: Final = 5
RNG: Final = 6
ROUND: Final = 7
FOUND_V: Final = 8
FOUND_COST: Final = 9
BEST: Final = 10
CURRENT: Final = 11
FIRST: Final = 12  # the task that is put back before all others, or -1
# --- s: where tables begin
SEQ: Final = 20
COUNT: Final = 21
START: Final = 22
LATEST: Final = 23
VEHICLE_OF: Final = 24
V_PEOPLE: Final = 25
VERSION: Final = 26
CROWD: Final = 27
SESSIONS: Final = 28
GOT: Final = 29
DAY_PEOPLE: Final = 30
DAY_CREW: Final = 31
ABSENT: Final = 32
ABSENT_AT: Final = 33
C_DETOUR: Final = 34
C_POS: Final = 35
C_VERSION: Final = 36
TOUCHED: Final = 37
MARK: Final = 38
OLD_SEQ: Final = 39
OLD_COUNT: Final = 40
OLD_START: Final = 41
OLD_LATEST: Final = 42
OLD_VERSION: Final = 43
POOL: Final = 44
POOL_KEY: Final = 45
BEST_SEQ: Final = 46
BEST_COUNT: Final = 47
DIRTY: Final = 48
STAMP: Final = 49  # the round in which a task was taken out
V_FREE: Final = 50  # minutes of the shift neither served nor driven
OLD_FREE: Final = 51
S_HEAD: Final = 60
