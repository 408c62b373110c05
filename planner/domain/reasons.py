"""Why a decision is so, in one sentence: its day, what decides, until when, and the new date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from planner.domain import english
from planner.domain.indonesian import day_words, span_words
from planner.domain.vocabulary import Offer, Outcome, ReviewCause

if TYPE_CHECKING:
    from planner.domain.decisions import Decision

#: Words that a sentence may have, and those of a title that it has room for.
MOST_WORDS: Final = 25
TITLE_WORDS: Final = 12

#: What is said of an offer, in Indonesian and in English.
_OFFERS: Final = {
    Offer.MERGE: ("digabung dengan sekolah lain", "joined with another school"),
    Offer.OFFICE: ("dilayani di kantor", "served at the office"),
    Offer.ONLINE: ("dilayani lewat WhatsApp", "served online"),
}


def sentence(decision: Decision) -> str:
    """Return why ``decision`` is so, in Indonesian: one sentence, at most 25 words."""
    if decision.outcome in (Outcome.MOVE, Outcome.HOLD):
        return _fitting(
            f"{start}{tail}." for start in _stopped(decision) for tail in _tails(decision)
        )
    return cause(decision)


def cause(decision: Decision) -> str:
    """Return why ``decision`` is so, without the day on which it may be otherwise again."""
    day, title = day_words(decision.day), _title(decision, TITLE_WORDS)
    match decision.outcome:
        case Outcome.GO:
            return f"Boleh berjalan {day}, tanpa pembatasan."
        case Outcome.GO_LIMITED:
            return f"Boleh berjalan {day} dengan batasan menurut {title}."
        case Outcome.NOT_ELIGIBLE:
            return _unfit(decision, day, title)
        case Outcome.REVIEW:
            return _unsure(decision, day)
    return _fitting(f"{start}{_ends(decision)}." for start in _stopped(decision))


def sentence_en(decision: Decision) -> str:
    """Return why ``decision`` is so, in English."""
    if decision.outcome is Outcome.HOLD:
        look = f"; next look on {_day_en(decision.review_on)}" if decision.review_on else ""
        return f"{cause_en(decision).removesuffix('.')}{look}."
    if decision.outcome is Outcome.MOVE and decision.earliest is not None:
        free = f"; earliest {english.day_words(decision.earliest)}"
        return f"{cause_en(decision).removesuffix('.')}{free}{_doubt(decision, ', not sure')}."
    return cause_en(decision)


def cause_en(decision: Decision) -> str:
    """Return :func:`cause` in English."""
    day, title = english.day_words(decision.day), _title_en(decision)
    match decision.outcome:
        case Outcome.GO:
            return f"May go ahead on {day}."
        case Outcome.GO_LIMITED:
            return f"May go ahead on {day} with limits under {title}."
        case Outcome.NOT_ELIGIBLE:
            return _unfit_en(decision, day, title)
        case Outcome.REVIEW:
            return _unsure_en(decision, day)
        case Outcome.HOLD:
            return f"Not on {day}, with no end known: {title}."
    until = _until(decision)
    return f"Not on {day}: {title}{f' until {_day_en(until)}' if until else ''}."


def _day_en(day: date) -> str:
    return english.span_words(day, day)


def _stopped(decision: Decision) -> Iterator[str]:
    """Yield what stands in the way, shorter each time: without the weekday, with less title."""
    day = decision.day
    for words in (TITLE_WORDS, 9, 6):
        for when in (day_words(day), span_words(day, day)):
            yield f"Tidak bisa {when} karena {_title(decision, words)}"


def _tails(decision: Decision) -> Iterator[str]:
    """Yield until when and what then, the fullest first."""
    earliest, look = decision.earliest, decision.review_on
    if decision.outcome is Outcome.HOLD or earliest is None:
        again = "" if look is None else f", ditinjau {span_words(look, look)}"
        yield f"; belum ada tanggal akhir{again}"
        return
    until, doubt = _until(decision), _doubt(decision, ", belum pasti")
    yield f"{_ends(decision)}; paling awal {day_words(earliest)}{doubt}"
    yield f"{_ends(decision)}; paling awal {span_words(earliest, earliest)}{doubt}"
    year = decision.day.year
    ends = "" if until is None else f" sampai {_briefly(until, year)}"
    yield f"{ends}; paling awal {_briefly(earliest, year)}{doubt}"


def _briefly(day: date, year: int) -> str:
    """Return ``day`` without its year, where that is ``year``."""
    words = span_words(day, day)
    return words.removesuffix(f" {day.year}") if day.year == year else words


def _ends(decision: Decision) -> str:
    until = _until(decision)
    return "" if until is None else f" sampai {span_words(until, until)}"


def _fitting(sentences: Iterable[str]) -> str:
    """Return the first of ``sentences`` that is short enough, else the last."""
    said = list(sentences)
    return next((each for each in said if len(each.split()) <= MOST_WORDS), said[-1])


def _until(decision: Decision) -> date | None:
    """Return the last day of what is named first; None: not known, or the day itself."""
    first = next(iter(decision.blockers), None)
    return None if first is None or first.until == decision.day else first.until


def _doubt(decision: Decision, words: str) -> str:
    return "" if decision.firm else words


def _unsure(decision: Decision, day: str) -> str:
    if decision.review_cause is ReviewCause.CONFLICT:
        return f"Aturan untuk {day} saling bertentangan."
    if decision.review_cause is ReviewCause.POLICY:
        return f"Arti level atau zona pada {day} bagi kunjungan ini belum ditetapkan kantor."
    return f"Aturan untuk {day} belum diketahui."


def _unsure_en(decision: Decision, day: str) -> str:
    if decision.review_cause is ReviewCause.CONFLICT:
        return f"The rules for {day} disagree."
    if decision.review_cause is ReviewCause.POLICY:
        return f"The office's policy does not say what the level or zone of {day} means here."
    return f"No rule is known for {day}."


def _unfit(decision: Decision, day: str, title: str) -> str:
    offers = " atau ".join(_OFFERS[offer][0] for offer in decision.offers)
    if decision.blockers:
        return f"Tidak bisa {day} karena {title}. Tanggalnya tetap, tetapi bisa {offers}."
    if decision.limits.eligible is not None:
        eligible = decision.limits.eligible
        return f"Hanya {eligible} siswa boleh ikut {day}, kurang dari 51; bisa {offers}."
    return f"Permohonan {decision.people} siswa untuk {day} kurang dari 51; bisa {offers}."


def _unfit_en(decision: Decision, day: str, title: str) -> str:
    offers = " or ".join(_OFFERS[offer][1] for offer in decision.offers)
    if decision.blockers:
        return f"Not on {day}: {title}. The date is fixed, but they can be {offers}."
    if decision.limits.eligible is not None:
        eligible = decision.limits.eligible
        return f"Only {eligible} pupils may come on {day}, too few; they can be {offers}."
    return f"The {decision.people} pupils on {day} are too few; they can be {offers}."


def _title(decision: Decision, most: int) -> str:
    words = next(iter(decision.titles), "ketentuan perkecualian").split()
    return " ".join(words if len(words) <= most else [*words[:most], "..."])


def _title_en(decision: Decision) -> str:
    named = [blocker.basis_en for blocker in decision.blockers] or list(decision.basis_en)
    return next(iter(named), "an exemption")
