"""An office's data in PostgreSQL, reached by one URL: connections, locks, checks, refusals.

Where SQLite has its one writer lock, a transaction-wide advisory lock stands here: writers
come one by one, readers see one moment and wait for nobody.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, StatementError

from planner.domain.errors import WrongData
from planner.store.engine import BUSY_MS, MODE, WRITE
from planner.store.errors import DataLocked, NotSaved
from planner.store.opening import KIND, MARKS, words_of

#: The number of the writers' lock: "SJ" and a 1, the same for every program of ours.
LOCK: Final = 0x534A0001

_REFUSED: Final = ("23", "22", "P0")
_LOCKED: Final = ("55P03", "40001", "40P01")
_READ_ONLY: Final = "25006"


def engine_for_url(url: str) -> Engine:
    """Return an engine for the PostgreSQL database at ``url``.

    Raises
    ------
    WrongData
        The address is none of PostgreSQL's, or the driver is not installed.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        address = None
    if address is None or address.get_backend_name() not in ("postgresql", "postgres"):
        raise WrongData(
            "Alamat basis data harus dimulai dengan postgresql://. "
            "Periksa SIJEMPOL_DATABASE, atau kosongkan untuk memakai folder data."
        )
    try:
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_size=8,
            max_overflow=-1,
            pool_pre_ping=True,
            # Parameters hold contacts of people visited at home: never in an error or a log.
            hide_parameters=True,
        )
    except ModuleNotFoundError as error:
        raise WrongData(
            "Penghubung PostgreSQL belum terpasang. Pasang sijempol dengan tambahan postgres."
        ) from error
    event.listen(engine, "begin", _begin)
    return engine


def place_of(engine: Engine) -> str:
    """Return the database's address as people may read it: without a password."""
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    if options.get(MODE) == WRITE:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})").close()
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The moment is fixed at the first query, not when the transaction begins.
        connection.exec_driver_sql("SELECT 1").close()


def holds_data(connection: Connection) -> bool:
    """Return whether the database has our tables already."""
    return connection.execute(text("SELECT to_regclass('meta')")).scalar() is not None


def check_owner(connection: Connection, place: str, kind: str) -> None:
    """Refuse a database of the other kind of office, or one without our tables.

    Raises
    ------
    WrongData
        It holds nothing of ours, or another kind.
    """
    if not holds_data(connection):
        raise WrongData(
            f"Basis data {place} belum berisi data Sijempol. "
            "Periksa alamatnya, atau siapkan dengan: sijempol db upgrade"
        )
    statement = text("SELECT value FROM meta WHERE key = :key")
    held = connection.execute(statement, {"key": KIND}).scalar()
    if held not in MARKS:
        raise WrongData(f"Basis data {place} milik program lain, bukan Sijempol.")
    if held != kind:
        raise WrongData(
            f"Basis data {place} adalah {words_of(str(held))}, bukan {words_of(kind)}. "
            "Periksa SIJEMPOL_DATABASE."
        )


def refusal_of(error: StatementError, place: str) -> BaseException:
    """Return what a person should read of ``error``, or the programmer's mistake behind it."""
    cause = error.orig
    if isinstance(cause, ValueError):
        return cause
    state = str(getattr(cause, "sqlstate", None) or "")
    if state in _LOCKED:
        return DataLocked(
            f"Basis data {place} sedang dipakai program lain lebih dari 10 detik. "
            "Belum ada yang tersimpan; tunggu sebentar lalu coba lagi."
        )
    if state == _READ_ONLY or state.startswith(("53", "58")):
        return NotSaved(
            f"Basis data {place} tidak bisa ditulis. Belum ada yang tersimpan; "
            "periksa sisa ruang disk dan izin, lalu coba lagi."
        )
    if state.startswith(_REFUSED):
        said = getattr(getattr(cause, "diag", None), "message_primary", "") or ""
        return NotSaved(
            f"Basis data {place} menolak perubahan ini: {said} Belum ada yang tersimpan; "
            "muat ulang data, periksa isian, lalu coba lagi."
        )
    if not state or state.startswith(("08", "57")):
        return NotSaved(
            f"Basis data {place} tidak bisa dihubungi. Belum ada yang tersimpan; "
            "periksa server dan alamatnya, lalu coba lagi."
        )
    return error
