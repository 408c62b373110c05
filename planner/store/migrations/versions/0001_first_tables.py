"""The first tables, and the triggers that keep what was said from being unsaid."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, *given: object, nullable: bool = False, **more: object) -> sa.Column:
    return sa.Column(name, sa.Text(), *given, nullable=nullable, **more)


def _whole(name: str, *given: object, nullable: bool = False, **more: object) -> sa.Column:
    return sa.Column(name, sa.Integer(), *given, nullable=nullable, **more)


def _day(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Float(), nullable=False)


def upgrade() -> None:
    _facts()
    _visits()
    _plans()
    _told()
    for statement in _triggers():
        op.execute(statement)
    op.execute("INSERT INTO counter (name, value) VALUES ('plan_number', 0)")


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first tables")


def _facts() -> None:
    op.create_table("meta", _text("key", primary_key=True), _text("value"))
    op.create_table("counter", _text("name", primary_key=True), _whole("value"))
    op.create_table(
        "rule_record",
        _whole("seq", primary_key=True),
        _text("id", unique=True),
        _text("kind"),
        _text("known_on", nullable=True),
        _text("entered_by"),
        _text("entered_at"),
        _text("content"),
        _text("canonical"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unit",
        _text("id", primary_key=True),
        _text("name"),
        _text("services"),
        _whole("recording_sets"),
        _whole("people_per_day"),
        _whole("crew"),
        _text("evidence"),
    )
    op.create_table(
        "request",
        _text("id", primary_key=True),
        _text("line"),
        _text("area_code"),
        _text("place"),
        _number("lat"),
        _number("lon"),
        _whole("people"),
        _day("requested_on"),
        _text("urgency"),
        _text("services"),
        _text("venue"),
        _day("fixed_day", nullable=True),
        _text("contact"),
        _flag("synthetic"),
    )
    op.create_index("ix_request_area_code", "request", ["area_code"])


def _visits() -> None:
    op.create_table(
        "visit",
        _text("id", primary_key=True),
        _text("request_id", sa.ForeignKey("request.id")),
        _whole("people"),
        _text("state"),
        _whole("session_no"),
        _text("split_from", sa.ForeignKey("visit.id"), nullable=True),
        _day("day", nullable=True),
        _text("unit_id", sa.ForeignKey("unit.id"), nullable=True),
        _whole("start_min", nullable=True),
        _whole("end_min", nullable=True),
        _flag("firm"),
        _flag("unsure"),
        _text("limits"),
        _text("rule_ids"),
        _day("as_of", nullable=True),
        _day("earliest", nullable=True),
        _day("review_on", nullable=True),
        _whole("version"),
    )
    op.create_index("ix_visit_request_id", "visit", ["request_id"])
    op.create_index("ix_visit_state_day", "visit", ["state", "day"])
    op.create_table(
        "visit_event",
        _whole("seq", primary_key=True),
        _text("visit_id", sa.ForeignKey("visit.id")),
        _text("at"),
        _day("as_of"),
        _text("kind"),
        _text("who"),
        _text("why"),
        _text("rule_ids"),
        _text("before", nullable=True),
        _text("after", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visit_event_visit_id", "visit_event", ["visit_id"])


def _plans() -> None:
    op.create_table(
        "plan",
        _whole("id", primary_key=True),
        _whole("number", unique=True, nullable=True),
        _text("state"),
        _day("as_of"),
        _day("first_day"),
        _day("last_day"),
        _day("firm_until", nullable=True),
        _whole("based_on", sa.ForeignKey("plan.number"), nullable=True),
        _text("made_at"),
        _text("made_by"),
        _text("left_out"),
        _text("cost"),
        _text("facts"),
        _text("published_at", nullable=True),
        _text("content_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ux_plan_published",
        "plan",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "plan_entry",
        _whole("plan_id", sa.ForeignKey("plan.id"), primary_key=True),
        _whole("position", primary_key=True),
        _text("visit_id"),
        _text("unit_id", sa.ForeignKey("unit.id")),
        _day("day"),
        _whole("start_min"),
        _whole("end_min"),
        _whole("people"),
        _flag("firm"),
        _text("limits"),
        _text("rule_ids"),
        _whole("session_no"),
        _text("split_from", sa.ForeignKey("visit.id"), nullable=True),
        _whole("travel_min"),
        _flag("kept"),
    )
    op.create_index("ix_plan_entry_visit_id", "plan_entry", ["visit_id"])


def _told() -> None:
    op.create_table(
        "notice",
        _whole("seq", primary_key=True),
        _text("visit_id", sa.ForeignKey("visit.id"), nullable=True),
        _text("area_code"),
        _text("at"),
        _day("as_of"),
        _text("kind"),
        _text("audience"),
        _text("text"),
        _text("rule_ids"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_visit_id", "notice", ["visit_id"])
    op.create_table(
        "publication",
        _whole("id", primary_key=True),
        _day("day"),
        _text("at"),
        _text("facts_hash"),
        _text("cause"),
        _whole("plan_number", sa.ForeignKey("plan.number"), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_publication_day", "publication", ["day"])
    op.create_table(
        "publication_file",
        _whole("publication_id", sa.ForeignKey("publication.id"), primary_key=True),
        _text("path", primary_key=True),
        _text("sha256"),
        _text("content_type"),
        _whole("size"),
    )
    op.create_index("ix_publication_file_sha256", "publication_file", ["sha256"])


def _triggers() -> list[str]:
    kept = {
        "visit_event": "Riwayat kunjungan",
        "rule_record": "Catatan aturan",
        "notice": "Pemberitahuan",
        "publication": "Terbitan",
        "publication_file": "Berkas terbitan",
    }
    made = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, '{words} tidak boleh diubah atau dihapus.'); END"
        for table, words in kept.items()
        for verb in ("update", "delete")
    ]
    for verb, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        told = " OR ".join(f"id = {row}.plan_id" for row in rows)
        made.append(
            f"CREATE TRIGGER plan_entry_no_{verb.lower()} BEFORE {verb} ON plan_entry "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM plan WHERE state <> 'draft' AND ({told})) BEGIN "
            "SELECT RAISE(ABORT, 'Isi rencana hanya boleh diubah selama masih draf.'); END"
        )
    return made + _plan_triggers()


def _plan_triggers() -> list[str]:
    told = ("id", "as_of", "first_day", "last_day", "firm_until", "based_on", "made_at")
    told += ("made_by", "left_out", "cost", "facts", "published_at", "content_hash")
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in told)
    steps = "'draft published', 'draft discarded', 'published superseded'"
    refusals = {
        "plan_state": (
            "UPDATE",
            f"OLD.state <> NEW.state AND OLD.state || ' ' || NEW.state NOT IN ({steps})",
            "Rencana yang sudah terbit tidak bisa ditarik kembali.",
        ),
        "plan_number": (
            "UPDATE",
            (
                "OLD.number IS NOT NEW.number AND (OLD.number IS NOT NULL OR "
                "OLD.state <> 'draft' OR NEW.state <> 'published')"
            ),
            "Nomor rencana tidak boleh diubah.",
        ),
        "plan_told": (
            "UPDATE",
            f"OLD.state <> 'draft' AND ({changed})",
            "Isi rencana hanya boleh diubah selama masih draf.",
        ),
        "plan_no_delete": (
            "DELETE",
            "OLD.state <> 'draft'",
            "Rencana yang bukan draf tidak boleh dihapus.",
        ),
        "counter_grows": (
            "UPDATE",
            "NEW.value <= OLD.value OR OLD.name <> NEW.name",
            "Penghitung nomor hanya boleh naik.",
        ),
    }
    return [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {name.partition('_')[0]} "
        f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, (verb, when, words) in refusals.items()
    ]
