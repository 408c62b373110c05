"""Made-up cities to measure tours on, with a checker and objective of their own.

An instance is plain JSON: ``tasks`` with windows on an absolute timeline in minutes, ``units``
with shifts, a ``travel`` matrix whose last rows are the units' depots, and ``obj``, the points
of the objective. The same size and seed always give the same instance.

    python -m tests.benchmarks.city gen 30 1 city.json
    python -m tests.benchmarks.city to-problem city.json problem.json
    python -m tests.benchmarks.city to-plan problem.json solution.json plan.json
    python -m tests.benchmarks.city check city.json plan.json
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.benchmarks.city_check import evaluate_plan

Instance = dict[str, Any]
Interval = tuple[int, int]
Point = tuple[float, float]

#: Tasks in an instance -> units and days.
PRESETS: Final = {
    30: (1, 9),
    33: (1, 9),
    100: (2, 14),
    300: (4, 20),
    1000: (8, 30),
    3000: (12, 60),
}
#: Kind of visit -> shortest and longest minutes, fewest and most people.
KINDS: Final = {
    "rw": (60, 300, 40, 180),
    "school": (90, 240, 60, 220),
    "home": (20, 45, 1, 6),
    "office": (60, 180, 30, 120),
}
OBJECTIVE: Final = {
    "person": 10,
    "wait": 5,
    "late": 3,
    "travel": 2,
    "unit_day": 60,
    "theta": 0.75,
    "fair": 8,
    "maxmin": 20,
    "move_day": 15,
    "move_unit": 8,
    "move_drop": 25,
}
DAY: Final = 1440
FRIDAY: Final = 4
LARGEST_CITY: Final = 300


def instance(tasks: int, seed: int) -> Instance:
    """Return the instance of that many ``tasks`` (a key of ``PRESETS``) and ``seed``."""
    units, days = PRESETS[tasks]
    return _Maker(tasks, units, days, seed, city=tasks <= LARGEST_CITY).make()


class _Maker:
    """Draws one instance; the order of the draws is part of its definition."""

    def __init__(self, tasks: int, units: int, days: int, seed: int, *, city: bool) -> None:
        self.count, self.unit_count, self.days, self.seed = tasks, units, days, seed
        self.city = city
        self.chance = Random(seed * 7919 + tasks)
        self.areas = 33 if city else max(60, tasks // 8)
        self.groups = 7 if city else max(12, tasks // 60)
        self.radius = 5.0 if city else 38.0
        self.speed = 20.0 if city else 32.0

    def make(self) -> Instance:
        centres = [self._within(self.radius) for _ in range(self.areas)]
        group_of = self._groups(centres)
        depots = self._depots()
        weekdays = _weekdays(self.days)
        base = self._opening(weekdays)
        closures = self._closures()
        crowdedness = [self.chance.uniform(0.5, 1.5) for _ in range(self.areas)]
        tasks = []
        for number in range(self.count):
            if self.city and number < self.areas:
                area = number % self.areas
            else:
                area = self.chance.choices(range(self.areas), crowdedness)[0]
            task = self._task(number, area, centres[area], (weekdays, base, closures))
            tasks.append({**task, "kec": group_of[area]})
        tasks = [{key: task[key] for key in _TASK_KEYS} for task in tasks]
        units = [self._unit(number, depots[number]) for number in range(self.unit_count)]
        name = "city" if self.city else "kab"
        return {
            "name": f"{name}-N{self.count}-U{self.unit_count}-D{self.days}-s{self.seed}",
            "area": name,
            "seed": self.seed,
            "N": self.count,
            "U": self.unit_count,
            "D": self.days,
            "nkec": self.groups,
            "nkel": self.areas,
            "crowd_cap": 350 if self.city else 400,
            "obj": dict(OBJECTIVE),
            "tasks": tasks,
            "units": units,
            "travel": self._travel(tasks, units),
            "prev": {},
        }

    def _within(self, radius: float) -> Point:
        angle = self.chance.random() * 2 * math.pi
        reach = radius * math.sqrt(self.chance.random())
        return reach * math.cos(angle), reach * math.sin(angle)

    def _groups(self, centres: list[Point]) -> list[int]:
        seeds = [centres[n] for n in self.chance.sample(range(self.areas), self.groups)]
        return [
            min(
                range(self.groups),
                key=lambda g: (x - seeds[g][0]) ** 2 + (y - seeds[g][1]) ** 2,
            )
            for x, y in centres
        ]

    def _depots(self) -> list[Point]:
        centre = (0.3, 0.2)
        if self.city:
            return [centre] * self.unit_count
        return [
            centre if n % 2 == 0 else self._within(self.radius * 0.6)
            for n in range(self.unit_count)
        ]

    def _opening(self, weekdays: list[int]) -> list[list[Interval]]:
        holidays = set(self.chance.sample(range(self.days), max(0, self.days // 12)))
        opening: list[list[Interval]] = []
        for day, weekday in enumerate(weekdays):
            start = day * DAY
            if day in holidays:
                opening.append([])
            elif weekday == FRIDAY:
                opening.append([(start + 480, start + 690), (start + 780, start + 960)])
            else:
                opening.append([(start + 480, start + 960)])
        return opening

    def _closures(self) -> list[tuple[int, str | None, int, int, Interval]]:
        found = []
        for _ in range(max(3, self.areas // 6)):
            area = self.chance.randrange(self.areas)
            day = self.chance.randrange(self.days)
            length = self.chance.randint(1, 3)
            kind = self.chance.choice([None, None, "rw", "school"])
            hours = self.chance.choice([(0, DAY), (0, DAY), (0, 720), (720, DAY)])
            found.append((area, kind, day, length, hours))
        return found

    def _task(self, number: int, area: int, centre: Point, calendar: Any) -> dict[str, Any]:
        kind = self.chance.choices(["rw", "school", "home", "office"], [50, 18, 22, 10])[0]
        shortest, longest, fewest, most = KINDS[kind]
        usual = shortest + (longest - shortest) * 0.3
        minutes = 5 * round(self.chance.triangular(shortest, longest, usual) / 5)
        people = self.chance.randint(fewest, most)
        if kind != "home":
            people = max(5, min(people, round(minutes * self.chance.uniform(0.5, 1.0))))
        weight = self.chance.choices([1, 2, 3], [6, 3, 1])[0] + (18 if kind == "home" else 0)
        spread = 0.25 if self.city else 0.9
        x = centre[0] + self.chance.gauss(0, spread)
        y = centre[1] + self.chance.gauss(0, spread)
        windows = self._windows(kind, area, minutes, calendar)
        everyone = self.unit_count == 1 or self.chance.random() < 0.8
        some = max(1, self.unit_count // 2)
        units = (
            list(range(self.unit_count))
            if everyone
            else sorted(self.chance.sample(range(self.unit_count), some))
        )
        return {
            "id": number,
            "kel": area,
            "type": kind,
            "x": round(x, 4),
            "y": round(y, 4),
            "dur": minutes,
            "people": people,
            "weight": weight,
            "windows": windows,
            "units": units,
            "due": self.chance.randrange(self.days),
        }

    def _windows(self, kind: str, area: int, minutes: int, calendar: Any) -> list[Interval]:
        weekdays, base, closures = calendar
        windows: list[Interval] = []
        for day in range(self.days):
            start = day * DAY
            free = list(base[day])
            if kind == "school":
                free = _cut(free, start + 780, start + DAY)
            if kind == "office" and weekdays[day] == FRIDAY:
                free = []
            for where, whom, first, length, hours in closures:
                if where == area and whom in (None, kind) and first <= day < first + length:
                    free = _cut(free, start + hours[0], start + hours[1])
            if self.chance.random() < 0.04:
                free = []
            windows += [span for span in free if span[1] - span[0] >= minutes]
        if self.chance.random() < 0.15:
            first = self.chance.randrange(self.days)
            last = min(self.days, first + self.chance.randint(2, max(3, self.days // 3)))
            agreed = [span for span in windows if first * DAY <= span[0] < last * DAY]
            windows = agreed or windows
        return windows

    def _unit(self, number: int, depot: Point) -> dict[str, Any]:
        return {
            "id": number,
            "depot": [round(depot[0], 4), round(depot[1], 4)],
            "shift": [450, 990],
            "max_people": self.chance.choice([260, 320, 400]),
            "off": sorted(self.chance.sample(range(self.days), self.days // 15)),
        }

    def _travel(self, tasks: Any, units: Any) -> list[list[int]]:
        points = [(task["x"], task["y"]) for task in tasks]
        points += [tuple(unit["depot"]) for unit in units]

        def minutes(a: Point, b: Point) -> int:
            if a == b:
                return 0
            road = 1.35 * math.hypot(a[0] - b[0], a[1] - b[1])
            return math.ceil(3 + 60 * road / self.speed)

        return [[minutes(a, b) for b in points] for a in points]


_TASK_KEYS: Final = (
    "id",
    "kel",
    "kec",
    "type",
    "x",
    "y",
    "dur",
    "people",
    "weight",
    "windows",
    "units",
    "due",
)


def _weekdays(days: int) -> list[int]:
    """Return the weekdays of the first ``days`` working days, Monday 0."""
    return [day % 7 for day in range(days * 2) if day % 7 < 5][:days]


def _cut(spans: list[Interval], start: int, end: int) -> list[Interval]:
    """Return ``spans`` without what lies between ``start`` and ``end``."""
    left = []
    for opens, closes in spans:
        if end <= opens or start >= closes:
            left.append((opens, closes))
            continue
        if opens < start:
            left.append((opens, start))
        if end < closes:
            left.append((end, closes))
    return left


def to_problem(city: Instance) -> dict[str, Any]:
    """Return ``city`` as a problem for the tours engine."""
    count, points = city["N"], city["obj"]
    return {
        "name": city["name"],
        "days": city["D"],
        "travel_min": city["travel"],
        "area_people_per_day": city["crowd_cap"],
        "tasks": [
            {
                "id": str(task["id"]),
                "place": task["id"],
                "service_min": task["dur"],
                "intervals": [list(span) for span in task["windows"]],
                "units": [str(unit) for unit in task["units"]],
                "people": task["people"],
                "weight": task["weight"],
                "due_day": task["due"],
                "area": str(task["kel"]),
                "group": str(task["kec"]),
            }
            for task in city["tasks"]
        ],
        "units": [
            {
                "id": str(unit["id"]),
                "depot": count + unit["id"],
                "people_per_day": unit["max_people"],
                "shifts": [
                    {
                        "day": day,
                        "start_min": day * DAY + unit["shift"][0],
                        "end_min": day * DAY + unit["shift"][1],
                    }
                    for day in range(city["D"])
                    if day not in unit["off"]
                ],
            }
            for unit in city["units"]
        ],
        "published": [
            {"task": task, "unit": str(unit), "day": day, "start_min": 0}
            for task, (unit, day) in city["prev"].items()
        ],
        "weights": {
            **{key: points[key] for key in points if key not in ("theta", "maxmin")},
            "fair_percent": round(100 * points["theta"]),
            "least_cover": points["maxmin"],
        },
    }


def to_plan(solution: dict[str, Any]) -> list[dict[str, int]]:
    """Return the engine's ``solution`` as the checker reads plans."""
    return [
        {
            "task": int(stop["task"]),
            "unit": int(stop["unit"]),
            "day": stop["day"],
            "start": stop["start_min"],
        }
        for stop in solution["stops"]
    ]


def main(arguments: list[str]) -> None:
    """Run one of the commands named at the top."""
    match arguments:
        case ["gen", tasks, seed, out]:
            _write(out, instance(int(tasks), int(seed)))
        case ["to-problem", source, out]:
            _write(out, to_problem(_read(source)))
        case ["to-plan", problem, solution, out]:
            found = _read(solution)
            strangers = {stop["task"] for stop in found["stops"]} - {
                task["id"] for task in _read(problem)["tasks"]
            }
            if strangers:
                sys.exit(f"{solution}: tasks {sorted(strangers)} are not in {problem}")
            _write(out, to_plan(found))
        case ["check", city, plan]:
            sys.stdout.write(json.dumps(evaluate_plan(_read(city), _read(plan))) + "\n")
        case _:
            sys.exit(__doc__)


def _read(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def _write(path: str, value: object) -> None:
    Path(path).write_text(json.dumps(value), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
