"""Which revisions of the tables there are, and bringing a database to the last one.

Alembic is imported only where a database must change: opening one that is up to date
compares two strings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

MIGRATIONS: Final = Path(__file__).parent / "migrations"

#: Every revision from the first to the newest. A test compares it to the migration scripts.
REVISIONS: Final = ("0001", "0002")


def revision_of(connection: Connection) -> str | None:
    """Return the revision ``connection``'s database stands at, None before the first."""
    tables = text("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'")
    if connection.execute(tables).first() is None:
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(connection: Connection) -> None:
    """Bring the database of ``connection`` to the newest revision, in its transaction."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # A percent sign in a path would be read as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
