"""Drafts that are edited, pinned, compared and put back; visits that the office postpones."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ENDED = "Kunjungan yang sudah berakhir tidak bisa dibuka lagi."
_TOLD = "Isi rencana hanya boleh diubah selama masih draf."


def upgrade() -> None:
    op.add_column("visit", _flag("held_by_office"))
    op.add_column("plan_entry", _flag("pinned"))
    op.add_column("plan", sa.Column("scenario", sa.Text(), nullable=False, server_default="{}"))
    # Written out: Alembic would add the reference in a second step, which SQLite cannot take.
    op.execute("ALTER TABLE plan ADD COLUMN rollback_of INTEGER REFERENCES plan (number)")
    op.create_table(
        "draft_edit",
        sa.Column("seq", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("plan_id", sa.Integer(), sa.ForeignKey("plan.id"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("at", "who", "kind")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("visit_id", "content")),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_edit_plan_id", "draft_edit", ["plan_id"])
    if _sqlite():
        for statement in _TRIGGERS:
            op.execute(statement)


def downgrade() -> None:
    if _sqlite():
        op.execute("DROP TRIGGER visit_ended")
        op.execute("DROP TRIGGER plan_told_more")
    op.drop_index("ix_draft_edit_plan_id", "draft_edit")
    op.drop_table("draft_edit")
    op.drop_column("plan", "rollback_of")
    op.drop_column("plan", "scenario")
    op.drop_column("plan_entry", "pinned")
    op.drop_column("visit", "held_by_office")


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


_TRIGGERS = (
    (
        "CREATE TRIGGER visit_ended BEFORE UPDATE ON visit WHEN "
        "OLD.state IN ('cancelled', 'done', 'failed') AND OLD.state <> NEW.state "
        f"BEGIN SELECT RAISE(ABORT, '{_ENDED}'); END"
    ),
    (
        "CREATE TRIGGER plan_told_more BEFORE UPDATE ON plan WHEN OLD.state <> 'draft' AND "
        "(OLD.scenario IS NOT NEW.scenario OR OLD.rollback_of IS NOT NEW.rollback_of) "
        f"BEGIN SELECT RAISE(ABORT, '{_TOLD}'); END"
    ),
)
