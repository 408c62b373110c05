"""Why something happened to a visit, in the language of the page.

Events keep their reason in Indonesian. On English pages what the rules did is told anew from what
the event rests on, fixed sentences are translated, and what somebody wrote is marked as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from planner.domain.code_words import SERVICES
from planner.domain.visits import VisitEvent
from planner.domain.vocabulary import EventKind
from planner.public.shared.language import ENGLISH, INDONESIAN, day_words, english, say, spoken
from planner.public.shared.public_facts import Basis, SiteFacts

_STOPS: Final = (EventKind.SUSPENDED, EventKind.EXTENDED, EventKind.UNSURE)
#: How a visit that was served is recorded: people, then services with their counts.
_SERVED: Final = re.compile(r"(\d+) orang dilayani\.(?: (.+)\.)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A reason: a text in ``lang`` after its ``lead``, or what it rests on; ``more`` ends it."""

    lead: str = ""
    text: str = ""
    lang: str = INDONESIAN
    bases: tuple[Basis, ...] = ()
    more: str = ""


def why_of(event: VisitEvent, facts: SiteFacts) -> Why:
    """Return why ``event`` happened."""
    if spoken() == INDONESIAN:
        return Why(text=event.why)
    bases = tuple(facts.bases[name] for name in event.rule_ids if name in facts.bases)
    return _of_rules(event, bases) or _of_people(event)


def _of_rules(event: VisitEvent, bases: tuple[Basis, ...]) -> Why | None:
    """Return what the rules did; None where they did nothing, or it is not known what."""
    if event.kind is EventKind.CONFIRMED:
        return _english(say("Aturan untuk hari itu kini diketahui."))
    if event.kind is EventKind.EXTENDED and _sooner(event):
        return _english(say("Bisa dibuka lagi lebih awal."), more=_outlook(event))
    if event.kind in _STOPS and bases:
        return Why(lead=say("Karena"), bases=bases, more=_outlook(event))
    if event.kind is EventKind.LIMITED and bases:
        return Why(lead=say("Menurut"), bases=bases)
    if event.kind is EventKind.LIMITED:
        return _english(say("Batasan lama tidak berlaku lagi."))
    return None


def _of_people(event: VisitEvent) -> Why:
    """Return a fixed sentence translated, or what somebody wrote as it stands."""
    served = _SERVED.fullmatch(event.why)
    if served is not None:
        return _english(_served(served[1], served[2] or ""))
    translated = english().texts.get(event.why)
    if translated is not None:
        return _english(translated)
    return Why(lead=say("Kata kantor:"), text=event.why)


def _english(text: str, *, more: str = "") -> Why:
    return Why(text=text, lang=ENGLISH, more=more)


def _sooner(event: VisitEvent) -> bool:
    before, after = event.before, event.after
    if before is None or after is None or before.earliest is None or after.earliest is None:
        return False
    return after.earliest < before.earliest


def _outlook(event: VisitEvent) -> str:
    """Return what was foreseen then."""
    after = event.after
    if after is None or after.day is not None:
        return ""
    if after.earliest is not None:
        return say("Paling cepat %(hari)s.", hari=day_words(after.earliest))
    if after.review_on is not None:
        return say("Diperiksa lagi %(hari)s.", hari=day_words(after.review_on))
    return ""


def _served(people: str, counts: str) -> str:
    words = [say("Dilayani: %(n)s orang.", n=people)]
    if counts:
        named = {text: say(text) for text in SERVICES.values()}
        parts = (each.rpartition(" ") for each in counts.split(", "))
        words.append(", ".join(f"{named.get(name, name)} {n}" for name, _, n in parts) + ".")
    return " ".join(words)
