"""Run migrations on the connection the caller gives; there is no other way to run them."""

from alembic import context
from sqlalchemy import event
from sqlmodel import SQLModel

from planner.store import account_rows, office_work_rows, rows  # noqa: F401  (fill the metadata)

connection = context.config.attributes["connection"]


def _skip_sqlite(_connection, _cursor, statement, parameters, _context, _many):
    """Leave out triggers written in SQLite's language; revision 0003 makes PostgreSQL's."""
    if statement.startswith("CREATE TRIGGER") and "RAISE(ABORT" in statement:
        statement = "SELECT 1"
    return statement, parameters


if connection.dialect.name != "sqlite" and not event.contains(
    connection, "before_cursor_execute", _skip_sqlite
):
    event.listen(connection, "before_cursor_execute", _skip_sqlite, retval=True)

context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    # The caller has begun the transaction: a half migrated database never exists.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
