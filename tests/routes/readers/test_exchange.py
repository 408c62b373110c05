"""Problems from and to other formats, on miniature files made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routes import check, solve
from routes.readers.public_sets import PROFIT, read_cordeau, read_solomon, read_toptw
from routes.readers.vroom_json import from_vroom, to_vroom
from routes.readers.vrplib_files import read_vrplib
from tests.routes.problems import make_problem, make_task, make_unit, random_problem

VRPLIB = """NAME : mini
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 2
NODE_COORD_SECTION
1 0 0
2 0 10
3 0 20
4 10 0
DEMAND_SECTION
1 0
2 1
3 1
4 1
DEPOT_SECTION
1
-1
EOF
"""
SOLOMON = """MINI

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0         0        0        0         200         0
    1      0        10        4        0          15        10
    2      0        20        4       50          60        10
    3     10         0        4        0         150        10
"""
TOPTW = """5 2 3 4
500 200
 0 0 0 0 0 0 0 0 100
 1 0 10 10 9 4 1 15 0 20
 2 10 20 10 4 4 1 15 20 30
 3 20 0 5 6 4 1 15 0 90
"""
CORDEAU = """1 1 2 2
0 10
0 10
0 0 0 0 0 0 0
1 3 4 0 2 1 2 1 2
2 0 5 0 2 2 1 3
"""


def test_a_vrplib_file_is_read_and_solved() -> None:
    problem = read_vrplib(VRPLIB, vehicles=2)
    assert (problem.name, len(problem.tasks), problem.units[0].people_per_day) == ("mini", 3, 2)
    solution = solve(problem, steps=20)
    assert solution.cost.total == 40 + 20
    with pytest.raises(ValueError, match="EDGE_WEIGHT_TYPE GEO"):
        read_vrplib(VRPLIB.replace("EUC_2D", "GEO"), vehicles=1)
    with pytest.raises(ValueError, match="OTHER_SECTION is not read here"):
        read_vrplib(VRPLIB.replace("DEMAND_SECTION", "OTHER_SECTION"), vehicles=1)


def test_a_solomon_file_is_read_with_its_windows() -> None:
    problem = read_solomon(SOLOMON)
    assert problem.tasks[1].intervals == ((50, 70),)
    solution = solve(problem, steps=20)
    assert check(problem, solution) == []
    starts = {stop.task: stop.start_min for stop in solution.stops}
    assert starts["1"] <= 15
    assert 50 <= starts["2"] <= 60
    assert solution.cost.total == 60
    with pytest.raises(ValueError, match="missing"):
        read_solomon("MINI\nVEHICLE\n")
    finer = read_solomon(SOLOMON, scale=10)
    assert finer.day_min > 2000
    again = solve(finer, steps=20)
    assert check(finer, again) == []
    assert again.cost.total == 600


def test_a_team_orienteering_file_is_read_and_solved() -> None:
    problem = read_toptw(TOPTW, vehicles=1)
    assert problem.travel_min[1, 2] == 1414  # rounded down to hundredths
    assert problem.tasks[0].intervals == ((0, 3000),)
    solution = solve(problem, steps=50)
    assert check(problem, solution) == []
    assert {stop.task for stop in solution.stops} == {"1", "3"}
    assert solution.cost.drop == 4 * PROFIT
    assert {stop.task for stop in solve(read_toptw(TOPTW, vehicles=2), steps=50).stops} == {
        "1",
        "2",
        "3",
    }
    with pytest.raises(ValueError, match="vertex 3 has 4 numbers"):
        read_toptw(TOPTW.replace("3 20 0 5 6 4 1 15 0 90", "3 20 0 5"), vehicles=1)


def test_a_cordeau_file_is_read_with_its_days() -> None:
    problem = read_cordeau(CORDEAU)
    assert [task.id for task in problem.tasks] == ["1.1", "2.1", "2.2"]
    solution = solve(problem, steps=20)
    assert check(problem, solution) == []
    days = {stop.task: stop.day for stop in solution.stops}
    assert {days["2.1"], days["2.2"]} == {0, 1}
    assert solution.cost.total == 10 + 13
    with pytest.raises(ValueError, match="periodic"):
        read_cordeau(CORDEAU.replace("1 1 2 2", "2 1 2 2", 1))


def test_a_problem_goes_to_vroom_and_an_answer_comes_back() -> None:
    problem = make_problem(
        [make_task("t1"), make_task("t2", place=2, units=("u2",))],
        units=(make_unit("u1"), make_unit("u2")),
    )
    document = to_vroom(problem)
    assert [job["id"] for job in document["jobs"]] == [0, 1]
    assert document["jobs"][0]["time_windows"][0] == [480, 900]
    assert [len(vehicle["skills"]) for vehicle in document["vehicles"]] == [1, 1, 1, 2, 2, 2]
    steps = [{"type": "start"}, {"type": "job", "id": 1}, {"type": "job", "id": 0}, {"type": "end"}]
    stops = from_vroom(problem, {"routes": [{"vehicle": 3, "steps": steps}]})
    assert [(s.task, s.unit, s.day, s.start_min) for s in stops] == [
        ("t2", "u2", 0, 490),
        ("t1", "u2", 0, 560),
    ]
    for wrong in ({"vehicle": 9, "steps": []}, {"vehicle": 0, "steps": [{"type": "job", "id": 7}]}):
        with pytest.raises(ValueError, match="not one of the problem's"):
            from_vroom(problem, {"routes": [wrong]})
    late = make_problem([make_task("t1", intervals=((480, 560),)), make_task("t2", place=2)])
    steps = [{"type": "job", "id": 1}, {"type": "job", "id": 0}]
    with pytest.raises(ValueError, match="does not fit"):
        from_vroom(late, {"routes": [{"vehicle": 0, "steps": steps}]})


def test_every_problem_can_be_written_for_vroom() -> None:
    problem = random_problem(1)
    usual = tuple(replace(task, service_by_unit={}, buffer_min=0) for task in problem.tasks)
    document = to_vroom(replace(problem, tasks=usual))
    assert set(document["matrices"]) == {"car", "slow"}
    assert {vehicle["profile"] for vehicle in document["vehicles"]} == {"car", "slow"}
