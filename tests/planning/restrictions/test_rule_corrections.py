"""A record put right: from then on it counts instead, and what others said of it stays said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.domain.decisions import Ask
from planner.domain.errors import BadInput
from planner.domain.vocabulary import Line, Outcome
from planner.planning.restrictions.rule_corrections import Correction, corrected
from planner.planning.restrictions.rule_ends import Said
from planner.rules import Rulebook, decide, read_rules, to_yaml
from tests.builders import TIPAR

TODAY = date(2030, 11, 6)
SAID = Said(id="R-2030-NEW", known_on=TODAY, source="SE 2/2030")
RIGHT = Correction(title="Berhenti", areas=("32.72",), first=date(2030, 11, 1), last=None)
CITAMIANG, COUNTER = "32.72.03", "32.72.01.1001"


def rule(name: str, **given: Any) -> dict[str, Any]:
    return {
        "kind": "rule",
        "id": name,
        "title": "Berhenti",
        "issuer": "city",
        "areas": ["32.72"],
        "from": "2030-11-01",
        "to": "2030-11-20",
        "known_on": "2030-10-31",
        "binding": "mandatory",
        "effects": {"suspend": True},
        "evidence": "documented",
        **given,
    }


def put_right(*records: dict[str, Any], right: Correction = RIGHT) -> list[dict[str, Any]]:
    """Return all records after the first of them was put right; what is new must be readable."""
    book = Rulebook.of(records)
    new = corrected(book, records, right, SAID, str(records[0]["id"]))
    read_rules(to_yaml(new), name="uji", existing=records)
    return [*records, *new]


def outcome(records: list[dict[str, Any]], day: date, area: str = TIPAR, **given: Any) -> Outcome:
    ask = Ask(line=Line.PERMUKIMAN, area_code=area, **given)
    as_of = given.pop("as_of", TODAY)
    return decide(Rulebook.of(records), None, ask, day, as_of=as_of).outcome


def test_a_correction_counts_from_its_day_on_and_keeps_all_it_does_not_change() -> None:
    wrong = rule("R-1", scope={"lines": ["PERMUKIMAN"]}, note="lama", review_by="2030-11-10")
    records = put_right(wrong)
    assert len(records) == 2
    new = records[-1]
    assert (new["corrects"], new["to"], new["known_on"]) == ("R-1", None, "2030-11-06")
    assert (new["scope"], new["effects"]) == (wrong["scope"], wrong["effects"])
    assert (new["sources"], new.get("note")) == (["SE 2/2030"], None)
    later = date(2030, 12, 1)
    book = Rulebook.of(records)
    ask = Ask(line=Line.PERMUKIMAN, area_code=TIPAR)
    assert decide(book, None, ask, later, as_of=date(2030, 11, 5)).outcome is Outcome.GO
    assert decide(book, None, ask, later, as_of=TODAY).outcome is Outcome.HOLD


def test_what_ended_the_record_ends_its_correction_where_it_did() -> None:
    lift = rule(
        "R-2",
        areas=[CITAMIANG],
        effects={},
        revokes=["R-1"],
        **{"from": "2030-11-04", "known_on": "2030-11-03"},
    )
    records = put_right(rule("R-1"), lift)
    assert [each["id"] for each in records[2:]] == ["R-2030-NEW", "R-2030-NEW-1"]
    assert outcome(records, date(2030, 11, 8), TIPAR) is Outcome.GO
    assert outcome(records, date(2030, 11, 8), COUNTER) is Outcome.HOLD
    without = [each for each in records if each["id"] != "R-2030-NEW-1"]
    assert outcome(without, date(2030, 11, 8), TIPAR) is Outcome.HOLD


def test_an_exemption_from_the_record_exempts_from_its_correction() -> None:
    exemption = {
        "kind": "exemption",
        "id": "X-1",
        "title": "Boleh di Citamiang",
        "lifts": ["R-1"],
        "areas": [CITAMIANG],
        "from": "2030-11-01",
        "to": "2030-11-30",
        "known_on": "2030-11-01",
        "evidence": "documented",
    }
    records = put_right(rule("R-1"), exemption)
    assert outcome(records, date(2030, 11, 8), TIPAR) is Outcome.GO
    assert outcome(records, date(2030, 11, 8), COUNTER) is Outcome.HOLD


def test_who_displaced_the_record_displaces_its_correction() -> None:
    national = rule(
        "R-1", issuer="national", areas=["ID"], binding="delegated", delegated_to="city"
    )
    city = rule("R-2", effects={"percent": 50}, displaces=["R-1"])
    right = Correction(title="Berhenti", areas=("ID",), first=date(2030, 11, 1), last=None)
    records = put_right(national, city, right=right)
    assert outcome(records, date(2030, 11, 8)) is Outcome.GO_LIMITED


def test_what_is_void_or_itself_wrong_is_not_repeated() -> None:
    void = rule("R-2", effects={}, revokes=["R-1"], **{"from": "2030-11-04"})
    over = rule("R-3", effects={}, revokes=["R-2"], **{"from": "2030-11-04"})
    over["known_on"] = "2030-11-02"
    records = put_right(rule("R-1"), void, over)
    assert [each["id"] for each in records[3:]] == ["R-2030-NEW"]
    assert outcome(records, date(2030, 11, 8)) is Outcome.HOLD


def test_an_end_of_its_own_after_the_new_last_day_goes() -> None:
    ended = rule("R-1", to=None, ended_on="2030-11-18", ended_known_on="2030-11-05")
    short = Correction(
        title="Berhenti", areas=("32.72",), first=date(2030, 11, 1), last=date(2030, 11, 10)
    )
    new = put_right(ended, right=short)[-1]
    assert "ended_on" not in new
    assert "ended_known_on" not in new
    kept = put_right(ended, right=Correction(**{**as_dict(RIGHT), "title": "Judul baru"}))[-1]
    assert kept["ended_on"] == "2030-11-18"


def as_dict(right: Correction) -> dict[str, Any]:
    names = ("title", "areas", "first", "last")
    return {name: getattr(right, name) for name in names}


def level(name: str, first: str, known_on: str, **given: Any) -> dict[str, Any]:
    return {
        "kind": "level",
        "id": name,
        "title": f"Level {name}",
        "series": "PPKM",
        "level": 3,
        "areas": ["32.72"],
        "from": first,
        "to": "2030-12-31",
        "known_on": known_on,
        "evidence": "documented",
        **given,
    }


def test_a_level_that_others_followed_is_corrected_only_with_its_instrument() -> None:
    first = level("L-1", "2030-11-01", "2030-10-31")
    follows = level("L-2", "2030-11-05", "2030-11-04")
    right = Correction(
        title="Level L-1", areas=("32.72",), first=date(2030, 11, 2), last=date(2030, 12, 31)
    )
    with pytest.raises(BadInput, match="lewat berkas aturan"):
        put_right(first, follows, right=right)
    instrument = {
        "kind": "instrument",
        "id": "I-1",
        "title": "Inmendagri 1",
        "number": "1/2030",
        "issued_by": "Mendagri",
        "issuer": "national",
        "signed_on": "2030-10-31",
        "known_on": "2030-10-31",
        "evidence": "documented",
    }
    records = put_right({**first, "instrument": "I-1"}, follows, instrument, right=right)
    standing = {each.id: each for each in Rulebook.of(records).view(TODAY).rules}
    assert standing["R-2030-NEW"].last == date(2030, 11, 4)
    assert standing["L-2"].last == date(2030, 12, 31)


@pytest.mark.parametrize(
    ("record", "right", "message"),
    [
        (rule("R-1"), Correction.of(rule("R-1")), "Belum ada yang berubah"),
        (rule("R-1", known_on="2030-11-07"), RIGHT, "belum berlaku"),
        (rule("R-1", proposed=True), RIGHT, "belum berlaku"),
    ],
)
def test_what_cannot_be_put_right_is_refused(
    record: dict[str, Any], right: Correction, message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        put_right(record, right=right)


def test_a_record_is_put_right_once() -> None:
    done = rule("R-2", corrects="R-1", known_on="2030-11-05")
    with pytest.raises(BadInput, match="sudah diperbaiki"):
        put_right(rule("R-1"), done)
