"""The backlog becomes a draft plan; nothing published changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from planner.actions.plans.planning_facts import draft_of, planning_context
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput, NotPublishable
from planner.domain.limit_words import impossible_words
from planner.domain.plans import NO_SCENARIO, Scenario
from planner.planning.plans.drafting import DraftHeader, to_draft
from planner.planning.plans.editing import ordered
from planner.planning.plans.freedom import ONLY_NEW, Leeway, held_in
from planner.planning.plans.pins import with_marked_pins, with_pins
from planner.planning.plans.tour_problem import plan_tours
from planner.rules import firm_until
from routes import NoLegalAnswer, Problem, Solution, Unscheduled, evaluate, stops_as_published

Solve = Callable[[Problem], Solution]

#: The longest plan that is drafted at once, in days (decision 0004).
LONGEST_PLAN_DAYS: Final = 62
#: Days of a draft unless somebody says otherwise: two weeks and a half.
USUAL_PLAN_DAYS: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOrder:
    """Which draft is wanted: its days, what it assumes, whose pins it keeps, what may change.

    ``pins_of`` is the id of a draft whose pinned places stay where they are.
    """

    first_day: date
    last_day: date
    scenario: Scenario = NO_SCENARIO
    pins_of: int | None = None
    leeway: Leeway = ONLY_NEW


def draft_plan(office: Office, act: Act, *, first_day: date, last_day: date, solve: Solve) -> Done:
    """Draft tours for ``first_day`` to ``last_day`` with what is known on ``act.day``.

    ``solve`` may run elsewhere: it is given a problem and returns a solution.

    Raises
    ------
    BadInput
        The days are reversed, past, or too many; or the office has no unit.
    NotPublishable
        The independent checker refused the answer.
    """
    return order_draft(office, act, DraftOrder(first_day=first_day, last_day=last_day), solve=solve)


def order_draft(office: Office, act: Act, order: DraftOrder, *, solve: Solve) -> Done:
    """Draft tours as ``order`` says; any number of drafts may stand side by side.

    Raises
    ------
    BadInput
        The days are reversed, past, or too many; the office has no unit; the scenario names
        a unit that it does not have.
    NotFound, NotPublishable
        The draft whose pins are kept is gone, or the independent checker refused the answer.
    """
    problems = _problems(act, order.first_day, order.last_day)
    if problems:
        raise BadInput(problems)

    def decide(state: OfficeState) -> Update:
        if not state.units:
            raise BadInput(["Belum ada unit mobil. Isi daftar unit lebih dulu."])
        context = planning_context(office, act, state, order.scenario)
        pinned, leeway = None, order.leeway
        if order.pins_of is not None:
            mine = draft_of(office, state, order.pins_of)
            pinned = with_pins(state.visits, mine)
            leeway = replace(leeway, held=leeway.held | held_in(mine))
        tours = plan_tours(
            tuple(state.visits.values()) if pinned is None else pinned.visits,
            context.knowledge,
            context.fleet,
            first_day=order.first_day,
            last_day=order.last_day,
            leeway=leeway,
        )
        header = DraftHeader(
            firm_until=firm_until(context.knowledge.book, state.areas.by_code, as_of=act.day),
            based_on=None if state.published is None else state.published.number,
        )
        draft = to_draft(
            tours, _solved(solve, tours.problem), context.knowledge, header, office.travel
        )
        draft = draft if pinned is None else with_marked_pins(draft, pinned)
        saved = replace(ordered(draft), scenario=order.scenario)
        return Update(cause="draf disusun", draft=saved, renders=False)

    return carry_out(office, act, decide)


def _solved(solve: Solve, problem: Problem) -> Solution:
    if len(problem.published) == len(problem.tasks) and all(t.pinned for t in problem.published):
        return as_published(problem)
    try:
        return solve(problem)
    except RuntimeError as error:
        raise NotPublishable(_impossible(error)) from error


def _impossible(error: RuntimeError) -> str:
    """Return which published visits cannot stand where they were published, and why."""
    if not isinstance(error, NoLegalAnswer) or not error.code:
        return (
            "Kunjungan yang sudah terbit tidak bisa dijalankan bersama dengan unit dan letak "
            "kantor sekarang. Periksa pengaturan kantor dan daftar unit."
        )
    return f"Draf tidak bisa disusun: {impossible_words(error.tasks, error.code)}"


def as_published(problem: Problem) -> Solution:
    """Return the answer without a search: all stays as published, what waits has no place."""
    stops = stops_as_published(problem)
    promised_tasks = {promise.task for promise in problem.published}
    rest = [task.id for task in problem.tasks if task.id not in promised_tasks]
    return Solution(
        stops=stops,
        unscheduled=tuple(Unscheduled(task=t, reason="not_searched", sentence="") for t in rest),
        cost=evaluate(problem, stops),
        engine="kept",
        seed=0,
        steps=0,
        seconds=0.0,
    )


def _problems(act: Act, first_day: date, last_day: date) -> list[str]:
    if last_day < first_day:
        return ["Hari terakhir rencana mendahului hari pertama. Tukar keduanya."]
    if first_day < act.day:
        return [f"Rencana tidak bisa mulai sebelum hari ini, {act.day:%d-%m-%Y}."]
    if (last_day - first_day).days >= LONGEST_PLAN_DAYS:
        return [f"Rencana paling panjang {LONGEST_PLAN_DAYS} hari. Majukan hari terakhir."]
    return []
