"""How far a running search would drive: its legs are places, the office knows where they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.actions.saving.office import Office
from routes import Problem, crow_fly_km

Points = dict[int, tuple[float, float]]


def points_of(office: Office, problem: Problem) -> Points:
    """Return (lat, lon) of the problem's places by number; the depot is the first."""
    with office.database.reading() as store:
        visits = store.visits.list_visits()
    spots = {v.request.id: (v.request.lat, v.request.lon) for v in visits}
    depot = office.profile.depot
    points: Points = {0: (depot.lat, depot.lon)}
    points |= {task.place: spots[task.site] for task in problem.tasks if task.site in spots}
    return points


def with_km(progress: Mapping[str, Any], points: Points, detour: float) -> dict[str, Any]:
    """Return ``progress`` with its legs in road km; ``detour`` is roads by crow's flight."""
    rest = {name: value for name, value in progress.items() if name != "legs"}
    legs = progress.get("legs")
    if legs is None:
        return rest
    drives = [(points[a], points[b]) for a, b in legs if a in points and b in points]
    return {**rest, "km": round(detour * sum(crow_fly_km(a, b) for a, b in drives), 1)}
