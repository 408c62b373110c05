"""From an empty office to its first plan: what is done, what comes next, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.office import OfficeProfile
from planner.domain.plans import Plan
from planner.domain.vocabulary import Evidence, PlanState
from planner.rules import shipped_records
from planner.web.shell.acting import Key, act_of, office_of
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of
from planner.web.start.practice_pages import room_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpStep:
    """One step: what it is, whether the data show it done, and where it is done."""

    title: str
    done: bool
    words: str
    links: tuple[tuple[str, str], ...]


def set_up_steps(
    office: OfficeProfile, state: OfficeState, plans: Sequence[Plan]
) -> tuple[SetUpStep, ...]:
    """Return the steps in their order, as the office's data stand."""
    drafts = [plan for plan in plans if plan.state is PlanState.DRAFT]
    review = f"/kantor/rencana/{drafts[0].id}/periksa" if drafts else "/kantor/susun"
    return (
        _named(office),
        SetUpStep(
            title="Unit mobil",
            done=bool(state.units),
            words=f"{len(state.units)} unit tercatat."
            if state.units
            else "Unduh templat, isi satu baris tiap unit, lalu unggah.",
            links=(
                ("/kantor/ekspor/units.xlsx", "Unduh templat unit"),
                ("/kantor/impor?jenis=units", "Unggah unit"),
            ),
        ),
        SetUpStep(
            title="Aturan yang berlaku",
            done=bool(state.records),
            words=f"{len(state.records)} catatan aturan dikenal."
            if state.records
            else "Muat hari libur dan aturan bawaan, lalu catat pembatasan Anda sendiri.",
            links=(
                ("/kantor/mulai#bawaan", "Muat aturan bawaan"),
                ("/kantor/aturan/baru", "Catat pembatasan"),
            ),
        ),
        SetUpStep(
            title="Permohonan",
            done=bool(state.visits),
            words=f"{len(state.visits)} kunjungan tercatat."
            if state.visits
            else "Ambil dari Excel, atau catat satu per satu.",
            links=(
                ("/kantor/impor", "Ambil dari Excel"),
                ("/kantor/permohonan/baru", "Permohonan baru"),
            ),
        ),
        SetUpStep(
            title="Rencana pertama",
            done=bool(plans),
            words="Draf sudah pernah disusun." if plans else "Susun rute dari yang menunggu.",
            links=(("/kantor/susun", "Susun rute"),),
        ),
        SetUpStep(
            title="Terbitkan",
            done=state.published is not None,
            words="Warga melihat rencana Anda."
            if state.published is not None
            else "Periksa draf, lalu terbitkan. Sebelum itu warga belum melihat jadwal.",
            links=((review, "Periksa dan terbitkan"),),
        ),
    )


def _named(office: OfficeProfile) -> SetUpStep:
    """Return the step of the office's own settings; shipped ones are guesses, not its own."""
    lacking = []
    if office.whatsapp is None:
        lacking.append("nomor WhatsApp")
    if office.depot.evidence is not Evidence.DOCUMENTED:
        lacking.append("letak depot")
    return SetUpStep(
        title="Nama kantor, WhatsApp, dan depot",
        done=not lacking,
        words=f"Belum diisi: {' dan '.join(lacking)}." if lacking else f"{office.name}.",
        links=(("/kantor/mulai#pengaturan", "Lihat cara mengisi"),),
    )


router = APIRouter(prefix="/kantor/mulai")


@router.get("")
def show(request: Request) -> Response:
    """Show the steps with how each is done, and the settings as they stand."""
    office = office_of(request)
    with office.database.reading() as store:
        state, plans = load_state(store, office.areas), store.plans.list_plans()
    steps = set_up_steps(office.profile, state, plans)
    known = {str(record["id"]) for record in state.records}
    return office_page(
        request,
        "mulai.html",
        langkah=steps,
        selesai=sum(step.done for step in steps),
        bawaan=sum(str(record["id"]) not in known for record in shipped_records()),
        latihan_ada=room_or_none(request) is not None,
    )


@router.post("/aturan")
def load_rules(request: Request, key: Key = "") -> Response:
    """Record the rules and holidays that come with the product."""
    enter_rules(office_of(request), act_of(request, key), shipped_records())
    site_of(request).look_now()
    return RedirectResponse("/kantor/mulai", status_code=303)
