"""What stands behind the ids that decisions carry."""

from __future__ import annotations

from typing import Final

from planner.domain.vocabulary import BlockerCode, Evidence
from planner.rules.book import Rulebook

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
