"""Problems and answers as JSON, checked against the published schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from jsonschema import Draft202012Validator

from routes.model.parts import DAY_MIN, Published, Rest, Shift, Spacing, Surge, Task, Unit, Weights
from routes.model.problem import Problem
from routes.model.solution import Cost, Solution, Stop, Unscheduled

#: The largest file that is read, in characters.
LARGEST: Final = 60_000_000
#: Bounds of the schema that are checked here, quickly: minutes, metres, times, rows.
MOST_MINUTES: Final = 100_000
MOST_METRES: Final = 100_000_000
MOST_CLOCK: Final = 1_000_000_000
MOST_ROWS: Final = 5_000


#: A character written in halves; one without its other half can be written nowhere.
_HALVES: Final = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


class ProblemError(Exception):
    """A file that cannot be used; the text names the field, its value and the remedy."""


def read_problem(text: str) -> Problem:
    """Return the problem of a JSON ``text``.

    Raises
    ------
    ProblemError
        It is no JSON, breaks the schema, or contradicts itself.
    """
    document = _checked(text, "problem")
    try:
        return Problem(
            name=document.get("name", ""),
            days=document["days"],
            places=len(document["travel_min"]),
            travel_min=_matrix(document["travel_min"]),
            tasks=tuple(_task(task) for task in document["tasks"]),
            units=tuple(_unit(unit) for unit in document["units"]),
            area_people_per_day=document.get("area_people_per_day"),
            published=tuple(Published(**promise) for promise in document.get("published", ())),
            weights=Weights(**document.get("weights", {})),
            **_limits(document),
        )
    except ValueError as error:
        message = f"The problem contradicts itself: {error}. Correct that entry."
        raise ProblemError(message) from error


def read_solution(text: str) -> Solution:
    """Return the answer of a JSON ``text``.

    Raises
    ------
    ProblemError
        It is no JSON or breaks the schema.
    """
    document = _checked(text, "solution")
    return Solution(
        stops=tuple(Stop(**stop) for stop in document["stops"]),
        unscheduled=tuple(
            Unscheduled(
                **{**out, **{name: tuple(out.get(name, ())) for name in ("also", "others")}}
            )
            for out in document["unscheduled"]
        ),
        cost=Cost(**document["cost"]),
        engine=document["engine"],
        seed=document["seed"],
        steps=document["steps"],
        seconds=float(document["seconds"]),
        freed=tuple(document.get("freed", ())),
    )


def problem_to_json(problem: Problem) -> str:
    """Return ``problem`` as JSON that :func:`read_problem` reads back equal."""
    document = {
        "name": problem.name,
        "days": problem.days,
        "travel_min": problem.travel_min.tolist(),
        "tasks": [asdict(task) for task in problem.tasks],
        "units": [asdict(unit) for unit in problem.units],
        "area_people_per_day": problem.area_people_per_day,
        "published": [asdict(each) for each in problem.published],
        "weights": asdict(problem.weights),
        "travel_by_class": {
            name: matrix.tolist() for name, matrix in problem.travel_by_class.items()
        },
        "area_sessions_per_week": problem.area_sessions_per_week,
        "first_weekday": problem.first_weekday,
        "crews_per_day": problem.crews_per_day,
        "units_at_site": dict(problem.units_at_site),
        "spacings": [asdict(spacing) for spacing in problem.spacings],
        "surge": None if problem.surge is None else asdict(problem.surge),
        "frozen_before": problem.frozen_before,
        "change_budget": problem.change_budget,
        "day_min": problem.day_min,
        "distance_m": None if problem.distance_m is None else problem.distance_m.tolist(),
    }
    return json.dumps(document, ensure_ascii=False)


def solution_to_json(solution: Solution) -> str:
    """Return ``solution`` as JSON that :func:`read_solution` reads back equal."""
    return json.dumps(asdict(solution), ensure_ascii=False)


def _task(entry: Mapping[str, Any]) -> Task:
    lists = {"intervals": tuple((opens, closes) for opens, closes in entry["intervals"])}
    return Task(**{**entry, **lists, "units": tuple(entry["units"])})


def _unit(entry: Mapping[str, Any]) -> Unit:
    return Unit(**{**entry, "shifts": tuple(_shift(shift) for shift in entry["shifts"])})


def _shift(entry: Mapping[str, Any]) -> Shift:
    breaks = tuple((start, end) for start, end in entry.get("breaks", ()))
    rest = entry.get("rest")
    return Shift(**{**entry, "breaks": breaks, "rest": None if rest is None else Rest(**rest)})


def _spacing(entry: Mapping[str, Any]) -> Spacing:
    sets = tuple(tuple(days) for days in entry.get("day_sets", ()))
    weekdays = tuple(tuple(days) for days in entry.get("weekday_sets", ()))
    lists = {"tasks": tuple(entry["tasks"]), "day_sets": sets, "weekday_sets": weekdays}
    return Spacing(**{**entry, **lists})


def _limits(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a problem that limit more than times and people."""
    crews, surge = document.get("crews_per_day"), document.get("surge")
    classes, metres = document.get("travel_by_class", {}), document.get("distance_m")
    return {
        "travel_by_class": {name: _matrix(rows) for name, rows in classes.items()},
        "area_sessions_per_week": document.get("area_sessions_per_week"),
        "first_weekday": document.get("first_weekday", 0),
        "crews_per_day": None if crews is None else tuple(crews),
        "units_at_site": document.get("units_at_site", {}),
        "spacings": tuple(_spacing(spacing) for spacing in document.get("spacings", ())),
        "surge": None if surge is None else Surge(**surge),
        "frozen_before": document.get("frozen_before", 0),
        "change_budget": document.get("change_budget"),
        "day_min": document.get("day_min", DAY_MIN),
        "distance_m": None if metres is None else _matrix(metres, "distance_m"),
    }


def _matrix(rows: list[list[int]], name: str = "travel_min") -> Any:
    widths = {len(row) for row in rows}
    if widths - {len(rows)}:
        raise ProblemError(
            f"{name} has {len(rows)} rows of {sorted(widths)} entries. Make it square."
        )
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(rows))


def _checked(text: str, name: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise ProblemError(f"The {name} is larger than {LARGEST} characters. Split it.")
    try:
        document = json.loads(
            text, parse_constant=_refused, parse_float=_number, object_pairs_hook=_named_once
        )
        if _HALVES.search(text):
            json.dumps(document, ensure_ascii=False).encode()
        wrong = next(_validator(name).iter_errors(_thinned(document)), None)
    except (ValueError, RecursionError) as error:
        raise ProblemError(f"The {name} is no JSON: {str(error)[:120]}. Check the file.") from error
    if wrong is not None:
        while wrong.context:  # null or a value: what is wrong with the value
            wrong = max(wrong.context, key=lambda inner: len(inner.absolute_path))
        parts = wrong.absolute_path
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
        where = path.lstrip(".") or "the file"
        message = wrong.message[:160]
        raise ProblemError(f"In {where}: {message}. See {name}.schema.json for what belongs there.")
    checked: dict[str, Any] = document
    return checked


def _thinned(document: Any) -> Any:
    """Return ``document`` without the long tables that are plainly right.

    The validator takes minutes for millions of numbers; what is not plainly right stays, so
    that it finds and names it.
    """
    if not isinstance(document, dict):
        return document
    thin = dict(document)
    for name, most in (("travel_min", MOST_MINUTES), ("distance_m", MOST_METRES)):
        if _are_rows(thin.get(name), most):
            thin[name] = []
    tasks = thin.get("tasks")
    if isinstance(tasks, list) and all(isinstance(task, dict) for task in tasks):
        thin["tasks"] = [
            {**task, "intervals": []}
            if _are_rows(task.get("intervals"), MOST_CLOCK, width=2)
            else task
            for task in tasks
        ]
    return thin


def _are_rows(rows: object, most: int, width: int | None = None) -> bool:
    """Return whether ``rows`` are lists of whole numbers from 0 to ``most``."""
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        return False
    for row in rows:
        if type(row) is not list or (width is not None and len(row) != width):
            return False
        if not set(map(type, row)) <= {int} or (row and (min(row) < 0 or max(row) > most)):
            return False
        if len(row) > MOST_ROWS:
            return False
    return True


def _number(written: str) -> float:
    """Return a number written with a point: a whole one (480.0) as what it says, 480."""
    value = float(written)
    return int(value) if value.is_integer() else value


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object whose fields each come once; the last one would silently win."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(n for n in names if names.count(n) > 1)[:60]} is given twice")
    return fields


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no number")


@lru_cache(maxsize=2)
def _validator(name: str) -> Draft202012Validator:
    text = (files("routes") / f"{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))
