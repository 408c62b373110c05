"""The format of a file is seen from its content; what cannot be read is told, never a crash."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import Format, ProblemError, problem_to_json, read_any
from routes.readers.formats import format_of
from tests.routes.problems import make_problem, make_task
from tests.routes.readers.miniatures import MINIATURES
from tests.routes.readers.test_exchange import CORDEAU, SOLOMON, TOPTW, VRPLIB
from tests.routes.readers.test_periodic import PERIODIC
from tests.sizes import size

JSON = problem_to_json(make_problem([make_task("t1")]))
FILES = {
    Format.JSON: JSON,
    Format.VRPLIB: VRPLIB,
    Format.SOLOMON: SOLOMON,
    Format.CORDEAU: CORDEAU,
    Format.TOPTW: TOPTW,
}


@pytest.mark.parametrize("fmt", Format)
def test_each_format_is_seen_and_read(fmt: Format) -> None:
    assert format_of(FILES[fmt]) is fmt
    tasks = {"json": 1, "vrplib": 3, "solomon": 3, "cordeau": 3, "toptw": 3}
    for said in (None, fmt):
        assert len(read_any(FILES[fmt], fmt=said, vehicles=2).tasks) == tasks[fmt]


def test_a_name_of_vrplib_tells_the_vehicles_and_else_they_are_asked_for() -> None:
    assert len(read_any(VRPLIB.replace("mini", "A-n4-k3")).units) == 3
    assert len(read_any(VRPLIB.replace("mini", "A-n4-k3"), vehicles=2).units) == 2
    for text in (VRPLIB, TOPTW):
        with pytest.raises(ProblemError, match="--vehicles"):
            read_any(text)


@pytest.mark.parametrize("text", ["", "halo", "1 2 3", "nama;orang\nA;3\n", "9 9\n9\n"])
def test_what_cannot_be_seen_is_asked_for(text: str) -> None:
    with pytest.raises(ProblemError, match=r"--format: json, vrplib, solomon, cordeau, toptw"):
        read_any(text)


@pytest.mark.parametrize("said", [fmt for fmt in Format if fmt is not Format.JSON])
@pytest.mark.parametrize("fmt", Format)
def test_a_file_of_another_format_than_said_is_told(said: Format, fmt: Format) -> None:
    if said is not fmt and {said, fmt} != {Format.CORDEAU, Format.TOPTW}:
        with pytest.raises(ProblemError, match=f"cannot be read as {said}"):
            read_any(FILES[fmt], fmt=said, vehicles=2)


#: Whole files, of each format and each type.
WHOLE = [
    *FILES.items(),
    *((Format.VRPLIB, text) for text, _, _ in MINIATURES.values()),
    (Format.CORDEAU, PERIODIC),
]
JUNK = ["", "x", "-1", "9", "99999999999", "1e300", "nan", " 0", "\n", "\n1 2\n", ":", "1.5", "\0"]


@settings(max_examples=size("fuzz_examples"), deadline=None)
@given(st.sampled_from(WHOLE), st.integers(0, 700), st.integers(0, 60), st.sampled_from(JUNK))
def test_a_broken_file_is_refused_or_read(
    file: tuple[Format, str], at: int, length: int, junk: str
) -> None:
    fmt, whole = file
    text = whole[:at] + junk + whole[at + length :]
    vehicles = None if "VEHICLES" in whole else 2
    try:
        problem = read_any(text, fmt=fmt, vehicles=vehicles)
    except ProblemError as refused:
        said = str(refused)
    else:
        said = problem.units[0].id
    assert 0 < len(said) < 600
