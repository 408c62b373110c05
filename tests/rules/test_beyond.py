"""Cases that need data besides the shipped rules agree, each with its data in a rules file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.rules import Rulebook, WorkCalendar, read_rules, shipped_records
from planner.rules.cases import decide_cases, read_cases

HERE = Path(__file__).parent
ROWS = read_cases((HERE / "beyond.csv").read_text(encoding="utf-8"))
READ = read_rules((HERE / "beyond.yaml").read_text(encoding="utf-8"), name="beyond.yaml")
#: The shipped rules of 2020-2022 say nothing of 2030 but the stay of the last regime.
RECORDS = (*shipped_records(), *READ.records)
BOOK, CALENDAR = Rulebook.of(RECORDS), WorkCalendar.of(RECORDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case_id"])
def test_case_agrees(row: dict[str, str]) -> None:
    got = decide_cases(BOOK, CALENDAR, [row])[0]
    assert got.get("decision") == row["expected_decision"], (row["note"], got)
    assert got["earliest"] == (row["expected_earliest"] or None), row["note"]
    assert got["firm"] is (row["firm"] == "yes")
    deciding = got["deciding_rules"]
    assert isinstance(deciding, list)
    assert {name for name in row["deciding_rules"].split(";") if name} <= set(deciding), got
    limits = got["limits"]
    assert isinstance(limits, dict)
    for name, expected in json.loads(row["expected_limits"] or "{}").items():
        assert limits[name] == expected, (name, got)


def test_the_data_holds_nothing_doubtful_but_what_it_leaves_unsaid() -> None:
    doubts = [told for told in READ.warnings if "issuer: kosong" not in told]
    assert [told for told in doubts if "kebijakan" not in told] == []


def test_a_school_that_is_too_small_is_offered_company_or_the_counter() -> None:
    row = next(row for row in ROWS if row["case_id"] == "RC42")
    assert decide_cases(BOOK, CALENDAR, [row])[0]["offers"] == ["merge", "office"]
