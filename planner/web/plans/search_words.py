"""How far a search is, and how good its draft, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.domain.indonesian import span_words
from planner.domain.office_work import Job, JobState
from planner.domain.plans import Plan

STATES: Final = {
    JobState.QUEUED: "Menunggu giliran",
    JobState.RUNNING: "Sedang menyusun",
    JobState.DONE: "Selesai",
    JobState.FAILED: "Gagal",
    JobState.CANCELLED: "Dibatalkan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobWords:
    """A search as people read it; ``share`` is done of it, from 0 to 1 (None: not known)."""

    id: int
    name: str
    share: float | None
    words: Mapping[str, str]
    running: bool
    ended: bool
    plan_id: int | None


def job_words(job: Job) -> JobWords:
    """Return what people read of ``job``."""
    said: Mapping[str, Any] = job.progress
    order: Mapping[str, Any] = job.order
    first, last = (date.fromisoformat(str(order[key])) for key in ("first_day", "last_day"))
    title = f"{order['title']}, " if order.get("title") else ""
    share = said.get("share")
    state = "Mengambil yang terbaik" if said.get("finish") and not job.state.ended else ""
    return JobWords(
        id=job.id,
        name=f"{title}{span_words(first, last)}",
        share=1.0 if job.state is JobState.DONE else share,
        words={
            "keadaan": state or STATES[job.state],
            "lama": f"{said.get('seconds', 0):.0f} detik",
            "kunjungan": str(said.get("visits", "belum dihitung")),
            "belum": str(said.get("left", "belum dihitung")),
            "jarak": f"{said['km']:.1f} km".replace(".", ",") if "km" in said else "belum dihitung",
            "biaya": str(said.get("cost", "belum ada")),
            "membaik": _improved(said),
            "kata": job.message,
        },
        running=job.state is JobState.RUNNING,
        ended=job.state.ended,
        plan_id=job.plan_id,
    )


def _improved(said: Mapping[str, Any]) -> str:
    """Return when the best plan was last bettered, and how long ago that is."""
    if "improved_s" not in said:
        return "belum ada"
    # The search counts from its own start, the job from its process' start.
    ago = max(0.0, said.get("searched_s", said["improved_s"]) - said["improved_s"])
    at = max(0.0, said.get("seconds", 0) - ago)
    return f"detik ke-{at:.0f}, {ago:.0f} detik lalu"


def distance_words(plan: Plan, job: Job | None, *, busy: bool = False) -> str:
    """Return how far ``plan`` may be from the best possible one, or that it is not known.

    ``busy`` says that searches run now: the bound of a new draft is among them.
    """
    if busy and job is not None and "bound" not in job.progress:
        return (
            "Jarak dari rencana terbaik yang mungkin sedang dihitung, paling lama setengah menit."
        )
    bound: Mapping[str, Any] | None = None if job is None else job.progress.get("bound")  # type: ignore[assignment]
    total = plan.cost.total
    if not bound or total is None:
        return "Jarak dari rencana terbaik yang mungkin belum diketahui."
    value = int(bound["value"])
    if total <= value:
        return "Terbukti: tidak ada rencana yang lebih baik untuk hari-hari ini."
    if value <= 0:
        return "Jarak dari rencana terbaik yang mungkin belum diketahui."
    gap = f"{100 * (total - value) / value:.1f}".replace(".", ",")
    return f"Paling banyak {gap} % dari rencana terbaik yang mungkin."
