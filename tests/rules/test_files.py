"""Rules files: what is refused and how it is told, what is doubted, and reading back."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from planner.domain.errors import BadInput
from planner.domain.vocabulary import Line
from planner.rules import file_schema, read_records, read_rules, shipped_records, to_yaml
from planner.rules.findings import sentence_of
from planner.rules.rule_records import MODELS, Record
from tests.sizes import size

GOOD = """schema: sijempol-rules/1
rules:
- id: R-1
  title: "SE Wali Kota 1"
  issuer: city
  areas: ["32.72"]
  from: 2030-03-01
  to: 2030-03-10
  known_on: 2030-02-28
  binding: mandatory
  evidence: documented
"""
SERIES = """schema: sijempol-rules/1
levels:
- {id: L-1, title: Level 2, issuer: national, series: S-1, level: 2, areas: ["32.72"],
   from: 2030-03-01, to: 2030-03-10, known_on: 2030-02-28, evidence: documented}
- {id: L-2, title: Level 3, issuer: national, series: S-1, level: 3, areas: ["32.72"],
   from: FIRST, to: 2030-03-20, known_on: 2030-03-01, evidence: documented}
"""
#: A policy that names what the series holds for every line.
POLICY = {
    "kind": "policy",
    "id": "P-1",
    "title": "Kebijakan",
    "valid_from": "2030-01-01",
    "known_on": "2029-12-01",
    "evidence": "inferred",
    "by_level": {level: {line.value: {} for line in Line} for level in (2, 3)},
}


def problems(text: str) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read_records(text, name="a.yaml")
    return refused.value.problems


def warnings(text: str) -> tuple[str, ...]:
    return read_rules(text, name="a.yaml", existing=[POLICY]).warnings


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("to: 2030-03-10", "to: 2030-02-01", "to: hari terakhir mendahului hari pertama"),
        ('areas: ["32.72"]', 'areas: ["32.02"]', "Kabupaten Sukabumi; maksud Anda 32.72"),
        ('areas: ["32.72"]', 'areas: ["32.02.14"]', "Kabupaten Sukabumi; maksud Anda 32.72"),
        ('areas: ["32.72"]', 'areas: ["32.72.09"]', "'32.72.09' tidak ada di Kota Sukabumi"),
        ('areas: ["32.72"]', "areas: [Sukabumi]", "Tulis 32.72 (Kota Sukabumi) atau 32.02"),
        ('areas: ["32.72"]', "areas: [Cibeureum Hili]", "Maksud Anda 32.72.07.1001"),
        ('areas: ["32.72"]', "areas: []", "areas"),
        ("issuer: city", "issuer: camat", "issuer: 'camat' bukan pilihan"),
        ("issuer: city", "isuer: city", "isuer: nama ini tidak dikenal. Maksud Anda 'issuer'?"),
        ("known_on: 2030-02-28", "known_on: null", "isi hari pertama isinya diketahui"),
        ("known_on: 2030-02-28", "known_on: 28-02-2030", "bukan tanggal"),
        ("binding: mandatory", "binding: delegated", "delegated_to: isi bila"),
        ("id: R-1", "id: r 1", "bukan id"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_field_and_remedy(
    good: str, bad: str, message: str
) -> None:
    refusals = problems(GOOD.replace(good, bad))
    assert any(message in problem for problem in refusals), refusals
    assert all(problem.startswith("a.yaml, baris 3") for problem in refusals), refusals


def test_a_list_that_names_the_regency_among_others_is_taken() -> None:
    text = GOOD.replace('["32.72"]', '["32.02", "32.73"]')
    assert len(read_records(text, name="a.yaml")) == 1


def test_an_area_named_without_its_code_is_read_with_a_warning() -> None:
    read = read_rules(GOOD.replace('["32.72"]', "[Kel. Tipar, Kota Sukabumi]"), name="a.yaml")
    assert read.records[0]["areas"] == ["32.72.03.1002", "32.72"]
    assert len(read.warnings) == 2
    assert "a.yaml, baris 3 (R-1), areas: 'Kel. Tipar' ditulis dengan nama saja" in read.warnings[0]


def test_a_name_of_two_areas_is_refused_until_its_level_is_said() -> None:
    both = problems(GOOD.replace('["32.72"]', "[Cikole]"))
    assert "32.72.02 atau 32.72.02.1001" in both[0]
    read = read_rules(GOOD.replace('["32.72"]', "[Kec. Cikole]"), name="a.yaml")
    assert read.records[0]["areas"] == ["32.72.02"]


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ("2030-03-13", "hari di antaranya tanpa aturan"),
        ("2030-03-08", "sebelum L-1 berakhir"),
        ("2030-03-10", "sebelum L-1 berakhir"),
    ],
)
def test_gaps_and_overlaps_of_a_series_are_doubted(first: str, message: str) -> None:
    doubts = warnings(SERIES.replace("FIRST", first))
    assert len(doubts) == 1
    assert "a.yaml, baris 5 (L-2)" in doubts[0]
    assert message in doubts[0]


def test_a_series_that_continues_is_not_doubted() -> None:
    assert warnings(SERIES.replace("FIRST", "2030-03-11")) == ()


def test_an_extension_that_does_not_continue_is_doubted() -> None:
    more = """- id: R-2
  title: "SE Wali Kota 2"
  issuer: city
  areas: ["32.72"]
  from: 2030-03-13
  to: 2030-03-20
  known_on: 2030-03-10
  binding: mandatory
  extends: R-1
  evidence: documented
"""
    assert "Biasanya mulai 2030-03-11" in warnings(GOOD + more)[0]
    assert warnings(GOOD + more.replace("2030-03-13", "2030-03-11")) == ()


def test_late_and_dangling_records_are_doubted() -> None:
    late = warnings(GOOD.replace("known_on: 2030-02-28", "known_on: 2030-03-04"))
    assert "3 hari sesudah mulai" in late[0]
    dangling = warnings(GOOD.replace("binding: mandatory", "binding: mandatory\n  replaces: [R-9]"))
    assert "replaces: 'R-9' tidak ada" in dangling[0]


def test_new_rules_are_checked_against_those_on_file() -> None:
    first, second = SERIES.replace("FIRST", "2030-03-13").split("- {id: L-2")
    earlier = read_records(first, name="a.yaml")
    text = "schema: sijempol-rules/1\nlevels:\n- {id: L-2" + second
    assert read_rules(text, name="b.yaml", existing=[POLICY]).warnings == ()
    doubts = read_rules(text, name="b.yaml", existing=[POLICY, *earlier]).warnings
    assert "b.yaml, baris 3 (L-2): mulai 2030-03-13, padahal L-1 berakhir" in doubts[0]


def test_written_rules_read_back_equal() -> None:
    records = shipped_records()
    again = read_records(to_yaml(records), name="semua.yaml")
    key = {str(record["id"]): record for record in records}
    assert {str(record["id"]): record for record in again} == key
    assert to_yaml(again) == to_yaml(read_records(to_yaml(again), name="semua.yaml"))


def test_the_published_schema_is_the_records_own() -> None:
    text = (files("planner") / "data" / "rules.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == file_schema()
    Draft202012Validator.check_schema(json.loads(text))


def test_the_schema_accepts_what_ships_and_refuses_what_is_wrong() -> None:
    validator = Draft202012Validator(file_schema())
    rule = dict(read_records(GOOD, name="a.yaml")[0])
    rule.pop("kind")
    assert validator.is_valid({"schema": "sijempol-rules/1", "rules": [rule]})
    assert not validator.is_valid({"schema": "sijempol-rules/1", "rules": [{**rule, "x": 1}]})
    assert not validator.is_valid({"schema": "sijempol-rules/1", "rules": [{"id": "R-1"}]})


@settings(max_examples=size("fuzz_examples"), deadline=None)
@given(st.text(alphabet="rules:- idLR1{}[]\"'\n ,32.72abto&*!|>?%@", max_size=120))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    try:
        read_rules(f"schema: sijempol-rules/1\n{text}", name="a.yaml")
        problems = []
    except BadInput as refused:
        problems = refused.problems
    assert all(problem.startswith("a.yaml") for problem in problems)


#: The kinds of findings of pydantic that a field of a record may have.
SAID: Final = {
    *("missing", "extra_forbidden", "enum", "literal_error", "string_pattern_mismatch"),
    *("greater_than_equal", "less_than_equal", "string_too_short", "string_too_long"),
    *("too_short", "too_long", "tuple_type", "string_type", "value_error"),
    *("model_type", "model_attributes_type", "dict_type", "bool_type", "bool_parsing"),
    *("int_type", "int_parsing", "int_from_float", "int_parsing_size"),
    *("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
}
WRONG: Final[tuple[object, ...]] = (
    *(None, True, -1, 3, 2.5, 10**30, "", "x", "y" * 600, "2021-13-45", [], ["x"], [3], [[]]),
    *({}, {"x": 1}, ["08:00"], {"suspend": "ya"}, {"lines": "PELAJAR"}),
)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_each_wrong_value_of_each_field_is_told_with_what_to_write(model: type[Record]) -> None:
    for info, value in product(model.model_fields.items(), WRONG):
        name = info[1].alias or info[0]
        try:
            model.model_validate({name: value})
        except ValidationError as refused:
            for error in refused.errors(include_url=False):
                assert error["type"] in SAID, (name, value, error["type"])
                said = sentence_of(error, model)
                assert said.endswith((".", "?")), said
                assert len(said.split()) >= 2, said


def test_whoever_changes_records_that_ship_changes_nobody_elses() -> None:
    mine = shipped_records()
    mine[0]["id"] = "milik-saya"
    assert shipped_records()[0]["id"] != "milik-saya"


def test_every_record_that_ships_has_an_english_title() -> None:
    days_of_holidays = "calendar"
    named = [each for each in shipped_records() if each["kind"] != days_of_holidays]
    assert len(named) > 100
    assert [each["id"] for each in named if not each.get("title_en")] == []
