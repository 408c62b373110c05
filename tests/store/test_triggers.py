"""What was said cannot be unsaid, not even by SQL past the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlmodel import Session

from planner.domain.accounts import AuditEntry
from planner.store import Database, NotSaved
from tests.store import values


@pytest.fixture
def history(database: Database) -> Database:
    """Return a demo with one of everything: plan 1 superseded, 2 published, 3 draft."""
    with database.writing() as store:
        store.rules.add([{"kind": "rule", "id": "r-1"}], entered_by="uji", at=values.AT)
        store.notices.add([values.notice()])
        store.audit.add(AuditEntry(at=values.AT, who="uji", action="masuk"))
        store.publications.add(values.publication())
        for _ in range(2):
            plan = store.plans.add_draft(values.draft())
            store.plans.publish(plan.id, at=values.AT, content_hash="h")
        store.plans.add_draft(values.draft())
        store.plans.discard(store.plans.add_draft(values.draft()).id)
    return database


@contextmanager
def sql(database: Database) -> Iterator[Session]:
    with database.writing() as store:
        yield store.meta._db_session


def execute(database: Database, statement: str) -> None:
    with sql(database) as db_session:
        db_session.connection().exec_driver_sql(statement)


APPEND_ONLY = {
    "visit_event": "why = 'lain'",
    "rule_record": "content = '{}'",
    "notice": "text = 'lain'",
    "publication": "cause = 'lain'",
    "publication_file": "sha256 = 'lain'",
    "deed": "who = 'lain'",
}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_told_is_never_changed(history: Database, table: str) -> None:
    with pytest.raises(NotSaved, match="tidak boleh diubah atau dihapus"):
        execute(history, f"UPDATE {table} SET {APPEND_ONLY[table]}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_told_is_never_deleted(history: Database, table: str) -> None:
    with pytest.raises(NotSaved, match="tidak boleh diubah atau dihapus"):
        execute(history, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nor_replaced(history: Database, table: str) -> None:
    if not history.on_sqlite:
        with pytest.raises(NotSaved, match="tidak boleh diubah atau dihapus"):
            execute(history, f"TRUNCATE {table} CASCADE")
        return
    with pytest.raises(NotSaved, match="tidak boleh diubah atau dihapus"):
        execute(history, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


FROZEN = [
    "UPDATE plan_entry SET people = 1 WHERE plan_id = {plan}",
    "UPDATE plan_entry SET plan_id = {plan}, position = 9 WHERE plan_id = 3",
    "UPDATE plan_entry SET plan_id = 3, position = 9 WHERE plan_id = {plan}",
    "DELETE FROM plan_entry WHERE plan_id = {plan}",
    (
        "INSERT INTO plan_entry SELECT {plan}, 9, visit_id, unit_id, day, start_min, end_min, "
        "people, firm, limits, rule_ids, session_no, split_from, travel_min, kept, pinned "
        "FROM plan_entry WHERE plan_id = 3"
    ),
    "UPDATE plan SET last_day = '2030-01-01' WHERE id = {plan}",
    "UPDATE plan SET content_hash = 'lain' WHERE id = {plan}",
    "UPDATE plan SET published_at = '2030-01-01T00:00:00.000000Z' WHERE id = {plan}",
    "UPDATE plan SET id = 99 WHERE id = {plan}",
]


@pytest.mark.parametrize("plan", [1, 2, 4])
@pytest.mark.parametrize("statement", FROZEN)
def test_a_plan_that_is_no_draft_keeps_its_content(
    history: Database, statement: str, plan: int
) -> None:
    with pytest.raises(NotSaved, match=r"hanya boleh diubah selama masih draf|(?i:foreign key)"):
        execute(history, statement.format(plan=plan))


@pytest.mark.parametrize("plan", [1, 2, 4])
def test_a_plan_that_is_no_draft_is_never_deleted(history: Database, plan: int) -> None:
    with pytest.raises(NotSaved, match="tidak boleh dihapus"):
        execute(history, f"DELETE FROM plan WHERE id = {plan}")


STEPS = [(2, "draft"), (2, "discarded"), (1, "draft"), (1, "published"), (4, "draft")]


@pytest.mark.parametrize(("plan", "state"), [*STEPS, (3, "superseded"), (4, "published")])
def test_states_go_one_way(history: Database, plan: int, state: str) -> None:
    with pytest.raises(NotSaved, match="tidak bisa ditarik kembali"):
        execute(history, f"UPDATE plan SET state = '{state}' WHERE id = {plan}")


@pytest.mark.parametrize("number", ["7", "NULL"])
@pytest.mark.parametrize("plan", [1, 2])
def test_a_number_stays(history: Database, plan: int, number: str) -> None:
    with pytest.raises(NotSaved, match="Nomor rencana tidak boleh diubah"):
        execute(history, f"UPDATE plan SET number = {number} WHERE id = {plan}")


@pytest.mark.parametrize("plan", [3, 4])
def test_only_publication_gives_a_number(history: Database, plan: int) -> None:
    with pytest.raises(NotSaved, match="Nomor rencana tidak boleh diubah"):
        execute(history, f"UPDATE plan SET number = 9 WHERE id = {plan}")


def test_two_plans_are_never_published_at_once(history: Database) -> None:
    with pytest.raises(NotSaved, match=r"(?i:unique)"):
        execute(history, "UPDATE plan SET state = 'published', number = 9 WHERE id = 3")


@pytest.mark.parametrize("change", ["value = 1", "value = 0", "value = 9, name = 'lain'"])
def test_the_counter_only_grows(history: Database, change: str) -> None:
    with pytest.raises(NotSaved, match="hanya boleh naik"):
        execute(history, f"UPDATE counter SET {change}")


def test_a_draft_may_still_change(history: Database) -> None:
    execute(history, "UPDATE plan_entry SET people = 1 WHERE plan_id = 3")
    execute(history, "DELETE FROM plan_entry WHERE plan_id = 3")
    execute(history, "UPDATE plan SET last_day = '2030-01-01' WHERE id = 3")
    execute(history, "DELETE FROM plan WHERE id = 3")
