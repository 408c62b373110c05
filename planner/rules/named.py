"""What relations of records name: the rules, exemptions and records that go by a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.vocabulary import IssuerLevel
from planner.rules.confirming import corrected, counting
from planner.rules.knowledge import Knowing, knowing
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord, LevelRecord, Record, RuleRecord
from planner.rules.scenes import Scenes
from planner.rules.view import Sites

#: Fields by which a record ends others.
ENDINGS: Final = ("replaces", "revokes", "cuts_short")
#: All fields that name other records.
RELATIONS: Final = (
    *("extends", *ENDINGS, "displaces", "disputes", "corrects", "lifts", "instrument"),
)
#: Who issues, in words.
ISSUERS: Final = {
    IssuerLevel.NATIONAL: "pemerintah pusat",
    IssuerLevel.PROVINCE: "provinsi",
    IssuerLevel.CITY: "kota",
    IssuerLevel.OFFICE: "kantor",
}
_OF_THE_CALENDAR: Final = ("calendar", "hours")

#: A record that may end others.
EndingRecord = RuleRecord | LevelRecord


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """Records with what their relations name; those ``about`` are the ones looked at.

    What waits for a second person is taken as it is written, as if it were confirmed.
    ``wrong`` are the ids that others correct.
    """

    records: Sequence[Record]
    about: Collection[str]
    by_id: Mapping[str, Record]
    wrong: Collection[str]
    knowing: Knowing
    sites: Sites
    own_rules: Mapping[str, Rule]

    @classmethod
    def of(cls, records: Iterable[Record], about: Collection[str] | None = None) -> Named:
        """Return what ``records`` name; without ``about`` all of them are looked at."""
        everything = tuple(records)
        counted = zip(everything, counting(everything), strict=True)
        standing = [each if now.known_on is None else now for each, now in counted]
        known = knowing([each for each in standing if each.kind not in _OF_THE_CALENDAR])
        by_id = {record.id: record for record in standing}
        return cls(
            records=standing,
            about=by_id.keys() if about is None else about,
            by_id=by_id,
            wrong=corrected(each.model_copy(update={"proposed": False}) for each in standing),
            knowing=known,
            sites=Sites(known, Scenes()),
            own_rules={rule.id: rule for rule in known.rules if not rule.also},
        )

    def looked_at(self) -> Iterator[Record]:
        """Yield the records that are looked at."""
        return (record for record in self.records if record.id in self.about)

    def enders(self) -> Iterator[tuple[EndingRecord, Rule]]:
        """Yield those looked at that may end others, with their rules."""
        for record in self.looked_at():
            rule = self.own_rules.get(record.id)
            if isinstance(record, RuleRecord | LevelRecord) and rule is not None:
                yield record, rule

    def exempting(self) -> Iterator[ExemptionRecord]:
        """Yield the exemptions looked at, each with its own issuer or its instrument's."""
        return (each for each in self.knowing.exemptions if each.id in self.about)

    def rules(self, name: str, *, but: str = "") -> list[Rule]:
        """Return the rules called ``name`` by id, instrument or series, without the one ``but``."""
        rules = self.knowing.rules
        called = [rules[at] for at in self.knowing.relations.by_name.get(name, ())]
        return [rule for rule in called if rule.id != but]

    def exemptions(self, name: str) -> list[ExemptionRecord]:
        """Return the exemptions called ``name`` by id or instrument."""
        return [each for each in self.knowing.exemptions if name in (each.id, each.instrument)]


def names_in(record: Record, relation: str) -> tuple[str, ...]:
    """Return the names that a field of ``record`` holds."""
    named = getattr(record, relation, None) or ()
    return (named,) if isinstance(named, str) else tuple(named)


def endings_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield each field by which ``record`` ends others, with each name in it."""
    return ((how, name) for how in ENDINGS for name in names_in(record, how))
