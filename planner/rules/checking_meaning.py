"""Doubts about what records mean: a stricter one goes before, or the policy does not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from planner.domain.areas import lineage
from planner.domain.vocabulary import Line
from planner.rules.doubts import Doubt
from planner.rules.effects import least
from planner.rules.field_types import Effects
from planner.rules.named import Named
from planner.rules.rule import Rule
from planner.rules.rule_records import (
    LevelRecord,
    PolicyRecord,
    RuleRecord,
    TriggerRecord,
    ZoneRecord,
)
from planner.rules.scoping import meet, within

#: Limits of which the smallest counts, in words.
_NUMBERS: Final = {
    "people_together": "people_together (orang bersamaan)",
    "total": "total (orang sesesi)",
    "total_per_day": "total_per_day (orang sehari)",
    "sessions_per_week": "sessions_per_week (sesi sepekan)",
    "percent": "percent (persen sesi biasa)",
}


def beaten(named: Named) -> Iterator[Doubt]:
    """Yield rules beside which a stricter one holds in all their areas, for some or all people."""
    rules = named.knowing.rules
    open_rules: list[int] = []
    beaten_by: set[tuple[str, str]] = set()
    for at in sorted(_limiting(named), key=lambda at: rules[at].first):
        first = rules[at].first
        open_rules = [each for each in open_rules if (rules[each].last or date.max) >= first]
        for other in open_rules:
            for mine, stricter in ((at, other), (other, at)):
                pair = (rules[mine].id, rules[stricter].id)
                if pair[0] not in named.about or pair in beaten_by:
                    continue
                how = _loses(named, rules[mine], rules[stricter])
                if how and _together(named, mine, stricter):
                    beaten_by.add(pair)
                    yield Doubt(
                        pair[0],
                        f"{how} {pair[1]} pada hari yang sama: kalah, yang paling ketat "
                        "berlaku. Periksa, atau akhiri yang lebih ketat bila memang diganti.",
                    )
        open_rules.append(at)


def _limiting(named: Named) -> list[int]:
    """Return the places of the rules that limit people and that nobody displaces or corrects."""
    relations = named.knowing.relations
    displaced = {
        name
        for rule in relations.rules
        if rule.displaces
        for name in relations.displaced_by(rule, lambda _: True, date.max)
    }
    return [
        at
        for at, rule in enumerate(relations.rules)
        if not rule.advisory and not rule.scope.channels and rule.id not in displaced
        if named.knowing.counts(at, date.max)
    ]


def _together(named: Named, mine: int, stricter: int) -> bool:
    """Return whether both rules hold on a day in a place of ``mine``, once all is known."""
    relations = named.knowing.relations
    if mine in relations.enders.get(stricter, ()):
        return False
    for code in relations.rules[mine].areas:
        place = named.sites.at(code).place
        one, other = (place.left(at, date.max) for at in (mine, stricter))
        if one is None or other is None:
            continue
        first = max(one.first, other.first)
        if first <= min(one.last or date.max, other.last or date.max):
            return True
    return False


def _loses(named: Named, mine: Rule, stricter: Rule) -> str:
    """Return in words how ``mine`` is looser than ``stricter``; nothing where it is not."""
    inside = all(set(lineage(code)) & set(stricter.areas) for code in mine.areas)
    if not inside or not meet(mine.scope, stricter.scope):
        return ""
    whole = within(mine.scope, stricter.scope)
    if mine.level is not None and stricter.level is not None:
        lower = mine.level < stricter.level
        how = f"level {mine.level} di bawah level {stricter.level} dari" if lower else ""
    elif mine.level is None and stricter.level is None:
        how = _looser(mine.effects, [stricter.effects])
        if stricter.effects.suspend and not whole:
            return ""
    else:
        how, lines = _looser_than_level(named, mine, stricter)
        whole = whole and len(lines) == len(mine.scope.lines or Line)
        if how and len(lines) < len(Line):
            return f"bagi {', '.join(line.value for line in lines)} {how}"
    return f"bagi sebagian warga {how}" if how and not whole else how


def _looser_than_level(named: Named, mine: Rule, stricter: Rule) -> tuple[str, list[Line]]:
    """Return how a rule is looser than what a level means, and for which lines."""
    if stricter.level is None:
        return "", []
    meaning = named.sites.tables(date.max).on(max(mine.first, stricter.first))
    beaten_by: dict[str, list[Line]] = {}
    for line in mine.scope.lines or Line:
        how = _looser(mine.effects, [effects for _, effects in meaning.acted(stricter, line)])
        if how:
            beaten_by.setdefault(how, []).append(line)
    return max(beaten_by.items(), key=lambda each: len(each[1]), default=("", []))


def _looser(mine: Effects, others: Sequence[Effects]) -> str:
    numbers = [name for name in _NUMBERS if getattr(mine, name) is not None]
    if not numbers or mine.suspend:
        return ""
    if any(other.suspend for other in others):
        return "membatasi, padahal dihentikan oleh"
    stricter = {name: least(getattr(other, name) for other in others) for name in numbers}
    pairs = [(name, getattr(mine, name), stricter[name]) for name in numbers]
    if any(other is None or other > own for _, own, other in pairs):
        return ""
    loose = [
        f"{_NUMBERS[name]} {own}, padahal {other}" for name, own, other in pairs if other < own
    ]
    return f"{', '.join(loose)} menurut" if loose else ""


def silences(named: Named) -> Iterator[Doubt]:
    """Yield levels and zones in use of which the policy says nothing, for a line or at all."""
    policies = [
        each
        for each in named.records
        if isinstance(each, PolicyRecord) and each.id not in named.wrong and each.known_on
    ]
    silent: dict[str, dict[str, None]] = {}
    for record_id, meant, lines, days in _meant(named):
        if record_id in named.wrong:
            continue
        valid = _valid(policies, *days)
        for policy in valid:
            unsaid = _unsaid(policy, meant, lines)
            if unsaid:
                if record_id not in named.about:
                    silent.setdefault(policy.id, {})[f"{unsaid} (dipakai {record_id})"] = None
                yield Doubt(
                    record_id,
                    f"kebijakan {policy.id} belum menyebut {unsaid}: kunjungan di sana perlu "
                    "diperiksa orang (review), bukan bebas. Catat kebijakan yang menyebutnya.",
                )
        if not valid:
            yield Doubt(
                record_id,
                f"belum ada kebijakan kantor yang menyebut arti {_words(meant)}: kunjungan perlu "
                "diperiksa orang (review). Catat kebijakan di bagian policies.",
            )
    for policy_id, unsaid_of in silent.items():
        first = list(unsaid_of)[:3]
        yield Doubt(policy_id, f"belum menyebut {'; '.join(first)}. Tambahkan artinya.")


#: A level or a zone.
_Meant = int | str
_InUse = tuple[str, _Meant, Sequence[Line], tuple[date, date | None]]


def _meant(named: Named) -> Iterator[_InUse]:
    """Yield each level and zone in use: by which record, for which lines, on which days."""
    every = tuple(Line)
    for record in named.records:
        if record.known_on is None:
            continue
        match record:
            case RuleRecord():
                if record.effects.level is not None and not record.scope.channels:
                    lines = record.scope.lines or every
                    yield record.id, record.effects.level, lines, (record.first, record.last)
            case LevelRecord():
                yield record.id, record.level, every, (record.first, record.last)
            case ZoneRecord():
                yield record.id, record.zone, every, (record.first, record.last)
            case TriggerRecord():
                for zone, banded in _banded(record):
                    yield record.id, zone, banded, (record.first, record.last)
            case _:
                pass


def _banded(trigger: TriggerRecord) -> Iterator[tuple[str, Sequence[Line]]]:
    for band in trigger.bands:
        if band.zone is not None:
            yield band.zone, band.scope.lines or tuple(Line)


def _valid(policies: Iterable[PolicyRecord], first: date, last: date | None) -> list[PolicyRecord]:
    """Return the versions of the policy that hold on some of the days."""
    ordered = sorted(policies, key=lambda each: (each.valid_from, each.known_on or date.min))
    begun = [each for each in ordered if each.valid_from <= first][-1:]
    later = [each for each in ordered if first < each.valid_from <= (last or date.max)]
    return [*begun, *later]


def _unsaid(policy: PolicyRecord, meant: _Meant, lines: Iterable[Line]) -> str:
    """Return in words what of a level or zone the policy does not say."""
    said: Mapping[Line, Effects] | None = None
    if isinstance(meant, int):
        said = policy.by_level.get(meant)
    else:
        said = next((each for zone, each in policy.by_zone.items() if zone == meant), None)
    if not said:
        return _words(meant)
    missing = [line.value for line in lines if line not in said]
    return f"{_words(meant)} untuk {', '.join(missing)}" if missing else ""


def _words(meant: _Meant) -> str:
    return f"level {meant}" if isinstance(meant, int) else f"zona {meant}"
