"""What the dashboard shows: what needs a decision today, and what each kelurahan is owed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.restrictions.confirm_rules import RuleProposal
from planner.actions.saving.office_state import OfficeState
from planner.domain.areas import Areas
from planner.planning.requests.ledger import Debt
from planner.rules.rule_records import ResourceRecord, RuleRecord
from planner.web.requests.views import fits
from planner.web.shell.links import Links


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to decide: how many, in words, where it is done, and whether others may look."""

    count: int
    words: str
    href: str
    for_coordinators: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDebt:
    """What one kelurahan is owed, all lines together; ``days`` since the last service known."""

    code: str
    name: str
    kecamatan: str
    people: int
    requests: int
    missed: int
    days: int | None
    stopped: int
    opens: bool


#: The columns the table can be sorted by: name in the address, words.
SORTS: Final = {
    "menunggu": "Orang menunggu",
    "lewat": "Kunjungan terlewat",
    "lama": "Hari sejak dilayani",
    "nama": "Kelurahan",
}
#: Filters of the list of visits that need somebody today, in the order of haste.
_LISTS: Final = {
    "belum-pasti": "kunjungan belum pasti, perlu keputusan",
    "lewat": "kunjungan lewat, hasilnya belum dicatat",
    "periksa": "kunjungan dihentikan, waktunya diperiksa lagi",
    "tanpa-tanggal": "kunjungan dihentikan tanpa tanggal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounts:
    """What is counted elsewhere.

    ``unconfirmed`` hosts have not agreed yet, ``learned_late`` visits were held under a rule
    that nobody knew then, ``restorable`` ones may go on as they were promised.
    """

    unconfirmed: int
    learned_late: int
    restorable: int


def todos(
    state: OfficeState,
    proposals: Sequence[RuleProposal],
    today: date,
    *,
    counts: OpenCounts,
    link: Links,
) -> list[Todo]:
    """Return what needs a decision today, the most pressing first; nothing that is empty."""
    current = None if state.published is None else state.published.number
    stale = [plan for plan in state.drafts.values() if plan.based_on != current]
    late = [rule for rule in _in_force(state, today) if _review_due(rule, today)]
    todos = [
        Todo(
            count=sum(not each.within for each in proposals),
            words="aturan menunggu orang kedua",
            href=link("rules", fragment="menunggu"),
        ),
        Todo(
            count=counts.restorable,
            words="kunjungan bisa kembali ke jadwal semula",
            href=link("restorable"),
            for_coordinators=True,
        ),
        *(
            Todo(
                count=sum(fits(visit, name, today) for visit in state.visits.values()),
                words=words,
                href=link("requests", keadaan=name),
            )
            for name, words in _LISTS.items()
        ),
        Todo(count=len(late), words="aturan waktunya diperiksa lagi", href=link("rules")),
        Todo(count=len(lacks(state, today)), words="unit atau alat tidak ada", href=link("rules")),
        Todo(
            count=len(stale),
            words="draf usang, susun ulang",
            href=link("plan", stale[0].id) if stale else link("dashboard"),
        ),
        Todo(
            count=counts.unconfirmed,
            words="tuan rumah belum setuju pada perubahan terakhir",
            href=link("calls"),
            for_coordinators=True,
        ),
        Todo(
            count=counts.learned_late,
            words="kunjungan berjalan sebelum aturannya diketahui",
            href=link("rules_known_late"),
        ),
    ]
    return [todo for todo in todos if todo.count]


def lacks(state: OfficeState, today: date) -> tuple[ResourceRecord, ...]:
    """Return what the office lacks today: units, crews, machines."""
    return tuple(r for r in _in_force(state, today) if isinstance(r, ResourceRecord))


def _in_force(state: OfficeState, today: date) -> Iterable[RuleRecord | ResourceRecord]:
    standing = {rule.id for rule in state.book.view(today).rules if rule.in_force(today)}
    for record in state.book.records:
        if isinstance(record, RuleRecord | ResourceRecord) and record.id in standing:
            yield record


def _review_due(record: RuleRecord | ResourceRecord, today: date) -> bool:
    if not isinstance(record, RuleRecord) or record.last is not None:
        return False
    return record.review_by is not None and record.review_by <= today


def area_debts(debts: Iterable[Debt], areas: Areas, sort: str) -> list[AreaDebt]:
    """Return the debts by kelurahan, sorted by one of ``SORTS``; those owed nothing come last."""
    groups: dict[str, list[Debt]] = {}
    for debt in debts:
        groups.setdefault(debt.area_code, []).append(debt)
    rows = [
        _area(area.code, groups.get(area.code, []), areas) for area in areas.at_level("kelurahan")
    ]
    keys = {
        "menunggu": lambda row: (-row.people, row.name),
        "lewat": lambda row: (-row.missed, -row.people, row.name),
        "lama": lambda row: (-(row.days if row.days is not None else -1), row.name),
        "nama": lambda row: (row.name,),
    }
    return sorted(rows, key=keys[sort])


def _area(code: str, debts: Sequence[Debt], areas: Areas) -> AreaDebt:
    days = [debt.days_since for debt in debts if debt.days_since is not None]
    return AreaDebt(
        code=code,
        name=areas.get(code).name,
        kecamatan=areas.kecamatan_of(code).name,
        people=sum(debt.waiting_people for debt in debts),
        requests=sum(debt.waiting_requests for debt in debts),
        missed=sum(debt.missed for debt in debts),
        days=min(days, default=None),
        stopped=sum(debt.asked_while_stopped for debt in debts),
        opens=any(debt.opens for debt in debts),
    )
