"""What stands behind the ids that decisions carry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from planner.domain.vocabulary import BlockerCode, Evidence
from planner.rules.book import Rulebook
from planner.rules.confirming import confirmed_by
from planner.rules.rule_records import PolicyRecord

#: Said wherever limits are cited that rest on a policy nobody in the office has confirmed.
ASSUMED: Final = "anggapan awal, belum disahkan kantor"

_CODES: Final = {
    BlockerCode.HOLIDAY: ("Hari libur atau akhir pekan", Evidence.DOCUMENTED),
    BlockerCode.GAP: ("Belum ada aturan yang diketahui untuk hari ini", Evidence.DOCUMENTED),
    BlockerCode.HOST: ("Tempat tidak tersedia", Evidence.DOCUMENTED),
    BlockerCode.RESOURCE: ("Petugas, mobil, atau alat tidak tersedia", Evidence.DOCUMENTED),
}


def basis_of(book: Rulebook, rule_id: str) -> tuple[str, str, Evidence]:
    """Return the title, the source's address and the support of ``rule_id``.

    Raises
    ------
    KeyError
        Neither a rule of the book nor a code of its own.
    """
    if rule_id in set(BlockerCode):
        title, evidence = _CODES[BlockerCode(rule_id)]
        return title, "", evidence
    record = book.find(rule_id)
    if record is None:
        raise KeyError(rule_id)
    return record.title, next(iter(record.sources), ""), record.evidence


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
