"""Open data say what the pages say, in forms that other programs check themselves."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from defusedxml import ElementTree
from shapely.geometry import shape

from planner.domain.decisions import Limits
from planner.domain.office import at_wib
from planner.domain.vocabulary import Cause, EventKind, Evidence, VisitState
from planner.public.feeds.every_feed import feed_files
from planner.public.feeds.open_records import AREA_FIELDS, VISIT_FIELDS
from planner.public.shared.page_views import visit_badge
from planner.public.shared.public_facts import Basis, PublicVisit, SiteFacts
from tests.builders import TIPAR
from tests.public.feeds.lives import TUESDAY, facts_of, resumed, scheduled, suspended

ATOM = "{http://www.w3.org/2005/Atom}"


def read(facts: SiteFacts, path: str) -> Any:
    return json.loads(feed_files(facts)[path].content)


def a_bit_of_everything() -> SiteFacts:
    return facts_of(
        scheduled("P-1"),
        suspended(scheduled("P-2")),
        resumed(suspended(scheduled("P-3")), TUESDAY),
        scheduled("P-4", firm=False),
        scheduled("P-5").step(EventKind.CANCELLED, "Batal.", unplace=VisitState.CANCELLED),
        scheduled("P-6").step(EventKind.LIMITED, limits=Limits(percent=50), rule_ids=("A01",)),
    )


def test_cause_and_effect_are_the_words_of_gtfs_realtime() -> None:
    visits = read(a_bit_of_everything(), "api/v1/visits.json")["visits"]
    assert [(v["status"], v["cause"], v["effect"]) for v in visits] == [
        ("confirmed", None, "NO_EFFECT"),
        ("suspended", "MEDICAL_EMERGENCY", "NO_SERVICE"),
        ("confirmed", "MEDICAL_EMERGENCY", "MODIFIED_SERVICE"),
        ("tentative", None, "NO_EFFECT"),
        ("cancelled", "OTHER_CAUSE", "NO_SERVICE"),
        ("confirmed", "MEDICAL_EMERGENCY", "REDUCED_SERVICE"),
    ]
    weather = Basis(
        rule_id="A01", title="", source="", evidence=Evidence.DOCUMENTED, cause=Cause.WEATHER
    )
    facts = facts_of(suspended(scheduled()), bases={"A01": weather})
    assert read(facts, "api/v1/visits.json")["visits"][0]["cause"] == "WEATHER"
    assert read(facts, "api/v1/areas.json")["areas"][0]["cause"] == "WEATHER"


def test_a_suspended_visit_keeps_its_old_date_and_a_moved_one_tells_both() -> None:
    _, stopped, moved, *_ = read(a_bit_of_everything(), "api/v1/visits.json")["visits"]
    assert (stopped["day"], stopped["start"], stopped["earlier"]) == ("2021-07-05", "09:00", [])
    assert (moved["day"], moved["sequence"]) == ("2021-07-06", 2)
    assert moved["earlier"] == [{"day": "2021-07-05", "start": "09:00", "end": "11:00"}]


def test_the_table_reads_as_its_published_schema_says() -> None:
    files = feed_files(a_bit_of_everything())
    for name, fields in (("kunjungan", VISIT_FIELDS), ("kelurahan", AREA_FIELDS)):
        rows = list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].content.decode())))
        schema = json.loads(files[f"data/{name}.csv-metadata.json"].content)
        columns = schema["tableSchema"]["columns"]
        assert schema["url"] == f"{name}.csv"
        assert [c["name"] for c in columns] == list(rows[0]) == [f.name for f in fields]
        for row in rows:
            for column in columns:
                value = row[column["name"]]
                assert value or not column["required"], column
                if value and column["datatype"] == "date":
                    date.fromisoformat(value)
                if value and column["datatype"] == "decimal":
                    float(value)
        keys = [row[schema["tableSchema"]["primaryKey"]] for row in rows]
        assert len(set(keys)) == len(keys)


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed() -> None:
    facts = facts_of(scheduled(place='=HYPERLINK("x")'))
    (row,) = csv.DictReader(io.StringIO(feed_files(facts)["data/kunjungan.csv"].content.decode()))
    assert row["place"].startswith("'=")
    assert float(row["lat"]) == pytest.approx(-6.9275)


def test_shapes_follow_the_right_hand_rule_and_say_whether_we_drew_them() -> None:
    areas = read(facts_of(), "data/kelurahan.geojson")["features"]
    assert len(areas) == 33
    for feature in areas:
        outline: Any = shape(feature["geometry"])
        assert outline.exterior.is_ccw
        assert feature["properties"]["approximate"] is True
        assert feature["properties"]["code"] == feature["id"]
    visits = read(a_bit_of_everything(), "data/kunjungan.geojson")["features"]
    assert {tuple(v["geometry"]["coordinates"]) for v in visits} == {(106.9296, -6.9275)}


def resolved(document: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}


def test_real_answers_and_examples_fit_the_description() -> None:
    facts = a_bit_of_everything()
    files = feed_files(facts)
    document = json.loads(files["api/v1/openapi.json"].content)
    assert document["openapi"] == "3.1.0"
    names = {"status": "Status", "areas": "Areas", "visits": "Visits"}
    for path, name in names.items():
        answer = json.loads(files[f"api/v1/{path}.json"].content)
        content = document["paths"][f"/{path}.json"]["get"]["responses"]["200"]["content"]
        example = content["application/json"]["example"]
        for each in (answer, example):
            jsonschema.validate(each, resolved(document, name))
        if path == "status":
            assert example == answer
        else:
            assert example == {**answer, path: answer[path][:2]}
    one = f"api/v1/visits/{facts.visits[0].visit.id}.json"
    jsonschema.validate(json.loads(files[one].content), resolved(document, "Visit"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"day": "x"}, resolved(document, "Status"))


def test_data_and_pages_use_one_word_for_one_state() -> None:
    facts = a_bit_of_everything()
    visits = read(facts, "api/v1/visits.json")["visits"]
    words = [visit_badge(public_visit, facts.today).word for public_visit in facts.visits]
    assert [visit["status_text"] for visit in visits] == words


def test_changes_are_told_newest_first_with_names_that_never_change() -> None:
    life = suspended(scheduled(place="Balai <RW> & \x0b Posyandu"))
    feeds = [
        ElementTree.fromstring(feed_files(facts_of(each))["perubahan.atom"].content)
        for each in (life, resumed(life))
    ]
    entries = [feed.findall(f"{ATOM}entry") for feed in feeds]
    assert [len(changes) for changes in entries] == [2, 3]
    ids = [[entry.findtext(f"{ATOM}id") for entry in changes] for changes in entries]
    assert ids[1][1:] == ids[0]
    assert len(set(ids[1])) == 3
    newest = entries[1][0]
    assert newest.findtext(f"{ATOM}title") == (
        "Dibuka lagi dengan tanggal baru: Balai <RW> &   Posyandu, Tipar"
    )
    assert "Jumat, 9 Juli 2021, 09.00-11.00 WIB" in str(newest.findtext(f"{ATOM}summary"))
    assert feeds[1].findtext(f"{ATOM}updated") == "2021-07-02T11:00:00+07:00"
    link = newest.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"https://sijempol.example/kunjungan/{life.visit.id}.html"


def test_a_visit_that_never_had_a_date_is_in_no_feed() -> None:
    life = scheduled()
    never = PublicVisit(visit=life.visit, events=())
    files = feed_files(facts_of(visits=(never,)))
    assert not [path for path in files if life.visit.id in path]
    assert json.loads(files["api/v1/visits.json"].content)["visits"] == []


def test_feeds_without_a_known_address_hold_no_link() -> None:
    facts = facts_of(scheduled())
    office = facts.office
    bare = facts_of(
        scheduled(),
        office=type(office)(name=office.name, address="", demo=True, whatsapp=None),
    )
    files = feed_files(bare)
    assert b"href" not in files["perubahan.atom"].content
    assert b"\r\nURL" not in files["kalender/kota.ics"].content
    assert b"CONTOH" in files["kalender/kota.ics"].content
    assert TIPAR in "".join(files)
    assert facts.changed_at == at_wib(date(2021, 7, 2), 9)
    assert facts_of().changed_at == at_wib(date(2021, 7, 2), 0)
