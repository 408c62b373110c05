"""A record that was wrong, put right by a new one: history says it was wrong, not that it held.

What others said of the wrong record by its id is said of the new one by records of their own,
so that a rule ended by another does not come back by being corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.areas import NATION
from planner.domain.errors import BadInput
from planner.planning.restrictions.rule_ends import LONGEST_TITLE, RecordFields, Said
from planner.rules import Rulebook
from planner.rules.record_base import Dated
from planner.rules.relations import names_of
from planner.rules.rule import Rule
from planner.rules.rule_records import ExemptionRecord, Record

#: Relations by which another record acts on one that it names.
_ACTING: Final = ("replaces", "revokes", "cuts_short", "displaces", "lifts")
#: What belongs to the record as it was entered, not to what it says.
_ENTRY: Final = ("announced_on", "proposed", "note", "sources", "evidence")
_ENDS: Final = ("ended_on", "ended_known_on", "revoked_on", "revoked_known_on")


#: The numbers of a rule's effects that can be put right.
NUMBERS: Final = ("percent", "people_together", "total")
NO_NUMBERS: Final = (None,) * len(NUMBERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a record says once it is right.

    ``numbers`` are those of its effects that :data:`NUMBERS` names, None where it sets none, and
    its level where it is one.
    """

    title: str
    areas: tuple[str, ...]
    first: date
    last: date | None
    title_en: str = ""
    article: str = ""
    repeats: str = ""
    numbers: tuple[int | None, ...] = NO_NUMBERS
    level: int | None = None

    def differs_from(self, record: Mapping[str, object]) -> bool:
        """Return whether anything of ``record`` changes."""
        return self != Correction.of(record)

    @classmethod
    def of(cls, record: Mapping[str, object]) -> Correction:
        """Return what ``record`` says now."""
        areas, last = record.get("areas"), record.get("to")
        return cls(
            title=str(record["title"]),
            areas=tuple(str(code) for code in areas) if isinstance(areas, list | tuple) else (),
            first=date.fromisoformat(str(record["from"])),
            last=None if last is None else date.fromisoformat(str(last)),
            title_en=str(record.get("title_en") or ""),
            article=str(record.get("article") or ""),
            repeats=str(record.get("repeats") or ""),
            numbers=_numbers(record.get("effects")),
            level=_number(record.get("level")),
        )


def _numbers(effects: object) -> tuple[int | None, ...]:
    said = effects if isinstance(effects, Mapping) else {}
    return tuple(_number(said.get(name)) for name in NUMBERS)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _details(plain: Mapping[str, object], right: Correction) -> RecordFields:
    """Return the fields of a record but its title, days and areas, as they are right.

    None: the record says nothing of it any more.
    """
    given = {"title_en": right.title_en, "article": right.article, "repeats": right.repeats}
    fields: RecordFields = {name: words or None for name, words in given.items()}
    if right.level is not None:
        fields["level"] = right.level
    if right.numbers != _numbers(plain.get("effects")):
        own = plain.get("effects")
        effects = dict(own) if isinstance(own, Mapping) else {}
        effects |= dict(zip(NUMBERS, right.numbers, strict=True))
        fields["effects"] = {name: value for name, value in effects.items() if value is not None}
    return fields


def corrected(
    book: Rulebook,
    records: Sequence[Mapping[str, object]],
    right: Correction,
    said: Said,
    wrong: str,
) -> list[RecordFields]:
    """Return the record that puts ``wrong`` right, and those that say of it what others said.

    It keeps kind, instrument, relations and all that ``right`` does not change. It counts from
    ``said.known_on`` on; what was decided before stays as it was.

    Raises
    ------
    BadInput
        Nothing changes, the record has been corrected before, has no effect yet, or stands in a
        series in which it would lose its turn.
    """
    plain = next(record for record in records if record["id"] == wrong)
    _check(book, plain, right, said.known_on)
    details = _details(plain, right)
    kept = {key: value for key, value in plain.items() if key not in (*_ENTRY, *details)}
    kept |= {
        "id": said.id,
        "title": right.title,
        "areas": list(right.areas),
        "from": right.first.isoformat(),
        "to": None if right.last is None else right.last.isoformat(),
        "known_on": said.known_on.isoformat(),
        "corrects": wrong,
        **{name: value for name, value in details.items() if value is not None},
        **said.support(),
    }
    disputing = [r["id"] for r in records if wrong in _named(r, "disputes")]
    if disputing:
        kept["disputes"] = list(dict.fromkeys((*_named(plain, "disputes"), *disputing)))
    return [_ends_within(kept, right.last), *_repeated(book, records, said, wrong)]


def _check(book: Rulebook, plain: Mapping[str, object], right: Correction, today: date) -> None:
    record = book.find(str(plain["id"]))
    everything = book.view(today).sites.everything
    if not isinstance(record, Dated) or record.known_on is None or record.known_on > today:
        raise BadInput(["Catatan ini belum berlaku. Tolak usulannya, lalu catat yang benar."])
    if not everything.right(record.id, today):
        raise BadInput(["Catatan ini sudah diperbaiki. Perbaiki catatan yang menggantikannya."])
    if not right.differs_from(plain):
        raise BadInput(["Belum ada yang berubah. Ubah yang salah, lalu lihat akibatnya lagi."])
    if _loses_its_turn(book, record, today):
        raise BadInput(
            ["Rangkaiannya sudah berlanjut. Perbaiki lewat berkas aturan, dengan dasar aturannya."]
        )


def _loses_its_turn(book: Rulebook, record: Record, today: date) -> bool:
    """Return whether a new record would count as issued after others of its series.

    Endings of a series reach back to what was issued before them, and a later issued level ends
    the one before. A record that stands in an instrument keeps the instrument's day.
    """
    if record.instrument is not None and book.find(record.instrument) is not None:
        return False
    rules = book.view(today).sites.everything.rules
    own = next((rule for rule in rules if rule.id == record.id), None)
    if own is None:
        return False
    series = {rule.series for rule in rules if rule.series}
    of_series = ({own.series, *own.ends} & series) - {""}
    return any(
        rule is not own
        and rule.issued_on >= own.issued_on
        and of_series & {*names_of(rule), *rule.ends}
        for rule in rules
    )


def _ends_within(record: RecordFields, last: date | None) -> RecordFields:
    """Return ``record`` without ends of its own that come after its last day."""
    late = [
        name
        for name in ("ended", "revoked")
        if last is not None and str(record.get(f"{name}_on") or "") > last.isoformat()
    ]
    gone = {f"{name}_{day}" for name in late for day in ("on", "known_on")}
    return {key: value for key, value in record.items() if key not in gone}


def _repeated(
    book: Rulebook, records: Iterable[Mapping[str, object]], said: Said, wrong: str
) -> list[RecordFields]:
    """Return what records that count today do to ``wrong``, done to its correction."""
    view = book.view(said.known_on)
    standing = {rule.id: rule for rule in view.rules}
    repeated: list[RecordFields] = []
    for plain in records:
        relations = [name for name in _ACTING if wrong in _named(plain, name)]
        record = book.find(str(plain["id"])) if relations else None
        if record is None or not view.sites.everything.known(record, said.known_on):
            continue
        if isinstance(record, ExemptionRecord):
            place = view.near(next(iter(record.areas), NATION)).site.place
            left = place.exemption(record, said.known_on)
            new = None if left is None else _exempting(plain, left[0])
        else:
            rule = standing.get(record.id)
            new = None if rule is None else _acting(plain, rule)
        if new is not None:
            named = {name: [said.id] for name in relations}
            fields = {**new, **_entry(plain, said), **named}
            repeated.append({**fields, "id": f"{said.id}-{len(repeated) + 1}"})
    return repeated


def _entry(plain: Mapping[str, object], said: Said) -> RecordFields:
    """Return what a record that repeats ``plain`` says of itself."""
    return {
        "title": f"Berlaku juga bagi perbaikan: {plain['title']}"[:LONGEST_TITLE],
        "known_on": said.known_on.isoformat(),
        **said.support(),
    }


def _exempting(plain: Mapping[str, object], last: date | None) -> RecordFields:
    """Return the fields of an exemption like ``plain``, up to the ``last`` day it stands."""
    own = (*_ENTRY, *_ENDS, "corrects", "disputes")
    kept = {key: value for key, value in plain.items() if key not in own}
    return {**kept, "to": None if last is None else last.isoformat()}


def _acting(plain: Mapping[str, object], rule: Rule) -> RecordFields:
    """Return the fields of a rule that acts where and when ``plain`` does, and orders nothing."""
    names = ("areas", "scope", "from", "over", "whole", "instrument", "delegated_to")
    return {
        "kind": "rule",
        "issuer": rule.issuer.value,
        "binding": plain.get("binding", "mandatory"),
        "cause": rule.cause.value,
        **{name: plain[name] for name in names if name in plain},
        "to": None if rule.last is None else rule.last.isoformat(),
    }


def _named(record: Mapping[str, object], relation: str) -> tuple[str, ...]:
    named = record.get(relation)
    return tuple(str(each) for each in named) if isinstance(named, list | tuple) else ()
