"""Officers, their leave, and who goes along with which unit on which day.

Names of officers are personal data of the staff: pages of the office show them, public ones
never.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from planner.domain.accounts import LONGEST_NAME
from planner.domain.errors import BadInput
from planner.domain.indonesian import short_day
from planner.domain.vocabulary import Service

#: The longest leave in one entry; a longer one is an officer who left.
LONGEST_LEAVE_DAYS: Final = 400
#: What stands instead of a name once it was erased.
ERASED_NAME: Final = "Petugas lama"


class Skill(StrEnum):
    """What not every officer can do; everybody can do the paper work."""

    RECORDING = Service.KTP_RECORDING.value
    DRIVING = "DRIVING"


class LeaveReason(StrEnum):
    """Why somebody is away: a closed list, so that no illness is ever written down."""

    LEAVE = "leave"
    SICK = "sick"
    DUTY = "duty"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody on the rota.

    ``left_on`` is the first day they no longer work here (None: they do). ``id`` is given when
    they are recorded, empty before.

    Raises
    ------
    BadInput
        The name is empty or too long.
    """

    name: str
    skills: tuple[Skill, ...] = ()
    left_on: date | None = None
    id: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise BadInput(["Nama petugas masih kosong. Isi lalu simpan lagi."])
        if len(self.name) > LONGEST_NAME:
            raise BadInput([f"Nama petugas lebih dari {LONGEST_NAME} huruf. Persingkat."])

    @property
    def active(self) -> bool:
        """Whether no end of their work is known."""
        return self.left_on is None

    def works_on(self, day: date) -> bool:
        """Return whether they still belong to the staff on ``day``."""
        return self.left_on is None or day < self.left_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """An officer is away from ``first_day`` to ``last_day``, both included.

    ``back_on`` is the day they came back before that (None: not yet), which may be
    ``first_day`` itself. ``id`` is the store's, 0 until saved.

    Raises
    ------
    BadInput
        The days are out of order or too many.
    """

    officer_id: str
    first_day: date
    last_day: date
    reason: LeaveReason = LeaveReason.LEAVE
    back_on: date | None = None
    id: int = 0

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise BadInput(["Hari terakhir cuti mendahului hari pertama. Tukar kedua tanggalnya."])
        if (self.last_day - self.first_day).days >= LONGEST_LEAVE_DAYS:
            raise BadInput(
                [f"Cuti lebih dari {LONGEST_LEAVE_DAYS} hari. Catat sebagai petugas yang berhenti."]
            )
        if self.back_on is not None and not self.first_day <= self.back_on <= self.last_day:
            first, last = short_day(self.first_day), short_day(self.last_day)
            raise BadInput([f"Hari masuk lagi harus dari {first} sampai {last}. Pilih lagi."])

    def covers(self, day: date) -> bool:
        """Return whether the officer is away on ``day``."""
        back = self.back_on is not None and day >= self.back_on
        return self.first_day <= day <= self.last_day and not back


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaEntry:
    """Who goes with ``unit_id`` on ``day``, or who is in the office (None), in order of ids.

    Raises
    ------
    BadInput
        Somebody stands there twice.
    """

    day: date
    unit_id: str | None
    officer_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.officer_ids)) < len(self.officer_ids):
            raise BadInput(
                [f"Seorang petugas tercatat dua kali pada {short_day(self.day)}. Hapus satu."]
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewChange:
    """What an action wants saved of the crews.

    Officers and leaves are added, or replaced where their id is known. The rota of ``days`` is
    replaced by ``rota``, all of whose days are among them.
    """

    officers: tuple[Officer, ...] = ()
    leaves: tuple[Leave, ...] = ()
    days: tuple[date, ...] = ()
    rota: tuple[RotaEntry, ...] = ()


NO_CREW_CHANGE: Final = CrewChange()
