"""What becomes of the rules of a scene for a visit: ended, displaced, lifted, advisory, binding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from planner.domain.decisions import Ask
from planner.rules.field_types import EVERYBODY
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord
from planner.rules.scenes import Lifting, Scene
from planner.rules.scoping import holds_part, share_some, touches, touches_other_line


@dataclass(slots=True, eq=False)
class SortedRules:
    """The rules of a scene that concern a visit, by what becomes of them."""

    mine: Sequence[Rule]
    ended: Sequence[Rule]
    displaced: Sequence[Rule]
    lifted: Sequence[Rule]
    exemptions: Sequence[ExemptionRecord]
    advisory: Sequence[Rule]
    binding: Sequence[Rule]


def sorted_rules(scene: Scene, ask: Ask, crew: int) -> SortedRules:
    """Return what becomes of the rules of ``scene`` for ``ask``, which ``crew`` serves."""
    mine: Sequence[Rule] = [
        rule
        for rule in scene.in_force
        if (rule.scope is EVERYBODY and not rule.left_out) or rule.concerns(ask)
    ]
    ended: Sequence[Rule] = ()
    if len(mine) == len(scene.in_force):
        mine = scene.in_force
    else:
        ended = [rule for rule in scene.in_force if rule.left_out and rule.over_for(ask)]
    if scene.ended:
        ended = [*(rule for rule in scene.ended if touches(rule.scope, ask)), *ended]
    displaced: Sequence[Rule] = ()
    standing = mine
    if scene.displacers:
        out = _displaced(scene, mine, ask)
        displaced = [rule for rule in mine if rule.id in out]
        standing = [rule for rule in mine if rule.id not in out]
    if not scene.exemptions:
        binding, advisory = standing, [rule for rule in standing if rule.advisory]
        if advisory:
            binding = [rule for rule in standing if not rule.advisory]
        return SortedRules(mine, ended, displaced, (), (), advisory or (), binding)
    exemptions = _exemptions(scene, standing, ask, crew)
    lifts = {rule.id for rule in standing if _lifted(rule, exemptions, ask)}
    return SortedRules(
        mine=mine,
        ended=ended,
        displaced=displaced,
        lifted=[rule for rule in standing if rule.id in lifts],
        exemptions=[each.record for each in exemptions],
        advisory=[rule for rule in standing if rule.advisory],
        binding=[rule for rule in standing if not rule.advisory and rule.id not in lifts],
    )


def _displaced(scene: Scene, mine: Iterable[Rule], ask: Ask) -> set[str]:
    """Return the ids of the delegated rules that another in force displaces for the visit."""
    out: set[str] = set()
    for displacer, targets in scene.displacers:
        if displacer.concerns(ask):
            for rule in mine:
                if rule.id in targets and holds_part(displacer.reach.scope, rule.scope, ask):
                    out.add(rule.id)
    return out


def _exemptions(scene: Scene, standing: Sequence[Rule], ask: Ask, crew: int) -> list[Lifting]:
    """Return the exemptions that lift some rule for the visit.

    One for the visit's own line brings its conditions also where the rule left that line out.
    """
    people = (ask.people or 1) + crew
    return [
        lifting
        for lifting in scene.exemptions
        if (not lifting.record.lines or ask.line in lifting.record.lines)
        and (not lifting.record.urgencies or ask.urgency in lifting.record.urgencies)
        and (lifting.record.max_people is None or people <= lifting.record.max_people)
        and _lifts_some(lifting, scene, standing, ask)
    ]


def _lifts_some(lifting: Lifting, scene: Scene, standing: Sequence[Rule], ask: Ask) -> bool:
    if any(_lifts_part(lifting, rule, ask) for rule in standing if not rule.advisory):
        return True
    return (
        bool(lifting.record.lines)
        and not any(cut.applies(ask) for cut in lifting.gone)
        and any(
            rule.id in lifting.lifts and touches_other_line(rule.scope, ask)
            for rule in scene.in_force
            if not rule.advisory
        )
    )


def _lifts_part(lifting: Lifting, rule: Rule, ask: Ask) -> bool:
    """Return whether the exemption lifts the rule for some of those whom the rule concerns."""
    return rule.id in lifting.lifts and not any(
        holds_part(cut.scope, rule.scope, ask) and not cut.kept_by(ask) for cut in lifting.gone
    )


def _lifted(rule: Rule, exemptions: Sequence[Lifting], ask: Ask) -> bool:
    """Return whether exemptions lift the rule for all of the visit whom it concerns.

    It stands where some of them lie in an end of each exemption.
    """
    ends = [each.gone for each in exemptions if rule.id in each.lifts]
    return bool(ends) and not any(
        share_some([rule.scope, *(cut.scope for cut in cuts)], ask)
        and not any(cut.kept_by(ask) for cut in cuts)
        for cuts in product(*ends)
    )
