"""Forms as models: every problem told beside its field, everything typed shown again.

A form is a subclass of :class:`OfficeForm` with a ``title`` for each field, taken by an endpoint
as ``Annotated[Model, Form()]``. What cannot be taken is refused as :class:`FormRefused`; the
function that an endpoint names with ``@shown_again`` shows the page with the form once more.
A check of several fields is a ``model_validator(mode="after")`` that raises :class:`FormRefused`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from planner.domain.errors import BadInput, PlannerError
from planner.domain.personal import holds_nik

#: What does not belong to one field stands under this name.
WHOLE_FORM: Final = ""
_UNREADABLE: Final = "tidak bisa dibaca. Perbaiki lalu kirim lagi."
_FROM_LIST: Final = ": pilih salah satu dari daftar."
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)


class FormRefused(PlannerError):
    """A form that cannot be taken; ``problems`` maps a field's name to what to do about it."""

    code = "form_refused"

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = dict(problems)


def refuse(problems: Mapping[str, str]) -> None:
    """Refuse a form that has ``problems``.

    Raises
    ------
    FormRefused
        There is at least one.
    """
    if problems:
        raise FormRefused(problems)


@contextmanager
def beside(field: str, kind: type[PlannerError] = BadInput) -> Iterator[None]:
    """Tell what an action refuses as ``kind`` beside ``field`` of the form that was sent."""
    try:
        yield
    except kind as refused:
        raise FormRefused({field: str(refused).replace("\n", " ")}) from refused


class OfficeForm(BaseModel):
    """A form of the office. Sent twice with one ``idempotency_key``, it is done once.

    ``foreseen`` is the mark of what the page with the form showed that sending it does.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    idempotency_key: str = Field(
        default="", alias="kunci", title="Kunci", max_length=80, pattern=r"^[A-Za-z0-9_-]*$"
    )
    foreseen: str = Field(
        default="",
        alias="akibat",
        title="Akibat yang dilihat",
        pattern=r"^(\d{1,9}-\d{1,9}-[0-9a-f]{16})?$",
    )

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_in_words(cls, sent: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Return the form, or refuse it with one sentence a field."""
        try:
            return handler(sent)
        except ValidationError as wrong:
            problems: dict[str, str] = {}
            fields = {field.alias or own: field for own, field in cls.model_fields.items()}
            for error in wrong.errors(include_url=False):
                name = str(error["loc"][0])
                problems.setdefault(name, _sentence(fields[name], error))
            raise FormRefused(problems) from wrong


def _sentence(field: FieldInfo, error: ErrorDetails) -> str:
    """Return what is wrong with ``field`` and what to do."""
    if error["type"] in ("missing", "string_too_short", "too_short"):
        return f"{field.title} masih kosong. {_how_to_fill(field.annotation)}"
    return f"{field.title}{_what_is_wrong(error['type'], error.get('ctx', {}))}"


def _how_to_fill(kind: object) -> str:
    if isinstance(kind, type) and issubclass(kind, date):
        return "Pilih tanggal."
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "Pilih salah satu dari daftar."
    if kind in (int, float):
        return "Isi angka."
    return "Isi lalu simpan lagi."


def _what_is_wrong(kind: str, ctx: Mapping[str, Any]) -> str:
    """Return what follows a field's label."""
    if kind == "value_error":
        text = str(ctx["error"])
        return text if text.startswith(":") else f" {text}"
    if kind in ("string_too_long", "too_long"):
        return f" lebih dari {ctx['max_length']} huruf. Persingkat."
    if kind in ("enum", "literal_error", "bool_parsing"):
        return _FROM_LIST
    return f" {_UNREADABLE}"


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


def _keepable(text: str) -> str:
    if holds_nik(text):
        raise ValueError(": jangan tulis NIK atau nomor 16 angka. Hapus nomor itu.")
    if any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(": ada huruf yang tidak bisa disimpan. Ketik ulang.")
    return text


def read_day(text: str) -> date | None:
    """Return the day of this century's calendar that ``text`` names; None where it is none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


def _iso_day(sent: object) -> object:
    if not isinstance(sent, str):
        return sent
    day = read_day(sent)
    if day is None:
        raise ValueError("bukan tanggal. Pilih tanggal dari kalender.")
    return day


def _plain_number(sent: object) -> object:
    """Return a number as people write it, with a comma or a point."""
    if not isinstance(sent, str):
        return sent
    try:
        return float(sent.strip().replace(",", "."))
    except ValueError:
        raise ValueError("harus angka.") from None


def _whole(sent: object) -> object:
    number = _plain_number(sent)
    if not isinstance(number, float):
        return number
    if not number.is_integer():
        raise ValueError("harus angka bulat.")
    return int(number)


def within(least: float, most: float) -> AfterValidator:
    """Return the check that a number lies between two limits, both included."""

    def check(value: float | None) -> float | None:
        if value is not None and not least <= value <= most:
            raise ValueError(f"harus angka dari {least:g} sampai {most:g}.")
        return value

    return AfterValidator(check)


#: One line of text that may be kept: no NIK, no letters that cannot be saved.
OneLine = Annotated[str, BeforeValidator(_one_line), AfterValidator(_keepable)]
#: A line that must be there.
NeededLine = Annotated[
    str, BeforeValidator(_one_line), Field(min_length=1), AfterValidator(_keepable)
]
#: A day of this century's calendar.
Day = Annotated[date, BeforeValidator(_iso_day)]
#: Numbers as people write them; say the limits with ``within``.
Number = Annotated[float, BeforeValidator(_plain_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
#: A box that may be ticked; one that is not is not sent.
Ticked = Annotated[bool, BeforeValidator(bool)]
