"""The rules once more, as plainly as they can be written: slow, and sharing no code.

It works on the plain records of a rules file and takes the specification at its word. A
question is split into atoms, that is one service for one person of one age in one place: for an
atom a rule is either in force on a day or not, so an ending, an exemption and a regime each are
one sentence. What a rule is about is then the set of atoms for which it is in force.

It leaves out triggers, hosts, resources, venues, hours, channels and the minimum of schools.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple

Fields = dict[str, Any]
#: Whether the office is closed on a day, as known on another; the last says weekends count.
Closed = Callable[[date, date, bool], bool]

FAR: Final = date(9999, 1, 1)
RANKS: Final = ("national", "province", "city", "office")
LINES: Final = ("PERMUKIMAN", "PERUSAHAAN", "PELAJAR", "AKI_NINI", "PERKAWINAN")
SERVICES: Final = ("KTP_RECORDING", "KTP_PRINT", "KK")
#: An age from each stretch of ages that records and questions of the tests tell apart.
AGES: Final = (8, 18, 40, 70)
AGES_OF: Final = {"PELAJAR": (18,), "AKI_NINI": (70,)}
#: What a policy says where none is written down, as far as it matters here.
USUAL_CREW: Final = {"AKI_NINI": 2}
LOOK_AHEAD: Final = timedelta(40)


class Atom(NamedTuple):
    """One service for one person in one place."""

    area: str
    line: str
    urgency: str
    service: str
    age: int


class Question(NamedTuple):
    """What is asked about, apart from its day."""

    line: str
    area: str
    urgency: str = "routine"
    services: tuple[str, ...] = ("KTP_RECORDING",)
    fixed: bool = False

    @property
    def atoms(self) -> frozenset[Atom]:
        """All the question is about."""
        ages = AGES_OF.get(self.line, AGES)
        return frozenset(
            Atom(self.area, self.line, self.urgency, service, age)
            for service in self.services
            for age in ages
        )

    @property
    def need(self) -> int:
        """How many people have to be together, crew included."""
        return 3 if self.line == "AKI_NINI" else 6


class Answer(NamedTuple):
    """What is decided; ``causes`` are all a review may give, where the text sets no order."""

    outcome: str
    earliest: date | None = None
    firm: bool = True
    causes: frozenset[str] = frozenset()


def holds(codes: tuple[str, ...] | list[str], area: str) -> bool:
    """Return whether one of ``codes`` is ``area`` or holds it."""
    return any(code in ("ID", area) or area.startswith(f"{code}.") for code in codes)


def scope_has(scope: Fields, atom: Atom) -> bool:
    """Return whether ``scope`` is about ``atom``."""
    low, high = scope.get("ages") or (0, 120)
    return (
        (not scope.get("lines") or atom.line in scope["lines"])
        and (not scope.get("urgencies") or atom.urgency in scope["urgencies"])
        and (not scope.get("services") or atom.service in scope["services"])
        and low <= atom.age <= high
    )


class Known:
    """What is known on a day, and what it says of each atom."""

    def __init__(self, records: list[Fields], as_of: date, closed: Closed | None) -> None:
        known = [one for one in records if one["known_on"] is not None and one["known_on"] <= as_of]
        wrong = {one["corrects"] for one in known if one.get("corrects")}
        self.records = [one for one in known if one["id"] not in wrong]
        self.as_of, self.closed = as_of, closed
        self.instruments = {one["id"]: one for one in self.of("instrument")}
        self.regimes = {
            one["series"]: one["regime"] for one in self.of("level") if one.get("regime")
        }
        self.rules = self.of("rule", "level", "zone")
        self.exemptions = self.of("exemption")
        self._alive: dict[Atom, list[Fields]] = {}
        self._somewhere: dict[str, bool] = {}
        self._last: dict[tuple[str, Atom], date] = {}

    def of(self, *kinds: str) -> list[Fields]:
        return [one for one in self.records if one["kind"] in kinds]

    # Facts of one record

    def instrument(self, one: Fields) -> Fields | None:
        """Return the instrument of ``one``, if it was known when the record became known."""
        found = self.instruments.get(one.get("instrument") or "")
        return found if found is not None and found["known_on"] <= one["known_on"] else None

    def issuer(self, one: Fields) -> str | None:
        instrument = self.instrument(one)
        given: str | None = one.get("issuer") or (
            None if instrument is None else instrument["issuer"]
        )
        return given or {"level": "national", "zone": "city"}.get(one["kind"])

    def issued(self, one: Fields) -> date:
        instrument = self.instrument(one)
        if instrument is None:
            known_on: date = one["known_on"]
            return known_on
        signed_on: date | None = instrument.get("signed_on")
        return signed_on or min(one["known_on"], instrument["known_on"])

    def regime(self, one: Fields) -> str:
        named: str = one.get("regime") or ""
        if one["kind"] != "level" or named:
            return named
        return str(self.regimes.get(one["series"], one["series"]))

    def own_last(self, one: Fields) -> date:
        last = one["to"] or FAR
        if one.get("ended_known_on") and one["ended_known_on"] <= self.as_of:
            last = min(last, one["ended_on"])
        if one.get("revoked_known_on") and one["revoked_known_on"] <= self.as_of:
            last = min(last, one["revoked_on"] - timedelta(1))
        return last

    def about(self, one: Fields, atom: Atom) -> bool:
        if one["kind"] == "exemption":
            return (
                (not one.get("areas") or holds(one["areas"], atom.area))
                and (not one.get("lines") or atom.line in one["lines"])
                and (not one.get("urgencies") or atom.urgency in one["urgencies"])
            )
        return holds(one["areas"], atom.area) and scope_has(one.get("scope") or {}, atom)

    def reaches(self, one: Fields, atom: Atom) -> bool:
        """Return whether the relations of ``one`` act for ``atom``."""
        if one.get("whole"):
            return True
        over = one.get("over") or {}
        scope = over.get("scope") if over.get("scope") is not None else one.get("scope")
        return holds(over.get("areas") or one["areas"], atom.area) and scope_has(scope or {}, atom)

    def may(self, one: Fields, target: Fields) -> bool:
        """Return whether the issuer of ``one`` may end or lift ``target``."""
        mine, its = self.issuer(one), self.issuer(target)
        if mine is None or its is None or target.get("delegated_to") == mine:
            return True
        return RANKS.index(mine) <= RANKS.index(its)

    # Endings

    def names_end(self, one: Fields, target: Fields) -> bool:
        """Return whether ``one`` ends ``target`` where it reaches, be it by name or as a level."""
        if (
            one["id"] == target["id"]
            or one.get("binding") == "advisory"
            or not self.may(one, target)
        ):
            return False
        named = {*one.get("replaces", ()), *one.get("revokes", ()), *one.get("cuts_short", ())}
        own = one.get("instrument") or ""
        if target["id"] in named or target.get("instrument") in named:
            return True
        if target.get("series") in named and self.issued(target) <= self.issued(one):
            return not own or own != target.get("instrument")
        return False

    def succeeds(self, one: Fields, target: Fields) -> bool:
        """Return whether level ``one`` takes the place of level ``target`` in its areas."""
        return (
            one["kind"] == target["kind"] == "level"
            and one["series"] == target["series"]
            and self.issued(one) > self.issued(target)
            and one["id"] not in target.get("disputes", ())
            and target["id"] not in one.get("disputes", ())
            and self.may(one, target)
        )

    def ends(self, one: Fields, target: Fields, atom: Atom) -> bool:
        if self.names_end(one, target) and self.reaches(one, atom):
            return True
        return self.succeeds(one, target) and holds(one["areas"], atom.area)

    @cached_property
    def universe(self) -> list[Atom]:
        """Atoms of every kind that the records tell apart."""
        areas = {code for one in self.rules for code in one["areas"]} | {"99"}
        return [
            Atom(area, line, urgency, service, age)
            for area in areas
            for line in LINES
            for urgency in ("routine", "urgent")
            for service in SERVICES
            for age in AGES_OF.get(line, AGES)
        ]

    def alive(self, atom: Atom) -> list[Fields]:
        """Return the records whose relations count for ``atom``: those that nothing made void.

        Who begins first acts first; of those that begin on one day, the one known last.
        """
        if atom not in self._alive:
            alive: list[Fields] = []
            in_turn = sorted(self.rules, key=lambda one: (one["known_on"], one["id"]), reverse=True)
            for one in sorted(in_turn, key=lambda one: one["from"]):
                ended = any(by["from"] <= one["from"] and self.ends(by, one, atom) for by in alive)
                if not ended and self.own_last(one) >= one["from"]:
                    alive.append(one)
            self._alive[atom] = alive
        return self._alive[atom]

    def acting(self, atom: Atom) -> list[Fields]:
        """Return what is alive for ``atom``, without what is void for all it is about itself."""
        return [
            one
            for one in self.alive(atom)
            if self.about(one, atom)
            or ((one.get("whole") or one.get("over")) and self.somewhere(one))
        ]

    def somewhere(self, one: Fields) -> bool:
        if one["id"] not in self._somewhere:
            self._somewhere[one["id"]] = any(
                one in self.alive(atom) for atom in self.universe if self.about(one, atom)
            )
        return self._somewhere[one["id"]]

    def last(self, one: Fields, atom: Atom) -> date:
        """Return the last day of ``one`` for ``atom``."""
        key = (one["id"], atom)
        if key not in self._last:
            enders = [by for by in self.acting(atom) if self.ends(by, one, atom)]
            days = [by["from"] - timedelta(1) for by in enders]
            self._last[key] = min([self.own_last(one), *days])
        return self._last[key]

    def in_force(self, one: Fields, atom: Atom, day: date) -> bool:
        return bool(one["from"] <= day <= self.last(one, atom))

    # One day

    def here(self, asked: Question, day: date) -> dict[str, set[Atom]]:
        """Return the rules in force, each with what of the question it is about that day."""
        found = {
            one["id"]: {
                atom
                for atom in asked.atoms
                if self.about(one, atom) and self.in_force(one, atom, day)
            }
            for one in self.rules
        }
        return {name: atoms for name, atoms in found.items() if atoms}

    def line_of(self, one: Fields) -> set[str]:
        """Return the ids of ``one`` and of what it extends, and extends in turn."""
        by_id, names, at = {rule["id"]: rule for rule in self.rules}, {one["id"]}, one
        while at.get("extends") and at["extends"] not in names:
            names.add(at["extends"])
            at = by_id.get(at["extends"], {})
        return names

    def displaced(self, one: Fields, atom: Atom, day: date) -> bool:
        for target in self.rules:
            if target["id"] not in self.line_of(one) or not target.get("delegated_to"):
                continue
            for by in self.rules:
                if (
                    target["id"] in by.get("displaces", ())
                    and by["binding"] != "advisory"
                    and by["issuer"] == target["delegated_to"]
                    and self.about(by, atom)
                    and self.reaches(by, atom)
                    and self.in_force(by, atom, day)
                ):
                    return True
        return False

    def lifted_by(self, one: Fields, atom: Atom, day: date) -> list[Fields]:
        named = self.line_of(one) | {one.get("instrument"), one.get("series")}
        for other in self.rules:
            if other["id"] in self.line_of(one):
                named |= {other.get("instrument"), other.get("series")}
        return [
            by
            for by in self.exemptions
            if named & set(by["lifts"])
            and self.about(by, atom)
            and self.in_force(by, atom, day)
            and self.may(by, one)
        ]

    def effects(self, asked: Question, day: date) -> tuple[list[Fields], set[str]]:
        """Return what limits the question on ``day``, and why a person has to decide."""
        here, rules = self.here(asked, day), {one["id"]: one for one in self.rules}
        limits: list[Fields] = []
        kept: dict[str, set[Atom]] = {}
        for name, atoms in here.items():
            one = rules[name]
            if one.get("binding") == "advisory":
                continue
            left = {atom for atom in atoms if not self.displaced(one, atom, day)}
            free = {atom: self.lifted_by(one, atom, day) for atom in left}
            limits += [
                {"requires": by.get("requires", ())} for some in free.values() for by in some
            ]
            if any(not some for some in free.values()):
                kept[name] = {atom for atom in asked.atoms if self.about(one, atom)}
        sure = [name for name in kept if not self.disputed(rules[name], here)]
        causes = {"conflict"} if len(sure) < len(kept) else set()
        for name in sure:
            said, unsaid = self.meaning(rules[name], asked.line, day)
            causes |= unsaid
            limits += [each | {"atoms": kept[name]} for each in said]
        if {True, False} <= {each.get("outdoor") for each in limits}:
            causes.add("conflict")
        return limits, causes

    def meaning(self, one: Fields, line: str, day: date) -> tuple[list[Fields], set[str]]:
        """Return what ``one`` does itself, by its level and by its zone."""
        policy, level, zone = self.policy(day), level_of(one), one.get("zone")
        limits, causes = [one.get("effects") or {}], set()
        if level:
            limits.append(self.table(one.get("series"), level, day))
            causes |= said_of(policy.get("by_level", {}).get(level), line, limits)
        if zone:
            causes |= said_of(policy.get("by_zone", {}).get(zone), line, limits)
        return limits, causes

    def disputed(self, one: Fields, here: dict[str, set[Atom]]) -> bool:
        """Return whether another source of the same matter says otherwise of this day."""
        for other in self.rules:
            theirs, mine = other.get("disputes", ()), one.get("disputes", ())
            linked = other["id"] in mine or one["id"] in theirs
            alike = other["id"] in here and said(other) == said(one)
            if linked and other.get("binding") != "advisory" and not alike:
                return True
        return False

    def policy(self, day: date) -> Fields:
        known = [one for one in self.of("policy") if one["valid_from"] <= day]
        newest = max(((one["valid_from"], one["known_on"]) for one in known), default=None)
        best = [one for one in known if (one["valid_from"], one["known_on"]) == newest]
        return best[0] if len(best) == 1 else {}

    def table(self, series: str | None, level: int, day: date) -> Fields:
        """Return what the tables say of ``level``, a later one of a series over an earlier."""
        found: dict[str, Fields] = {}
        tables = [one for one in self.of("level_table") if one["valid_from"] <= day]
        for one in sorted(tables, key=lambda one: (one["valid_from"], one["known_on"])):
            if series in (None, one["series"]):
                found.setdefault(one["series"], {}).update(one["levels"].get(level, {}))
        together = [each["people_together"] for each in found.values() if "people_together" in each]
        staff = [each["staff_percent"] for each in found.values() if "staff_percent" in each]
        return {
            "people_together": min(together, default=None),
            "staff_percent": min(staff, default=None),
        }

    # Regimes

    def uncovered(self, asked: Question, day: date) -> set[str]:
        """Return why the day is one without a rule of a regime, if it is."""
        causes = set()
        members = [
            one for one in self.rules if self.regime(one) and one.get("binding") != "advisory"
        ]
        for one in members:
            claim = {
                atom
                for atom in asked.atoms
                if one["from"] <= day
                and self.about(one, atom)
                and self.last(one, atom) >= one["from"]
                and not self.over(one, atom, day)
            }
            same = [other for other in members if self.regime(other) == self.regime(one)]
            if claim and not any(self.covers(other, claim, day) for other in same):
                follows = any(
                    other["from"] > day and self.about(other, atom) and self.last(other, atom) > day
                    for other in same
                    for atom in claim
                )
                causes.add("gap" if follows or day <= self.as_of else "horizon")
        return causes

    def covers(self, one: Fields, claim: set[Atom], day: date) -> bool:
        ends_own = self.regime(one) in one.get("ends_regime", ())
        return all(
            self.about(one, atom)
            and self.in_force(one, atom, day)
            and not (ends_own and self.reaches(one, atom))
            for atom in claim
        )

    def over(self, one: Fields, atom: Atom, day: date) -> bool:
        """Return whether the regime of ``one`` was declared over for ``atom`` by ``day``."""
        for by in self.acting(atom):
            named = {*by.get("replaces", ()), *by.get("revokes", ()), *by.get("cuts_short", ())}
            regimes = set(by.get("ends_regime", ()))
            if by is not one:
                regimes |= {name for name in named if name not in self.regimes}
                if by.get("instrument") and by["instrument"] == one.get("instrument"):
                    continue
            if (
                self.regime(one) in regimes
                and by.get("binding") != "advisory"
                and by["from"] <= day
                and self.issued(one) <= self.issued(by)
                and RANKS.index(self.issuer(by)) <= RANKS.index(self.issuer(one))
                and self.reaches(by, atom)
            ):
                return True
        return False

    # The answer

    def state(self, asked: Question, day: date) -> tuple[str, frozenset[str]]:
        """Return what a day is: blocked, review with its causes, go_limited or go."""
        limits, causes = self.effects(asked, day)
        wedding = asked.fixed and asked.line == "PERKAWINAN"
        weekends = wedding or asked.line in self.policy(day).get("weekend_lines", ())
        shut = self.closed is not None and self.closed(day, self.as_of, weekends)
        stopped = [each["atoms"] for each in limits if stops(each)]
        nobody_left = asked.atoms <= frozenset().union(*stopped)
        if shut or nobody_left or any(blocks(each, asked) for each in limits):
            return "blocked", frozenset()
        causes |= self.uncovered(asked, day)
        if causes:
            return "review", frozenset(causes)
        limited = bool(stopped) or any(limiting(each) for each in limits)
        return ("go_limited" if limited else "go"), frozenset()

    def answer(self, asked: Question, day: date) -> Answer:
        """Return the decision for ``day``: a move tries every later day one by one."""
        outcome, causes = self.state(asked, day)
        if outcome != "blocked":
            return Answer(outcome, None, outcome != "review", causes)
        if asked.fixed:
            return Answer("not_eligible")
        at = day
        while at <= max([day, *days_in(self.records)]) + LOOK_AHEAD:
            at += timedelta(1)
            outcome, causes = self.state(asked, at)
            if outcome != "blocked":
                return Answer("move", at, outcome != "review")
        return Answer("hold")


def days_in(records: list[Fields]) -> list[date]:
    """Return every day that ``records`` name."""
    return [value for one in records for value in one.values() if isinstance(value, date)]


def level_of(one: Fields) -> int | None:
    return one.get("level") or (one.get("effects") or {}).get("level")


def said(one: Fields) -> tuple[object, ...]:
    """Return what a record says, apart from where and when."""
    effects = {name: value for name, value in (one.get("effects") or {}).items() if value}
    return level_of(one), one.get("zone"), effects, one.get("scope") or {}


def said_of(meaning: Fields | None, line: str, limits: list[Fields]) -> set[str]:
    """Add what a policy says for ``line`` to ``limits``; say so where it says nothing."""
    if meaning is None or line not in meaning:
        return {"policy"}
    limits.append(meaning[line])
    return set()


def stops(effects: Fields) -> bool:
    """Return whether those whom ``effects`` are about are not served at all."""
    return bool(effects.get("suspend"))


def blocks(effects: Fields, asked: Question) -> bool:
    """Return whether ``effects`` leave no visit, whomever of it they are about."""
    together, staff = effects.get("people_together"), effects.get("staff_percent")
    return (
        (bool(effects.get("urgent_only")) and asked.urgency == "routine")
        or (together is not None and together < asked.need)
        or staff == 0
        or effects.get("percent") == 0
    )


def limiting(effects: Fields) -> bool:
    percent = effects.get("percent")
    return (
        effects.get("people_together") is not None
        or (percent is not None and percent < 100)
        or effects.get("outdoor") is not None
        or bool(effects.get("requires"))
    )


def decided(
    records: list[Fields], asked: Question, day: date, as_of: date, closed: Closed | None = None
) -> Answer:
    """Return what the rules of ``records`` decide of a question for a day, as of another."""
    return Known(records, as_of, closed).answer(asked, day)
