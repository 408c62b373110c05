"""Tables that were uploaded and wait for their owner's word."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from planner.actions.imports.tables import Table
from planner.domain.errors import NotFound
from planner.web.shell.forms import new_key

#: Files that wait at once; the one untouched longest goes first.
MOST: Final = 12


@dataclass(slots=True, eq=False)
class Uploads:
    """Tables that wait for their owner's word, by a name nobody can guess."""

    _kept: OrderedDict[tuple[str, str], Table] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, owner: str, table: Table, name: str = "") -> str:
        """Keep ``table`` for ``owner`` under ``name``, or under a new one, which is returned."""
        name = name or new_key()
        with self._lock:
            self._kept[owner, name] = table
            self._kept.move_to_end((owner, name))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return name

    def get(self, owner: str, name: str) -> Table:
        """Return the table ``name`` of ``owner``.

        Raises
        ------
        NotFound
            It was dropped, or belongs to somebody else.
        """
        with self._lock:
            table = self._kept.get((owner, name))
        if table is None:
            raise NotFound("Berkas ini tidak disimpan lagi. Unggah lagi dari halaman impor.")
        return table
