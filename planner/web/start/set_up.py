"""From an empty office to its first plan: what is done, what comes next, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Response

from planner.actions.restrictions.start_rules import enter_starting_rules
from planner.actions.saving.office_state import OfficeState
from planner.domain.office import OfficeProfile
from planner.domain.plans import Plan
from planner.domain.vocabulary import Evidence, PlanState
from planner.rules import starting_records
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here
from planner.web.shell.form_models import OfficeForm
from planner.web.shell.links import Links
from planner.web.start.practice_pages import room_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpStep:
    """One step: whether the data show it done, what is said then and before, where it is done.

    ``links`` are addresses with their words.
    """

    title: str
    done: bool
    achieved: str
    advice: str
    links: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """What is said of the step as it stands."""
        return self.achieved if self.done else self.advice


def set_up_steps(
    office: OfficeProfile, state: OfficeState, plans: Sequence[Plan], link: Links
) -> tuple[SetUpStep, ...]:
    """Return the steps in their order, as the office's data stand."""
    drafts = [plan for plan in plans if plan.state is PlanState.DRAFT]
    lacking = _lacking_settings(office)
    return (
        SetUpStep(
            title="Nama kantor, WhatsApp, dan depot",
            done=not lacking,
            achieved=f"{office.name}.",
            advice=f"Belum diisi: {' dan '.join(lacking)}.",
            links=((link("set_up", fragment="pengaturan"), "Lihat cara mengisi"),),
        ),
        SetUpStep(
            title="Unit mobil",
            done=bool(state.units),
            achieved=f"{len(state.units)} unit tercatat.",
            advice="Unduh templat, isi satu baris tiap unit, lalu unggah.",
            links=(
                (link("export", "units", "xlsx"), "Unduh templat unit"),
                (link("imports", jenis="units"), "Unggah unit"),
            ),
        ),
        SetUpStep(
            title="Aturan yang berlaku",
            done=bool(state.records),
            achieved=f"{len(state.records)} catatan aturan dikenal.",
            advice="Muat kalender dan kebijakan awal, lalu catat pembatasan Anda sendiri.",
            links=(
                (link("set_up", fragment="bawaan"), "Muat kalender dan kebijakan awal"),
                (link("new_rule"), "Catat pembatasan"),
            ),
        ),
        SetUpStep(
            title="Permohonan",
            done=bool(state.visits),
            achieved=f"{len(state.visits)} kunjungan tercatat.",
            advice="Ambil dari Excel, atau catat satu per satu.",
            links=(
                (link("imports"), "Ambil dari Excel"),
                (link("new_request"), "Permohonan baru"),
            ),
        ),
        SetUpStep(
            title="Rencana pertama",
            done=bool(plans),
            achieved="Draf sudah pernah disusun.",
            advice="Susun rute dari yang menunggu.",
            links=((link("new_search"), "Susun rute"),),
        ),
        SetUpStep(
            title="Terbitkan",
            done=state.published is not None,
            achieved="Warga melihat rencana Anda.",
            advice="Periksa draf, lalu terbitkan. Sebelum itu warga belum melihat jadwal.",
            links=(
                (
                    link("review_plan", drafts[0].id) if drafts else link("new_search"),
                    "Periksa dan terbitkan",
                ),
            ),
        ),
    )


def _lacking_settings(office: OfficeProfile) -> list[str]:
    """Return which settings are not the office's own; shipped ones are guesses."""
    lacking = []
    if office.whatsapp is None:
        lacking.append("nomor WhatsApp")
    if office.depot.evidence is not Evidence.DOCUMENTED:
        lacking.append("letak depot")
    return lacking


router = APIRouter(prefix="/kantor/mulai")


@router.get("", name="set_up")
@needs(Clearance.COORDINATOR)
def show(here: Here) -> Response:
    """Show the steps with how each is done, and the settings as they stand."""
    with here.reading() as now:
        state, plans = now.state, now.store.remembered("plans", now.store.plans.list_plans)
    steps = set_up_steps(here.office.profile, state, plans, here.link)
    known = {str(record["id"]) for record in state.records}
    return here.page(
        "mulai.html",
        steps=steps,
        done=sum(step.done for step in steps),
        missing_rules=sum(str(record["id"]) not in known for record in starting_records()),
        has_practice=room_or_none(here) is not None,
    )


@router.post("/aturan", name="load_shipped_rules")
@needs(Clearance.COORDINATOR)
def load_rules(here: Here, form: Annotated[OfficeForm, Form()]) -> Response:
    """Record what a real office begins with: holidays, hours, channels, a first policy."""
    enter_starting_rules(here.office, here.act(form.idempotency_key))
    here.site.look_now()
    return here.lead("set_up")
