"""Whom the office must call: each changed visit is a row with its old and its new date.

A row stands for what a host was told, so an answer counts for that date alone: the same visit
moved once more asks again. Rows of a draft and of what was published are the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.domain.areas import Areas
from planner.domain.hosts import CallAnswer, CallTick
from planner.domain.indonesian import clock_words, day_words
from planner.domain.plans import Plan, PlanEntry
from planner.domain.visits import Change, Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind
from planner.planning.plans.diff import diff_plans
from planner.planning.restrictions.notices import notices_for

#: What happens to a visit that its host must hear of.
CALLED: frozenset[EventKind] = frozenset(
    {
        EventKind.SCHEDULED,
        EventKind.MOVED,
        EventKind.RESUMED,
        EventKind.SUSPENDED,
        EventKind.EXTENDED,
        EventKind.POSTPONED,
        EventKind.CANCELLED,
        EventKind.LIMITED,
        EventKind.UNSURE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One host to call: ``date_key`` names the date, ``text`` is ready to be sent to them alone.

    ``at`` is when the change was saved (None: it stands in a draft). ``tick`` is the host's last
    answer about this date, None while nobody has tried.
    """

    visit: Visit
    date_key: str
    kind: str
    before: str
    after: str
    text: str
    at: datetime | None
    tick: CallTick | None

    @property
    def open(self) -> bool:
        """Whether the host has not yet agreed to this date."""
        return self.tick is None or self.tick.answer is not CallAnswer.AGREED


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCounts:
    """How far the office has come with the hosts of some rows."""

    rows: int
    untried: int
    contacted: int
    agreed: int
    other_date: int
    unreachable: int

    @property
    def unconfirmed(self) -> int:
        """How many hosts have not agreed."""
        return self.rows - self.agreed


def counts_of(rows: Iterable[CallRow]) -> CallCounts:
    """Return how far the office has come with the hosts of ``rows``."""
    counts = Counter("" if row.tick is None else row.tick.answer.value for row in rows)
    return CallCounts(
        rows=sum(counts.values()),
        untried=counts[""],
        contacted=counts[CallAnswer.CONTACTED],
        agreed=counts[CallAnswer.AGREED],
        other_date=counts[CallAnswer.OTHER_DATE],
        unreachable=counts[CallAnswer.UNREACHABLE],
    )


def saved_calls(
    visits: Mapping[str, Visit],
    events: Mapping[str, Sequence[VisitEvent]],
    ticks: Iterable[CallTick],
    areas: Areas,
) -> tuple[CallRow, ...]:
    """Return a row for the last change of each visit that its host must hear of, newest first.

    Visits that took place or failed need no call any more.
    """
    answers = _answers(ticks)
    rows = []
    for name, story in events.items():
        visit = visits[name]
        calls = [event for event in story if event.kind in CALLED]
        if not calls or story[-1].kind in (EventKind.DONE, EventKind.FAILED):
            continue
        if story[-1].kind is EventKind.SERVED_PRESENT:
            continue
        rows.append(_saved_row(visit, calls[-1], answers, areas))
    return tuple(sorted(rows, key=_newest_first))


def draft_calls(
    draft: Plan,
    published: Plan | None,
    visits: Mapping[str, Visit],
    ticks: Iterable[CallTick],
    areas: Areas,
) -> tuple[CallRow, ...]:
    """Return a row for every visit that publishing ``draft`` would give another place."""
    answers = _answers(ticks)
    rows = []
    for move in diff_plans(published, draft, visits).felt:
        visit = visits.get(move.visit_id) or visits.get(move.entry.split_from or "")
        if visit is None:
            continue
        date_key = _slot_key(move.after)
        after = _entry_words(move.after) or "belum ada tanggal"
        where = _where(visit, areas)
        rows.append(
            CallRow(
                visit=visit,
                date_key=date_key,
                kind="dropped" if move.after is None else "moved",
                before=_entry_words(move.before) or _placement_words(Placement.of(visit)),
                after=after,
                text=_asking(
                    f"Rencana kunjungan Sijempol, belum pasti. {where}: {after}.",
                    dated=move.after is not None,
                ),
                at=None,
                tick=answers.get((visit.id, date_key)),
            )
        )
    return tuple(rows)


def date_key_of(placement: Placement) -> str:
    """Return the key of what a host was told: its day and hour, or that there is none."""
    if placement.day is not None:
        return f"{placement.day.isoformat()} {placement.start_min}"
    return f"{placement.state.value} {placement.earliest or ''} {placement.review_on or ''}".strip()


def _answers(ticks: Iterable[CallTick]) -> dict[tuple[str, str], CallTick]:
    return {(tick.visit_id, tick.date_key): tick for tick in ticks}


def _saved_row(
    visit: Visit,
    event: VisitEvent,
    answers: Mapping[tuple[str, str], CallTick],
    areas: Areas,
) -> CallRow:
    after = event.after or Placement.of(visit)
    date_key = date_key_of(after)
    notices = notices_for([Change(visit=visit, event=event)], areas)
    return CallRow(
        visit=visit,
        date_key=date_key,
        kind=event.kind.value,
        before="" if event.before is None else _placement_words(event.before),
        after=_placement_words(after),
        text=_asking(
            " ".join(notice.text.replace("*", "") for notice in notices),
            dated=after.day is not None,
        ),
        at=event.at,
        tick=answers.get((visit.id, date_key)),
    )


def _newest_first(row: CallRow) -> tuple[float, str]:
    return (-row.at.timestamp() if row.at is not None else 0.0, row.visit.id)


def _slot_key(entry: PlanEntry | None) -> str:
    return "tanpa tanggal" if entry is None else f"{entry.day.isoformat()} {entry.start_min}"


def _entry_words(entry: PlanEntry | None) -> str:
    return "" if entry is None else f"{day_words(entry.day)}, {clock_words(entry.start_min)}"


def _placement_words(placement: Placement) -> str:
    if placement.day is not None and placement.start_min is not None:
        return f"{day_words(placement.day)}, {clock_words(placement.start_min)}"
    if placement.earliest is not None:
        return f"paling cepat {day_words(placement.earliest)}, belum pasti"
    if placement.review_on is not None:
        return f"diperiksa lagi {day_words(placement.review_on)}"
    return "belum ada tanggal"


def _where(visit: Visit, areas: Areas) -> str:
    if visit.private:
        return "Kunjungan rumah"
    return f"{visit.request.place}, Kelurahan {areas.get(visit.request.area_code).name}"


def _asking(said: str, *, dated: bool) -> str:
    """Return a text to a host that asks for what can be answered: nobody agrees to no date."""
    wish = "SETUJU, atau sebutkan tanggal lain yang bisa" if dated else "SUDAH DIBACA"
    return f"{said}\nMohon balas {wish}. Terima kasih."
