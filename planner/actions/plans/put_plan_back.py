"""A plan published earlier is put back, as a draft that is published like any other."""

from __future__ import annotations

from planner.actions.plans.planning_facts import bench_of, with_figures
from planner.actions.saving.desk import Act, Desk, Done, carry_out
from planner.actions.saving.update import Update
from planner.actions.saving.world import World
from planner.domain.areas import CITY
from planner.domain.errors import NotFound
from planner.domain.plans import Plan
from planner.planning.plans.drafting import DraftHeader
from planner.planning.plans.rollback import put_back
from planner.rules import firm_until


def put_plan_back(desk: Desk, act: Act, number: int) -> Done:
    """Draft what plan ``number`` promised for the days to come; publish it to put it back.

    Raises
    ------
    NotFound
        No plan was published under that number, or it is the one published now.
    """

    def decide(world: World) -> Update:
        now = world.published
        old = _numbered(desk, number)
        if now is None or old.number == now.number:
            raise NotFound(f"Rencana {number} adalah yang terbit sekarang. Pilih yang lebih lama.")
        bench = bench_of(desk, act, world)
        header = DraftHeader(
            firm_until=firm_until(world.book, CITY, as_of=act.day), based_on=now.number
        )
        draft = with_figures(put_back(old, now, world.visits, bench.known, header), bench)
        return Update(cause="rencana lama disusun ulang", draft=draft, renders=False)

    return carry_out(desk, act, decide)


def _numbered(desk: Desk, number: int) -> Plan:
    with desk.database.reading() as store:
        found = store.plans.find_numbered(number)
    if found is None:
        raise NotFound(f"Rencana {number} belum pernah terbit. Periksa daftar rencana.")
    return found
