"""A data folder's database: made, opened, read on one snapshot, written in one commit."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, text
from sqlalchemy.exc import StatementError
from sqlmodel import Session

from planner.domain.errors import WrongData
from planner.store import disk, opening, postgres, schema
from planner.store.engine import MODE, READ, WRITE, engine_for
from planner.store.errors import refusal_of
from planner.store.memory import Memory
from planner.store.same_file import SameFile
from planner.store.store import Store


class Database:
    """The database of one data folder. Any number of threads may read and write with it.

    It is a file in ``folder``, or lives in PostgreSQL where a URL is given; the folder then
    holds the published files alone. Use it as a context manager, or :meth:`close` it.
    """

    def __init__(self, folder: Path, engine: Engine, same: SameFile | None = None) -> None:
        self.folder = folder
        self._engine = engine
        self._same = same
        self._memory = Memory()
        #: Where the data live, as people may read it.
        self.place = str(folder / opening.FILE) if self.on_sqlite else postgres.place_of(engine)

    @property
    def on_sqlite(self) -> bool:
        """Whether the data are a file in the folder."""
        return self._engine.dialect.name == "sqlite"

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        kind: str,
        url: str = "",
        fill: Callable[[Database], object] | None = None,
    ) -> Database:
        """Make a database in ``folder``, which is made too where it is missing.

        It is built beside its place, filled by ``fill`` where that is given, and linked there
        when it is whole: a program killed in between leaves no half of one. With ``url`` the
        tables are made in that PostgreSQL database, in one transaction, and filled afterwards.

        Raises
        ------
        WrongData
            The folder holds a database already; or published files, and the new one is empty.
        NotSaved
            The folder or the file cannot be written.
        ValueError
            ``kind`` is neither "demo" nor "office".
        """
        opening.check_kind(kind)
        if url:
            database = cls._create_at(url, folder, kind)
            if fill is not None:
                fill(database)
            return database
        try:
            folder.mkdir(disk.PRIVATE_FOLDER, parents=True, exist_ok=True)
            opening.check_vacant(folder)
            if fill is None:
                opening.check_unpublished(folder)
            cls._build(folder, kind, fill)
        except FileExistsError as error:
            raise opening.taken(folder) from error
        except OSError as error:
            raise opening.unwritable(folder, error) from error
        return cls.open(folder, kind=kind)

    @classmethod
    def open(cls, folder: Path, *, kind: str, url: str = "") -> Database:
        """Open the database in ``folder``; older tables are brought up to date first.

        Raises
        ------
        WrongData
            There is none, it is another kind's or another program's, newer than this
            program, or damaged.
        DataLocked, NotSaved
            It is older than this program and cannot be brought up to date now.
        ValueError
            ``kind`` is neither "demo" nor "office".
        """
        opening.check_kind(kind)
        if url:
            database = cls(folder, postgres.engine_for_url(url))
        else:
            opening.check_file(folder)
            database = cls(folder, *engine_for(folder / opening.FILE))
        try:
            database._check(kind)
            disk.close_to_others(opening.files_of(folder))
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def open_or_create(cls, folder: Path, *, kind: str, url: str = "") -> Database:
        """Open the database in ``folder``, making it where there is none.

        Raises
        ------
        WrongData, DataLocked, NotSaved, ValueError
            As :meth:`open` and :meth:`create` say.
        """
        if not cls.exists(folder, url=url):
            try:
                return cls.create(folder, kind=kind, url=url)
            except WrongData:
                # Another program may have been quicker; then theirs is opened.
                if not cls.exists(folder, url=url):
                    raise
        return cls.open(folder, kind=kind, url=url)

    @classmethod
    def exists(cls, folder: Path, *, url: str = "") -> bool:
        """Return whether there is a database already.

        Raises
        ------
        WrongData, NotSaved
            The URL is none of PostgreSQL's, or nothing answers there.
        """
        if not url:
            return (folder / opening.FILE).exists()
        with cls(folder, postgres.engine_for_url(url)) as there, there.db_session(READ) as opened:
            return postgres.holds_data(opened.connection())

    @classmethod
    def _create_at(cls, url: str, folder: Path, kind: str) -> Database:
        folder.mkdir(disk.PRIVATE_FOLDER, parents=True, exist_ok=True)
        database = cls(folder, postgres.engine_for_url(url))
        try:
            with database.db_session(WRITE) as db_session:
                connection = db_session.connection()
                if postgres.holds_data(connection):
                    raise WrongData(
                        f"Basis data {database.place} sudah berisi data, jadi tidak ditimpa."
                    )
                schema.upgrade(connection)
                Store(db_session).meta.set(opening.KIND, kind)
                db_session.flush()
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def _build(cls, folder: Path, kind: str, fill: Callable[[Database], object] | None) -> None:
        """Make a whole database and put it in its place, unless something stands there."""
        with tempfile.TemporaryDirectory(prefix=disk.UNFINISHED, dir=folder) as place:
            file = Path(place) / opening.FILE
            disk.write_private(file, "")
            with cls(Path(place), *engine_for(file)) as database:
                with database.db_session(WRITE) as db_session:
                    connection = db_session.connection()
                    schema.upgrade(connection)
                    connection.execute(text(f"PRAGMA application_id = {opening.MARKS[kind]}"))
                    Store(db_session).meta.set(opening.KIND, kind)
                    db_session.flush()
                if fill is not None:
                    fill(database)
            # A link, not a rename: it fails where a file stands, so nothing is overwritten.
            os.link(file, folder / opening.FILE)
        disk.flush_folder(folder)

    def revision(self) -> str:
        """Return the revision of the tables."""
        with self.db_session(READ) as db_session:
            return schema.revision_of(db_session.connection()) or ""

    def downgrade(self, revision: str) -> str:
        """Take the tables back to ``revision``, in one transaction, and return it.

        Raises
        ------
        WrongData
            There is no such older revision.
        DataLocked, NotSaved
            It cannot be done now.
        """
        try:
            with self.db_session(WRITE) as db_session:
                schema.downgrade(db_session.connection(), revision)
        except ValueError as error:
            raise WrongData(
                f"Skema {revision} tidak ada atau lebih baru. "
                f"Pilihan: {', '.join(schema.REVISIONS)}."
            ) from error
        return revision

    def close(self) -> None:
        """Close every connection that nobody is using."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """Hand out the data as they stand now, whatever others save meanwhile.

        Raises
        ------
        WrongData
            The database is damaged.
        NotSaved
            The caller tried to write.
        """
        saves = self._memory.saves
        with self.db_session(READ) as db_session:
            yield Store(db_session, self._memory, saves)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """Hand out the data for writing, alone; all of it is saved at the end, or nothing.

        Raises
        ------
        DataLocked
            Another program kept the database to itself for 10 seconds.
        NotSaved
            The database or the disk refused a change, or the file is gone or another.
        WrongData
            The database is damaged.
        """
        with self.db_session(WRITE) as db_session:
            yield Store(db_session)
            db_session.flush()
        self._memory.saved()

    @contextmanager
    def db_session(self, mode: str) -> Iterator[Session]:
        """Hand out a bare session of the database in ``mode``, for :mod:`planner.store` alone."""
        try:
            with (
                self._engine.connect().execution_options(**{MODE: mode}) as connection,
                connection.begin() as transaction,
            ):
                with Session(bind=connection, autoflush=False, expire_on_commit=False) as opened:
                    yield opened
                if mode == READ:
                    transaction.rollback()
            if mode == WRITE and self._same is not None:
                # Saved, but where to? Only now may anybody be told so.
                self._same.check()
        except StatementError as error:
            refusal = (
                refusal_of(error, self.folder / opening.FILE)
                if self.on_sqlite
                else postgres.refusal_of(error, self.place)
            )
            if refusal is error:
                raise
            # PostgreSQL's own words quote the row, and with it contacts of people at home.
            raise refusal from (error if self.on_sqlite else None)

    def _check(self, kind: str) -> None:
        with self.db_session(READ) as db_session:
            connection = db_session.connection()
            if self.on_sqlite:
                opening.check_owner(connection, self.folder, kind)
                opening.check_health(connection, self.folder)
            else:
                postgres.check_owner(connection, self.place, kind)
            behind = opening.is_behind(connection, self.folder)
        if not behind:
            return
        with self.db_session(WRITE) as db_session:
            # Another program may have done it while this one waited for the lock.
            if opening.is_behind(db_session.connection(), self.folder):
                schema.upgrade(db_session.connection())
