"""People who sign in, their sessions, wrong tries, and the history of who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WORDS = "Riwayat perubahan tidak boleh diubah atau dihapus."


def upgrade() -> None:
    op.create_table(
        "account",
        _key("id"),
        *_texts("login", "shown", "role", "password"),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        *_texts("totp"),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("login"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "recovery_code",
        sa.Column(
            "account_id",
            sa.Integer(),
            sa.ForeignKey("account.id"),
            primary_key=True,
            nullable=False,
            autoincrement=False,
        ),
        sa.Column("code_hash", sa.Text(), primary_key=True, nullable=False),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.Text(), primary_key=True, nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        *_texts("stage", "began_at", "seen_at", "pending_totp"),
        sa.Column("kept", sa.Text(), nullable=True),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    op.create_table(
        "sign_in_tries",
        sa.Column("key", sa.Text(), primary_key=True, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        *_texts("first_at", "open_at"),
    )
    op.create_table(
        "deed",
        _key("seq"),
        *_texts("at", "who", "action", "subject"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deed_who", "deed", ["who"])
    for verb in ("UPDATE", "DELETE"):
        name = f"deed_no_{verb.lower()}"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON deed BEGIN "
                f"SELECT RAISE(ABORT, '{_WORDS}'); END"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON deed FOR EACH ROW "
                f"EXECUTE FUNCTION sijempol_refuse('{_WORDS}')"
            )
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "CREATE TRIGGER deed_no_truncate BEFORE TRUNCATE ON deed "
            f"FOR EACH STATEMENT EXECUTE FUNCTION sijempol_refuse('{_WORDS}')"
        )


def downgrade() -> None:
    op.drop_index("ix_deed_who", "deed")
    op.drop_table("deed")
    op.drop_table("sign_in_tries")
    op.drop_index("ix_sign_in_account_id", "sign_in")
    op.drop_table("sign_in")
    op.drop_table("recovery_code")
    op.drop_table("account")


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), primary_key=True, nullable=False)


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
