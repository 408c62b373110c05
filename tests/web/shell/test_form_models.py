"""Forms as models: every problem beside its field, in words; everything typed shown again."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import Field, ValidationError, model_validator

from planner.domain.errors import BadInput
from planner.web.shell.form_models import (
    WHOLE_FORM,
    Day,
    FormRefused,
    NeededLine,
    Number,
    OfficeForm,
    OneLine,
    Whole,
    beside,
    within,
)
from tests.web.conftest import WebOffice


class Size(StrEnum):
    SMALL = "kecil"
    LARGE = "besar"


class Shed(OfficeForm):
    """A form with a field of every kind."""

    name: NeededLine = Field(alias="nama", title="Nama", max_length=10)
    note: OneLine = Field(default="", alias="catatan", title="Catatan")
    built: Day = Field(alias="dibangun", title="Hari dibangun")
    people: Annotated[Whole, within(1, 20)] = Field(default=1, alias="orang", title="Jumlah orang")
    lat: Number | None = Field(default=None, alias="lintang", title="Lintang")
    size: Size = Field(default=Size.SMALL, alias="ukuran", title="Ukuran")
    colours: tuple[Size, ...] = Field(default=(), alias="warna", title="Warna")

    @model_validator(mode="after")
    def _not_before_the_wall(self) -> Shed:
        if self.built < date(2020, 1, 1) and self.size is Size.LARGE:
            raise FormRefused({WHOLE_FORM: "Gudang besar baru ada sejak 2020."})
        return self


RIGHT: dict[str, object] = {"nama": "  Gudang   1 ", "dibangun": "2021-06-21"}


def refused(**sent: object) -> dict[str, str]:
    with pytest.raises(FormRefused) as told:
        Shed.model_validate(RIGHT | sent)
    return told.value.problems


def test_a_right_form_is_read() -> None:
    shed = Shed.model_validate(
        RIGHT
        | {"orang": "12,0", "lintang": "-6,9", "ukuran": "besar", "warna": ["kecil"], "tanda": "x"}
    )
    assert (shed.name, shed.built, shed.people) == ("Gudang 1", date(2021, 6, 21), 12)
    assert (shed.lat, shed.size, shed.colours) == (-6.9, Size.LARGE, (Size.SMALL,))
    assert shed.idempotency_key == ""


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nama", "   ", "Nama masih kosong. Isi lalu simpan lagi."),
        ("nama", "x" * 11, "Nama lebih dari 10 huruf. Persingkat."),
        ("nama", "a\x00", "Nama: ada huruf yang tidak bisa disimpan. Ketik ulang."),
        (
            "catatan",
            "3272010101900001",
            "Catatan: jangan tulis NIK atau nomor 16 angka. Hapus nomor itu.",
        ),
        ("dibangun", "kemarin", "Hari dibangun bukan tanggal. Pilih tanggal dari kalender."),
        ("dibangun", "1624233600", "Hari dibangun bukan tanggal. Pilih tanggal dari kalender."),
        ("dibangun", "1999-12-31", "Hari dibangun bukan tanggal. Pilih tanggal dari kalender."),
        ("orang", "21", "Jumlah orang harus angka dari 1 sampai 20."),
        ("orang", "1.5", "Jumlah orang harus angka bulat."),
        ("orang", "nan", "Jumlah orang harus angka bulat."),
        ("orang", "banyak", "Jumlah orang harus angka."),
        ("lintang", "utara", "Lintang harus angka."),
        ("ukuran", "sedang", "Ukuran: pilih salah satu dari daftar."),
        ("warna", ["kecil", "biru"], "Warna: pilih salah satu dari daftar."),
        ("kunci", "<script>", "Kunci tidak bisa dibaca. Perbaiki lalu kirim lagi."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(field: str, value: object, sentence: str) -> None:
    assert refused(**{field: value}) == {field: sentence}


def test_what_is_missing_says_how_it_is_filled() -> None:
    with pytest.raises(FormRefused) as told:
        Shed.model_validate({"orang": "0"})
    assert told.value.problems == {
        "nama": "Nama masih kosong. Isi lalu simpan lagi.",
        "dibangun": "Hari dibangun masih kosong. Pilih tanggal.",
        "orang": "Jumlah orang harus angka dari 1 sampai 20.",
    }
    assert str(told.value).splitlines() == list(told.value.problems.values())


def test_what_belongs_to_no_field_is_told_of_the_whole_form() -> None:
    told = refused(ukuran="besar", dibangun="2019-12-31")
    assert told == {"": "Gudang besar baru ada sejak 2020."}


def test_a_form_never_changes() -> None:
    with pytest.raises(ValidationError):
        Shed.model_validate(RIGHT).people = 3


def test_what_an_action_refuses_is_told_beside_the_field() -> None:
    with pytest.raises(FormRefused) as told, beside("tempat"):
        raise BadInput(["Sudah ada.", "Pilih lain."])
    assert told.value.problems == {"tempat": "Sudah ada. Pilih lain."}


def test_a_refused_form_is_shown_again_with_all_that_was_typed(web: WebOffice) -> None:
    sent = {"first": "besok", "last": "2021-07-05"}
    answer = web.client.post("/kantor/draf", data=sent)
    assert answer.status_code == 422
    assert "Hari pertama bukan tanggal. Pilih tanggal dari kalender." in answer.text
    assert re.search(r'<input id="first"[^>]*value="besok"[^>]*aria-invalid="true"', answer.text)
    assert re.search(r'<input id="last"[^>]*value="2021-07-05"', answer.text)
    assert 'id="galat-first"' in answer.text
    assert 'id="galat-last"' not in answer.text
    # Emptied is not the same as never asked: what the page offers does not come back.
    hostile = web.client.post("/kantor/draf", data={"first": '"><b>', "last": "2021-07-05"}).text
    assert 'value="&#34;&gt;&lt;b&gt;"' in hostile
    emptied = web.client.post("/kantor/draf", data={"first": "", "last": "2021-07-05"}).text
    assert re.search(r'<input id="first"[^>]*value=""', emptied)
    assert "Hari pertama masih kosong. Pilih tanggal." in emptied


def test_what_the_action_refuses_is_told_above_the_form(web: WebOffice) -> None:
    days = {"first": "2021-07-05", "last": "2021-06-28"}
    answer = web.client.post("/kantor/draf", data=days)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert re.search(r'<input id="first"[^>]*value="2021-07-05"', answer.text)


def test_a_form_sent_again_does_nothing_again(web: WebOffice) -> None:
    days = {"first": "2021-06-28", "last": "2021-07-05", "kunci": "satu"}
    first = web.client.post("/kantor/draf", data=days)
    again = web.client.post("/kantor/draf", data=days)
    assert first.headers["location"] == again.headers["location"]
