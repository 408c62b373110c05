"""Search finds what people mean, and knows the neighbours."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner
from planner.public import search
from tests.builders import AREAS

KELURAHAN = AREAS.at_level("kelurahan")
REGENCY = Path(planner.__file__).parent / "data" / "kabupaten_sukabumi.csv"


def top(query: str) -> str:
    answer = search(query, AREAS)
    return (answer.found or answer.near)[0].name


@pytest.mark.parametrize("area", KELURAHAN, ids=lambda area: area.code)
def test_every_kelurahan_is_found_by_its_name(area: object) -> None:
    name = area.name  # type: ignore[attr-defined]
    for query in (name, name.upper(), f"kel. {name}", f"Kelurahan {name}", name.replace(" ", "")):
        assert top(query) == name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("tipr", "Tipar"),
        ("gn puyuh", "Gunung Puyuh"),
        ("cibeurem hilir", "Cibeureum Hilir"),
        ("dayeuh luhur", "Dayeuhluhur"),
        ("nangeleng", "Nanggeleng"),
        ("limus nunggal", "Limusnunggal"),
        ("subang jaya", "Subangjaya"),
        ("sudajaya", "Sudajaya Hilir"),
        ("cikondng", "Cikondang"),
        ("karangtengah", "Karang Tengah"),
        ("situ mekar", "Situmekar"),
    ],
)
def test_typing_mistakes_and_local_spellings(query: str, name: str) -> None:
    assert top(query) == name


@pytest.mark.parametrize("area", KELURAHAN, ids=lambda area: area.code)
def test_one_letter_left_out_still_finds_it(area: object) -> None:
    name = area.name  # type: ignore[attr-defined]
    for place in range(1, len(name) - 1):
        typed = name[:place] + name[place + 1 :]
        answer = search(typed, AREAS)
        if not answer.outside:
            assert name in [hit.name for hit in (*answer.found, *answer.near)], typed


def test_a_kecamatan_gives_its_kelurahan() -> None:
    names = [hit.name for hit in search("Citamiang", AREAS).found]
    assert names[0] == "Citamiang"
    assert {"Tipar", "Nanggeleng", "Gedong Panjang", "Cikondang"} <= set(names)


def test_all_47_names_of_the_regency_are_told_apart() -> None:
    with REGENCY.open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(names) == 47
    ours = {area.name.replace(" ", "").lower() for area in AREAS.by_code.values()}
    for name in names:
        answer = search(name, AREAS)
        if name.replace(" ", "").lower() in ours:
            assert answer.found
        else:
            assert answer.outside == name


def test_nonsense_finds_nothing_and_an_empty_query_asks() -> None:
    assert search("zzzzqqqq", AREAS).found == ()
    assert search("   ", AREAS) == search("", AREAS)


@given(st.text(max_size=80))
def test_no_query_breaks_the_search(query: str) -> None:
    answer = search(query, AREAS)
    assert len(answer.found) <= 33
