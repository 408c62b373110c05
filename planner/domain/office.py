"""What an office sets for itself, each figure with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from planner.domain.fleet import Depot
from planner.domain.vocabulary import Evidence

WIB: Final = ZoneInfo("Asia/Jakarta")


def at_wib(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the aware instant of a local clock time on ``day``."""
    return datetime.combine(day, time(hour, minute), WIB)


def days_from(first: date, last: date) -> tuple[date, ...]:
    """Return every day from ``first`` to ``last``, both included."""
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what supports it; ``source`` is an address or a sentence."""

    value: int
    evidence: Evidence
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFigures:
    """How long things take on the spot, in minutes, and how many a normal session serves."""

    setup_min: Figure
    recording_min: Figure
    document_min: Figure
    changeover_min: Figure
    packup_min: Figure
    home_min: Figure
    normal_session_people: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProfile:
    """The office that plans and publishes.

    ``whatsapp`` is the number people can write to, in international digits; without it a
    real office cannot publish. ``demo`` marks the example office, whose pages say CONTOH.
    ``site_url`` is the address of its public site, ending in "/"; empty where not told.
    """

    name: str
    demo: bool
    whatsapp: str | None
    address: str
    depot: Depot
    figures: SessionFigures
    site_url: str = ""
