"""The acceptance cases of 2020-2022 agree with the shipped rules, by function and by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from planner.cli.app import app
from planner.domain.errors import BadInput
from planner.rules import Rulebook, WorkCalendar, shipped_records
from planner.rules.cases import decide_cases, read_cases

CASES = Path(__file__).with_name("cases.csv")
ROWS = read_cases(CASES.read_text(encoding="utf-8"))
EVALUABLE = [row for row in ROWS if row["evaluable"] == "yes"]
RECORDS = shipped_records()
BOOK, CALENDAR = Rulebook.of(RECORDS), WorkCalendar.of(RECORDS)


def answer(row: dict[str, str]) -> dict[str, Any]:
    return decide_cases(BOOK, CALENDAR, [row])[0]


def test_all_cases_that_need_nothing_else_are_here() -> None:
    assert len(EVALUABLE) == 30
    assert len({row["case_id"] for row in ROWS}) == len(ROWS) == 43


@pytest.mark.parametrize("row", EVALUABLE, ids=lambda row: row["case_id"])
def test_case_agrees(row: dict[str, str]) -> None:
    got = answer(row)
    assert got["decision"] == row["expected_decision"], row["note"]
    if row["expected_earliest"]:
        assert got["earliest"] == row["expected_earliest"], row["note"]
    assert got["firm"] is (row["firm"] == "yes"), row["note"]
    deciding = {rule for rule in row["deciding_rules"].split(";") if rule != "-"}
    assert deciding <= set(got["deciding_rules"]), row["note"]
    blocked = got["decision"] in ("move", "hold", "review")
    if blocked and deciding:
        assert got["deciding_rules"][0] in deciding
    limits = json.loads(row["expected_limits"] or "{}")
    for name, expected in limits.items():
        answered = got["advice"] if name == "advice" else got["limits"][name]
        if isinstance(expected, list) and name != "hours" and expected:
            assert set(expected) <= set(answered), (row["case_id"], name)
        else:
            assert answered == expected, (row["case_id"], name)


def test_every_expected_limit_of_the_reference_is_restated(shared: Path) -> None:
    with (shared / "data" / "rules" / "rule_cases.csv").open(encoding="utf-8") as file:
        reference = {row["case_id"]: row for row in csv.DictReader(file)}
    assert set(reference) == {row["case_id"] for row in ROWS}
    for row in EVALUABLE:
        theirs = reference[row["case_id"]]
        assert bool(theirs["expected_limits"]) == bool(row["expected_limits"]), row["case_id"]
        inputs = ("as_of", "visit_date", "program_line", "urgency", "area_code", "venue")
        counts = ("participants", "crew", "drop_rules", "expected_decision", "expected_earliest")
        for name in (*inputs, *counts, "firm", "deciding_rules"):
            assert row[name] == theirs[name], (row["case_id"], name)


def test_reasons_are_short_sentences_with_their_day() -> None:
    for row in EVALUABLE:
        got = answer(row)
        assert len(str(got["reason"]).split()) <= 25, got
        assert str(got["reason"]).endswith(".")
        assert str(int(row["visit_date"][8:])) in str(got["reason"])


def test_the_command_writes_one_record_a_case() -> None:
    done = CliRunner().invoke(app, ["decide", "--cases", str(CASES), "--format", "json"])
    assert done.exit_code == 0, done.output
    answers = json.loads(done.stdout)
    assert [each["case_id"] for each in answers] == [row["case_id"] for row in ROWS]
    assert sum("decision" in each for each in answers) == len(EVALUABLE)


def test_the_command_writes_csv_too(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["decide", "--cases", str(CASES)])
    rows = list(csv.DictReader(done.stdout.splitlines()))
    rc24 = next(row for row in rows if row["case_id"] == "RC24")
    assert rc24["decision"] == "go_limited"
    assert rc24["firm"] == "true"
    assert json.loads(rc24["limits"])["sessions"] == 3
    assert rc24["deciding_rules"] == "A08;P-2021-LEVEL-DAN-ZONA"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("as_of", "2021-02-30", "as_of: '2021-02-30' bukan tanggal"),
        ("visit_date", "", "visit_date: '' bukan tanggal"),
        ("program_line", "PELAJARAN", "program_line: 'PELAJARAN' tidak dikenal"),
        ("urgency", "cito", "urgency: 'cito' tidak dikenal"),
        ("area_code", "Tipar", "area_code: 'Tipar' bukan kode wilayah"),
        ("participants", "-3", "participants: '-3' harus bilangan bulat"),
        ("crew", "0", "crew: '0' harus bilangan bulat"),
        ("services", "SIM", "services: 'SIM' tidak dikenal"),
        ("drop_rules", "R-NONE", "drop_rules: aturan 'R-NONE' tidak ada"),
        ("case_id", "", "case_id: kosong"),
    ],
)
def test_a_bad_row_tells_column_and_remedy_and_others_run(
    tmp_path: Path, column: str, value: str, message: str
) -> None:
    good = dict(EVALUABLE[0])
    bad = {**good, column: value}
    path = tmp_path / "kasus.csv"
    names = [*good, *([] if column in good else [column])]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows([bad, {**good, **({} if column in good else {column: ""})}])
    done = CliRunner().invoke(app, ["decide", "--cases", str(path), "--format", "json"])
    answers = json.loads(done.stdout)
    assert done.exit_code == 1
    assert "Baris 2" in answers[0]["error"]
    assert message in answers[0]["error"]
    assert answers[1]["decision"] == "go"


def test_dropping_a_rule_changes_the_answer() -> None:
    stopped = next(row for row in EVALUABLE if row["case_id"] == "RC02")
    dropped = {**stopped, "drop_rules": "R-2020-SIJEMPOL-STOP;R-2020-DUKCAPIL-2978"}
    assert answer(stopped)["decision"] == "hold"
    assert answer(dropped)["decision"] == "go"


def test_a_service_that_stays_open_is_served_alone() -> None:
    home = next(row for row in EVALUABLE if row["case_id"] == "RC04")
    got = answer({**home, "services": "KTP_RECORDING;KK"})
    assert got["decision"] == "go_limited"
    assert got["limits"]["services_off"] == ["KTP_RECORDING"]
    assert answer({**home, "services": "KK"})["limits"]["services_off"] == []


def test_a_file_without_a_needed_column_is_refused() -> None:
    with pytest.raises(BadInput, match="kolom as_of"):
        read_cases("case_id,visit_date,program_line,area_code\n")
