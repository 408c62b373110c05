"""How every connection to the database is set up and how its transactions begin."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from planner.store.same_file import SameFile

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
)

_FIRST_READ: Final = "SELECT 1 FROM sqlite_schema LIMIT 1"


def engine_for(file: Path) -> tuple[Engine, SameFile]:
    """Return an engine for ``file``, which is there, and what knows it again.

    There is one connection for each thread at work, no limit. No transaction that writes
    begins in another file than the first.
    """
    same = SameFile(file)
    # SQLite would make an empty file in the place of one that was deleted.
    address = f"{same.file.as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        same.opening()
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=-1,
        # Parameters hold contacts of people visited at home: never in an error or a log.
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "connect", lambda _connection, _record: same.opened())
    event.listen(engine, "close", lambda _connection, _record: same.closed())
    event.listen(engine, "begin", lambda connection: _begin(connection, same))
    return engine, same


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions at times of its own choosing.
    connection.isolation_level = None
    # The log of a new file is made by the first read of it.
    for statement in (*_SETTINGS, _FIRST_READ):
        connection.execute(statement).close()


def _begin(connection: Connection, same: SameFile) -> None:
    options: Any = connection.get_execution_options()
    writes = options.get(MODE) == WRITE
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
    if writes:
        same.check()
    else:
        # A deferred transaction takes its snapshot at its first read, not when it begins.
        connection.exec_driver_sql(_FIRST_READ).close()
