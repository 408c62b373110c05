"""Nothing unreachable: what is public is used by a page, a verb or a job of the day.

Of the actions and the engines every public function, class and method is reached from there,
or stands here with the reason why somebody else calls it. What the engine's problems can say
and the planner never says stands here too.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import routes
from planner.cli.verb_table import VERB_FILES
from tests.arch.reach import Module, Reach, imported, public_names, read_modules

ROOT = Path(__file__).parents[2]
PACKAGES = ("planner", "routes", "maps")
#: Where people and machines come in: pages and the turn of the day, verbs, the example, and the
#: program that compiles the engine. The files of verbs are named by the table alone.
ROOTS = (
    "planner.web",
    "planner.cli.app",
    *(f"planner.cli.{file.file}" for file in VERB_FILES),
    "planner.demo",
    "routes.warm",
)
#: What must be reached.
CHECKED = ("planner.actions", "planner.cli", "routes", "maps")

#: Called by others than pages, verbs and jobs of the day: who, and for what.
CALLED_BY_OTHERS = {
    "planner.actions.jobs.apart.ProcessPerTask.pid_of": "who watches whether a process is gone",
    "planner.actions.jobs.worker.prepare": "by its name, in each process that stands by",
    "maps.boundaries.read_boundaries": "offices with official borders, once they import them",
    "maps.boundaries.BoundaryError": "as read_boundaries",
    "maps.boundaries.BoundaryFault": "as read_boundaries",
    "routes.conditions.Condition": "tests, which hold every part to the table",
    "routes.terms.Term": "as Condition",
    "routes.bounds.certificate.prove": "benchmarks: how far plans are from the best possible",
    "routes.bounds.master.Master.make_whole": "as prove",
    "routes.readers.vrplib_files.rounding_of": "benchmarks: in which unit a best value is known",
    "routes.readers.vroom_json.to_vroom": "who cross-checks an answer with VROOM",
    "routes.readers.vroom_json.from_vroom": "who cross-checks an answer with VROOM",
}
#: What a problem may say that the planner never does: who says it.
UNSAID_BY_THE_PLANNER = {
    "Problem.area_people_per_day": "files of problems; offices that cap the crowd of an area",
    "Problem.area_sessions_per_week": "files of problems; offices that spread over areas",
    "Problem.crews_per_day": "files of problems; drafts that look at the rota",
    "Problem.day_min": "public benchmark sets, whose days are longer",
    "Problem.distance_m": "goes with Unit.max_tour_m",
    "Problem.first_weekday": "goes with area_sessions_per_week",
    "Problem.frozen_before": "routes.repair, where only new tasks may be fitted in",
    "Problem.spacings": "files of problems, public benchmark sets; visits in series",
    "Problem.surge": "files of problems; offices that expect a crowd after a pause",
    "Problem.units_at_site": "files of problems; sites that several units may share",
    "Problem.travel_by_class": "files of problems; units of different speed",
    "Problem.weights": "public benchmark sets; offices that weigh otherwise",
    "Shift.rest": "files of problems; a lunch or Friday prayer within given hours",
    "Shift.soft_end_min": "files of problems; offices that pay overtime",
    "Shift.breaks": "files of problems; units that pause between visits",
    "Task.buffer_min": "files of problems; lines whose sessions tend to overrun",
    "Task.drop_cost": "public benchmark sets, with prizes of their own",
    "Task.level": "files of problems; visits that must be made first",
    "Task.fixed_day": "files of problems; the planner allows hours of that day alone",
    "Task.release_day": "files of problems; the planner allows no hours before",
    "Task.service_by_unit": "files of problems; units of which some record faster",
    "Unit.crew": "goes with crews_per_day",
    "Unit.day_cost": "files of problems, public benchmark sets; mixed fleets",
    "Unit.max_tour_m": "files of problems, public benchmark sets; units that may not go far",
    "Unit.max_tour_min": "files of problems, public benchmark sets; crews not away for long",
    "Unit.travel_class": "goes with travel_by_class",
    "Unit.travel_cost": "files of problems, public benchmark sets; mixed fleets",
}


def reach_of(root: Path) -> Reach:
    """Return what is reached in the packages below ``root``."""
    reach = Reach(read_modules(root, PACKAGES))
    for start in ROOTS:
        reach.start(start)
    reach.templates(root / "planner")
    return reach


def unreached(reach: Reach) -> set[str]:
    """Return the public names of what is checked that nothing reaches."""
    found = set()
    for module in reach.modules.values():
        if f"{module.name}.".startswith(tuple(f"{checked}." for checked in CHECKED)):
            found |= {name for name in public_names(module) if name not in reach.reached}
            found |= set(unreached_exports(module, reach))
    return found


def unreached_exports(module: Module, reach: Reach) -> Iterator[str]:
    """Yield what ``module`` exports and nothing reaches, by the name of where it is made."""
    for name in module.exported:
        made = {f"{module.name}.{name}", *module.imports.get(name, ())}
        if not made & reach.reached:
            yield from module.imports.get(name, made)


@pytest.fixture(scope="module")
def here() -> Reach:
    return reach_of(ROOT)


def test_every_public_name_is_reached_or_stands_on_the_list(here: Reach) -> None:
    assert unreached(here) == set(CALLED_BY_OTHERS)


def test_what_the_turn_of_the_day_and_pages_use_is_reached(here: Reach) -> None:
    for name in (
        "planner.actions.requests.erase_homes.erase_homes",
        "planner.store.artefacts.ArtefactFiles.sweep",
        "planner.actions.restrictions.late_knowledge.read_held_unknowing",
        "routes.solver.solve",
        "maps.drawing.draw_status_map",
    ):
        assert name in here.reached, name


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return a copy of the packages' sources and templates."""

    def others(folder: str, names: list[str]) -> list[str]:
        files = (name for name in names if Path(folder, name).is_file())
        return [name for name in files if not name.endswith((".py", ".html"))]

    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=others)
    return tmp_path


def add(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{text}\n", encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_added_and_never_used_is_named(scratch: Path) -> None:
    add(scratch / "planner/actions/site/clear_up.py", "def forget(office):\n    return office")
    travel = scratch / "routes/model/travel.py"
    add(travel, "class Detour:\n    def length(self):\n        return 1")
    add(travel, "def first():\n    return second()")
    add(travel, "def second():\n    return Detour().length()")
    add(scratch / "maps/marks.py", "def stray_mark():\n    return stray_mark()")
    in_no_table = scratch / "planner/cli/spare_verbs.py"
    in_no_table.write_text("def spare():\n    return spare()", encoding="utf-8")
    change(
        travel,
        "class TravelModel:\n",
        "class TravelModel:\n    def spare_way(self):\n        return self\n\n",
    )
    assert unreached(reach_of(scratch)) - set(CALLED_BY_OTHERS) == {
        "planner.actions.site.clear_up.forget",
        "routes.model.travel.Detour",
        "routes.model.travel.Detour.length",
        "routes.model.travel.first",
        "routes.model.travel.second",
        "routes.model.travel.TravelModel.spare_way",
        "maps.marks.stray_mark",
        "planner.cli.spare_verbs.spare",
    }


def test_an_entry_of_the_list_that_is_reached_or_gone_is_named(scratch: Path) -> None:
    add(
        scratch / "planner/cli/engine_verbs.py",
        "def prove(found, solution):\n    return routes.prove(found, solution)",
    )
    (scratch / "maps/boundaries.py").write_text('"""Gone."""\n', encoding="utf-8")
    change(scratch / "maps/__init__.py", "from maps.boundaries import", "from planner import")
    change(scratch / "maps/__init__.py", '    "BoundaryError",\n', "")
    change(scratch / "maps/__init__.py", '    "read_boundaries",\n', "")
    assert set(CALLED_BY_OTHERS) - unreached(reach_of(scratch)) == {
        "routes.bounds.certificate.prove",
        "routes.bounds.master.Master.make_whole",
        "maps.boundaries.read_boundaries",
        "maps.boundaries.BoundaryError",
        "maps.boundaries.BoundaryFault",
    }


def said_by_the_planner() -> dict[str, set[str]]:
    """Return by ``routes.Name`` the fields that the planner ever gives it, but for None."""
    said: dict[str, set[str]] = {}
    for path in (ROOT / "planner").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = {key: target for node in ast.walk(tree) for key, target in imported(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                first, *rest = ast.unparse(node.func).split(".")
                name = ".".join([imports.get(first, first), *rest])
                said.setdefault(name, set()).update(
                    word.arg or ""
                    for word in node.keywords
                    if not (isinstance(word.value, ast.Constant) and word.value.value is None)
                )
    return said


def test_what_a_problem_can_say_is_said_by_the_planner_or_stands_on_the_list() -> None:
    kinds = (routes.Problem, routes.Task, routes.Unit, routes.Shift, routes.Published)
    said = said_by_the_planner()
    unsaid = {
        f"{kind.__name__}.{field.name}"
        for kind in kinds
        for field in fields(kind)
        if field.name not in said.get(f"routes.{kind.__name__}", set())
    }
    assert unsaid == set(UNSAID_BY_THE_PLANNER)
