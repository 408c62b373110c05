"""What ``old_data.sql`` holds, as the program says it: an office of one of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from planner.domain.accounts import Account, AuditEntry, PendingForm, Role, SignIn, Stage, Tries
from planner.domain.crews import Leave, LeaveReason, Officer, RotaEntry, Skill
from planner.domain.decisions import Limits
from planner.domain.fleet import Unit
from planner.domain.hosts import CallAnswer, CallTick, RequestNote
from planner.domain.notices import Notice
from planner.domain.office import at_wib
from planner.domain.office_work import Access, ImportBatch, Job, JobState
from planner.domain.plan_figures import PlanCost, PlanFigures
from planner.domain.plans import DraftEdit, LeftOut, Plan, PlanEntry, Scenario
from planner.domain.publications import Publication, PublishedFile
from planner.domain.visits import Placement, Request, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, Evidence, Line, PlanState, Service, VisitState
from planner.store import Store

DAY: Final = date(2021, 7, 5)
AT: Final = at_wib(date(2021, 7, 2), 19, 30)
WHO: Final = "ani"
#: The bytes of the one published page.
PAGE: Final = b"<h1>halaman</h1>"

RECORDS: Final = (
    {"kind": "rule", "id": "R-1", "title": "Berhenti", "from": "2021-07-03", "to": None},
    {"kind": "level", "id": "L-1", "level": 4, "areas": ["32.72"], "known_on": "2021-07-02"},
)
UNIT: Final = Unit(
    id="unit-1",
    name="Unit 1",
    services=(Service.KTP_RECORDING, Service.KK),
    recording_sets=2,
    people_per_day=120,
    crew=4,
    evidence=Evidence.ESTIMATED,
)
GROUP: Final = Request(
    id="P-1",
    line=Line.PERKAWINAN,
    area_code="32.72.03.1002",
    place="Balai RW 03",
    lat=-6.9275,
    lon=106.9296,
    people=60,
    requested_on=date(2021, 6, 1),
    venue="BALAI_RW_03",
    fixed_day=DAY,
    contact="0812-000",
)
HOME: Final = Request(
    id="R-1",
    line=Line.AKI_NINI,
    area_code="32.72.03.1001",
    place="Rumah 1",
    lat=-6.93,
    lon=106.93,
    people=1,
    requested_on=date(2021, 6, 2),
    services=(Service.KTP_RECORDING, Service.KTP_PRINT),
    synthetic=True,
)
LIMITS: Final = Limits(
    people_together=30,
    total=25,
    percent=50,
    hours=("08:00", "11:00"),
    outdoor=True,
    requires=("mask",),
    services_off=(Service.KK,),
    sessions=2,
)
PLACED: Final = Visit(
    id="P-1-1",
    request=GROUP,
    people=40,
    state=VisitState.SCHEDULED,
    day=DAY,
    unit_id=UNIT.id,
    start_min=540,
    end_min=660,
    firm=True,
    limits=LIMITS,
    rule_ids=("R-1", "L-1"),
    as_of=DAY - timedelta(3),
    version=2,
)
CUT: Final = Visit(
    id="P-1-2",
    request=GROUP,
    people=20,
    state=VisitState.SUSPENDED,
    session_no=2,
    split_from=PLACED.id,
    rule_ids=("R-1",),
    as_of=DAY - timedelta(3),
    review_on=DAY + timedelta(14),
    held_by_office=True,
    version=1,
)
AT_HOME: Final = Visit(id="R-1-1", request=HOME, people=1, version=1)
VISITS: Final = (PLACED, CUT, AT_HOME)


def _event(seq: int, visit: Visit, kind: EventKind, before: Placement | None) -> VisitEvent:
    return VisitEvent(
        visit_id=visit.id,
        at=AT + timedelta(minutes=seq),
        as_of=DAY - timedelta(3),
        kind=kind,
        who=WHO,
        why="uji",
        rule_ids=visit.rule_ids,
        before=before,
        after=Placement.of(visit),
        seq=seq,
    )


ASKED: Final = replace(PLACED.unplaced(VisitState.REQUESTED), limits=Limits(), rule_ids=())
EVENTS: Final = (
    _event(1, ASKED, EventKind.REQUESTED, None),
    _event(2, PLACED, EventKind.SCHEDULED, Placement.of(ASKED)),
    _event(3, CUT, EventKind.SPLIT, None),
    _event(4, AT_HOME, EventKind.REQUESTED, None),
)
ENTRY: Final = PlanEntry(
    visit_id=PLACED.id,
    unit_id=UNIT.id,
    day=DAY,
    start_min=540,
    end_min=660,
    people=40,
    firm=True,
    limits=LIMITS,
    rule_ids=("R-1",),
    travel_min=12,
    kept=True,
    pinned=True,
)
OUT: Final = LeftOut(
    visit_id=CUT.id,
    code="blocked",
    sentence="Belum ada hari yang boleh.",
    rule_ids=("R-1",),
    people=20,
    split_from=PLACED.id,
)
#: As the first release wrote it: people and origin were not said.
OUT_OF_OLD: Final = LeftOut(visit_id=AT_HOME.id, code="no_unit", sentence="Tidak ada unit.")
PUBLISHED: Final = Plan(
    id=1,
    number=1,
    state=PlanState.PUBLISHED,
    as_of=DAY,
    first_day=DAY,
    last_day=DAY + timedelta(6),
    firm_until=DAY + timedelta(3),
    based_on=None,
    made_at=AT,
    made_by=WHO,
    entries=(ENTRY,),
    left_out=(OUT, OUT_OF_OLD),
    cost=PlanCost(late=3, travel=12),
    facts=PlanFigures(km=12.5, solve_s=0.1),
    published_at=AT,
    content_hash="f00d",
)
DRAFT: Final = replace(
    PUBLISHED,
    id=2,
    number=None,
    state=PlanState.DRAFT,
    based_on=1,
    firm_until=None,
    published_at=None,
    content_hash="",
    left_out=(),
    scenario=Scenario(title="Satu unit", units=("unit-1",), records=(RECORDS[1],)),
    rollback_of=1,
)
EDIT: Final = DraftEdit(
    plan_id=2,
    at=AT,
    who=WHO,
    kind="move",
    visit_id=PLACED.id,
    places=((replace(ENTRY, day=DAY + timedelta(1)), ENTRY), (None, ENTRY)),
    outs=((OUT, None),),
    figures=(
        (PlanCost(late=4), PlanFigures(km=13.0)),
        (PlanCost(late=3), PlanFigures(km=12.5)),
    ),
    undone=True,
    seq=1,
)
NOTICE: Final = Notice(
    visit_id=CUT.id,
    area_code=GROUP.area_code,
    at=AT,
    as_of=DAY,
    kind="suspended",
    audience="public",
    text="Kunjungan dihentikan sementara.",
    rule_ids=("R-1",),
    seq=1,
)
PUBLICATION: Final = Publication(
    id=1,
    day=DAY,
    at=AT,
    facts_hash="f00d",
    cause="rencana terbit",
    plan_number=1,
    files={
        "index.html": PublishedFile(
            sha256="5b135c56b65b61c418ebd6cacf1172f59f0396f32deebe2930b0e418c37b0297",
            content_type="text/html",
            size=len(PAGE),
        )
    },
)
BATCH: Final = ImportBatch(
    at=AT, who=WHO, name="a.xlsx", sha256="ab" * 32, request_ids=("P-1", "R-1"), id=1
)
JOB: Final = Job(
    asked_at=AT,
    who=WHO,
    order={"first_day": DAY, "units": ("unit-1",), "steps": 100},
    state=JobState.FAILED,
    progress={"step": 7},
    attempt=2,
    ended_at=AT + timedelta(minutes=1),
    message="Coba lagi.",
    plan_id=2,
    id=1,
)
ACCESS: Final = Access(at=AT, who=WHO, action="lembar dibuka", subject="R-1", seq=1)
ACCOUNT: Final = Account(
    login=WHO,
    shown="Ani",
    role=Role.COORDINATOR,
    password="$argon2id$contoh",
    totp="ABCDEFGH",
    totp_step=7,
    id=1,
)
SIGN_IN: Final = SignIn(
    token_hash="aa" * 32,
    account_id=1,
    stage=Stage.FULL,
    began_at=AT,
    seen_at=AT + timedelta(minutes=5),
    pending_form=PendingForm(
        path="/kantor/draf", page="/kantor", fields=(("first", "2021-07-05"),), files=True
    ),
)
TRIES: Final = Tries(count=3, first_at=AT, open_at=AT + timedelta(minutes=1))
AUDIT: Final = AuditEntry(at=AT, who=WHO, action="terbitkan rencana", subject="1", seq=1)
NOTE: Final = RequestNote(request_id="P-1", preferred=(0, 4), letter="No. 7, 1 Juni 2021")
TICK: Final = CallTick(
    visit_id=PLACED.id,
    date_key="2021-07-05 540",
    answer=CallAnswer.AGREED,
    note="Siap",
    who=WHO,
    at=AT,
    seq=1,
)
OFFICER: Final = Officer(id="pt-001", name="Petugas uji 1", skills=(Skill.RECORDING,))
LEAVE: Final = Leave(
    officer_id="pt-001",
    first_day=DAY + timedelta(1),
    last_day=DAY + timedelta(3),
    reason=LeaveReason.SICK,
    back_on=DAY + timedelta(2),
    id=1,
)
ROTA: Final = RotaEntry(day=DAY, unit_id="unit-1", officer_ids=("pt-001",))

#: Each: since which schema there is such a thing, what the store says of it, and what is right.
HELD: Final[tuple[tuple[str, Callable[[Store], object], object], ...]] = (
    ("0002", lambda store: store.meta.revision(), 9),
    ("0002", lambda store: store.rules.list_records(), RECORDS),
    ("0002", lambda store: store.rules.entered_by(["R-1"]), {"R-1": WHO}),
    ("0002", lambda store: store.fleet.list_units(), (UNIT,)),
    ("0002", lambda store: store.requests.list_requests(), (GROUP, HOME)),
    ("0002", lambda store: store.visits.list_visits(), VISITS),
    (
        "0002",
        lambda store: tuple(e for v in VISITS for e in store.visits.list_events(v.id)),
        EVENTS,
    ),
    ("0002", lambda store: store.plans.list_plans(), (DRAFT, PUBLISHED)),
    ("0002", lambda store: store.plans.list_edits(2), (EDIT,)),
    ("0002", lambda store: store.notices.list_notices(), (NOTICE,)),
    ("0002", lambda store: store.publications.find_current(), PUBLICATION),
    ("0004", lambda store: store.imports.list_batches(), (BATCH,)),
    ("0004", lambda store: store.jobs.list_jobs(), (JOB,)),
    ("0004", lambda store: store.accesses.list_accesses(), (ACCESS,)),
    ("0005", lambda store: store.accounts.list_accounts(), (ACCOUNT,)),
    ("0005", lambda store: store.accounts.recovery_left(1), 1),
    ("0005", lambda store: store.audit.list_entries(), (AUDIT,)),
    ("0006", lambda store: store.hosts.list_notes(), {"P-1": NOTE}),
    ("0006", lambda store: store.hosts.list_ticks(), (TICK,)),
    ("0007", lambda store: store.crews.list_officers(), (OFFICER,)),
    ("0007", lambda store: store.crews.list_leaves(), (LEAVE,)),
    ("0007", lambda store: store.crews.list_rota(DAY, DAY), (ROTA,)),
)
#: The same of what a backup leaves behind: whoever is signed in signs in again.
LEFT_BEHIND: Final[tuple[tuple[str, Callable[[Store], object], object], ...]] = (
    ("0005", lambda store: store.sign_ins.find(SIGN_IN.token_hash), SIGN_IN),
    ("0005", lambda store: store.tries.find("bb"), TRIES),
)
