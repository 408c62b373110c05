"""A database's file and its log known again: saves into a lost or swapped file promise nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from planner.store.errors import NotSaved


class SameFile:
    """The file that was opened, told from any other by its device and its number there.

    A program that has a file open goes on writing into it after it was deleted or replaced;
    what it saves then is gone when it ends. So is what stands in SQLite's log alone.
    """

    def __init__(self, file: Path) -> None:
        self.file = file.absolute()
        self._log = self.file.with_name(f"{file.name}-wal")
        self._lock = Lock()
        self._connections = 0
        self._known: tuple[int, int] | None = None
        self._known_log: tuple[int, int] | None = None

    def opening(self) -> None:
        """Refuse to open another file than the first time.

        Raises
        ------
        NotSaved
            The file is gone, or another one stands there.
        """
        if self._known is not None and _identity(self.file) != self._known:
            raise _lost(self.file)

    def opened(self) -> None:
        """Note that one more connection is open; the first one says which file it is.

        Raises
        ------
        NotSaved
            It opened another file than those before.
        """
        with self._lock:
            self._known = self._known or _identity(self.file)
            if self._connections == 0:
                # The log goes with the last connection; the next one makes another.
                self._known_log = _identity(self._log)
            self.check()
            self._connections += 1

    def closed(self) -> None:
        """Note that a connection is closed."""
        with self._lock:
            self._connections -= 1

    def check(self) -> None:
        """Refuse to save where the file or its log is no longer the one that was opened.

        Raises
        ------
        NotSaved
            One of them is gone, or another one stands there.
        """
        if (_identity(self.file), _identity(self._log)) != (self._known, self._known_log):
            raise _lost(self.file)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _lost(file: Path) -> NotSaved:
    return NotSaved(
        f"Basis data {file} hilang atau diganti sejak dibuka. Belum ada yang tersimpan; "
        "hentikan program, kembalikan berkas itu atau pulihkan dari cadangan, lalu nyalakan lagi."
    )
