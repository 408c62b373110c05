"""The sentence that goes with a decision, in Indonesian and English."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.domain.decisions import Ask, Decision
from planner.domain.indonesian import day_words
from planner.domain.words import Outcome, ReviewCause

OFFER: Final = "gabungkan dengan sekolah lain atau layani di kantor."
OFFER_EN: Final = "merge with another school or serve them at the office."


def worded(decision: Decision, ask: Ask) -> Decision:
    """Return ``decision`` with its reason: one sentence, at most 25 words, with its day."""
    indonesian, english = _sentences(decision, ask)
    return replace(decision, reason=indonesian, reason_en=english)


def _sentences(decision: Decision, ask: Ask) -> tuple[str, str]:
    day, iso = day_words(decision.day), decision.day.isoformat()
    title = _title(decision)
    match decision.outcome:
        case Outcome.GO:
            return f"Boleh berjalan {day}, tanpa pembatasan.", f"May go ahead on {iso}."
        case Outcome.GO_LIMITED:
            return (
                f"Boleh berjalan {day} dengan batasan menurut {title}.",
                f"May go ahead on {iso} with limits under: {title}.",
            )
        case Outcome.MOVE:
            return f"Tidak bisa {day}: {title}.", f"Not on {iso}: {title}."
        case Outcome.HOLD:
            return (
                f"Tidak bisa {day}, tanpa tanggal akhir: {title}.",
                f"Not on {iso}, with no end known: {title}.",
            )
        case Outcome.NOT_ELIGIBLE:
            return (
                f"Permohonan {ask.people} siswa untuk {day} kurang dari 51: {OFFER}",
                f"{ask.people} pupils on {iso} are fewer than 51: {OFFER_EN}",
            )
        case Outcome.REVIEW:
            return _review(decision, day, iso)


def _review(decision: Decision, day: str, iso: str) -> tuple[str, str]:
    if decision.review_cause is ReviewCause.CONFLICT:
        return f"Aturan untuk {day} saling bertentangan.", f"The rules for {iso} disagree."
    return f"Aturan untuk {day} belum diketahui.", f"No rule is known for {iso}."


def _title(decision: Decision) -> str:
    if decision.blockers:
        return decision.blockers[0].basis
    return next(iter(decision.basis), "ketentuan perkecualian")
