"""All data of one database copied into another, backed up, and put back.

A backup is a folder: the data as SQLite, whatever they came from, and every published file
they refer to, with a list of hashes. Moving to PostgreSQL and restoring are the same copy.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, func, select, text
from sqlmodel import SQLModel, col

from planner.domain.errors import WrongData
from planner.store import opening, schema
from planner.store.artefacts import ArtefactFiles
from planner.store.database import Database
from planner.store.disk import PRIVATE_FOLDER, flush_folder, write_private
from planner.store.engine import READ, WRITE
from planner.store.rows import PublicationFileRow

MANIFEST: Final = "cadangan.json"
#: What a copy leaves behind: whoever is signed in signs in again at the copy.
_LEFT: Final = frozenset({"sign_in", "sign_in_tries"})
_BATCH: Final = 500


def copy_data(source: Database, target: Database) -> dict[str, int]:
    """Copy everything from ``source`` into the empty ``target``; return the rows by table.

    The source is read on one snapshot; the target is filled in one transaction.

    Raises
    ------
    WrongData
        The target holds data already, or the databases are of different revisions.
    NotSaved
        The target refuses.
    """
    counts: dict[str, int] = {}
    with source.session(READ) as reading, target.session(WRITE) as writing:
        old, new = reading.connection(), writing.connection()
        if schema.revision_of(old) != schema.revision_of(new):
            raise WrongData("Skema kedua basis data berbeda. Perbarui keduanya lebih dulu.")
        if new.execute(text("SELECT count(*) FROM visit")).scalar():
            raise WrongData(f"Basis data {target.place} sudah berisi data, jadi tidak ditimpa.")
        guards = _lift_guards(new)
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in _LEFT:
                counts[table.name] = _copy_table(old, new, table)
        _put_guards_back(new, guards)
    return counts


def _copy_table(old: Connection, new: Connection, table: Table) -> int:
    new.execute(table.delete())
    rows = [dict(row) for row in old.execute(select(table)).mappings()]
    for batch in _batches(_parents_first(rows, table)):
        new.execute(table.insert(), batch)
    if new.dialect.name == "postgresql" and rows:
        for column in _counting(table):
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            highest = select(func.max(column)).scalar_subquery()
            new.execute(select(func.setval(sequence, highest)))
    return len(rows)


def _counting(table: Table) -> Sequence[Any]:
    """Return the primary key where the database counts it up itself."""
    keys = list(table.primary_key)
    whole = len(keys) == 1 and keys[0].type.python_type is int and not keys[0].foreign_keys
    return keys if whole else ()


def _parents_first(rows: list[dict[str, Any]], table: Table) -> list[dict[str, Any]]:
    """Return ``rows`` so that each stands after the rows of its own table that it refers to."""
    own = [
        (column.name, key.column.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table is table
    ]
    if not own:
        return rows
    done: set[tuple[str, object]] = set()
    ordered: list[dict[str, Any]] = []
    waiting = rows
    while waiting:
        later = []
        for row in waiting:
            if all(row[name] is None or (key, row[name]) in done for name, key in own):
                ordered.append(row)
                done |= {(key, row[key]) for _, key in own}
            else:
                later.append(row)
        if len(later) == len(waiting):
            return [*ordered, *later]
        waiting = later
    return ordered


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def _lift_guards(connection: Connection) -> Mapping[str, str]:
    """Lift the guards on what may never change, to fill an empty database in their sight."""
    if connection.dialect.name == "postgresql":
        for table in SQLModel.metadata.sorted_tables:
            connection.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER'))
        return {}
    found = connection.execute(text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    guards = {str(name): str(sql) for name, sql in found}
    for name in guards:
        connection.execute(text(f"DROP TRIGGER {name}"))
    return guards


def _put_guards_back(connection: Connection, guards: Mapping[str, str]) -> None:
    if connection.dialect.name == "postgresql":
        for table in SQLModel.metadata.sorted_tables:
            connection.execute(text(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER'))
    for sql in guards.values():
        connection.exec_driver_sql(sql)


def back_up(source: Database, folder: Path) -> dict[str, int]:
    """Write all data of ``source`` and its published files to the new ``folder``.

    Others may go on saving: the copy is of one moment. Files are written before the data
    that refer to them, so every file the copy needs is there. The folder appears when whole.

    Raises
    ------
    WrongData
        The folder exists, or a published file is missing or damaged.
    NotSaved, OSError
        Something cannot be written.
    """
    if folder.exists():
        raise WrongData(f"Folder {folder} sudah ada, jadi tidak ditimpa. Pilih nama lain.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".cadangan-", dir=folder.parent) as place:
        fresh = Path(place) / folder.name
        kind = _kind(source)
        with Database.create(fresh, kind=kind) as copy:
            counts = copy_data(source, copy)
            addresses = _addresses(copy)
        # One file without a log beside it can be carried anywhere.
        _fold_log(fresh)
        files = ArtefactFiles(source.folder / opening.PUBLISHED)
        kept = ArtefactFiles(fresh / opening.PUBLISHED)
        for address in addresses:
            kept.put(files.read(address))
        _write_manifest(fresh, kind, counts)
        flush_folder(fresh)
        fresh.rename(folder)
    flush_folder(folder.parent)
    return counts


def restore(backup: Path, target: Path, *, url: str = "") -> dict[str, int]:
    """Put the backup in ``backup`` into the empty folder ``target``, or into ``url``.

    Raises
    ------
    WrongData
        The backup is damaged, or the target holds data.
    NotSaved, OSError
        Something cannot be written.
    """
    check_backup(backup)
    kind = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))["kind"]
    with tempfile.TemporaryDirectory(prefix="sijempol-") as place:
        # Opening changes files beside the data; the backup stays as it is.
        shutil.copy2(backup / opening.FILE, Path(place) / opening.FILE)
        with Database.open(Path(place), kind=kind) as source:
            addresses = _addresses(source)
            old = ArtefactFiles(backup / opening.PUBLISHED)
            new = ArtefactFiles(target / opening.PUBLISHED)
            if not url:
                target.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
                opening.check_vacant(target)
            for address in addresses:
                new.put(old.read(address))
            if url and Database.exists(target, url=url):
                with Database.open(target, kind=kind, url=url) as database:
                    return copy_data(source, database)
            counts: dict[str, int] = {}
            # A database in a file stands in its place when it is full, never empty before.
            Database.create(
                target,
                kind=kind,
                url=url,
                fill=lambda fresh: counts.update(copy_data(source, fresh)),
            ).close()
            return counts


def check_backup(backup: Path) -> None:
    """Refuse a backup that is not whole.

    Raises
    ------
    WrongData
        It is no backup, a file is missing, or one has other bytes than when it was made.
    """
    listed = backup / MANIFEST
    if not listed.is_file():
        raise WrongData(f"Folder {backup} bukan cadangan Sijempol. Periksa nama foldernya.")
    files: dict[str, str] = json.loads(listed.read_text(encoding="utf-8"))["files"]
    for name, digest in files.items():
        file = backup / name
        if not file.is_file() or _sha256(file) != digest:
            told = f"Cadangan {backup} rusak: {name} hilang atau berubah."
            raise WrongData(f"{told} Pakai cadangan lain.")


def _kind(database: Database) -> str:
    with database.reading() as store:
        return store.meta.get(opening.KIND) or "office"


def _addresses(database: Database) -> list[str]:
    with database.session(READ) as session:
        found = session.connection().execute(select(col(PublicationFileRow.sha256)).distinct())
        return sorted(str(row[0]) for row in found)


def _fold_log(folder: Path) -> None:
    """Write what stands in SQLite's log into the file itself."""
    connection = sqlite3.connect(folder / opening.FILE)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        connection.execute("PRAGMA journal_mode = DELETE").close()
    finally:
        connection.close()


def _write_manifest(folder: Path, kind: str, counts: Mapping[str, int]) -> None:
    listed = {
        "kind": kind,
        "rows": dict(counts),
        "files": {
            path.relative_to(folder).as_posix(): _sha256(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }
    write_private(folder / MANIFEST, json.dumps(listed, indent=1) + "\n")


def _sha256(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
