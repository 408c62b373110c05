"""Every verb starts on a machine that lacks what Linux has: limits, owners, a home."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from routes import problem_to_json
from tests.cli.child import ran
from tests.cli.test_verbs import DEMO
from tests.routes.problems import make_problem, make_task

#: The help of every verb, then an office's first hour, in one process that lacks something.
FIRST_HOUR = """
from typer.testing import CliRunner
from planner.cli.app import app
from planner.cli.verb_table import VERB_FILES
called = [[file.group, verb, "--help"] for file in VERB_FILES for verb in file.verbs]
called = [[word for word in words if word] for words in called]
days = "--as-of 2021-06-25 --first 2021-06-28 --last 2021-06-29 --steps 1".split()
called += [
    ["rules", "schema"],
    ["decide", "--cases", "kasus.csv"],
    ["db", "upgrade"],
    ["users", "add", "siti", "Siti Aminah"],
    ["users", "list"],
    ["plan", "--requests", "permohonan.csv", "--units", "unit.csv", *days],
    ["sheets", "check", "permohonan.csv"],
    ["db", "backup", "cadangan"],
    ["solve", "soal.json", "--out", "jawaban.json", "--steps", "1"],
]
for words in called:
    done = CliRunner().invoke(app, words)
    if done.exit_code:
        raise SystemExit(f"{words}: {done.output} {done.exception!r}")
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """What is taken away before anything of ours is imported."""

    first: str = ""
    environment: dict[str, str] = field(default_factory=dict)


_NO_ACCOUNTS = "sys.modules['pwd'] = sys.modules['grp'] = None"
_NAMES = dict.fromkeys(("HOME", "LOGNAME", "USER", "LNAME", "USERNAME"), "")
_NOWHERE = {"HOME": "/dev/null", "XDG_CACHE_HOME": "", "SIJEMPOL_CACHE": ""}
_NO_LIMITS = "sys.modules['resource'] = None"
_NO_OWNERS = "del os.getuid, os.geteuid, os.getgid, os.getegid, os.O_DIRECTORY"
_NO_LOCKS = "sys.modules['fcntl'] = sys.modules['termios'] = None"
#: Everything at once, and each lack alone.
BARE = {
    "nothing": Machine(
        "\n".join([_NO_LIMITS, _NO_OWNERS, _NO_LOCKS, _NO_ACCOUNTS]), {**_NOWHERE, **_NAMES}
    ),
}
ALONE = {
    "no limits": Machine(_NO_LIMITS),
    "no owners": Machine(_NO_OWNERS),
    "no locks": Machine(_NO_LOCKS),
    "no home": Machine(_NO_ACCOUNTS, {**_NOWHERE, **_NAMES}),
    "no home to write": Machine("", _NOWHERE),
}
MACHINES = [pytest.param(each, id=name) for name, each in {**BARE, **ALONE}.items()]


@pytest.mark.slow
@pytest.mark.parametrize("machine", MACHINES)
def test_every_verb_starts_and_an_office_works(tmp_path: Path, machine: Machine) -> None:
    problem = make_problem([make_task("t1"), make_task("t2")])
    (tmp_path / "soal.json").write_text(problem_to_json(problem))
    cases = Path(__file__).parents[1] / "rules" / "cases.csv"
    given = {"kasus": cases, "permohonan": DEMO / "requests.csv", "unit": DEMO / "units.csv"}
    for name, source in given.items():
        few = source.read_text(encoding="utf-8").splitlines(keepends=True)[:4]
        (tmp_path / f"{name}.csv").write_text("".join(few), encoding="utf-8")
    first = f"{machine.first}\n{FIRST_HOUR}"
    done = ran(tmp_path, "--help", first=first, **machine.environment)
    assert done.code == 0, done.said
    assert (tmp_path / "jawaban.json").is_file()


def test_a_search_without_a_place_for_compiled_code_says_so_once(tmp_path: Path) -> None:
    (tmp_path / "soal.json").write_text(problem_to_json(make_problem([make_task("t1")])))
    asked = ("solve", "soal.json", "--out", "jawaban.json", "--steps", "1")
    nowhere = "import tempfile; tempfile.tempdir = '/dev/null'"
    done = ran(tmp_path, *asked, first=nowhere, **_NOWHERE)
    assert done.code == 0, done.said
    assert done.said.count("Isi SIJEMPOL_CACHE") == 1
    done = ran(tmp_path, *asked, SIJEMPOL_CACHE=str(tmp_path))
    assert "Isi SIJEMPOL_CACHE" not in done.said
