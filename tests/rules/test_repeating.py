"""Rules that repeat: their effects count on the days of an RRULE, their regime on all days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from threading import Thread

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.decisions import Ask, Decision
from planner.domain.errors import BadInput
from planner.domain.vocabulary import Channel, Line, Outcome, ReviewCause
from planner.rules import (
    Rulebook,
    WorkCalendar,
    decide,
    decide_channels,
    read_records,
    shipped_records,
)
from planner.rules.repeating import repetition
from tests.builders import TIPAR

FIRST = date(2030, 1, 7)  # a Monday
KNOWN = date(2030, 1, 2)
ONE_DAY = timedelta(1)
ASK = Ask(line=Line.PERMUKIMAN, area_code=TIPAR)
CALENDAR = WorkCalendar.of(r for r in shipped_records() if r["kind"] == "hours")


def rule(name: str, first: date, last: date | None, **more: object) -> dict[str, object]:
    return {
        "kind": "rule",
        "id": name,
        "title": f"Aturan {name}",
        "issuer": "city",
        "areas": ["32.72"],
        "from": first.isoformat(),
        "to": None if last is None else last.isoformat(),
        "known_on": KNOWN.isoformat(),
        "binding": "mandatory",
        "evidence": "synthetic",
        "effects": {"suspend": True},
        **more,
    }


def decided(
    records: Iterable[dict[str, object]], day: date, calendar: WorkCalendar | None = None
) -> Decision:
    return decide(Rulebook.of(records), calendar, ASK, day, as_of=KNOWN)


def outcomes(records: list[dict[str, object]], first: date, days: int) -> str:
    """Return a letter a day: g(o), m(ove), r(eview), h(old)."""
    return "".join(decided(records, first + n * ONE_DAY).outcome.value[0] for n in range(days))


def test_effects_count_only_on_the_days_of_the_rule() -> None:
    every = [rule("R-1", FIRST, date(2030, 2, 3), repeats="FREQ=WEEKLY;BYDAY=MO,TU,TH")]
    assert outcomes(every, FIRST, 8) == "mmgmgggm"
    second = [rule("R-1", FIRST, date(2030, 2, 3), repeats="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")]
    assert outcomes(second, FIRST, 15) == "m" + "g" * 13 + "m"
    assert outcomes(second, date(2030, 2, 4), 1) == "g"


def test_a_stop_lasts_to_the_end_of_the_days_in_a_row() -> None:
    said = decided([rule("R-1", FIRST, None, repeats="FREQ=WEEKLY;BYDAY=MO,TU,TH")], FIRST)
    assert [blocker.until for blocker in said.blockers] == [date(2030, 1, 8)]
    assert (said.outcome, said.earliest, said.firm) == (Outcome.MOVE, date(2030, 1, 9), True)


@pytest.mark.parametrize("text", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"])
def test_days_in_a_row_without_end_are_a_stop_without_end(text: str) -> None:
    said = decided([rule("R-1", FIRST, None, repeats=text)], FIRST)
    assert (said.outcome, said.blockers[0].until) == (Outcome.HOLD, None)


def test_what_stops_every_working_day_for_ever_is_a_hold_and_with_an_end_a_move() -> None:
    weekdays = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert decided([rule("R-1", FIRST, None, repeats=weekdays)], FIRST, CALENDAR).outcome is (
        Outcome.HOLD
    )
    far = rule("R-1", FIRST, date(2049, 12, 31), repeats=weekdays)
    assert decided([far], FIRST, CALENDAR).earliest == date(2050, 1, 3)


def test_a_regime_is_covered_on_all_days_and_open_after_the_last() -> None:
    last = date(2030, 1, 20)
    records = [rule("R-1", FIRST, last, repeats="FREQ=WEEKLY;BYDAY=MO", regime="UJI")]
    assert outcomes(records, FIRST, 14) == "m" + "g" * 6 + "m" + "g" * 6
    after = decided(records, last + ONE_DAY)
    assert (after.outcome, after.review_cause) == (Outcome.REVIEW, ReviewCause.HORIZON)


def test_a_channel_repeats_too() -> None:
    open_at = {"scope": {"channels": ["kecamatan_counter"]}, "effects": {"open": True}}
    book = Rulebook.of([rule("C-1", FIRST, None, repeats="FREQ=WEEKLY;BYDAY=WE", **open_at)])
    shown = {
        day.day: [each.channel for each in decide_channels(book, TIPAR, day, as_of=KNOWN)]
        for day in (date(2030, 1, 8), date(2030, 1, 9), date(2030, 1, 10))
    }
    assert shown == {8: [], 9: [Channel.KECAMATAN_COUNTER], 10: []}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SETIAP=SENIN", "'SETIAP=SENIN' tidak dikenal"),
        ("FREQ=HOURLY", "Jam ditulis di hours"),
        ("FREQ=WEEKLY;BYDAY=SENIN", "tidak terbaca"),
        ("FREQ=WEEKLY;INTERVAL=0;BYDAY=MO", "INTERVAL harus 1 sampai 999"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=4", "tulis hari terakhir di to"),
        ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9", "'BYHOUR=9' tidak dikenal"),
        ("FREQ=WEEKLY;BYDAY=", "'BYDAY=' tidak dikenal"),
        ("FREQ=MONTHLY;BYMONTHDAY=x", "tidak terbaca"),
        ("FREQ=WEEKLY;BYDAY=SU", "tidak ada satu hari pun"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str, message: str) -> None:
    body = f"""schema: sijempol-rules/1
rules:
- {{id: R-1, title: "Aturan", issuer: city, areas: ["32.72"], from: 2030-01-07, to: 2030-01-11,
   known_on: 2030-01-02, binding: mandatory, effects: {{suspend: true}}, evidence: synthetic,
   repeats: "{text}"}}
"""
    with pytest.raises(BadInput) as refused:
        read_records(body, name="uji.yaml")
    assert [message in problem for problem in refused.value.problems] == [True]


DAYS = st.lists(
    st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU")), min_size=1, unique=True
)
TEXTS = st.one_of(
    st.builds(
        lambda every, days: f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(days)}",
        st.integers(1, 3),
        DAYS,
    ),
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 5)),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.integers(1, 31)),
)
EFFECTS = st.sampled_from(
    (
        {"suspend": True},
        {"percent": 50},
        {"hours": ["08:00", "10:00"]},
        {"hours": ["10:00", "15:00"]},
    )
)
RULES = st.tuples(TEXTS, EFFECTS, st.integers(0, 10), st.integers(0, 60))


def spelled(name: str, given: tuple[str, dict[str, object], int, int]) -> list[dict[str, object]]:
    """Return a repeating rule as one rule for each of its runs of days."""
    text, effects, start, length = given
    first = FIRST + start * ONE_DAY
    last = first + length * ONE_DAY
    days: set[date] = set()
    for each in rrulestr(text, dtstart=datetime.combine(first, time())):
        if each.date() > last:
            break
        days.add(each.date())
    begins = sorted(day for day in days if day - ONE_DAY not in days)
    ends = sorted(day for day in days if day + ONE_DAY not in days)
    return [
        rule(f"{name}-{nth}", begin, end, effects=effects)
        for nth, (begin, end) in enumerate(zip(begins, ends, strict=True))
    ]


@settings(max_examples=60)
@given(st.lists(RULES, min_size=1, max_size=3), st.booleans())
def test_a_repeating_rule_is_its_runs_of_days(
    given_rules: list[tuple[str, dict[str, object], int, int]], with_calendar: bool
) -> None:
    calendar = CALENDAR if with_calendar else None
    short, spelled_out = [], []
    for nth, (text, effects, start, length) in enumerate(given_rules):
        first = FIRST + start * ONE_DAY
        last = first + length * ONE_DAY
        if repetition(text, first).first_in(last) is not None:
            short.append(rule(f"R-{nth}", first, last, effects=effects, repeats=text))
            spelled_out += spelled(f"R-{nth}", given_rules[nth])
    one, other = Rulebook.of(short), Rulebook.of(spelled_out)
    for step in range(0, 80, 3):
        day = FIRST + step * ONE_DAY
        mine = decide(one, calendar, ASK, day, as_of=KNOWN)
        theirs = decide(other, calendar, ASK, day, as_of=KNOWN)
        assert (mine.outcome, mine.earliest, mine.limits) == (
            theirs.outcome,
            theirs.earliest,
            theirs.limits,
        )
        assert {b.until for b in mine.blockers} == {b.until for b in theirs.blockers}


def test_several_threads_ask_for_the_same_days() -> None:
    days = repetition("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", date(2031, 1, 7))
    wrong: list[object] = []

    def look() -> None:
        wrong.extend(
            step
            for step in range(0, 4000, 7)
            if days.holds(date(2031, 1, 7) + step * ONE_DAY) is not (step % 21 == 0)
        )

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
