"""People hear of a change when they would do something else after it, and of no other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.actions.restrictions.preview_rules import preview_rules
from planner.domain.decisions import Limits
from planner.domain.visits import Change, Visit
from planner.domain.vocabulary import EventKind, Service, VisitState
from planner.planning.restrictions.notices import concerns_people, notices_for
from tests.actions.restrictions.test_preview_is_act import ACT, published, stop
from tests.builders import AREAS, CIKOLE, TIPAR, make_home_request, make_visit
from tests.public.feeds.lives import FRIDAY, MONDAY, Life, resumed, scheduled, suspended


def last(life: Life) -> Change:
    return Change(visit=life.visit, event=life.events[-1])


def moved(**change: Any) -> Change:
    return last(scheduled().step(EventKind.MOVED, **change))


@pytest.mark.parametrize(
    ("change", "concerned"),
    [
        ({"day": FRIDAY}, True),
        ({"start_min": 539}, True),
        ({"start_min": 570}, False),
        ({"start_min": 571}, True),
        ({"end_min": 700}, False),
        ({"unit_id": "unit-2"}, False),
    ],
)
def test_another_day_any_earlier_and_half_an_hour_later(
    change: dict[str, Any], concerned: bool
) -> None:
    assert concerns_people(moved(**change)) is concerned
    assert bool(notices_for([moved(**change)], AREAS)) is concerned


@pytest.mark.parametrize(
    ("before", "after", "concerned"),
    [
        ({}, {"services_off": (Service.KK,)}, True),
        ({"services_off": (Service.KK,)}, {}, True),
        ({"total": 50}, {"total": 40}, True),
        ({"total": 40}, {"total": 50}, False),
        ({}, {"percent": 50}, True),
        ({"percent": 50}, {"percent": 75}, False),
        ({}, {"requires": ("mask",)}, False),
        ({}, {"residents_only": True}, True),
    ],
)
def test_limits_are_told_where_less_is_on_offer(
    before: dict[str, Any], after: dict[str, Any], concerned: bool
) -> None:
    life = scheduled()
    life = replace(life, visit=replace(life.visit, limits=Limits(**before)))
    assert concerns_people(last(life.step(EventKind.LIMITED, limits=Limits(**after)))) is concerned


def test_each_extension_of_a_stop_is_told_once() -> None:
    life = suspended(scheduled(), review_on=None)
    later = life.step(EventKind.EXTENDED, earliest=date(2021, 7, 26))
    assert concerns_people(last(life))
    assert concerns_people(last(later))
    assert not concerns_people(last(later.step(EventKind.EXTENDED)))


@pytest.mark.parametrize("kind", [EventKind.DONE, EventKind.CONFIRMED, EventKind.SPLIT])
def test_what_changes_nothing_for_those_who_come_is_not_told(kind: EventKind) -> None:
    assert notices_for([last(scheduled().step(kind))], AREAS) == ()


def test_a_notice_has_old_and_new_date_reason_and_address() -> None:
    life = resumed(suspended(scheduled()))
    (notice,) = notices_for(
        [last(life)],
        AREAS,
        events={life.visit.id: life.events[:-1]},
        site_url="https://sijempol.example/",
    )
    for words in ("Jumat, 9 Juli 2021", "Semula Senin, 5 Juli 2021", "Karena aturan.", "Gratis."):
        assert words in notice.text
    assert notice.text.endswith(f" https://sijempol.example/kunjungan/{life.visit.id}.html")
    assert len(notice.text) <= 700


def test_a_notice_of_a_home_leads_to_no_page() -> None:
    home: Visit = make_visit(make_home_request())
    life = Life(home).step(
        EventKind.SCHEDULED,
        state=VisitState.SCHEDULED,
        day=MONDAY,
        unit_id="unit-1",
        start_min=540,
        end_min=600,
    )
    (notice,) = notices_for([last(life)], AREAS, site_url="https://sijempol.example/")
    assert notice.audience == "private"
    assert "https" not in notice.text


def test_a_notice_of_a_stop_says_no_day_twice(tmp_path: Path) -> None:
    office = published(tmp_path / "kantor", 0)
    far, near = date(2026, 12, 8), stop(CIKOLE) | {"areas": [TIPAR, CIKOLE]}
    for last_day in (far.isoformat(), None):
        told = preview_rules(office, ACT, [near | {"to": last_day}]).effect.public_words
        assert told
        for text in told:
            days = re.findall(r"\d+ [A-Z][a-z]+ \d{4}", text)
            assert text.count("Paling cepat") + text.count("Kami periksa lagi") == 1
            assert "paling awal" not in text
            assert len(days) == len(set(days)) + 1, text  # the old date, and why not on it
    office.database.close()
