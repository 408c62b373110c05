"""What is known on a day, and what of it touches one area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.domain.areas import lineage
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord, LevelTableRecord, PolicyRecord
from planner.rules.scenes import Scene, Scenes, Tables


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a turn of knowledge brought: rules as given and as they stand, tables, exemptions.

    ``standing[i]`` is what is left of ``given[i]``, None where nothing is. ``places`` says
    which of them concern an area code; ``nearby`` remembers what was worked out.
    """

    given: Sequence[Rule]
    standing: Sequence[Rule | None]
    tables: Tables
    exemptions: Sequence[ExemptionRecord]
    scenes: Scenes
    places: dict[str, list[int]]
    disputes: Sequence[tuple[str, str]]
    nearby: dict[str, Nearby] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What is known on ``as_of``."""

    as_of: date
    seen: Seen

    @classmethod
    def of(  # noqa: PLR0913 - the parts of one picture
        cls,
        as_of: date,
        *,
        given: Sequence[Rule],
        standing: Sequence[Rule | None],
        policies: Sequence[PolicyRecord],
        tables: Sequence[LevelTableRecord],
        exemptions: Sequence[ExemptionRecord],
        scenes: Scenes,
    ) -> View:
        """Return the view of ``as_of`` from its parts."""
        places: dict[str, list[int]] = {}
        names = {rule.id for rule in given}
        disputes = []
        for place, rule in enumerate(given):
            disputes += [(rule.id, other) for other in rule.disputes if other in names]
            if not rule.scope.channels:
                for code in rule.areas:
                    places.setdefault(code, []).append(place)
        seen = Seen(
            given=given,
            standing=standing,
            tables=scenes.tables(policies, tables),
            exemptions=exemptions,
            scenes=scenes,
            places=places,
            disputes=disputes,
        )
        return cls(as_of, seen)

    def seen_on(self, as_of: date) -> View:
        """Return the same picture on another day, between which nothing became known."""
        return View(as_of, self.seen)

    @property
    def rules(self) -> Iterable[Rule]:
        """All rules as they stand, in the order of their records."""
        return [rule for rule in self.seen.standing if rule is not None]

    def policy_on(self, day: date) -> PolicyRecord | None:
        """Return the version of the office's policy that holds on ``day``, if any."""
        return self.seen.tables.policy_on(day)

    def near(self, area_code: str) -> Nearby:
        """Return what touches the area of ``area_code``."""
        nearby = self.seen.nearby.get(area_code)
        if nearby is None:
            nearby = _nearby(self.seen, area_code)
            self.seen.nearby[area_code] = nearby
        return nearby


@dataclass(slots=True, eq=False)
class Nearby:
    """What touches one area: rules as they stand, those cut, exemptions, the first regime.

    ``cut`` pairs a rule as its text gave it with what is left of it.
    """

    seen: Seen
    rules: tuple[Rule, ...]
    cut: tuple[tuple[Rule, Rule | None], ...]
    exemptions: tuple[ExemptionRecord, ...]
    regimes: tuple[Rule, ...]
    disputes: tuple[tuple[str, str], ...]
    _days: dict[date, Scene] = field(default_factory=dict)

    def scene(self, day: date) -> Scene:
        """Return what is in force here on ``day``."""
        scene = self._days.get(day)
        if scene is None:
            scene = self._scene(day)
            self._days[day] = scene
        return scene

    def _scene(self, day: date) -> Scene:
        in_force = tuple(
            [
                rule
                for rule in self.rules
                if rule.first <= day and (rule.last is None or day <= rule.last)
            ]
        )
        tables = self.seen.tables.on(day)
        return self.seen.scenes.scene(
            in_force=in_force,
            ended=self._ended(day) if self.cut else (),
            exemptions=self._exemptions(day) if self.exemptions else (),
            tables=tables,
            covered=self._covered(in_force, day, tables.policy is not None),
            disputed=self._disputed(in_force) if self.disputes else (),
        )

    def _ended(self, day: date) -> tuple[Rule, ...]:
        return tuple(
            given
            for given, left in self.cut
            if given.in_force(day) and (left is None or not left.in_force(day))
        )

    def _exemptions(self, day: date) -> tuple[ExemptionRecord, ...]:
        return tuple(
            exemption
            for exemption in self.exemptions
            if exemption.first <= day and (exemption.last is None or day <= exemption.last)
        )

    def _covered(self, in_force: Iterable[Rule], day: date, policy: bool) -> bool:
        """Return whether some regime says what applies; before the first one nothing need."""
        if not self.regimes or day < min([rule.first for rule in self.regimes]):
            return True
        return any(rule.regime and (rule.level is None or policy) for rule in in_force)

    def _disputed(self, in_force: Iterable[Rule]) -> tuple[str, ...]:
        """Return the ids of disputing rules of which just one is in force."""
        ids = {rule.id for rule in in_force}
        return tuple(
            name
            for pair in self.disputes
            if len(ids & set(pair)) == 1
            for name in pair
            if name in ids
        )


def _nearby(seen: Seen, area_code: str) -> Nearby:
    around = lineage(area_code)
    lists = [seen.places[code] for code in around if code in seen.places]
    places = lists[0] if len(lists) == 1 else sorted({at for some in lists for at in some})
    rules, cut = [], []
    for at in places:
        given, left = seen.given[at], seen.standing[at]
        if left is not None:
            rules.append(left)
        if left is not given:
            cut.append((given, left))
    exemptions: tuple[ExemptionRecord, ...] = ()
    disputes: tuple[tuple[str, str], ...] = ()
    if seen.exemptions:
        exemptions = tuple(e for e in seen.exemptions if not e.areas or set(e.areas) & set(around))
    if seen.disputes:
        ids = {seen.given[at].id for at in places}
        disputes = tuple(pair for pair in seen.disputes if ids & set(pair))
    regimes = tuple([rule for rule in rules if rule.regime])
    return Nearby(seen, tuple(rules), tuple(cut), exemptions, regimes, disputes)
