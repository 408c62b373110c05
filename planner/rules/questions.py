"""The questions that show what records do: every kelurahan and line, and what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.areas import CITY, lineage
from planner.domain.decisions import Ask
from planner.domain.shipped_areas import shipped_areas
from planner.domain.vocabulary import Line, Service, Urgency
from planner.rules.named import RELATIONS
from planner.rules.sources import NEEDED_FOR

RecordMapping = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Variant:
    """A kind of visit beside the usual one: urgent, with another service, at a venue.

    ``people`` are those to be served (None: as few as there may be).
    """

    urgency: Urgency = Urgency.ROUTINE
    service: Service = Service.KTP_RECORDING
    venue: str = ""
    people: int | None = None


#: The usual visit, and the one that cannot wait.
ROUTINE: Final = Variant()
URGENT: Final = Variant(urgency=Urgency.URGENT)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the kind of visit it is about."""

    ask: Ask
    variant: Variant


def touched_by(
    existing: Sequence[RecordMapping], new: Sequence[RecordMapping]
) -> list[RecordMapping]:
    """Return ``new`` with the records on file that they name: these they may end or lift."""
    names = {name for each in new for name in _names(each)}
    called = [
        each
        for each in existing
        if names & {str(each["id"]), str(each.get("instrument")), str(each.get("series"))}
    ]
    return [*new, *called]


def questions_of(touched: Sequence[RecordMapping]) -> list[Question]:
    """Return every line in every kelurahan of the city, and in other areas that are named.

    Each is asked as routine and as urgent, for services and venues that are named, and for more
    people than an exemption that is named admits.
    """
    return [
        Question(
            Ask(
                line=line,
                area_code=code,
                urgency=variant.urgency,
                services=(variant.service,),
                venue=variant.venue,
                people=variant.people,
            ),
            variant,
        )
        for code in _areas(touched)
        for line in Line
        for variant in _variants(touched)
    ]


def _variants(touched: Sequence[RecordMapping]) -> list[Variant]:
    services = {Service(name) for each in touched for name in _said(each, "services")}
    for each in touched:
        services.update(NEEDED_FOR.get(str(each.get("resource")), ()))
    venues = {name for each in touched for name in _said(each, "venues")}
    more = [replace(ROUTINE, service=each) for each in Service if each in services]
    more += [replace(ROUTINE, venue=venue) for venue in sorted(venues)]
    crowds = sorted({most for each in touched if isinstance(most := each.get("max_people"), int)})
    more += [replace(kind, people=most) for most in crowds for kind in (ROUTINE, URGENT)]
    return list(dict.fromkeys((ROUTINE, URGENT, *more)))


def _areas(touched: Sequence[RecordMapping]) -> list[str]:
    """Return the kelurahan of the city, the places inside them and areas elsewhere named."""
    kelurahan = [area.code for area in shipped_areas().at_level("kelurahan")]
    holding = {code for each in kelurahan for code in lineage(each)}
    return [*kelurahan, *(code for code in places_named(touched) if code not in holding)]


def places_named(touched: Iterable[RecordMapping]) -> list[str]:
    """Return the areas that records name, the city and what holds it apart."""
    named = {code for each in touched for code in _said(each, "areas")}
    return sorted(named.difference(lineage(CITY)))


def _names(plain: RecordMapping) -> Iterator[str]:
    for relation in RELATIONS:
        named = plain.get(relation)
        yield from map(str, named if isinstance(named, list) else [named] if named else [])


def _said(value: object, name: str) -> Iterator[str]:
    """Yield what lists called ``name`` hold, however deep in a record."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == name and isinstance(inner, list):
                yield from map(str, inner)
            else:
                yield from _said(inner, name)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from _said(inner, name)
