"""Homes leave no trace in any public byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.site_facts import SiteSetting, site_facts
from planner.domain.decisions import NO_LIMITS
from planner.domain.office import at_wib
from planner.domain.visits import Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, VisitState
from planner.public import facts_hash, render_site
from planner.rules import Rulebook, WorkCalendar, shipped_records
from tests.builders import (
    AREAS,
    make_home_request,
    make_profile,
    make_request,
    make_unit,
    make_visit,
)
from tests.flows.conftest import Example
from tests.sizes import size

RECORDS = shipped_records()
TODAY = date(2021, 9, 1)


def canaries(example: Example) -> set[str]:
    with example.office.database.reading() as store:
        homes = [visit for visit in store.visits.list_visits() if visit.private]
    assert len(homes) == 8
    traces = set()
    for visit in homes:
        request = visit.request
        traces |= {visit.id, request.id, request.place, request.contact}
        for digits in (3, 4, 5):
            lat, lon = round(request.lat, digits), round(request.lon, digits)
            traces |= {f"{lon}, {lat}", f"{lon},{lat}", f"{lat}, {lon}", f"{lat},{lon}"}
            traces |= {f"{lat};{lon}", f'"lat":{lat},"lon":{lon}', f'"lat": {lat}, "lon": {lon}'}
    return {text for text in traces if text}


def test_no_public_byte_of_any_day_holds_a_home(example: Example) -> None:
    hidden = canaries(example)
    with example.office.database.reading() as store:
        days = store.publications.list_days()
        publications = [store.publications.find_for_day(day) for day in days]
    assert set(example.script.saved_days) < set(days)
    latest = publications[-1]
    assert latest is not None
    assert {"kalender/kota.ics", "perubahan.atom", "api/v1/visits.json"} < set(latest.files)
    seen = set()
    for publication in publications:
        assert publication is not None
        for path, file in publication.files.items():
            if file.sha256 in seen:
                continue
            seen.add(file.sha256)
            text = example.office.files.read(file.sha256).decode("utf-8", "replace")
            assert not [canary for canary in hidden if canary in text or canary in path], path
            assert "Kunjungan rumah CONTOH" not in text


def test_every_notice_of_a_home_is_private(example: Example) -> None:
    with example.office.database.reading() as store:
        homes = {visit.id for visit in store.visits.list_visits() if visit.private}
        notices = store.notices.list_notices()
    assert [n for n in notices if n.visit_id in homes]
    assert {n.audience for n in notices if n.visit_id in homes} == {"private"}
    assert {n.audience for n in notices if n.visit_id not in homes} == {"public"}
    assert not [n for n in notices if n.visit_id in homes and "Kelurahan" in n.text]


def state(visits: list[Visit]) -> OfficeState:
    events = {visit.id: (scheduled(visit),) for visit in visits}
    return OfficeState(
        revision=1,
        areas=AREAS,
        records=RECORDS,
        book=Rulebook.of(RECORDS),
        calendar=WorkCalendar.of(RECORDS),
        units=(make_unit(), make_unit("unit-2")),
        visits={visit.id: visit for visit in visits},
        events=events,
        published=None,
        publication=None,
    )


def scheduled(visit: Visit) -> VisitEvent:
    return VisitEvent(
        visit_id=visit.id,
        at=at_wib(date(2021, 8, 30), 19),
        as_of=date(2021, 8, 30),
        kind=EventKind.SCHEDULED,
        who="uji",
        why="Tanggal ditetapkan.",
        after=Placement.of(visit),
    )


def rendered(visits: list[Visit]) -> tuple[str, dict[str, bytes]]:
    setting = SiteSetting(
        office=make_profile(), cells={}, cells_approximate=True, saved_days=(), travel_note=""
    )
    cells = {
        area.code: {
            "type": "Polygon",
            "coordinates": [
                [
                    [area.lon, area.lat],
                    [area.lon + 0.01, area.lat],
                    [area.lon, area.lat + 0.01],
                    [area.lon, area.lat],
                ]
            ],
        }
        for area in AREAS.at_level("kelurahan")
    }
    facts = site_facts(state(visits), replace(setting, cells=cells), today=TODAY)
    return facts_hash(facts), {path: page.content for path, page in render_site(facts).items()}


DAYS = st.sampled_from([date(2021, 9, d) for d in (1, 2, 3, 6, 7)])
STATES = st.sampled_from([VisitState.SCHEDULED, VisitState.SUSPENDED, VisitState.DONE])


@st.composite
def a_visit(draw: st.DrawFn, number: int, *, home: bool) -> Visit:
    make = make_home_request if home else make_request
    request = make(f"{'H' if home else 'P'}-{number}")
    visit = make_visit(
        request,
        day=draw(DAYS),
        unit_id=draw(st.sampled_from(["unit-1", "unit-2"])),
        start_min=480 + 10 * number,
        end_min=540 + 10 * number,
        limits=NO_LIMITS,
    )
    state = draw(STATES)
    return visit.unplaced(state) if state is VisitState.SUSPENDED else replace(visit, state=state)


@pytest.mark.slow
@settings(max_examples=size("public_plans"), deadline=None)
@given(st.data())
def test_public_bytes_are_the_same_with_and_without_homes(data: st.DataObject) -> None:
    public = [data.draw(a_visit(n, home=False)) for n in range(data.draw(st.integers(1, 4)))]
    homes = [data.draw(a_visit(n, home=True)) for n in range(data.draw(st.integers(1, 5)))]
    assert rendered([*public, *homes]) == rendered(public)
