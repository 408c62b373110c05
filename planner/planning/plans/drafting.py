"""The solver's answer as a draft plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.domain.errors import NotPublishable
from planner.domain.limit_words import limits_words, step_words
from planner.domain.plan_figures import NO_COST, PlanCost, PlanFigures
from planner.domain.plans import LeftOut, Plan, PlanEntry
from planner.domain.vocabulary import VisitState
from planner.planning.plans.sessions_to_place import SessionToPlace
from planner.planning.plans.tour_problem import Tours
from planner.planning.restrictions.suspension import Knowledge
from routes import (
    DAY_MIN,
    Problem,
    Solution,
    Stop,
    TravelModel,
    Unscheduled,
    Violation,
    check,
    crow_fly_km,
    evaluate,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHeader:
    """What a draft says of itself besides its entries."""

    firm_until: date | None
    based_on: int | None


def to_draft(
    tours: Tours, solution: Solution, knowledge: Knowledge, header: DraftHeader, travel: TravelModel
) -> Plan:
    """Return ``solution`` as a draft plan.

    Raises
    ------
    NotPublishable
        The independent checker found the answer illegal; nothing illegal becomes a draft.
    """
    violations = check(tours.problem, solution)
    if violations:
        raise NotPublishable(
            "Rute yang dihitung melanggar syarat dan tidak dipakai: "
            + "; ".join(_broken(violation, tours) for violation in violations[:3])
            + ". Susun rute lagi; bila terulang, sampaikan pesan ini kepada pengelola program."
        )
    return Plan(
        as_of=knowledge.as_of,
        first_day=tours.first_day,
        last_day=tours.last_day,
        firm_until=header.firm_until,
        based_on=header.based_on,
        made_at=knowledge.at,
        made_by=knowledge.who,
        entries=tuple(_entries(tours, solution.stops)),
        left_out=(*tours.blocked, *_unscheduled(tours, solution)),
        cost=_cost(solution),
        facts=_figures(tours, solution, travel),
    )


def _broken(violation: Violation, tours: Tours) -> str:
    """Return which condition an answer breaks, and at which visit, unit and day."""
    day = None if violation.day is None else tours.first_day + timedelta(violation.day)
    where = (
        f"kunjungan {violation.task}" if violation.task else "",
        violation.unit,
        "" if day is None else f"{day:%d-%m-%Y}",
    )
    named = ", ".join(each for each in where if each)
    return f"{violation.code} ({named})" if named else violation.code


def reckoned(plan: Plan, tours: Tours, travel: TravelModel) -> Plan:
    """Return ``plan`` with cost and figures reckoned anew: somebody changed it by hand.

    ``tours`` states the same visits on the same days. Figures of the search itself are kept;
    where a visit of the plan is none of ``tours``' sessions the cost is left empty.
    """
    entries = [entry for entry in plan.entries if entry.visit_id in tours.sessions]
    stops = tuple(stop_of(entry, tours) for entry in entries)
    if len(entries) != len(plan.entries):
        return replace(plan, cost=NO_COST)
    solution = Solution(
        stops=stops,
        unscheduled=(),
        cost=evaluate(tours.problem, stops),
        engine="edited",
        seed=plan.facts.seed or 0,
        steps=plan.facts.steps or 0,
        seconds=plan.facts.solve_s or 0.0,
    )
    return replace(plan, cost=_cost(solution), facts=_figures(tours, solution, travel))


def stop_of(entry: PlanEntry, tours: Tours) -> Stop:
    """Return a place of a plan as a stop on the timeline of ``tours``."""
    day = (entry.day - tours.first_day).days
    return Stop(
        task=entry.visit_id,
        unit=entry.unit_id,
        day=day,
        start_min=day * DAY_MIN + entry.start_min,
        end_min=day * DAY_MIN + entry.end_min,
    )


def _entries(tours: Tours, stops: Sequence[Stop]) -> list[PlanEntry]:
    legs = _legs(tours.problem, stops)
    entries = []
    for stop in sorted(stops, key=lambda stop: (stop.day, stop.unit, stop.start_min)):
        session = tours.sessions[stop.task]
        day = tours.first_day + timedelta(stop.day)
        decision = session.allowed.get(day)
        entries.append(
            PlanEntry(
                visit_id=session.id,
                unit_id=stop.unit,
                day=day,
                start_min=stop.start_min - stop.day * DAY_MIN,
                end_min=stop.end_min - stop.day * DAY_MIN,
                people=session.people,
                firm=session.visit.firm if decision is None else decision.outcome.serves,
                limits=session.limits,
                rule_ids=session.visit.rule_ids if decision is None else decision.rule_ids,
                session_no=session.session_no,
                split_from=session.split_from,
                travel_min=legs[stop.task][0],
                kept=session.pinned or _unmoved(session, stop, day),
            )
        )
    return entries


def _unmoved(session: SessionToPlace, stop: Stop, day: date) -> bool:
    """Return whether a published visit that might have moved stands where people were told."""
    visit = session.visit
    promised = (visit.day, visit.unit_id, visit.start_min)
    here = (day, stop.unit, stop.start_min - stop.day * DAY_MIN)
    return visit.state is VisitState.SCHEDULED and session.split_from is None and promised == here


def _legs(problem: Problem, stops: Sequence[Stop]) -> dict[str, tuple[int, int, int]]:
    """Return the drive to each task: minutes, from place, to place."""
    places = {task.id: task.place for task in problem.tasks}
    depots = {unit.id: unit.depot for unit in problem.units}
    legs: dict[str, tuple[int, int, int]] = {}
    here: dict[tuple[str, int], int] = {}
    for stop in sorted(stops, key=lambda stop: stop.start_min):
        tour = (stop.unit, stop.day)
        start, end = here.get(tour, depots[stop.unit]), places[stop.task]
        legs[stop.task] = (int(problem.travel_min[start][end]), start, end)
        here[tour] = end
    return legs


def _unscheduled(tours: Tours, solution: Solution) -> list[LeftOut]:
    outs = []
    for out in solution.unscheduled:
        session = tours.sessions[out.task]
        outs.append(
            LeftOut(
                visit_id=out.task,
                code=out.reason,
                sentence=_sentence(out, session),
                people=session.people,
                split_from=session.split_from,
            )
        )
    return outs


def _sentence(out: Unscheduled, session: SessionToPlace) -> str:
    """Return why a session has no place, with its figures, and the step that helps."""
    hours, minutes = divmod(session.minutes, 60)
    needs = f"Butuh {hours} jam {minutes} menit untuk {session.people} orang"
    if out.reason == "not_searched":
        return f"{needs}; tempatnya belum dicari di draf ini. Pilih, atau susun rute."
    if out.reason == "not_worth":
        if out.others:
            count = len(out.others)
            together = f"bersama {count} kunjungan lain yang belum terjadwal"
            return f"{needs}; terlalu mahal sendiri, sepadan {together}. Susun rute lagi."
        return f"{needs}; menambahnya lebih mahal dari manfaatnya. Layani di kantor."
    codes = (out.reason, *out.also)
    beside = "" if out.alone else f" di antara kunjungan lain pada {len(session.allowed)} hari"
    steps = " ".join(dict.fromkeys(step_words(code, alone=out.alone) for code in codes))
    return f"{needs}; terhalang {limits_words(codes)}{beside}. {steps}"


def _cost(solution: Solution) -> PlanCost:
    cost = solution.cost
    return PlanCost(
        drop=cost.drop,
        wait=cost.wait,
        late=cost.late,
        fair=cost.fair,
        surge=cost.surge,
        travel=cost.travel,
        unit_days=cost.unit_days,
        stability=cost.stability,
        total=cost.total,
    )


def _figures(tours: Tours, solution: Solution, travel: TravelModel) -> PlanFigures:
    driven = {(stop.unit, stop.day) for stop in solution.stops}
    return PlanFigures(
        tours=len(driven),
        km=round(_tour_km(tours, solution.stops, travel), 1),
        served_people=solution.cost.served_people,
        people=solution.cost.people,
        served=solution.cost.served,
        tasks=solution.cost.tasks,
        travel_min=solution.cost.travel_min,
        solve_s=round(solution.seconds, 2),
        steps=solution.steps,
        seed=solution.seed,
    )


def _tour_km(tours: Tours, stops: Sequence[Stop], travel: TravelModel) -> float:
    """Return the road kilometres of all tours, depot to depot, as the model reckons them."""
    depots = {unit.id: unit.depot for unit in tours.problem.units}
    legs = [(start, end) for _, start, end in _legs(tours.problem, stops).values()]
    places = {task.id: task.place for task in tours.problem.tasks}
    last = {(stop.unit, stop.day): stop for stop in sorted(stops, key=lambda s: s.start_min)}
    legs += [(places[stop.task], depots[stop.unit]) for stop in last.values()]
    crow = sum(crow_fly_km(tours.points[start], tours.points[end]) for start, end in legs)
    return crow * travel.detour
