"""Run migrations on the connection the caller gives; there is no other way to run them."""

from alembic import context
from sqlmodel import SQLModel

from planner.store import rows  # noqa: F401  (fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # The caller has begun the transaction: a half migrated database never exists.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
