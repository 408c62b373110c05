"""Which revisions of the tables there are, and bringing a database to the last one.

Alembic is imported only where a database must change: opening one that is up to date
compares two strings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, inspect, text

MIGRATIONS: Final = Path(__file__).parent / "migrations"

#: Every revision from the first to the newest. A test compares it to the migration scripts.
REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")


def revision_of(connection: Connection) -> str | None:
    """Return the revision ``connection``'s database stands at, None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


def upgrade(connection: Connection) -> None:
    """Bring the database of ``connection`` to the newest revision, in its transaction."""
    from alembic import command  # noqa: PLC0415

    command.upgrade(_config(connection), "head")


def downgrade(connection: Connection, revision: str) -> None:
    """Take the database of ``connection`` back to ``revision``, in its transaction.

    Raises
    ------
    ValueError
        There is no such revision, or it is not older than the database's.
    """
    from alembic import command  # noqa: PLC0415

    now = revision_of(connection)
    if revision not in REVISIONS or now not in REVISIONS:
        raise ValueError(f"revision must be one of {REVISIONS}, got {revision!r}")
    if REVISIONS.index(revision) > REVISIONS.index(now or ""):
        raise ValueError(f"revision {revision} is newer than {now}")
    command.downgrade(_config(connection), revision)


def _config(connection: Connection) -> Any:
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # A percent sign in a path would be read as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
