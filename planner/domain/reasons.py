"""Why a decision is so, in one sentence: its day, what decides, until when, and the new date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from planner.domain.indonesian import day_words, span_words
from planner.domain.vocabulary import BlockerCode, Offer, Outcome, ReviewCause

if TYPE_CHECKING:
    from planner.domain.decisions import Blocker, Decision

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
    day, titles = day_words(decision.day), _titles(decision)
    match decision.outcome:
        case Outcome.GO:
            return f"Boleh berjalan {day}, tanpa pembatasan."
        case Outcome.GO_LIMITED:
            start = f"Boleh berjalan {day} dengan batasan menurut "
            return _fitting([f"{start}{named}." for named in titles])
        case Outcome.NOT_ELIGIBLE:
            return _unfit(decision, day, titles)
        case Outcome.REVIEW:
            return _unsure(decision, day)
    return _stopped(decision, f"Tidak bisa {day} karena", titles)


def sentence_en(decision: Decision) -> str:
    """Return why ``decision`` is so, in English: one sentence, at most 25 words."""
    day, titles = decision.day.isoformat(), _titles_en(decision)
    match decision.outcome:
        case Outcome.GO:
            return f"May go ahead on {day}."
        case Outcome.GO_LIMITED:
            start = f"May go ahead on {day} with limits under "
            return _fitting([f"{start}{named}." for named in titles])
        case Outcome.NOT_ELIGIBLE:
            return _unfit_en(decision, day, titles)
        case Outcome.REVIEW:
            return _unsure_en(decision, day)
        case Outcome.HOLD:
            look = "" if decision.review_on is None else f"; next look on {decision.review_on}"
            start = f"Not on {day}, with no end known: "
            return _fitting([f"{start}{named}{end}." for end in (look, "") for named in titles])
    until, later = _until(decision)
    ends = f"{' and later rules' if later else ''}{'' if until is None else f' until {until}'}"
    tail = f"{ends}; earliest {decision.earliest}{_doubt(decision, ', not sure')}"
    return _fitting([f"Not on {day}: {named}{tail}." for named in titles])


def _stopped(decision: Decision, start: str, titles: Sequence[str]) -> str:
    """Return the fullest sentence that keeps to the words it may have."""
    (until, later), earliest = _until(decision), decision.earliest
    if decision.outcome is Outcome.HOLD or earliest is None:
        look = decision.review_on
        again = "" if look is None else f", ditinjau {span_words(look, look)}"
        ends = [f"; belum ada tanggal akhir{again}", "; belum ada tanggal akhir"]
        return _fitting([f"{start} {named}{end}." for end in ends for named in titles])
    over = "" if until is None else f" sampai {span_words(until, until)}"
    over = f" dan aturan sesudahnya{over}" if later else over
    free = f"; paling awal {day_words(earliest)}"
    doubt = _doubt(decision, ", belum pasti")
    short = f"; paling awal {span_words(earliest, earliest)}"
    tails = (f"{over}{free}{doubt}", f"{over}{short}{doubt}", f"{short}{doubt}", short, "")
    return _fitting([f"{start} {named}{tail}." for tail in tails for named in titles])


def _fitting(sentences: Iterable[str]) -> str:
    """Return the first of ``sentences`` that is short enough, else the last."""
    said = list(sentences)
    return next((each for each in said if len(each.split()) <= MOST_WORDS), said[-1])


def _until(decision: Decision) -> tuple[date | None, bool]:
    """Return until when the visit is forbidden, and whether by rules after those named.

    None: not known, or the day itself.
    """
    ends = [each.until for each in _causes(decision)]
    if not ends or None in ends:
        return None, False
    last, to = max(end for end in ends if end is not None), decision.blocked_to
    until = last if to is None else to
    return (None if until == decision.day else until), last < until


def _causes(decision: Decision) -> list[Blocker]:
    """Return what forbids, the longest first; what the calendar says only where no rule does."""
    closed = BlockerCode.HOLIDAY.value
    rules = [each for each in decision.blockers if each.rule_id != closed]
    return sorted(rules or decision.blockers, key=lambda each: each.until or date.max, reverse=True)


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


def _unfit(decision: Decision, day: str, titles: Sequence[str]) -> str:
    offers = " atau ".join(_OFFERS[offer][0] for offer in decision.offers)
    if decision.blockers:
        end = f". Tanggalnya tetap, jadi {offers}."
        return _fitting([f"Tidak bisa {day} karena {named}{end}" for named in titles])
    if decision.limits.eligible is not None:
        return f"Hanya {decision.limits.eligible} siswa boleh ikut {day}, kurang dari 51: {offers}."
    return f"Permohonan {decision.people} siswa untuk {day} kurang dari 51: {offers}."


def _unfit_en(decision: Decision, day: str, titles: Sequence[str]) -> str:
    offers = " or ".join(_OFFERS[offer][1] for offer in decision.offers)
    if decision.blockers:
        return _fitting([f"Not on {day}: {named}; {offers}." for named in titles])
    if decision.limits.eligible is not None:
        return f"Only {decision.limits.eligible} pupils may come on {day}, too few: {offers}."
    return f"The {decision.people} pupils on {day} are too few: {offers}."


def _titles(decision: Decision) -> list[str]:
    """Return what decides by name, the fullest first: two, then one and how many others."""
    named = [each.basis for each in _causes(decision)] or list(decision.basis)
    return _counted(named or ["ketentuan perkecualian"], "dan", ("aturan lain", "aturan lain"))


def _titles_en(decision: Decision) -> list[str]:
    named = [each.basis_en for each in _causes(decision)] or list(decision.basis_en)
    return _counted(named or ["an exemption"], "and", ("other rule", "other rules"))


def _counted(titles: Iterable[str], link: str, others: tuple[str, str]) -> list[str]:
    names = [_short(title) for title in dict.fromkeys(titles)]
    if len(names) == 1:
        return names
    rest = len(names) - 1
    every = [f"{names[0]} {link} {names[1]}"] if rest == 1 else []
    return [*every, f"{names[0]} {link} {rest} {others[rest > 1]}", names[0]]


def _short(title: str) -> str:
    words = title.split()
    return " ".join(words if len(words) <= TITLE_WORDS else [*words[:TITLE_WORDS], "..."])
