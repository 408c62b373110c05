"""Saves without end, one commit after the other, until it is killed: see test_kill.py."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from planner.store import Database
from tests.store.values import VISIT, change_of, notice


def save_once(database: Database) -> int:
    """Save a change with its event, a notice and the count in one commit; return the count."""
    with database.writing() as store:
        visit = store.visits.get_visit(VISIT.id)
        count = int(store.meta.get("count") or 0) + 1
        # The visit itself comes first and the count last: half a commit would show.
        store.visits.save([change_of(replace(visit, people=VISIT.people + count))])
        store.notices.add([notice(text="x" * (count % 5000))])
        store.meta.set("count", str(count))
    return count


def main() -> None:
    """Save into the folder named on the command line; say each count once it is saved."""
    with Database.open(Path(sys.argv[1]), kind="demo") as database:
        while True:
            sys.stdout.write(f"{save_once(database)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
