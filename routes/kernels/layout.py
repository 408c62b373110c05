"""The directories of the two flat arrays: where each thing begins."""

from __future__ import annotations

from typing import Final

#: A flat array of whole numbers: int64 where compiled, a plain list where not.
Ints = list[int]

#: No cost comes near it, and sums of some stay inside 64 bits.
FAR: Final = 1 << 60
#: The price of a changed promise above the change budget: more than any plan is worth.
OVER_CHANGE_BUDGET: Final = 1 << 40

# --- d: single figures
TASKS: Final = 0
VEHICLES: Final = 1
DAYS: Final = 2
NODES: Final = 3
LONGEST: Final = 4  # stops a tour can have
WEEKS: Final = 5
NEIGHBOURS: Final = 6
GROUPS: Final = 7
P_FAIR: Final = 10
P_LEAST: Final = 11
P_SURGE: Final = 12
AREA_CAP: Final = 13
WEEK_CAP: Final = 14
SURGE_FIRST: Final = 15
SURGE_LAST: Final = 16
SURGE_CAP: Final = 17
CHANGE_BUDGET: Final = 18
#: Ruin and recreate: see ``routes.search.parameters`` for what each may be.
RUIN_MEAN: Final = 19
LONGEST_STRING: Final = 20
FOR_ONE_16: Final = 21
AROUND_8: Final = 22
NEAR_DAYS_8: Final = 23
ABSENT_CENTRE: Final = 24
PASSED_OVER: Final = 25
ABSENT_FOR_ONE: Final = 26
DAY_REACH: Final = 27
TOUR_TRIES: Final = 28
SINGLES: Final = 29
CHANCES: Final = 30
BLUR_1024: Final = 31
BLINK: Final = 32
ANYWHERE: Final = 33
HOPEFUL: Final = 34
P_OVERTIME: Final = 35
# --- d: where tables begin
SERVICE: Final = 40  # class of service x task
PEOPLE: Final = 41
AREA: Final = 42
GROUP: Final = 43
SITE: Final = 44
DROP: Final = 45
BUDGETED: Final = 46
PROMISED_V: Final = 47
PINNED: Final = 48
WIN_PTR: Final = 49
WIN_OPEN: Final = 50
WIN_LAST: Final = 51
CAND_PTR: Final = 52
CAND_V: Final = 53
CAND_COST: Final = 54
REACH: Final = 55  # task x vehicle: cost of arriving, -1 where it cannot
V_DAY: Final = 56
V_DEPOT: Final = 57
V_MATRIX: Final = 58
V_START: Final = 59
V_END: Final = 60
V_CAP: Final = 61
V_CREW: Final = 62
BRK_PTR: Final = 63
BRK_OPEN: Final = 64
BRK_CLOSE: Final = 65
TRAVEL: Final = 66
CREWS: Final = 67
WEEK_OF: Final = 68
SITE_PTR: Final = 69
SITE_TASKS: Final = 70
SP_PTR: Final = 71
SP_IDS: Final = 72
SM_PTR: Final = 73
SM_TASKS: Final = 74
SP_MIN: Final = 75
SP_MAX: Final = 76
G_SHARE: Final = 77
G_PEOPLE: Final = 78
NEAR: Final = 79
KEYS: Final = 80  # orders of insertion x task
LOG: Final = 81  # -log(u), in 1024ths, for 1024 u
V_ROW: Final = 82  # where the rows of service and windows of a vehicle begin
V_TRAVEL_COST: Final = 92
V_DAY_COST: Final = 93
V_MOST_MIN: Final = 94  # longest tour in minutes, -1: no limit
V_MOST_M: Final = 95  # longest tour in metres, -1: no limit
METRES: Final = 96  # node x node, where any vehicle has a longest tour in metres
DS_PTR: Final = 97  # day sets of a series
SET_PTR: Final = 98  # ... and where the days of each set begin
SET_DAYS: Final = 99
V_UNIT: Final = 100
SITE_MOST: Final = 101  # units that may be at a site on a day
SP_SAME: Final = 102  # 1: one unit serves the whole series
V_SOFT: Final = 103  # soft end of the shift
V_REST: Final = 104  # minutes of rest, 0: none
V_REST_OPENS: Final = 105
V_REST_CLOSES: Final = 106
D_HEAD: Final = 110

# --- s: single figures
COST: Final = 0  # all terms but fairness and the change budget
ABSENT_N: Final = 1
TICK: Final = 2
CHANGED: Final = 3
TOUCHED_N: Final = 4
POOL_N: Final = 5
RNG: Final = 6
ROUND: Final = 7
PLACE_V: Final = 8  # the vehicle of the cheapest place of a task, or -1
PLACE_COST: Final = 9  # what that place costs
BEST: Final = 10
CURRENT: Final = 11
FIRST: Final = 12  # the task that is put back before all others, or -1
HOPING: Final = 13  # 1: this round keeps what does not pay alone until it is judged
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
SERVED: Final = 29
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
V_OVERTIME: Final = 52  # points of overtime
OLD_OVERTIME: Final = 53
C_OVERTIME: Final = 54  # points of overtime that the cheapest position of a task adds
S_HEAD: Final = 60
