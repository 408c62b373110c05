"""Verbs that make a plan and publish it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

import routes
from planner.actions.crews.enter_units import enter_units
from planner.actions.plans.draft_plan import draft_plan
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.requests.enter_requests import enter_requests
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.start_rules import enter_starting_rules, has_rules
from planner.actions.saving.office import Act, Office
from planner.cli.decide_verbs import records_of
from planner.cli.engine_news import tell_slow_engine
from planner.cli.files import read_text
from planner.cli.offices import (
    clock_at,
    office_of_folder,
)
from planner.cli.options import OFFICE_FOLDER, Data, Today
from planner.cli.person import command_user
from planner.cli.screen import day_of, figures_table, messages, say
from planner.domain.errors import NotFound
from planner.domain.plans import Plan
from planner.domain.vocabulary import PlanState
from planner.planning.plans.diff import diff_plans
from planner.planning.tables.request_rows import read_requests, read_units


def plan(
    data: Data = OFFICE_FOLDER,
    first: Annotated[str | None, typer.Option(help="Hari pertama rencana.")] = None,
    last: Annotated[str | None, typer.Option(help="Hari terakhir rencana.")] = None,
    rules: Annotated[
        list[Path] | None,
        typer.Option(help="Catat YAML aturan ini dulu; tanpa ini kantor baru mendapat kalender."),
    ] = None,
    requests: Annotated[Path | None, typer.Option(help="Catat CSV permohonan ini dulu.")] = None,
    units: Annotated[Path | None, typer.Option(help="Catat CSV unit mobil ini dulu.")] = None,
    as_of: Today = None,
    steps: Annotated[int, typer.Option(min=1, help="Langkah perbaikan.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="Benih acak.")] = 1,
) -> None:
    """Susun draf rencana dari yang menunggu.

    Yang sudah terbit tidak berubah sebelum draf diterbitkan.
    """
    clock = clock_at(day_of(as_of, name="--as-of"))
    act = Act(at=clock.now(), day=clock.today(), who=command_user())
    first_day = day_of(first, name="--first") or act.day + timedelta(1)
    last_day = day_of(last, name="--last") or first_day + timedelta(17)
    with office_of_folder(data, new=True) as office:
        _enter(office, act, rules, requests, units)
        tell_slow_engine()
        with messages.status("Menyusun rute ..."):
            done = draft_plan(
                office,
                act,
                first_day=first_day,
                last_day=last_day,
                solve=partial(routes.solve, steps=steps, seed=seed),
            )
        if done.plan is not None:
            compared = diff_plans(done.state.published, done.plan, done.state.visits)
            kinds = ("added", "moved", "retimed", "kept", "dropped")
            changes = [(kind, len(compared.of_kind(kind))) for kind in kinds]
            _show(done.plan, f"Draf {done.plan.id} tersimpan", changes)


def _enter(
    office: Office,
    act: Act,
    rules: list[Path] | None,
    requests: Path | None,
    units: Path | None,
) -> None:
    """Read every file first, so that a bad one leaves nothing half-saved; then record."""
    records = records_of(rules) if rules else ()
    asked = read_requests(read_text(requests), office.areas) if requests else ()
    fleet = read_units(read_text(units)) if units else ()
    if records:
        enter_rules(office, act, records)
    elif not has_rules(office):
        enter_starting_rules(office, act)
    if fleet:
        enter_units(office, act, fleet)
    if asked:
        enter_requests(office, act, asked)


def _show(plan: Plan, title: str, more: list[tuple[str, int]]) -> None:
    firm = sum(entry.firm for entry in plan.entries)
    figures_table(
        title,
        [
            ("hari", f"{plan.first_day} sampai {plan.last_day}"),
            ("kunjungan", len(plan.entries)),
            ("pasti / sementara", f"{firm} / {len(plan.entries) - firm}"),
            ("belum terjadwal", len(plan.left_out)),
            *more,
            *sorted(plan.facts.known().items()),
            *((f"biaya {name}", value) for name, value in plan.cost.known().items()),
        ],
    )
    for out in plan.left_out:
        say(f"Belum terjadwal {out.visit_id}: {out.sentence}")


def publish(
    plan_id: Annotated[
        int | None, typer.Argument(help="Nomor draf; tanpa ini yang terakhir.")
    ] = None,
    data: Data = OFFICE_FOLDER,
    as_of: Today = None,
) -> None:
    """Terbitkan draf rencana.

    Kunjungan mendapat tanggal, pemberitahuan dibuat, dan halaman warga berubah.
    """
    clock = clock_at(day_of(as_of, name="--as-of"))
    act = Act(at=clock.now(), day=clock.today(), who=command_user())
    with office_of_folder(data) as office:
        done = publish_plan(office, act, plan_id or _last_draft(office))
        number = done.plan.number if done.plan else None
        say(f"Rencana {number} terbit. {len(done.update.notices)} pemberitahuan siap dikirim.")


def _last_draft(office: Office) -> int:
    with office.database.reading() as store:
        drafts = [plan.id for plan in store.plans.list_plans() if plan.state is PlanState.DRAFT]
    if not drafts:
        raise NotFound("Belum ada draf. Susun dulu dengan: sijempol plan")
    return drafts[0]


#: The verbs of this file, by name.
VERBS: Final = {"plan": plan, "publish": publish}
