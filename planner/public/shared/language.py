"""The language a page is rendered in: Indonesian as written, English from a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from importlib.resources import files
from typing import Final

from babel.messages.pofile import read_po

from planner.domain import english as english_days
from planner.domain import indonesian

INDONESIAN: Final = "id"
ENGLISH: Final = "en"


class Catalogue(NullTranslations):
    """Translations of one language; ``missing`` collects texts it was asked for and lacks."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self.texts = texts
        self.missing: set[str] = set()

    def gettext(self, message: str) -> str:
        """Return ``message`` in this language; as it is where there is no translation."""
        text = self.texts.get(message)
        if text is None:
            self.missing.add(message)
            return message
        return text


_language: ContextVar[str] = ContextVar("language", default=INDONESIAN)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Render in ``language`` until the end of the block."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def spoken() -> str:
    """Return the code of the language pages are being rendered in."""
    return _language.get()


@lru_cache(maxsize=1)
def english() -> Catalogue:
    """Return the English catalogue, read from its source."""
    with (files("planner.public") / "locale" / "en.po").open("rb") as source:
        read = read_po(source, locale=ENGLISH)
    return Catalogue({str(each.id): str(each.string) for each in read if each.id and each.string})


def gettext(message: str) -> str:
    """Return ``message``, written in Indonesian, in the language of the page."""
    return message if spoken() == INDONESIAN else english().gettext(message)


def say(message: str, **values: object) -> str:
    """Return ``message`` in the language of the page with its ``%(name)s`` filled in."""
    text = gettext(message)
    return text % values if values else text


def day_words(day: date) -> str:
    """Return ``day`` in full: "Jumat, 2 Juli 2021" or "Friday, 2 July 2021"."""
    if spoken() == INDONESIAN:
        return indonesian.day_words(day)
    return english_days.day_words(day)


def short_day(day: date) -> str:
    """Return ``day`` briefly: "Jum 2 Jul" or "Fri 2 Jul"."""
    if spoken() == INDONESIAN:
        return indonesian.short_day(day)
    return english_days.short_day(day)


def weekday_words(day: date) -> str:
    """Return the weekday as it fits beside a date: "Jumat", or "Fri" for longer names."""
    if spoken() == INDONESIAN:
        return indonesian.day_words(day).split(",")[0]
    return english_days.weekday_words(day)


def month_words(year: int, month: int) -> str:
    """Return a month in full: "Juli 2021" or "July 2021"."""
    if spoken() == INDONESIAN:
        return indonesian.month_words(year, month)
    return english_days.month_words(year, month)


def number_words(number: int) -> str:
    """Return ``number`` with its thousands apart: "12.345" or "12,345"."""
    return indonesian.grouped(number) if spoken() == INDONESIAN else f"{number:,}"


def span_words(first: date, last: date) -> str:
    """Return the days ``first`` to ``last``: "3-20 Juli 2021" or "3-20 July 2021"."""
    if spoken() == INDONESIAN:
        return indonesian.span_words(first, last)
    return english_days.span_words(first, last)
