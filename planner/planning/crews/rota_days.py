"""Which days the rota covers, what each needs, and what a saved rota breaks by now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from planner.domain.areas import CITY
from planner.domain.crews import Officer, RotaEntry
from planner.domain.errors import BadInput
from planner.domain.fleet import Unit
from planner.domain.indonesian import short_day
from planner.domain.visits import Visit
from planner.domain.vocabulary import VisitState
from planner.planning.crews.rota import RotaDay, Staff, shortages_of
from planner.rules import Rulebook, WorkCalendar, decide_staff

#: A visit in one of these states is one that a unit drives to, or drove to.
DRIVEN = (VisitState.SCHEDULED, VisitState.DONE, VisitState.FAILED)


def rota_days(
    days: Sequence[date],
    visits: Iterable[Visit],
    units: Sequence[Unit],
    rules: tuple[Rulebook, WorkCalendar],
    *,
    as_of: date,
    also: Collection[date] = (),
) -> tuple[RotaDay, ...]:
    """Return what each of ``days`` needs; days that need nobody are left out.

    A unit drives on a day where a visit that was published and still stands is for it. The
    office is open on working days. Days of ``also`` are never left out: somebody is on their rota.
    """
    book, calendar = rules
    driven = {
        (visit.day, visit.unit_id)
        for visit in visits
        if visit.state in DRIVEN and visit.day is not None
    }
    needs = []
    for day in days:
        out = tuple(unit for unit in units if (day, unit.id) in driven)
        office = calendar.blocker(day, as_of) is None
        if out or office or day in also:
            share = decide_staff(book, CITY, day, as_of=as_of)
            needs.append(RotaDay(day=day, units=out, office=office, share=share))
    return tuple(needs)


def breaches(day: RotaDay, entries: Sequence[RotaEntry], staff: Staff) -> list[str]:
    """Return each hard rule that the rota of one day breaks, as a sentence with its remedy."""
    when = short_day(day.day)
    names = {officer.id: officer.name for officer in staff.officers}
    everyone = [name for entry in entries for name in entry.officer_ids]
    units = {unit.id: unit.name for unit in day.units}
    sentences = [
        f"{when}: {names.get(name, name)} tercatat di dua tempat. Tukar salah satunya."
        for name in dict.fromkeys(everyone)
        if everyone.count(name) > 1
    ]
    most = staff.may_work(day)
    if len(set(everyone)) > most:
        sentences.append(
            f"{when}: {len(set(everyone))} petugas bertugas, paling banyak {most} "
            f"({day.percent} persen). Susun giliran lagi."
            if day.percent is not None
            else f"{when}: {len(set(everyone))} petugas bertugas, hanya {most} yang tercatat. "
            "Susun giliran lagi."
        )
    there = {officer.id for officer in staff.there(day.day)}
    sentences += [
        f"{when}: {names.get(name, name)} tidak masuk hari itu. Tukar dengan petugas lain."
        for name in dict.fromkeys(everyone)
        if name not in there
    ]
    sentences += [
        f"{when}: ada regu untuk unit yang tidak jalan. Susun giliran lagi."
        for entry in entries
        if entry.unit_id is not None and entry.unit_id not in units
    ]
    return sentences


def warnings_of(day: RotaDay, entries: Sequence[RotaEntry], staff: Staff) -> list[str]:
    """Return everything wrong with the rota of one day: what it breaks, then what it lacks."""
    lacks = shortages_of(day, entries, staff)
    return [*breaches(day, entries, staff), *(each.sentence for each in lacks)]


def swapped(
    day: RotaDay, entries: Sequence[RotaEntry], staff: Staff, one: str, other: str
) -> tuple[RotaEntry, ...]:
    """Return the rota of one day with two officers changing places; one may be free that day.

    Whoever stands there although they are away leaves the rota instead of changing places.

    Raises
    ------
    BadInput
        They are one person or unknown, neither works that day, or both in one place; or the
        change breaks a hard rule that was kept before: leave, share, a unit's skills.
    """
    both = {one: _named(staff, one), other: _named(staff, other)}
    where = {name: e.unit_id for e in entries for name in e.officer_ids if name in both}
    when = short_day(day.day)
    if one == other:
        raise BadInput([f"{when}: pilih dua petugas yang berbeda."])
    if not where:
        raise BadInput([f"{when}: kedua petugas tidak bertugas, jadi tidak ada yang ditukar."])
    if len(where) == 2 and where[one] == where[other]:
        raise BadInput([f"{when}: kedua petugas sudah di tempat yang sama. Pilih petugas lain."])
    trade = {one: other, other: one}
    # Somebody placed and away since gives up their place and gets no other.
    away = {name for name in where if staff.away(name, day.day) is not None}
    moved = [
        (entry, sorted({trade.get(name, name) for name in entry.officer_ids} - away))
        for entry in entries
    ]
    after = tuple(
        RotaEntry(day=entry.day, unit_id=entry.unit_id, officer_ids=tuple(names))
        for entry, names in moved
        if names
    )
    old = set(warnings_of(day, entries, staff))
    new = [sentence for sentence in warnings_of(day, after, staff) if sentence not in old]
    if new:
        raise BadInput([f"Tukar {both[one].name} dan {both[other].name} ditolak.", *new])
    return after


def _named(staff: Staff, officer_id: str) -> Officer:
    for officer in staff.officers:
        if officer.id == officer_id:
            return officer
    raise BadInput(["Petugas itu tidak ada. Pilih dari daftar, lalu tukar lagi."])
