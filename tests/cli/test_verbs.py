"""The command: every verb explains itself, every refusal is a sentence with a remedy."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner.cli.app import app, main
from planner.store import Database
from routes import problem_to_json
from tests.demo import played
from tests.routes.problems import make_problem, make_task

VERBS = ("demo", "decide", "replay", "plan", "publish", "serve", "solve", "check", "maps")
ROOT = Path(__file__).parents[2]
DEMO = ROOT / "planner" / "data" / "demo"


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the command as a person would and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["sijempol", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_help_names_every_verb_in_a_whole_sentence() -> None:
    help_text = CliRunner().invoke(app, ["--help"]).stdout
    for verb in VERBS:
        line = next(line for line in help_text.splitlines() if line.strip().startswith(f"{verb} "))
        assert line.rstrip().endswith("."), line
        assert "..." not in line, line
        assert CliRunner().invoke(app, [verb, "--help"]).exit_code == 0


def test_the_installed_command_starts() -> None:
    command = Path(sys.executable).with_name("sijempol")
    done = subprocess.run([command, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "demo" in done.stdout


def test_an_office_goes_from_files_to_published_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, day = str(tmp_path / "kantor"), ("--as-of", "2021-06-25")
    files = ("--units", str(DEMO / "units.csv"), "--requests", str(DEMO / "requests.csv"))
    span = ("--first", "2021-06-28", "--last", "2021-07-02", "--steps", "5")
    assert run("plan", "--data", folder, *files, *day, *span, monkeypatch=monkeypatch) == 0
    assert run("publish", "--data", folder, *day, monkeypatch=monkeypatch) == 1
    message = re.sub(r"\s+", " ", capsys.readouterr().err)
    assert "Isi SIJEMPOL_WHATSAPP" in message
    monkeypatch.setenv("SIJEMPOL_WHATSAPP", "6281234567890")
    assert run("publish", "--data", folder, *day, monkeypatch=monkeypatch) == 0
    out = tmp_path / "peta"
    assert run("maps", "--data", folder, "--out", str(out), monkeypatch=monkeypatch) == 0
    home = (out / "index.html").read_text(encoding="utf-8")
    assert "https://wa.me/6281234567890" in home
    assert "tanggal simulasi" not in home
    assert (out / "peta.html").is_file()
    assert (out / "aset" / "leaflet" / "leaflet.js").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("decide", "--cases", "tidak-ada.csv"), "tidak-ada.csv tidak bisa dibaca"),
        (("plan", "--as-of", "kemarin"), "--as-of: 'kemarin' bukan tanggal"),
        (("plan", "--units", "tidak-ada.csv"), "tidak-ada.csv tidak bisa dibaca"),
        (("publish", "--data", "kosong"), "kosong"),
        (("maps", "--data", "kosong", "--out", "x"), "kosong"),
        (("demo", "--until", "2021-06-01"), "harus sesudah"),
        (("solve", "tidak-ada.json", "--out", "x.json"), "tidak-ada.json tidak bisa dibaca"),
    ],
)
def test_refusals_are_sentences(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, monkeypatch=monkeypatch) == 1
    said = re.sub(r"\s+", " ", capsys.readouterr().err)
    assert message in said
    assert "Traceback" not in said


def test_a_wrong_setting_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIJEMPOL_WHATSAPP", "0812-xxxx")
    assert run("plan", monkeypatch=monkeypatch) == 1
    assert "SIJEMPOL_WHATSAPP" in capsys.readouterr().err


def test_a_search_says_before_it_starts_that_it_takes_fewer_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, answer = tmp_path / "soal.json", tmp_path / "jawaban.json"
    problem.write_text(problem_to_json(make_problem([make_task("t1")])), encoding="utf-8")
    solved = ("solve", str(problem), "--out", str(answer))
    for usual, fewer in ((2000, False), (3, True)):
        for place in ("routes.usual_steps", "routes.solver.usual_steps"):
            monkeypatch.setattr(place, lambda: usual)  # noqa: B023
        run(*solved, monkeypatch=monkeypatch)
        output = re.sub(r"\s+", " ", "".join(capsys.readouterr()))
        assert (f"Mesin cepat belum siap: {usual} langkah, bukan 2000." in output) is fewer
        assert json.loads(answer.read_text())["steps"] == usual
        run(*solved, "--steps", "2", monkeypatch=monkeypatch)
        assert "belum siap:" not in "".join(capsys.readouterr())


def test_a_problem_is_solved_checked_and_a_broken_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.benchmarks.city import instance, to_problem

    problem, answer = tmp_path / "soal.json", tmp_path / "jawaban.json"
    problem.write_text(json.dumps(to_problem(instance(30, 1))), encoding="utf-8")
    solved = ("solve", str(problem), "--out", str(answer), "--steps", "5")
    assert run(*solved, monkeypatch=monkeypatch) == 0
    assert run("check", str(problem), str(answer), monkeypatch=monkeypatch) == 0
    solution = json.loads(answer.read_text(encoding="utf-8"))
    solution["stops"][0]["end_min"] += 1
    answer.write_text(json.dumps(solution), encoding="utf-8")
    assert run("check", str(problem), str(answer), monkeypatch=monkeypatch) == 1
    assert "service_length" in capsys.readouterr().err


def test_a_public_set_is_solved_and_its_answer_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.routes.readers.test_exchange import SOLOMON, TOPTW

    problem, answer = tmp_path / "c.txt", tmp_path / "jawaban.json"
    problem.write_text(SOLOMON, encoding="utf-8")
    solved = ("solve", str(problem), "--out", str(answer), "--steps", "5")
    assert run(*solved, monkeypatch=monkeypatch) == 0
    assert len(json.loads(answer.read_text(encoding="utf-8"))["stops"]) == 3
    assert run("check", str(problem), str(answer), monkeypatch=monkeypatch) == 0
    problem.write_text(TOPTW, encoding="utf-8")
    assert run(*solved, monkeypatch=monkeypatch) == 1
    assert "--vehicles" in capsys.readouterr().err
    assert run(*solved, "--vehicles", "2", monkeypatch=monkeypatch) == 0
    problem.write_text("bukan soal", encoding="utf-8")
    assert run(*solved, monkeypatch=monkeypatch) == 1
    assert "--format" in capsys.readouterr().err


def test_a_solved_problem_is_explained_and_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from routes import problem_to_json
    from tests.routes.problems import make_problem, make_task

    tasks = [make_task(f"t{n}", service_min=200, people=150 + n) for n in range(8)]
    problem, answer = tmp_path / "soal.json", tmp_path / "jawaban.json"
    problem.write_text(problem_to_json(make_problem(tasks)), encoding="utf-8")
    asked = ("solve", str(problem), "--out", str(answer), "--steps", "20", "--explain", "--bound")
    assert run(*asked, monkeypatch=monkeypatch) == 0
    output = " ".join(capsys.readouterr().out.split())
    assert "hari ke-1, unit u1" in output
    assert "Butuh 3 jam 20 menit" in output
    assert "Muat bila" in output
    assert "tidak ada rencana yang lebih murah dari" in output


def test_delays_and_hours_of_each_day_are_told_of_a_solved_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from routes import problem_to_json
    from tests.routes.problems import make_problem, make_task

    problem, answer = tmp_path / "soal.json", tmp_path / "jawaban.json"
    tasks = [make_task(f"t{day}", fixed_day=day, people=9) for day in (0, 2)]
    problem.write_text(problem_to_json(make_problem(tasks)), encoding="utf-8")
    asked = ("solve", str(problem), "--out", str(answer), "--steps", "5", "--explain")
    assert run(*asked, "--delays", "100:100:100", monkeypatch=monkeypatch) == 0
    output = " ".join(capsys.readouterr().out.split())
    assert "08:10 t0" in output
    assert "08:10 t2" in output
    assert "mulai lebih dari 15 menit terlambat │ 0.0 %" in output
    assert run("check", str(problem), str(answer), "--delays", "9,1", monkeypatch=monkeypatch) == 1
    assert "Tulis tiga persen yang naik" in re.sub(r"\s+", " ", capsys.readouterr().err)


def test_an_office_never_opens_the_example_nor_the_other_way_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "kantor"
    Database.create(office, kind="office").close()
    Database.create(tmp_path / "demo", kind="demo").close()
    before = (office / "sijempol.db").read_bytes()
    assert run("demo", "--data", str(office), monkeypatch=monkeypatch) == 1
    assert (office / "sijempol.db").read_bytes() == before
    assert run("plan", "--data", str(tmp_path / "demo"), monkeypatch=monkeypatch) == 1
    said = re.sub(r"\s+", " ", capsys.readouterr().err)
    assert "adalah data kantor" in said
    assert "adalah data contoh" in said


@pytest.mark.slow
def test_the_example_is_played_again_only_when_its_inputs_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    played(folder)
    made = (folder / "figures.json").stat().st_mtime_ns
    assert run("demo", "--data", str(folder), monkeypatch=monkeypatch) == 0
    assert (folder / "figures.json").stat().st_mtime_ns == made
    assert "tidak dimainkan ulang" in capsys.readouterr().err
    requests = tmp_path / "permohonan.csv"
    lines = (DEMO / "requests.csv").read_text(encoding="utf-8").splitlines()
    requests.write_text("\n".join(lines[:20]) + "\n", encoding="utf-8")
    site = tmp_path / "situs"
    other = ("--data", str(folder), "--requests", str(requests), "--site", str(site))
    assert run("demo", *other, "--until", "2021-07-20", monkeypatch=monkeypatch) == 0
    assert (folder / "figures.json").stat().st_mtime_ns != made
    home = (site / "2021-07-20" / "index.html").read_text(encoding="utf-8")
    assert "tanggal simulasi Selasa, 20 Juli 2021" in home
