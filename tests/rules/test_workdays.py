"""Working days and hours: weekends by record, corrections, ends, disputes, days far away."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.decisions import Ask
from planner.domain.errors import BadInput
from planner.domain.vocabulary import Evidence, Line, Outcome
from planner.rules import Rulebook, WorkCalendar, decide, doubts_of, read_records, starting_records
from planner.rules.national_days import decree_expected
from tests.builders import TIPAR, book_of
from tests.sizes import size

MONDAY = date(2030, 3, 4)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(n) for n in (4, 5, 6))
KNOWN = date(2030, 1, 10)
LATER = date(2030, 2, 1)
FULL, MORNING = (("08:00", "16:00"),), (("08:00", "12:00"),)
FULL_MIN, MORNING_MIN = ((480, 960),), ((480, 720),)
OFFICE = {"mon_thu": FULL, "fri": MORNING}


def change(name: str, *days: date, now: str = "holiday", **given: Any) -> dict[str, Any]:
    """Return a record that changes ``days``, known on 10 January 2030."""
    return {
        "kind": "calendar",
        "id": name,
        "title": f"Catatan {name}",
        "days": [day.isoformat() for day in days],
        "was": "working" if now == "holiday" else "holiday",
        "now": now,
        "known_on": KNOWN.isoformat(),
        "evidence": "documented",
        **given,
    }


def week(name: str, first: str = "2030-01-01", **given: Any) -> dict[str, Any]:
    """Return working hours from ``first`` on: to 16.00, on Fridays to 12.00."""
    return {
        "kind": "hours",
        "id": name,
        "title": f"Jam {name}",
        "from": first,
        "to": None,
        "known_on": "2029-01-01",
        "evidence": "documented",
        **OFFICE,
        **given,
    }


def works(
    calendar: WorkCalendar, day: date, as_of: date = LATER, *, weekends: bool = False
) -> bool:
    """Return whether the office works on ``day``; name and blocker have to agree."""
    name = calendar.name(day, as_of, weekends=weekends)
    blocker = calendar.blocker(day, as_of, weekends=weekends)
    assert (blocker is None) is (name == "")
    assert blocker is None or (name in blocker.basis and blocker.until == day)
    return blocker is None


def test_a_recorded_saturday_is_a_working_day_from_the_day_it_is_known() -> None:
    calendar = WorkCalendar.of([week("W"), change("K", SATURDAY, now="working")])
    assert works(calendar, SATURDAY)
    assert calendar.hours(SATURDAY, LATER) == FULL_MIN
    before = KNOWN - timedelta(1)
    assert calendar.name(SATURDAY, before) == "akhir pekan"
    assert calendar.hours(SATURDAY, before) == ()
    assert works(calendar, SATURDAY, before, weekends=True)
    assert not works(calendar, SUNDAY)


def test_a_recorded_sunday_may_have_hours_of_its_own() -> None:
    calendar = WorkCalendar.of(
        [week("W"), change("K", SUNDAY, FRIDAY, now="working", hours=[("09:00", "11:00")])]
    )
    assert calendar.hours(SUNDAY, LATER) == calendar.hours(FRIDAY, LATER) == ((540, 660),)
    assert calendar.hours(FRIDAY, KNOWN - timedelta(1)) == MORNING_MIN


def test_hours_of_saturdays_make_them_working_days_in_their_period_only() -> None:
    sat = week("S", "2030-03-01", to="2030-03-31", sat=MORNING)
    calendar = WorkCalendar.of([week("W"), sat])
    assert works(calendar, SATURDAY)
    assert calendar.hours(SATURDAY, LATER) == MORNING_MIN
    assert not works(calendar, SATURDAY + timedelta(28))
    assert not works(calendar, SATURDAY, date(2028, 12, 31))
    assert not works(calendar, SUNDAY)
    closed = WorkCalendar.of([week("W"), sat, change("K", SATURDAY)])
    assert closed.name(SATURDAY, LATER) == "Catatan K"


def test_every_day_of_the_week_can_have_hours_of_its_own() -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    own: dict[str, Any] = {
        name: [(f"{6 + at:02d}:00", f"{8 + at:02d}:00")] for at, name in enumerate(names)
    }
    calendar = WorkCalendar.of([week("W", **own)])
    for at in range(7):
        span = ((360 + 60 * at, 480 + 60 * at),)
        assert calendar.hours(MONDAY + timedelta(at), LATER) == span
    usual = WorkCalendar.of([week("W", wed=MORNING)])
    assert [usual.hours(MONDAY + timedelta(n), LATER) for n in range(4)] == [
        *(FULL_MIN, FULL_MIN, MORNING_MIN, FULL_MIN),
    ]


def test_a_weekday_without_hours_is_no_working_day() -> None:
    calendar = WorkCalendar.of([week("W", mon=(), sat=FULL)])
    assert calendar.name(MONDAY, LATER) == "bukan hari kerja"
    blocker = calendar.blocker(MONDAY, LATER, weekends=True)
    assert blocker is not None
    assert blocker.basis == "bukan hari kerja"
    assert works(calendar, MONDAY + timedelta(2))
    opened = WorkCalendar.of([week("W", mon=()), change("K", MONDAY, now="working")])
    assert works(opened, MONDAY)
    assert opened.hours(MONDAY, LATER) == FULL_MIN


def test_where_weekends_count_only_holidays_close_them_and_are_named() -> None:
    independence, christmas_eve = date(2030, 8, 17), date(2030, 12, 21)
    assert (independence.weekday(), christmas_eve.weekday()) == (5, 5)
    calendar = WorkCalendar.of([week("W"), change("K", christmas_eve)])
    assert works(calendar, SATURDAY, weekends=True)
    assert calendar.hours(SATURDAY, LATER, weekends=True) == FULL_MIN
    assert calendar.hours(SUNDAY, LATER, weekends=True) == FULL_MIN
    assert not works(calendar, SATURDAY)
    assert "Kemerdekaan" in calendar.name(independence, LATER, weekends=True)
    assert calendar.name(christmas_eve, LATER, weekends=True) == "Catatan K"
    assert calendar.name(christmas_eve, KNOWN - timedelta(1), weekends=True) == ""


def test_a_public_holiday_on_a_working_saturday_closes_it() -> None:
    calendar = WorkCalendar.of([week("W", sat=MORNING)])
    assert "Kemerdekaan" in calendar.name(date(2030, 8, 17), LATER)
    assert works(calendar, date(2030, 8, 24))
    assert not works(calendar, SUNDAY)
    assert works(calendar, SUNDAY, weekends=True)


def test_hours_that_ended_or_were_revoked_give_way_to_those_before() -> None:
    first, day = date(2030, 2, 1), date(2030, 2, 14)
    short = {"mon_thu": MORNING, "known_on": "2030-01-20"}
    ended = week(
        "E", first.isoformat(), ended_on="2030-02-10", ended_known_on="2030-02-10", **short
    )
    revoked = week(
        "R", first.isoformat(), revoked_on="2030-02-12", revoked_known_on="2030-02-08", **short
    )
    for record, last, learnt in ((ended, 10, 10), (revoked, 11, 8)):
        calendar = WorkCalendar.of([week("W"), record])
        known = date(2030, 2, learnt)
        assert calendar.hours(day, known) == FULL_MIN
        assert calendar.hours(day, known - timedelta(1)) == MORNING_MIN
        held = {n for n in range(1, 15) if calendar.hours(date(2030, 2, n), known) == MORNING_MIN}
        fridays = {1, 8}
        weekdays = {n for n in range(1, last + 1) if date(2030, 2, n).weekday() < 5}
        assert held == weekdays | fridays


def test_a_correction_acts_from_its_own_day_on() -> None:
    wrong, right = MONDAY, MONDAY + timedelta(1)
    fix = change("B", right, known_on=LATER.isoformat(), corrects="A")
    calendar = WorkCalendar.of([change("A", wrong), fix])
    before = LATER - timedelta(1)
    assert [works(calendar, day, before) for day in (wrong, right)] == [False, True]
    assert [works(calendar, day, LATER) for day in (wrong, right)] == [True, False]
    assert works(calendar, wrong, KNOWN - timedelta(1))
    again = change("C", right, known_on="2030-03-01", corrects="A")
    twice = WorkCalendar.of([change("A", wrong), again, fix])
    assert works(twice, wrong)
    assert not works(twice, wrong, before)


def test_a_proposed_correction_does_nothing_until_it_is_confirmed() -> None:
    fix = change("B", MONDAY, now="working", known_on="2030-01-20", corrects="A", proposed=True)
    records = [change("A", MONDAY), fix]
    assert not works(WorkCalendar.of(records), MONDAY)
    word = {
        "kind": "confirmation",
        "id": "C",
        "title": "Diperiksa oleh Budi",
        "confirms": ["B"],
        "by": "Budi",
        "known_on": LATER.isoformat(),
        "evidence": "documented",
    }
    confirmed = WorkCalendar.of([*records, word])
    assert not works(confirmed, MONDAY, LATER - timedelta(1))
    assert works(confirmed, MONDAY)
    announced = change("B", MONDAY, known_on=None, announced_on="2030-01-12", corrects="A")
    assert not works(WorkCalendar.of([change("A", MONDAY), announced]), MONDAY)


def test_a_correction_of_hours_brings_back_the_hours_before() -> None:
    short = week("S", "2030-03-01", mon_thu=MORNING)
    fix = week("F", "2030-04-01", known_on=LATER.isoformat(), corrects="S", mon_thu=MORNING)
    calendar = WorkCalendar.of([week("W"), short, fix])
    assert calendar.hours(MONDAY, LATER - timedelta(1)) == MORNING_MIN
    assert calendar.hours(MONDAY, LATER) == FULL_MIN


def test_records_of_one_day_that_disagree_close_it_in_any_order_and_are_told() -> None:
    records = [
        change("A", MONDAY),
        change("B", MONDAY, now="working"),
        change("C", FRIDAY, now="working", was="working", hours=MORNING),
        change("D", FRIDAY, now="working", was="working", hours=[("10:00", "14:00")]),
    ]
    for some in permutations(records):
        calendar = WorkCalendar.of(some)
        assert calendar.name(MONDAY, LATER).startswith("Catatan A; ")
        assert calendar.hours(FRIDAY, LATER) == ((600, 720),)
        told = {doubt.record_id: doubt.sentence for doubt in doubts_of(some)}
        assert sorted(told) == ["B", "D"]
        assert "berselisih dengan A tentang 2030-03-04" in told["B"]
    settled = [records[0], {**records[1], "corrects": "A"}]
    assert works(WorkCalendar.of(settled), MONDAY)
    assert doubts_of(settled) == ()
    again = [records[0], {**records[1], "known_on": LATER.isoformat()}]
    assert works(WorkCalendar.of(again), MONDAY)
    assert doubts_of(again) == ()


def test_hours_of_one_period_that_disagree_count_where_they_overlap_and_are_told() -> None:
    late = [("10:00", "18:00")]
    records = [week("A", sat=FULL), week("B", mon_thu=late, fri=late)]
    for some in (records, records[::-1]):
        calendar = WorkCalendar.of(some)
        assert calendar.hours(MONDAY, LATER) == ((600, 960),)
        assert calendar.hours(FRIDAY, LATER) == ((600, 720),)
        assert not works(calendar, SATURDAY)
        assert [doubt.record_id for doubt in doubts_of(some)] == ["B"]


def test_of_hours_that_begin_on_one_day_the_later_known_count() -> None:
    late = [("10:00", "18:00")]
    calendar = WorkCalendar.of([week("B", mon_thu=late, known_on=KNOWN.isoformat()), week("A")])
    assert calendar.hours(MONDAY, KNOWN) == ((600, 1080),)
    assert calendar.hours(MONDAY, KNOWN - timedelta(1)) == FULL_MIN
    assert doubts_of([week("B", mon_thu=late, known_on=KNOWN.isoformat()), week("A")]) == ()


def test_a_record_that_was_wrong_says_nothing_of_before_either() -> None:
    silence = date(2030, 3, 5)
    fix = change("B", FRIDAY, known_on=LATER.isoformat(), corrects="A")
    calendar = WorkCalendar.of([change("A", silence), fix])
    assert "Nyepi" in calendar.name(silence, LATER)
    assert works(calendar, silence, KNOWN - timedelta(1))


def test_hours_that_cannot_be_are_told_or_refused() -> None:
    turned = [week("A", sat=[("12:00", "08:00")]), change("K", SATURDAY, now="working")]
    turned[1]["hours"] = [("08:00", "12:00"), ("11:00", "13:00")]
    doubts = doubts_of(turned)
    assert sorted(doubt.record_id for doubt in doubts) == ["A", "K"]
    assert all("terbalik atau bertumpuk" in doubt.sentence for doubt in doubts)
    text = """
schema: sijempol-rules/1
calendar:
- {id: K, title: "Libur", days: [2030-03-04], was: working, now: holiday, known_on: 2030-01-01,
   hours: [["08:00", "12:00"]], evidence: documented}
hours:
- {id: H, title: "Jam", from: 2030-01-01, to: null, known_on: 2030-01-01, evidence: documented,
   mon_thu: [["08:00", "16:00"]], fri: [["08:00", "16:00"]], sat: [["8", "12:00"]]}
"""
    with pytest.raises(BadInput) as refused:
        read_records(text, name="a.yaml")
    told = "\n".join(refused.value.problems)
    assert "hours: hanya untuk now: working" in told
    assert "'8' bukan jam" in told


@pytest.mark.parametrize(
    "day", [date.min, date(1500, 8, 17), date(1945, 8, 17), date(2200, 3, 5), date.max]
)
def test_no_day_is_too_far_away(day: date) -> None:
    far = week("W", date.min.isoformat(), to=date.max.isoformat(), revoked_on=date.min.isoformat())
    far["revoked_known_on"] = date.max.isoformat()
    calendar = WorkCalendar.of([far, change("K", date.min, date.max), week("V")])
    for as_of in (date.min, day, date.max):
        for weekends in (False, True):
            works(calendar, day, as_of, weekends=weekends)
            assert isinstance(calendar.hours(day, as_of, weekends=weekends), tuple)
    assert not works(calendar, date.max, date.max)


DAYS = [MONDAY + timedelta(n) for n in range(7)] + [date(2030, 8, 17), date(2030, 2, 3)]
TIMES = [KNOWN + timedelta(10 * n) for n in range(5)]


@st.composite
def books(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return calendar records and hours that may correct one another."""
    records = []
    for number in range(draw(st.integers(1, 6))):
        common: dict[str, Any] = {"known_on": draw(st.sampled_from(TIMES)).isoformat()}
        if number and draw(st.integers(0, 2)) == 0:
            common["corrects"] = f"R-{draw(st.integers(0, number))}"
        if draw(st.integers(0, 4)) == 0:
            common |= {"proposed": True}
        if draw(st.booleans()):
            some = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True))
            kinds = {key: draw(st.sampled_from(("holiday", "working"))) for key in ("was", "now")}
            records.append(change(f"R-{number}", *some, **kinds, **common))
        else:
            sat = draw(st.sampled_from((None, (), MORNING)))
            ends = {
                "ended_on": "2030-03-06",
                "ended_known_on": draw(st.sampled_from(TIMES)).isoformat(),
            }
            records.append(
                week(f"R-{number}", sat=sat, **(ends if draw(st.booleans()) else {}), **common)
            )
    return records


def known_days(record: dict[str, Any]) -> set[str]:
    """Return the days on which ``record`` may teach something."""
    return {record["known_on"], record.get("ended_known_on", record["known_on"])}


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), st.permutations(range(6)))
def test_a_day_changes_only_when_a_record_becomes_known(
    records: list[dict[str, Any]], order: list[int]
) -> None:
    calendar = WorkCalendar.of(records)
    shuffled = WorkCalendar.of([records[at] for at in order if at < len(records)])
    silent = WorkCalendar.of([record for record in records if not record.get("proposed")])
    learnt = {day for record in records for day in known_days(record)}
    steps = sorted({*learnt, decree_expected(2030).isoformat()})
    as_ofs = [TIMES[0] - timedelta(400), *(TIMES[0] + timedelta(n) for n in range(-1, 45))]
    for day in DAYS:
        for weekends in (False, True):
            seen: dict[int, set[object]] = {}
            for as_of in as_ofs:
                turns = sum(step <= as_of.isoformat() for step in steps)
                told = (
                    calendar.blocker(day, as_of, weekends=weekends),
                    calendar.hours(day, as_of, weekends=weekends),
                )
                seen.setdefault(turns, set()).add(told)
                for other in (shuffled, silent):
                    assert told == (
                        other.blocker(day, as_of, weekends=weekends),
                        other.hours(day, as_of, weekends=weekends),
                    )
            assert all(len(answers) == 1 for answers in seen.values())


@settings(max_examples=size("rule_examples"), deadline=None)
@given(books(), st.sampled_from(TIMES))
def test_what_is_learned_later_teaches_nothing_of_before(
    records: list[dict[str, Any]], as_of: date
) -> None:
    """Without the later records every day is the same, but where they say how it was."""
    day_of = as_of.isoformat()
    now = WorkCalendar.of([record for record in records if record["known_on"] <= day_of])
    then = WorkCalendar.of(records)
    for day in DAYS:
        later = {
            record["was"]
            for record in records
            if record["kind"] == "calendar" and day.isoformat() in record["days"]
            if record["known_on"] > day_of
        }
        if now.decided_by(day, as_of) or not later:
            assert then.blocker(day, as_of) == now.blocker(day, as_of)
            assert then.hours(day, as_of) == now.hours(day, as_of)


def test_what_nobody_dated_is_an_estimate() -> None:
    """A day that only the package knows: moving holidays are foreseen, joint leave is not."""
    eid, leave = date(2019, 6, 5), date(2019, 6, 3)
    calendar = WorkCalendar.of([])
    early = date(2018, 10, 14)
    foreseen = calendar.blocker(eid, early)
    assert foreseen is not None
    assert (foreseen.evidence, "(perkiraan)" in foreseen.basis) == (Evidence.ESTIMATED, True)
    assert works(calendar, leave, early)
    decreed = calendar.blocker(leave, early + timedelta(1))
    assert decreed is not None
    assert decreed.evidence is Evidence.ESTIMATED
    held = calendar.blocker(eid, leave)
    assert held is not None
    assert (held.evidence, "(perkiraan)" in held.basis) == (Evidence.DOCUMENTED, False)


RULES = """
schema: sijempol-rules/1
rules:
- {id: TENANG, title: "Hari tenang", issuer: national, areas: ["ID"], from: 2030-03-04,
   to: 2030-03-07, known_on: 2030-01-01, binding: mandatory, scope: {lines: [PERMUKIMAN]},
   effects: {suspend: true}, evidence: documented}
calendar:
- {id: COBLOS, title: "Hari pemungutan suara", days: [2030-03-08], was: working, now: holiday,
   known_on: 2030-01-10, evidence: documented}
- {id: SABTU, title: "Jemput bola hari Sabtu", days: [2030-03-09], was: holiday, now: working,
   known_on: 2030-02-01, evidence: documented}
"""


def test_visits_go_by_the_calendar_as_it_is_known() -> None:
    """A stop, then polling day: free again on Monday, or on the Saturday once it is known."""
    book, calendar = book_of(RULES)
    ask = Ask(line=Line.PERMUKIMAN, area_code=TIPAR)
    eve = decide(book, calendar, ask, MONDAY, as_of=LATER - timedelta(1))
    assert (eve.outcome, eve.earliest) == (Outcome.MOVE, MONDAY + timedelta(7))
    known = decide(book, calendar, ask, MONDAY, as_of=LATER)
    assert (known.outcome, known.earliest) == (Outcome.MOVE, SATURDAY)
    assert decide(book, calendar, ask, SATURDAY, as_of=LATER).outcome is Outcome.GO
    polling = decide(book, calendar, ask, FRIDAY, as_of=LATER)
    assert "Hari pemungutan suara" in {blocker.basis for blocker in polling.blockers}.pop()


@pytest.mark.parametrize("begun", [date(2026, 12, 11), date(2026, 12, 12), date(2026, 12, 4)])
def test_a_stop_without_end_is_looked_at_again_on_a_working_day(begun: date) -> None:
    stop: dict[str, object] = {
        "kind": "rule",
        "id": "R",
        "title": "Berhenti",
        "issuer": "city",
        "binding": "mandatory",
        "areas": ["32.72"],
        "from": begun.isoformat(),
        "to": None,
        "known_on": begun.isoformat(),
        "effects": {"suspend": True},
        "evidence": "synthetic",
    }
    records = [*starting_records(), stop]
    calendar = WorkCalendar.of(records)
    ask = Ask(line=Line.PERMUKIMAN, area_code="32.72.03.1002")
    said = decide(Rulebook.of(records), calendar, ask, date(2026, 12, 14), as_of=begun)
    assert said.review_on is not None
    assert said.review_on >= begun + timedelta(14)
    assert calendar.name(said.review_on, begun) == ""
    assert (said.review_on - begun).days <= 14 + 5
