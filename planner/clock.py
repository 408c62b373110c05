"""The one place that reads the machine's clock; everything else is given the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from planner.domain.office import WIB


class Clock(Protocol):
    """What time it is for the office."""

    def now(self) -> datetime:
        """Return the present instant in Asia/Jakarta."""

    def today(self) -> date:
        """Return the present day in Asia/Jakarta, whatever zone the machine is in."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, read in Asia/Jakarta."""

    def now(self) -> datetime:
        """Return the present instant in Asia/Jakarta."""
        return datetime.now(WIB)

    def today(self) -> date:
        """Return the present day in Asia/Jakarta."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class SetClock:
    """A clock that stands still at ``instant``: the demo's, and the tests'."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant it was set to, in Asia/Jakarta."""
        return self.instant.astimezone(WIB)

    def today(self) -> date:
        """Return the day it was set to, in Asia/Jakarta."""
        return self.now().date()
