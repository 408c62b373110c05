"""The office's main pages with the key that opens each: one list for menu, dialog and script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.domain.accounts import Role


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A page of the menu: the letter after ``g``, its endpoint, its word, and who may open it.

    ``first`` pages always stand in the menu; the others behind "Lainnya".
    """

    key: str
    page: str
    words: str
    role: Role
    first: bool = True


SHORTCUTS: Final = (
    Shortcut("b", "dashboard", "Papan", Role.VIEWER),
    Shortcut("t", "today", "Hari ini", Role.COORDINATOR),
    Shortcut("p", "requests", "Permohonan", Role.VIEWER),
    Shortcut("a", "rules", "Pembatasan", Role.VIEWER),
    Shortcut("r", "versions", "Rencana", Role.VIEWER),
    Shortcut("h", "calls", "Hubungi", Role.COORDINATOR),
    Shortcut("l", "sheets", "Lembar", Role.VIEWER),
    Shortcut("i", "imports", "Impor", Role.COORDINATOR),
    Shortcut("k", "officers", "Petugas", Role.VIEWER, first=False),
    Shortcut("s", "new_search", "Susun rute", Role.COORDINATOR, first=False),
    Shortcut("c", "history", "Riwayat", Role.COORDINATOR, first=False),
    Shortcut("o", "accounts", "Orang", Role.ADMIN, first=False),
    Shortcut("u", "tour", "Tur sepuluh menit", Role.VIEWER, first=False),
    Shortcut("d", "guide", "Panduan", Role.VIEWER, first=False),
    Shortcut("w", "site", "Situs warga", Role.VIEWER, first=False),
)
