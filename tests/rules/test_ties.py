"""What records do to one another as known on a day, and what becomes of the service."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.rules import Rulebook, shipped_records
from planner.rules.alerts import AlertEffect, Severity, alert_effect, severity_of
from planner.rules.ties import TieKind, ties_of

TODAY = date(2030, 11, 10)


def rule(name: str, **given: Any) -> dict[str, Any]:
    return {
        "kind": "rule",
        "id": name,
        "title": f"Aturan {name}",
        "issuer": "city",
        "areas": ["32.72"],
        "from": "2030-11-01",
        "to": "2030-11-20",
        "known_on": "2030-10-31",
        "binding": "mandatory",
        "evidence": "documented",
        **given,
    }


def ties(*records: dict[str, Any], as_of: date = TODAY) -> set[tuple[str, str, str]]:
    return {(tie.kind.value, tie.by, tie.of) for tie in ties_of(Rulebook.of(records), as_of)}


def later(name: str, first: str, **given: Any) -> dict[str, Any]:
    return rule(name, **{"from": first, "known_on": first, **given})


def test_an_ending_is_a_tie_once_it_is_known_and_where_it_decides() -> None:
    stop = rule("R-1")
    lift = later("R-2", "2030-11-05", revokes=["R-1"])
    assert ties(stop, lift) == {("ended", "R-2", "R-1")}
    assert ties(stop, lift, as_of=date(2030, 11, 4)) == set()
    second = later("R-3", "2030-11-08", revokes=["R-1"])
    assert ties(stop, lift, second) == {("ended", "R-2", "R-1")}
    lower = later("R-4", "2030-11-05", revokes=["R-1"], issuer="office")
    assert ties(stop, lower) == set()
    smaller = later("R-5", "2030-11-05", revokes=["R-1"], areas=["32.72.03.1002"])
    assert ties(stop, smaller) == {("ended", "R-5", "R-1")}
    ended = rule("R-1", to="2030-11-03")
    assert ties(ended, lift) == set()


def test_a_level_is_ended_by_the_next_of_its_series() -> None:
    level: dict[str, Any] = {"kind": "level", "series": "S", "level": 3}
    base = {
        key: value
        for key, value in rule("L-1").items()
        if key not in ("kind", "binding", "issuer", "effects")
    }
    first = {**base, **level}
    second = {**base, **level, "id": "L-2", "from": "2030-11-05", "known_on": "2030-11-04"}
    assert ties(first, second) == {("ended", "L-2", "L-1")}


def test_the_shipped_rules_are_joined_as_their_sources_say() -> None:
    known = {(t.kind, t.by, t.of) for t in ties_of(Rulebook.of(shipped_records()), TODAY)}
    assert (TieKind.EXEMPTED, "X-HOME-VISIT", "R-2020-SIJEMPOL-STOP") in known
    assert {t[0] for t in known} >= {TieKind.ENDED, TieKind.DISPLACED, TieKind.EXTENDED}


@pytest.mark.parametrize(
    ("effects", "effect", "severity"),
    [
        ({"suspend": True}, AlertEffect.NO_SERVICE, Severity.SEVERE),
        ({"open": False}, AlertEffect.NO_SERVICE, Severity.SEVERE),
        ({"percent": 0}, AlertEffect.NO_SERVICE, Severity.SEVERE),
        ({"staff_percent": 25}, AlertEffect.REDUCED_SERVICE, Severity.WARNING),
        ({"total": 10}, AlertEffect.REDUCED_SERVICE, Severity.WARNING),
        (
            {"urgent_only": True, "requires": ["mask"]},
            AlertEffect.REDUCED_SERVICE,
            Severity.WARNING,
        ),
        ({"requires": ["mask"]}, AlertEffect.MODIFIED_SERVICE, Severity.WARNING),
        ({"level": 4}, AlertEffect.NO_SERVICE, Severity.SEVERE),
        ({"level": 2}, AlertEffect.REDUCED_SERVICE, Severity.WARNING),
        ({}, AlertEffect.NO_EFFECT, Severity.INFO),
    ],
)
def test_effects_and_severity_are_those_of_gtfs_realtime(
    effects: dict[str, Any], effect: AlertEffect, severity: Severity
) -> None:
    policy = {
        "kind": "policy",
        "id": "P-1",
        "title": "Kebijakan",
        "valid_from": "2030-01-01",
        "known_on": "2030-01-01",
        "evidence": "inferred",
        "by_level": {
            "4": {"PELAJAR": {"suspend": True}, "PERMUKIMAN": {"percent": 10}},
            "2": {"PERMUKIMAN": {"percent": 50}},
        },
    }
    book = Rulebook.of([rule("R-1", effects=effects), policy])
    record = book.find("R-1")
    assert record is not None
    answer = alert_effect(record, book.view(TODAY).policy_on(TODAY))
    assert (answer, severity_of(answer)) == (effect, severity)
