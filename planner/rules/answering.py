"""What rules say of a visit, and the grounds on which they say it.

Most answers are only looked at for whether they forbid the visit: the search for the earliest day
asks thousands. So the ids, titles and steps of an answer are worked out when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.decisions import NO_LIMITS, Ask, Blocker, Limits, Step
from planner.rules.effects import CombinedEffect, hours_as_blockers
from planner.rules.field_types import NO_EFFECTS
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord
from planner.rules.scenes import Acting
from planner.rules.sorting import SortedRules

#: What an answer rests on: the question, what became of the rules, what they do and do together.
Grounds = tuple[Ask, SortedRules, Sequence[Acting], CombinedEffect]


@dataclass(slots=True, eq=False)
class Reasons:
    """What limits and advises: ``rule_ids`` are the ids of what sets the limits.

    Where nothing limits they are those of all that are in force. ``basis`` are the titles of what
    limits and ``basis_en`` their English names.
    """

    advice: tuple[str, ...] = ()
    rule_ids: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    basis_en: tuple[str, ...] = ()


@dataclass(slots=True, eq=False, kw_only=True)
class Ruled:
    """What a scene says of a visit; it never changes once it is made.

    ``blockers`` forbid it, at least to ``blocked_to`` (None: no end known); where there are
    none, ``limits`` and the advice of ``reasons`` hold. ``conflict`` is whether sources or
    preferences disagree, ``silent`` are levels and zones whose meaning the policy does not say,
    ``open_regimes`` regimes of which a rule is missing.
    """

    blockers: tuple[Blocker, ...] = ()
    blocked_to: date | None = None
    conflict: bool = False
    silent: tuple[Rule, ...] = ()
    open_regimes: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS
    staff_percent: int | None = None
    grounds: Grounds | None = None
    _reasons: Reasons | None = None
    _steps: tuple[Step, ...] | None = None
    _by_hours: tuple[Blocker, ...] | None = None

    @property
    def unsure(self) -> bool:
        """Whether a person must decide even where nothing forbids the visit."""
        return self.conflict or bool(self.silent) or bool(self.open_regimes)

    @property
    def reasons(self) -> Reasons:
        """What limits and advises, by name."""
        if self._reasons is None:
            self._reasons = Reasons() if self.grounds is None else _reasons(*self.grounds)
        return self._reasons

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of precedence that changed the set of rules."""
        if self._steps is None:
            self._steps = () if self.grounds is None else _steps(*self.grounds)
        return self._steps

    @property
    def by_hours(self) -> tuple[Blocker, ...]:
        """The blockers that hours become where none of them is left."""
        if self._by_hours is None:
            if self.grounds is None or not self.limits.hours:
                self._by_hours = ()
            else:
                ask, _, acting, _ = self.grounds
                self._by_hours = hours_as_blockers(acting, ask)
        return self._by_hours

    def blocked_by(self, blockers: Iterable[Blocker], blocked_to: date | None) -> Ruled:
        """Return the same answer with these blockers."""
        other = copy(self)
        other.blockers, other.blocked_to = tuple(blockers), blocked_to
        return other

    def advising(self, words: Sequence[str], rule_ids: Sequence[str]) -> Ruled:
        """Return the same answer with more ``words`` of advice, and the rules they rest on."""
        other, reasons = copy(self), self.reasons
        names = tuple(dict.fromkeys((*reasons.rule_ids, *rule_ids)))
        advice = (*reasons.advice, *words)
        other._reasons = Reasons(advice, names, reasons.basis, reasons.basis_en)
        return other


#: What no rule at all says.
NOTHING: Final = Ruled()


def _reasons(
    _: Ask, parts: SortedRules, acting: Sequence[Acting], together: CombinedEffect
) -> Reasons:
    limiting = [acting[at][0] for at in together.limiting]
    unnamed = together.limits is NO_LIMITS
    standing = together.others if unnamed else ()
    others = [acting[at][0] for at in (*standing, *together.advising)]
    ids = [name for rule in limiting for name in rule.ids]
    ids += [each.id for each in parts.exemptions]
    ids += [name for rule in others for name in rule.ids] + [rule.id for rule in parts.advisory]
    basis, basis_en = UNNAMED if unnamed else _named(limiting, parts.exemptions)
    return Reasons(
        _advised(together.advice, parts.advisory) if parts.advisory else together.advice,
        tuple(dict.fromkeys(ids)) if len(ids) > 1 else tuple(ids),
        basis,
        basis_en,
    )


#: The titles, in both languages, of what limits a visit that nothing limits.
UNNAMED: Final[tuple[tuple[str, ...], tuple[str, ...]]] = ((), ())


def _named(
    limiting: Sequence[Rule], exemptions: Sequence[ExemptionRecord]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles of what decides, exemptions after what limits, and their English names."""
    if not exemptions and len(limiting) == 1:
        return (limiting[0].title,), (limiting[0].named_en,)
    titles = [*[rule.title for rule in limiting], *[each.title for each in exemptions]]
    named = [rule.named_en for rule in limiting]
    named += [each.title_en or f"an exemption ({each.id})" for each in exemptions]
    return tuple(dict.fromkeys(titles)), tuple(dict.fromkeys(named))


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
    _: Ask, parts: SortedRules, acting: Sequence[Acting], together: CombinedEffect
) -> tuple[Step, ...]:
    several = len(together.limiting) > 1
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
    strictest = tuple(dict.fromkeys([acting[at][0].id for at in together.limiting]))
    if len(strictest) > 1:
        steps.append(Step("strictest", strictest))
    return tuple(steps)
