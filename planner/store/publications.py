"""The published site, as it stood then and stands now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from planner.domain.errors import NotFound
from planner.domain.publications import Publication, PublishedFile
from planner.store.rows import PublicationFileRow, PublicationRow


class PublicationStore:
    """The published sites; the one added last is what people see."""

    def __init__(self, db_session: Session) -> None:
        self._db_session = db_session

    def add(self, publication: Publication) -> Publication:
        """Add ``publication``, which becomes the current one, and return it with its id.

        Raises
        ------
        ValueError
            It has an id already.
        """
        if publication.id:
            raise ValueError("a publication gets its id from the store")
        row = PublicationRow(
            day=publication.day,
            at=publication.at,
            facts_hash=publication.facts_hash,
            cause=publication.cause,
            plan_number=publication.plan_number,
        )
        self._db_session.add(row)
        self._db_session.flush()
        added = replace(publication, id=row.id or 0)
        self._db_session.add_all(
            [
                PublicationFileRow(
                    publication_id=added.id,
                    path=path,
                    sha256=file.sha256,
                    content_type=file.content_type,
                    size=file.size,
                )
                for path, file in publication.files.items()
            ]
        )
        self._db_session.flush()
        return added

    def get(self, publication_id: int) -> Publication:
        """Return the publication ``publication_id``.

        Raises
        ------
        NotFound
            There is none of that id.
        """
        row = self._db_session.get(PublicationRow, publication_id)
        if row is None:
            raise NotFound(f"Terbitan {publication_id} tidak ada. Periksa daftar terbitan.")
        return self._whole(row)

    def find_current(self) -> Publication | None:
        """Return the publication people see now, None before the first."""
        newest = select(PublicationRow).order_by(col(PublicationRow.id).desc()).limit(1)
        row = self._db_session.exec(newest).first()
        return None if row is None else self._whole(row)

    def find_for_day(self, day: date) -> Publication | None:
        """Return what people saw at the end of ``day``, None before the first publication.

        It is the last one made for that day or, if there was none, for the day before it.
        """
        until = select(PublicationRow).where(PublicationRow.day <= day)
        newest = until.order_by(col(PublicationRow.day).desc(), col(PublicationRow.id).desc())
        row = self._db_session.exec(newest.limit(1)).first()
        return None if row is None else self._whole(row)

    def addresses(self) -> set[str]:
        """Return the addresses of all files of any publication; others may be swept."""
        return set(self._db_session.exec(select(PublicationFileRow.sha256).distinct()))

    def list_days(self) -> tuple[date, ...]:
        """Return the days that have a publication of their own, in order."""
        day = col(PublicationRow.day)
        return tuple(self._db_session.exec(select(day).distinct().order_by(day)))

    def _whole(self, row: PublicationRow) -> Publication:
        files = select(PublicationFileRow).where(PublicationFileRow.publication_id == row.id)
        return Publication(
            id=row.id or 0,
            day=row.day,
            at=row.at,
            facts_hash=row.facts_hash,
            cause=row.cause,
            plan_number=row.plan_number,
            files={
                file.path: PublishedFile(
                    sha256=file.sha256, content_type=file.content_type, size=file.size
                )
                for file in sorted(self._db_session.exec(files).all(), key=lambda file: file.path)
            },
        )
