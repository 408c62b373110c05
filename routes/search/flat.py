"""How the flat array is put together: single figures first, then tables one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.kernels import layout as at
from routes.model.parts import Shift, Unit

Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A unit on one of its days."""

    unit: Unit
    shift: Shift


@dataclass(slots=True)
class Flat:
    """Collects single figures and tables."""

    head: list[int] = field(default_factory=lambda: [0] * at.D_HEAD)
    tables: list[Table] = field(default_factory=list)
    size: int = at.D_HEAD

    def put(self, slot: int, values: Sequence[int] | Table) -> None:
        """Append a table and note in the directory where it begins."""
        table = np.ascontiguousarray(values, dtype=np.int64).reshape(-1)
        self.head[slot] = self.size
        self.tables.append(table)
        self.size += len(table)

    def ragged(self, pointer: int, slots: Sequence[int], rows: Sequence[Sequence[Any]]) -> None:
        """Put rows of unequal length: one table of ends, one table for each part of an entry."""
        ends = np.cumsum([0, *(len(row) for row in rows)])
        self.put(pointer, ends)
        flat = [entry for row in rows for entry in row]
        for part, slot in enumerate(slots):
            self.put(slot, [entry[part] for entry in flat] if len(slots) > 1 else flat)


def numbers(names: Iterable[str]) -> dict[str, int]:
    """Return a number for each different name, in order of appearance."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}
