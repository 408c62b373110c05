"""What stands behind the ids that decisions carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.vocabulary import BlockerCode, Evidence
from planner.rules.book import Rulebook
from planner.rules.confirming import confirmed_by
from planner.rules.rule_records import PolicyRecord

#: Said wherever limits are cited that rest on a policy nobody in the office has confirmed.
ASSUMED: Final = "anggapan awal, belum disahkan kantor"

_CODES: Final = {
    BlockerCode.HOLIDAY: ("Hari libur atau akhir pekan", "a public holiday or weekend"),
    BlockerCode.GAP: (
        "Belum ada aturan yang diketahui untuk hari ini",
        "no rule is known for this day yet",
    ),
    BlockerCode.HOST: ("Tempat tidak tersedia", "the place is not available"),
    BlockerCode.RESOURCE: (
        "Petugas, mobil, atau alat tidak tersedia",
        "crew, vehicle or equipment is not available",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBasis:
    """How an id is named, its first source (empty: none) and its support.

    ``title_en`` is empty where nobody gave the record an English title.
    """

    title: str
    title_en: str
    source: str
    evidence: Evidence


def basis_of(book: Rulebook, rule_id: str) -> RuleBasis:
    """Return what stands behind ``rule_id``.

    Raises
    ------
    KeyError
        Neither a rule of the book nor a code of its own.
    """
    if rule_id in set(BlockerCode):
        title, title_en = _CODES[BlockerCode(rule_id)]
        return RuleBasis(title=title, title_en=title_en, source="", evidence=Evidence.DOCUMENTED)
    record = book.find(rule_id)
    if record is None:
        raise KeyError(rule_id)
    return RuleBasis(
        title=record.title,
        title_en=record.title_en,
        source=next(iter(record.sources), ""),
        evidence=record.evidence,
    )


def assumed(book: Rulebook, rule_id: str, *, as_of: date) -> bool:
    """Return whether ``rule_id`` is a policy that the office has not made its own by then.

    A policy is the office's own when a document says so, or a confirmation of it is known.
    """
    record = book.find(rule_id)
    if not isinstance(record, PolicyRecord) or record.evidence is Evidence.DOCUMENTED:
        return False
    return not confirmed_by(book.records, rule_id, as_of)


def standing_words(book: Rulebook, rule_ids: Iterable[str], *, as_of: date) -> str:
    """Return what must be said beside limits that rest on ``rule_ids``; empty: nothing."""
    return ASSUMED if any(assumed(book, name, as_of=as_of) for name in rule_ids) else ""
