"""The status block: what holds in the whole city now or soon, and where a part differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from planner.domain.areas import Areas
from planner.domain.vocabulary import Outcome, VisitState
from planner.public.shared.language import day_words, say
from planner.public.shared.outlooks import outlook_words
from planner.public.shared.public_facts import Basis, PartSpell, SiteFacts, Spell
from planner.public.shared.public_words import OUTCOMES, limit_words

_HEADLINES: Final = {
    "go": "Layanan keliling berjalan",
    "lim": "Layanan keliling berjalan dengan batasan",
    "stop": "Layanan keliling dihentikan sementara",
    "ask": "Layanan keliling belum pasti",
}
#: The same while no public visit has a date.
_UNPLANNED: Final = {
    **_HEADLINES,
    "go": "Layanan keliling boleh berjalan, belum ada jadwal",
    "lim": "Layanan keliling boleh berjalan dengan batasan, belum ada jadwal",
}
_WORDS: Final = {
    "go": "berjalan",
    "lim": "berjalan dengan batasan",
    "stop": "dihentikan sementara",
    "ask": "belum pasti, aturannya belum diketahui",
}
#: A stop that begins within these days heads the page before it has begun.
SOON: Final = timedelta(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """The status block: effect, area, period, cause, basis, outlook, updated.

    ``later`` is what comes after it in the whole city, ``parts`` where kelurahan differ.
    """

    kind: str
    headline: str
    period: str
    outlook: str
    limits: list[str]
    bases: tuple[Basis, ...]
    later: tuple[str, ...] = field(default=())
    parts: tuple[str, ...] = field(default=())


def status_view(facts: SiteFacts) -> StatusView:
    """Return the status block: the service today, or the stop that is about to begin."""
    spell = leading_spell(facts.spells, facts.today)
    kind, _ = OUTCOMES[spell.outcome]
    stopped = spell.outcome in (Outcome.MOVE, Outcome.HOLD)
    planned = any(each.visit.state is VisitState.SCHEDULED for each in facts.visits)
    return StatusView(
        kind=kind,
        headline=say((_HEADLINES if planned else _UNPLANNED)[kind]),
        period=_period(spell, facts.today),
        outlook=outlook_words(spell.earliest, spell.review_on, today=facts.today)
        if stopped
        else "",
        limits=limit_words(spell.limits),
        bases=facts.bases_of(spell.rule_ids),
        later=tuple(
            _later(each)
            for each in facts.spells
            if each.first > spell.first and each.first != spell.earliest
        )[:3],
        parts=tuple(part_words(part, facts) for part in facts.parts),
    )


def leading_spell(spells: Sequence[Spell], today: date) -> Spell:
    """Return the spell that heads the page: a stop now or within days, else today's."""
    for spell in spells:
        stops = spell.outcome in (Outcome.MOVE, Outcome.HOLD)
        if stops and spell.first <= today + SOON:
            return spell
    return spells[0]


def _period(spell: Spell, today: date) -> str:
    begun, unknown = spell.first <= today, spell.outcome is Outcome.REVIEW
    start = day_words(max(spell.first, today))
    if not begun:
        start = say("Mulai %(hari)s", hari=start)
    elif not unknown:
        start = say("Berlaku %(hari)s", hari=start)
    end = ""
    if spell.last is not None:
        end = " " + say("sampai %(hari)s", hari=day_words(spell.last))
    if unknown:
        return say("%(kapan)s aturannya belum diketahui.", kapan=f"{start}{end}")
    return f"{start}{end}." if end else say("%(kapan)s, tanpa tanggal akhir.", kapan=start)


def _later(spell: Spell) -> str:
    word = _WORDS[OUTCOMES[spell.outcome][0]]
    return say("Mulai %(hari)s: %(apa)s.", hari=day_words(spell.first), apa=say(word))


def part_words(part: PartSpell, facts: SiteFacts) -> str:
    """Return where, when and in what a part of the city differs."""
    where = "; ".join(_places(part.area_codes, facts.areas))
    said = spell_words(part.spell, facts.today)
    return say("Di %(tempat)s: %(apa)s.", tempat=where, apa=said)


def spell_words(spell: Spell, today: date) -> str:
    """Return what holds and on which days, as the rest of a sentence."""
    word, first = say(_WORDS[OUTCOMES[spell.outcome][0]]), day_words(max(spell.first, today))
    if spell.last is None:
        return say("%(apa)s mulai %(hari)s, tanpa tanggal akhir", apa=word, hari=first)
    if spell.last <= max(spell.first, today):
        return say("%(apa)s pada %(hari)s", apa=word, hari=first)
    last = day_words(spell.last)
    return say("%(apa)s %(hari)s sampai %(akhir)s", apa=word, hari=first, akhir=last)


def _places(codes: Sequence[str], areas: Areas) -> Iterator[str]:
    """Yield the names of kelurahan, of a kecamatan where all of its kelurahan are meant."""
    for kecamatan in areas.at_level("kecamatan"):
        inside = [area for area in areas.at_level("kelurahan") if area.parent == kecamatan.code]
        meant = [area.name for area in inside if area.code in codes]
        if meant and len(meant) == len(inside):
            yield say("Kecamatan %(nama)s", nama=kecamatan.name)
        elif meant:
            yield ", ".join(sorted(meant))
