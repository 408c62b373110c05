"""CSV files of requests and units: taken whole, or refused with every problem named."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import BadInput
from planner.domain.vocabulary import Line, Service, Urgency
from planner.planning.tables.request_rows import (
    MOST_ROWS,
    REQUEST_COLUMNS,
    read_requests,
    read_units,
    text_of_bytes,
)
from tests.builders import AREAS

HEAD = ",".join(REQUEST_COLUMNS)
GOOD = "P-1,PERMUKIMAN,32.72.03.1002,Balai RW 03,-6.92,106.92,60,KTP_RECORDING;KK,,2021-06-01,,"


def problems(*rows: str, head: str = HEAD) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read_requests("\n".join([head, *rows]), AREAS)
    return refused.value.problems


def test_a_row_becomes_a_request() -> None:
    (request,) = read_requests(f"{HEAD}\n{GOOD}\n", AREAS)
    assert (request.line, request.people, request.urgency) == (
        Line.PERMUKIMAN,
        60,
        Urgency.ROUTINE,
    )
    assert request.services == (Service.KTP_RECORDING, Service.KK)
    assert not request.synthetic


def test_excel_writes_semicolons_and_a_byte_order_mark() -> None:
    row = GOOD.replace("KTP_RECORDING;KK", "KTP_RECORDING").replace(",", ";")
    text = "\ufeff" + HEAD.replace(",", ";") + "\r\n" + row + "\r\n"
    assert len(read_requests(text, AREAS)) == 1


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        (
            "PERMUKIMAN",
            "PERMUKIMN",
            "kolom line: 'PERMUKIMN' tidak dikenal. Maksud Anda PERMUKIMAN?",
        ),
        ("32.72.03.1002", "32.02.03.1002", "Kabupaten Sukabumi; kota memakai 32.72"),
        ("32.72.03.1002", "32.72.03.1009", "Maksud Anda 32.72.03.100"),
        (",60,", ",0,", "kolom people: '0' harus angka dari 1 sampai 2000"),
        (",60,", ",2001,", "kolom people"),
        (",60,", ",6.5,", "kolom people"),
        (",60,", ",nan,", "kolom people"),
        ("-6.92", "inf", "kolom lat"),
        ("-6.92", "-6,92", "kolom"),
        ("2021-06-01", "01/06/2021", "bukan tanggal. Tulis misalnya"),
        ("Balai RW 03", "", "kolom place: kosong"),
        ("KTP_RECORDING;KK", "KTP;KK", "kolom services: 'KTP' tidak dikenal"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(good: str, bad: str, complaint: str) -> None:
    complaints = problems(GOOD.replace("P-1", "P-0"), GOOD.replace(good, bad))
    assert any(complaint in line for line in complaints), complaints
    assert all(line.startswith("Baris 3, kolom") for line in complaints)


def test_all_problems_are_told_at_once() -> None:
    complaints = problems(GOOD.replace(",60,", ",x,"), GOOD.replace("PERMUKIMAN", "?"))
    assert [line.split(",")[0] for line in complaints] == ["Baris 2", "Baris 3", "Baris 3"]


def test_a_number_used_twice_names_both_rows() -> None:
    assert problems(GOOD, GOOD) == [
        "Baris 3, kolom id: 'P-1' sudah ada di baris 2. Beri nomor lain."
    ]


def test_a_missing_column_is_named() -> None:
    assert "kolom people tidak ada" in problems(head=HEAD.replace("people,", ""))[0]


def test_too_many_rows_are_refused() -> None:
    rows = [GOOD.replace("P-1", f"P-{n}") for n in range(MOST_ROWS + 1)]
    assert "Bagi menjadi dua" in problems(*rows)[0]


@given(st.text(max_size=300))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    for whole in (text, f"{HEAD}\n{text}", f"{HEAD}\n{GOOD}\n{text}"):
        try:
            taken = read_requests(whole, AREAS)
        except BadInput as refused:
            outcome = refused.problems
        else:
            outcome = [request.id for request in taken] or ["nothing"]
        assert outcome


@pytest.mark.parametrize("content", [b"\xff\xfe\x00a", b"\xd8\x00", b"a\x00b"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="Simpan dari Excel"):
        text_of_bytes(content, name="x.csv")


def test_the_shipped_example_has_sixty_requests_of_all_lines_and_eight_homes() -> None:
    folder = files("planner") / "data" / "demo"
    requests = read_requests((folder / "requests.csv").read_text(), AREAS, synthetic=True)
    units = read_units((folder / "units.csv").read_text())
    assert len(requests) == 60
    assert {request.line for request in requests} == set(Line)
    assert sum(request.line is Line.AKI_NINI for request in requests) == 8
    assert all("CONTOH" in request.place and request.synthetic for request in requests)
    assert len(units) == 3
