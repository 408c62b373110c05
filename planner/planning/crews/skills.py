"""Places in crews filled by people, those first in line first, no skill wasted.

Sets of people who can fill places together form a matroid. So letting people in one by one,
first in line first, whenever the places can still be dealt anew around them, fills as many
places as can be and passes over nobody who stands before somebody taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from planner.domain.crews import Officer, Skill

#: With more units on one day, ways to let one person cover two skills are not all tried.
_MOST_TRIED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewAsk:
    """What one unit needs on a day: ``people``, among them somebody for each of ``skills``."""

    unit_id: str
    people: int
    skills: tuple[Skill, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    unit_id: str
    needs: frozenset[Skill] = frozenset()


Crews = dict[str, list[Officer]]


def fill_crews(asks: Sequence[CrewAsk], line: Sequence[Officer], *, most: int) -> Crews:
    """Return the crew of each unit, people in the order of ``line``.

    At most ``most`` people are taken. Where they cannot fill every place, units that come
    first are filled first. One person may cover two skills where two people cannot.
    """
    best: Crews = {}
    fewest: tuple[int, int] | None = None
    for together in _choices(asks):
        crews = _deal(asks, line, most, together)
        lacks = (
            sum(len(unmet_skills(ask.skills, crews[ask.unit_id])) for ask in asks),
            sum(ask.people - len(crews[ask.unit_id]) for ask in asks),
        )
        if fewest is None or lacks < fewest:
            best, fewest = crews, lacks
        if fewest[0] == 0:
            break
    return best


def unmet_skills(skills: Sequence[Skill], crew: Iterable[Officer]) -> tuple[Skill, ...]:
    """Return which of ``skills`` nobody of ``crew`` has."""
    there = {skill for officer in crew for skill in officer.skills}
    return tuple(skill for skill in skills if skill not in there)


def _choices(asks: Sequence[CrewAsk]) -> Iterator[frozenset[str]]:
    """Yield sets of units whose skills one person covers, small sets first."""
    several = [ask.unit_id for ask in asks if len(ask.skills) > 1]
    forced = frozenset(ask.unit_id for ask in asks if 1 < len(ask.skills) > ask.people)
    free = [name for name in several if name not in forced]
    if len(free) > _MOST_TRIED:
        yield from (forced, forced | set(free))
        return
    for size in range(len(free) + 1):
        for some in combinations(free, size):
            yield forced | set(some)


def _deal(
    asks: Sequence[CrewAsk], line: Sequence[Officer], most: int, together: frozenset[str]
) -> Crews:
    places = _places(asks, together)[:most]
    taken = _matched(places, line, {}, most)
    # What nobody left can do is told as missing; the place itself still gets somebody.
    if len(taken) < len(places):
        places = [
            place if at in taken else replace(place, needs=frozenset())
            for at, place in enumerate(places)
        ]
        taken = _matched(places, line, taken, most)
    rank = {officer.id: at for at, officer in enumerate(line)}
    crews: Crews = {ask.unit_id: [] for ask in asks}
    for at, officer in taken.items():
        crews[places[at].unit_id].append(officer)
    return {name: sorted(crew, key=lambda each: rank[each.id]) for name, crew in crews.items()}


def _places(asks: Sequence[CrewAsk], together: frozenset[str]) -> list[_Place]:
    """Return every place, unit by unit, those that need a skill first."""
    places: list[_Place] = []
    for ask in asks:
        needs = [frozenset({skill}) for skill in ask.skills]
        if ask.unit_id in together:
            needs = [frozenset(ask.skills)]
        needs += [frozenset()] * (ask.people - len(needs))
        places += [_Place(ask.unit_id, each) for each in needs[: ask.people]]
    return places


def _matched(
    places: Sequence[_Place], line: Sequence[Officer], taken: Mapping[int, Officer], most: int
) -> dict[int, Officer]:
    """Return who stands at which place; who stood there before keeps one."""
    seated = dict(taken)
    inside = {officer.id for officer in taken.values()}
    for officer in line:
        if len(seated) >= most:
            break
        if officer.id not in inside:
            _seat(officer, places, seated, set())
    return seated


def _seat(
    officer: Officer, places: Sequence[_Place], taken: dict[int, Officer], tried: set[int]
) -> bool:
    """Give ``officer`` a place, moving others to other places where that makes room."""
    fitting = [at for at, place in enumerate(places) if place.needs <= set(officer.skills)]
    for at in fitting:
        if at not in taken and at not in tried:
            taken[at] = officer
            return True
    for at in fitting:
        if at in tried:
            continue
        tried.add(at)
        if _seat(taken[at], places, taken, tried):
            taken[at] = officer
            return True
    return False
