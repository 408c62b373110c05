"""What records do to one another, as known on a day, and by which step of precedence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from planner.rules.book import Rulebook
from planner.rules.knowledge import Knowing
from planner.rules.places import AreaRules
from planner.rules.relations import RANK
from planner.rules.rule import Rule, day_before
from planner.rules.view import Sites


class TieKind(StrEnum):
    """How one record acts on another: a step of the order of precedence, or as its successor."""

    CORRECTED = "corrected"
    ENDED = "ended"
    DISPLACED = "displaced"
    EXEMPTED = "exempted"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Tie:
    """The record ``by`` acts on the record ``of`` from ``first`` on."""

    kind: TieKind
    by: str
    of: str
    first: date


def ties_of(book: Rulebook, as_of: date) -> tuple[Tie, ...]:
    """Return what records known on ``as_of`` do to one another, each tie once.

    An ending counts where it decides how long the other stands in some place; one that comes
    after another ending, or is void, does not.
    """
    sites = book.view(as_of).sites
    ties = (
        *_corrected(sites.everything, as_of),
        *_ended(sites, as_of),
        *_displaced(sites, as_of),
        *_exempted(sites.everything, as_of),
        *_extended(sites.everything, as_of),
    )
    return tuple(dict.fromkeys(tie for tie in ties if tie.by != tie.of))


def _corrected(everything: Knowing, as_of: date) -> Iterator[Tie]:
    for record in everything.by_id.values():
        target = everything.by_id.get(record.corrects or "")
        if target is None or target.known_on is None or record.known_on is None:
            continue
        if max(target.known_on, record.known_on) <= as_of:
            yield Tie(TieKind.CORRECTED, record.id, target.id, record.known_on)


def _ended(sites: Sites, as_of: date) -> Iterator[Tie]:
    everything = sites.everything
    for at, rule in enumerate(everything.rules):
        enders = everything.relations.enders.get(at, ())
        if (enders or rule.series) and everything.counts(at, as_of):
            for code in _codes(everything, rule, enders):
                place = sites.at(code).place
                for other in _enders_in(place, at, as_of):
                    yield Tie(TieKind.ENDED, other.id, rule.id, other.first)
    for record in everything.exemptions:
        if everything.known(record, as_of):
            for at in everything.relations.ending.get(record.id, ()):
                other = everything.rules[at]
                later = record.last is not None and record.last < other.first
                if everything.counts(at, as_of) and not later:
                    yield Tie(TieKind.ENDED, other.id, record.id, other.first)


def _codes(everything: Knowing, rule: Rule, enders: Iterable[int]) -> tuple[str, ...]:
    """Return the areas of ``rule``, and those inside them where its end may be another."""
    reached = (code for at in enders for code in everything.rules[at].reach.areas)
    inside = (code for area in rule.areas for code in everything.inside(area))
    wanted = (code for code in reached if lies_within(code, rule.areas))
    return tuple(dict.fromkeys((*rule.areas, *inside, *wanted)))


def lies_within(code: str, areas: Iterable[str]) -> bool:
    """Return whether the area of ``code`` is one of ``areas`` or lies in one of them."""
    return any(area in ("ID", code) or code.startswith(f"{area}.") for area in areas)


def _enders_in(place: AreaRules, at: int, as_of: date) -> Iterator[Rule]:
    """Yield the rules whose beginning ends rule ``at`` in ``place``, for all or for some."""
    everything = place.everything
    rule, left = everything.rules[at], place.left(at, as_of)
    rank = RANK[rule.issuer]
    named = [other for other in everything.relations.enders.get(at, ()) if place.acts_here(other)]
    later = [
        each for each in place.newer.get(at, ()) if RANK[everything.rules[each].issuer] >= rank
    ]
    acting = [each for each in (*named, *later) if everything.counts(each, as_of)]
    void = place.void(acting, as_of)
    ending = [each for each in acting if void[each] is not None]
    ends = None if left is None else {left.last, *(cut.last for cut in left.cuts)}
    for each in ending:
        other = everything.rules[each]
        if other.first <= rule.first if ends is None else day_before(other.first) in ends:
            yield other


def _displaced(sites: Sites, as_of: date) -> Iterator[Tie]:
    everything = sites.everything
    known = partial(everything.counts, as_of=as_of)
    for rule in sites.standing(as_of):
        if rule.displaces:
            turn = everything.last_turn(as_of)
            for name in sorted(everything.relations.displaced_by(rule, known, turn)):
                yield Tie(TieKind.DISPLACED, rule.id, name, rule.first)


def _exempted(everything: Knowing, as_of: date) -> Iterator[Tie]:
    known = partial(everything.counts, as_of=as_of)
    turn = everything.last_turn(as_of)
    for record in everything.exemptions:
        if everything.known(record, as_of):
            for name in sorted(everything.relations.lifted(record, known, turn)):
                yield Tie(TieKind.EXEMPTED, record.id, name, record.first)


def _extended(everything: Knowing, as_of: date) -> Iterator[Tie]:
    for at, rule in enumerate(everything.rules):
        target = everything.by_id.get(rule.extends)
        if target is None or target.known_on is None or target.known_on > as_of:
            continue
        if everything.counts(at, as_of):
            yield Tie(TieKind.EXTENDED, rule.id, target.id, rule.first)
