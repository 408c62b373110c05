"""The directory of the array ``w`` that relaxed routes are priced in: where each thing begins.

Tasks are numbered from 0 among those that the vehicle may serve; times are minutes from the
start of its shift; money is in thousandths of a point. :mod:`.relaxed_labels` reads
it by name.
"""

from __future__ import annotations

from typing import Final

# --- w: single figures
TASKS_N: Final = 0
SHIFT: Final = 1  # minutes of the shift
WIDTH: Final = 2  # minutes of a span in which is reckoned ahead; no service is shorter
SPANS: Final = 3
NEAR_N: Final = 4  # tasks that a route may remember at each
LIMIT: Final = 5  # only routes cheaper than this are wanted
GREEDY: Final = 6  # 1: true tours, few of them (quick); 0: relaxed routes, none overlooked
P_DRIVE: Final = 7  # thousandths of a minute's driving
ROOM: Final = 8  # labels there is room for
LABELS_N: Final = 9
FULL: Final = 10  # 1: there were more labels than room
BEST_COST: Final = 11
BEST_OPEN: Final = 12  # where full: no route that was not looked at costs less
MOST_AHEAD: Final = 13  # the most that can be gained from the depot, reckoned ahead
WORK: Final = 14  # comparisons of labels made
MOST_WORK: Final = 15  # with more the search is given up as where there is no room
# --- w: where tables begin
NUMBER: Final = 20  # the problem's number of a task
REWARD: Final = 21
PEOPLE: Final = 22
LENGTH: Final = 23  # minutes of service
HOME: Final = 24  # minutes to the depot
DRIVE: Final = 25  # task x task, minutes; the last row is the depot's
NEAR: Final = 26  # task x NEAR_N: itself and the tasks nearest to it
BIT: Final = 27  # task x task: where a task stands among the near ones, or -1
DONE: Final = 28  # task x minute of arrival: when it is done; -1: never, or home too late
AFTER: Final = 29  # task x span: the most that can be gained after it
AFTER_NEXT: Final = 30  # ... and with which task that begins; -1: none
AFTER_OTHER: Final = 31  # the most that can be gained beginning with another one
MOST_PEOPLE: Final = 32  # by minutes left: people who can still be served
FIRST_AT: Final = 33  # newest label that is done at a minute
CHEAPEST: Final = 34  # of a task's labels that stand, in the order of their cost
LAST: Final = 35
LOAD: Final = 36
VALUE: Final = 37
MEMORY: Final = 38
PARENT: Final = 39
NEXT: Final = 40
NEXT_AT: Final = 41
CLOSED: Final = 42  # cost of the whole route when it ends here
HOPE: Final = 43  # no route on from here costs less
OPEN: Final = 44  # 1: not yet looked at
W_HEAD: Final = 48
