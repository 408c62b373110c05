"""What is in force in one area on a day, as known on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from planner.rules.claims import AreaClaims, Claims
from planner.rules.places import AreaRules
from planner.rules.rule import Rule, day_after
from planner.rules.rule_records import ExemptionRecord
from planner.rules.scenes import Lifting, Scene, Scenes, Tables

#: So many days share one list of the rules around them, where a place has more than a few.
SPAN_DAYS: Final = 32
FEW_RULES: Final = 64


@dataclass(slots=True, eq=False)
class SiteDay:
    """The rules and exemptions whose text covers one day, and what was made of them.

    Beside the place of a rule in the book stands the rule itself where nothing can end it early.
    ``turns`` are the days on which something of them became known.
    """

    rules: Sequence[tuple[int, Rule | None]]
    exemptions: Sequence[ExemptionRecord]
    turns: Sequence[date]
    scenes: dict[tuple[object, ...], Scene] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Site:
    """Everything that touches one area, whenever it became known.

    ``inside`` are codes of rules in smaller areas within it.
    """

    scenes: Scenes
    place: AreaRules
    claims: AreaClaims | None
    inside: tuple[str, ...]
    _days: dict[date, SiteDay] = field(default_factory=dict)
    _changes: tuple[date, ...] | None = None
    _freeing: tuple[date, ...] | None = None
    _spans: dict[int, list[int]] = field(default_factory=dict)

    def scene(self, day: date, as_of: date, tables: Tables) -> Scene:
        """Return what is in force here on ``day``, as known on ``as_of`` with these ``tables``."""
        today = self._days.get(day)
        if today is None:
            today = self._days[day] = self._day(day)
        claims = None if self.claims is None else self.claims.known(as_of)
        key = (bisect_right(today.turns, as_of), claims, tables)
        scene = today.scenes.get(key)
        if scene is None:
            scene = today.scenes[key] = self._scene(today, day, as_of, key[1:])
        return scene

    def inside_on(self, day: date) -> tuple[str, ...]:
        """Return the codes inside of whose rules one may be in force on ``day``, widest first."""
        here, rules = self.place.everything.here, self.place.everything.rules
        codes = [code for code in self.inside if any(rules[at].in_force(day) for at in here[code])]
        return tuple(sorted(codes, key=lambda code: (len(code), code)))

    def changes(self) -> tuple[date, ...]:
        """Return the days on which what is in force here can change, whatever is known."""
        if self._changes is None:
            rules = self.place.everything.rules
            days = set(self._freed())
            for at in {*self.place.rules, *(self.claims.over if self.claims else ())}:
                days |= {rules[at].first, *self._ends(at)}
            self._changes = tuple(sorted(days))
        return self._changes

    def freeing(self) -> tuple[date, ...]:
        """Return the days on which a rule in force may cease to stop people though it goes on."""
        if self._freeing is None:
            self._freeing = tuple(sorted(self._freed()))
        return self._freeing

    def _freed(self) -> set[date]:
        everything = self.place.everything
        rules = everything.rules
        days = {policy.valid_from for policy in everything.policies}
        days |= {table.valid_from for table in everything.tables}
        days |= {exemption.first for exemption in self._exemptions()}
        freeing = {at for pair in self._disputes() for at in pair}
        freeing |= {at for at in self.place.rules if rules[at].displaces}
        freeing |= {at for code in self.inside for at in everything.here[code]}
        for at in freeing:
            days |= {rules[at].first, *self._ends(at)}
        return days

    def _ends(self, at: int) -> set[date]:
        """Return the days after those on which rule ``at`` may end."""
        everything = self.place.everything
        rule = everything.rules[at]
        ends = {last for name in (rule.id, *rule.also) for _, last in everything.ends.get(name, ())}
        days = {day_after(last) for last in ends if last >= rule.first}
        if rule.last is not None:
            days.add(day_after(rule.last))
        enders = everything.relations.enders.get(at, ())
        return days | {everything.rules[other].first for other in enders}

    def _exemptions(self) -> list[ExemptionRecord]:
        around = self.place.around
        return [
            each
            for each in self.place.everything.exemptions
            if each.known_on is not None
            and (not each.areas or any(code in around for code in each.areas))
        ]

    def _disputes(self) -> list[tuple[int, int]]:
        """Return the pairs of rules from sources that disagree of which one is of this place."""
        every = self.place.everything.disputes
        mine = set(self.place.rules) if every else ()
        return [pair for pair in every if pair[0] in mine or pair[1] in mine]

    def _around(self, day: date) -> Sequence[int]:
        """Return the rules whose text covers some day of the month or so around ``day``."""
        if len(self.place.rules) < FEW_RULES:
            return self.place.rules
        span = day.toordinal() // SPAN_DAYS
        if span not in self._spans:
            rules, first, last = self.place.everything.rules, span * SPAN_DAYS, SPAN_DAYS - 1
            self._spans[span] = [
                at
                for at in self.place.rules
                if rules[at].first.toordinal() <= first + last
                and (rules[at].last or date.max).toordinal() >= first
            ]
        return self._spans[span]

    def _day(self, day: date) -> SiteDay:
        everything, place = self.place.everything, self.place
        rules, active = everything.rules, []
        turns: set[date] = set()
        for at in self._around(day):
            rule = rules[at]
            last = rule.last
            if rule.first <= day and (last is None or day <= last) and not rule.scope.channels:
                plain = place.plain(at)
                active.append((at, rule if plain else None))
                if plain and not everything.wrong_from:
                    turns.add(rule.known_on)
                else:
                    turns.update(place.turns(at))
        exemptions: Sequence[ExemptionRecord] = ()
        if everything.exemptions:
            exemptions = [
                each
                for each in self._exemptions()
                if each.first <= day and (each.last is None or day <= each.last)
            ]
            turns |= {turn for each in exemptions for turn in place.exemption_turns(each)}
        if everything.disputes:
            turns |= {turn for pair in self._disputes() for at in pair for turn in place.turns(at)}
        if everything.relations.extending:
            turns |= self._extended([at for at, _ in active], bool(exemptions))
        return SiteDay(active, exemptions, tuple(sorted(turns)))

    def _extended(self, active: Sequence[int], exempted: bool) -> set[date]:
        """Return the days that taught something of what those of the rules ``active`` extend.

        It matters where something is lifted or displaced: then what extends it is, too.
        """
        everything = self.place.everything
        rules, relations = everything.rules, everything.relations
        extended = [at for at in active if rules[at].extends]
        if not extended or not (exempted or any(rules[at].displaces for at in active)):
            return set()
        chains = (relations.extended(at) for at in extended)
        return {turn for chain in chains for each in chain for turn in everything.taught(each)}

    def _scene(
        self, today: SiteDay, day: date, as_of: date, known: tuple[Claims | None, Tables]
    ) -> Scene:
        claims, tables = known
        place, everything = self.place, self.place.everything
        in_force, ended, displacers = [], [], []
        for at, plain in today.rules:
            if not everything.counts(at, as_of):
                continue
            left = plain or place.left(at, as_of)
            if left is None or (left.last is not None and left.last < day):
                ended.append(everything.rules[at])
                continue
            today_left = left if left.repeats is None else place.repeated(left, day)
            if today_left is not None:
                in_force.append(place.without(today_left, day) if left.cuts else today_left)
            if today_left is not None and left.displaces and place.acts_here(at):
                displacers.append((in_force[-1], self._displaced_by(left, as_of)))
        lifting = self._lifting(today, day, as_of) if today.exemptions else ()
        return self.scenes.scene(
            in_force=tuple(in_force),
            ended=tuple(ended),
            undoing=(tuple(displacers), lifting),
            meaning=tables.on(day),
            open_claims=() if claims is None else claims.open(day, in_force),
            disputed=self._disputed(in_force, as_of) if everything.disputes else (),
        )

    def _disputed(self, in_force: Sequence[Rule], as_of: date) -> tuple[str, ...]:
        """Return the ids of rules on which sources disagree: one holds alone, or says otherwise."""
        everything, disputed = self.place.everything, dict[str, None]()
        for pair in self._disputes():
            if not all(everything.counts(at, as_of) for at in pair):
                continue
            names = {everything.rules[at].id for at in pair}
            holding = [rule for rule in in_force if rule.id in names]
            if len(holding) == 1 or len({rule.said for rule in holding}) > 1:
                disputed |= dict.fromkeys(rule.id for rule in holding)
        return tuple(disputed)

    def _lifting(self, today: SiteDay, day: date, as_of: date) -> tuple[Lifting, ...]:
        everything = self.place.everything
        lifting = []
        for record in today.exemptions:
            left = self.place.exemption(record, as_of) if everything.known(record, as_of) else None
            if left is None or (left[0] is not None and left[0] < day):
                continue
            gone = tuple(cut for cut in left[1] if cut.last < day)
            lifting.append(Lifting(record, self._lifted(record, as_of), gone))
        return tuple(lifting)

    def _lifted(self, record: ExemptionRecord, as_of: date) -> frozenset[str]:
        everything = self.place.everything
        turn = everything.last_turn(as_of)
        return everything.relations.lifted(record, partial(everything.counts, as_of=as_of), turn)

    def _displaced_by(self, rule: Rule, as_of: date) -> frozenset[str]:
        everything = self.place.everything
        turn = everything.last_turn(as_of)
        known = partial(everything.counts, as_of=as_of)
        return everything.relations.displaced_by(rule, known, turn)
