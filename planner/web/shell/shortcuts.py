"""The office's main pages with the key that opens each: one list for menu, dialog and script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.domain.accounts import Role


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A page of the menu: the letter after ``g``, its address and word, and who may open it.

    ``first`` pages always stand in the menu; the others behind "Lainnya".
    """

    key: str
    href: str
    words: str
    role: Role
    first: bool = True


SHORTCUTS: Final = (
    Shortcut("b", "/kantor", "Papan", Role.VIEWER),
    Shortcut("t", "/kantor/hari", "Hari ini", Role.COORDINATOR),
    Shortcut("p", "/kantor/permohonan", "Permohonan", Role.VIEWER),
    Shortcut("a", "/kantor/aturan", "Pembatasan", Role.VIEWER),
    Shortcut("r", "/kantor/versi", "Rencana", Role.VIEWER),
    Shortcut("h", "/kantor/hubungi", "Hubungi", Role.COORDINATOR),
    Shortcut("l", "/kantor/lembar", "Lembar", Role.VIEWER),
    Shortcut("i", "/kantor/impor", "Impor", Role.COORDINATOR),
    Shortcut("k", "/kantor/petugas", "Petugas", Role.VIEWER, first=False),
    Shortcut("s", "/kantor/susun", "Susun rute", Role.COORDINATOR, first=False),
    Shortcut("c", "/kantor/catatan", "Riwayat", Role.COORDINATOR, first=False),
    Shortcut("o", "/kantor/orang", "Orang", Role.ADMIN, first=False),
    Shortcut("u", "/kantor/tur", "Tur sepuluh menit", Role.VIEWER, first=False),
    Shortcut("d", "/kantor/panduan", "Panduan", Role.VIEWER, first=False),
    Shortcut("w", "/", "Situs warga", Role.VIEWER, first=False),
)
