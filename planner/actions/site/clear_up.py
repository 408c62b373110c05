"""What a day leaves behind is cleared up: homes in time, published files that nobody names."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from planner.actions.requests.erase_homes import erase_homes
from planner.actions.saving.office import Act, Office

#: How long a published file that no publication names is kept: nobody saves for so long.
SPARED: Final = timedelta(days=7)


def clear_homes(office: Office, act: Act) -> int:
    """Erase the homes that are due on ``act.day``; return how many there were."""
    return len(erase_homes(office, act).update.erase)


def clear_files(office: Office) -> int:
    """Remove published files that no publication in the database names; return their number.

    Interrupted and repeated saves leave such files. Those of saved days are named too.

    Raises
    ------
    OSError
        The disk refuses; the next time goes on from there.
    """
    with office.database.reading() as store:
        keep = store.publications.addresses()
    return office.files.sweep(keep, older=SPARED)
