"""The words people read: short sentences, every code with a word, no developer's words."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest

from planner.domain.code_words import SERVICES
from planner.domain.decisions import Limits
from planner.domain.indonesian import clock_words, day_words, short_day, span_words
from planner.domain.vocabulary import Channel, EventKind, Evidence, Line, Outcome, Service
from planner.public.shared.language import english
from planner.public.shared.public_words import (
    CHANNELS,
    EVENTS,
    EVIDENCE,
    LINES,
    OUTCOMES,
    condition_words,
    limit_words,
)
from planner.rules import shipped_records

BANNED = ("server", "error", "optimasi", "submit", "login", "database", "solver", "JSON", "API")


def test_every_code_has_a_word() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(SERVICES) == set(Service)
    assert set(CHANNELS) == set(Channel)
    assert set(EVENTS) == set(EventKind)
    assert set(EVIDENCE) == set(Evidence)
    assert set(LINES) == {line for line in Line if not line.private}


def test_every_condition_of_the_shipped_rules_has_words() -> None:
    text = str(shipped_records())
    codes = set(re.findall(r"'(?:requires|advice)': \[([^\]]*)\]", text))
    names = {name.strip("' ") for group in codes for name in group.split(",")}
    assert len(names) > 8
    assert {name for name in names if condition_words(name) == name.replace("_", " ")} == set()


def test_limits_are_told_one_by_one() -> None:
    limits = Limits(
        percent=50,
        total=50,
        people_together=10,
        hours=("00:00", "15:00"),
        outdoor=True,
        residents_only=True,
        vaccinated_only=True,
        services_off=(Service.KTP_RECORDING,),
        requires=("mask", "distancing"),
    )
    sentences = limit_words(limits)
    assert sentences == [
        "Kuota 50 persen dari biasanya.",
        "Paling banyak 50 orang dilayani dalam satu sesi.",
        "Paling banyak 10 orang di tempat, termasuk petugas.",
        "Hanya pukul 00.00-15.00 WIB.",
        "Di tempat terbuka.",
        "Hanya untuk warga setempat.",
        "Hanya untuk yang sudah divaksin.",
        "Belum dilayani: Rekam KTP.",
        "Pakai masker, jaga jarak.",
    ]
    assert limit_words(Limits()) == []
    assert limit_words(Limits(outdoor=False)) == ["Di dalam ruangan."]


#: A text marked for translation, written as one piece or more.
TRANSLATED = re.compile(r'\{\{-?\s*_\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+).*?\}\}', re.S)
PIECES = re.compile(r'"((?:[^"\\]|\\.)*)"')


@pytest.mark.parametrize("package", ["planner.public", "planner.web"])
def test_templates_use_short_sentences_and_no_developers_words(package: str) -> None:
    for path in Path(str(files(package) / "templates")).rglob("*.html"):
        source = re.sub(r"\{[%#].*?[%#]\}", " ", path.read_text(encoding="utf-8"), flags=re.S)
        source = TRANSLATED.sub(lambda match: "".join(PIECES.findall(match[1])), source)
        source = re.sub(r"\{\{.*?\}\}", "X", source, flags=re.S)
        for block in re.split(
            r"</?(?:p|li|h\d|td|th|dd|dt|caption|title|label|legend|summary|button|option|div|section)\b[^>]*>",
            source,
        ):
            text = unescape(re.sub(r"<[^>]+>", " ", block))
            for sentence in re.split(r"[.:;?!]\s", text):
                assert len(sentence.split()) <= 25, (path.name, sentence.strip())
            for word in BANNED:
                assert not re.search(rf"\b{word}\b", text), (path.name, word)


@pytest.mark.parametrize("language", [0, 1])
def test_texts_in_both_languages_keep_to_short_sentences(language: int) -> None:
    for pair in english().texts.items():
        for sentence in re.split(r"[.:;?!]\s", pair[language]):
            assert len(sentence.split()) <= 25, sentence


def test_days_and_hours_are_told_as_people_read_them() -> None:
    assert day_words(date(2021, 7, 2)) == "Jumat, 2 Juli 2021"
    assert short_day(date(2021, 8, 31)) == "Sel 31 Agu"
    assert clock_words(8 * 60 + 5) == "08.05"
    assert span_words(date(2021, 7, 3), date(2021, 7, 20)) == "3-20 Juli 2021"
    assert span_words(date(2021, 8, 31), date(2021, 9, 17)) == "31 Agustus - 17 September 2021"
    assert span_words(date(2020, 12, 28), date(2021, 1, 8)) == "28 Desember 2020 - 8 Januari 2021"
    assert span_words(date(2020, 3, 30), date(2020, 3, 30)) == "30 Maret 2020"
