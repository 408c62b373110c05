"""Officers, leave and the rota, through the actions: kept once, with a line in the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.actions.crews.enter_leave import end_leave, enter_leave
from planner.actions.crews.enter_officers import (
    KEPT_DAYS,
    enter_officers,
    erase_officers,
    officer_leaves,
)
from planner.actions.crews.make_rota import RotaLook, make_rota, read_rota
from planner.actions.crews.swap_officers import swap_officers
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.end_visits import cancel_visits
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Office
from planner.domain.crews import ERASED_NAME, Leave, LeaveReason, Officer, Skill
from planner.domain.errors import BadInput, NotFound
from planner.domain.visits import Visit
from tests.actions.conftest import MONDAY, QUICK, OfficeAs, furnish
from tests.builders import act_on

ACT = act_on(MONDAY)
FIRST, LAST = date(2021, 6, 28), date(2021, 7, 2)
BOTH = (Skill.RECORDING, Skill.DRIVING)
TEAM = tuple(Officer(name=f"Petugas uji {n}", skills=BOTH) for n in range(1, 21))
#: A share of half the staff for the city.
HALF_RULE = {
    "kind": "rule",
    "id": "R-HALF",
    "title": "SE contoh: separuh petugas",
    "issuer": "city",
    "areas": ["32.72"],
    "from": "2021-06-28",
    "to": "2021-07-02",
    "known_on": "2021-06-21",
    "binding": "mandatory",
    "effects": {"staff_percent": 50},
    "evidence": "synthetic",
}


@pytest.fixture
def team(office_as: OfficeAs) -> Office:
    """Return an office with twenty officers and a published plan of one week."""
    return office_as(staff)


def staff(office: Office) -> None:
    furnish(office)
    enter_officers(office, ACT, TEAM)
    drafted = draft_plan(office, ACT, first_day=FIRST, last_day=LAST, solve=QUICK)
    assert drafted.plan is not None
    publish_plan(office, ACT, drafted.plan.id)


def look(office: Office, today: date = MONDAY) -> RotaLook:
    return read_rota(office, first=FIRST, last=LAST, today=today)


def officers(office: Office) -> tuple[Officer, ...]:
    with office.database.reading() as store:
        return store.crews.list_officers()


def entries(office: Office) -> list[tuple[str, str]]:
    with office.database.reading() as store:
        return [(entry.action, entry.subject) for entry in store.audit.list_entries(limit=3)]


def driven(office: Office) -> Visit:
    with office.database.reading() as store:
        return next(visit for visit in store.visits.list_visits() if visit.day is not None)


def test_officers_get_an_id_for_life_and_are_changed_under_it(office: Office) -> None:
    enter_officers(office, ACT, TEAM[:2])
    assert [each.id for each in officers(office)] == ["pt-001", "pt-002"]
    assert entries(office)[0] == ("petugas dicatat", "2 petugas")
    enter_officers(office, ACT, [replace(officers(office)[0], name="Lain", skills=())])
    officer_leaves(office, ACT, "pt-002", left_on=MONDAY)
    enter_officers(office, ACT, [Officer(name="Petugas uji 2")])
    assert [(o.id, o.name, o.active) for o in officers(office)] == [
        ("pt-001", "Lain", True),
        ("pt-002", "Petugas uji 2", False),
        ("pt-003", "Petugas uji 2", True),
    ]
    with pytest.raises(BadInput, match="sudah dipakai"):
        officer_leaves(office, ACT, "pt-002", left_on=None)
    with pytest.raises(BadInput, match="sudah dipakai"):
        enter_officers(office, ACT, [Officer(name="LAIN")])
    with pytest.raises(NotFound):
        enter_officers(office, ACT, [Officer(id="pt-999", name="Siapa")])
    with pytest.raises(NotFound):
        officer_leaves(office, ACT, "pt-999", left_on=None)
    with pytest.raises(BadInput, match="NIK"):
        enter_officers(office, ACT, [Officer(name="NIK 3272010101010001")])
    assert len(officers(office)) == 3


def test_the_same_form_twice_adds_one_officer(office: Office) -> None:
    again = replace(ACT, idempotency_key="sekali")
    for _ in range(2):
        enter_officers(office, again, TEAM[:1])
    assert len(officers(office)) == 1


def test_leave_is_kept_once_and_ends_early(office: Office) -> None:
    enter_officers(office, ACT, TEAM[:2])
    leave = Leave(officer_id="pt-001", first_day=FIRST, last_day=LAST, reason=LeaveReason.SICK)
    enter_leave(office, ACT, leave)
    assert entries(office)[0] == ("cuti dicatat", "1 cuti")
    with pytest.raises(BadInput, match="sudah tercatat tidak masuk pada Jum 2 Jul"):
        enter_leave(office, ACT, replace(leave, first_day=LAST))
    end_leave(office, ACT, 1, back_on=LAST)
    assert entries(office)[0] == ("cuti diakhiri", "1 cuti")
    enter_leave(office, ACT, replace(leave, first_day=LAST))
    with pytest.raises(BadInput, match="Hari masuk lagi"):
        end_leave(office, ACT, 1, back_on=LAST + timedelta(1))
    with pytest.raises(NotFound):
        end_leave(office, ACT, 99, back_on=LAST)
    with pytest.raises(NotFound):
        enter_leave(office, ACT, replace(leave, officer_id="pt-999"))
    officer_leaves(office, ACT, "pt-002", left_on=MONDAY)
    with pytest.raises(BadInput, match="sudah berhenti"):
        enter_leave(office, ACT, replace(leave, officer_id="pt-002"))


def test_the_rota_follows_the_published_plan_and_the_share(team: Office) -> None:
    enter_rules(team, ACT, [HALF_RULE])
    make_rota(team, ACT, first=FIRST, last=LAST)
    assert entries(team)[0] == ("giliran disusun", "5 hari giliran")
    rota = look(team)
    assert [day.day for day in rota.days] == [FIRST + timedelta(n) for n in range(5)]
    with team.database.reading() as store:
        planned = {(v.day, v.unit_id) for v in store.visits.list_visits() if v.day}
    crews = {(e.day, e.unit_id) for es in rota.entries.values() for e in es if e.unit_id}
    assert crews == planned
    for day in rota.days:
        assert day.percent == 50
        assert "R-HALF" in day.share.rule_ids
        working = [name for entry in rota.entries[day.day] for name in entry.officer_ids]
        assert len(working) == 10
    assert rota.warnings == {}
    assert max(rota.turns.worked.values()) - min(rota.turns.worked.values()) <= 1


def test_days_that_began_keep_their_rota_and_others_are_made_anew(team: Office) -> None:
    make_rota(team, ACT, first=FIRST, last=LAST)
    before = look(team).entries
    officer_leaves(team, ACT, "pt-001", left_on=FIRST)
    tuesday = act_on(FIRST + timedelta(1))
    make_rota(team, tuesday, first=FIRST, last=LAST)
    after = look(team).entries
    for day in (FIRST, FIRST + timedelta(1)):
        assert after[day] == before[day]
    assert any("pt-001" in e.officer_ids for e in before[LAST])
    later = [e for n in (2, 3, 4) for e in after[FIRST + timedelta(n)]]
    assert not any("pt-001" in entry.officer_ids for entry in later)


def test_a_day_that_began_without_a_rota_gets_one(team: Office) -> None:
    make_rota(team, act_on(FIRST), first=FIRST, last=FIRST)
    assert set(look(team).entries) == {FIRST}


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (LAST, FIRST, "Tukar"),
        (MONDAY - timedelta(9), MONDAY - timedelta(1), "sudah lewat"),
        (FIRST, FIRST + timedelta(62), "Paling banyak 62 hari"),
    ],
)
def test_bad_days_are_refused(team: Office, first: date, last: date, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        make_rota(team, ACT, first=first, last=last)


def test_without_officers_the_next_step_is_told(office: Office) -> None:
    with pytest.raises(BadInput, match="halaman Petugas"):
        make_rota(office, ACT, first=FIRST, last=LAST)


def test_a_visit_that_stops_is_told_where_its_crew_stands(team: Office) -> None:
    make_rota(team, ACT, first=FIRST, last=LAST)
    visit = driven(team)
    with team.database.reading() as store:
        same = [
            v.id
            for v in store.visits.list_visits()
            if (v.day, v.unit_id) == (visit.day, visit.unit_id)
        ]
    cancel_visits(team, ACT, same, why="Tempat tutup.")
    warnings = [line for lines in look(team).warnings.values() for line in lines]
    assert any("unit yang tidak jalan" in line for line in warnings)


def test_a_leave_after_the_rota_is_told_and_mended_by_a_swap(team: Office) -> None:
    make_rota(team, ACT, first=FIRST, last=LAST)
    day = driven(team).day
    assert day is not None
    places = {entry.unit_id: entry.officer_ids for entry in look(team).entries[day]}
    unit = next(name for name in places if name)
    ill, inside = places[unit][0], places[None][0]
    enter_leave(team, ACT, Leave(officer_id=ill, first_day=day, last_day=day))
    assert any("tidak masuk hari itu" in line for line in look(team).warnings[day])
    swap_officers(team, ACT, day, ill, inside)
    assert entries(team)[0] == ("giliran ditukar", "1 hari giliran")
    rota = look(team)
    assert day not in rota.warnings
    after = {entry.unit_id: entry.officer_ids for entry in rota.entries[day]}
    assert inside in after[unit]
    assert ill not in {name for names in after.values() for name in names}
    with pytest.raises(BadInput, match="tidak masuk"):
        swap_officers(team, ACT, day, inside, ill)
    assert look(team).entries == rota.entries


def test_past_days_and_days_without_a_rota_are_not_swapped(team: Office) -> None:
    with pytest.raises(BadInput, match="sudah lewat"):
        swap_officers(team, act_on(LAST), FIRST, "pt-001", "pt-002")
    with pytest.raises(NotFound, match="Susun giliran dulu"):
        swap_officers(team, ACT, FIRST, "pt-001", "pt-002")


def test_names_of_those_who_left_are_erased_in_time_and_their_turns_stay(team: Office) -> None:
    make_rota(team, ACT, first=FIRST, last=LAST)
    enter_leave(
        team,
        ACT,
        Leave(officer_id="pt-002", first_day=FIRST, last_day=LAST, reason=LeaveReason.SICK),
    )
    officer_leaves(team, ACT, "pt-002", left_on=LAST)
    turns = look(team).turns
    early = act_on(LAST + timedelta(KEPT_DAYS - 1))
    assert erase_officers(team, early).update.crew.officers == ()
    due = act_on(LAST + timedelta(KEPT_DAYS))
    assert [each.id for each in erase_officers(team, due).update.crew.officers] == ["pt-002"]
    assert erase_officers(team, due).update.crew.officers == ()
    with team.database.reading() as store:
        gone = store.crews.list_officers()[1]
        (leave,) = store.crews.list_leaves()
        log = store.accesses.list_accesses()
    assert (gone.name, gone.skills) == (ERASED_NAME, ())
    assert leave.reason is LeaveReason.OTHER
    assert [(entry.action, entry.subject) for entry in log] == [("erase", "pt-002")]
    assert look(team).turns == turns
    with pytest.raises(BadInput, match="petugas baru"):
        officer_leaves(team, due, "pt-002", left_on=None)


def test_no_public_byte_tells_of_an_officer(team: Office) -> None:
    with team.database.reading() as store:
        before = store.publications.find_current()
    make_rota(team, ACT, first=FIRST, last=LAST)
    enter_leave(team, ACT, Leave(officer_id="pt-001", first_day=FIRST, last_day=LAST))
    with team.database.reading() as store:
        current = store.publications.find_current()
    assert current is not None
    assert current == before
    everything = b"".join(team.files.read(file.sha256) for file in current.files.values())
    assert b"Petugas uji" not in everything
    assert b"pt-00" not in everything


def test_two_coordinators_at_once_lose_nobody(office: Office) -> None:
    """Whoever saved in between makes the other decide again, with a fresh id."""
    added: list[str] = []

    def meanwhile(point: str) -> None:
        if point == "rendered" and not added:
            added.append(point)
            enter_officers(office, ACT, [Officer(name="Yang cepat")])

    enter_officers(replace(office, reached=meanwhile), ACT, [Officer(name="Yang lambat")])
    assert [each.name for each in officers(office)] == ["Yang cepat", "Yang lambat"]
