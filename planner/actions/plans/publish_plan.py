"""A draft becomes the plan people are told."""

from __future__ import annotations

from dataclasses import asdict, replace
from hashlib import sha256
from json import dumps

from planner.actions.plans.planning_facts import draft_of
from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import NotPublishable, PlannerError, StaleDraft
from planner.domain.office import OfficeProfile
from planner.domain.plans import Plan, PlanEntry
from planner.planning.plans.publishing import miscounted, published_changes
from planner.planning.plans.verify import problems_of
from planner.planning.restrictions.notices import notices_for
from planner.planning.restrictions.suspension import Knowledge


def publish_plan(office: Office, act: Act, plan_id: int) -> Done:
    """Publish the draft ``plan_id``: visits get their dates, people are told, pages change.

    Raises
    ------
    NotFound
        There is no such plan.
    StaleDraft
        The plan it was compared with is no longer the published one.
    NotPublishable
        It is no draft, breaks a rule as known on ``act.day``, or the office has no
        WhatsApp number.
    """
    refuse_without_number(office.profile)

    def decide(state: OfficeState) -> Update:
        draft = draft_of(office, state, plan_id)
        knowledge = knowledge_of(state, act)
        for refused in obstacles(draft, state, knowledge):
            raise refused
        changes = published_changes(draft, state.visits, knowledge)
        return Update(
            cause="rencana terbit",
            changes=changes,
            notices=notices_for(
                changes, state.areas, events=state.events, site_url=office.profile.site_url
            ),
            publish=replace(draft, content_hash=content_hash(draft)),
        )

    return carry_out(office, act, decide)


def obstacles(draft: Plan, state: OfficeState, knowledge: Knowledge) -> tuple[PlannerError, ...]:
    """Return what forbids publishing ``draft`` in ``state``, the weightiest first."""
    refusals: list[PlannerError] = []
    current = None if state.published is None else state.published.number
    if draft.based_on != current:
        refusals.append(
            StaleDraft(
                "Rencana terbit sudah berubah sejak draf ini disusun. "
                "Draf disimpan; susun draf baru lalu bandingkan lagi."
            )
        )
    problems = problems_of(draft, state.visits, knowledge, state.units)
    if problems:
        return (*refusals, NotPublishable("\n".join(problems)))
    wrong = miscounted(published_changes(draft, state.visits, knowledge), state.visits)
    if wrong:
        refusals.append(
            StaleDraft(
                f"Jumlah orang permintaan {', '.join(wrong)} berubah sejak draf ini disusun. "
                "Susun draf baru."
            )
        )
    return tuple(refusals)


def refuse_without_number(office: OfficeProfile) -> None:
    """Refuse to publish for a real office that people could not reach.

    Raises
    ------
    NotPublishable
        The office is no demo and has no WhatsApp number.
    """
    if not office.demo and not office.whatsapp:
        raise NotPublishable(
            "Nomor WhatsApp kantor belum diisi, jadi rencana belum bisa diterbitkan. "
            "Isi SIJEMPOL_WHATSAPP, misalnya 6281234567890, lalu terbitkan lagi."
        )


def content_hash(plan: Plan) -> str:
    """Return the SHA-256 of what ``plan`` promises: its days and entries, nothing else."""
    payload = {
        "first_day": plan.first_day,
        "last_day": plan.last_day,
        "entries": [_promise(entry) for entry in plan.entries],
    }
    return sha256(dumps(payload, sort_keys=True, default=str).encode()).hexdigest()


def _promise(entry: PlanEntry) -> dict[str, object]:
    """Return what an entry promises; how it came about and how it was searched is left out."""
    return {name: value for name, value in asdict(entry).items() if name != "pinned"}
