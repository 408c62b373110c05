"""What effects do together, worked out once for each combination of a book."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from planner.domain.decisions import Ask
from planner.rules.effects import CombinedEffect, EffectAlone, Need, combined_effect
from planner.rules.field_types import EffectKind, Effects, said_by
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord
from planner.rules.scenes import Acting, QuestionNumber, Scene

_NUMBER: Final = attrgetter("number")


def combined(
    scene: Scene,
    acting: Sequence[Acting],
    *,
    ask: Ask,
    number: QuestionNumber,
    need: Need,
    exemptions: Sequence[ExemptionRecord],
) -> CombinedEffect:
    """Return what the effects of ``acting`` do together, remembered by what they say.

    Rules that say the same count once, whosever they are and in whatever order they stand.
    """
    kinds = tuple([_kind_of(scene, rule, effects) for rule, effects in acting])
    ordered = kinds if len(kinds) < 2 else _ordered(kinds)
    required = [each.requires for each in exemptions] if exemptions else ()
    asked = (number.effects, need.normal_people, need.together)
    key = (ordered, asked, *required)
    together: CombinedEffect | None = scene.effects.get(key)
    if together is None:
        firsts = [acting[kinds.index(kind)] for kind in ordered]
        alone = []
        for kind, first in zip(ordered, firsts, strict=True):
            if (kind, asked) not in scene.effects:
                scene.effects[kind, asked] = EffectAlone.of(first, ask, need)
            alone.append(scene.effects[kind, asked])
        conditions = [each.conditions for each in exemptions]
        together = combined_effect(firsts, alone, ask, need, conditions)
        scene.effects[key] = together
    if ordered == kinds:
        return together
    places = {kind: place for place, kind in enumerate(ordered)}
    return together.spread([places[kind] for kind in kinds])


def _kind_of(scene: Scene, rule: Rule, effects: Effects) -> EffectKind:
    if effects is not rule.effects:
        return _kind(scene, rule, effects)
    if rule.kind is None:
        rule.kind = _kind(scene, rule, effects)
    return rule.kind


def _kind(scene: Scene, rule: Rule, effects: Effects) -> EffectKind:
    said = said_by(effects, rule.scope)
    kind: EffectKind | None = scene.effects.get(said)
    if kind is None:
        says = {
            "requires": bool(effects.requires),
            "advice": bool(effects.advice),
            "outdoor": effects.outdoor is not None,
        }
        spoken = tuple(name for name, does in says.items() if does)
        kind = scene.effects[said] = EffectKind(len(scene.effects), spoken)
    return kind


def _ordered(kinds: Sequence[EffectKind]) -> tuple[EffectKind, ...]:
    """Return each of ``kinds`` once; where no order matters, equal sets in an equal order."""
    distinct = list(dict.fromkeys(kinds))
    spoken = [name for kind in distinct for name in kind.says]
    if len(spoken) == len(set(spoken)):
        return tuple(sorted(distinct, key=_NUMBER))
    speaking = [kind for kind in distinct if kind.says]
    return (*speaking, *sorted([kind for kind in distinct if not kind.says], key=_NUMBER))
