"""How many sessions a request needs under a decision, and how long each takes.

The one place where limits become minutes. Everything is counted in whole minutes and people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from planner.domain.decisions import Limits
from planner.domain.fleet import Unit
from planner.domain.office import SessionFigures
from planner.domain.vocabulary import Line, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """The sessions a request is split into.

    ``people`` holds the people of each session, as even as can be, largest first, and
    ``minutes`` the length of each. ``residents_at_once`` is how many residents may be
    inside together (None: no limit). No sessions means that the visit cannot be held.
    """

    people: tuple[int, ...]
    minutes: tuple[int, ...]
    residents_at_once: int | None


def session_plan(
    line: Line,
    people: int,
    services: Sequence[Service],
    *,
    limits: Limits,
    unit: Unit,
    figures: SessionFigures,
) -> SessionPlan:
    """Return the sessions that ``people`` need under ``limits`` with ``unit``.

    A session's length is set-up, then rounds of as many people as there are recording sets
    (fewer where fewer residents may be inside), then a change of group each time the room
    has been filled once, then packing up. The crew counts in people together.
    """
    at_once = None if limits.people_together is None else limits.people_together - unit.crew
    if at_once is not None and at_once < 1:
        return SessionPlan(people=(), minutes=(), residents_at_once=at_once)
    size = _session_size(people, limits, figures, unit)
    if size < 1:
        return SessionPlan(people=(), minutes=(), residents_at_once=at_once)
    count = ceil(people / size)
    low, more = divmod(people, count)
    sessions = tuple(low + 1 if n < more else low for n in range(count))
    served = [service for service in services if service not in limits.services_off]
    minutes = tuple(
        home_minutes(each, figures)
        if line is Line.AKI_NINI
        else group_minutes(each, served, at_once=at_once, unit=unit, figures=figures)
        for each in sessions
    )
    return SessionPlan(people=sessions, minutes=minutes, residents_at_once=at_once)


def group_minutes(
    people: int,
    services: Sequence[Service],
    *,
    at_once: int | None,
    unit: Unit,
    figures: SessionFigures,
) -> int:
    """Return the minutes one group session of ``people`` takes."""
    recording = Service.KTP_RECORDING in services
    each = figures.recording_min.value if recording else figures.document_min.value
    parallel = unit.recording_sets if at_once is None else min(unit.recording_sets, at_once)
    changes = 0 if at_once is None else ceil(people / at_once) - 1
    return (
        figures.setup_min.value
        + ceil(people / parallel) * each
        + changes * figures.changeover_min.value
        + figures.packup_min.value
    )


def home_minutes(people: int, figures: SessionFigures) -> int:
    """Return the minutes a home visit for ``people`` takes, set-up included."""
    return people * figures.home_min.value


def _session_size(people: int, limits: Limits, figures: SessionFigures, unit: Unit) -> int:
    """Return how many people one session may serve: the strictest of all that limits it."""
    normal = figures.normal_session_people.value
    bounds = [people, normal, unit.people_per_day]
    if limits.percent is not None:
        bounds.append(normal * limits.percent // 100)
    bounds += [cap for cap in (limits.total, limits.total_per_day) if cap is not None]
    return min(bounds)
