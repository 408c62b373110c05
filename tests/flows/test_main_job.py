"""The main job: a plan, a stop that is extended six times, a resumption. Real rules."""

from __future__ import annotations

import re
from datetime import date

import pytest

from planner.domain.plans import Plan
from planner.domain.visits import Visit, VisitEvent
from planner.domain.vocabulary import EventKind, PlanState, Urgency, VisitState
from tests.demo import page
from tests.flows.conftest import Example

STOP, RESUME, NOW = date(2021, 7, 2), date(2021, 8, 30), date(2021, 8, 31)
START = date(2021, 6, 25)


def plans_of(example: Example) -> dict[int | None, Plan]:
    with example.office.database.reading() as store:
        return {plan.number: plan for plan in store.plans.list_plans()}


def visits_of(example: Example) -> dict[str, Visit]:
    with example.office.database.reading() as store:
        return {visit.id: visit for visit in store.visits.list_visits()}


def events_of(example: Example) -> dict[str, tuple[VisitEvent, ...]]:
    with example.office.database.reading() as store:
        return dict(store.visits.events_of())


def test_the_first_plan_is_firm_as_far_as_rules_are_known(example: Example) -> None:
    plan = plans_of(example)[1]
    assert (plan.first_day, plan.last_day) == (date(2021, 6, 28), date(2021, 7, 16))
    assert plan.firm_until == date(2021, 7, 5)
    for entry in plan.entries:
        assert entry.firm is (entry.day <= date(2021, 7, 5))
    assert {entry.day for entry in plan.entries} & {date(2021, 7, d) for d in range(6, 17)}


def test_the_example_has_sixty_requests_of_all_lines_and_eight_homes(example: Example) -> None:
    lines = [request.line.value for request in example.script.requests]
    assert len(lines) == 60
    assert lines.count("AKI_NINI") == 8
    assert len(set(lines)) == 5
    assert len(example.script.units) == 3
    assert all(request.synthetic for request in example.script.requests)


def test_the_stop_suspends_exactly_3_to_20_july_and_urgent_homes_stay(example: Example) -> None:
    stopped, held = set(), set()
    visits = visits_of(example)
    for visit_id, events in events_of(example).items():
        placed = [e for e in events if e.kind is EventKind.SCHEDULED and e.as_of == START]
        if not placed or placed[0].after is None or placed[0].after.day is None:
            continue
        day = placed[0].after.day
        off = [e for e in events if e.kind is EventKind.SUSPENDED and e.as_of == STOP]
        if day <= STOP:
            assert not off
        elif off:
            stopped.add(visit_id)
            assert off[0].rule_ids == ("A01", "P-2021-LEVEL-DAN-ZONA")
            assert "Inmendagri 15/2021" in off[0].why
        else:
            held.add(visit_id)
    assert stopped
    assert held
    assert all(visits[v].private for v in held)
    assert all(visits[v].request.urgency is Urgency.URGENT for v in held)
    assert all(visits[v].state is VisitState.DONE for v in held)


def test_six_extensions_are_told_to_everybody_who_waits(example: Example) -> None:
    suspended = [
        visit_id
        for visit_id, events in events_of(example).items()
        if any(e.kind is EventKind.SUSPENDED for e in events)
    ]
    visits = visits_of(example)
    movable = [v for v in suspended if visits[v].request.fixed_day is None]
    with example.office.database.reading() as store:
        notices = store.notices.list_notices()
    for visit_id in movable:
        sent = [n for n in notices if n.visit_id == visit_id and n.kind == "extended"]
        days = {n.as_of for n in sent}
        named = {day for day in days if day.month in (7, 8)}
        assert len(sent) == len(named)
        assert {date(2021, 7, 25), date(2021, 8, 2), date(2021, 8, 9)} <= named
        assert {date(2021, 8, 16), date(2021, 8, 23)} <= named
        assert named & {date(2021, 7, 19), date(2021, 7, 20)}
        assert all("belum pasti" in n.text for n in sent)


def test_service_resumes_under_limits_with_a_plan_over_several_days(example: Example) -> None:
    plan = plans_of(example)[2]
    assert plan.first_day == NOW
    assert plan.as_of == RESUME
    assert plan.based_on == 1
    assert len({entry.day for entry in plan.entries}) > 8
    assert len({entry.unit_id for entry in plan.entries}) == 3
    visits = visits_of(example)
    for entry in plan.entries:
        if visits[entry.visit_id].private:
            continue
        assert entry.people <= 50
        assert entry.limits.people_together == 10 or entry.day > date(2021, 9, 6)
        assert entry.firm is (entry.day <= date(2021, 9, 6))


def test_resumed_visits_keep_their_id_and_their_past(example: Example) -> None:
    resumed = [
        (visit_id, events)
        for visit_id, events in events_of(example).items()
        if any(e.kind is EventKind.RESUMED for e in events)
    ]
    assert len(resumed) > 20
    for _, events in resumed:
        kinds = [e.kind for e in events]
        assert kinds.index(EventKind.SCHEDULED) < kinds.index(EventKind.SUSPENDED)
        assert kinds.index(EventKind.SUSPENDED) < kinds.index(EventKind.RESUMED)


def test_only_one_plan_is_in_force_and_numbers_count_up(example: Example) -> None:
    states = [plan.state for plan in plans_of(example).values()]
    assert states.count(PlanState.PUBLISHED) == 1
    assert sorted(n for n in plans_of(example) if n is not None) == [1, 2]


def test_the_figures_tell_what_was_kept_suspended_and_waits(example: Example) -> None:
    steps = {step.title: step.figures for step in example.figures.steps}
    stop = next(f for title, f in steps.items() if "A01" in title)
    assert stop["suspended"] > 25
    assert stop["limited"] == 2
    assert stop["people_waiting"] > 1000
    draft = next(f for title, f in steps.items() if title.startswith("Draf 31-08"))
    assert draft["solve_s"] < 60
    assert draft["km"] > 0
    assert draft["diff_moved"] > 20


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (
            START,
            [
                "berjalan dengan batasan",
                "Kuota 50 persen",
                "(sementara)",
                "Mulai Selasa, 6 Juli 2021: belum pasti",
            ],
        ),
        (
            STOP,
            [
                "dihentikan sementara",
                "Mulai Sabtu, 3 Juli 2021 sampai Selasa, 20 Juli 2021",
                "paling cepat Rabu, 21 Juli 2021, belum pasti",
                "Inmendagri 15/2021",
                "08.00-12.00 WIB",
                "08.00-15.00 WIB (disimpulkan dari keadaan 30 Maret 2020)",
            ],
        ),
        (NOW, ["berjalan dengan batasan", "Paling banyak 10 orang", "Senin, 6 September 2021"]),
    ],
)
def test_each_saved_day_shows_the_site_as_published_then(
    example: Example, day: date, words: list[str]
) -> None:
    home = page(example.office, day, "index.html") + page(example.office, day, "jadwal.html")
    for word in words:
        assert word in home, word
    assert "CONTOH" in home
    assert f"tanggal simulasi {['Jumat', 'Jumat', 'Selasa'][[START, STOP, NOW].index(day)]}" in home


def test_no_page_of_an_earlier_day_knows_what_came_later(example: Example) -> None:
    for path in ("index.html", "jadwal.html", "aturan.html"):
        text = page(example.office, START, path)
        assert "Inmendagri 15/2021" not in text
        if path != "aturan.html":  # which tells what the rules in force order
            assert "dihentikan sementara" not in text.lower().replace("penghentian", "")


def test_the_example_rings_nobody(example: Example) -> None:
    for day in (START, STOP, NOW):
        text = page(example.office, day, "index.html")
        assert "nomor belum tersedia (CONTOH)" in text
        assert not re.search(r'href="(https?:|tel:|mailto:|wa\.me)', text)


def test_the_permanent_page_of_a_visit_says_was_and_now(example: Example) -> None:
    resumed = next(
        visit_id
        for visit_id, events in events_of(example).items()
        if any(e.kind is EventKind.RESUMED for e in events)
        and not visits_of(example)[visit_id].private
    )
    text = page(example.office, NOW, f"kunjungan/{resumed}.html")
    assert "Dijadwalkan ulang" in text
    assert "Dulu" in text
    assert "Juli 2021" in text
    assert "Penghentian berlanjut" in text
