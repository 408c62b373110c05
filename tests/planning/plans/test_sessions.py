"""Limits become people and minutes."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.decisions import Limits
from planner.domain.vocabulary import Line, Service
from planner.planning.plans.sessions import SessionPlan, session_plan
from tests.builders import make_profile, make_unit

FIGURES = make_profile().figures
KTP = (Service.KTP_RECORDING,)


def plan(
    people: int, limits: Limits, *, line: Line = Line.PELAJAR, sets: int = 2, crew: int = 4
) -> SessionPlan:
    unit = make_unit(recording_sets=sets, crew=crew)
    return session_plan(line, people, KTP, limits=limits, unit=unit, figures=FIGURES)


def test_a_school_of_120_needs_three_sessions_at_level_3() -> None:
    level_3 = plan(120, Limits(percent=50, total=50, people_together=10))
    assert level_3.people == (40, 40, 40)
    assert level_3.residents_at_once == 6
    # 30 set-up, 20 rounds of 2 at 8, 6 changes of 3, 15 packing up
    assert level_3.minutes == (223, 223, 223)


def test_the_same_school_differs_at_every_level() -> None:
    level_4 = plan(120, Limits(people_together=3), line=Line.PELAJAR)
    level_2 = plan(120, Limits(percent=50, total=50))
    level_1 = plan(120, Limits())
    assert level_4.people == ()
    assert (level_2.people, level_2.minutes) == ((40, 40, 40), (205, 205, 205))
    assert (level_1.people, level_1.minutes) == ((60, 60), (285, 285))


def test_few_residents_inside_use_fewer_recording_sets() -> None:
    assert plan(6, Limits(people_together=5)).minutes == (30 + 6 * 8 + 5 * 3 + 15,)
    assert plan(6, Limits(people_together=6)).minutes == (30 + 3 * 8 + 2 * 3 + 15,)


@pytest.mark.parametrize(("together", "sessions"), [(4, 0), (5, 1)])
def test_the_crew_counts_in_people_together(together: int, sessions: int) -> None:
    assert len(plan(10, Limits(people_together=together)).people) == sessions


@pytest.mark.parametrize(("people", "sessions"), [(100, 1), (101, 2)])
def test_a_normal_session_holds_a_hundred(people: int, sessions: int) -> None:
    assert len(plan(people, Limits()).people) == sessions


def test_documents_alone_take_their_own_time() -> None:
    done = session_plan(
        Line.PERMUKIMAN,
        10,
        (Service.KK,),
        limits=Limits(),
        unit=make_unit(),
        figures=FIGURES,
    )
    assert done.minutes == (30 + 5 * 15 + 15,)


def test_a_stopped_recording_leaves_the_documents() -> None:
    done = session_plan(
        Line.PERMUKIMAN,
        10,
        (Service.KTP_RECORDING, Service.KK),
        limits=Limits(services_off=(Service.KTP_RECORDING,)),
        unit=make_unit(),
        figures=FIGURES,
    )
    assert done.minutes == (30 + 5 * 15 + 15,)


def test_a_home_visit_counts_per_person() -> None:
    assert plan(2, Limits(people_together=3), line=Line.AKI_NINI, crew=2).minutes == (60,)


@given(
    people=st.integers(1, 400),
    percent=st.sampled_from([None, 25, 50, 75]),
    together=st.sampled_from([None, 6, 10, 30]),
)
def test_everybody_is_served_once_in_sessions_as_even_as_can_be(
    people: int, percent: int | None, together: int | None
) -> None:
    done = plan(people, Limits(percent=percent, people_together=together))
    size = min(100, percent or 100)
    assert sum(done.people) == people
    assert len(done.people) == ceil(people / size)
    assert max(done.people) - min(done.people) <= 1
    assert max(done.people) <= size


@given(people=st.integers(1, 100), together=st.integers(5, 30))
def test_a_stricter_room_never_makes_a_session_shorter(people: int, together: int) -> None:
    strict = plan(people, Limits(people_together=together))
    loose = plan(people, Limits(people_together=together + 1))
    assert strict.minutes >= loose.minutes
