"""The data as a whole: brought up to date, taken back a revision, backed up, restored, moved."""

from __future__ import annotations

from pathlib import Path

from planner.store import Database, back_up, check_backup, copy_data, restore

__all__ = ["back_up_office", "downgrade_office", "move_office", "restore_office", "upgrade_office"]


def upgrade_office(folder: Path, *, kind: str, url: str = "") -> str:
    """Bring the data up to date, making them where there are none; return their revision.

    Raises
    ------
    WrongData, DataLocked, NotSaved
        They are not ours, newer than this program, damaged, or cannot be written now.
    """
    with Database.open_or_create(folder, kind=kind, url=url) as database:
        return database.revision()


def downgrade_office(folder: Path, *, kind: str, url: str = "", revision: str) -> str:
    """Take the data back to ``revision``, for an older program; return their revision.

    What that revision cannot hold is lost: back up first.

    Raises
    ------
    WrongData
        There is no such older revision.
    """
    with Database.open(folder, kind=kind, url=url) as database:
        return database.downgrade(revision)


def back_up_office(folder: Path, out: Path, *, kind: str, url: str = "") -> dict[str, int]:
    """Write all data and published files to the new folder ``out`` and check the result.

    Raises
    ------
    WrongData, NotSaved, OSError
        The folder exists, or something is damaged or cannot be written.
    """
    with Database.open(folder, kind=kind, url=url) as database:
        counts = back_up(database, out)
    check_backup(out)
    return counts


def restore_office(backup: Path, folder: Path, *, url: str = "") -> dict[str, int]:
    """Put a backup into an empty folder, or into an empty PostgreSQL database.

    Raises
    ------
    WrongData, NotSaved, OSError
        The backup is damaged, the target holds data, or something cannot be written.
    """
    return restore(backup, folder, url=url)


def move_office(folder: Path, *, kind: str, url: str) -> dict[str, int]:
    """Copy the data in ``folder`` into the PostgreSQL database at ``url``; the file stays.

    Published files stay in the folder, which serves both.

    Raises
    ------
    WrongData, NotSaved
        The target holds data, or something cannot be written.
    """
    with (
        Database.open(folder, kind=kind) as source,
        Database.open_or_create(folder, kind=kind, url=url) as target,
    ):
        return copy_data(source, target)
