"""What an answer rests on in full: what sets each limit, and who ended or displaced whom.

Worked out anew for one question, so that answers for many cells need not carry it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Decision, LimitBasis, Limits
from planner.rules.applying import acting_rules
from planner.rules.book import Rulebook
from planner.rules.deciding import asked
from planner.rules.effects import limits_of
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord
from planner.rules.scenes import Acting, Lifting
from planner.rules.setting import NAMED_LIMITS, setters
from planner.rules.sorting import SortedRules
from planner.rules.view import Nearby
from planner.rules.workdays import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a rule: ``by`` are the ids of the records that made it so."""

    rule: Rule
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The way to one answer, in the order of precedence.

    ``in_force`` are the rules about the visit before anything was left out of them; ``closed``
    is what the calendar says of the day.
    """

    decision: Decision
    in_force: tuple[Rule, ...]
    ended: tuple[Fate, ...]
    displaced: tuple[Fate, ...]
    lifted: tuple[Fate, ...]
    advisory: tuple[Rule, ...]
    silent: tuple[Rule, ...]
    limits: tuple[LimitBasis, ...]
    closed: Blocker | None


def explain(
    book: Rulebook, calendar: WorkCalendar | None, ask: Ask, day: date, *, as_of: date
) -> Explanation:
    """Return the answer of :func:`~planner.rules.deciding.decide` with the way to it.

    It is for one question: answers for many cells need not know what sets each limit.
    """
    question = asked(book, calendar, ask, as_of=as_of)
    scene = question.near.scene(day)
    decision = question.on(day)
    need, parts, acting, silent = acting_rules(scene, ask)

    own = [limits_of([pair], ask, need) for pair in acting]
    own += [limits_of([], ask, need, [each.conditions]) for each in parts.exemptions]
    limits = tuple(_bases(book, decision.limits, own, acting, parts.exemptions))
    displacers = {target: rule.id for rule, targets in scene.displacers for target in targets}
    return Explanation(
        decision=decision,
        in_force=tuple(parts.mine),
        ended=tuple(Fate(rule=rule, by=_enders(question.near, rule, day)) for rule in parts.ended),
        displaced=tuple(Fate(rule=rule, by=(displacers[rule.id],)) for rule in parts.displaced),
        lifted=tuple(_lifted(scene.exemptions, parts)),
        advisory=tuple(parts.advisory),
        silent=tuple(silent),
        limits=limits,
        closed=question.closed(day),
    )


def _bases(
    book: Rulebook,
    limits: Limits,
    own: Sequence[Limits],
    acting: Sequence[Acting],
    exemptions: Sequence[ExemptionRecord],
) -> Iterator[LimitBasis]:
    """Yield what sets each of ``limits``; ``own`` is what each rule and exemption sets alone."""
    for limit in NAMED_LIMITS:
        value = getattr(limits, limit)
        if value == getattr(NO_LIMITS, limit):
            continue
        setting = setters(limit, value, own)
        mine = [acting[at][0] for at in setting if at < len(acting)]
        lifting = [exemptions[at - len(acting)] for at in setting if at >= len(acting)]
        policies = tuple(dict.fromkeys(rule.policy for rule in mine if rule.policy))
        yield LimitBasis(
            limit=limit,
            rule_ids=tuple(dict.fromkeys([r.id for r in mine] + [x.id for x in lifting])),
            titles=tuple(dict.fromkeys([r.title for r in mine] + [x.title for x in lifting])),
            instruments=_instruments(book, mine, lifting),
            articles=tuple(dict.fromkeys(rule.article for rule in mine if rule.article)),
            policy=next(iter(policies), ""),
        )


def _instruments(
    book: Rulebook, rules: Sequence[Rule], exemptions: Sequence[ExemptionRecord]
) -> tuple[str, ...]:
    """Return the numbers of the instruments they stand in; what a policy says stands in none."""
    names = [rule.instrument for rule in rules if rule.instrument and not rule.policy]
    names += [each.instrument for each in exemptions if each.instrument]
    records = [book.find(name) for name in dict.fromkeys(names)]
    return tuple(getattr(record, "number", "") for record in records if record is not None)


def _lifted(exemptions: Sequence[Lifting], parts: SortedRules) -> Iterator[Fate]:
    lifting = {each.record.id: each.lifts for each in exemptions}
    for rule in parts.lifted:
        by = [each.id for each in parts.exemptions if rule.id in lifting[each.id]]
        yield Fate(rule=rule, by=tuple(by))


def _enders(near: Nearby, rule: Rule, day: date) -> tuple[str, ...]:
    """Return the records that ended ``rule`` before ``day``; its own id: its record says so."""
    place, as_of = near.site.place, near.view.as_of
    everything = place.everything
    by = []
    for at in everything.relations.by_name.get(rule.id, ()):
        others = (*everything.relations.enders.get(at, ()), *place.newer.get(at, ()))
        counting = [each for each in dict.fromkeys(others) if everything.counts(each, as_of)]
        void = place.void(counting, as_of)
        by += [
            everything.rules[each].id
            for each in counting
            if everything.rules[each].first <= day and void[each] is not None
        ]
    own = everything.own_end((rule.id, *rule.also), as_of)
    if own is not None and own < day:
        by.append(rule.id)
    return tuple(dict.fromkeys(by))
