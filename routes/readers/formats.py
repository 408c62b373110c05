"""A problem from a file of any format that is read here: seen from its content, or said."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from routes.model.problem import Problem
from routes.readers.json_files import ProblemError, read_problem
from routes.readers.public_sets import read_cordeau, read_solomon, read_toptw
from routes.readers.vrplib_files import read_vrplib


class Format(StrEnum):
    """What a file of a problem is written in."""

    JSON = "json"
    VRPLIB = "vrplib"
    SOLOMON = "solomon"
    CORDEAU = "cordeau"
    TOPTW = "toptw"


#: VRPLIB names end with the number of vehicles: ``A-n32-k5``.
_VEHICLES: Final = re.compile(r"^NAME\s*:\s*\S*-k(\d+)\s*$", re.MULTILINE)
_STATED: Final = re.compile(r"^\s*VEHICLES\s*:", re.MULTILINE)
_SECTION: Final = re.compile(r"^\s*[A-Z_]+_SECTION\b", re.MULTILINE)
#: Numbers that a vertex of a TOPTW file has at least.
_VERTEX: Final = 7


def format_of(text: str) -> Format | None:
    """Return the format that ``text`` is plainly in, None where it cannot be seen."""
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return Format.JSON
    if _SECTION.search(text):
        return Format.VRPLIB
    heads = {line.split()[0] for line in text.splitlines() if line.strip()}
    if {"VEHICLE", "CUSTOMER"} <= heads:
        return Format.SOLOMON
    return _of_numbers([line.split() for line in text.splitlines() if line.strip()])


def _of_numbers(rows: list[list[str]]) -> Format | None:
    """Return the format of a file of numbers alone: by how many stand on each line."""
    widths = [len(row) for row in rows]
    if len(rows) < 3 or widths[0] != 4 or not all(word.isdecimal() for word in rows[0]):
        return None
    kind, _, customers, days = (int(word) for word in rows[0])
    periodic = kind == 1 and len(rows) >= days + customers + 2
    if periodic and set(widths[1 : days + 1]) == {2} and widths[days + 1] > 2:
        return Format.CORDEAU
    return Format.TOPTW if min(widths[2:]) >= _VERTEX else None


def read_any(text: str, *, fmt: Format | None = None, vehicles: int | None = None) -> Problem:
    """Return the problem of ``text``, in ``fmt`` or in the format it is plainly in.

    ``vehicles`` are needed where the format does not tell them (TOPTW, unnamed VRPLIB).

    Raises
    ------
    ProblemError
        The format cannot be seen, the vehicles are missing, or the file is broken.
    """
    chosen = fmt or format_of(text)
    if chosen is None:
        known = ", ".join(Format)
        raise ProblemError(f"The file's format cannot be seen. Say it with --format: {known}.")
    if chosen is Format.JSON:
        return read_problem(text)
    try:
        return _public(text, chosen, vehicles)
    except (ValueError, IndexError, KeyError, OverflowError) as error:
        raise ProblemError(
            f"The file cannot be read as {chosen}: {str(error)[:120]}. "
            "Check the file, or say another format with --format."
        ) from error


def _public(text: str, chosen: Format, vehicles: int | None) -> Problem:
    if chosen is Format.SOLOMON:
        return read_solomon(text)
    if chosen is Format.CORDEAU:
        return read_cordeau(text)
    if chosen is Format.VRPLIB and _STATED.search(text):
        return read_vrplib(text, vehicles=vehicles)
    named = _VEHICLES.search(text) if chosen is Format.VRPLIB else None
    count = vehicles or (int(named[1]) if named else 0)
    if count < 1:
        raise ProblemError(
            f"A file in {chosen} does not say how many vehicles there are. "
            "Say it with --vehicles, 1 or more."
        )
    reader = read_vrplib if chosen is Format.VRPLIB else read_toptw
    return reader(text, vehicles=count)
