"""The backlog becomes a draft plan; nothing published changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner.actions.desk import Act, Desk, Done, Update, carry_out
from planner.actions.enter_rules import knowledge
from planner.actions.world import World
from planner.domain.areas import CITY
from planner.domain.errors import BadInput, NotPublishable
from planner.planning.drafting import DraftHeader, to_draft
from planner.planning.pieces import Fleet
from planner.planning.tour_problem import plan_tours
from planner.rules import firm_until
from routes import Problem, Solution, solve

Solve = Callable[[Problem], Solution]

#: The longest plan that is drafted at once, in days (decision 0004).
LONGEST_PLAN_DAYS = 62


def draft_plan(
    desk: Desk, act: Act, *, first_day: date, last_day: date, solve: Solve = solve
) -> Done:
    """Draft tours for ``first_day`` to ``last_day`` with what is known on ``act.day``.

    ``solve`` may run elsewhere: it is given a problem and returns a solution.

    Raises
    ------
    BadInput
        The days are reversed, past, or too many; or the office has no unit.
    NotPublishable
        The independent checker refused the answer.
    """
    problems = _problems(act, first_day, last_day)
    if problems:
        raise BadInput(problems)

    def decide(world: World) -> Update:
        if not world.units:
            raise BadInput(["Belum ada unit mobil. Isi daftar unit lebih dulu."])
        known = knowledge(world, act)
        fleet = Fleet(
            units=world.units,
            depot=desk.office.depot,
            figures=desk.office.figures,
            travel=desk.travel,
        )
        tours = plan_tours(
            tuple(world.visits.values()), known, fleet, first_day=first_day, last_day=last_day
        )
        header = DraftHeader(
            firm_until=firm_until(world.book, CITY, as_of=act.day),
            based_on=None if world.published is None else world.published.number,
        )
        draft = to_draft(tours, _solved(solve, tours.problem), known, header, desk.travel)
        return Update(cause="draf disusun", draft=draft, renders=False)

    return carry_out(desk, act, decide)


def _solved(solve: Solve, problem: Problem) -> Solution:
    try:
        return solve(problem)
    except RuntimeError as error:
        raise NotPublishable(
            "Kunjungan yang sudah terbit tidak bisa dijalankan bersama dengan unit dan letak "
            "kantor sekarang. Periksa pengaturan kantor dan daftar unit."
        ) from error


def _problems(act: Act, first_day: date, last_day: date) -> list[str]:
    if last_day < first_day:
        return ["Hari terakhir rencana mendahului hari pertama. Tukar keduanya."]
    if first_day < act.day:
        return [f"Rencana tidak bisa mulai sebelum hari ini, {act.day:%d-%m-%Y}."]
    if (last_day - first_day).days >= LONGEST_PLAN_DAYS:
        return [f"Rencana paling panjang {LONGEST_PLAN_DAYS} hari. Majukan hari terakhir."]
    return []
