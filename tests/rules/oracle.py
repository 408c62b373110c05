"""The rules once more, as plainly as they can be written: slow, and sharing no code.

It knows plain rules only: areas, days, later learned ends, replacement, displacement,
suspension, caps on people together, lines, regimes and advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FAR = date(9999, 1, 1)


@dataclass(frozen=True)
class Plain:
    """A rule as the oracle sees it."""

    id: str
    areas: tuple[str, ...]
    first: date
    last: date | None
    known_on: date
    ended_on: date | None = None
    ended_known_on: date | None = None
    replaces: tuple[str, ...] = ()
    displaces: tuple[str, ...] = ()
    issuer: str = "city"
    delegated_to: str = ""
    advisory: bool = False
    regime: str = ""
    lines: tuple[str, ...] = ()
    suspend: bool = False
    together: int | None = None


def left_of(rules: list[Plain], as_of: date) -> dict[str, tuple[Plain, date]]:
    """Return the rules known by then with the last day left to each."""
    ends: dict[str, date] = {}
    by_id = {rule.id: rule for rule in rules if rule.known_on <= as_of}
    for rule in by_id.values():
        end = rule.last or FAR
        if rule.ended_on is not None and rule.ended_known_on and rule.ended_known_on <= as_of:
            end = min(end, rule.ended_on)
        ends[rule.id] = end
    latest = sorted(by_id.values(), key=lambda rule: (rule.known_on, rule.first, rule.id))
    for rule in reversed(latest):
        void = ends[rule.id] < rule.first
        if rule.advisory or void:
            continue
        for target in rule.replaces:
            if target in ends and target != rule.id:
                ends[target] = min(ends[target], rule.first - timedelta(1))
    return {name: (rule, ends[name]) for name, rule in by_id.items() if ends[name] >= rule.first}


def on(rules: list[Plain], area: str, line: str, need: int, day: date, as_of: date) -> str:
    """Return what a day is: free, capped, open-ended (blocked without end), blocked, uncovered."""
    left = left_of(rules, as_of)
    here = {
        name: (rule, end)
        for name, (rule, end) in left.items()
        if any(area == code or area.startswith(code + ".") or code == "ID" for code in rule.areas)
    }
    force = {name: pair for name, pair in here.items() if pair[0].first <= day <= pair[1]}
    gone = {
        target
        for rule, _ in force.values()
        if not rule.advisory
        for target in rule.displaces
        if target in force and force[target][0].delegated_to == rule.issuer
    }
    acting = [
        (rule, end)
        for name, (rule, end) in force.items()
        if name not in gone and not rule.advisory and (not rule.lines or line in rule.lines)
    ]
    ends = [
        end
        for rule, end in acting
        if rule.suspend or (rule.together is not None and rule.together < need)
    ]
    if ends:
        return "open-ended" if FAR in ends else "blocked"
    regimes = [rule for rule, _ in here.values() if rule.regime and not rule.advisory]
    covered = any(rule.regime and not rule.advisory for rule, _ in force.values())
    if regimes and day >= min(rule.first for rule in regimes) and not covered:
        return "uncovered"
    return "capped" if any(rule.together is not None for rule, _ in acting) else "free"


def decided(rules: list[Plain], area: str, line: str, need: int, day: date, as_of: date) -> str:
    """Return the decision as one text: outcome, and for a move its day and whether it is firm."""
    state = on(rules, area, line, need, day, as_of)
    if state == "uncovered":
        return "review"
    if state in ("free", "capped"):
        return "go" if state == "free" else "go_limited"
    at = day
    while state in ("blocked", "open-ended"):
        if state == "open-ended" or (at - day).days > 400:
            return "hold"
        at += timedelta(1)
        state = on(rules, area, line, need, at, as_of)
    return f"move {at} {state != 'uncovered'}"
