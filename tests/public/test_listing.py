"""Lists tell what is still to come, how sure its day is, and what waits for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.decisions import NO_LIMITS, Limits
from planner.domain.office import at_wib
from planner.domain.visits import Placement, Visit, VisitEvent
from planner.domain.vocabulary import EventKind, Evidence, Outcome, VisitState
from planner.public.pages.listing import by_day, visit_lists
from planner.public.shared.page_views import visit_view
from planner.public.shared.public_facts import Basis, OfficeFacts, PublicVisit, SiteFacts, Spell
from planner.public.shared.rendering import PageHead, rendered
from planner.public.shared.status_views import status_view
from tests.builders import AREAS, make_home_request, make_request, make_visit

FRIDAY, MONDAY, TUESDAY = date(2021, 7, 2), date(2021, 7, 5), date(2021, 7, 6)


def make_spell(**given: Any) -> Spell:
    """Return a spell of limited service from Friday to Monday."""
    facts: dict[str, Any] = {
        "first": FRIDAY,
        "last": MONDAY,
        "outcome": Outcome.GO_LIMITED,
        "limits": Limits(percent=50),
        "rule_ids": ("A01",),
    }
    return Spell(**{**facts, **given})


def make_facts(*visits: Visit, **given: Any) -> SiteFacts:
    """Return the facts of Friday, 2 July 2021, at ten in the morning, with ``visits``."""
    basis = Basis(rule_id="A01", title="Aturan A", source="", evidence=Evidence.DOCUMENTED)
    facts: dict[str, Any] = {
        "office": OfficeFacts(name="Kantor", address="", demo=True, whatsapp=None),
        "today": FRIDAY,
        "areas": AREAS,
        "visits": tuple(PublicVisit(visit=v, events=events_of(v)) for v in visits),
        "channels": (),
        "spells": (make_spell(),),
        "status_day": MONDAY,
        "area_decisions": {},
        "bases": {"A01": basis},
        "depot": (-6.9, 106.9),
    }
    return SiteFacts(**{**facts, **given})


def events_of(visit: Visit) -> tuple[VisitEvent, ...]:
    """Return one event: for a suspended visit that it was taken off Monday's calendar."""
    was = Placement(state=VisitState.SCHEDULED, day=MONDAY, start_min=540, end_min=660)
    stopped = visit.state is VisitState.SUSPENDED
    kind = EventKind.SUSPENDED if stopped else EventKind.SCHEDULED
    event = VisitEvent(
        visit_id=visit.id,
        at=at_wib(FRIDAY, 9),
        as_of=FRIDAY,
        kind=kind,
        who="Koordinator",
        why="Karena aturan.",
        before=was if stopped else None,
        after=Placement.of(visit),
    )
    return (event,)


def visit_on(day: date, request_id: str = "P-1", **given: Any) -> Visit:
    return make_visit(make_request(request_id), day=day, **given)


def suspended(request_id: str = "P-1", **given: Any) -> Visit:
    request = make_request(request_id, **given)
    return make_visit(request, day=MONDAY).unplaced(VisitState.SUSPENDED)


def test_a_visit_is_ahead_through_its_whole_day_and_not_after() -> None:
    visit = visit_on(FRIDAY)
    for today, ahead in ((date(2021, 7, 1), 1), (FRIDAY, 1), (date(2021, 7, 3), 0)):
        assert len(visit_lists(make_facts(visit, today=today)).ahead) == ahead, today


def test_a_visit_whose_day_has_passed_says_so() -> None:
    visit = visit_on(FRIDAY, firm=True)
    past = PublicVisit(visit=visit, events=events_of(visit))
    words = [visit_view(past, make_facts(today=day)).badge.word for day in (FRIDAY, MONDAY)]
    assert words == ["Berjalan", "Harinya sudah lewat"]


def test_a_review_day_that_has_passed_promises_nothing() -> None:
    gone = replace(suspended(), review_on=MONDAY)
    stopped = PublicVisit(visit=gone, events=events_of(gone))
    outlooks = [visit_view(stopped, make_facts(today=day)).outlook for day in (MONDAY, TUESDAY)]
    assert outlooks == [
        "Belum ada tanggal buka. Kami periksa lagi Senin, 5 Juli 2021.",
        (
            "Belum ada tanggal buka. Kami berjanji memeriksa lagi Senin, 5 Juli 2021; "
            "hari itu sudah lewat."
        ),
    ]
    early = replace(suspended(), earliest=MONDAY)
    view = visit_view(PublicVisit(visit=early, events=events_of(early)), make_facts(today=TUESDAY))
    assert view.outlook == "Belum ada tanggal buka. Perkiraan Senin, 5 Juli 2021 sudah lewat."


def test_lists_stand_in_the_order_of_days_and_tell_how_sure_they_are() -> None:
    facts = make_facts(
        visit_on(TUESDAY, "P-2"),
        visit_on(MONDAY, "P-1", firm=True),
        suspended("P-3"),
        replace(visit_on(FRIDAY, "P-4"), state=VisitState.DONE),
    )
    lists = visit_lists(facts)
    assert [view.day for view in lists.ahead] == [MONDAY, TUESDAY]
    assert [view.day for view in lists.firm] == [MONDAY]
    assert [view.day for view in lists.tentative] == [TUESDAY]
    assert [len(lists.stopped), len(lists.done)] == [1, 1]
    assert lists.sure_words == (
        "1 kunjungan bertanggal pasti, sampai Senin, 5 Juli 2021. 1 kunjungan bertanggal "
        "sementara, mulai Selasa, 6 Juli 2021: aturannya belum diketahui."
    )


def test_a_date_that_cannot_move_waits_for_no_new_one() -> None:
    facts = make_facts(suspended("P-1"), suspended("P-2", fixed_day=MONDAY))
    assert visit_lists(facts).stopped_words == (
        "1 kunjungan menunggu tanggal baru. 1 kunjungan bertanggal tetap dan tidak bisa digeser."
    )
    assert visit_lists(make_facts()).stopped_words == ""
    assert visit_lists(make_facts()).sure_words == ""


def test_days_head_their_visits_once() -> None:
    facts = make_facts(visit_on(MONDAY), visit_on(MONDAY, "P-2"), visit_on(TUESDAY, "P-3"))
    grouped = by_day(visit_lists(facts).ahead)
    assert [(day, len(views)) for day, views in grouped] == [
        ("Senin, 5 Juli 2021", 2),
        ("Selasa, 6 Juli 2021", 1),
    ]


def test_a_visit_is_firm_tentative_or_neither() -> None:
    facts = make_facts()
    for firm, unsure, expected in (
        (True, False, (True, False)),
        (False, False, (False, True)),
        (True, True, (False, False)),
    ):
        visit = visit_on(MONDAY, firm=firm, unsure=unsure)
        view = visit_view(PublicVisit(visit=visit, events=events_of(visit)), facts)
        assert (view.firm, view.tentative) == expected
    gone = suspended()
    view = visit_view(PublicVisit(visit=gone, events=events_of(gone)), facts)
    assert (view.firm, view.tentative, view.now) == (False, False, "")
    assert (view.was, view.hours) == ("Senin, 5 Juli 2021, 09.00-11.00 WIB", "09.00-11.00 WIB")


def test_a_home_visit_can_be_no_public_fact() -> None:
    home = make_visit(make_home_request(), day=MONDAY)
    with pytest.raises(ValueError, match="home visit can never"):
        PublicVisit(visit=home, events=())


@pytest.mark.parametrize(
    ("spell", "headline", "words"),
    [
        (make_spell(outcome=Outcome.GO, limits=NO_LIMITS), "berjalan", "sampai Senin, 5 Juli"),
        (
            make_spell(),
            "berjalan dengan batasan",
            "Berlaku Jumat, 2 Juli 2021 sampai Senin, 5 Juli 2021.",
        ),
        (
            make_spell(outcome=Outcome.MOVE, earliest=TUESDAY),
            "dihentikan sementara",
            "Buka lagi paling cepat Selasa, 6 Juli 2021, belum pasti.",
        ),
        (
            make_spell(outcome=Outcome.HOLD, last=None, review_on=TUESDAY),
            "dihentikan sementara",
            "Belum ada tanggal buka. Kami periksa lagi Selasa, 6 Juli 2021.",
        ),
        (make_spell(outcome=Outcome.HOLD, last=None), "dihentikan", "tanpa tanggal akhir"),
        (make_spell(outcome=Outcome.REVIEW), "belum pasti", "aturannya belum diketahui"),
    ],
)
def test_the_status_says_what_until_when_or_when_it_is_looked_at_again(
    spell: Spell, headline: str, words: str
) -> None:
    status = status_view(make_facts(spells=(spell,)))
    assert headline in status.headline
    assert words in f"{status.period} {status.outlook}"
    assert [basis.title for basis in status.bases] == ["Aturan A"]


def test_a_stop_that_begins_within_a_week_heads_the_page_before_it_begins() -> None:
    later = make_spell(first=date(2021, 7, 9), last=None, outcome=Outcome.HOLD)
    status = status_view(make_facts(spells=(make_spell(), later)))
    assert (status.kind, status.period) == (
        "stop",
        "Mulai Jumat, 9 Juli 2021, tanpa tanggal akhir.",
    )
    far = make_spell(first=date(2021, 7, 10), last=None, outcome=Outcome.HOLD)
    status = status_view(make_facts(spells=(make_spell(), far)))
    assert status.kind == "lim"
    assert status.later == ("Mulai Sabtu, 10 Juli 2021: dihentikan sementara.",)


def test_hours_stay_on_one_line_and_text_stays_text() -> None:
    view = visit_view(
        PublicVisit(visit=(v := visit_on(MONDAY, "P-1", firm=True)), events=events_of(v)),
        make_facts(),
    )
    head = PageHead(
        office=make_facts().office, today=FRIDAY, changed_at=at_wib(FRIDAY, 10), saved_days=()
    )
    hostile = replace(view, place="<b>Balai</b>", now="<i>08.00-11.00 WIB")
    more: dict[str, Any] = {"channels": [], "share": "", "data": "", "needs": []}
    text = rendered("kunjungan.html", head, root="../", v=hostile, **more).content.decode()
    assert '&lt;i&gt;<span class="utuh">08.00-11.00 WIB</span>' in text
    assert "&lt;b&gt;Balai&lt;/b&gt;" in text
    assert "<b>Balai" not in text
    assert "Tanggal pasti" in text


def test_the_first_day_after_a_stop_is_told_once() -> None:
    stop = make_spell(outcome=Outcome.MOVE, earliest=TUESDAY)
    after = make_spell(first=TUESDAY, last=None, outcome=Outcome.REVIEW)
    status = status_view(make_facts(spells=(stop, after)))
    assert "paling cepat Selasa, 6 Juli 2021" in status.outlook
    assert status.later == ()
    later = status_view(make_facts(spells=(make_spell(), after))).later
    assert later == ("Mulai Selasa, 6 Juli 2021: belum pasti, aturannya belum diketahui.",)
