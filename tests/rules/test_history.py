"""A past replayed: the timeline of 2020-2022, its gaps, late knowledge and notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from planner.domain.decisions import Ask, Decision
from planner.domain.vocabulary import Line, Outcome
from planner.rules import Rulebook, WorkCalendar, decide, read_records, shipped_records
from planner.rules.hindsight import Replay, days_between, replay
from planner.rules.history import (
    LEAD_DAYS,
    Track,
    alike,
    lead_days_of,
    runs,
    stopped_by_rules,
    tell_tracks,
)
from tests.builders import TIPAR

FIRST, LAST = date(2020, 3, 14), date(2022, 12, 30)
RECORDS = shipped_records()
#: Sessions of companies, neighbourhoods and weddings, from when each decision held.
SESSIONS = (
    ("2020-03-14", "go"),
    ("2020-03-16", "hold"),  # the office stops Sijempol, no end
    ("2020-06-27", "move"),  # its end becomes known
    ("2020-06-29", "go_limited"),
    ("2021-01-09", "review"),  # the year-end rule is over, the next is not known
    ("2021-01-12", "go_limited"),
    ("2021-07-03", "move"),  # level 4
    ("2021-08-31", "go_limited"),
    ("2022-01-18", "go"),  # level 1
    ("2022-02-01", "go_limited"),
    ("2022-03-01", "move"),  # level 4 for a week
    ("2022-03-08", "go_limited"),
    ("2022-04-05", "go"),
    ("2022-04-19", "go_limited"),
    ("2022-05-24", "go"),
)
EXPECTED = {
    Line.PERMUKIMAN: SESSIONS,
    Line.PERUSAHAAN: SESSIONS,
    Line.PERKAWINAN: SESSIONS,
    # Schools stay online through both gaps and level 4; the end is known on its last day.
    Line.PELAJAR: (
        *SESSIONS[:2],
        ("2021-08-30", "move"),
        *SESSIONS[7:],
    ),
    Line.AKI_NINI: (
        ("2020-03-14", "go"),
        ("2020-03-16", "go_limited"),  # home visits go on under conditions
        ("2020-03-17", "move"),  # recording is put off, to 7 April
        ("2020-04-08", "hold"),  # until further notice
        ("2020-06-21", "go_limited"),
        ("2021-01-09", "review"),
        ("2021-01-12", "go_limited"),
        ("2021-07-03", "move"),
        ("2021-08-31", "go_limited"),
        ("2021-10-19", "go"),  # level 2 limits no home visit
        ("2022-02-15", "go_limited"),
        ("2022-03-01", "move"),
        ("2022-03-08", "go_limited"),
        ("2022-03-15", "go"),
    ),
}


def of_tipar(*, calendar: bool) -> Replay:
    asks = [Ask(line=line, area_code=TIPAR) for line in Line]
    return replay(RECORDS, asks, days_between(FIRST, LAST), calendar=calendar)


@pytest.fixture(scope="module")
def rules_only() -> Replay:
    return of_tipar(calendar=False)


@pytest.fixture(scope="module")
def with_calendar() -> Replay:
    return of_tipar(calendar=True)


def outcomes_of(track: Track) -> tuple[tuple[str, str], ...]:
    alike = runs(track, lambda day: day.decision.outcome)
    return tuple((run.first.isoformat(), run.day_decision.decision.outcome.value) for run in alike)


def track_of(past: Replay, line: Line) -> Track:
    return next(track for track in past.tracks if track.ask.line is line)


@pytest.mark.parametrize("line", Line)
def test_the_rules_alone_give_the_expected_timeline(rules_only: Replay, line: Line) -> None:
    assert outcomes_of(track_of(rules_only, line)) == EXPECTED[line]


#: What the reference says otherwise, by line: its entries we lack, ours it lacks.
HOLIDAYS = {"2021-10-20:move", "2021-10-21:go_limited"}
OTHERWISE = {
    Line.PELAJAR: ({*HOLIDAYS, "2021-08-11:move", "2021-08-12:hold"}, set()),
    Line.AKI_NINI: ({"2021-10-20:move", "2021-10-21:go"}, {"2020-03-16:go_limited"}),
}


@pytest.mark.parametrize("line", Line)
def test_the_reference_differs_only_where_the_documents_say(
    rules_only: Replay, line: Line, shared: Path
) -> None:
    text = (shared / "data" / "rules" / "replay.yaml").read_text(encoding="utf-8")
    theirs = set(yaml.safe_load(text)["derived_timeline"][line.value])
    ours = {f"{day}:{outcome}" for day, outcome in outcomes_of(track_of(rules_only, line))}
    assert (theirs - ours, ours - theirs) == OTHERWISE.get(line, (HOLIDAYS, set()))


def test_on_a_moved_holiday_an_open_blocker_still_holds(with_calendar: Replay) -> None:
    day = date(2021, 8, 11)
    pupils = track_of(with_calendar, Line.PELAJAR).days[(day - FIRST).days]
    assert pupils.closed
    assert pupils.decision.outcome is Outcome.HOLD
    closed = track_of(with_calendar, Line.PERMUKIMAN).days[(date(2021, 10, 20) - FIRST).days]
    assert closed.closed
    assert closed.decision.outcome is Outcome.MOVE
    assert closed.ruled.outcome is Outcome.GO_LIMITED


def test_every_day_is_decided_as_the_plain_path_decides_it(with_calendar: Replay) -> None:
    book, calendar = Rulebook.of(RECORDS), WorkCalendar.of(RECORDS)
    for track in with_calendar.tracks:
        for day in track.days[:: 17 + len(track.ask.line)]:
            plain = decide(book, calendar, track.ask, day.day, as_of=day.day)
            ruled = decide(book, None, track.ask, day.day, as_of=day.day)
            assert day.decision == plain
            assert (day.ruled.outcome, day.ruled.limits) == (ruled.outcome, ruled.limits)


def test_runs_leave_no_day_out_and_are_as_long_as_they_can_be(with_calendar: Replay) -> None:
    for track in with_calendar.tracks:
        for key in (alike, stopped_by_rules):
            parts = runs(track, key)
            assert [day for run in parts for day in run.days] == list(track.days)
            assert len(parts) == len(list(groupby(track.days, key)))


@pytest.mark.parametrize("calendar", [True, False])
def test_the_days_without_a_rule_show_even_at_a_weekend(
    rules_only: Replay, with_calendar: Replay, calendar: bool
) -> None:
    gaps = (with_calendar if calendar else rules_only).gaps
    first, second = gaps
    assert first.days == (date(2021, 1, 9), date(2021, 1, 10))
    assert (first.known_on, first.rule_ids) == (None, ())
    assert second.days == (date(2021, 1, 11),)
    assert (second.known_on, second.rule_ids) == (date(2021, 1, 12), ("R-2021-AKB7",))
    assert first.lines == ("AKI_NINI", "PERKAWINAN", "PERMUKIMAN", "PERUSAHAAN")


def test_a_rule_known_late_tells_the_decisions_it_would_have_changed(rules_only: Replay) -> None:
    by_id = {late.record.id: (late, others) for late, others in rules_only.late}
    late, others = by_id["R-2021-AKB7"]
    assert (late.first, late.last, late.days) == (date(2021, 1, 11), date(2021, 1, 11), 1)
    assert {other.ask.line for other in others} == set(Line) - {Line.PELAJAR}
    assert {(o.decided.outcome, o.timely.outcome) for o in others} == {
        (Outcome.REVIEW, Outcome.GO_LIMITED)
    }
    letter, homes = by_id["R-2020-DUKCAPIL-2978"]
    assert [(o.ask.line, o.timely.outcome) for o in homes] == [(Line.AKI_NINI, Outcome.MOVE)]
    assert letter.known_on == date(2020, 3, 17)
    assert by_id["R-2022-ALUN-ALUN"][1] == ()


SMALL = """
schema: sijempol-rules/1
rules:
- {id: R-1, title: "Aturan satu", issuer: city, regime: UJI, areas: ["32.72"], from: 2030-01-07,
   to: 2030-01-20, known_on: 2030-01-05, binding: mandatory, effects: {percent: 50},
   evidence: synthetic, ended_on: 2030-01-10, ended_known_on: 2030-01-14}
- {id: R-2, title: "Aturan dua", issuer: city, regime: UJI, areas: ["32.72"], from: 2030-01-21,
   to: 2030-01-31, known_on: 2030-01-15, binding: mandatory, effects: {suspend: true},
   evidence: synthetic}
- {id: R-3, title: "Wilayah lain", issuer: city, areas: ["32.71"], from: 2030-01-21,
   to: 2030-01-31, known_on: 2030-01-25, binding: mandatory, effects: {suspend: true},
   evidence: synthetic}
"""


def small(first: date = date(2030, 1, 1), days: int = 31, *, calendar: bool = False) -> Replay:
    asks = [Ask(line=Line.PERMUKIMAN, area_code="32.72")]
    span = days_between(first, first + timedelta(days - 1))
    return replay(read_records(SMALL, name="uji.yaml"), asks, span, calendar=calendar)


def days_of(days: Sequence[date]) -> list[int]:
    return [day.day for day in days]


def test_an_end_learned_late_is_late_knowledge_too() -> None:
    past = small()
    ends = [(late, others) for late, others in past.late if late.of_end]
    assert [(late.record.id, late.first.day, late.last.day) for late, _ in ends] == [
        ("R-1", 11, 13)
    ]
    others = ends[0][1]
    assert days_of([other.decided.day for other in others]) == [11, 12, 13]
    assert {other.timely.outcome for other in others} == {Outcome.REVIEW}


def test_days_learned_of_at_different_times_are_different_gaps() -> None:
    assert [days_of(gap.days) for gap in small().gaps] == [[14, 15, 16, 17, 18, 19, 20]]
    assert small().gaps[0].known_on is None
    assert small(date(2030, 1, 1), 13).gaps == ()


def test_lead_days_count_the_days_a_decision_could_be_had_before_its_day() -> None:
    lead_days = {(c.after.day.day, c.after.outcome): c.lead_days for c in small().changes}
    assert lead_days == {
        (7, Outcome.GO_LIMITED): 2,
        (14, Outcome.REVIEW): None,
        (21, Outcome.MOVE): 6,
    }


def test_the_search_for_lead_days_ends() -> None:
    past = small()
    ask, quiet = past.tracks[0].ask, past.tracks[0].days[0].ruled
    assert quiet.outcome is Outcome.GO
    assert lead_days_of(past.book, ask, quiet) == LEAD_DAYS


def test_a_change_on_the_first_open_day_is_not_lost(with_calendar: Replay) -> None:
    first = next(c for c in with_calendar.changes if c.ask.line is Line.PERMUKIMAN)
    assert first.after.day == date(2020, 3, 16)
    assert (first.before.outcome, first.after.outcome) == (Outcome.GO, Outcome.HOLD)
    assert first.lead_days == 0


def test_changes_stand_on_open_days_only(with_calendar: Replay) -> None:
    closed = {day.day for day in with_calendar.days if day.closed}
    assert len(closed) > 300
    assert not closed & {change.after.day for change in with_calendar.changes}


def test_lead_times_are_of_the_areas_and_the_span_asked_about() -> None:
    assert [(n.record.id, n.days) for n in small().lead_times] == [("R-1", 2), ("R-2", 6)]
    assert [n.record.id for n in small(date(2030, 1, 20), 5).lead_times] == ["R-2"]


def test_days_are_asked_for_one_at_a_time() -> None:
    seen: list[date] = []

    def telling() -> object:
        for day in days_between(date(2030, 1, 1), date(2030, 1, 3)):
            seen.append(day)
            yield day

    book = Rulebook.of(read_records(SMALL, name="uji.yaml"))
    asks = [Ask(line=Line.PELAJAR, area_code="32.72")]
    tracks = tell_tracks(book, WorkCalendar.of(RECORDS), asks, telling())  # type: ignore[arg-type]
    assert days_of(seen) == [1, 2, 3]
    assert tracks[0].days[0].closed
    assert not tracks[0].days[1].closed


def test_records_that_disagree_are_listed_with_the_days_they_leave_open() -> None:
    text = SMALL.replace(
        "evidence: synthetic}\n- {id: R-3", "evidence: synthetic, disputes: [R-1]}\n- {id: R-3"
    )
    asks = [Ask(line=Line.PERMUKIMAN, area_code="32.72")]
    span = days_between(date(2030, 1, 5), date(2030, 1, 31))
    past = replay(read_records(text, name="uji.yaml"), asks, span, calendar=False)
    kinds = {dispute.kind for dispute in past.disputes}
    assert kinds == {"conflict", "disputed", "doubt"}
    days = [dispute.day for dispute in past.disputes if dispute.kind == "conflict"]
    assert date(2030, 1, 21) in days


def asked(line: Line, as_of: str, day: str) -> Decision:
    days = date.fromisoformat(day), date.fromisoformat(as_of)
    return decide(BOOK, None, Ask(line=line, area_code=TIPAR), days[0], as_of=days[1])


BOOK = Rulebook.of(RECORDS)


@pytest.mark.parametrize(
    ("line", "as_of", "day", "outcome"),
    [
        # No end of AKB was announced.
        (Line.AKI_NINI, "2020-06-22", "2021-02-01", Outcome.GO_LIMITED),
        (Line.PERMUKIMAN, "2020-12-27", "2021-01-20", Outcome.GO_LIMITED),
        (Line.PERMUKIMAN, "2020-12-28", "2021-01-20", Outcome.REVIEW),
        # 15-28 June 2021 as written; the next one came on the 21st.
        (Line.PERMUKIMAN, "2021-06-20", "2021-06-28", Outcome.GO_LIMITED),
        (Line.PERMUKIMAN, "2021-06-20", "2021-06-29", Outcome.REVIEW),
        # 33/2022 was to run for a month and ran for a day.
        (Line.PERMUKIMAN, "2022-07-04", "2022-08-01", Outcome.GO),
        (Line.PERMUKIMAN, "2022-08-02", "2022-08-15", Outcome.GO),
        (Line.PERMUKIMAN, "2022-08-02", "2022-08-16", Outcome.REVIEW),
        (Line.PERMUKIMAN, "2022-10-10", "2022-11-07", Outcome.GO),
        (Line.PERMUKIMAN, "2022-10-10", "2022-11-08", Outcome.REVIEW),
        (Line.PERMUKIMAN, "2022-12-29", "2023-01-09", Outcome.GO),
        (Line.PERMUKIMAN, "2022-12-29", "2023-01-10", Outcome.REVIEW),
        (Line.PERMUKIMAN, "2022-12-30", "2023-01-10", Outcome.GO),
    ],
)
def test_nobody_decides_by_an_end_that_was_not_known(
    line: Line, as_of: str, day: str, outcome: Outcome
) -> None:
    assert asked(line, as_of, day).outcome is outcome


def test_a_decree_about_the_staff_sets_no_quota_of_visits() -> None:
    said = asked(Line.PERMUKIMAN, "2021-01-27", "2021-01-28")
    assert (said.outcome, said.staff_percent) == (Outcome.GO_LIMITED, 25)
    assert (said.limits.percent, said.limits.requires) == (None, ("mask", "distancing"))
    assert said.rule_ids == ("R-2021-PSBBPROP27",)
