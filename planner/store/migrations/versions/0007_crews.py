"""Officers, their leave, and the rota."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: Tables whose rows stay: the rota of past days names officers.
_KEPT = {
    "officer": "Petugas tidak boleh dihapus; catat hari terakhirnya.",
    "officer_leave": "Cuti tidak boleh dihapus; akhiri saja.",
}


def upgrade() -> None:
    op.create_table(
        "officer",
        sa.Column("id", sa.Text(), primary_key=True, nullable=False),
        *_texts("name", "skills"),
        sa.Column("left_on", sa.Date(), nullable=True),
    )
    op.create_table(
        "officer_leave",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("officer_id", sa.Text(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        *_texts("reason"),
        sa.Column("back_on", sa.Date(), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_officer_leave_officer_id", "officer_leave", ["officer_id"])
    op.create_table(
        "rota",
        sa.Column("day", sa.Date(), primary_key=True, nullable=False),
        sa.Column(
            "officer_id",
            sa.Text(),
            sa.ForeignKey("officer.id"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("unit_id", sa.Text(), sa.ForeignKey("unit.id"), nullable=True),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, words in _KEPT.items():
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{words}'); END"
            )
            continue
        said = f"EXECUTE FUNCTION sijempol_refuse('{words}')"
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {said}")
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {said}"
        )


def downgrade() -> None:
    op.drop_table("rota")
    op.drop_index("ix_officer_leave_officer_id", "officer_leave")
    op.drop_table("officer_leave")
    op.drop_table("officer")


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
