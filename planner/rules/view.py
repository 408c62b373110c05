"""What is known on a day, and what of it touches one area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.domain.areas import lineage
from planner.domain.decisions import Ask
from planner.rules.claims import claims_of
from planner.rules.knowledge import Knowing
from planner.rules.places import AreaRules
from planner.rules.rule import Rule, covers_days
from planner.rules.rule_records import PolicyRecord
from planner.rules.scenes import Scene, Scenes, Tables
from planner.rules.site import Site


@dataclass(slots=True, eq=False)
class Sites:
    """The sites of a book; areas that the same rules concern share one."""

    everything: Knowing
    scenes: Scenes
    _by_code: dict[str, Site] = field(default_factory=dict)
    _known: dict[tuple[str, ...], Site] = field(default_factory=dict)
    _tables: dict[date, Tables] = field(default_factory=dict)
    _standing: dict[date, tuple[Rule, ...]] = field(default_factory=dict)

    def at(self, area_code: str) -> Site:
        """Return the site of an area."""
        site = self._by_code.get(area_code)
        if site is None:
            site = self._by_code[area_code] = self._shared(area_code)
        return site

    def _shared(self, area_code: str) -> Site:
        codes = self.everything.codes
        key = tuple([code for code in lineage(area_code) if code in codes])
        inside = self.everything.inside(area_code)
        known = (*key, "", area_code) if inside else key
        site = self._known.get(known)
        if site is None:
            place = AreaRules.of(self.everything, key)
            site = self._known[known] = Site(self.scenes, place, claims_of(place), inside)
        return site

    def standing(self, as_of: date) -> tuple[Rule, ...]:
        """Return all rules known on ``as_of`` as long as they stand in some place of theirs."""
        turn = self.everything.last_turn(as_of)
        if turn not in self._standing:
            rules = range(len(self.everything.rules))
            every = [self._longest(at, as_of) for at in rules if self.everything.counts(at, as_of)]
            self._standing[turn] = tuple([rule for rule in every if rule is not None])
        return self._standing[turn]

    def _longest(self, at: int, as_of: date) -> Rule | None:
        rule = self.everything.rules[at]
        every = [self.at(code).place.left(at, as_of) for code in rule.areas]
        left = [each for each in every if each is not None]
        return max(left, key=lambda each: each.last or date.max, default=None)

    def tables(self, as_of: date) -> Tables:
        """Return the policies and level tables known on ``as_of``."""
        everything = self.everything
        turn = everything.last_turn(as_of)
        if turn not in self._tables:
            self._tables[turn] = self.scenes.tables(
                [each for each in everything.policies if everything.known(each, as_of)],
                [each for each in everything.tables if everything.known(each, as_of)],
            )
        return self._tables[turn]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What is known on ``as_of``."""

    as_of: date
    sites: Sites
    tables: Tables
    _near: dict[Site, Nearby] = field(default_factory=dict)

    @property
    def rules(self) -> Sequence[Rule]:
        """All rules as they stand in some place of theirs, in the order of their issue."""
        return self.sites.standing(self.as_of)

    def policy_on(self, day: date) -> PolicyRecord | None:
        """Return the version of the office's policy that holds on ``day``, if any."""
        return self.tables.policy_on(day)

    def near(self, area_code: str) -> Nearby:
        """Return what touches the area of ``area_code``."""
        return self.at(self.sites.at(area_code))

    def at(self, site: Site) -> Nearby:
        """Return what touches the areas of ``site``."""
        nearby = self._near.get(site)
        if nearby is None:
            nearby = self._near[site] = Nearby(self, site)
        return nearby


@dataclass(slots=True, eq=False)
class Nearby:
    """What touches one area, as known in ``view``."""

    view: View
    site: Site
    _days: dict[date, Scene] = field(default_factory=dict)

    def scene(self, day: date) -> Scene:
        """Return what is in force here on ``day``."""
        scene = self._days.get(day)
        if scene is None:
            scene = self._days[day] = self.site.scene(day, self.view.as_of, self.view.tables)
        return scene

    def rules(self) -> Iterable[Rule]:
        """Yield the rules as they stand here, in the order of their issue."""
        place = self.site.place
        for at in place.rules:
            if place.everything.counts(at, self.view.as_of):
                left = place.left(at, self.view.as_of)
                if left is not None:
                    yield left

    def regimes(self) -> Iterable[Rule]:
        """Yield those of the rules that say what applies on their days."""
        return (rule for rule in self.rules() if covers_days(rule))

    def follows(self, regimes: Iterable[str], ask: Ask, day: date) -> bool:
        """Return whether a rule of one of ``regimes`` about the visit begins after ``day``."""
        claims = self.site.claims
        return claims is not None and claims.follows(regimes, ask, day, self.view.as_of)
