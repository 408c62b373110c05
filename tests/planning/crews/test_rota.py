"""The rota: nobody over the share, on leave or in two places; skills covered, turns fair."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.crews import Leave, Officer, RotaEntry, Skill
from planner.domain.decisions import StaffShare
from planner.domain.errors import BadInput
from planner.domain.fleet import Unit
from planner.domain.vocabulary import Service
from planner.planning.crews.rota import (
    RotaDay,
    RotaProposal,
    Staff,
    propose_rota,
    shortages_of,
    skills_for,
    turns_of,
)
from planner.planning.crews.rota_days import breaches, swapped, warnings_of
from planner.planning.crews.skills import CrewAsk, fill_crews, unmet_skills
from tests.builders import make_unit
from tests.sizes import size

MONDAY = date(2021, 7, 5)
SHORT = "Sen 5 Jul: Unit-2 kurang 3 petugas karena yang boleh masuk 50 persen."
BOTH = (Skill.RECORDING, Skill.DRIVING)
PAPERS = (Service.KK,)
many = settings(max_examples=size("fuzz_examples"), deadline=None)


def officer(number: int, *skills: Skill, left_on: date | None = None) -> Officer:
    return Officer(id=f"pt-{number:03d}", name=f"Petugas {number}", skills=skills, left_on=left_on)


def alike(count: int, *skills: Skill) -> Staff:
    return Staff(officers=tuple(officer(number, *skills) for number in range(count)))


def a_day(
    number: int = 0,
    *units: Unit,
    percent: int | None = None,
    office: bool = True,
    rotation: bool = False,
) -> RotaDay:
    share = StaffShare(percent=percent, rotation=rotation)
    return RotaDay(day=MONDAY + timedelta(number), units=units, office=office, share=share)


def crew_of(proposal: RotaProposal, unit_id: str | None, number: int = 0) -> tuple[str, ...]:
    day = MONDAY + timedelta(number)
    for entry in proposal.entries:
        if (entry.day, entry.unit_id) == (day, unit_id):
            return entry.officer_ids
    return ()


skill_sets = st.sets(st.sampled_from(Skill)).map(lambda skills: tuple(sorted(skills)))
units = st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=3).map(
    lambda crews: tuple(
        make_unit(f"u-{n}", crew=crew, services=tuple(Service) if records else PAPERS)
        for n, (crew, records) in enumerate(crews)
    )
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[RotaDay], Staff]:
    officers = []
    for number in range(draw(st.integers(0, 9))):
        left = draw(st.none() | st.integers(0, 6).map(lambda n: MONDAY + timedelta(n)))
        officers.append(officer(number, *draw(skill_sets), left_on=left))
    leaves = []
    for each in officers:
        if draw(st.booleans()):
            first, length = draw(st.integers(0, 5)), draw(st.integers(0, 4))
            back = draw(st.none() | st.integers(0, length))
            begin = MONDAY + timedelta(first)
            leaves.append(
                Leave(
                    officer_id=each.id,
                    first_day=begin,
                    last_day=begin + timedelta(length),
                    back_on=None if back is None else begin + timedelta(back),
                )
            )
    days = [
        a_day(
            number,
            *draw(units),
            percent=draw(st.sampled_from((None, 0, 25, 50, 75, 100))),
            office=draw(st.booleans()),
            rotation=draw(st.booleans()),
        )
        for number in range(6)
    ]
    return days, Staff(officers=tuple(officers), leaves=tuple(leaves))


@many
@given(cases())
def test_the_rota_keeps_every_hard_rule(case: tuple[list[RotaDay], Staff]) -> None:
    days, staff = case
    proposal = propose_rota(days, staff, ())
    for day in days:
        mine = [entry for entry in proposal.entries if entry.day == day.day]
        there = [name for entry in mine for name in entry.officer_ids]
        assert len(there) == len(set(there))
        everybody = [each for each in staff.officers if each.works_on(day.day)]
        if day.percent is not None:
            assert len(there) * 100 <= len(everybody) * day.percent
        for name in there:
            assert name in {each.id for each in everybody}
            assert not any(
                leave.covers(day.day) for leave in staff.leaves if leave.officer_id == name
            )
        assert breaches(day, mine, staff) == []
        assert {entry.unit_id for entry in mine} <= {*(u.id for u in day.units), None}


@many
@given(cases())
def test_each_crew_is_whole_or_what_it_lacks_is_told(case: tuple[list[RotaDay], Staff]) -> None:
    days, staff = case
    proposal = propose_rota(days, staff, ())
    by_id = {each.id: each for each in staff.officers}
    missing = {(s.day, s.unit_id, s.skill): s.missing for s in proposal.shortages}
    for day in days:
        for unit in day.units:
            crew = crew_of(proposal, unit.id, (day.day - MONDAY).days)
            lacking = unit.crew - len(crew)
            assert lacking >= 0
            assert missing.get((day.day, unit.id, None), 0) == lacking
            there = {skill for name in crew for skill in by_id[name].skills}
            for skill in skills_for(unit, staff, day.day):
                covered = skill in there or not crew
                assert covered == ((day.day, unit.id, skill) not in missing)
    for shortage in proposal.shortages:
        for sentence in shortage.sentence.split(". "):
            assert len(sentence.split()) <= 25


@many
@given(
    st.integers(1, 12),
    st.lists(st.tuples(units, st.sampled_from((None, 25, 50, 75)), st.booleans()), max_size=14),
)
def test_turns_of_officers_who_are_alike_differ_by_at_most_one(
    count: int, wanted: list[tuple[tuple[Unit, ...], int | None, bool]]
) -> None:
    staff = alike(count, *BOTH)
    days = [
        a_day(number, *units, percent=percent, office=office)
        for number, (units, percent, office) in enumerate(wanted)
    ]
    entries: tuple[RotaEntry, ...] = ()
    # Made day by day from the history or at once: the same.
    for day in days:
        entries += propose_rota([day], staff, entries).entries
        turns = turns_of(entries)
        for counts in (turns.out, turns.worked):
            each = [counts.get(one.id, 0) for one in staff.officers]
            assert max(each) - min(each) <= 1
    assert propose_rota(days, staff, ()).entries == entries


@many
@given(cases())
def test_the_same_input_gives_the_same_rota_in_any_order(
    case: tuple[list[RotaDay], Staff],
) -> None:
    days, staff = case
    backwards = Staff(officers=staff.officers[::-1], leaves=staff.leaves[::-1])
    assert propose_rota(days[::-1], backwards, ()) == propose_rota(days, staff, ())


def can_be_covered(asks: list[CrewAsk], people: list[Officer]) -> bool:
    """Try every way to seat ``people``: whether all crews can be whole and skilled."""
    sizes = [ask.people for ask in asks]
    for order in permutations(people, sum(sizes)):
        rest = list(order)
        good = True
        for ask in asks:
            crew, rest = rest[: ask.people], rest[ask.people :]
            good = good and not unmet_skills(ask.skills, crew)
        if good:
            return True
    return False


@many
@given(
    st.lists(skill_sets, max_size=6),
    st.lists(st.tuples(st.integers(1, 3), skill_sets), min_size=1, max_size=2),
)
def test_skills_are_covered_wherever_any_seating_covers_them(
    skills: list[tuple[Skill, ...]], wanted: list[tuple[int, tuple[Skill, ...]]]
) -> None:
    people = [officer(number, *some) for number, some in enumerate(skills)]
    asks = [
        CrewAsk(unit_id=f"u-{n}", people=count, skills=needs)
        for n, (count, needs) in enumerate(wanted)
    ]
    if sum(ask.people for ask in asks) > len(people) or not can_be_covered(asks, people):
        return
    crews = fill_crews(asks, people, most=len(people))
    for ask in asks:
        assert len(crews[ask.unit_id]) == ask.people
        assert unmet_skills(ask.skills, crews[ask.unit_id]) == ()


def test_a_share_is_rounded_down_and_counts_those_on_leave() -> None:
    everybody = alike(7, *BOTH)
    away = Leave(officer_id="pt-000", first_day=MONDAY, last_day=MONDAY)
    staff = Staff(officers=everybody.officers, leaves=(away,))
    assert [everybody.may_work(a_day(percent=p)) for p in (None, 100, 75, 50, 25, 0)] == [
        7, 7, 5, 3, 1, 0,
    ]  # fmt: skip
    assert staff.may_work(a_day(percent=50)) == 3


def test_turns_without_a_figure_mean_half_of_the_staff() -> None:
    assert alike(9).may_work(a_day(rotation=True)) == 4
    assert alike(9).may_work(a_day(rotation=True, percent=75)) == 6
    assert a_day(rotation=True).assumed
    assert not a_day(rotation=True, percent=75).assumed


def test_units_come_first_and_the_rest_of_the_share_stays_in_the_office() -> None:
    proposal = propose_rota([a_day(0, make_unit(crew=4), percent=50)], alike(12, *BOTH), ())
    assert len(crew_of(proposal, "unit-1")) == 4
    assert len(crew_of(proposal, None)) == 2
    assert proposal.shortages == ()


def test_a_share_too_small_for_every_unit_fills_the_first_and_says_so() -> None:
    day = a_day(0, make_unit(), make_unit("unit-2"), percent=50)
    proposal = propose_rota([day], alike(10, *BOTH), ())
    assert len(crew_of(proposal, "unit-1")) == 4
    assert len(crew_of(proposal, "unit-2")) == 1
    assert [shortage.sentence for shortage in proposal.shortages] == [
        f"{SHORT} Pindahkan kunjungannya ke hari lain, atau kurangi unit hari itu.",
        "Sen 5 Jul: tidak ada petugas di kantor. Kurangi unit hari itu, atau tambah petugas.",
    ]


def test_a_unit_without_a_recorder_or_driver_says_what_to_do() -> None:
    staff = Staff(officers=(officer(1), officer(2, left_on=MONDAY), officer(3), officer(4)))
    day = a_day(0, make_unit(crew=3), office=False)
    sentences = [shortage.sentence for shortage in propose_rota([day], staff, ()).shortages]
    assert sentences == [
        "Sen 5 Jul: Unit-1 tanpa perekam KTP. Tukar petugas, atau tandai petugas yang bisa merekam."
    ]


def test_drivers_are_asked_for_once_the_office_marks_one() -> None:
    unmarked = alike(4, Skill.RECORDING)
    assert skills_for(make_unit(), unmarked, MONDAY) == (Skill.RECORDING,)
    marked = Staff(officers=(*unmarked.officers, officer(9, Skill.DRIVING)))
    assert skills_for(make_unit(), marked, MONDAY) == BOTH
    assert skills_for(make_unit(services=PAPERS), marked, MONDAY) == (Skill.DRIVING,)
    proposal = propose_rota([a_day(0, make_unit())], marked, ())
    assert "pt-009" in crew_of(proposal, "unit-1")


def test_whoever_had_fewer_turns_goes_first_skills_allowing() -> None:
    staff = alike(3, *BOTH)
    before = RotaEntry(day=MONDAY - timedelta(3), unit_id="x", officer_ids=("pt-000", "pt-001"))
    proposal = propose_rota([a_day(0, make_unit(crew=1))], staff, [before])
    assert crew_of(proposal, "unit-1") == ("pt-002",)
    only = Staff(officers=(officer(0, *BOTH), officer(1), officer(2)))
    assert crew_of(propose_rota([a_day(0, make_unit(crew=1))], only, [before]), "unit-1") == (
        "pt-000",
    )


def test_two_people_with_both_skills_are_dealt_to_two_units() -> None:
    staff = Staff(officers=(officer(0, *BOTH), officer(1, *BOTH), officer(2), officer(3)))
    day = a_day(0, make_unit(crew=2), make_unit("unit-2", crew=2))
    proposal = propose_rota([day], staff, ())
    assert len({"pt-000", "pt-001"} & set(crew_of(proposal, "unit-1"))) == 1
    assert [s for s in proposal.shortages if s.skill] == []


ENTRIES = (
    RotaEntry(day=MONDAY, unit_id="unit-1", officer_ids=("pt-000", "pt-001")),
    RotaEntry(day=MONDAY, unit_id=None, officer_ids=("pt-002",)),
)
SWAP_DAY = a_day(0, make_unit(crew=2), percent=75)


def swap_staff(*leaves: Leave) -> Staff:
    first = officer(0, *BOTH)
    return Staff(officers=(first, officer(1), officer(2), officer(3)), leaves=leaves)


def test_two_officers_change_places_or_one_takes_the_place_of_another() -> None:
    inside = swapped(SWAP_DAY, ENTRIES, swap_staff(), "pt-001", "pt-002")
    assert [entry.officer_ids for entry in inside] == [("pt-000", "pt-002"), ("pt-001",)]
    free = swapped(SWAP_DAY, ENTRIES, swap_staff(), "pt-003", "pt-001")
    assert [entry.officer_ids for entry in free] == [("pt-000", "pt-003"), ("pt-002",)]


@pytest.mark.parametrize(
    ("one", "other", "refusal"),
    [
        ("pt-000", "pt-002", "Unit-1 tanpa perekam KTP"),
        ("pt-001", "pt-003", "Petugas 3 tidak masuk"),
        ("pt-001", "pt-001", "dua petugas yang berbeda"),
        ("pt-000", "pt-001", "di tempat yang sama"),
        ("pt-001", "pt-009", "tidak ada"),
    ],
)
def test_a_swap_that_breaks_a_hard_rule_is_refused(one: str, other: str, refusal: str) -> None:
    staff = swap_staff(Leave(officer_id="pt-003", first_day=MONDAY, last_day=MONDAY))
    with pytest.raises(BadInput, match=refusal):
        swapped(SWAP_DAY, ENTRIES, staff, one, other)
    with pytest.raises(BadInput, match="tidak bertugas"):
        swapped(SWAP_DAY, (), staff, "pt-000", "pt-001")


def test_what_was_wrong_before_does_not_forbid_a_swap_that_mends_it() -> None:
    ill = swap_staff(Leave(officer_id="pt-001", first_day=MONDAY, last_day=MONDAY))
    assert any("Petugas 1 tidak masuk" in line for line in warnings_of(SWAP_DAY, ENTRIES, ill))
    after = swapped(SWAP_DAY, ENTRIES, ill, "pt-001", "pt-003")
    assert warnings_of(SWAP_DAY, after, ill) == []


def test_a_saved_rota_is_judged_by_what_holds_by_now() -> None:
    sentences = breaches(a_day(0, percent=50), ENTRIES, swap_staff())
    assert any("3 petugas bertugas, paling banyak 2 (50 persen)" in line for line in sentences)
    assert any("unit yang tidak jalan" in line for line in sentences)
    twice = (*ENTRIES, RotaEntry(day=MONDAY, unit_id="unit-2", officer_ids=("pt-000",)))
    assert any("di dua tempat" in line for line in breaches(SWAP_DAY, twice, swap_staff()))


def test_an_empty_office_is_told_only_where_it_is_open() -> None:
    assert [s.unit_id for s in shortages_of(a_day(0), (), alike(2))] == [None]
    assert shortages_of(a_day(0, office=False), (), alike(2)) == []


def test_values_refuse_nonsense_in_words_people_read() -> None:
    with pytest.raises(BadInput, match="Nama petugas masih kosong"):
        Officer(name="  ")
    with pytest.raises(BadInput, match="Persingkat"):
        Officer(name="x" * 81)
    with pytest.raises(BadInput, match="Tukar kedua tanggalnya"):
        Leave(officer_id="x", first_day=MONDAY, last_day=MONDAY - timedelta(1))
    with pytest.raises(BadInput, match="berhenti"):
        Leave(officer_id="x", first_day=MONDAY, last_day=MONDAY + timedelta(400))
    with pytest.raises(BadInput, match="Hari masuk lagi"):
        Leave(officer_id="x", first_day=MONDAY, last_day=MONDAY, back_on=MONDAY + timedelta(1))
    with pytest.raises(BadInput, match="dua kali"):
        RotaEntry(day=MONDAY, unit_id=None, officer_ids=("a", "a"))


def test_a_leave_ends_when_somebody_comes_back() -> None:
    leave = Leave(
        officer_id="x",
        first_day=MONDAY,
        last_day=MONDAY + timedelta(4),
        back_on=MONDAY + timedelta(2),
    )
    covered = Counter(leave.covers(MONDAY + timedelta(n)) for n in range(-1, 6))
    assert covered[True] == 2
    assert leave.covers(MONDAY + timedelta(1))
