"""What effects do together, worked out once for each combination of a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from planner.domain.decisions import Ask
from planner.rules.effects import CombinedEffect, EffectAlone, Need, combined_effect
from planner.rules.field_types import Effects, said_by
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord
from planner.rules.scenes import Acting, QuestionNumber, Scene


@dataclass(slots=True, eq=False)
class EffectKind:
    """What effects say of whom. Rules of one kind do the same to a visit; each kind is one object.

    ``in_order`` is whether it matters which of two such kinds is said first: words are told in
    the order of their rules, and the first wish for outdoors or indoors is the one told.
    """

    number: int
    in_order: bool


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
    kinds = [_kind_of(scene, rule, effects) for rule, effects in acting]
    ordered = kinds if len(kinds) < 2 else _ordered(kinds)
    required = [(each.max_people, each.requires) for each in exemptions] if exemptions else ()
    asked = (number.effects, need.normal_people, need.together)
    key = (tuple(ordered), asked, *required)
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
    own = effects is rule.effects
    kind: EffectKind | None = scene.effects.get(rule) if own else None
    if kind is None:
        said = said_by(effects, rule.scope)
        kind = scene.effects.get(said)
        if kind is None:
            in_order = bool(effects.requires or effects.advice or effects.outdoor is not None)
            kind = scene.effects[said] = EffectKind(len(scene.effects), in_order)
        if own:
            scene.effects[rule] = kind
    return kind


def _ordered(kinds: Sequence[EffectKind]) -> list[EffectKind]:
    """Return each of ``kinds`` once; where no order matters, equal sets in an equal order."""
    distinct = list(dict.fromkeys(kinds))
    speaking = [kind for kind in distinct if kind.in_order]
    if len(speaking) < 2:
        return sorted(distinct, key=_NUMBER)
    return speaking + sorted([kind for kind in distinct if not kind.in_order], key=_NUMBER)
