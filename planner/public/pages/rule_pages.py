"""The rules as a page shows them: whether each holds, since when it is known, what it orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from planner.public.shared.language import say
from planner.public.shared.public_facts import Basis, PublicInstrument, PublicRule, SiteFacts
from planner.public.shared.public_words import EVIDENCE
from planner.public.shared.rule_words import (
    ISSUERS,
    STATES,
    days_in_force,
    orders,
    where_words,
)

#: Whose hosts publish official texts.
_OFFICIAL = ".go.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """Where a rule can be read up: a link, or the text that names it where ``href`` is empty."""

    href: str
    text: str
    official: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """One rule as the page shows it; ``known_on`` is None for what is not published as data.

    ``kind`` is that of its record. ``act`` is the instrument it stands in. ``assumed`` says that
    it is, or is read by, a policy which the office has not confirmed.
    """

    rule_id: str
    kind: str
    title: str
    title_en: str
    support: str
    sources: Sequence[SourceLink]
    state: str = ""
    where: str = ""
    days: str = ""
    known_on: date | None = None
    orders: Sequence[str] = ()
    issuer: str = ""
    act: PublicInstrument | None = None
    article: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCards:
    """The rules that hold or will, and those of the past that pages still name."""

    now: Sequence[RuleCard]
    past: Sequence[RuleCard]


def rule_cards(facts: SiteFacts) -> RuleCards:
    """Return the rules known on the site's day, the latest to begin first."""
    rules = sorted(facts.rules, key=lambda rule: (-rule.first.toordinal(), rule.rule_id))
    now = [_card(rule, facts) for rule in rules if rule.state in ("in_force", "coming")]
    shown = {card.rule_id for card in now}
    past = [_card(r, facts) for r in rules if r.rule_id in facts.bases and r.rule_id not in shown]
    published = {rule.rule_id for rule in rules}
    others = [
        _plain(basis)
        for basis in facts.bases.values()
        if (basis.kind or basis.source) and basis.rule_id not in published
    ]
    return RuleCards(now=now, past=[*past, *others])


def _card(rule: PublicRule, facts: SiteFacts) -> RuleCard:
    return RuleCard(
        rule_id=rule.rule_id,
        kind=rule.kind,
        title=rule.title,
        title_en=rule.title_en,
        support=say(EVIDENCE[rule.evidence]),
        sources=_links(rule.sources),
        state=say(STATES[rule.state]),
        where=where_words(rule.areas, facts.areas),
        days=days_in_force(rule),
        known_on=rule.known_on,
        orders=orders(rule),
        issuer=say(ISSUERS[rule.issuer]),
        act=rule.instrument,
        article=rule.article,
        assumed=rule.assumed,
    )


def _plain(basis: Basis) -> RuleCard:
    return RuleCard(
        rule_id=basis.rule_id,
        kind=basis.kind,
        title=basis.title,
        title_en=basis.title_en,
        support=say(EVIDENCE[basis.evidence]),
        sources=_links([basis.source] if basis.source else []),
        assumed=basis.assumed,
    )


def _links(sources: Iterable[str]) -> list[SourceLink]:
    return [_link(source) for source in dict.fromkeys(sources)]


def _link(source: str) -> SourceLink:
    if not source.startswith(("https://", "http://")):
        return SourceLink(href="", text=source, official=False)
    host = urlsplit(source).hostname or source
    return SourceLink(href=source, text=host, official=host.endswith(_OFFICIAL))
