"""The directory of the array ``q`` that tours are priced in: where each thing begins.

Tasks are numbered from 0 among those that the vehicle may serve, in the order of what they are
worth a minute; times are minutes of the problem's timeline; money is in thousandths of a point.
:mod:`routes.kernels.pricing.tour_labels` reads it by name.
"""

from __future__ import annotations

from typing import Final

# --- q: single figures
ELIGIBLE_N: Final = 0
LABELS_N: Final = 1
ROOM: Final = 2  # labels there is room for
LIMIT: Final = 3  # only tours cheaper than this are wanted
SETS: Final = 4  # which labels are compared: see the constants below
P_DRIVE: Final = 5  # thousandths of a minute's driving
MIN_HOME: Final = 6  # shortest drive home from any task
BEST_LABEL: Final = 7
BEST_COST: Final = 8
FULL: Final = 9  # 1: there were more labels than room
# --- q: where tables begin
ELIGIBLE: Final = 20
REWARD: Final = 21
WORTH: Final = 22  # reward less the shortest drive there
HEAD_OF: Final = 23  # newest label that ends at a task
LAST: Final = 24
TIME: Final = 25
LOAD: Final = 26
VALUE: Final = 27
TASK_SET: Final = 28
PARENT: Final = 29
NEXT: Final = 30
DEAD: Final = 31
CLOSED: Final = 32  # cost of the whole tour when it ends here
NEEDS: Final = 33  # minutes of service and of the shortest drive there
UNTIL: Final = 34  # last start
Q_HEAD: Final = 44
#: Tasks that one number remembers.
WORD: Final = 62

#: Labels are compared whatever their tasks (quick, may miss tours); only where one's tasks are
#: among the other's (exact); only where their tasks are the same (keeps every set's best).
QUICK: Final = 0
EXACT: Final = 1
EVERY_SET: Final = 2
#: No labels at all: time is up, only what could be gained at most is reckoned.
BOUND_ONLY: Final = 3
