"""Approximate cells cover the city without gaps or overlaps, and each holds its centre."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
import shapely
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps import CellSeed, approximate_cells
from tests.builders import AREAS

#: Square kilometres of a square degree at the city, and how far sizes may be off in all.
KM2_PER_DEGREE2 = 110.574**2 * 0.9927


def seeds_of_city() -> list[CellSeed]:
    return [
        CellSeed(
            code=area.code,
            name=area.name,
            group=area.parent,
            lat=area.lat,
            lon=area.lon,
            km2=area.km2,
        )
        for area in AREAS.at_level("kelurahan")
    ]


@pytest.fixture(scope="module")
def cells() -> dict[str, BaseGeometry]:
    return approximate_cells(seeds_of_city())


def overlap(shapes: Sequence[BaseGeometry]) -> float:
    """Return the area that lies in more than one shape, in square degrees."""
    return float(sum(a.intersection(b).area for a, b in combinations(shapes, 2)))


def test_every_kelurahan_has_a_valid_cell_that_holds_its_centre(
    cells: dict[str, BaseGeometry],
) -> None:
    assert list(cells) == [area.code for area in AREAS.at_level("kelurahan")]
    for area in AREAS.at_level("kelurahan"):
        cell = cells[area.code]
        assert cell.is_valid
        assert cell.geom_type == "Polygon"
        assert cell.covers(Point(area.lon, area.lat)), area.name


def test_cells_do_not_overlap_and_leave_no_hole(cells: dict[str, BaseGeometry]) -> None:
    shapes = list(cells.values())
    together = shapely.union_all(shapes)
    assert overlap(shapes) == 0
    assert isinstance(together, Polygon)
    assert len(together.interiors) == 0
    assert together.area == pytest.approx(sum(shape.area for shape in shapes))


def test_cells_have_about_the_size_of_their_areas(cells: dict[str, BaseGeometry]) -> None:
    wanted = {area.code: area.km2 for area in AREAS.at_level("kelurahan")}
    got = {code: cell.area * KM2_PER_DEGREE2 for code, cell in cells.items()}
    assert sum(got.values()) == pytest.approx(sum(wanted.values()), rel=0.02)
    off = sorted(abs(got[code] / wanted[code] - 1) for code in wanted)
    assert off[len(off) // 2] < 0.05
    assert off[-1] < 0.6


def test_the_same_seeds_give_the_same_cells_in_any_order(cells: dict[str, BaseGeometry]) -> None:
    again = approximate_cells(list(reversed(seeds_of_city())))
    assert set(again) == set(cells)
    assert all(again[code].equals_exact(cells[code], 3e-5) for code in cells)


def test_areas_without_size_or_sharing_a_code_or_place_are_refused() -> None:
    first = CellSeed(code="1", name="A", group="g", lat=-6.9, lon=106.9, km2=1)
    same_code = CellSeed(code="1", name="B", group="g", lat=-6.8, lon=106.9, km2=1)
    same_place = CellSeed(code="2", name="B", group="g", lat=-6.9, lon=106.9, km2=1)
    for other in (same_code, same_place):
        with pytest.raises(ValueError, match="share a code or a centre"):
            approximate_cells([first, other])
    for km2 in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="km2 must be above 0"):
            CellSeed(code="1", name="A", group="g", lat=-6.9, lon=106.9, km2=km2)
    assert approximate_cells([]) == {}
    assert set(approximate_cells([first])) == {"1"}


#: Areas side by side, as those of a city are: about a kilometre apart, 0.6 to 2.5 km2.
places = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(6, 25)),
    min_size=2,
    max_size=5,
    unique_by=lambda place: (place[0], place[1]),
)


@pytest.mark.slow
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate])
@example([(0, 0, 1), (0, 1, 2)])
@given(places)
def test_any_areas_side_by_side_are_covered_without_overlap(
    squares: list[tuple[int, int, int]],
) -> None:
    seeds = [
        CellSeed(
            code=str(n), name=str(n), group="g", lat=-6.9 + y / 100, lon=106.9 + x / 100, km2=s / 10
        )
        for n, (x, y, s) in enumerate(squares)
    ]
    cells = approximate_cells(seeds)
    assert set(cells) == {seed.code for seed in seeds}
    assert overlap(list(cells.values())) < 1e-12
    for seed in seeds:
        near = cells[seed.code].buffer(2e-5)
        assert near.covers(Point(seed.lon, seed.lat))
