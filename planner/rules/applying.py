"""What the rules in force together say of a visit, before it becomes a decision of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Limits, Step
from planner.rules.effects import (
    CombinedEffect,
    EffectAlone,
    Need,
    blockers_of,
    combined_effect,
    hours_as_blockers,
)
from planner.rules.field_types import NO_EFFECTS, Effects, said_by
from planner.rules.left_over import stay_away
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord, PolicyRecord
from planner.rules.scenes import Acting, Scene
from planner.rules.sorting import SortedRules, sorted_rules

#: People in the room besides the crew without whom there is no visit: two at a session.
RESIDENTS_AT_SESSION: Final = 2
RESIDENTS_AT_HOME: Final = 1
#: Usual group crew, home crew and people of a normal session where no policy says them.
_USUAL: Final = (4, 2, 100)


@dataclass(slots=True, eq=False)
class Ruled:
    """What a scene says of a visit; it never changes once it is made.

    ``blockers`` forbid it, at least to ``blocked_to`` (None: no end known); where there are
    none, ``limits`` and ``advice`` hold and ``rule_ids`` are the ids of what sets them, of all
    that are in force where nothing limits. ``conflict`` is whether sources or preferences
    disagree, ``silent`` are levels and zones whose meaning the policy does not say,
    ``open_regimes`` regimes of which a rule is missing, ``basis`` the titles of
    what limits and ``basis_en`` their English names. ``by_hours`` are the
    blockers that hours become where none of them is left.
    """

    blockers: tuple[Blocker, ...]
    blocked_to: date | None
    by_hours: tuple[Blocker, ...]
    conflict: bool
    silent: tuple[Rule, ...]
    open_regimes: tuple[str, ...]
    limits: Limits
    advice: tuple[str, ...]
    rule_ids: tuple[str, ...]
    basis: tuple[str, ...]
    basis_en: tuple[str, ...]
    staff_percent: int | None
    steps: tuple[Step, ...]

    @property
    def unsure(self) -> bool:
        """Whether a person must decide even where nothing forbids the visit."""
        return self.conflict or bool(self.silent) or bool(self.open_regimes)


def ruled(scene: Scene, ask: Ask, number: int) -> Ruled:
    """Return what ``scene`` says of ``ask``, remembered by the question's ``number``."""
    answer: Ruled | None = scene.memory.get(number)
    if answer is None:
        answer = scene.memory[number] = _ruled(scene, ask, number)
    return answer


def _ruled(scene: Scene, ask: Ask, number: int) -> Ruled:
    if not scene.in_force and not scene.ended and not scene.open_claims:
        return NOTHING
    need, parts, acting, silent = acting_rules(scene, ask)
    combined = _combined(scene, acting, ask, number, need, parts.exemptions)
    blockers, blocked_to = blockers_of(combined, acting, ask, scene.disputed)
    limiting = [acting[at][0] for at in combined.limiting]
    standing = combined.others if combined.limits is NO_LIMITS else ()
    others = [acting[at][0] for at in (*standing, *combined.advising)]
    ids = [name for rule in limiting for name in rule.ids]
    ids += [each.id for each in parts.exemptions]
    ids += [name for rule in others for name in rule.ids] + [rule.id for rule in parts.advisory]
    return Ruled(
        tuple(blockers),
        blocked_to,
        hours_as_blockers(acting, ask) if combined.limits.hours else (),
        combined.clash or bool(scene.disputed and _disputed(scene, parts)),
        tuple(silent),
        _open_regimes(scene, ask) if scene.open_claims else (),
        combined.limits,
        _advised(combined.advice, parts.advisory) if parts.advisory else combined.advice,
        tuple(dict.fromkeys(ids)) if len(ids) > 1 else tuple(ids),
        *(UNNAMED if combined.limits is NO_LIMITS else _named(limiting, parts.exemptions)),
        combined.staff_percent,
        _steps(parts, limiting),
    )


#: The titles, in both languages, of what limits a visit that nothing limits.
UNNAMED: Final[tuple[tuple[str, ...], tuple[str, ...]]] = ((), ())


def acting_rules(scene: Scene, ask: Ask) -> tuple[Need, SortedRules, list[Acting], list[Rule]]:
    """Return what ``ask`` needs, what becomes of the rules of ``scene``, and what they do to it.

    The last are those of them whose meaning the policy does not say.
    """
    crew, need = _need(scene.meaning.policy, ask)
    parts = sorted_rules(scene, ask, crew)
    acting, silent = _acting(scene, ask, parts.binding)
    return need, parts, acting, silent


def _named(
    limiting: Sequence[Rule], exemptions: Sequence[ExemptionRecord]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles of what decides, exemptions after what limits, and their English names."""
    titles = [*[rule.title for rule in limiting], *[each.title for each in exemptions]]
    named = [rule.named_en for rule in limiting]
    named += [each.title_en or f"an exemption ({each.id})" for each in exemptions]
    return tuple(dict.fromkeys(titles)), tuple(dict.fromkeys(named))


def _disputed(scene: Scene, parts: SortedRules) -> bool:
    return any(rule.id in scene.disputed for rule in parts.binding)


def _open_regimes(scene: Scene, ask: Ask) -> tuple[str, ...]:
    regimes = [claim.regime for claim in scene.open_claims if claim.leaves(ask)]
    return tuple(dict.fromkeys(regimes))


def _combined(
    scene: Scene,
    acting: Sequence[Acting],
    ask: Ask,
    number: int,
    need: Need,
    exemptions: Sequence[ExemptionRecord],
) -> CombinedEffect:
    """Return what effects do together, worked out once for each combination of a book.

    Rules that say the same count once.
    """
    kinds: dict[tuple[object, ...], int] = {}
    places = [kinds.setdefault(said_by(said, rule.scope), len(kinds)) for rule, said in acting]
    asked = [(each.max_people, each.requires) for each in exemptions]
    key = (tuple(kinds), number, need.normal_people, need.together, *asked)
    combined: CombinedEffect | None = scene.effects.get(key)
    if combined is None:
        alone, firsts = [], []
        for kind, place in kinds.items():
            first = acting[places.index(place)]
            of_kind = (kind, number, need.normal_people, need.together)
            if of_kind not in scene.effects:
                scene.effects[of_kind] = EffectAlone.of(first, ask, need)
            firsts.append(first)
            alone.append(scene.effects[of_kind])
        conditions = [each.conditions for each in exemptions]
        combined = scene.effects[key] = combined_effect(firsts, alone, ask, need, conditions)
    return combined if len(kinds) == len(acting) else combined.spread(places)


#: What no rule at all says.
NOTHING: Final = Ruled(
    blockers=(),
    blocked_to=None,
    by_hours=(),
    conflict=False,
    silent=(),
    open_regimes=(),
    limits=NO_LIMITS,
    advice=(),
    rule_ids=(),
    basis=(),
    basis_en=(),
    staff_percent=None,
    steps=(),
)


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


def _advised(advice: Sequence[str], advisory: Iterable[Rule]) -> tuple[str, ...]:
    """Return all advice; what an advisory rule would limit is advice too."""
    words = list(advice)
    for rule in advisory:
        words += [*rule.effects.advice, *rule.effects.requires]
        plain = rule.effects.model_copy(update={"advice": (), "requires": ()})
        if plain != NO_EFFECTS:
            words.append("limits_advised")
    return tuple(dict.fromkeys(words))


def _steps(parts: SortedRules, limiting: Sequence[Rule]) -> tuple[Step, ...]:
    several = len(limiting) > 1
    if not (several or parts.ended or parts.displaced or parts.lifted or parts.advisory):
        return ()
    named = {
        "ended": parts.ended,
        "displaced": parts.displaced,
        "exempted": parts.lifted,
        "advisory": parts.advisory,
    }
    steps = [
        Step(name, tuple([rule.id for rule in rules])) for name, rules in named.items() if rules
    ]
    together = tuple(dict.fromkeys([rule.id for rule in limiting]))
    if len(together) > 1:
        steps.append(Step("strictest", together))
    return tuple(steps)
