"""A NIK is never written into free text."""

from __future__ import annotations

import pytest

from planner.domain.errors import BadInput
from planner.domain.personal import holds_nik, refuse_personal


@pytest.mark.parametrize(
    "text",
    [
        "NIK 3272034107550001",
        "3272034107550001",
        "a3272034107550001b",
        "3272.0341.0755.0001",
        "3272 0341 0755 0001",
        "327203-410755-0001",
        "9999999999999999",
    ],
)
def test_sixteen_digits_are_refused(text: str) -> None:
    assert holds_nik(text)
    with pytest.raises(BadInput, match="Alasan: jangan tulis NIK") as refused:
        refuse_personal({"Alasan": text})
    assert "3272" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "08123456 08987654",
        "12345678901234567",
        "RW 03, 2021-07-05 pukul 09.00",
        "327203410755000",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not holds_nik(text)
    refuse_personal({"Alasan": text})


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_what_no_database_keeps_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="tidak bisa disimpan"):
        refuse_personal({"Tempat": text})
