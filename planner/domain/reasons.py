"""Why a decision is so, in one sentence: its day, what decides, until when, and the new date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from planner.domain import english
from planner.domain.indonesian import day_words, span_words
from planner.domain.vocabulary import BlockerCode, Offer, Outcome, ReviewCause

if TYPE_CHECKING:
    from planner.domain.decisions import Blocker, Decision

#: Words that a sentence may have, and those of a title that it has room for.
MOST_WORDS: Final = 25
TITLE_WORDS: Final = 12
#: Those that are left of a title where until when must be told as well.
_FEWER_WORDS: Final = (9, 6, 4)

#: What is said of an offer, in Indonesian and in English.
_OFFERS: Final = {
    Offer.MERGE: ("digabung dengan sekolah lain", "joined with another school"),
    Offer.OFFICE: ("dilayani di kantor", "served at the office"),
    Offer.ONLINE: ("dilayani lewat WhatsApp", "served online"),
}


def sentence(decision: Decision) -> str:
    """Return why ``decision`` is so, in Indonesian: one sentence, at most 25 words."""
    if decision.outcome in (Outcome.MOVE, Outcome.HOLD):
        return _fitting(_stopped(decision, list(_tails(decision))))
    return cause(decision)


def cause(decision: Decision) -> str:
    """Return why ``decision`` is so, without the day on which it may be otherwise again."""
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
    return _fitting(_stopped(decision, [_over(decision)]))


def sentence_en(decision: Decision) -> str:
    """Return why ``decision`` is so, in English: one sentence, at most 25 words."""
    if decision.outcome is Outcome.HOLD and decision.review_on is not None:
        tails = [f"; next look on {_day_en(decision.review_on)}"]
    elif decision.outcome is Outcome.MOVE and decision.earliest is not None:
        doubt, free = _doubt(decision, ", not sure"), decision.earliest
        days = english.day_words(free), _day_en(free), _day_en(free, decision.day.year)
        tails = [f"; earliest {day}{doubt}" for day in days]
    else:
        return cause_en(decision)
    return _fitting(_stopped_en(decision, tails))


def cause_en(decision: Decision) -> str:
    """Return :func:`cause` in English."""
    day, titles = english.day_words(decision.day), _titles_en(decision)
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
    return _fitting(_stopped_en(decision, [""]))


def _stopped_en(decision: Decision, tails: Sequence[str]) -> Iterator[str]:
    """Yield what stands in the way and ``tails``, shorter each time; none goes without."""
    day, titles = decision.day, _titles_en(decision)
    open_end = ", with no end known" if decision.outcome is Outcome.HOLD else ""
    days = english.day_words(day), _day_en(day)
    for tail in tails:
        for named in titles:
            yield f"Not on {days[0]}{open_end}: {named}{_over_en(decision)}{tail}."
    over = f"{_over_en(decision, day.year)}{tails[-1]}"
    for named in (*titles, *(_short(titles[-1], words) for words in _FEWER_WORDS)):
        yield f"Not on {days[1]}{open_end}: {named}{over}."


def _over_en(decision: Decision, year: int | None = None) -> str:
    """Return until when, as :func:`_over` does, in English."""
    until, later = _until(decision)
    over = f" until {_day_en(until, year)}" if until else ""
    return f" and later rules{over}" if later else over


def _day_en(day: date, year: int | None = None) -> str:
    """Return ``day``, without its year where that is ``year``."""
    words = english.span_words(day, day)
    return words.removesuffix(f" {day.year}") if day.year == year else words


def _stopped(decision: Decision, tails: Sequence[str]) -> Iterator[str]:
    """Yield what stands in the way and ``tails``, shorter each time; none goes without."""
    day, titles = decision.day, _titles(decision)
    days = day_words(day), span_words(day, day)
    for tail in tails:
        for named in titles:
            yield f"Tidak bisa {days[0]} karena {named}{tail}."
    for named in titles:
        yield f"Tidak bisa {days[1]} karena {named}{tails[-1]}."
    for words in _FEWER_WORDS:
        for when in days:
            yield f"Tidak bisa {when} karena {_short(titles[-1], words)}{tails[-1]}."


def _tails(decision: Decision) -> Iterator[str]:
    """Yield until when and what then, the fullest first."""
    earliest, look = decision.earliest, decision.review_on
    if decision.outcome is Outcome.HOLD or earliest is None:
        again = "" if look is None else f", ditinjau {span_words(look, look)}"
        yield f"; belum ada tanggal akhir{again}"
        return
    over, doubt = _over(decision), _doubt(decision, ", belum pasti")
    yield f"{over}; paling awal {day_words(earliest)}{doubt}"
    yield f"{over}; paling awal {span_words(earliest, earliest)}{doubt}"
    year = decision.day.year
    yield f"{_over(decision, year)}; paling awal {_briefly(earliest, year)}{doubt}"


def _over(decision: Decision, year: int | None = None) -> str:
    """Return until when, without the year where that is ``year``; empty: it is not known."""
    until, later = _until(decision)
    over = "" if until is None else f" sampai {_briefly(until, year)}"
    return f" dan aturan sesudahnya{over}" if later else over


def _briefly(day: date, year: int | None) -> str:
    words = span_words(day, day)
    return words.removesuffix(f" {day.year}") if day.year == year else words


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
        return f"Arti level atau zona pada {day} bagi kunjungan ini belum ditetapkan kantor."
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
        end = f". Tanggalnya tetap, tetapi bisa {offers}."
        shorter = [*titles, *(_short(titles[-1], words) for words in _FEWER_WORDS)]
        return _fitting([f"Tidak bisa {day} karena {named}{end}" for named in shorter])
    if decision.limits.eligible is not None:
        eligible = decision.limits.eligible
        return f"Hanya {eligible} siswa boleh ikut {day}, kurang dari 51; bisa {offers}."
    return f"Permohonan {decision.people} siswa untuk {day} kurang dari 51; bisa {offers}."


def _unfit_en(decision: Decision, day: str, titles: Sequence[str]) -> str:
    offers = " or ".join(_OFFERS[offer][1] for offer in decision.offers)
    if decision.blockers:
        end = f". The date is fixed; they can be {offers}."
        shorter = [*titles, *(_short(titles[-1], words) for words in _FEWER_WORDS)]
        days = day, _day_en(decision.day)
        return _fitting([f"Not on {when}: {named}{end}" for named in shorter for when in days])
    if decision.limits.eligible is not None:
        eligible = decision.limits.eligible
        return f"Only {eligible} pupils may come on {day}, too few; they can be {offers}."
    return f"The {decision.people} pupils on {day} are too few; they can be {offers}."


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


def _short(title: str, most: int = TITLE_WORDS) -> str:
    words = title.split()
    return " ".join(words if len(words) <= most else [*words[:most], "..."])
