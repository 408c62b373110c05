"""The office an action works on: the data folder, the office's own facts, and one way to save.

An action looks at its state, decides with pure functions, and hands over an update. The
public bytes are rendered and written before the commit; the commit saves the update and
turns the site to the new bytes in one step. If someone else saved in between, the action
decides again on the new state, so that no write is lost and no lock is held while rendering.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from planner import public
from planner.actions.saving.leaks import refuse_homes
from planner.actions.saving.office_state import OfficeState, load_state
from planner.actions.saving.rehearsing import refuse_unforeseen
from planner.actions.saving.seen import refuse_unseen
from planner.actions.saving.site_facts import SiteSetting, site_facts
from planner.actions.saving.update import EditSave, Update, free_text, subject_of
from planner.domain.accounts import AuditEntry
from planner.domain.areas import Areas
from planner.domain.errors import PlannerError
from planner.domain.office import OfficeProfile
from planner.domain.office_work import Access, ImportBatch
from planner.domain.personal import refuse_personal
from planner.domain.plans import Plan
from planner.domain.publications import Publication, PublishedFile
from planner.domain.visit_life import check_changes
from planner.domain.visits import Occasion
from planner.public.shared.public_facts import SiteFacts
from planner.store import ArtefactFiles, Database, Store
from routes import TravelModel

ATTEMPTS = 5

_OUTCOME_OF: Final = "wish:"

#: What saving passes, in order; a program may die at any of them and nothing is lost.
POINTS: Final = ("decided", "file written", "rendered", "locked", "saved", "committed")


class TooBusy(PlannerError):
    """Others kept saving; nothing of this action was saved. Try again."""

    code = "too_busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Where actions work. ``saved_days`` are the days the demo keeps open.

    ``reached`` hears the name of each of ``POINTS`` that saving passes; tests stop there.
    The public site is rendered on the days of ``renders_only`` (None: every day) and whenever a
    plan is published: a story played at once skips the editions that nobody can open.
    """

    database: Database
    files: ArtefactFiles
    profile: OfficeProfile
    areas: Areas
    travel: TravelModel
    cells: Mapping[str, Mapping[str, object]]
    cells_approximate: bool = True
    saved_days: tuple[date, ...] = ()
    renders_only: frozenset[date] | None = None
    reached: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Occasion):
    """Who acts and when, and what the person saw.

    ``idempotency_key`` names one request of one person: sent again it does nothing again.
    ``seen`` holds visits with the version that the person saw; another version is refused.
    ``foreseen`` is the mark of the update that the person saw beforehand; another is refused. A
    ``rehearsal`` decides all the same, but saves nothing.
    """

    idempotency_key: str = ""
    seen: tuple[tuple[str, int], ...] = ()
    foreseen: str = ""
    rehearsal: bool = False

    def rehearsed(self) -> Act:
        """Return this act as a rehearsal."""
        return replace(self, rehearsal=True, idempotency_key="", foreseen="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was saved: the update, the state after it, and the plan it made or published.

    Of a rehearsal the update is what would be saved. ``repeated`` says that it had been done
    before and nothing was saved now.
    """

    update: Update
    state: OfficeState
    plan: Plan | None = None
    publication: Publication | None = None
    repeated: bool = False
    added: Mapping[str, int] = field(default_factory=dict)


def carry_out(office: Office, act: Act, decide: Callable[[OfficeState], Update]) -> Done:
    """Decide on the present state and save the outcome in one commit, unless it is rehearsed.

    Raises
    ------
    TooBusy
        Others saved in between, ``ATTEMPTS`` times in a row.
    HomeLeak
        A public page would hold something of a home visit.
    VisitChanged
        A visit is no longer as the person saw it.
    PreviewOutdated
        It would do something else than the person saw.
    """
    for _ in range(ATTEMPTS):
        with office.database.reading() as store:
            state = load_state(store, office.areas)
            before = _done_before(store, act, state)
        if before is not None:
            return before
        refuse_unseen(state.visits, act.seen)
        update = decide(state)
        check_changes(state.visits, update.changes)
        refuse_personal(free_text(update))
        refuse_unforeseen(act.foreseen, update)
        after = state.with_records(update.records).with_changes(update.changes)
        if act.rehearsal:
            return Done(update=update, state=after)
        office.reached("decided")
        publication = _rendered(office, act, after, update)
        office.reached("rendered")
        with office.database.writing() as store:
            office.reached("locked")
            if store.meta.revision() != state.revision:
                # Someone else saved, or the same request came twice: look again.
                continue
            done = _save(store, act, Done(update=update, state=after, publication=publication))
            office.reached("saved")
        office.reached("committed")
        return done
    raise TooBusy("Data sedang banyak diubah orang lain. Belum ada yang tersimpan; coba lagi.")


def _rendered(office: Office, act: Act, state: OfficeState, update: Update) -> Publication | None:
    """Return the new public site, its files written; None when the public sees no change.

    The site begins when a plan is published or a day is begun.
    """
    seen_today = office.renders_only is None or act.day in office.renders_only
    stands = state.publication is not None or update.opens
    if update.publish is None and not (update.renders and seen_today and stands):
        return None
    facts = facts_for(office, act, state)
    seen = public.facts_hash(facts)
    if state.publication is not None and state.publication.facts_hash == seen:
        return None
    pages = public.render_site(facts)
    refuse_homes({path: page.content for path, page in pages.items()}, state)
    files = {}
    for path, page in pages.items():
        files[path] = PublishedFile(
            sha256=office.files.put(page.content),
            content_type=page.content_type,
            size=len(page.content),
        )
        office.reached("file written")
    plan = state.published
    return Publication(
        day=act.day,
        at=act.at,
        facts_hash=seen,
        cause=update.cause,
        plan_number=None if plan is None else plan.number,
        files=files,
    )


def facts_for(office: Office, act: Act, state: OfficeState) -> SiteFacts:
    """Return what the public would be shown of ``state`` when ``act`` is done."""
    setting = SiteSetting(
        office=office.profile,
        cells=office.cells,
        cells_approximate=office.cells_approximate,
        saved_days=office.saved_days,
        travel_note=travel_note(office.travel),
    )
    return site_facts(state, setting, today=act.day)


def _save_edit(store: Store, saved: EditSave) -> Plan:
    if saved.undone is None:
        store.plans.save_edit(saved.plan, saved.edit)
    else:
        store.plans.save_undo(saved.plan, saved.edit, undone=saved.undone)
    return saved.plan


def _done_before(store: Store, act: Act, state: OfficeState) -> Done | None:
    """Return what this request led to when it came before, None when it is new."""
    plan_id = store.meta.get(_OUTCOME_OF + act.idempotency_key) if act.idempotency_key else None
    if plan_id is None:
        return None
    plan = store.plans.get_plan(int(plan_id)) if plan_id else None
    update = Update(cause="sudah dilakukan", renders=False)
    return Done(update=update, state=state, plan=plan, repeated=True)


def _save_batch(store: Store, batch: ImportBatch) -> None:
    if batch.undone_at is None:
        store.imports.add(batch)
    else:
        store.imports.mark_undone(batch.id, batch.undone_at)


def _save(store: Store, act: Act, done: Done) -> Done:
    update = done.update
    added = {
        "records": store.rules.add(update.records, entered_by=act.who, at=act.at),
        "requests": store.requests.add(update.requests),
    }
    store.hosts.add_notes(update.notes)
    store.hosts.add_ticks(update.calls)
    store.fleet.add(update.units)
    store.crews.save(update.crew)
    store.visits.save(update.changes)
    store.notices.add(update.notices)
    plan = None if update.draft is None else store.plans.add_draft(update.draft)
    if update.publish is not None:
        plan = store.plans.publish(
            update.publish.id, at=act.at, content_hash=update.publish.content_hash
        )
    if update.edit is not None:
        plan = _save_edit(store, update.edit)
    for request in update.erase:
        store.requests.erase_home(request.id, lat=request.lat, lon=request.lon)
        mine = [v.id for v in done.state.visits.values() if v.request.id == request.id]
        store.hosts.erase(request.id, mine)
        store.accesses.add(Access(at=act.at, who=act.who, action="erase", subject=request.id))
    if update.batch is not None:
        _save_batch(store, update.batch)
    if update.discard is not None:
        store.plans.discard(update.discard)
    publication = done.publication
    if publication is not None:
        if update.publish is not None and plan is not None:
            publication = replace(publication, plan_number=plan.number)
        publication = store.publications.add(publication)
    store.audit.add(
        AuditEntry(at=act.at, who=act.who, action=update.cause, subject=subject_of(update, plan))
    )
    store.meta.set_revision(done.state.revision + 1)
    if act.idempotency_key:
        store.meta.set(_OUTCOME_OF + act.idempotency_key, "" if plan is None else str(plan.id))
    return Done(update=update, state=done.state, plan=plan, publication=publication, added=added)


def travel_note(travel: TravelModel) -> str:
    """Return in Indonesian how driving is reckoned and how far it may err."""
    return (
        f"Waktu tempuh dihitung dari jarak lurus. Jarak bisa meleset {travel.distance_error_pct} "
        f"persen, waktu {travel.time_error_pct} persen."
    )
