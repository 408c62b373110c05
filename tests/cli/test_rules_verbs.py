"""The verbs about rules: check, schema, export, preview and the next level."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.cli.app import app
from planner.domain.errors import BadInput
from planner.rules import file_schema, read_records, shipped_records
from planner.store import Database
from tests.actions.conftest import MONDAY, QUICK
from tests.builders import act_on, make_home_request, make_office, make_request, make_unit

STOP = """schema: sijempol-rules/1
rules:
- {id: R-STOP, title: "SE contoh: berhenti sepekan", issuer: city, areas: ["32.72"],
   from: 2021-06-28, to: 2021-07-02, known_on: 2021-06-22, binding: mandatory,
   effects: {suspend: true}, evidence: synthetic}
"""


@pytest.fixture
def office(published: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return Path(shutil.copytree(published, tmp_path / "kantor"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a real office that published a plan on 21 June 2021."""
    folder = tmp_path_factory.mktemp("aturan") / "kantor"
    office = make_office(folder, demo=False, whatsapp="6281200000000")
    act = act_on(MONDAY)
    enter_units(office, act, [make_unit()])
    at_first = [r for r in shipped_records() if str(r["known_on"]) <= MONDAY.isoformat()]
    enter_rules(office, act, at_first)
    enter_requests(office, act, [make_request("P-1", people=40), make_home_request("H-1")])
    days = {"first_day": date(2021, 6, 28), "last_day": date(2021, 7, 2)}
    drafted = draft_plan(office, act, **days, solve=QUICK)
    assert drafted.plan is not None
    publish_plan(office, act, drafted.plan.id)
    office.database.close()
    return folder


def invoke(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["rules", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_check_tells_what_is_doubtful_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "aturan.yaml"
    path.write_text(STOP.replace('["32.72"]', "[Tipar]"), encoding="utf-8")
    done = CliRunner().invoke(app, ["rules", "check", str(path)])
    assert done.exit_code == 0
    assert "Peringatan: aturan.yaml, baris 3 (R-STOP)" in done.stderr
    assert "1 catatan, 1 peringatan" in done.stderr


def test_the_files_that_ship_refer_to_one_another_without_a_loose_end() -> None:
    folder = Path(__file__).parents[2] / "planner" / "data" / "rules"
    paths = [str(path) for path in sorted(folder.glob("*.yaml"))]
    done = CliRunner().invoke(app, ["rules", "check", "--alone", *paths])
    warnings = " ".join(done.stderr.split())
    assert "tidak ada di berkas ini" not in warnings
    assert "hari di antaranya tanpa aturan" not in warnings
    assert warnings.count("Peringatan") == 5 + warnings.count("issuer: kosong")


def test_schema_and_export_write_what_other_programs_read(office: Path) -> None:
    assert json.loads(invoke("schema")) == file_schema()
    assert read_records(invoke("export"), name="semua.yaml")
    mine = read_records(invoke("export", "--data", str(office)), name="kantor.yaml")
    assert {record["id"] for record in mine} >= {"R-2021-PPKM-MIKRO-2"}
    assert "A01" not in {record["id"] for record in mine}


def test_preview_counts_what_would_change_and_saves_nothing(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "aturan.yaml"
    path.write_text(STOP, encoding="utf-8")
    before = dump(office)
    arguments = ("preview", str(path), "--data", str(office), "--as-of", "2021-06-22")
    outlook = json.loads(invoke(*arguments, "--format", "json"))
    assert (outlook["visits"], outlook["people"], outlook["kinds"]) == (2, 41, {"suspended": 2})
    assert outlook["areas"] == [
        {"code": "32.72.03.1002", "name": "Tipar", "visits": 1, "people": 40}
    ]
    assert len(outlook["public_words"]) == 1
    assert "dihentikan sementara" in outlook["public_words"][0]
    assert all(hit["rule_ids"] == ["R-STOP"] for hit in outlook["hits"])
    assert "Tipar" in invoke(*arguments)
    assert dump(office) == before


def test_the_next_level_is_worked_out_once(office: Path) -> None:
    arguments = ("next-level", "--data", str(office), "--as-of", "2021-06-25", "--format", "json")
    first = json.loads(invoke(*arguments))
    assert first["level"] == 3
    assert first["visits"] >= 1
    assert json.loads(invoke(*arguments)) == first


def test_a_rule_is_proposed_by_one_and_confirmed_by_another(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "aturan.yaml"
    path.write_text(STOP, encoding="utf-8")
    where = ("--data", str(office), "--as-of", "2021-06-22")
    done = CliRunner().invoke(app, ["rules", "propose", str(path), "--by", "Ani", *where])
    assert "1 catatan diusulkan oleh Ani" in done.stderr
    assert "R-STOP" in invoke("pending", *where)
    done = CliRunner().invoke(app, ["rules", "confirm", "R-STOP", "--by", "Budi", *where])
    assert "1 aturan berlaku. 2 kunjungan berubah" in done.stderr
    left = CliRunner().invoke(app, ["rules", "pending", "--data", str(office)])
    assert "Tidak ada usulan" in left.stderr


def dump(folder: Path) -> tuple[int, int]:
    """Return how many rules and events an office holds."""
    with Database.open(folder, kind="office") as database, database.reading() as store:
        events = store.visits.events_of()
        return len(store.rules.list_records()), sum(len(story) for story in events.values())


def test_check_propose_and_preview_tell_what_the_rules_do(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "aturan.yaml"
    case = (
        "cases:\n- {case_id: K1, as_of: 2021-06-22, visit_date: 2021-06-29, decision: DECISION, "
        'program_line: PERMUKIMAN, area_code: "32.72.03.1002"}\n'
    )
    path.write_text(STOP + case.replace("DECISION", "move"), encoding="utf-8")
    where = ("--data", str(office), "--as-of", "2021-06-22")
    days = "di 33 kelurahan, 28 Juni s.d. 2 Juli 2021."
    verbs: list[tuple[str, ...]] = [
        ("check", "--alone", str(path)),
        ("preview", str(path), *where),
        ("propose", str(path), "--by", "Ani", *where),
    ]
    for arguments in verbs:
        done = CliRunner().invoke(app, ["rules", *arguments])
        assert done.exit_code == 0, done.output
        output = " ".join(f"{done.stdout} {done.stderr}".split())
        assert "Ini menghentikan " in output
        assert days in output
    outlook = json.loads(invoke("preview", str(path), *where, "--format", "json"))
    sentence = outlook["consequences"]["sentences"][0]
    lines = "Permukiman, Perusahaan, Aki Nini (kunjungan rumah), Perkawinan"
    assert sentence == f"Ini menghentikan {lines} {days}"
    assert outlook["consequences"]["runs"][0]["effect"] == "stops"
    path.write_text(STOP + case.replace("DECISION", "go"), encoding="utf-8")
    for arguments in (verbs[0], verbs[2]):
        done = CliRunner().invoke(app, ["rules", *arguments])
        assert isinstance(done.exception, BadInput)
        assert "K1: diharapkan go, hasilnya move" in done.exception.problems[0]


def test_one_id_in_two_files_is_refused_by_every_verb_that_reads_files(tmp_path: Path) -> None:
    paths = [tmp_path / "satu" / "aturan.yaml", tmp_path / "dua" / "aturan.yaml"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(STOP, encoding="utf-8")
    cases = tmp_path / "kasus.csv"
    cases.write_text("case_id,as_of,visit_date,program_line,area_code\n", encoding="utf-8")
    one, other = map(str, paths)
    span = ("--from", "2021-06-22", "--to", "2021-06-23", "--out", str(tmp_path / "hasil"))
    for arguments in (
        ("rules", "check", one, other),
        ("decide", "--cases", str(cases), "--rules", one, "--rules", other),
        ("replay", one, other, *span),
    ):
        done = CliRunner().invoke(app, list(arguments))
        assert isinstance(done.exception, BadInput)
        assert "satu/aturan.yaml" in done.exception.problems[0]
        assert "dua/aturan.yaml" in done.exception.problems[0]
