"""The replay as a command: what it writes, that it is all or nothing, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner.cli import replay_verbs
from planner.cli.app import app
from planner.domain.errors import BadInput
from planner.planning.tables.csv_text import csv_text, safe_cell
from planner.reports.replay_tables import COLUMNS
from tests.builders import TIPAR
from tests.cli.child import ran
from tests.cli.test_verbs import run

SPAN = ("--from", "2020-12-14", "--to", "2021-01-31")
FILES = {*COLUMNS, "timeline.png", "timeline.svg", "ringkasan.md"}


def replayed(out: Path, *arguments: str) -> dict[str, bytes]:
    done = CliRunner().invoke(app, ["replay", *SPAN, "--out", str(out), *arguments])
    assert done.exit_code == 0, done.output
    return {path.name: path.read_bytes() for path in out.iterdir()}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return replayed(tmp_path_factory.mktemp("putar") / "baru" / "hasil")


def test_every_file_is_written_and_no_other(written: dict[str, bytes]) -> None:
    assert set(written) == FILES
    assert written["timeline.png"].startswith(b"\x89PNG")
    for name, columns in COLUMNS.items():
        assert written[name].decode().splitlines()[0] == ",".join(columns)


def test_the_same_replay_is_the_same_bytes(written: dict[str, bytes], tmp_path: Path) -> None:
    assert replayed(tmp_path) == written


def test_the_gap_of_january_2021_shows_with_its_two_reasons(written: dict[str, bytes]) -> None:
    gaps = [(row["from"], row["to"], row["known_on"]) for row in rows_of(written["gaps.csv"])]
    assert gaps == [
        ("2021-01-09", "2021-01-10", ""),
        ("2021-01-11", "2021-01-11", "2021-01-12"),
    ]
    summary = written["ringkasan.md"].decode()
    assert "9-10 Januari 2021, Kota Sukabumi: aturannya tidak pernah diketahui" in summary
    assert "11 Januari 2021, Kota Sukabumi: aturannya baru diketahui" in summary


def test_runs_and_days_tell_the_same(written: dict[str, bytes]) -> None:
    days = rows_of(written["days.csv"])
    assert len(days) == 5 * 49
    for run_row in rows_of(written["timeline.csv"]):
        mine = [
            day
            for day in days
            if (day["area"], day["line"]) == (run_row["area"], run_row["line"])
            and run_row["from"] <= day["day"] <= run_row["to"]
        ]
        assert len(mine) == int(run_row["days"])
        for name in ("decision", "closed", "limits", "rule_ids", "firm"):
            assert {day[name] for day in mine} == {run_row[name]}


def test_the_summary_counts_what_the_days_say(written: dict[str, bytes]) -> None:
    days = [
        day
        for day in rows_of(written["days.csv"])
        if day["line"] == "PERMUKIMAN" and day["closed"] == "no"
    ]
    row = re.search(r"\| Permukiman \|(.*)\|", written["ringkasan.md"].decode())
    assert row is not None
    cells = [cell.strip() for cell in row[1].split("|")]
    for cell, outcome in zip(cells, ("go", "go_limited", "move", "hold", "review"), strict=False):
        assert int(cell) == sum(day["decision"] == outcome for day in days), outcome
    changed = rows_of(written["changes.csv"])
    mine = [row for row in changed if (row["line"], row["what"]) == ("PERMUKIMAN", "decision")]
    assert int(cells[5]) == len(mine) == 2


def test_sentences_of_the_summary_are_short(written: dict[str, bytes]) -> None:
    for line in written["ringkasan.md"].decode().splitlines():
        if not line.startswith("|"):
            for sentence in re.split(r"(?<=[.:])\s", line):
                assert len(sentence.split()) <= 25, sentence


def test_late_rules_and_notice_are_told(written: dict[str, bytes]) -> None:
    late = rows_of(written["late.csv"])
    assert {row["record"] for row in late} == {"R-2021-AKB7"}
    assert {(row["day"], row["decided"], row["would_be"]) for row in late} == {
        ("2021-01-11", "review", "go_limited")
    }
    assert len(late) == 4
    lead = rows_of(written["lead.csv"])
    akb = next(row for row in lead if row["record"] == "R-2021-AKB7")
    assert (akb["notice_days"], akb["late_days"]) == ("0", "1")
    assert {row["what"] for row in lead} == {"record", "change"}


def test_without_the_calendar_every_day_is_a_working_day(tmp_path: Path) -> None:
    files = replayed(tmp_path, "--no-calendar", "--area", TIPAR, "--area", "32.72")
    days = rows_of(files["days.csv"])
    assert {day["closed"] for day in days} == {"no"}
    assert {day["area"] for day in days} == {TIPAR, "32.72"}
    assert not [day for day in days if "HOLIDAY" in day["rule_ids"]]
    assert "dianggap hari kerja" in files["ringkasan.md"].decode()


def test_all_kelurahan_are_replayed(tmp_path: Path) -> None:
    short = ("--from", "2021-01-08", "--to", "2021-01-12", "--out", str(tmp_path))
    done = CliRunner().invoke(app, ["replay", *short, "--kelurahan-all"])
    assert done.exit_code == 0, done.output
    days = rows_of((tmp_path / "days.csv").read_bytes())
    assert len(days) == 33 * 5 * 5
    assert "33 kelurahan" in (tmp_path / "ringkasan.md").read_text(encoding="utf-8")


HOSTILE = """
schema: sijempol-rules/1
rules:
- {id: R-1, title: "=HYPERLINK(1)", issuer: city, regime: UJI, areas: ["32.72"],
   from: 2021-01-07, to: 2021-01-20, known_on: 2021-01-09, binding: mandatory,
   effects: {suspend: true}, evidence: synthetic}
"""


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    rules = tmp_path / "aturan.yaml"
    rules.write_text(HOSTILE, encoding="utf-8")
    files = replayed(tmp_path / "hasil", str(rules), "--no-calendar")
    shown = 0
    for name in COLUMNS:
        for row in csv.reader(io.StringIO(files[name].decode())):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
            shown += "'=HYPERLINK(1)" in row
    assert shown >= 3


@pytest.mark.parametrize("start", ["=1+1", "+62", "-5", "@cmd", "\t=1", "\r=1"])
def test_a_dangerous_cell_gets_an_apostrophe(start: str) -> None:
    assert safe_cell(start) == f"'{start}"
    assert csv_text(["a"], [[start]]).splitlines()[0] == "a"


def test_plain_cells_stay_as_they_are() -> None:
    cells = [None, True, date(2021, 1, 2), {"percent": 50}, {}, ("A", "B"), 7, "1 - 2"]
    assert [safe_cell(cell) for cell in cells] == [
        *("", "yes", "2021-01-02", json.dumps({"percent": 50}), "", "A;B", "7", "1 - 2"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "kemarin", "--to", "2021-01-31"), "--from: 'kemarin' bukan tanggal"),
        (("--from", "2021-01-01", "--to", "2021-02-30"), "--to: '2021-02-30' bukan tanggal"),
        (("--from", "2021-02-01", "--to", "2021-01-01"), "mendahului --from 2021-02-01"),
        (("--from", "2001-01-01", "--to", "2021-01-01"), "lebih dari 10 tahun"),
        (("tidak-ada.yaml", *SPAN), "tidak-ada.yaml tidak bisa dibaca"),
        ((*SPAN, "--area", "Tipar"), "'Tipar' bukan kode wilayah"),
        ((*SPAN, "--area", "32.02"), "32.02 di Kabupaten Sukabumi; kota memakai 32.72"),
    ],
)
def test_refusals_are_sentences_and_leave_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("replay", *arguments, "--out", "hasil", monkeypatch=monkeypatch) == 1
    said = re.sub(r"\s+", " ", capsys.readouterr().err)
    assert message in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hasil").write_text("bukan folder", encoding="utf-8")
    out = str(tmp_path / "hasil")
    assert run("replay", *SPAN, "--out", out, monkeypatch=monkeypatch) == 1
    assert "tidak bisa ditulis" in re.sub(r"\s+", " ", capsys.readouterr().err)
    assert (tmp_path / "hasil").read_text(encoding="utf-8") == "bukan folder"


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "lama"
    old.mkdir()
    (old / "a.csv").write_bytes(b"lama")
    plain = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "b.csv":
            raise OSError(28, "No space left on device")
        return plain(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    for folder in (old, tmp_path / "baru"):
        with pytest.raises(BadInput, match="tidak bisa ditulis"):
            replay_verbs.write_whole(folder, {"a.csv": b"baru", "b.csv": b"baru"})
    assert [path.name for path in old.iterdir()] == ["a.csv"]
    assert (old / "a.csv").read_bytes() == b"lama"
    assert not (tmp_path / "baru").exists()


def test_help_tells_what_comes_out_and_an_example() -> None:
    help_text = re.sub(r"\s+", " ", CliRunner().invoke(app, ["replay", "--help"]).stdout)
    for word in ("--no-calendar", "--kelurahan-all", "ringkasan.md", "2020-03-14"):
        assert word in help_text


def test_without_matplotlib_the_chart_is_refused_with_two_ways_out(tmp_path: Path) -> None:
    hidden = "sys.modules['matplotlib'] = None"
    done = ran(tmp_path, "replay", *SPAN, "--out", "hasil", first=hidden)
    assert done.code == 1
    assert "pip install matplotlib. Atau ulangi dengan --no-chart." in done.said
    assert not (tmp_path / "hasil").exists()
    done = ran(tmp_path, "replay", *SPAN, "--out", "hasil", "--no-chart", first=hidden)
    assert done.code == 0, done.said
    assert {path.name for path in (tmp_path / "hasil").iterdir()} == {*COLUMNS, "ringkasan.md"}
    assert "timeline.png" not in (tmp_path / "hasil" / "ringkasan.md").read_text(encoding="utf-8")
