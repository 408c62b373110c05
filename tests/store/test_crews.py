"""Officers, leave and rota come back as they were; nobody is deleted or stands in two places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from planner.domain.crews import CrewChange, Leave, LeaveReason, Officer, RotaEntry, Skill
from planner.domain.errors import NotFound
from planner.store import Database, NotSaved
from tests.store import strategies
from tests.store.test_round_trips import fresh, fuzz, undone
from tests.store.values import CREW, DAY, LEAVE, OFFICERS, ROTA, UNIT


@pytest.fixture
def crewed(database: Database) -> Database:
    """Return a demo with two officers, one leave and a rota."""
    with database.writing() as store:
        store.crews.save(CREW)
    return database


@fuzz
@given(strategies.officers)
def test_any_officer_comes_back_equal(many: Database, officer: Officer) -> None:
    with undone(many) as store:
        store.crews.save(CrewChange(officers=(officer,)))
        assert fresh(store).crews.list_officers() == (officer,)


@fuzz
@given(strategies.leaves)
def test_any_leave_comes_back_equal(many: Database, leave: Leave) -> None:
    with undone(many) as store:
        store.crews.save(CrewChange(officers=OFFICERS, leaves=(leave,)))
        (saved,) = fresh(store).crews.list_leaves()
        assert replace(saved, id=0) == leave
        assert saved.id


def test_the_rota_comes_back_by_day_units_first(crewed: Database) -> None:
    with crewed.reading() as store:
        assert store.crews.list_rota(DAY, DAY) == ROTA
        assert store.crews.list_rota(DAY + timedelta(1), DAY + timedelta(9)) == ()
        assert store.crews.list_rota(date(2000, 1, 1), DAY - timedelta(1)) == ()


def test_a_day_is_replaced_whole_and_other_days_stay(crewed: Database) -> None:
    next_day = replace(ROTA[0], day=DAY + timedelta(1))
    alone = RotaEntry(day=DAY, unit_id=None, officer_ids=("pt-001",))
    with crewed.writing() as store:
        store.crews.save(CrewChange(days=(next_day.day,), rota=(next_day,)))
    with crewed.writing() as store:
        store.crews.save(CrewChange(days=(DAY,), rota=(alone,)))
        # In the same transaction too.
        assert store.crews.list_rota(DAY, DAY) == (alone,)
    with crewed.reading() as store:
        assert store.crews.list_rota(DAY, next_day.day) == (alone, next_day)


def test_a_change_replaces_and_adds_nothing(crewed: Database) -> None:
    with crewed.writing() as store:
        (leave,) = store.crews.list_leaves()
        ended = replace(leave, back_on=leave.last_day, reason=LeaveReason.OTHER)
        renamed = replace(OFFICERS[0], name="Lain", skills=(), left_on=DAY)
        store.crews.save(CrewChange(officers=(renamed,), leaves=(ended,)))
    with crewed.reading() as store:
        assert store.crews.list_officers() == (renamed, OFFICERS[1])
        assert store.crews.list_leaves() == (ended,)
    with pytest.raises(NotFound, match="Muat ulang"), crewed.writing() as store:
        store.crews.save(CrewChange(leaves=(replace(LEAVE, id=99),)))


def test_nobody_stands_in_two_places_on_one_day(crewed: Database) -> None:
    twice = RotaEntry(day=DAY, unit_id=None, officer_ids=(OFFICERS[0].id,))
    with pytest.raises(NotSaved), crewed.writing() as store:
        store.crews.save(CrewChange(rota=(twice,)))
    with crewed.reading() as store:
        assert store.crews.list_rota(DAY, DAY) == ROTA


@pytest.mark.parametrize(
    "entry",
    [
        RotaEntry(day=DAY + timedelta(1), unit_id="hilang", officer_ids=("pt-001",)),
        RotaEntry(day=DAY + timedelta(1), unit_id=UNIT.id, officer_ids=("pt-999",)),
    ],
)
def test_the_rota_names_units_and_officers_that_there_are(
    crewed: Database, entry: RotaEntry
) -> None:
    with pytest.raises(NotSaved), crewed.writing() as store:
        store.crews.save(CrewChange(rota=(entry,)))


@pytest.mark.parametrize("table", ["officer", "officer_leave"])
def test_officers_and_their_leave_are_never_deleted(crewed: Database, table: str) -> None:
    with crewed.writing() as store:
        store.crews.save(CrewChange(days=(DAY,)))
    with pytest.raises(NotSaved, match="tidak boleh dihapus"), crewed.writing() as store:
        store.meta._db_session.connection().exec_driver_sql(f"DELETE FROM {table}")


def test_going_back_a_revision_leaves_no_table_behind(crewed: Database) -> None:
    crewed.downgrade("0006")
    kind, folder = "demo", crewed.folder
    url = "" if crewed.on_sqlite else crewed._engine.url.render_as_string(hide_password=False)
    crewed.close()
    with Database.open(folder, kind=kind, url=url) as again, again.writing() as store:
        assert store.crews.list_officers() == ()
        store.crews.save(CREW)
        assert store.crews.list_officers() == OFFICERS


def test_skills_are_read_back_as_words_of_the_list(crewed: Database) -> None:
    with crewed.reading() as store:
        assert store.crews.list_officers()[0].skills == (Skill.RECORDING, Skill.DRIVING)
