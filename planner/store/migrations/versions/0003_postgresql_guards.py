"""On PostgreSQL: what SQLite's triggers forbid, and one published plan. SQLite has them already."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEPT = {
    "visit_event": "Riwayat kunjungan",
    "rule_record": "Catatan aturan",
    "notice": "Pemberitahuan",
    "publication": "Terbitan",
    "publication_file": "Berkas terbitan",
}
_DRAFT_ONLY = "Isi rencana hanya boleh diubah selama masih draf."
_TOLD = ("id", "as_of", "first_day", "last_day", "firm_until", "based_on", "made_at", "made_by")
_TOLD += ("left_out", "cost", "facts", "published_at", "content_hash", "scenario", "rollback_of")
_STEPS = "'draft published', 'draft discarded', 'published superseded'"

#: Name: (table, verb, when, words).
_GUARDS = {
    "plan_state": (
        "plan",
        "UPDATE",
        f"OLD.state <> NEW.state AND OLD.state || ' ' || NEW.state NOT IN ({_STEPS})",
        "Rencana yang sudah terbit tidak bisa ditarik kembali.",
    ),
    "plan_number": (
        "plan",
        "UPDATE",
        (
            "OLD.number IS DISTINCT FROM NEW.number AND (OLD.number IS NOT NULL OR "
            "OLD.state <> 'draft' OR NEW.state <> 'published')"
        ),
        "Nomor rencana tidak boleh diubah.",
    ),
    "plan_told": (
        "plan",
        "UPDATE",
        "OLD.state <> 'draft' AND ("
        + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _TOLD)
        + ")",
        _DRAFT_ONLY,
    ),
    "plan_no_delete": (
        "plan",
        "DELETE",
        "OLD.state <> 'draft'",
        "Rencana yang bukan draf tidak boleh dihapus.",
    ),
    "counter_grows": (
        "counter",
        "UPDATE",
        "NEW.value <= OLD.value OR OLD.name <> NEW.name",
        "Penghitung nomor hanya boleh naik.",
    ),
    "visit_ended": (
        "visit",
        "UPDATE",
        "OLD.state IN ('cancelled', 'done', 'failed') AND OLD.state <> NEW.state",
        "Kunjungan yang sudah berakhir tidak bisa dibuka lagi.",
    ),
}

_REFUSE = """
CREATE FUNCTION sijempol_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'P0001';
END $$
"""
_FROZEN = """
CREATE FUNCTION sijempol_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id AND state <> 'draft') THEN
            RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'P0001';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF EXISTS (SELECT 1 FROM plan WHERE id = NEW.plan_id AND state <> 'draft') THEN
        RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'P0001';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    # Revision 0001 could say "only where published" to SQLite alone.
    op.drop_index("ux_plan_published", "plan")
    op.create_index(
        "ux_plan_published",
        "plan",
        ["state"],
        unique=True,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.execute(_REFUSE)
    op.execute(_FROZEN)
    for table, words in _KEPT.items():
        said = f"EXECUTE FUNCTION sijempol_refuse('{words} tidak boleh diubah atau dihapus.')"
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"FOR EACH ROW {said}"
            )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {said}"
        )
    op.execute(
        "CREATE TRIGGER plan_entry_frozen BEFORE INSERT OR UPDATE OR DELETE ON plan_entry "
        "FOR EACH ROW EXECUTE FUNCTION sijempol_frozen('" + _DRAFT_ONLY + "')"
    )
    for name, (table, verb, when, words) in _GUARDS.items():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN ({when}) "
            f"EXECUTE FUNCTION sijempol_refuse('{words}')"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for name, (table, _, _, _) in _GUARDS.items():
        op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute("DROP TRIGGER plan_entry_frozen ON plan_entry")
    for table in _KEPT:
        for verb in ("update", "delete", "truncate"):
            op.execute(f"DROP TRIGGER {table}_no_{verb} ON {table}")
    op.execute("DROP FUNCTION sijempol_frozen()")
    op.execute("DROP FUNCTION sijempol_refuse()")
