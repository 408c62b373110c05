"""Codes are addresses: the city and the regency that share a name are never mixed up."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.areas import CITY, NATION, Areas, lineage
from planner.domain.areas import level_of as level
from planner.domain.errors import UnknownArea
from tests.builders import AREAS, CIKOLE, TIPAR

codes = st.builds(
    ".".join,
    st.lists(st.from_regex(r"[0-9]{2,4}", fullmatch=True), min_size=1, max_size=6),
)


def test_a_kelurahan_lies_in_its_kecamatan_city_province_and_nation() -> None:
    assert lineage(TIPAR) == (TIPAR, "32.72.03", "32.72", "32", "ID")
    assert lineage(NATION) == ("ID",)
    assert AREAS.get(TIPAR).parent == "32.72.03"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ID", "nation"),
        ("32", "province"),
        ("32.72", "city"),
        ("32.72.03", "kecamatan"),
        (TIPAR, "kelurahan"),
        (f"{TIPAR}.003", "rw"),
        (f"{TIPAR}.003.01", "rt"),
    ],
)
def test_the_level_is_read_from_the_code(code: str, name: str) -> None:
    assert level(code) == name


@given(codes)
def test_every_area_lies_in_those_of_its_parent(code: str) -> None:
    codes = lineage(code)
    assert codes[0] == code
    assert codes[-1] == NATION
    if len(codes) > 2:
        assert codes[1:] == lineage(codes[1])
    for inner, outer in pairwise(codes[:-1]):
        assert inner.startswith(f"{outer}.")


def test_a_longer_number_is_no_ancestor() -> None:
    assert "32.7" not in lineage("32.72.03")
    assert "32.72.0" not in lineage("32.72.03")


def test_seven_kecamatan_and_33_kelurahan_are_served_in_the_order_of_codes() -> None:
    kecamatan, kelurahan = AREAS.at_level("kecamatan"), AREAS.at_level("kelurahan")
    assert (len(kecamatan), len(kelurahan)) == (7, 33)
    assert [a.code for a in kelurahan] == sorted(a.code for a in kelurahan)
    assert all(CITY in lineage(area.code) for area in kelurahan)
    assert {a.parent for a in kelurahan} == {a.code for a in kecamatan}
    assert AREAS.kecamatan_of(TIPAR).name == "Citamiang"
    assert AREAS.kecamatan_of(CIKOLE).name == "Cikole"


def test_every_shipped_area_has_facts_with_their_evidence() -> None:
    for area in AREAS.at_level("kelurahan"):
        assert -7.1 < area.lat < -6.8, area.name
        assert 106.8 < area.lon < 107.0, area.name
        assert abs(area.service_lat - area.lat) < 0.03
        assert abs(area.service_lon - area.lon) < 0.03
        assert 0 < area.km2 < 10
        assert area.population > 0
        assert area.source


def test_an_unknown_code_is_told_and_the_regency_is_told_apart() -> None:
    with pytest.raises(UnknownArea, match=r"'32\.72\.99'.*Periksa kode wilayah"):
        AREAS.get("32.72.99")
    with pytest.raises(UnknownArea, match=r"32\.02 adalah Kabupaten Sukabumi"):
        AREAS.get("32.02.01")
    with pytest.raises(UnknownArea):
        Areas().get(TIPAR)
