"""The rule book: all records, whenever they became known, and the view of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.rules.confirming import counting
from planner.rules.knowledge import knowing
from planner.rules.rule_records import MODELS, Record
from planner.rules.scenes import Questions, Scenes
from planner.rules.site import Site
from planner.rules.view import Sites, View

#: Kinds that the work calendar reads, not the book.
_OF_THE_CALENDAR = frozenset({"calendar", "hours"})


@dataclass(slots=True, eq=False)
class Rulebook:
    """All rules on record. It is made once and never changes; it remembers what it worked out."""

    records: tuple[Record, ...]
    questions: Questions = field(default_factory=Questions, repr=False)
    _sites: Sites | None = field(default=None, repr=False)
    _views: dict[date, View] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, records: Iterable[Mapping[str, object]]) -> Rulebook:
        """Return the book of plain ``records``; those of the calendar are left out."""
        return cls(
            counting(
                MODELS[str(record["kind"])].model_validate(record)
                for record in records
                if record["kind"] not in _OF_THE_CALENDAR
            )
        )

    def without(self, ids: Collection[str]) -> Rulebook:
        """Return a book that lacks the records named ``ids``.

        Raises
        ------
        KeyError
            An id is not in the book.
        """
        unknown = sorted(set(ids) - {record.id for record in self.records})
        if unknown:
            raise KeyError(unknown[0])
        return Rulebook(tuple(record for record in self.records if record.id not in set(ids)))

    def find(self, rule_id: str) -> Record | None:
        """Return the record of ``rule_id``, if the book holds it."""
        return self._everything().everything.by_id.get(rule_id)

    def view(self, as_of: date) -> View:
        """Return what is known on ``as_of``; nothing learned later shows in it."""
        view = self._views.get(as_of)
        if view is None:
            sites = self._everything()
            view = self._views[as_of] = View(as_of, sites, sites.tables(as_of))
        return view

    def site(self, area_code: str) -> Site:
        """Return all that touches an area; areas that the same rules concern share it."""
        return self._everything().at(area_code)

    def watched(self, as_of: date) -> tuple[Record, ...]:
        """Return what was announced by ``as_of`` but is not known yet; it has no effect."""
        return tuple(
            record
            for record in self.records
            if record.announced_on is not None
            and record.announced_on <= as_of
            and (record.known_on is None or record.known_on > as_of)
        )

    def _everything(self) -> Sites:
        if self._sites is None:
            everything = knowing(self.records)
            self._sites = Sites(everything, Scenes())
        return self._sites
