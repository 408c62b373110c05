"""The steps from an empty office to its first published plan, each ticked by the data alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.actions.world import World
from planner.domain.office import OfficeProfile
from planner.domain.plans import Plan
from planner.domain.words import Evidence, PlanState


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpStep:
    """One step: what it is, whether the data show it done, and where it is done."""

    title: str
    done: bool
    words: str
    links: tuple[tuple[str, str], ...]


def set_up_steps(
    office: OfficeProfile, world: World, plans: Sequence[Plan]
) -> tuple[SetUpStep, ...]:
    """Return the steps in their order, as the office's data stand."""
    drafts = [plan for plan in plans if plan.state is PlanState.DRAFT]
    review = f"/kantor/rencana/{drafts[0].id}/periksa" if drafts else "/kantor/susun"
    return (
        _named(office),
        SetUpStep(
            title="Unit mobil",
            done=bool(world.units),
            words=f"{len(world.units)} unit tercatat."
            if world.units
            else "Unduh templat, isi satu baris tiap unit, lalu unggah.",
            links=(
                ("/kantor/ekspor/units.xlsx", "Unduh templat unit"),
                ("/kantor/impor?jenis=units", "Unggah unit"),
            ),
        ),
        SetUpStep(
            title="Aturan yang berlaku",
            done=bool(world.records),
            words=f"{len(world.records)} catatan aturan dikenal."
            if world.records
            else "Muat hari libur dan aturan bawaan, lalu catat pembatasan Anda sendiri.",
            links=(
                ("/kantor/mulai#bawaan", "Muat aturan bawaan"),
                ("/kantor/aturan/baru", "Catat pembatasan"),
            ),
        ),
        SetUpStep(
            title="Permohonan",
            done=bool(world.visits),
            words=f"{len(world.visits)} kunjungan tercatat."
            if world.visits
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
            done=world.published is not None,
            words="Warga melihat rencana Anda."
            if world.published is not None
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
