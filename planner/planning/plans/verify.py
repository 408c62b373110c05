"""The last look before a plan is published: every entry must keep the rules as known now.

It shares no code with the search or with drafting: it asks the rules again and looks at
the clock times, so that a plan which went stale or was edited cannot slip through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from planner.domain.decisions import Limits
from planner.domain.fleet import Unit
from planner.domain.plans import Plan, PlanEntry
from planner.domain.visits import Visit
from planner.domain.vocabulary import Outcome, ReviewCause
from planner.planning.restrictions.suspension import Knowledge
from planner.rules import decide


def problems_of(
    plan: Plan, visits: Mapping[str, Visit], knowledge: Knowledge, units: Sequence[Unit] = ()
) -> list[str]:
    """Return what forbids publishing ``plan``, in Indonesian sentences; empty when nothing.

    Where ``units`` are given, each visit's unit must have its services and room for its people.
    """
    plan = replace(plan, entries=tuple(_still(entry, visits) for entry in plan.entries))
    return [
        *_unfit(plan, visits, units),
        *_past(plan, knowledge),
        *_not_allowed(plan, visits, knowledge),
        *_outside_hours(plan, knowledge),
        *_double_booked(plan),
        *_twice(plan),
    ]


def _still(entry: PlanEntry, visits: Mapping[str, Visit]) -> PlanEntry:
    """Return ``entry``, kept no more where its visit does not stand there any more.

    A visit suspended or postponed since the draft was made must pass the rules anew.
    """
    visit = visits.get(entry.visit_id)
    stands = visit is not None and (visit.day, visit.unit_id, visit.start_min) == (
        entry.day,
        entry.unit_id,
        entry.start_min,
    )
    return entry if stands else replace(entry, kept=False)


def _past(plan: Plan, knowledge: Knowledge) -> Iterator[str]:
    for entry in plan.entries:
        if entry.day < knowledge.as_of and not entry.kept:
            yield (
                f"Kunjungan {entry.visit_id} pada {entry.day:%d-%m-%Y} sudah lewat. "
                "Susun draf baru."
            )


def _not_allowed(plan: Plan, visits: Mapping[str, Visit], knowledge: Knowledge) -> Iterator[str]:
    for entry in plan.entries:
        visit = visits.get(entry.split_from or entry.visit_id)
        if visit is None:
            yield f"Kunjungan {entry.visit_id} tidak ada lagi. Susun draf baru."
            continue
        if entry.kept:
            continue
        if visit.state.ended:
            yield f"Kunjungan {entry.visit_id} sudah berakhir. Keluarkan dari draf."
            continue
        decision = decide(
            knowledge.book, knowledge.calendar, visit.ask, entry.day, as_of=knowledge.as_of
        )
        beyond = decision.review_cause is ReviewCause.HORIZON
        if decision.outcome.serves or (decision.outcome is Outcome.REVIEW and beyond):
            total = decision.limits.total
            if total is not None and entry.people > total:
                yield (
                    f"Kunjungan {entry.visit_id} memuat {entry.people} orang, "
                    f"batasnya {total} orang. Susun draf baru."
                )
        else:
            yield f"Kunjungan {entry.visit_id} pada {entry.day:%d-%m-%Y}: {decision.reason}"


def _outside_hours(plan: Plan, knowledge: Knowledge) -> Iterator[str]:
    for entry in plan.entries:
        if entry.kept:
            continue
        hours = [
            _within(span, entry.limits)
            for span in knowledge.calendar.hours(entry.day, knowledge.as_of)
        ]
        if not any(start <= entry.start_min and entry.end_min <= end for start, end in hours):
            yield (
                f"Kunjungan {entry.visit_id} pada {entry.day:%d-%m-%Y} di luar jam kerja. "
                "Susun draf baru."
            )


def _within(span: tuple[int, int], limits: Limits) -> tuple[int, int]:
    """Return the part of ``span`` that ``limits`` leave, in minutes after midnight."""
    if limits.hours is None:
        return span
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in limits.hours)
    return max(span[0], opens), min(span[1], closes)


def _unfit(plan: Plan, visits: Mapping[str, Visit], units: Sequence[Unit]) -> Iterator[str]:
    by_id = {unit.id: unit for unit in units}
    loads: dict[tuple[str, date], int] = {}
    for entry in plan.entries:
        unit, visit = by_id.get(entry.unit_id), visits.get(entry.split_from or entry.visit_id)
        if unit is None or visit is None or visit.state.ended:
            continue
        missing = set(visit.request.services) - set(entry.limits.services_off) - set(unit.services)
        if missing and not entry.kept:
            yield (
                f"{unit.name} tidak membawa layanan untuk kunjungan {entry.visit_id} "
                f"({', '.join(sorted(missing))}). Pilih unit lain."
            )
        loads[unit.id, entry.day] = loads.get((unit.id, entry.day), 0) + entry.people
    for (unit_id, day), people in loads.items():
        most = by_id[unit_id].people_per_day
        if people > most:
            yield (
                f"{by_id[unit_id].name} pada {day:%d-%m-%Y} memuat {people} orang, "
                f"paling banyak {most}. Pindahkan satu kunjungan."
            )


def _double_booked(plan: Plan) -> Iterator[str]:
    tours: dict[tuple[str, object], list[PlanEntry]] = {}
    for entry in plan.entries:
        tours.setdefault((entry.unit_id, entry.day), []).append(entry)
    for (unit_id, day), entries in tours.items():
        entries.sort(key=lambda entry: entry.start_min)
        for first, second in pairwise(entries):
            if second.start_min < first.end_min + second.travel_min:
                yield (
                    f"{unit_id} pada {day:%d-%m-%Y} tidak sempat dari kunjungan "
                    f"{first.visit_id} ke {second.visit_id}. Ubah jam atau unit."
                )


def _twice(plan: Plan) -> Iterator[str]:
    seen: set[str] = set()
    for entry in plan.entries:
        if entry.visit_id in seen:
            yield f"Kunjungan {entry.visit_id} tercantum dua kali. Hapus salah satu."
        seen.add(entry.visit_id)
