"""The main job: stop, wait, resume; played on the demo's own clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

import routes
from planner.actions.crews.enter_leave import enter_leave
from planner.actions.crews.enter_officers import enter_officers
from planner.actions.crews.enter_units import enter_units
from planner.actions.crews.make_rota import make_rota
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.requests.record_visits import record_visits
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Act, Done, Office
from planner.actions.site.refresh_site import refresh_site
from planner.demo.script import DemoScript
from planner.domain.crews import Leave
from planner.domain.office import at_wib, days_from
from planner.domain.plans import Plan
from planner.domain.visits import Visit
from planner.domain.vocabulary import EventKind, VisitState
from planner.planning.plans.backlog import waiting
from planner.planning.plans.diff import diff_plans

COORDINATOR = "Koordinator contoh"

#: Hears in words what is being played.
OnProgress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayStep:
    """One thing that happened in the play, with its figures by name."""

    day: date
    title: str
    figures: Mapping[str, float]


@dataclass(slots=True)
class PlayFigures:
    """All steps of the play, in order."""

    steps: list[PlayStep] = field(default_factory=list)

    def add(self, day: date, title: str, **figures: float) -> None:
        """Note one step."""
        self.steps.append(PlayStep(day=day, title=title, figures=figures))


def play(
    office: Office, script: DemoScript, on_progress: OnProgress = lambda _: None
) -> PlayFigures:
    """Play ``script`` at an empty ``office`` and return its figures.

    ``on_progress`` hears what is being played. The public site is made for the days
    that stay open and for each published plan.
    """
    figures = PlayFigures()
    office = replace(office, renders_only=frozenset({*script.saved_days, script.until}))
    _begin(office, script, on_progress)
    _plan(office, script, figures, day=script.start, days=script.first_plan)
    for day in days_from(script.start + timedelta(1), script.resume):
        _live_through(office, script, figures, day, on_progress)
    _plan(office, script, figures, day=script.resume, days=script.second_plan)
    _rota(office, script)
    on_progress(f"Hari simulasi {script.until:%d-%m-%Y} dimulai")
    refresh_site(office, Act(at=at_wib(script.until, 0, 5), day=script.until, who="sistem"))
    return figures


def _begin(office: Office, script: DemoScript, on_progress: OnProgress) -> None:
    on_progress("Aturan, unit, dan permohonan awal dicatat")
    act = Act(at=at_wib(script.start, 8), day=script.start, who=COORDINATOR)
    enter_units(office, act, script.units)
    records = [record for record in script.records if _known_by(record, script.start)]
    enter_rules(office, act, records)
    asked = [request for request in script.requests if request.requested_on <= script.start]
    enter_requests(office, act, asked)


def _rota(office: Office, script: DemoScript) -> None:
    """Say who goes along with the units of the second plan; one officer is away for a week."""
    act = Act(at=at_wib(script.resume, 19, 45), day=script.resume, who=COORDINATOR)
    first, last = script.second_plan
    away = enter_officers(office, act, script.officers).update.crew.officers[:1]
    for officer in away:
        leave = Leave(
            officer_id=officer.id, first_day=first + timedelta(6), last_day=first + timedelta(10)
        )
        enter_leave(office, act, leave)
    if away:
        make_rota(office, act, first=first, last=last)


def _plan(
    office: Office, script: DemoScript, figures: PlayFigures, *, day: date, days: tuple[date, date]
) -> None:
    act = Act(at=at_wib(day, 19, 30), day=day, who=COORDINATOR)
    search = partial(routes.solve, steps=script.steps, seed=script.seed)
    drafted = draft_plan(office, act, first_day=days[0], last_day=days[1], solve=search)
    draft = drafted.plan
    if draft is None:
        raise ValueError("drafting returns the plan it made")
    compared = diff_plans(drafted.state.published, draft, drafted.state.visits)
    figures.add(
        day,
        f"Draf {days[0]:%d-%m} sampai {days[1]:%d-%m-%Y} disusun",
        **_plan_figures(draft),
        **{f"diff_{kind}": len(compared.of_kind(kind)) for kind in DIFF_KINDS},
    )
    published = publish_plan(office, act, draft.id)
    kinds = Counter(change.event.kind for change in published.update.changes)
    figures.add(
        day,
        "Rencana terbit",
        number=(published.plan.number or 0) if published.plan else 0,
        scheduled=kinds[EventKind.SCHEDULED],
        resumed=kinds[EventKind.RESUMED],
        split=kinds[EventKind.SPLIT],
        notices=len(published.update.notices),
        **_office_figures(published),
    )


DIFF_KINDS = ("added", "dropped", "moved", "retimed", "kept")


def _plan_figures(plan: Plan) -> dict[str, float]:
    return {
        **plan.facts.known(),
        **{f"cost_{name}": value for name, value in plan.cost.known().items()},
        "entries": len(plan.entries),
        "firm": sum(entry.firm for entry in plan.entries),
        "tentative": sum(not entry.firm for entry in plan.entries),
        "left_out": len(plan.left_out),
    }


def _live_through(
    office: Office, script: DemoScript, figures: PlayFigures, day: date, on_progress: OnProgress
) -> None:
    """Play one day: yesterday's visits are recorded, requests and rules come in."""
    _record_done(office, day)
    act = Act(at=at_wib(day, 9), day=day, who=COORDINATOR)
    asked = [request for request in script.requests if request.requested_on == day]
    if asked:
        enter_requests(office, act, asked)
    records = [record for record in script.records if str(record.get("known_on")) == str(day)]
    if not records:
        return
    on_progress(f"{day:%d-%m-%Y}: {len(records)} aturan baru diketahui")
    evening = Act(at=at_wib(day, 19), day=day, who=COORDINATOR)
    done = enter_rules(office, evening, records)
    kinds = Counter(change.event.kind for change in done.update.changes)
    figures.add(
        day,
        "Aturan baru: " + ", ".join(str(record["id"]) for record in records),
        suspended=kinds[EventKind.SUSPENDED],
        extended=kinds[EventKind.EXTENDED],
        limited=kinds[EventKind.LIMITED],
        confirmed=kinds[EventKind.CONFIRMED],
        unsure=kinds[EventKind.UNSURE],
        notices=len(done.update.notices),
        **_office_figures(done),
    )


def _record_done(office: Office, day: date) -> None:
    """Record the visits of earlier days as done; the demo's people all keep their word."""
    with office.database.reading() as store:
        scheduled = store.visits.list_visits(states=(VisitState.SCHEDULED,))
    past = [visit.id for visit in scheduled if visit.day is not None and visit.day < day]
    if past:
        act = Act(at=at_wib(day, 0, 5), day=day, who=COORDINATOR)
        record_visits(office, act, past, state=VisitState.DONE, why="Sudah dilayani (CONTOH).")


def _known_by(record: Mapping[str, object], day: date) -> bool:
    known_on = record.get("known_on")
    return known_on is None or str(known_on) <= day.isoformat()


def _office_figures(done: Done) -> dict[str, float]:
    visits: Iterable[Visit] = done.state.visits.values()
    states = Counter(visit.state for visit in visits)
    waits = waiting(visits)
    return {
        "now_scheduled": states[VisitState.SCHEDULED],
        "now_suspended": states[VisitState.SUSPENDED],
        "now_requested": states[VisitState.REQUESTED],
        "now_done": states[VisitState.DONE],
        "people_waiting": sum(visit.people for visit in waits),
        "held_without_date": sum(visit.review_on is not None for visit in waits),
    }
