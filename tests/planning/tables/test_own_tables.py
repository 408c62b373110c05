"""Tables as offices keep them: titles, words of their own, totals; no home's name goes further."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from planner.domain.indonesian import day_words
from planner.domain.visits import Request
from planner.domain.vocabulary import Line, Service
from planner.planning.requests.checks import request_problems
from planner.planning.tables.cell_words import count_words, iso_day
from planner.planning.tables.row_preview import RowPreview, TablePreview, preview_requests
from tests.builders import AREAS, TIPAR, make_home_request, make_request

TODAY = date(2026, 12, 1)
HEAD = ["No.", "Tgl Masuk Surat", "Jenis Layanan", "Program", "Alamat Lokasi", "Kel.", "Kecamatan"]
HEAD += ["Jml Orang", "No. HP / WA"]
GOOD = ["1", "5 September 2026", "Perekaman KTP-el", "Pemukiman", "Balai RW 03", "Tipar"]
GOOD += ["Citamiang", "± 60 orang", "0812-3456-7890"]


def looked_at(*rows: list[str]) -> TablePreview:
    return preview_requests([HEAD, *rows], AREAS, {}, today=TODAY)


def changed(**cells: str) -> list[str]:
    names = ("no", "day", "services", "line", "place", "area", "district", "people", "contact")
    return [cells.get(name, cell) for name, cell in zip(names, GOOD, strict=True)]


def read(**cells: str) -> RowPreview:
    (row,) = looked_at(changed(**cells)).rows
    return row


def request(row: RowPreview) -> Request:
    assert row.problems == ()
    assert isinstance(row.value, Request)
    return row.value


def test_a_table_with_titles_totals_and_signatures_is_taken_as_it_is() -> None:
    titles = [["REKAP PERMOHONAN"], ["Dinas Kependudukan"], []]
    below = [["JUMLAH", "", "", "", "", "", "", "60"], ["", "", "", "", "Sukabumi, 1 Desember"]]
    seen = preview_requests([*titles, HEAD, GOOD, *below], AREAS, {}, today=TODAY)
    (row,) = seen.rows
    taken = request(row)
    assert row.number == 5
    assert (taken.line, taken.area_code, taken.people) == (Line.PERMUKIMAN, TIPAR, 60)
    assert taken.services == (Service.KTP_RECORDING,)
    assert taken.requested_on == date(2026, 9, 5)
    assert len(seen.notes) == 3
    assert "Baris 6 dilewati: JUMLAH 60" in seen.notes


def test_a_number_that_only_counts_the_rows_is_no_id_and_the_same_row_comes_again() -> None:
    first, second = looked_at(GOOD, changed(no="2", place="Balai RW 04")).rows
    assert {request(first).id, request(second).id}.isdisjoint({"1", "2"})
    again = preview_requests(
        [HEAD, changed(no="7")], AREAS, {request(first).id: request(first)}, today=TODAY
    )
    assert again.rows[0].status == "same"


@pytest.mark.parametrize("seed", range(20))
def test_every_way_of_writing_a_day_means_that_day(seed: int) -> None:
    chance = Random(seed)
    day = date(2015, 1, 1) + timedelta(chance.randrange(5000))
    named = day_words(day).split(", ")[1]
    number, month, year = named.split(" ")
    ways = [
        day_words(day),
        named,
        f"{number} {month[:3]} {year}",
        f"{number} {month.upper()} {year[2:]}",
        f"{day.day}/{day.month}/{year}",
        f"{day:%d-%m-%y}",
        f"{day:%d.%m.%Y}",
        f"{day.isoformat()} 00:00:00",
    ]
    assert {iso_day(way) for way in ways} == {day.isoformat()}


@pytest.mark.parametrize("text", ["31 Februari 2026", "31/04/2026", "12 Foo 2026", "besok", ""])
def test_what_is_no_day_stays_as_it_is(text: str) -> None:
    assert iso_day(text) == text


@pytest.mark.parametrize(
    ("text", "count", "asked"),
    [
        ("60", "60", ""),
        ("± 60 orang", "60", ""),
        ("55 org", "55", ""),
        ("80 jiwa", "80", ""),
        ("1.000", "1000", ""),
        ("2 pasang", "4", ""),
        ("100-an", "100-an", "100"),
        ("30-40", "30-40", "40"),
        ("banyak", "banyak", ""),
        ("6.5", "6.5", ""),
    ],
)
def test_people_are_read_or_asked_about_never_guessed(text: str, count: str, asked: str) -> None:
    assert count_words(text) == (count, asked)


def test_what_may_mean_two_things_is_asked_on_the_page() -> None:
    assert read(people="100-an").suggestions == {"people": "100"}
    assert read(line="jemput bola").suggestions == {"line": "Permukiman"}


@pytest.mark.parametrize(
    ("area", "district", "code"),
    [
        ("Gn Puyuh", "", "32.72.01.1004"),
        ("Gunungpuyuh", "", "32.72.01.1004"),
        ("KEL. TIPAR", "", TIPAR),
        ("3272031002", "", TIPAR),
        ("Tippar", "Citamiang", TIPAR),
    ],
)
def test_a_kelurahan_is_known_however_it_is_spaced(area: str, district: str, code: str) -> None:
    expected = next(a.code for a in AREAS.at_level("kelurahan") if a.name == "Gunung Puyuh")
    code = expected if "uyuh" in area else code
    assert request(read(area=area, district=district)).area_code == code


@pytest.mark.parametrize(
    ("area", "district"),
    [("Cisaat", ""), ("Cisaat", "Kab. Sukabumi"), ("Sukaraja", ""), ("Tipar", "Kab. Sukabumi")],
)
def test_a_place_of_the_neighbours_is_never_taken_nor_suggested(area: str, district: str) -> None:
    row = read(area=area, district=district)
    assert "wilayah kantor lain" in row.problems[0]
    assert row.suggestions == {}


@pytest.mark.parametrize("area", ["32.72.03", "Kecamatan Citamiang", "32.72", "Kota Sukabumi"])
def test_only_kelurahan_are_kelurahan(area: str) -> None:
    row = read(area=area)
    assert row.status == "bad"
    assert all(near != "32.72.03" for near in row.suggestions.values())


def test_no_name_or_address_of_a_home_is_kept() -> None:
    seen = looked_at(changed(line="Aki Nini", place="Ibu Hj. Siti, Jl. Otista 12", people="1 org"))
    home = request(seen.rows[0])
    assert home.place == f"Kunjungan rumah {home.id}"
    assert "Siti" not in repr(home)
    assert seen.notes == ("Baris 2: nama dan alamat rumah tidak disimpan.",)


def test_the_id_of_a_home_holds_no_name_and_cannot_be_guessed_by_one() -> None:
    names = [f"Ibu {name}, Gg. Mawar 2" for name in ("Siti", "Enok")]
    ids = [request(read(line="Aki Nini", place=name, people="1")).id for name in names]
    assert ids[0] == ids[1]
    seen = looked_at(
        changed(line="Aki Nini", people="1"), changed(no="2", line="Aki Nini", people="1")
    )
    assert len({request(row).id for row in seen.rows}) == 2
    row = read(no="Ibu Siti Otista 12", line="Aki Nini", people="1")
    assert "nomor tanpa nama" in row.problems[0]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("place", make_home_request(place="Ibu Hj. Siti, Jl. Otista 12")),
        ("id", make_home_request("Ibu Siti 12")),
        ("id", make_home_request("Siti")),
        ("area_code", make_request(area_code="32.72.03")),
        ("area_code", make_request(area_code="32.02.29")),
        ("lat", make_request(lat=-6.2)),
        ("lon", make_request(lon=0.0)),
        ("requested_on", make_request(requested_on=date(202, 6, 1))),
        ("requested_on", make_request(requested_on=TODAY + timedelta(1))),
        ("fixed_day", make_request(line=Line.PERKAWINAN)),
    ],
)
def test_what_no_request_may_be_is_named_by_its_field(field: str, wrong: Request) -> None:
    assert list(request_problems(wrong, AREAS, today=TODAY)) == [field]
    assert request_problems(make_request(), AREAS, today=TODAY) == {}
    assert request_problems(make_home_request(), AREAS, today=TODAY) == {}
