"""A verb loads what it needs, and naming verbs loads none of them."""

from __future__ import annotations

import inspect
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from planner.cli.verb_table import VERB_FILES, VerbFile
from routes import problem_to_json, solution_to_json, solve
from tests.cli.child import ran
from tests.cli.test_verbs import DEMO, run
from tests.routes.problems import make_problem, make_task

#: Libraries that take a quarter of a second and more, or tens of megabytes.
LIBRARIES = frozenset(
    {
        *("alembic", "babel", "branca", "fastapi", "folium", "fpdf", "geopandas", "holidays"),
        *("icalendar", "jinja2", "jsonschema", "matplotlib", "numba", "numpy", "openpyxl"),
        *("ortools", "pandas", "rapidfuzz", "shapely", "sqlalchemy", "sqlmodel", "uvicorn"),
    }
)
#: Of those, what only drawing and searching need.
ENGINES = frozenset({"folium", "geopandas", "matplotlib", "numba", "ortools"})
#: Our own modules that are there once all verbs are named.
NAMED = {
    *("planner", "planner.cli", "planner.cli.app", "planner.cli.late", "planner.cli.screen"),
    *("planner.cli.verb_table", "planner.domain", "planner.domain.errors"),
}
GROUPS = [file.group for file in VERB_FILES if file.group]
CASES = Path(__file__).parents[1] / "rules" / "cases.csv"
SPAN = ("--from", "2020-12-14", "--to", "2020-12-20", "--out", "hasil")


@pytest.mark.parametrize("group", ["", *GROUPS])
def test_help_loads_no_verb_and_no_library(tmp_path: Path, group: str) -> None:
    done = ran(tmp_path, *([group] if group else []), "--help", SIJEMPOL_KERNELS="compiled")
    assert done.code == 0, done.said
    ours = {name for name in done.loaded if name.split(".")[0] in {"planner", "routes", "maps"}}
    assert ours == NAMED
    assert done.roots(LIBRARIES) == set()


def test_completion_of_names_loads_no_verb(tmp_path: Path) -> None:
    line = {"COMP_WORDS": "sijempol users ", "COMP_CWORD": "2"}
    done = ran(tmp_path, _SIJEMPOL_COMPLETE="complete_bash", **line)
    assert done.said.split() == ["add", "list", "role", "reset", "off", "on"]
    assert done.loaded >= NAMED
    assert "planner.cli.users_verbs" not in done.loaded


@pytest.mark.parametrize("file", VERB_FILES, ids=lambda file: " ".join(file.verbs))
def test_the_table_says_what_each_verb_says_of_itself(file: VerbFile) -> None:
    verbs = import_module(f"planner.cli.{file.file}").VERBS
    listed = {name for each in VERB_FILES if each.file == file.file for name in each.verbs}
    assert set(verbs) == listed
    for name, summary in file.verbs.items():
        assert (inspect.getdoc(verbs[name]) or "").splitlines()[0] == summary


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an office's data, a problem with its answer, and a rules file."""
    folder = tmp_path_factory.mktemp("kantor")
    problem = make_problem([make_task("t1"), make_task("t2")])
    (folder / "soal.json").write_text(problem_to_json(problem))
    (folder / "jawaban.json").write_text(solution_to_json(solve(problem, steps=1)))
    lines = (DEMO / "requests.csv").read_text(encoding="utf-8").splitlines()
    (folder / "permohonan.csv").write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("SIJEMPOL_WHATSAPP", "6281234567890")
        made = ("--units", str(DEMO / "units.csv"), "--requests", "permohonan.csv")
        days = ("--as-of", "2021-06-25", "--first", "2021-06-28", "--last", "2021-06-29")
        assert run("plan", *made, *days, "--steps", "1", monkeypatch=patched) == 0
        assert run("rules", "export", monkeypatch=patched) == 0
    return folder


@pytest.fixture(scope="module")
def published(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of that folder whose plan is published."""
    folder = Path(shutil.copytree(office, tmp_path_factory.mktemp("terbit") / "kantor"))
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("SIJEMPOL_WHATSAPP", "6281234567890")
        assert run("publish", "--as-of", "2021-06-25", monkeypatch=patched) == 0
    return folder


#: Verbs that need something published.
OF_WHAT_IS_PUBLISHED = ("export-site", "maps")
#: What a verb is asked, and the engines it loads for that. The long ones are slow tests.
ASKED = [
    (("serve", "--help"), set[str]()),
    (("decide", "--cases", str(CASES)), set()),
    (("users", "list"), set()),
    (("maps", "--out", "peta"), set()),
]
ASKED_LONG = [
    (("check", "soal.json", "jawaban.json"), set[str]()),
    (("replay", *SPAN), {"matplotlib"}),
    (("rules", "schema"), set[str]()),
    (("rules", "next-level", "--as-of", "2021-06-25"), set()),
    (("users", "add", "siti", "Siti Aminah"), set()),
    (("sheets", "export", "requests", "tabel.xlsx"), set()),
    (("db", "backup", "cadangan"), set()),
    (("replay", *SPAN, "--no-chart"), set()),
    (("publish", "--as-of", "2021-06-25"), {"folium"}),
    (("export-site", "situs"), set()),
]


@pytest.mark.parametrize(
    ("arguments", "engines"),
    [*ASKED, *(pytest.param(*asked, marks=pytest.mark.slow) for asked in ASKED_LONG)],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_a_verb_loads_an_engine_only_where_it_uses_it(
    request: pytest.FixtureRequest, arguments: tuple[str, ...], engines: set[str]
) -> None:
    after = arguments[0] in OF_WHAT_IS_PUBLISHED
    office = request.getfixturevalue("published" if after else "office")
    given = {"SIJEMPOL_WHATSAPP": "6281234567890", "SIJEMPOL_KERNELS": "compiled"}
    done = ran(office, *arguments, **given)
    assert done.code == 0, done.said
    assert done.roots(ENGINES) == engines


def test_a_search_loads_ortools_and_no_more(office: Path) -> None:
    done = ran(office, "solve", "soal.json", "--out", "baru.json", "--steps", "1")
    assert done.code == 0, done.said
    assert done.roots(ENGINES) == {"ortools"}


@pytest.mark.parametrize("package", ["routes", "maps", "planner.public"])
def test_names_that_are_loaded_late_are_where_the_package_says(package: str) -> None:
    loaded = import_module(package)
    for name in loaded.__all__:
        value = getattr(loaded, name)
        if name in loaded.LATE:
            assert value.__module__ == f"{package}.{loaded.LATE[name]}"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = loaded.nothing


@pytest.mark.parametrize("package", ["routes", "maps", "planner.public"])
def test_no_file_hides_a_name_that_is_loaded_late(package: str) -> None:
    # Once a file of a package is imported, its name in the package is that file.
    loaded = import_module(package)
    folder = Path(loaded.__path__[0])
    files = {path.stem for path in folder.glob("*.py")} | {path.name for path in folder.iterdir()}
    assert files & set(loaded.LATE) == set()
