"""Edits a few visits again and again, deciding anew when somebody was quicker: see test_writers."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from planner.domain.visits import Placement
from planner.store import Database, StaleVisit
from tests.store.values import VISIT, change_of

#: Visits that all writers edit: few, so that they meet often.
VISITS = 5


def edit_once(database: Database, visit_id: str, name: str) -> None:
    """Add one person to a visit, read in one transaction and saved in another."""
    while True:
        with database.reading() as store:
            visit = store.visits.get_visit(visit_id)
        more = replace(visit, people=visit.people + 1)
        try:
            with database.writing() as store:
                store.visits.save([change_of(more, why=name, before=Placement.of(visit))])
        except StaleVisit:
            continue
        return


def main() -> None:
    """Edit as often as the command line says; say each edit once it is saved."""
    folder, url, number, edits = sys.argv[1:]
    with Database.open(Path(folder), kind="demo", url=url) as database:
        for turn in range(int(edits)):
            name = f"{number}-{turn}"
            edit_once(database, f"{VISIT.id}-{turn % VISITS}", name)
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
