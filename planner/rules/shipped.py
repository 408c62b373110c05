"""Rules that come along: the history of 2020-2022, and what a real office begins with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from planner.rules.reading import read_records

_DATA: Final = files("planner") / "data"


def shipped_records() -> tuple[dict[str, object], ...]:
    """Return the history that comes along: rules, levels, policy and calendar of 2020-2022."""
    names = (path.name for path in (_DATA / "rules").iterdir())
    return _records_in("rules", sorted(name for name in names if name.endswith(".yaml")))


def starting_records() -> tuple[dict[str, object], ...]:
    """Return what a real office begins with: calendar, hours, channels and a policy.

    Nobody has confirmed the policy yet, and nothing of 2020-2022 is among them.
    """
    return (
        *_records_in("rules", ("calendar.yaml", "holidays.yaml", "policy.yaml")),
        *_records_in("start", ("channels.yaml",)),
    )


def _records_in(folder: str, names: Iterable[str]) -> tuple[dict[str, object], ...]:
    return tuple(json.loads(_json_of(folder, tuple(names))))


@cache
def _json_of(folder: str, names: tuple[str, ...]) -> str:
    """Return the records of files that ship as JSON: read once, for each caller its own."""
    texts = ((name, (_DATA / folder / name).read_text(encoding="utf-8")) for name in names)
    return json.dumps([record for name, text in texts for record in read_records(text, name=name)])
