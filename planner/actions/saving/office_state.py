"""Everything an action decides on: one consistent look at the office's data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.areas import Areas
from planner.domain.fleet import Unit
from planner.domain.plans import Plan
from planner.domain.publications import Publication
from planner.domain.visits import Change, Visit, VisitEvent
from planner.rules import Rulebook, WorkCalendar
from planner.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeState:
    """The data as they stand at ``revision``; a number that grows with every save."""

    revision: int
    areas: Areas
    records: tuple[Mapping[str, object], ...]
    book: Rulebook
    calendar: WorkCalendar
    units: tuple[Unit, ...]
    visits: Mapping[str, Visit]
    events: Mapping[str, tuple[VisitEvent, ...]]
    published: Plan | None
    publication: Publication | None
    drafts: Mapping[int, Plan] = field(default_factory=dict)

    def with_changes(self, changes: Sequence[Change]) -> OfficeState:
        """Return the state after ``changes``, each saved in turn."""
        visits, events = dict(self.visits), dict(self.events)
        for change in changes:
            visit = change.visit
            visits[visit.id] = replace(visit, version=visit.version + 1)
            events[visit.id] = (*events.get(visit.id, ()), change.event)
        return replace(self, visits=visits, events=events)

    def with_records(self, records: Sequence[Mapping[str, object]]) -> OfficeState:
        """Return the state that knows ``records`` too; those it holds already add nothing."""
        fresh = tuple(record for record in records if record not in self.records)
        everything = (*self.records, *fresh)
        return replace(
            self,
            records=everything,
            book=Rulebook.of(everything),
            calendar=WorkCalendar.of(everything),
        )


def load_state(store: Store, areas: Areas) -> OfficeState:
    """Return the state as ``store`` holds it now, read again only after a save."""
    return store.remembered(f"state {id(areas)}", lambda: _read_state(store, areas))


def _read_state(store: Store, areas: Areas) -> OfficeState:
    records = store.rules.list_records()
    return OfficeState(
        revision=store.meta.revision(),
        areas=areas,
        records=records,
        book=Rulebook.of(records),
        calendar=WorkCalendar.of(records),
        units=store.fleet.list_units(),
        visits={visit.id: visit for visit in store.visits.list_visits()},
        events=store.visits.events_of(),
        published=store.plans.find_published(),
        publication=store.publications.find_current(),
        drafts={plan.id: plan for plan in store.plans.list_drafts()},
    )
