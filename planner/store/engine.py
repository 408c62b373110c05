"""How every connection to the database is set up and how its transactions begin."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

BUSY_MS: Final = 10_000

#: The execution option that names how a connection's next transaction begins.
MODE: Final = "sijempol_mode"
READ: Final = "read"
WRITE: Final = "write"

_SETTINGS: Final = (
    # First, so that the settings below wait for a lock too.
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    # FULL: a commit that was acknowledged survives a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Without it INSERT OR REPLACE deletes rows behind the triggers' back.
    "PRAGMA recursive_triggers = ON",
    # What is erased is overwritten too, not left in the file's free pages.
    "PRAGMA secure_delete = ON",
)


def engine_for(file: Path) -> Engine:
    """Return an engine for ``file``; one connection for each thread at work, no limit."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(file)),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=-1,
        connect_args={"check_same_thread": False},
        # Parameters hold contacts of people visited at home: never in an error or a log.
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions at times of its own choosing.
    connection.isolation_level = None
    for statement in _SETTINGS:
        connection.execute(statement).close()


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    writes = options.get(MODE) == WRITE
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
    if not writes:
        # A deferred transaction takes its snapshot at its first read, not when it begins.
        connection.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1").close()
