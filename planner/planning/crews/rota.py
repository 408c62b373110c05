"""Who goes with which unit and who is in the office, day by day, in fair turns.

A turn is a day with a unit. Each day those with the fewest turns go, then those who worked the
fewest days, then by id; the office gets those who worked the fewest days. While all officers
are alike and nobody is away, neither count differs by more than one between any two of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from planner.domain.crews import Leave, Officer, RotaEntry, Skill
from planner.domain.decisions import StaffShare
from planner.domain.fleet import Unit
from planner.domain.indonesian import short_day
from planner.domain.vocabulary import Service
from planner.planning.crews.skills import CrewAsk, fill_crews, unmet_skills

#: The share where a rule asks for turns and gives no figure: two halves (decision 0050).
HALF: Final = 50

SKILL_NEEDED: Final = {Skill.RECORDING: "perekam KTP", Skill.DRIVING: "pengemudi"}
_MARKED: Final = {Skill.RECORDING: "bisa merekam", Skill.DRIVING: "bisa mengemudi"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaDay:
    """What a day needs: ``units`` that drive, whether the ``office`` is open, and the share."""

    day: date
    units: tuple[Unit, ...]
    office: bool
    share: StaffShare

    @property
    def percent(self) -> int | None:
        """The share that holds (None: everybody may work); turns without a figure mean half."""
        return HALF if self.assumed else self.share.percent

    @property
    def assumed(self) -> bool:
        """Whether a rule asks for turns without a figure, so that the share is our reading."""
        return self.share.rotation and self.share.percent is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The officers and when they are away."""

    officers: tuple[Officer, ...]
    leaves: tuple[Leave, ...] = ()
    _away: Mapping[str, tuple[Leave, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        away: dict[str, tuple[Leave, ...]] = {}
        for leave in self.leaves:
            away[leave.officer_id] = (*away.get(leave.officer_id, ()), leave)
        object.__setattr__(self, "_away", away)

    def on(self, day: date) -> tuple[Officer, ...]:
        """Return those who belong to the staff on ``day``, away or not."""
        return tuple(officer for officer in self.officers if officer.works_on(day))

    def away(self, officer_id: str, day: date) -> Leave | None:
        """Return the leave of an officer on ``day``, None where they can come."""
        return next((leave for leave in self._away.get(officer_id, ()) if leave.covers(day)), None)

    def there(self, day: date) -> tuple[Officer, ...]:
        """Return those who can come on ``day``."""
        return tuple(each for each in self.on(day) if self.away(each.id, day) is None)

    def may_work(self, day: RotaDay) -> int:
        """Return how many may work: the share of all who belong to the staff, rounded down.

        It is rounded as :meth:`StaffShare.crews` rounds. Those on leave count as staff.
        """
        everybody = len(self.on(day.day))
        return StaffShare(percent=day.percent).crews(everybody)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """How often each officer went with a unit, and on how many days they worked at all."""

    out: Mapping[str, int]
    worked: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A place that nobody fills, or a skill nobody brings, told in Indonesian.

    ``unit_id`` None: the office. ``skill`` None: ``missing`` people are lacking.
    """

    day: date
    unit_id: str | None
    missing: int
    sentence: str
    skill: Skill | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaProposal:
    """A rota and what it lacks, in order of days."""

    entries: tuple[RotaEntry, ...]
    shortages: tuple[Shortage, ...]


def turns_of(entries: Iterable[RotaEntry]) -> Turns:
    """Return the turns that ``entries`` give to each officer."""
    out: Counter[str] = Counter()
    worked: Counter[str] = Counter()
    for entry in entries:
        worked.update(entry.officer_ids)
        if entry.unit_id is not None:
            out.update(entry.officer_ids)
    return Turns(out=out, worked=worked)


def skills_for(unit: Unit, staff: Staff, day: date) -> tuple[Skill, ...]:
    """Return the skills that must go along with ``unit``.

    A driver is asked for once the office marks anybody as one: before that it does not tell
    drivers apart.
    """
    recording = (Skill.RECORDING,) if Service.KTP_RECORDING in unit.services else ()
    drivers = any(Skill.DRIVING in officer.skills for officer in staff.on(day))
    return (*recording, Skill.DRIVING) if drivers else recording


def propose_rota(
    days: Sequence[RotaDay], staff: Staff, history: Iterable[RotaEntry]
) -> RotaProposal:
    """Return who works where on ``days``; ``history`` are the turns already taken.

    Nobody stands in two places on one day, nobody on leave is called, and never more work
    than the share allows. Units come before the office. The same input gives the same rota.
    """
    before = turns_of(history)
    out, worked = Counter(before.out), Counter(before.worked)
    entries: list[RotaEntry] = []
    shortages: list[Shortage] = []
    for day in sorted(days, key=lambda each: each.day):
        teams = _one_day(day, staff, Turns(out=out, worked=worked))
        entries += teams
        shortages += shortages_of(day, teams, staff)
        new = turns_of(teams)
        out.update(new.out)
        worked.update(new.worked)
    return RotaProposal(entries=tuple(entries), shortages=tuple(shortages))


def _one_day(day: RotaDay, staff: Staff, turns: Turns) -> list[RotaEntry]:
    most = staff.may_work(day)
    wanted = min(most, sum(unit.crew for unit in day.units))
    line = _line(staff.there(day.day), turns, out=wanted, inside=most - wanted if day.office else 0)
    asks = [
        CrewAsk(unit_id=unit.id, people=unit.crew, skills=skills_for(unit, staff, day.day))
        for unit in day.units
    ]
    crews = fill_crews(asks, line, most=most)
    entries = [
        RotaEntry(day=day.day, unit_id=name, officer_ids=_ids(crew))
        for name, crew in crews.items()
        if crew
    ]
    gone = {name for entry in entries for name in entry.officer_ids}
    # Among those who worked least, whoever has most turns stays: the others are soon called out.
    rest = sorted(
        (each for each in line if each.id not in gone),
        key=lambda each: (turns.worked.get(each.id, 0), -turns.out.get(each.id, 0), each.id),
    )
    inside = rest[: max(0, most - len(gone))] if day.office else []
    if inside:
        entries.append(RotaEntry(day=day.day, unit_id=None, officer_ids=_ids(inside)))
    return entries


def _line(people: Sequence[Officer], turns: Turns, *, out: int, inside: int) -> list[Officer]:
    """Return ``people`` in the order in which they go out, ``inside`` of the rest staying in.

    Turns decide. Where they are equal, days worked do, looking at both places: those who
    worked least come in any case, and of all who come those who worked most go out, because
    the others still lack days. So neither count runs away from the other.
    """

    def worked(each: Officer) -> int:
        return turns.worked.get(each.id, 0)

    line = sorted(people, key=lambda each: (turns.out.get(each.id, 0), each.id))
    if not 0 < out < len(line):
        return line
    level = turns.out.get(line[out - 1].id, 0)
    before = [each for each in line if turns.out.get(each.id, 0) < level]
    equal = [each for each in line if turns.out.get(each.id, 0) == level]
    after = [each for each in line if turns.out.get(each.id, 0) > level]
    places = out - len(before) + inside
    coming = {each.id for each in sorted([*equal, *after], key=worked)[:places]}
    equal.sort(
        key=lambda each: (
            each.id not in coming,
            -worked(each) if each.id in coming else worked(each),
            each.id,
        )
    )
    after.sort(key=lambda each: (turns.out.get(each.id, 0), worked(each), each.id))
    return [*before, *equal, *after]


def _ids(crew: Iterable[Officer]) -> tuple[str, ...]:
    return tuple(sorted(officer.id for officer in crew))


def shortages_of(day: RotaDay, entries: Iterable[RotaEntry], staff: Staff) -> list[Shortage]:
    """Return what ``entries`` of one day lack, in order of units, the office last."""
    crews = {entry.unit_id: entry.officer_ids for entry in entries}
    officers = {officer.id: officer for officer in staff.officers}
    full = sum(len(ids) for ids in crews.values()) >= staff.may_work(day)
    shortages: list[Shortage] = []
    for unit in day.units:
        crew = [officers[name] for name in crews.get(unit.id, ()) if name in officers]
        missing = unit.crew - len(crew)
        if missing > 0:
            shortages.append(_too_few(day, unit, missing, full=full))
        lacks = unmet_skills(skills_for(unit, staff, day.day), crew) if crew else ()
        shortages += [_unskilled(day, unit, skill) for skill in lacks]
    if day.office and not crews.get(None):
        when = short_day(day.day)
        remedy = "Kurangi unit hari itu" if day.units else "Akhiri cuti"
        sentence = f"{when}: tidak ada petugas di kantor. {remedy}, atau tambah petugas."
        shortages.append(Shortage(day=day.day, unit_id=None, missing=1, sentence=sentence))
    return shortages


def _too_few(day: RotaDay, unit: Unit, missing: int, *, full: bool) -> Shortage:
    when, percent = short_day(day.day), day.percent
    if full and percent is not None:
        why = f" karena yang boleh masuk {percent} persen"
        remedy = "Pindahkan kunjungannya ke hari lain, atau kurangi unit hari itu."
    else:
        why, remedy = "", "Tambah petugas, akhiri cuti, atau pindahkan kunjungannya."
    sentence = f"{when}: {unit.name} kurang {missing} petugas{why}. {remedy}"
    return Shortage(day=day.day, unit_id=unit.id, missing=missing, sentence=sentence)


def _unskilled(day: RotaDay, unit: Unit, skill: Skill) -> Shortage:
    sentence = (
        f"{short_day(day.day)}: {unit.name} tanpa {SKILL_NEEDED[skill]}. "
        f"Tukar petugas, atau tandai petugas yang {_MARKED[skill]}."
    )
    return Shortage(day=day.day, unit_id=unit.id, missing=1, sentence=sentence, skill=skill)
