"""What a stop costs and what moved: rows, words and maps from what happened to visits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.domain.vocabulary import EventKind, VisitState
from planner.public import render_site
from planner.public.maps.impact import impact_map, impact_rows, impact_words, worst_first
from planner.public.maps.shifts import shift_map, shift_words, shifts_of
from planner.public.shared.public_facts import SiteFacts
from tests.builders import CIKOLE, TIPAR
from tests.public.feeds.lives import FRIDAY, MONDAY, TODAY, facts_of, resumed, scheduled, suspended


def row_of(facts: SiteFacts, code: str = TIPAR):  # type: ignore[no-untyped-def]
    return next(row for row in impact_rows(facts) if row.code == code)


@pytest.mark.parametrize(
    ("days", "style"), [(-1, "brief"), (0, "brief"), (14, "brief"), (15, "long"), (61, "longest")]
)
def test_days_count_from_the_first_promise_that_was_not_kept(days: int, style: str) -> None:
    life = resumed(suspended(scheduled()), MONDAY + timedelta(80))
    row = row_of(facts_of(life, today=MONDAY + timedelta(days)))
    assert (row.visits, row.people, row.days) == (1, 60, max(0, days))
    assert row.style == style


def test_only_what_was_stopped_and_still_waits_counts() -> None:
    done = resumed(suspended(scheduled("P-1"))).step(EventKind.DONE, state=VisitState.DONE)
    moved = scheduled("P-2").step(EventKind.MOVED, day=FRIDAY)
    facts = facts_of(done, moved, suspended(scheduled("P-3", people=41, area_code=CIKOLE)))
    assert row_of(facts).style == "none"
    assert row_of(facts, CIKOLE).people == 41
    assert worst_first(impact_rows(facts))[0].code == CIKOLE
    assert impact_words(impact_rows(facts)).startswith("1 kunjungan untuk 41 orang tertunda di 1")
    nothing = facts_of(moved)
    assert "Tidak ada kunjungan yang tertunda" in impact_words(impact_rows(nothing))


def test_map_and_table_tell_the_same_of_each_kelurahan() -> None:
    facts = facts_of(suspended(scheduled()), today=MONDAY + timedelta(20))
    shapes = {area.code: area for area in impact_map(facts, impact_rows(facts)).areas}
    assert len(shapes) == 33
    for row in impact_rows(facts):
        assert shapes[row.code].style_key == row.style
        assert any(str(row.residents)[-3:] in line for line in shapes[row.code].lines)
    assert "Hari tanpa layanan: 20" in shapes[TIPAR].lines


def test_a_visit_that_left_its_first_day_is_shown_with_both_days() -> None:
    moved = resumed(suspended(scheduled("P-1")))
    waiting = suspended(scheduled("P-2", area_code=CIKOLE))
    later = scheduled("P-3").step(EventKind.MOVED, start_min=600, end_min=700)
    facts = facts_of(moved, waiting, later)
    shifts = shifts_of(facts)
    assert [(shift.was, shift.now) for shift in shifts] == [(MONDAY, FRIDAY), (MONDAY, None)]
    assert shift_words(shifts) == (
        "1 kunjungan mendapat tanggal baru. 1 kunjungan belum punya tanggal baru."
    )
    before, after = shift_map(facts, shifts).steps
    first = {area.code: area for area in before.areas}
    now = {area.code: area for area in after.areas}
    assert first[CIKOLE].style_key == first[TIPAR].style_key == "m0"
    assert now[CIKOLE].style_key == "open"
    assert now[TIPAR].label == "Jumat, 9 Juli 2021"
    assert {area.style_key for area in after.areas} == {"m0", "open", "none"}


def test_a_visit_back_on_its_first_day_moved_nowhere() -> None:
    back = resumed(suspended(scheduled()), MONDAY)
    away = scheduled("P-2").step(EventKind.MOVED, day=FRIDAY).step(EventKind.MOVED, day=MONDAY)
    assert shifts_of(facts_of(back, away)) == []


def test_more_months_than_looks_share_the_last_one() -> None:
    lives = [
        resumed(suspended(scheduled(f"P-{n}")), date(2021 + (6 + n) // 12, (6 + n) % 12 + 1, 5))
        for n in range(1, 9)
    ]
    facts = facts_of(*lives)
    styles = shift_map(facts, shifts_of(facts)).styles
    assert [rule.label for rule in styles if rule.key == "m5"] == ["Desember 2021 dan sesudahnya"]


def test_pages_without_anything_moved_say_so() -> None:
    pages = render_site(facts_of(scheduled()))
    text = pages["peta-pindah.html"].content.decode()
    assert "Belum ada kunjungan yang pindah tanggal." in text
    assert "<script" not in text
    assert "Tidak ada kunjungan yang tertunda" in pages["peta-dampak.html"].content.decode()
    assert TODAY.isoformat() not in text
