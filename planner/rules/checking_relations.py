"""Doubts about relations: what they name has ended, or they act on a part of it only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from planner.domain.areas import lineage
from planner.rules.doubts import Doubt
from planner.rules.field_types import Scope
from planner.rules.named import Named, endings_of, names_in
from planner.rules.relations import outranks
from planner.rules.rule import Reach, Rule, day_before
from planner.rules.rule_records import ExemptionRecord, InstrumentRecord, LevelRecord
from planner.rules.scoping import within

_REST: Final = "sisanya tetap berlaku. Isi whole: true bila seluruhnya berakhir."


def unsigned(named: Named) -> Iterator[Doubt]:
    """Yield records that were known before their instrument was signed, or known itself."""
    for record in named.looked_at():
        instrument = named.by_id.get(record.instrument or "", record)
        if not isinstance(instrument, InstrumentRecord) or record.known_on is None:
            continue
        if instrument.signed_on is not None and record.known_on < instrument.signed_on:
            own = instrument is record
            yield Doubt(
                record.id,
                f"diketahui {record.known_on}, sebelum {'' if own else f'{instrument.id} '}"
                f"ditandatangani {instrument.signed_on}. Periksa known_on dan signed_on; yang baru "
                "diumumkan dicatat dengan announced_on.",
            )


def nameless(named: Named) -> Iterator[Doubt]:
    """Yield exemptions and levels of which nobody says who issued them."""
    for record in named.looked_at():
        if not isinstance(record, ExemptionRecord | LevelRecord) or record.issuer is not None:
            continue
        if isinstance(named.by_id.get(record.instrument or ""), InstrumentRecord):
            continue
        level = isinstance(record, LevelRecord)
        taken = "dianggap dari pemerintah pusat" if level else "membuka apa pun yang disebutnya"
        yield Doubt(record.id, f"issuer: kosong, jadi {taken}. Isi issuer atau instrument.")


def lapsed(named: Named) -> Iterator[Doubt]:
    """Yield relations to what had ended already before they could do anything."""
    for record, rule in named.enders():
        relations = [
            *endings_of(record),
            *(("displaces", n) for n in names_in(record, "displaces")),
        ]
        for how, name in relations:
            before = rule.first if how == "displaces" else day_before(rule.first)
            ends = [
                _end(named, each, rule.first, rule.known_on)
                for each in named.rules(name, but=rule.id)
            ]
            ends += [_own_end(each) for each in named.exemptions(name)]
            yield from _lapsed_doubts(record.id, how, name, ends, before)
    for exemption in named.exempting():
        known_on = exemption.known_on or exemption.first
        for name in exemption.lifts:
            targets = named.knowing.relations.by_name.get(name, ())
            follows = named.knowing.relations.named(targets, lambda _: True)
            ends = [_end(named, each, exemption.first, known_on) for each in follows]
            yield from _lapsed_doubts(exemption.id, "lifts", name, ends, exemption.first)


def _lapsed_doubts(
    record_id: str, how: str, name: str, ends: Iterable[date | None], before: date
) -> Iterator[Doubt]:
    known = list(ends)
    last = [each for each in known if each is not None]
    if known and len(last) == len(known) and max(last) < before:
        yield Doubt(
            record_id,
            f"{how}: '{name}' sudah berakhir {max(last)}, jadi tidak berakibat. Periksa tanggal "
            "atau id.",
        )


def _end(named: Named, target: Rule, first: date, known_on: date) -> date | None:
    """Return the last day of ``target`` for a record from ``first`` on; None: it had not ended."""
    if target.first >= first:
        return None
    standing = named.sites.standing(max(known_on, target.known_on))
    lasts = [each.last for each in standing if each.id == target.id and each.first == target.first]
    return lasts[0] if lasts else day_before(target.first)


def _own_end(exemption: ExemptionRecord) -> date | None:
    ends = [exemption.last, exemption.ended_on]
    if exemption.revoked_on is not None:
        ends.append(day_before(exemption.revoked_on))
    return min((day for day in ends if day is not None), default=None)


def partial(named: Named) -> Iterator[Doubt]:
    """Yield relations that act on a part of what they name."""
    for record, rule in named.enders():
        for how, name in () if rule.advisory else endings_of(record):
            rest = [
                each
                for each in named.rules(name, but=rule.id)
                if name != each.series and not _reached(each.areas, each.scope, rule.reach)
            ]
            freed = [
                each
                for each in named.exemptions(name)
                if not _reached(_areas_of(named, each), _scope_of(each), rule.reach)
            ]
            if rest or freed:
                yield Doubt(
                    record.id,
                    f"{how}: '{name}' berakhir hanya untuk wilayah dan warga catatan ini; {_REST}",
                )
        for regime in record.ends_regime:
            begun = [each for each in named.knowing.rules if each.regime == regime]
            back = [each for each in begun if each.issued_on <= rule.issued_on]
            above = [each.id for each in back if not outranks(rule.issuer, each.issuer, None)]
            if above and len(above) < len(back):
                yield Doubt(
                    record.id,
                    f"ends_regime: '{regime}' dari penerbit di atasnya ({', '.join(above[:3])}) "
                    "tetap berlaku.",
                )
        for name in names_in(record, "displaces"):
            left = [each.delegated_to is rule.issuer for each in named.rules(name, but=rule.id)]
            if any(left) and not all(left):
                yield Doubt(
                    record.id,
                    f"displaces: sebagian '{name}' tidak diserahkan kepada penerbit catatan ini; "
                    "sisanya tetap berlaku.",
                )


def running(named: Named) -> Iterator[Doubt]:
    """Yield records that declare a regime over of which rules of their issuer go on."""
    for record, rule in named.enders():
        standing = named.sites.standing(rule.known_on)
        for regime in record.ends_regime:
            going_on = [
                each
                for each in standing
                if each.regime == regime
                and each.id != rule.id
                and each.first < rule.first
                and (each.last is None or each.last >= rule.first)
                and outranks(rule.issuer, each.issuer, None)
            ]
            if going_on:
                named_so = ", ".join(dict.fromkeys(each.id for each in going_on[:3]))
                series = next((each.series for each in going_on if each.series), going_on[0].id)
                yield Doubt(
                    record.id,
                    f"ends_regime: '{regime}' dinyatakan berakhir, tetapi batasan dari {named_so} "
                    f"tetap berjalan. Isi revokes: [{series}] bila batasannya ikut berakhir.",
                )


def _reached(areas: Iterable[str], scope: Scope, reach: Reach) -> bool:
    """Return whether relations of that reach act on all of these areas and people."""
    everywhere = all(set(lineage(code)) & set(reach.areas) for code in areas)
    return everywhere and within(scope, reach.scope)


def _areas_of(named: Named, exemption: ExemptionRecord) -> tuple[str, ...]:
    """Return the areas of an exemption; without its own those of the rules it lifts."""
    lifted = (code for name in exemption.lifts for rule in named.rules(name) for code in rule.areas)
    return exemption.areas or tuple(lifted)


def _scope_of(exemption: ExemptionRecord) -> Scope:
    return Scope(lines=exemption.lines, urgencies=exemption.urgencies)
