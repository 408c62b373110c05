"""Rules as open data: what is known today, the days in force as known each day, nothing private."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import jsonschema
import pytest

from planner.actions.saving.public_rules import public_periods, public_rules
from planner.public import render_site
from planner.public.feeds.every_feed import feed_files
from planner.public.shared.public_facts import OfficeFacts, SiteFacts
from planner.rules import Rulebook, read_records, shipped_records
from tests.public.feeds.lives import facts_of

DAY = date(2030, 11, 12)
TEXT = """
schema: sijempol-rules/1
instruments:
- {id: I-1, title: SE 1, number: SE 443/1, issued_by: Wali Kota, issuer: city,
   signed_on: 2030-11-01, known_on: 2030-11-02, evidence: documented}
rules:
- {id: R-STOP, title: Berhenti dulu, instrument: I-1, article: "Diktum KESATU", issuer: city,
   areas: ["32.72"], from: 2030-11-03, to: 2030-11-20, known_on: 2030-11-02, binding: mandatory,
   scope: {lines: [PERMUKIMAN, AKI_NINI]}, effects: {suspend: true}, evidence: documented,
   note: "Kata Bu Ani", sources: ["https://jdih.example.go.id/1"],
   ended_on: 2030-11-18, ended_known_on: 2030-11-30}
- {id: R-OPEN, title: Citamiang dibuka, issuer: city, areas: ["32.72.03"], from: 2030-11-08,
   to: 2030-11-20, known_on: 2030-11-07, binding: mandatory, revokes: [R-STOP],
   evidence: indirect}
- {id: R-WRONG, title: Salah tulis, issuer: office, areas: ["32.72"], from: 2030-11-04, to: null,
   known_on: 2030-11-04, binding: internal, effects: {percent: 50}, evidence: indirect}
- {id: R-RIGHT, title: Betul, issuer: office, areas: ["32.72"], from: 2030-11-04, to: null,
   known_on: 2030-11-10, binding: internal, corrects: R-WRONG,
   effects: {percent: 75, requires: [mask]}, evidence: indirect}
- {id: R-LATER, title: Belum diketahui, issuer: city, areas: ["32.72"], from: 2030-11-04, to: null,
   known_on: 2030-11-25, binding: mandatory, effects: {suspend: true}, evidence: documented}
- {id: R-HOMES, title: Kunjungan rumah, issuer: office, areas: ["32.72"], from: 2030-11-04,
   to: null, known_on: 2030-11-04, binding: internal, scope: {lines: [AKI_NINI]},
   effects: {suspend: true}, evidence: indirect}
hosts:
- {id: H-1, title: Sekolah menolak, areas: ["32.72"], from: 2030-11-01, to: null,
   known_on: 2030-11-01, evidence: documented}
"""


def site(text: str = TEXT, day: date = DAY, *, demo: bool = False) -> SiteFacts:
    """Return the facts of a site with the rules of ``text``, as known on ``day``."""
    book = Rulebook.of(read_records(text, name="uji"))
    rules = public_rules(book, day)
    office = OfficeFacts(name="Kantor", address="", demo=demo, whatsapp=None)
    periods = public_periods(book, rules, day)
    return facts_of(today=day, rules=rules, rule_periods=periods, office=office)


def document(facts: SiteFacts) -> Any:
    return json.loads(feed_files(facts)["data/aturan.json"].content)


def table(facts: SiteFacts, name: str) -> list[dict[str, str]]:
    text = feed_files(facts)[f"data/{name}.csv"].content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_each_rule_says_its_days_its_knowledge_its_act_and_its_ties() -> None:
    rules = {rule["id"]: rule for rule in document(site())["rules"]}
    stop, opened = rules["R-STOP"], rules["R-OPEN"]
    assert (stop["state"], stop["first"], stop["last"]) == ("in_force", "2030-11-03", "2030-11-20")
    assert (stop["known_on"], stop["number"], stop["article"]) == (
        "2030-11-02",
        "SE 443/1",
        "Diktum KESATU",
    )
    assert (stop["effects"], stop["effect"], stop["severity"]) == (
        {"suspend": True},
        "NO_SERVICE",
        "SEVERE",
    )
    assert stop["orders"].startswith("Kunjungan dihentikan sementara.")
    assert (stop["ended_by"], opened["ends"]) == (["R-OPEN"], ["R-STOP"])
    assert rules["R-WRONG"]["state"] == "corrected"
    assert rules["R-RIGHT"]["corrects"] == ["R-WRONG"]
    assert rules["R-RIGHT"]["effect"] == "REDUCED_SERVICE"


def test_an_end_shows_only_once_it_is_known_and_beside_what_the_text_says() -> None:
    later = {rule["id"]: rule for rule in document(site(day=date(2030, 12, 1)))["rules"]}
    stop = later["R-STOP"]
    assert (stop["state"], stop["last"], stop["text_last"]) == ("ended", "2030-11-18", "2030-11-20")


def test_what_is_private_or_not_yet_known_is_nowhere() -> None:
    facts = site()
    assert {rule["id"] for rule in document(facts)["rules"]} == {
        "R-STOP",
        "R-OPEN",
        "R-WRONG",
        "R-RIGHT",
    }
    for path, page in render_site(facts).items():
        if path.startswith("data/aturan") or path.endswith("aturan.html"):
            text = page.content.decode()
            for word in ("AKI_NINI", "R-HOMES", "R-LATER", "Bu Ani", "H-1", "2030-11-30"):
                assert word not in text, (path, word)


def test_the_history_says_what_was_in_force_as_known_each_day() -> None:
    rows = [(r["rule"], r["area"], r["first"], r["last"]) for r in table(site(), "aturan-harian")]
    assert rows == [
        ("R-STOP", "32.72", "2030-11-03", "2030-11-12"),
        ("R-STOP", "32.72.03", "2030-11-03", "2030-11-07"),
        ("R-WRONG", "32.72", "2030-11-04", "2030-11-09"),
        ("R-OPEN", "32.72.03", "2030-11-08", "2030-11-12"),
        ("R-RIGHT", "32.72", "2030-11-10", "2030-11-12"),
    ]
    city, citamiang, wrong, *_ = table(site(), "aturan-harian")
    assert (city["without"], citamiang["without"]) == ("32.72.03", "")
    assert wrong["corrected_by"] == "R-RIGHT"


def inside(code: str, area: str) -> bool:
    return area in ("ID", code) or code.startswith(f"{area}.")


def days(first: date, last: date, step: int) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(step)


@pytest.mark.parametrize("code", ["32.72", "32.72.03.1002", "32.72.01.1001"])
def test_the_history_agrees_with_the_rules_of_every_third_day(code: str) -> None:
    book, until = Rulebook.of(shipped_records()), date(2023, 1, 5)
    rules = public_rules(book, until)
    periods = public_periods(book, rules, until)
    known = {rule.rule_id for rule in rules if rule.kind != "exemption"}
    assert len(periods) > 100
    for day in days(date(2020, 3, 10), until, 3):
        expected = {r.id for r in book.view(day).near(code).rules() if r.in_force(day)} & known
        told = {
            period.rule_id
            for period in periods
            if period.first <= day <= period.last
            and inside(code, period.area)
            and not any(inside(code, area) for area in period.without)
        }
        assert told & known == expected, day


def test_files_are_as_their_published_schemas_say() -> None:
    book = Rulebook.of(shipped_records())
    day = date(2021, 7, 10)
    rules = public_rules(book, day)
    shipped = facts_of(
        today=day, rules=rules, rule_periods=public_periods(book, rules, day), bases={}
    )
    for facts in (shipped, site()):
        files = feed_files(facts)
        schema = json.loads(files["data/aturan.schema.json"].content)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(document(facts), schema)
        for name in ("aturan", "aturan-harian"):
            described = json.loads(files[f"data/{name}.csv-metadata.json"].content)
            columns = described["tableSchema"]["columns"]
            rows = table(facts, name)
            assert [column["name"] for column in columns] == list(rows[0])
            for row in rows:
                for column in columns:
                    assert row[column["name"]] or not column["required"], column
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document(site()), "rules": [{"id": "R"}]}, schema)


def test_data_of_an_example_say_so() -> None:
    files = feed_files(site(demo=True))
    assert document(site(demo=True))["notice"].startswith("CONTOH")
    assert "CONTOH" in files["data/aturan.csv-metadata.json"].content.decode()
    assert document(site())["notice"] == ""


def test_the_page_says_days_knowledge_orders_and_leads_to_the_official_text() -> None:
    pages = render_site(site())
    text = unescape(re.sub(r"\s+", " ", pages["aturan.html"].content.decode()))
    card = re.search(r'id="R-STOP".*?</article>', text)
    assert card is not None
    for words in (
        "3-20 November 2030.",
        "Sabtu, 2 November 2030",
        "Kunjungan dihentikan sementara.",
        "<dt>Wilayah</dt><dd>Kota Sukabumi</dd>",
        'Pemerintah kota: <span lang="id">Wali Kota</span>',
        'nomor <span lang="id">SE 443/1</span>',
        '<a href="https://jdih.example.go.id/1"',
        "Naskah resmi: jdih.example.go.id",
    ):
        assert words in card[0], words
    english = pages["en/aturan.html"].content.decode()
    assert "Visits are suspended." in english
    assert "Known since" in english
