"""What the rules in force together say of a visit, before it becomes a decision of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Limits, Step
from planner.rules.effects import CombinedEffect, Need, blockers_of, combined_effect
from planner.rules.field_types import EVERYBODY, NO_EFFECTS, Effects, said_by
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord, PolicyRecord
from planner.rules.scenes import Acting, Scene

#: People in the room besides the crew without whom there is no visit: two at a session.
RESIDENTS_AT_SESSION: Final = 2
RESIDENTS_AT_HOME: Final = 1
#: Usual group crew, home crew and people of a normal session where no policy says them.
_USUAL: Final = (4, 2, 100)


@dataclass(slots=True, eq=False)
class Ruled:
    """What a scene says of a visit; it never changes once it is made.

    ``blockers`` forbid it; where there are none, ``limits`` and ``advice`` hold and
    ``rule_ids`` are all ids that matter, those that limit first. ``conflict`` is whether
    sources or preferences disagree, ``basis`` the titles of what limits.
    """

    blockers: tuple[Blocker, ...]
    conflict: bool
    limits: Limits
    advice: tuple[str, ...]
    rule_ids: tuple[str, ...]
    basis: tuple[str, ...]
    staff_percent: int | None
    steps: tuple[Step, ...]


def ruled(scene: Scene, ask: Ask, number: int) -> Ruled:
    """Return what ``scene`` says of ``ask``, remembered by the question's ``number``."""
    found = scene.memory.get(number)
    if found is None:
        found = scene.memory[number] = _ruled(scene, ask, number)
    return found


def _ruled(scene: Scene, ask: Ask, number: int) -> Ruled:
    if not scene.standing and not scene.ended and not scene.displaced:
        return NOTHING
    mine = [rule for rule in scene.standing if _in_scope(rule, ask)]
    crew, need = _need(scene.meaning.policy, ask)
    exemptions = _exemptions(scene, ask, crew) if scene.exemptions else ()
    lifted = {rule_id for exemption in exemptions for rule_id in exemption.lifts}
    acting = _acting(scene, ask, [rule for rule in mine if rule.id not in lifted])
    advisory = [rule for rule in mine if rule.advisory]
    shape = _shape(scene, acting, ask, number, need, exemptions)
    blockers = blockers_of(shape, acting, ask)
    if scene.disputed:
        blockers = [blocker for blocker in blockers if blocker.rule_id not in scene.disputed]
    limiting = [acting[at][0] for at in shape.limiting]
    others = [acting[at][0] for at in shape.others]
    every = [*limiting, *others] if len(others) > 1 else others
    ids = [name for rule in every for name in rule.ids]
    if exemptions or advisory:
        known = [name for rule in limiting for name in rule.ids]
        advising = [rule.id for rule in advisory]
        ids = [*known, *[exemption.id for exemption in exemptions], *ids, *advising]
    return Ruled(
        tuple(blockers),
        bool(scene.disputed) or shape.clash,
        shape.limits,
        _advised(shape.advice, advisory) if advisory else shape.advice,
        tuple(dict.fromkeys(ids)),
        tuple(dict.fromkeys([rule.title for rule in every])),
        shape.staff_percent,
        _steps(scene, mine, ask, lifted, limiting),
    )


def _shape(
    scene: Scene,
    acting: Sequence[Acting],
    ask: Ask,
    number: int,
    need: Need,
    exemptions: Sequence[ExemptionRecord],
) -> CombinedEffect:
    """Return what effects do together, worked out once for each combination of a book."""
    said = tuple([said_by(effects, rule.scope) for rule, effects in acting])
    required: tuple[str, ...] = ()
    if exemptions:
        required = tuple([word for exemption in exemptions for word in exemption.requires])
    known = (said, number, need.normal_people, need.together, required)
    found: CombinedEffect | None = scene.shapes.get(known)
    if found is None:
        found = scene.shapes[known] = combined_effect(acting, ask, need, required)
    return found


#: What no rule at all says.
NOTHING: Final = Ruled((), False, NO_LIMITS, (), (), (), None, ())


def _acting(scene: Scene, ask: Ask, rules: Iterable[Rule]) -> list[Acting]:
    """Return what ``rules`` do to the visit, with people of some ages kept at home."""
    acting: list[Acting] = []
    for rule in rules:
        if rule.advisory:
            continue
        plain = rule.level is None and not rule.zone
        pairs = [(rule, rule.effects)] if plain else scene.meaning.acted(rule, ask.line)
        if rule.scope.ages is not None:
            pairs = [(told, _of_ages(told, effects, ask)) for told, effects in pairs]
        acting += pairs
    return acting


def _of_ages(rule: Rule, effects: Effects, ask: Ask) -> Effects:
    """Return what a rule for people of some ages does to a visit that serves also others.

    They stay away from a session; at home people are served as ever.
    """
    if not (effects.stay_home or effects.suspend):
        return effects
    youngest, oldest = rule.scope.ages or ask.age_range
    low, high = ask.age_range
    if effects.stay_home and ask.line.private:
        return effects.model_copy(update={"stay_home": False})
    if youngest <= low and high <= oldest:
        return effects.model_copy(update={"stay_home": False, "suspend": True})
    away = f"ages_{youngest}_{oldest}_stay_away"
    update = {"stay_home": False, "suspend": False, "requires": (*effects.requires, away)}
    return effects.model_copy(update=update)


def _in_scope(rule: Rule, ask: Ask) -> bool:
    scope = rule.scope
    if scope is EVERYBODY:
        return True
    return (
        not scope.channels
        and (not scope.lines or ask.line in scope.lines)
        and (not scope.urgencies or ask.urgency in scope.urgencies)
        and (not scope.venues or ask.venue in scope.venues)
        and (not scope.services or bool(set(scope.services) & set(ask.services)))
        and (scope.ages is None or _overlap(scope.ages, ask.age_range))
    )


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _exemptions(scene: Scene, ask: Ask, crew: int) -> tuple[ExemptionRecord, ...]:
    ids = {rule.id for rule in scene.standing}
    people = (ask.people or 1) + crew
    return tuple(
        exemption
        for exemption in scene.exemptions
        if ids & set(exemption.lifts)
        and (not exemption.lines or ask.line in exemption.lines)
        and (not exemption.urgencies or ask.urgency in exemption.urgencies)
        and (exemption.max_people is None or people <= exemption.max_people)
    )


def _need(policy: PolicyRecord | None, ask: Ask) -> tuple[int, Need]:
    """Return the crew, and what the visit cannot do without."""
    return _need_of(ask.line.private, ask.crew, _figures(policy))


def _figures(policy: PolicyRecord | None) -> tuple[int, int, int]:
    """Return the usual group crew, home crew and people of a normal session."""
    if policy is None:
        return _USUAL
    return policy.group_crew, policy.home_crew, policy.normal_session_people


@lru_cache(maxsize=4096)
def _need_of(private: bool, crew: int | None, figures: tuple[int, int, int]) -> tuple[int, Need]:
    group, home, people = figures
    usual, residents = (home, RESIDENTS_AT_HOME) if private else (group, RESIDENTS_AT_SESSION)
    staff = usual if crew is None else crew
    return staff, Need(together=staff + residents, normal_people=None if private else people)


def _advised(advice: Sequence[str], advisory: Iterable[Rule]) -> tuple[str, ...]:
    """Return all advice; what an advisory rule would limit is advice too."""
    words = list(advice)
    for rule in advisory:
        words += [*rule.effects.advice, *rule.effects.requires]
        plain = rule.effects.model_copy(update={"advice": (), "requires": ()})
        if plain != NO_EFFECTS:
            words.append("limits_advised")
    return tuple(dict.fromkeys(words))


def _steps(
    scene: Scene, mine: Sequence[Rule], ask: Ask, lifted: set[str], limiting: Sequence[Rule]
) -> tuple[Step, ...]:
    advised = tuple([rule.id for rule in mine if rule.advisory])
    if not (scene.ended or scene.displaced or lifted or advised or len(limiting) > 1):
        return ()
    steps = []
    if scene.ended:
        steps.append(Step("ended", tuple(r.id for r in scene.ended if _in_scope(r, ask))))
    if scene.displaced:
        steps.append(Step("displaced", tuple(r.id for r in scene.displaced if _in_scope(r, ask))))
    if lifted:
        steps.append(Step("exempted", tuple(rule.id for rule in mine if rule.id in lifted)))
    if advised:
        steps.append(Step("advisory", advised))
    if len(limiting) > 1:
        several = tuple(dict.fromkeys(rule.id for rule in limiting))
        steps.append(Step("strictest", several if len(several) > 1 else ()))
    return tuple([step for step in steps if step.rule_ids])
