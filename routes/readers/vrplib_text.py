"""The lines of a VRPLIB file: specifications, and sections whose rows are numbered.

``vrplib``, the library for this format, drops the number of each row, so that rows in another
order are misread, and keeps what it does not know beside the rest. Here both are refused by name.
Tests read the same files with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

#: The largest figure of a file.
LARGEST: Final = 1_000_000_000
#: Places, vehicles or days of a file at most.
MOST: Final = 5_000
#: Specifications that are read, and those that change nothing.
SPECIFICATIONS: Final = frozenset(
    {
        "NAME",
        "TYPE",
        "DIMENSION",
        "VEHICLES",
        "CAPACITY",
        "DISTANCE",
        "SERVICE_TIME",
        "EDGE_WEIGHT_TYPE",
        "EDGE_WEIGHT_FORMAT",
        "VEHICLES_MAX_DISTANCE",
        "VEHICLES_MAX_DURATION",
        "VEHICLES_FIXED_COST",
        "VEHICLES_UNIT_DISTANCE_COST",
    }
)
WITHOUT_EFFECT: Final = frozenset({"COMMENT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE"})
SECTIONS: Final = frozenset(
    {
        "NODE_COORD",
        "DEMAND",
        "DEPOT",
        "EDGE_WEIGHT",
        "SERVICE_TIME",
        "TIME_WINDOW",
        "PRIZE",
        "CAPACITY",
        "VEHICLES_DEPOT",
        "VEHICLES_ALLOWED_CLIENTS",
        "VEHICLES_MAX_DISTANCE",
        "VEHICLES_MAX_DURATION",
        "VEHICLES_FIXED_COST",
        "VEHICLES_UNIT_DISTANCE_COST",
    }
)


@dataclass(slots=True)
class VrplibText:
    """What a file says by specification and by section (named without ``_SECTION``)."""

    head: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[list[str]]] = field(default_factory=dict)

    def numbered(self, section: str, count: int) -> list[list[str]]:
        """Return the rows of a section in the order of their numbers, which are left out.

        Raises
        ------
        ValueError
            They are not numbered from 1 to ``count``, each once.
        """
        by_number = {whole(row[0], section): row[1:] for row in self.rows[section]}
        if len(by_number) != len(self.rows[section]) or set(by_number) != set(range(1, count + 1)):
            raise ValueError(f"{section}_SECTION does not have the rows 1 to {count}, each once")
        return [by_number[number] for number in range(1, count + 1)]

    def column(self, name: str, count: int) -> list[float] | None:
        """Return a figure for each of ``count`` rows, from its section or one specification.

        None: the file says nothing of it.

        Raises
        ------
        ValueError
            Both are there, or a row has not one figure.
        """
        if name in self.head and name in self.rows:
            raise ValueError(f"{name} is both a specification and a section")
        if name in self.head:
            return [number(self.head[name], name)] * count
        if name not in self.rows:
            return None
        return [pair[0] for pair in self.table(name, count, 1)]

    def table(self, name: str, count: int, width: int) -> list[list[float]]:
        """Return ``width`` figures for each of ``count`` rows.

        Raises
        ------
        ValueError
            The section is missing, or a row has more or fewer.
        """
        if name not in self.rows:
            raise ValueError(f"{name}_SECTION is missing")
        rows = self.numbered(name, count)
        if any(len(row) != width for row in rows):
            raise ValueError(f"a row of {name}_SECTION has not {width + 1} numbers")
        return [[number(word, name) for word in row] for row in rows]


def split(text: str) -> VrplibText:
    """Return the specifications and sections of ``text``.

    Raises
    ------
    ValueError
        One of them is not known here or comes twice; it is named.
    """
    parts, section = VrplibText(), ""
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "EOF":
            break
        name, colon, value = (part.strip() for part in line.partition(":"))
        if name.endswith("_SECTION"):
            section = name.removesuffix("_SECTION")
            _refuse(section, SECTIONS, f"{name} is not read here", parts.rows)
            parts.rows[section] = []
        elif colon and not section:
            _refuse(name, SPECIFICATIONS | WITHOUT_EFFECT, f"{name} is not read here", parts.head)
            parts.head[name] = value
        elif section:
            parts.rows[section].append(words)
        else:
            raise ValueError(f"line {line.strip()[:40]!r} is in no section")
    return parts


def _refuse(name: str, read: frozenset[str], sentence: str, seen: Sequence[str] | object) -> None:
    if name not in read:
        raise ValueError(sentence)
    if isinstance(seen, dict) and name in seen and name != "COMMENT":
        raise ValueError(f"{name} comes twice")


def number(word: str, what: str) -> float:
    """Return a finite number 0 or more, or any for coordinates and weights.

    Raises
    ------
    ValueError
        It is none; ``what`` names it.
    """
    try:
        value = float(word)
    except ValueError:
        raise ValueError(f"{what}: {word[:20]!r} is no number") from None
    if not abs(value) <= LARGEST or (value < 0 and what != "NODE_COORD"):
        raise ValueError(f"{what}: {word[:20]} is out of range")
    return value


def counted(word: str | float, what: str) -> int:
    """Return how many of ``what`` there are: 1 to ``MOST``.

    Raises
    ------
    ValueError
        It is no such number; ``what`` names it.
    """
    count = whole(word, what)
    if not 1 <= count <= MOST:
        raise ValueError(f"{what} is {count}, not 1 to {MOST}")
    return count


def whole(word: str | float, what: str) -> int:
    """Return a whole number 0 or more.

    Raises
    ------
    ValueError
        It is none; ``what`` names it.
    """
    value = number(str(word), what)
    if not value.is_integer():
        raise ValueError(f"{what}: {word} is not whole")
    return int(value)
