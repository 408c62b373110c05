"""Imports that can be undone, searches as jobs, and a log of who looked at personal data."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WORDS = "Catatan akses tidak boleh diubah atau dihapus."


def upgrade() -> None:
    op.create_table(
        "import_batch",
        _key("id"),
        *_texts("at", "who", "name", "sha256", "request_ids"),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "job",
        _key("id"),
        *_texts("asked_at", "who", "order", "state", "progress"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        *_texts("told"),
        sa.Column("plan_id", sa.Integer(), sa.ForeignKey("plan.id"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_state", "job", ["state"])
    op.create_table(
        "access_log",
        _key("seq"),
        *_texts("at", "who", "action", "subject"),
        sqlite_autoincrement=True,
    )
    for verb in ("UPDATE", "DELETE"):
        name = f"access_log_no_{verb.lower()}"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON access_log BEGIN "
                f"SELECT RAISE(ABORT, '{_WORDS}'); END"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON access_log FOR EACH ROW "
                f"EXECUTE FUNCTION sijempol_refuse('{_WORDS}')"
            )


def downgrade() -> None:
    op.drop_table("access_log")
    op.drop_index("ix_job_state", "job")
    op.drop_table("job")
    op.drop_table("import_batch")


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), primary_key=True, nullable=False)


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
