"""Reasons name what decides: the rule, its instrument, the policy, exemptions, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from planner.cli.app import app
from planner.domain.decisions import Ask, Blocker, Decision, Limits
from planner.domain.indonesian import span_words
from planner.domain.vocabulary import Line, Outcome, Urgency
from planner.rules import Rulebook, WorkCalendar, decide, read_records, shipped_records
from planner.rules.explaining import Explanation, explain
from planner.rules.setting import NAMED_LIMITS
from tests.builders import TIPAR

RECORDS = shipped_records()
BOOK, CALENDAR = Rulebook.of(RECORDS), WorkCalendar.of(RECORDS)
POLICY = "P-2021-LEVEL-DAN-ZONA"


def way(
    line: Line, as_of: str, day: str, *, urgent: bool = False, book: Rulebook = BOOK
) -> Explanation:
    urgency = Urgency.URGENT if urgent else Urgency.ROUTINE
    ask = Ask(line=line, area_code=TIPAR, urgency=urgency, crew=2)
    days = date.fromisoformat(day), date.fromisoformat(as_of)
    return explain(book, CALENDAR, ask, days[0], as_of=days[1])


def test_a_stop_is_told_with_its_end_and_the_new_date() -> None:
    said = way(Line.AKI_NINI, "2020-03-17", "2020-03-19").decision
    assert said.reason == (
        "Tidak bisa Kamis, 19 Maret 2020 karena Surat Dirjen Dukcapil 443.1/2978: perekaman "
        "ditunda sampai 7 April 2020; paling awal Rabu, 8 April 2020."
    )
    assert said.reason_en == (
        "Not on Thursday, 19 March 2020: letter 443.1/2978 of the Directorate General: ID "
        "recording put off until 7 April 2020; earliest Wednesday, 8 April 2020."
    )


@given(
    title=st.lists(st.sampled_from(["SE", "Wali", "Kota", "443/2026:", "level"]), max_size=30),
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 90),
    firm=st.booleans(),
)
def test_a_stop_always_tells_until_when(
    title: list[str], first: date, length: int, *, firm: bool
) -> None:
    until = first + timedelta(length)
    blocker = Blocker(rule_id="R", basis=" ".join(["X", *title]), until=until)
    said = Decision(
        outcome=Outcome.MOVE,
        day=first,
        as_of=first,
        firm=firm,
        blockers=(blocker,),
        earliest=until + timedelta(1),
    )
    assert len(said.reason.split()) <= 25
    if until > first:
        days = span_words(until, until)
        year = "" if until.year == first.year else f" {until.year}"
        assert f"sampai {days.removesuffix(f' {until.year}')}{year}" in said.reason
        assert f"sampai {days}" in said.cause
    assert "paling awal" in said.reason
    assert "paling awal" not in said.cause
    assert firm or "belum pasti" in said.reason


def test_a_holiday_has_its_english_name_in_english() -> None:
    named = way(Line.PERMUKIMAN, "2026-12-01", "2026-12-25").decision.reason_en
    assert "a public holiday (Christmas Day)" in named


def test_what_the_policy_says_of_a_level_is_told_as_policy() -> None:
    told = way(Line.PERMUKIMAN, "2022-03-08", "2022-03-10")
    assert "kebijakan kantor untuk Inmendagri 15/2022: PPKM level 3" in told.decision.reason
    english = "the office's policy for Home Affairs Instruction 15/2022: PPKM level 3"
    assert english in told.decision.reason_en
    by_limit = {each.limit: each for each in told.limits}
    assert set(by_limit) == {"people_together", "total", "percent", "outdoor"}
    assert {each.policy for each in told.limits} == {POLICY}
    assert {each.instruments for each in told.limits} == {()}


def test_a_limit_names_its_own_rule_instrument_and_article() -> None:
    records = read_records(
        """schema: sijempol-rules/1
instruments:
- {id: I-1, title: "Perwal 7/2030", number: "Perwal 7 Tahun 2030", issued_by: "Wali Kota",
   issuer: city, known_on: 2030-01-01, evidence: synthetic}
rules:
- {id: R-HOURS, title: "Jam pendek", instrument: I-1, article: "Pasal 4", issuer: city,
   areas: ["32.72"], from: 2030-01-07, to: null, known_on: 2030-01-01, binding: mandatory,
   effects: {hours: ["08:00", "12:00"], total: 80}, evidence: synthetic}
- {id: R-TOTAL, title: "Kuota", issuer: office, areas: ["32.72"], from: 2030-01-07, to: null,
   known_on: 2030-01-01, binding: mandatory, effects: {total: 40}, evidence: synthetic}
""",
        name="uji.yaml",
    )
    told = way(Line.PERMUKIMAN, "2030-01-02", "2030-01-08", book=Rulebook.of(records))
    by_limit = {each.limit: each for each in told.limits}
    assert by_limit["hours"].rule_ids == ("R-HOURS",)
    assert by_limit["hours"].instruments == ("Perwal 7 Tahun 2030",)
    assert by_limit["hours"].articles == ("Pasal 4",)
    assert by_limit["total"].rule_ids == ("R-TOTAL",)
    assert (by_limit["total"].instruments, by_limit["total"].articles) == ((), ())


def test_exemptions_are_told_by_name() -> None:
    told = way(Line.AKI_NINI, "2020-03-18", "2020-03-19", urgent=True)
    assert "Surat Dirjen 443.1/2978: perekaman mendesak" in told.decision.reason
    assert [(fate.rule.id, fate.by) for fate in told.lifted] == [
        ("R-2020-DUKCAPIL-2978", ("X-2020-URGENT-KTP",))
    ]
    requires = next(each for each in told.limits if each.limit == "requires")
    assert requires.rule_ids == ("X-HOME-VISIT", "X-2020-URGENT-KTP")
    assert requires.instruments == ("443.1/2978/Dukcapil",)


def test_it_is_told_who_ended_and_who_displaced() -> None:
    ended = {
        fate.rule.id: fate.by for fate in way(Line.PERMUKIMAN, "2021-07-02", "2021-07-05").ended
    }
    assert ended["R-2021-PPKM-MIKRO-2"] == ("A01",)
    assert ended["R-2020-SIJEMPOL-STOP"] == ("R-2020-SIJEMPOL-STOP",)
    displaced = way(Line.AKI_NINI, "2020-05-21", "2020-05-27", urgent=True).displaced
    assert [(fate.rule.id, fate.by) for fate in displaced] == [
        ("R-2020-PSBB-JABAR-EXT1", ("D-2020-CITY-NO-EXT",))
    ]


@pytest.mark.parametrize("line", Line)
def test_each_limit_of_the_past_has_a_basis_and_no_answer_changes(line: Line) -> None:
    stopping = {Outcome.MOVE, Outcome.HOLD}
    for step in range(0, 1000, 9):
        day = date.fromordinal(date(2020, 3, 16).toordinal() + step)
        ask = Ask(line=line, area_code=TIPAR)
        said = explain(BOOK, CALENDAR, ask, day, as_of=day)
        plain = decide(BOOK, CALENDAR, ask, day, as_of=day)
        limits = said.decision.limits
        wanted = [name for name in NAMED_LIMITS if getattr(limits, name) != getattr(Limits(), name)]
        assert [each.limit for each in said.limits] == wanted
        assert all(each.rule_ids for each in said.limits)
        assert said.decision.rule_ids == plain.rule_ids
        assert len(plain.reason.split()) <= 25
        if plain.outcome in stopping:
            blocking = {name for each in plain.blockers for name in (each.rule_id, *each.also)}
            assert set(plain.rule_ids) == blocking
            assert plain.titles == tuple(dict.fromkeys(each.basis for each in plain.blockers))
        for word in ("Inmendagri", "Sijempol", "hari libur", "kebijakan"):
            assert word not in plain.reason_en.replace("R-2020-SIJEMPOL", "")


def test_the_command_shows_the_way_as_a_tree() -> None:
    cases = Path(__file__).with_name("cases.csv")
    done = CliRunner().invoke(app, ["decide", "--cases", str(cases), "--trace"])
    assert done.exit_code == 0, done.output
    flat = " ".join(done.stdout.split())
    parts = ("RC09 go_limited", "Digeser keputusan daerah", "Paling ketat per ukuran", "Kalender")
    for part in parts:
        assert part in flat
