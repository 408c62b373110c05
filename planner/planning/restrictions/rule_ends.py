"""Rules ended early, extended and revoked: always by a new record, never by changing one.

What was decided before the new record became known stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.errors import BadInput
from planner.domain.vocabulary import IssuerLevel
from planner.rules.rule import Rule, day_after

#: Kinds of records that a later rule can end by naming them.
ENDABLE: Final = ("rule", "level", "zone", "host", "resource")
#: The most letters a title holds.
LONGEST_TITLE: Final = 90
_OF_ITS_OWN: Final = {
    *("id", "title", "from", "to", "known_on", "announced_on", "ended_on", "ended_known_on"),
    *("revoked_on", "revoked_known_on", "corrects", "proposed", "replaces", "revokes"),
    *("cuts_short", "extends", "displaces", "disputes", "documented_to", "review_by"),
    *("ends_regime", "over", "whole"),
    *("sources", "note", "evidence", "instrument"),
}

RecordFields = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person said of the new record: its id, its text, when it became known, support."""

    id: str
    known_on: date
    source: str = ""
    note: str = ""
    instrument: str = ""

    def support(self) -> RecordFields:
        """Return the fields of a record that say what supports it."""
        fields: RecordFields = {"evidence": "documented" if self.source else "indirect"}
        if self.source:
            fields["sources"] = [self.source]
        if self.note:
            fields["note"] = self.note
        if self.instrument:
            fields["instrument"] = self.instrument
        return fields


def lifted(
    record: Mapping[str, object], rule: Rule, said: Said, *, on: date, over: bool = False
) -> RecordFields:
    """Return the record that ends ``rule`` on the day before ``on``: what it stopped may go.

    ``record`` is the rule's own; ``rule`` how it stands now. Where the rule said what applies,
    the new record says so for the rest of its days: nothing is limited. With ``over`` it
    declares the rule's whole regime over, so that no successor is expected.

    Raises
    ------
    BadInput
        The rule cannot be ended so, or does not reach ``on``.
    """
    _check(record)
    if rule.last is not None and on > rule.last:
        raise BadInput([f"Aturan ini sudah berakhir {rule.last:%d-%m-%Y}. Pilih hari sebelumnya."])
    if on <= rule.first:
        ending = _ending(record, rule, said, "revokes", rule.first)
    else:
        ending = _ending(record, rule, said, "cuts_short", on)
    return ending | _aftermath(rule, over=over)


def revoked(
    record: Mapping[str, object], rule: Rule, said: Said, *, today: date, over: bool = False
) -> RecordFields:
    """Return the record that revokes ``rule`` from ``today`` on, or from its start on.

    With ``over`` it declares the rule's whole regime over.

    Raises
    ------
    BadInput
        The rule cannot be ended so, or has ended.
    """
    _check(record)
    if rule.last is not None and rule.last < today:
        raise BadInput(["Aturan ini sudah berakhir, jadi tidak perlu dicabut."])
    ending = _ending(record, rule, said, "revokes", max(today, rule.first))
    return ending | _aftermath(rule, over=over)


def extended(record: Mapping[str, object], rule: Rule, said: Said, *, to: date) -> RecordFields:
    """Return the record that continues ``rule`` from the day after its last to ``to``.

    Raises
    ------
    BadInput
        The rule has no end, or ``to`` is not after it.
    """
    _check(record)
    if rule.last is None:
        raise BadInput(["Aturan ini tidak punya hari terakhir, jadi tidak perlu diperpanjang."])
    if to <= rule.last:
        raise BadInput([f"Hari terakhir baru harus sesudah {rule.last:%d-%m-%Y}."])
    extension = {key: value for key, value in record.items() if key not in _OF_ITS_OWN}
    extension |= {
        "id": said.id,
        "title": _titled("Diperpanjang", record),
        "from": day_after(rule.last).isoformat(),
        "to": to.isoformat(),
        "known_on": said.known_on.isoformat(),
        **said.support(),
    }
    if record["kind"] == "rule":
        extension["extends"] = record["id"]
    if record["kind"] in ("level", "zone"):
        extension["issuer"] = rule.issuer.value
    return extension


def _ending(
    record: Mapping[str, object], rule: Rule, said: Said, how: str, on: date
) -> RecordFields:
    """Return the record of an ending, in the name of whoever issued the rule."""
    office = rule.issuer is IssuerLevel.OFFICE
    return {
        "kind": "rule",
        "id": said.id,
        "title": _titled("Dicabut" if how == "revokes" else "Dibuka lagi", record),
        "issuer": rule.issuer.value,
        "binding": "internal" if office else "mandatory",
        "cause": rule.cause.value,
        "areas": list(rule.areas),
        "from": on.isoformat(),
        "to": None if rule.last is None else rule.last.isoformat(),
        "known_on": said.known_on.isoformat(),
        how: [str(record["id"])],
        **said.support(),
    }


def _aftermath(rule: Rule, *, over: bool) -> RecordFields:
    """Return what an ending says of the rule's regime: that it is over, or that it goes on."""
    if not rule.regime:
        return {}
    return {"ends_regime": [rule.regime]} if over else {"regime": rule.regime}


def _titled(word: str, record: Mapping[str, object]) -> str:
    return f"{word}: {record['title']}"[:LONGEST_TITLE]


def _check(record: Mapping[str, object]) -> None:
    if record.get("kind") not in ENDABLE:
        raise BadInput(
            ["Jenis aturan ini tidak bisa diubah di sini. Catat perubahannya lewat berkas aturan."]
        )
