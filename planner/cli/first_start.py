"""What a new office's server says when it starts: the code that makes the first admin."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from planner.actions.accounts.setup import open_setup
from planner.actions.saving.office import Office
from planner.cli.screen import say
from planner.clock import SystemClock

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
            _write_for_owner(file, f"{code}\n")
    except OSError:
        return False
    return code is not None


def _write_for_owner(file: Path, text: str) -> None:
    # Made anew with its rights, never opened to others even for a moment.
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(text)
