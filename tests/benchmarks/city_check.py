"""The objective and the conditions of the made-up cities, from the standard library alone.

A plan is a list of ``{"task", "unit", "day", "start"}``. Nothing of the engine is used here.
"""

from __future__ import annotations

import math
from typing import Any

City = dict[str, Any]
Call = dict[str, int]


def evaluate_plan(city: City, plan: list[Call]) -> dict[str, Any]:
    """Return the objective of ``plan`` by term, its figures, and what it breaks."""
    errors: list[str] = []
    placed: dict[int, Call] = {}
    tours: dict[tuple[int, int], list[Call]] = {}
    for call in plan:
        if call["task"] in placed:
            errors.append(f"task {call['task']} twice")
        placed[call["task"]] = call
        tours.setdefault((call["unit"], call["day"]), []).append(call)
    driven = sum(_drive(city, unit, day, tour, errors) for (unit, day), tour in tours.items())
    _crowds(city, plan, errors)
    points, totals = city["obj"], _totals(city, placed)
    terms = {
        "drop": totals["drop"],
        "wait": totals["wait"],
        "fair": _fairness(city, placed)[0],
        "travel": points["travel"] * driven,
        "unit_days": points["unit_day"] * len(tours),
        "stability": totals["stability"],
    }
    return {
        "feasible": not errors,
        "errors": errors[:5],
        "n_errors": len(errors),
        "objective": sum(terms.values()),
        **terms,
        "served": len(placed),
        "tasks": city["N"],
        "served_people": sum(city["tasks"][task]["people"] for task in placed),
        "people": sum(task["people"] for task in city["tasks"]),
        "min_cov": _fairness(city, placed)[1],
        "travel_min": driven,
        "changed": totals["changed"],
    }


def _drive(city: City, unit: int, day: int, tour: list[Call], errors: list[str]) -> int:
    """Return the minutes driven in a tour, noting what it breaks."""
    wheels, travel, tasks = city["units"][unit], city["travel"], city["tasks"]
    if day in wheels["off"] or not 0 <= day < city["D"]:
        errors.append(f"unit {unit} off on day {day}")
    depot = city["N"] + unit
    here, clock, people, driven = depot, day * 1440 + wheels["shift"][0], 0, 0
    for call in sorted(tour, key=lambda call: call["start"]):
        number, start = call["task"], call["start"]
        task, end = tasks[number], start + tasks[number]["dur"]
        if start < clock + travel[here][number]:
            errors.append(f"task {number} starts before arrival")
        if unit not in task["units"]:
            errors.append(f"task {number} unit {unit} not capable")
        if not any(opens <= start and end <= closes for opens, closes in task["windows"]):
            errors.append(f"task {number} outside windows")
        if start // 1440 != day:
            errors.append(f"task {number} wrong day")
        driven += travel[here][number]
        here, clock, people = number, end, people + task["people"]
    if clock + travel[here][depot] > day * 1440 + wheels["shift"][1]:
        errors.append(f"unit {unit} day {day} returns late")
    if people > wheels["max_people"]:
        errors.append(f"unit {unit} day {day} people {people} over cap")
    return int(driven + travel[here][depot])


def _crowds(city: City, plan: list[Call], errors: list[str]) -> None:
    crowds: dict[tuple[int, int], int] = {}
    for call in plan:
        task = city["tasks"][call["task"]]
        key = (task["kel"], call["day"])
        crowds[key] = crowds.get(key, 0) + task["people"]
    errors += [
        f"crowd {key} {people}" for key, people in crowds.items() if people > city["crowd_cap"]
    ]


def _totals(city: City, placed: dict[int, Call]) -> dict[str, int]:
    points, days = city["obj"], city["D"]
    found = {"drop": 0, "wait": 0, "stability": 0, "changed": 0}
    for task in city["tasks"]:
        worth, told = task["weight"] * task["people"], city["prev"].get(str(task["id"]))
        call = placed.get(task["id"])
        broken = 0
        if call is None:
            found["drop"] += points["person"] * worth
            broken = points["move_drop"] if told else 0
        else:
            day = call["day"]
            found["wait"] += points["wait"] * worth * day // days
            found["wait"] += points["late"] * worth * max(0, day - task["due"]) // days
            if told and told[1] != day:
                broken += points["move_day"] * (50 + task["people"]) // 50
            if told and told[0] != call["unit"]:
                broken += points["move_unit"]
        found["stability"] += broken
        found["changed"] += broken > 0
    return found


def _fairness(city: City, placed: dict[int, Call]) -> tuple[int, int]:
    """Return the points of unfairness and the coverage in percent of the worst group."""
    points, groups = city["obj"], range(city["nkec"])
    total, got = [0] * len(groups), [0] * len(groups)
    for task in city["tasks"]:
        total[task["kec"]] += task["people"]
        if task["id"] in placed:
            got[task["kec"]] += task["people"]
    people = [group for group in groups if total[group]]
    short = sum(max(0, math.ceil(points["theta"] * total[g]) - got[g]) for g in people)
    least = min((100 * got[group] // total[group] for group in people), default=100)
    return points["fair"] * short + points["maxmin"] * (100 - least), least
