"""Why a decision is so, in one sentence: its day, what decides, until when, and the new date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from planner.domain.indonesian import day_words, span_words
from planner.domain.vocabulary import Offer, Outcome, ReviewCause

if TYPE_CHECKING:
    from planner.domain.decisions import Decision

#: Words that a sentence may have, and those of a title that it has room for.
MOST_WORDS: Final = 25
TITLE_WORDS: Final = 12

#: What is said of an offer, in Indonesian and in English.
_OFFERS: Final = {
    Offer.MERGE: ("gabungkan dengan sekolah lain", "merge with another school"),
    Offer.OFFICE: ("layani di kantor", "serve them at the office"),
    Offer.ONLINE: ("layani lewat WhatsApp", "serve them online"),
}


def sentence(decision: Decision) -> str:
    """Return why ``decision`` is so, in Indonesian: one sentence, at most 25 words."""
    day, title = day_words(decision.day), _title(decision)
    match decision.outcome:
        case Outcome.GO:
            return f"Boleh berjalan {day}, tanpa pembatasan."
        case Outcome.GO_LIMITED:
            return f"Boleh berjalan {day} dengan batasan menurut {title}."
        case Outcome.NOT_ELIGIBLE:
            return _unfit(decision, day, title)
        case Outcome.REVIEW:
            return _unsure(decision, day)
    return _stopped(decision, f"Tidak bisa {day} karena {title}")


def sentence_en(decision: Decision) -> str:
    """Return why ``decision`` is so, in English."""
    day, title = decision.day.isoformat(), _title_en(decision)
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
            look = "" if decision.review_on is None else f"; next look on {decision.review_on}"
            return f"Not on {day}, with no end known: {title}{look}."
    until = _until(decision)
    ends = "" if until is None else f" until {until}"
    doubt = _doubt(decision, ", not sure")
    return f"Not on {day}: {title}{ends}; earliest {decision.earliest}{doubt}."


def _stopped(decision: Decision, start: str) -> str:
    """Return the fullest sentence that keeps to the words it may have."""
    until, earliest = _until(decision), decision.earliest
    ends = "" if until is None else f" sampai {span_words(until, until)}"
    if decision.outcome is Outcome.HOLD or earliest is None:
        look = decision.review_on
        open_end = f"{start}; belum ada tanggal akhir"
        again = "" if look is None else f", ditinjau {span_words(look, look)}"
        return _fitting([f"{open_end}{again}.", f"{open_end}."])
    free = f"; paling awal {day_words(earliest)}"
    doubt = _doubt(decision, ", belum pasti")
    short = f"; paling awal {span_words(earliest, earliest)}"
    tails = (f"{ends}{free}{doubt}", f"{ends}{short}{doubt}", f"{short}{doubt}", short, "")
    return _fitting([f"{start}{tail}." for tail in tails])


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
        return f"Kebijakan kantor belum menyebut arti level atau zona {day} bagi jalur ini."
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
        return f"Tidak bisa {day} karena {title}. Tanggalnya tetap, jadi {offers}."
    if decision.limits.eligible is not None:
        return f"Hanya {decision.limits.eligible} siswa boleh ikut {day}, kurang dari 51: {offers}."
    return f"Permohonan {decision.people} siswa untuk {day} kurang dari 51: {offers}."


def _unfit_en(decision: Decision, day: str, title: str) -> str:
    offers = " or ".join(_OFFERS[offer][1] for offer in decision.offers)
    if decision.blockers:
        return f"Not on {day}: {title}; {offers}."
    if decision.limits.eligible is not None:
        return f"Only {decision.limits.eligible} pupils may come on {day}, too few: {offers}."
    return f"The {decision.people} pupils on {day} are too few: {offers}."


def _title(decision: Decision) -> str:
    words = next(iter(decision.titles), "ketentuan perkecualian").split()
    return " ".join(words if len(words) <= TITLE_WORDS else [*words[:TITLE_WORDS], "..."])


def _title_en(decision: Decision) -> str:
    named = [blocker.basis_en for blocker in decision.blockers] or list(decision.basis_en)
    return next(iter(named), "an exemption")
