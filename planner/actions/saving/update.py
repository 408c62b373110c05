"""What an action wants saved, and the words in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.crews import NO_CREW_CHANGE, CrewChange
from planner.domain.fleet import Unit
from planner.domain.hosts import CallTick, RequestNote
from planner.domain.notices import Notice
from planner.domain.office_work import ImportBatch
from planner.domain.plans import DraftEdit, Plan
from planner.domain.visits import Change, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSave:
    """A draft as an edit left it. ``undone``: None for a new edit, else what became of it."""

    plan: Plan
    edit: DraftEdit
    undone: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an action wants saved. ``cause`` says in a few words why the site changes.

    Until there is a site, an act renders one only where it ``opens`` or publishes it.
    """

    cause: str
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    records: tuple[Mapping[str, object], ...] = ()
    requests: tuple[Request, ...] = ()
    notes: tuple[RequestNote, ...] = ()
    calls: tuple[CallTick, ...] = ()
    units: tuple[Unit, ...] = ()
    crew: CrewChange = NO_CREW_CHANGE
    draft: Plan | None = None
    edit: EditSave | None = None
    publish: Plan | None = None
    discard: int | None = None
    batch: ImportBatch | None = None
    erase: tuple[Request, ...] = ()
    renders: bool = True
    opens: bool = False


def free_text(update: Update) -> dict[str, str]:
    """Return every text that somebody typed, by what people call its field."""
    texts: dict[str, str] = {}
    for request in update.requests:
        for name, text in (
            ("nomor", request.id),
            ("tempat", request.place),
            ("kontak", request.contact),
            ("kode tempat", request.venue),
        ):
            texts[f"Permohonan {request.id[:12]}, {name}"] = text
    for note in update.notes:
        texts[f"Permohonan {note.request_id[:12]}, surat"] = note.letter
    for call in update.calls:
        texts[f"Kunjungan {call.visit_id[:12]}, catatan"] = call.note
    for change in update.changes:
        texts[f"Kunjungan {change.visit.id}, alasan"] = change.event.why
    for unit in update.units:
        texts[f"Unit {unit.id[:12]}, nama"] = unit.name
    for number, officer in enumerate(update.crew.officers, start=1):
        texts[f"Petugas {officer.id[:12] or number}, nama"] = officer.name
    if update.draft is not None:
        texts["Nama skenario"] = update.draft.scenario.title
    return texts


def subject_of(update: Update, plan: Plan | None) -> str:
    """Return what a change was about, for the history: numbers only, nobody's name."""
    if plan is not None:
        return f"Draf {plan.id}" if plan.number is None else f"Rencana {plan.number}"
    if update.discard is not None:
        return f"Draf {update.discard}"
    counts = (
        (len(update.records), "aturan"),
        (len(update.requests), "permohonan"),
        (len(update.units), "unit"),
        (len(update.changes), "kunjungan"),
        (len(update.erase), "rumah"),
        (len(update.crew.officers), "petugas"),
        (len(update.crew.leaves), "cuti"),
        (len(update.crew.days), "hari giliran"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count)
