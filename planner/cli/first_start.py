"""What a new office's server says when it starts: the code that makes the first admin."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from planner.actions.accounts.setup import open_setup
from planner.actions.saving.office import Office
from planner.cli.screen import say
from planner.clock import SystemClock
from planner.store import write_private

#: Holds the code for whoever cannot see the console; readable by its owner alone.
CODE_FILE: Final = "kode-pemasangan.txt"


def tell_setup_code(office: Office, address: str) -> None:
    """Tell the code of an office without an admin, and write it to a file for its owner alone.

    The file of an office that has an admin is removed: its code opens nothing any more.
    """
    file = office.database.folder / CODE_FILE
    code = open_setup(office, SystemClock().now())
    written = _written(file, code)
    if code is None:
        return
    say(f"Kantor ini belum punya admin. Buka {address}kantor/pasang lalu ketik kode:")
    say(f"    {code}")
    say("Berlaku 24 jam, untuk sekali pakai.")
    if written:
        say(f"Kode yang sama ada di {file}.")


def _written(file: Path, code: str | None) -> bool:
    """Return whether the file holds ``code``; the console has it in any case."""
    try:
        file.unlink(missing_ok=True)
        if code is not None:
            # Made anew with its rights, never opened to others even for a moment.
            write_private(file, f"{code}\n")
    except OSError:
        return False
    return code is not None
