"""Readers see one moment, writers come one by one, and a failure saves nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from planner.domain.errors import WrongData
from planner.store import Database, DataLocked, NotSaved, StaleVisit, engine, postgres
from planner.store.opening import FILE
from tests.lacking import on_postgres, on_sqlite
from tests.store.values import VISIT, change_of, notice


def test_a_reader_sees_the_moment_it_began(database: Database) -> None:
    with database.reading() as before:
        # Nothing has been read through this store yet; the moment is fixed all the same.
        with database.writing() as store:
            store.meta.set("revision", "1")
            store.notices.add([notice()])
        assert before.meta.get("revision") is None
        assert before.notices.list_notices() == ()
        with database.reading() as after:
            assert after.meta.get("revision") == "1"
            assert len(after.notices.list_notices()) == 1


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(NotSaved, match="tidak bisa ditulis"), database.reading() as store:
        store.meta.set("revision", "1")
    with database.writing() as store:
        # The same connection, back from the pool, writes again.
        store.meta.set("revision", "2")


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt, StaleVisit])
def test_any_failure_saves_nothing(database: Database, error: type[BaseException]) -> None:
    with suppress(error), database.writing() as store:
        store.meta.set("revision", "1")
        store.notices.add([notice()])
        raise error
    with database.reading() as store:
        assert store.meta.get("revision") is None
        assert store.notices.list_notices() == ()


def test_leaving_early_saves_what_was_written(database: Database) -> None:
    for _ in range(1):
        with database.writing() as store:
            store.meta.set("revision", "1")
            continue
    with database.reading() as store:
        assert store.meta.get("revision") == "1"


@on_postgres
def test_on_postgresql_a_lock_held_too_long_is_told_and_readers_go_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "BUSY_MS", 50)
    with database.writing():
        with pytest.raises(DataLocked, match=r"program lain.*coba lagi"), database.writing():
            pytest.fail("there was no lock to be had")
        with database.reading() as store:
            assert store.visits.get_visit(VISIT.id)


@on_sqlite
def test_every_connection_is_set_up(database: Database) -> None:
    wanted = {
        "busy_timeout": 10_000,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }
    with database.reading() as first, database.reading() as second:
        for store in (first, second):
            connection = store.meta._db_session.connection()
            settings = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted
            }
            assert settings == wanted


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Hold the write lock as another program would."""
    with closing(sqlite3.connect(database.folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@on_sqlite
def test_a_lock_held_too_long_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = (*engine._SETTINGS, "PRAGMA busy_timeout = 50")
    monkeypatch.setattr(engine, "_SETTINGS", settings)
    with Database.open(database.folder, kind="demo") as impatient, locked(database):
        with pytest.raises(DataLocked, match=r"program lain.*coba lagi"), impatient.writing():
            pytest.fail("there was no lock to be had")
        # Readers need no lock.
        with impatient.reading() as store:
            assert store.visits.get_visit(VISIT.id)


@on_sqlite
def test_a_full_disk_is_told(database: Database) -> None:
    with database.writing() as store:
        # Of the pool's one connection, so the next writer has it too.
        store.meta._db_session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(NotSaved, match="sisa ruang disk"), database.writing() as store:
        store.meta.set("large", "x" * 1_000_000)
    with database.reading() as store:
        assert store.meta.get("large") is None


def test_damage_found_while_reading_is_told(tmp_path: Path) -> None:
    with Database.create(tmp_path, kind="demo") as database:
        with database.writing() as store:
            store.meta.set("large", "x" * 100_000)
        database.close()
        content = bytearray((tmp_path / FILE).read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        (tmp_path / FILE).write_bytes(content)
        with pytest.raises(WrongData, match="rusak"), database.reading() as store:
            store.meta.get("large")


def test_a_mistake_in_a_statement_stays_what_it_is(database: Database) -> None:
    with (
        pytest.raises(Exception, match=r"no such table|does not exist"),
        database.reading() as store,
    ):
        store.meta._db_session.connection().exec_driver_sql("SELECT * FROM missing")


def test_threads_read_whole_moments_while_others_write(database: Database) -> None:
    """Each commit adds a notice and counts it; every reader finds both or neither."""
    begun, stop = Event(), Event()

    def read() -> int:
        looks = 0
        while not stop.is_set() or looks == 0:
            with database.reading() as store:
                counted = int(store.meta.get("count") or 0)
                assert len(store.notices.list_notices()) == counted
                assert store.visits.get_visit(VISIT.id).version == counted + 1
            looks += 1
            begun.set()
        return looks

    def write(times: int) -> None:
        begun.wait()
        for _ in range(times):
            with database.writing() as store:
                visit = store.visits.get_visit(VISIT.id)
                store.visits.save([change_of(replace(visit, people=visit.people + 1))])
                store.notices.add([notice()])
                store.meta.set("count", str(int(store.meta.get("count") or 0) + 1))

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read) for _ in range(5)]
        writers = [pool.submit(write, 20) for _ in range(3)]
        try:
            for writer in writers:
                writer.result(60)
        finally:
            stop.set()
        assert all(reader.result(60) > 0 for reader in readers)
    with database.reading() as store:
        assert store.meta.get("count") == "60"
        assert store.visits.get_visit(VISIT.id).people == VISIT.people + 60
