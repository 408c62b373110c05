"""VRPLIB files: each type's own limits are read, what is not known is refused by its name."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import vrplib

from routes import ProblemError, bound, check, read_any, solve
from routes.readers.vrplib_files import TYPES, read_vrplib, rounding_of
from routes.readers.vrplib_text import SECTIONS, SPECIFICATIONS
from tests.routes.readers.miniatures import CVRP, HFVRP, MDVRPTW, MINIATURES, PCVRPTW, SDVRPTW


@pytest.mark.parametrize("name", MINIATURES)
def test_the_best_plan_of_each_type_is_found_and_no_bound_is_above_it(name: str) -> None:
    text, best, expected = MINIATURES[name]
    problem = read_vrplib(text)
    solution = solve(problem, steps=60)
    assert check(problem, solution) == []
    assert solution.cost.total == best
    tours = [{s.task for s in solution.stops if s.unit == unit.id} for unit in problem.units]
    assert sorted(filter(None, tours), key=sorted) == sorted(expected, key=sorted)
    assert bound(problem, solution).value <= best


@pytest.mark.parametrize(
    ("text", "limit", "changed"),
    [
        (MINIATURES["VRPTW"][0], "3 90 95", "3 5 12"),
        (PCVRPTW, "3 5\n4 40", "3 500\n4 40"),
        (HFVRP, "2 100", "2 1000"),
        (HFVRP, "3 2\nDEPOT", "3 20\nDEPOT"),
        (MDVRPTW, "VEHICLES_DEPOT_SECTION\n1 1\n2 2", "VEHICLES_DEPOT_SECTION\n1 1\n2 1"),
        (SDVRPTW, "1\t2\t4", "1\t2\t3\t4\t5"),
        (SDVRPTW, "VEHICLES_MAX_DURATION: 200", "VEHICLES_MAX_DURATION: 78"),
        (MINIATURES["LONGEST"][0], "VEHICLES_MAX_DISTANCE : 41", "VEHICLES_MAX_DISTANCE : 400"),
    ],
)
def test_every_limit_that_is_read_decides(text: str, limit: str, changed: str) -> None:
    assert limit in text
    first, second = (read_vrplib(each) for each in (text, text.replace(limit, changed)))
    assert solve(first, steps=40).cost.total != solve(second, steps=40).cost.total


@pytest.mark.parametrize("kind", ["VRPB", "GVRP", "MTVRPTWR", "PDPTW", "TSP", "ACVRP", ""])
def test_a_type_not_known_is_refused_by_its_name(kind: str) -> None:
    said = f"TYPE {kind or 'is missing'}"
    with pytest.raises(ProblemError, match=said):
        read_any(CVRP.replace("TYPE : CVRP", f"TYPE : {kind}"))
    if kind:
        assert kind not in TYPES


@pytest.mark.parametrize(
    "name",
    [
        "BACKHAUL_SECTION",
        "LINEHAUL_SECTION",
        "RELEASE_TIME_SECTION",
        "MUTUALLY_EXCLUSIVE_GROUP_SECTION",
        "VEHICLES_RELOAD_DEPOT_SECTION",
        "PICKUP_AND_DELIVERY_SECTION",
        "STANDTIME_SECTION",
    ],
)
def test_a_section_not_known_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(ProblemError, match=f"{name} is not read here"):
        read_any(CVRP.replace("DEPOT_SECTION", f"{name}\n1 0\nDEPOT_SECTION"))


def test_a_specification_not_known_is_refused_by_its_name() -> None:
    with pytest.raises(ProblemError, match="VEHICLES_MAX_RELOADS is not read here"):
        read_any(CVRP.replace("CAPACITY :", "VEHICLES_MAX_RELOADS : 1\nCAPACITY :"))


def test_every_name_misspelt_is_refused() -> None:
    for name in sorted(SECTIONS):
        with pytest.raises(ValueError, match=f"{name}S_SECTION is not read here"):
            read_vrplib(CVRP.replace("DEPOT_SECTION", f"{name}S_SECTION"))
    for name in sorted(SPECIFICATIONS):
        with pytest.raises(ValueError, match=f"{name}S is not read here"):
            read_vrplib(CVRP.replace("CAPACITY :", f"{name}S : 1\nCAPACITY :"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2 0 10\n3 0 20", "2 0 10\n2 0 20", "NODE_COORD_SECTION does not have the rows 1 to 5"),
        ("2 0 10\n3 0 20", "2 0 10", "NODE_COORD_SECTION does not have the rows 1 to 5"),
        ("2 0 10", "2 0 10 5", "a row of NODE_COORD_SECTION has not 3 numbers"),
        ("2 0 10", "2 0 x", "'x' is no number"),
        ("2 0 10", "2 0 nan", "nan is out of range"),
        ("2 1\n", "2 1.5\n", "DEMAND: 1.5 is not whole"),
        ("2 1\n", "2 -1\n", "DEMAND: -1 is out of range"),
        ("DIMENSION : 5", "DIMENSION : 0", "DIMENSION is 0, not 1 to 5000"),
        ("DIMENSION : 5\n", "", "DIMENSION is missing"),
        ("VEHICLES : 2", "VEHICLES : 900000000", "VEHICLES is 900000000, not 1 to 5000"),
        ("2 0 10", "2 0 1e30", "1e30 is out of range"),
        ("EDGE_WEIGHT_TYPE : EUC_2D", "EDGE_WEIGHT_TYPE : GEO", "EDGE_WEIGHT_TYPE GEO"),
        (
            "EDGE_WEIGHT_TYPE : EUC_2D",
            "EDGE_WEIGHT_TYPE : EXPLICIT",
            "EDGE_WEIGHT_FORMAT is missing",
        ),
        ("DEPOT_SECTION\n1\n", "DEPOT_SECTION\n9\n", "DEPOT_SECTION names no place"),
        ("DEPOT_SECTION", "CAPACITY_SECTION\n1 2\n2 2\nDEPOT_SECTION", "both a specification and"),
        ("DEPOT_SECTION", "DEMAND_SECTION\n1 0\nDEPOT_SECTION", "DEMAND comes twice"),
        ("NAME : mini", "NAME mini", "is in no section"),
        ("VEHICLES : 2", "VEHICLES : 2.5", "VEHICLES: 2.5 is not whole"),
    ],
)
def test_a_broken_file_is_refused_with_what_is_wrong(old: str, new: str, said: str) -> None:
    assert old in CVRP
    with pytest.raises(ProblemError, match=re.escape(said)):
        read_any(CVRP.replace(old, new, 1))


def test_vehicles_of_the_file_and_of_the_caller_must_agree() -> None:
    assert len(read_any(CVRP, vehicles=2).units) == 2
    with pytest.raises(ProblemError, match="VEHICLES is 2 in the file, not 3"):
        read_any(CVRP, vehicles=3)


def test_rows_stand_in_any_order() -> None:
    turned = CVRP.replace("2 0 10\n3 0 20", "3 0 20\n2 0 10").replace("2 1\n3 1", "3 1\n2 1")
    assert turned != CVRP
    assert np.array_equal(read_vrplib(turned).travel_min, read_vrplib(CVRP).travel_min)


@pytest.mark.parametrize("name", MINIATURES)
def test_the_library_of_this_format_reads_the_same(name: str, tmp_path: Path) -> None:
    text = MINIATURES[name][0]
    problem, rounding = read_vrplib(text), rounding_of(text)
    (tmp_path / "mini.vrp").write_text(text)
    theirs = vrplib.read_instance(str(tmp_path / "mini.vrp"))
    lengths = [[rounding.whole(rounding.scale * x) for x in row] for row in theirs["edge_weight"]]
    assert problem.travel_min.tolist() == lengths
    assert [task.people for task in problem.tasks] == [
        theirs["demand"][task.place] for task in problem.tasks
    ]
    for task in problem.tasks:
        if "time_window" in theirs:
            opens, closes = (rounding.scale * int(t) for t in theirs["time_window"][task.place])
            assert task.intervals == ((opens, closes + task.service_min),)
    fleet = theirs.get("capacity")
    expected = [fleet] * len(problem.units) if np.isscalar(fleet) else list(np.array(fleet))
    assert [unit.people_per_day for unit in problem.units] == expected


def test_explicit_weights_are_read_in_both_forms() -> None:
    rows = read_vrplib(CVRP).travel_min.tolist()
    full = "\n".join(" ".join(map(str, row)) for row in rows)
    lower = "\n".join(" ".join(map(str, row[:n])) for n, row in enumerate(rows) if n)
    for form, words in (("FULL_MATRIX", full), ("LOWER_ROW", lower)):
        text = CVRP.replace("EUC_2D", f"EXPLICIT\nEDGE_WEIGHT_FORMAT : {form}").replace(
            "DEPOT_SECTION", f"EDGE_WEIGHT_SECTION\n{words}\nDEPOT_SECTION"
        )
        assert read_vrplib(text).travel_min.tolist() == rows
        with pytest.raises(ValueError, match="EDGE_WEIGHT_SECTION has"):
            read_vrplib(text.replace(words, words + " 7"))


def test_a_customer_with_no_prize_must_be_served_and_one_with_a_small_one_need_not() -> None:
    problem = read_vrplib(PCVRPTW.replace("5 41", "5 0.04"))
    drops = {task.id: task.drop_cost for task in problem.tasks}
    assert drops["4"] == 0
    assert (drops["1"] or 0) >= 10_000_000


def test_longest_tours_are_read_from_each_of_their_names() -> None:
    by_vehicle = "VEHICLES_MAX_DURATION_SECTION\n1 40\n2 70\nDEPOT_SECTION"
    for text, longest in (
        (CVRP.replace("DEPOT_SECTION", by_vehicle), [40, 70]),
        (CVRP.replace("CAPACITY :", "DISTANCE : 50\nCAPACITY :"), [50, 50]),
        (CVRP, [None, None]),
    ):
        problem = read_vrplib(text)
        assert [unit.max_tour_min for unit in problem.units] == longest
    both = CVRP.replace("DEPOT_SECTION", by_vehicle).replace(
        "CAPACITY :", "DISTANCE : 50\nCAPACITY :"
    )
    assert [unit.max_tour_min for unit in read_vrplib(both).units] == [40, 50]


def test_without_a_capacity_everybody_fits() -> None:
    problem = read_vrplib(CVRP.replace("CAPACITY : 2\n", ""))
    assert [unit.people_per_day for unit in problem.units] == [4, 4]
