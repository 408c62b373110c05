"""Units (vehicles with equipment) and where they start."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.vocabulary import Evidence, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A vehicle with its equipment.

    ``recording_sets`` is how many people can be recorded at once; ``people_per_day`` the most
    it can serve in a day. ``crew`` is the staff that goes along to a group session.
    """

    id: str
    name: str
    services: tuple[Service, ...]
    recording_sets: int
    people_per_day: int
    crew: int
    evidence: Evidence = Evidence.SYNTHETIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    """Where units start and end their day, in WGS84 degrees."""

    name: str
    lat: float
    lon: float
    evidence: Evidence = Evidence.ESTIMATED
    source: str = ""
