"""What the example plays: which rules, which requests, on which days."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from planner.domain.areas import Areas
from planner.domain.crews import Officer, Skill
from planner.domain.fleet import Unit
from planner.domain.visits import Request
from planner.planning.tables.request_rows import read_requests, read_units
from planner.rules import shipped_records

#: Officers of the example: half of them fill three crews and leave some for the office.
OFFICERS: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoScript:
    """The example's inputs and its days.

    A plan for ``first_plan`` days is published on ``start``; ``resume`` is the day on which
    the rules that let service resume become known, and a plan for ``second_plan`` days is
    published; the clock then stands at ``until``.
    """

    records: tuple[Mapping[str, object], ...]
    requests: tuple[Request, ...]
    units: tuple[Unit, ...]
    officers: tuple[Officer, ...]
    start: date
    first_plan: tuple[date, date]
    stop: date
    resume: date
    second_plan: tuple[date, date]
    until: date
    steps: int = 60
    seed: int = 1

    @property
    def saved_days(self) -> tuple[date, ...]:
        """The days whose site can be opened again."""
        return (self.start, self.stop, self.until)

    def ending(self, until: date) -> DemoScript:
        """Return this script with its clock standing at ``until``.

        Service resumes on the day before when that is earlier than the script's own day.
        """
        resume = min(self.resume, until - timedelta(1))
        length = self.second_plan[1] - self.second_plan[0]
        first = max(until, resume + timedelta(1))
        return replace(self, resume=resume, second_plan=(first, first + length), until=until)

    def fingerprint(self) -> str:
        """Return what the outcome depends on: all inputs, and the product's own files."""
        inputs = {
            "records": self.records,
            "requests": [asdict(request) for request in self.requests],
            "units": [asdict(unit) for unit in self.units],
            "officers": [asdict(officer) for officer in self.officers],
            "days": [self.start, self.first_plan, self.stop, self.resume, self.second_plan],
            "until": self.until,
            "search": [self.steps, self.seed],
        }
        digest = sha256(json.dumps(inputs, sort_keys=True, default=str).encode())
        for package in ("planner", "routes", "maps"):
            digest.update(_source_digest(package))
        return digest.hexdigest()


def shipped_script(areas: Areas) -> DemoScript:
    """Return the example as shipped: 25 June to 31 August 2021."""
    folder = files("planner") / "data" / "demo"
    return DemoScript(
        records=tuple(shipped_records()),
        requests=read_requests(
            (folder / "requests.csv").read_text(encoding="utf-8"), areas, synthetic=True
        ),
        units=read_units((folder / "units.csv").read_text(encoding="utf-8")),
        officers=_officers(),
        start=date(2021, 6, 25),
        first_plan=(date(2021, 6, 28), date(2021, 7, 16)),
        stop=date(2021, 7, 2),
        resume=date(2021, 8, 30),
        second_plan=(date(2021, 8, 31), date(2021, 9, 17)),
        until=date(2021, 8, 31),
    )


def _officers() -> tuple[Officer, ...]:
    """Return made-up officers: each third drives, every other one records."""
    return tuple(
        Officer(
            name=f"Petugas CONTOH {number:02d}",
            skills=tuple(
                skill
                for skill, every in ((Skill.RECORDING, 2), (Skill.DRIVING, 3))
                if number % every == 0
            ),
        )
        for number in range(1, OFFICERS + 1)
    )


def _source_digest(package: str) -> bytes:
    digest = sha256()
    root = Path(str(files(package)))
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".html", ".css", ".js", ".yaml", ".csv"}:
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.digest()
