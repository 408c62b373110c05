"""What was read is handed out again until somebody saves, and never after that."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from planner.domain.accounts import AuditEntry
from planner.store import Database, Store

NOON = datetime(2021, 6, 21, 5, tzinfo=UTC)


class Reader:
    """Counts how often the data themselves were read."""

    def __init__(self) -> None:
        self.times = 0

    def looks(self, store: Store) -> int:
        """Return the count of saves, as it is remembered."""

        def read() -> int:
            self.times += 1
            return store.meta.revision()

        return store.remembered("kali simpan", read)

    def looks_at(self, database: Database) -> int:
        """Return the same of a moment of its own."""
        with database.reading() as store:
            return self.looks(store)


def save(database: Database, revision: int, at: datetime = NOON) -> None:
    with database.writing() as store:
        store.meta.set_revision(revision)
        store.audit.add(AuditEntry(at=at, who="sari", action="uji", subject=""))


def test_nothing_is_read_twice_while_nobody_saves(database: Database) -> None:
    reader = Reader()
    assert [reader.looks_at(database) for _ in range(3)] == [0, 0, 0]
    assert reader.times == 1


def test_a_save_of_this_program_is_seen_at_once_even_one_that_is_not_counted(
    database: Database,
) -> None:
    reader = Reader()
    reader.looks_at(database)
    save(database, 1)
    assert reader.looks_at(database) == 1
    with database.writing() as store:
        store.meta.set("lain", "1")
    reader.looks_at(database)
    assert reader.times == 3


def test_a_save_of_another_program_is_seen_at_once(database: Database, database_url: str) -> None:
    reader = Reader()
    reader.looks_at(database)
    with Database.open(database.folder, kind="demo", url=database_url) as other:
        save(other, 1)
    assert reader.looks_at(database) == 1
    with (
        Database.open(database.folder, kind="demo", url=database_url) as other,
        other.writing() as store,
    ):
        store.meta.set_revision(2)
    assert reader.looks_at(database) == 2


def test_other_data_with_the_same_count_of_saves_are_other_data(
    tmp_path: Path, database: Database, database_url: str
) -> None:
    reader = Reader()
    save(database, 5)
    reader.looks_at(database)
    with Database.open(database.folder, kind="demo", url=database_url) as other:
        save(other, 5, at=NOON.replace(hour=6))
    reader.looks_at(database)
    assert reader.times == 2


def test_what_a_slow_reader_saw_is_not_kept_past_a_save(database: Database) -> None:
    reader = Reader()
    with database.reading() as slow:
        slow.meta.revision()
        with database.writing() as store:
            store.meta.set("lain", "1")
        reader.looks(slow)
    reader.looks_at(database)
    assert reader.times == 2


def test_a_save_that_failed_forgets_nothing_and_a_writer_reads_for_itself(
    database: Database,
) -> None:
    reader = Reader()
    reader.looks_at(database)
    with suppress(KeyError), database.writing() as store:
        store.meta.set_revision(9)
        assert reader.looks(store) == 9
        raise KeyError
    assert reader.looks_at(database) == 0
    assert reader.times == 2
