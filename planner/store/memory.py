"""What was read of the data, kept until somebody saves: pages are read far more often."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar, cast

Remembered = TypeVar("Remembered")


class Memory:
    """What one program read of one database at one mark; a newer mark forgets all of it.

    The program's own saves count as ``saves``; those of others show in the mark, which the
    reader takes from the data.
    """

    def __init__(self) -> None:
        self.saves = 0
        self._mark: object = None
        self._values: dict[str, object] = {}
        self._lock = Lock()

    def saved(self) -> None:
        """Note that this program saved something."""
        with self._lock:
            self.saves += 1

    def of(self, mark: tuple[int, ...], name: str, read: Callable[[], Remembered]) -> Remembered:
        """Return what was read as ``name`` at ``mark``; ``read`` reads it the first time.

        ``mark`` begins with ``saves`` as they were before the data were looked at.
        """
        with self._lock:
            if self._mark == mark and name in self._values:
                return cast("Remembered", self._values[name])
        value = read()
        with self._lock:
            if self._mark != mark:
                self._mark, self._values = mark, {}
            self._values[name] = value
        return value
