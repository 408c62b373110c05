"""What the office keeps of its hosts: notes of requests, answers of the call list."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_note",
        sa.Column(
            "request_id",
            sa.Text(),
            sa.ForeignKey("request.id"),
            primary_key=True,
            nullable=False,
        ),
        *_texts("preferred", "letter"),
    )
    op.create_table(
        "host_call",
        sa.Column("seq", sa.Integer(), primary_key=True, nullable=False),
        *_texts("visit_id", "told", "answer", "note", "who", "at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_host_call_visit_id", "host_call", ["visit_id"])


def downgrade() -> None:
    op.drop_index("ix_host_call_visit_id", "host_call")
    op.drop_table("host_call")
    op.drop_table("request_note")


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
