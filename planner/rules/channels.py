"""What the office's other channels offer on a day, as known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.domain.decisions import ChannelStatus, StaffShare
from planner.domain.vocabulary import Channel, Evidence
from planner.rules.book import Rulebook
from planner.rules.effects import least, open_hours
from planner.rules.rule import Rule


def decide_channels(
    book: Rulebook, area_code: str, day: date, *, as_of: date
) -> tuple[ChannelStatus, ...]:
    """Return the channels about which something is known, in the order of their list.

    Several rules of one channel combine to the strictest. Past the day a rule's sources
    reach, its effect is carried over and marked as inferred.
    """
    rules = [
        rule
        for rule in book.view(as_of).near(area_code).rules()
        if rule.scope.channels and rule.acts(day)
    ]
    statuses = []
    for channel in Channel:
        mine = [
            rule
            for rule in rules
            if channel in rule.scope.channels
            and not rule.effects.rotation
            and not any(cut.last < day and cut.on_channel(channel) for cut in rule.cuts)
        ]
        if mine:
            statuses.append(_status(channel, mine, day))
    return tuple(statuses)


def decide_staff(book: Rulebook, area_code: str, day: date, *, as_of: date) -> StaffShare:
    """Return the share of the staff that may work on ``day``, as known on ``as_of``.

    The smallest share that any rule or level table gives holds; rotation holds if one asks it.
    """
    near = book.view(as_of).near(area_code)
    meaning = near.scene(day).meaning
    shares = []
    for rule in near.rules():
        if rule.advisory or not rule.acts(day):
            continue
        pairs = [(rule, rule.effects)]
        if rule.level is not None:
            for table, effects in meaning.tables_of(rule):
                pairs.append((replace(rule, id=table.id, evidence=table.evidence), effects))
        shares += [pair for pair in pairs if pair[1].rotation or pair[1].staff_percent is not None]
    return StaffShare(
        percent=least(effects.staff_percent for _, effects in shares),
        rotation=any(effects.rotation for _, effects in shares),
        evidence=Evidence.INFERRED
        if any(_carried(rule, day) for rule, _ in shares)
        else next((rule.evidence for rule, _ in shares), Evidence.DOCUMENTED),
        rule_ids=tuple(rule.id for rule, _ in shares),
    )


def _carried(rule: Rule, day: date) -> bool:
    return rule.documented_to is not None and day > rule.documented_to


def _status(channel: Channel, rules: Sequence[Rule], day: date) -> ChannelStatus:
    opens, closes = open_hours(rule.effects for rule in rules)
    given = any(rule.effects.hours is not None for rule in rules)
    carried = any(_carried(rule, day) for rule in rules)
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
