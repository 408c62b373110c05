"""Search finds what people mean, and knows the neighbours."""

from __future__ import annotations

import csv
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner
from planner.public import render_search, search
from planner.public.shared.public_facts import OfficeFacts
from planner.public.shared.rendering import PageHead
from tests.builders import AREAS

KELURAHAN = AREAS.at_level("kelurahan")
REGENCY = Path(planner.__file__).parent / "data" / "kabupaten_sukabumi.csv"


def top(query: str) -> str:
    answer = search(query, AREAS)
    return (answer.meant or answer.near)[0].name


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
            assert name in [hit.name for hit in (*answer.meant, *answer.near)], typed


def test_a_kecamatan_gives_its_kelurahan() -> None:
    names = [hit.name for hit in search("Citamiang", AREAS).meant]
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
            assert answer.meant
        else:
            assert answer.outside == name


def test_nonsense_finds_nothing_and_an_empty_query_asks() -> None:
    assert search("zzzzqqqq", AREAS).meant == ()
    assert search("   ", AREAS) == search("", AREAS)


@given(st.text(max_size=80))
def test_no_query_breaks_the_search(query: str) -> None:
    answer = search(query, AREAS)
    assert len(answer.meant) <= 33


VARIANTS = {
    "Gunung Puyuh": ("gn. puyuh", "gunungpuyuh", "gng puyuh", "GUNUNG PUYU", "gunung puyuh rw 05"),
    "Gunung Parang": ("gn parang", "gn.parang", "gunungparang"),
    "Cibeureum Hilir": ("cibeurem hilir", "ciberem hilir", "cibereum hilir", "cibeureumhilir"),
    "Dayeuhluhur": ("dayeuh luhur", "dayeh luhur", "dayeuluhur"),
    "Karang Tengah": ("karangtengah", "kr tengah", "karang tengh"),
    "Karamat": ("keramat",),
    "Sriwidari": ("sri widari",),
    "Kebonjati": ("kebon jati", "kbn jati"),
    "Subangjaya": ("subang jaya",),
    "Gedong Panjang": ("gedongpanjang", "gedung panjang"),
    "Nanggeleng": ("nangeleng", "nanggleng"),
    "Sukakarya": ("suka karya",),
    "Limusnunggal": ("limus nunggal",),
    "Sindangpalay": ("sindang palay", "sindang palai"),
    "Jayaraksa": ("jaya raksa",),
    "Jayamekar": ("jaya mekar",),
    "Situmekar": ("situ mekar",),
    "Sudajaya Hilir": ("sudajaya", "suda jaya hilir"),
    "Lembursitu": ("lembur situ",),
    "Tipar": ("Kel. Tipar RT 02 RW 03", "tipar kec citamiang", "  tipar "),
}


@pytest.mark.parametrize(
    ("name", "query"), [(name, query) for name, spelt in VARIANTS.items() for query in spelt]
)
def test_a_place_is_found_as_people_here_write_it(name: str, query: str) -> None:
    assert top(query) == name


def typed(name: str, times: int, dice: random.Random) -> str:
    """Return ``name`` with so many letters lost, doubled, swapped or mistaken."""
    for _ in range(times):
        at, kind = dice.randrange(len(name) - 1), dice.randrange(4)
        letter = dice.choice("abcdefghijklmnopqrstuvwxyz")
        name = (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )[kind]
    return name


@pytest.mark.parametrize(("mistakes", "least"), [(1, 0.98), (2, 0.95)])
def test_the_first_answer_is_the_place_that_was_meant(mistakes: int, least: float) -> None:
    dice = random.Random(20210702)
    tried = [(area.name, typed(area.name.lower(), mistakes, dice)) for area in KELURAHAN * 15]
    answers = [(name, search(query, AREAS)) for name, query in tried]
    right = [
        name
        for name, answer in answers
        if [hit.name for hit in answer.meant + answer.near][:1] == [name]
    ]
    assert len(right) >= least * len(tried)


def test_people_of_the_regency_get_a_link_to_their_own_office() -> None:
    head = PageHead(
        office=OfficeFacts(name="Kantor", address="", demo=False, whatsapp=None),
        today=date(2021, 7, 2),
        changed_at=datetime(2021, 7, 2, tzinfo=UTC),
    )
    text = render_search(head, AREAS, "Cisaat").content.decode()
    assert "Cisaat ada di Kabupaten Sukabumi." in text
    assert 'href="https://sukabumikab.go.id/"' in text
    assert "Cisarua" not in text
