"""Small inputs of the reference folder: each is one of a kind that was decided wrongly once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from planner.domain.errors import BadInput
from planner.rules import (
    Rulebook,
    WorkCalendar,
    check_files,
    read_files,
    read_records,
    shipped_records,
)
from planner.rules.cases import decide_cases


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(folder: Path, *names: str) -> list[tuple[str, str]]:
    return [(name, (folder / name).read_text(encoding="utf-8")) for name in names]


def warnings(folder: Path, name: str) -> str:
    return "\n".join(check_files(texts(folder, name), existing=())[0].warnings)


def test_each_question_has_its_right_answer(shared: Path) -> None:
    folder = shared / "cases" / "rules"
    for row in rows(folder / "right.csv"):
        text = (folder / row["file"]).read_text(encoding="utf-8")
        records = read_records(text, name=row["file"])
        if row["with_shipped"] == "yes":
            records = (*shipped_records(), *records)
        book, calendar = Rulebook.of(records), WorkCalendar.of(records)
        (answer,) = decide_cases(book, calendar, [row])
        assert answer.get("decision") == row["decision"], row["why"]
        if row["earliest"]:
            assert answer["earliest"] == row["earliest"], row["why"]


def test_what_an_office_may_not_enter_is_refused_and_what_loses_is_told(shared: Path) -> None:
    folder = shared / "cases" / "rules"
    for names in (
        ["14-office-revokes-national.yaml"],
        ["23-two-policies-one-day.yaml"],
        ["dupA.yaml", "dupB.yaml"],
    ):
        with pytest.raises(BadInput):
            check_files(texts(folder, *names), existing=())
    with pytest.raises(BadInput, match=r"dupA\.yaml"):
        read_files(texts(folder, "dupA.yaml", "dupB.yaml"))
    assert "kalah" in warnings(folder, "03-city-override-loosens-national-level.yaml")
    assert "ditandatangani" in warnings(folder, "80-known-before-signed.yaml")
    assert "kebijakan" in warnings(folder, "08-policy-silent-on-level-4.yaml")


def test_a_holiday_is_known_from_the_day_of_its_decree(shared: Path) -> None:
    calendar = WorkCalendar.of(shipped_records())
    book = Rulebook.of(shipped_records())
    for row in rows(shared / "cases" / "import" / "g01_hindsight_holidays.csv"):
        (answer,) = decide_cases(book, calendar, [row])
        rules = answer["deciding_rules"]
        assert isinstance(rules, list)
        assert ("HOLIDAY" in rules) is (row["holiday_as_known"] == "yes"), row["case_id"]
