"""What the rules in force together say of a visit, before it becomes a decision of a day."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from planner.domain.decisions import Ask
from planner.rules.answering import NOTHING, Ruled
from planner.rules.combining import combined
from planner.rules.effects import Need, blockers_of
from planner.rules.field_types import Effects
from planner.rules.left_over import stay_away
from planner.rules.rule import Rule
from planner.rules.rule_records import PolicyRecord
from planner.rules.scenes import Acting, QuestionNumber, Scene
from planner.rules.sorting import SortedRules, sorted_rules

#: People in the room besides the crew without whom there is no visit: two at a session.
RESIDENTS_AT_SESSION: Final = 2
RESIDENTS_AT_HOME: Final = 1
#: Usual group crew, home crew and people of a normal session where no policy says them.
_USUAL: Final = (4, 2, 100)


def ruled(scene: Scene, ask: Ask, number: QuestionNumber) -> Ruled:
    """Return what ``scene`` says of ``ask``, remembered by the question's ``number``."""
    answer: Ruled | None = scene.memory.get(number.whole)
    if answer is None:
        answer = scene.memory[number.whole] = _ruled(scene, ask, number)
    return answer


def _ruled(scene: Scene, ask: Ask, number: QuestionNumber) -> Ruled:
    if not scene.in_force and not scene.ended and not scene.open_claims:
        return NOTHING
    need, parts, acting, silent = acting_rules(scene, ask)
    together = combined(
        scene, acting, ask=ask, number=number, need=need, exemptions=parts.exemptions
    )
    blockers, blocked_to = blockers_of(together, acting, ask, scene.disputed)
    return Ruled(
        blockers=tuple(blockers),
        blocked_to=blocked_to,
        conflict=together.clash or bool(scene.disputed and _disputed(scene, parts)),
        silent=tuple(silent),
        open_regimes=_open_regimes(scene, ask) if scene.open_claims else (),
        limits=together.limits,
        staff_percent=together.staff_percent,
        grounds=(ask, parts, acting, together),
    )


def acting_rules(scene: Scene, ask: Ask) -> tuple[Need, SortedRules, list[Acting], list[Rule]]:
    """Return what ``ask`` needs, what becomes of the rules of ``scene``, and what they do to it.

    The last are those of them whose meaning the policy does not say.
    """
    crew, need = _need(scene.meaning.policy, ask)
    parts = sorted_rules(scene, ask, crew)
    acting, silent = _acting(scene, ask, parts.binding)
    return need, parts, acting, silent


def _disputed(scene: Scene, parts: SortedRules) -> bool:
    return any(rule.id in scene.disputed for rule in parts.binding)


def _open_regimes(scene: Scene, ask: Ask) -> tuple[str, ...]:
    regimes = [claim.regime for claim in scene.open_claims if claim.leaves(ask)]
    return tuple(dict.fromkeys(regimes))


def _acting(scene: Scene, ask: Ask, rules: Iterable[Rule]) -> tuple[list[Acting], list[Rule]]:
    """Return what ``rules`` do to the visit, and those whose meaning the policy does not say.

    Rules for people of some ages keep those at home.
    """
    acting: list[Acting] = []
    silent = []
    for rule in rules:
        if rule.level is None and not rule.zone:
            pairs = [(rule, rule.effects)]
        else:
            pairs = scene.meaning.acted(rule, ask.line)
            if scene.meaning.silent(rule, ask.line):
                silent.append(rule)
        if rule.scope.ages is not None:
            pairs = [(each, _of_ages(each, effects, ask)) for each, effects in pairs]
        acting += pairs
    return acting, silent


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
    away = (*effects.requires, stay_away((youngest, oldest)))
    update = {"stay_home": False, "suspend": False, "requires": away}
    return effects.model_copy(update=update)


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
