"""What the office's other channels offer on a day, as known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.domain.areas import lineage
from planner.domain.decisions import ChannelStatus
from planner.domain.words import Channel, Evidence
from planner.rules.book import Rule, Rulebook
from planner.rules.effects import least, open_hours


def decide_channels(
    book: Rulebook, area_code: str, day: date, *, as_of: date
) -> tuple[ChannelStatus, ...]:
    """Return the channels about which something is known, in the order of their list.

    Several rules of one channel combine to the strictest. Past the day a rule's sources
    reach, its effect is carried over and marked as inferred.
    """
    around = lineage(area_code)
    rules = [rule for rule in book.view(as_of).rules if rule.covers(around, day)]
    found = []
    for channel in Channel:
        mine = [rule for rule in rules if channel in rule.scope.channels]
        if mine:
            found.append(_status(channel, mine, day))
    return tuple(found)


def _status(channel: Channel, rules: Sequence[Rule], day: date) -> ChannelStatus:
    acting = [(rule, rule.effects) for rule in rules]
    opens, closes = open_hours(acting)
    given = any(rule.effects.hours is not None for rule in rules)
    carried = any(rule.documented_to is not None and day > rule.documented_to for rule in rules)
    shut = any(rule.effects.open is False or rule.effects.suspend for rule in rules)
    status = ChannelStatus(
        channel=channel,
        open=not shut and opens < closes,
        quota=least(rule.effects.quota for rule in rules),
        documented_to=rules[0].documented_to,
        evidence=Evidence.INFERRED if carried else rules[0].evidence,
        rule_ids=tuple(rule.id for rule in rules),
        source=rules[0].source,
    )
    return replace(status, hours=(opens, closes)) if given and status.open else status
