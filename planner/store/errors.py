"""What the store refuses, and SQLite's own errors as sentences a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy.exc import StatementError

from planner.domain.errors import PlannerError, WrongData


class StaleVisit(PlannerError):
    """A visit was saved by someone else since it was read; read it again, then decide."""

    code = "stale_visit"


class DataLocked(PlannerError):
    """Another program kept the database to itself for too long; nothing was saved."""

    code = "data_locked"


class NotSaved(PlannerError):
    """The database refused a change, or the disk did; nothing of the action was saved."""

    code = "not_saved"


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DISK = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)


def refusal_of(error: StatementError, file: Path) -> BaseException:
    """Return what a person should read of ``error``, or the programmer's mistake behind it."""
    cause = error.orig
    if isinstance(cause, ValueError):
        return cause
    # The low byte is the kind of error; the rest says more than people need.
    kind = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if kind in _DAMAGED:
        return damaged(file)
    if kind in _LOCKED:
        return DataLocked(
            f"Basis data {file} sedang dipakai program lain lebih dari 10 detik. "
            "Belum ada yang tersimpan; tunggu sebentar lalu coba lagi."
        )
    if kind in _DISK:
        return NotSaved(
            f"Basis data {file} tidak bisa ditulis ({cause}). Belum ada yang tersimpan; "
            "periksa sisa ruang disk dan izin folder, lalu coba lagi."
        )
    if kind == sqlite3.SQLITE_CONSTRAINT:
        return NotSaved(
            f"Basis data {file} menolak perubahan ini: {cause} Belum ada yang tersimpan; "
            "muat ulang data, periksa isian, lalu coba lagi."
        )
    return error


def damaged(file: Path) -> WrongData:
    """Return the refusal of a database that cannot be read whole."""
    return WrongData(
        f"Basis data {file} rusak dan tidak bisa dibaca dengan aman. "
        "Jangan diubah; pulihkan folder ini dari cadangan terakhir."
    )
