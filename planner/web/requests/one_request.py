"""The page of one request: its visits with what may be done with them, its history, its texts."""

from __future__ import annotations

from fastapi import Response

from planner.domain.code_words import LINES, SERVICES
from planner.domain.errors import NotFound
from planner.domain.vocabulary import Line
from planner.planning.plans.backlog import waiting
from planner.rules import decide
from planner.rules.deciding import SCHOOL_MINIMUM
from planner.web.requests.form import weekday_words
from planner.web.requests.views import receipt, visit_view
from planner.web.shell.context import OfficeRequest
from planner.web.shell.forms import Fields, as_fields
from planner.web.shell.words import OFFERS, URGENCIES, service_words


def request_page(
    here: OfficeRequest, name: str, f: Fields, *, sent: tuple[str, str] = ("", "")
) -> Response:
    """Return the page of the request called ``name``.

    ``sent`` is the form that ``f`` came from: its endpoint, and its visit if it is about one. That
    form alone holds what was filled in.

    Raises
    ------
    NotFound
        There is no such request.
    """
    with here.reading() as now:
        state, note = now.state, now.store.hosts.list_notes().get(name)
    mine = sorted(
        (v for v in state.visits.values() if v.request.id == name), key=lambda v: v.session_no
    )
    if not mine:
        raise NotFound(f"Permohonan {name[:20]} tidak ada. Cari nomornya di daftar permohonan.")
    today, asked = here.today, mine[0].request
    decision = decide(state.book, state.calendar, mine[0].ask, today, as_of=today)
    return here.page(
        "permohonan-satu.html",
        f=f,
        filled=lambda endpoint, visit="": f if (endpoint, visit) == sent else as_fields(),
        asked=asked,
        area=state.areas.get(asked.area_code),
        line=LINES[asked.line],
        services=service_words(asked.services),
        urgency=URGENCIES[asked.urgency],
        note=note,
        weekdays=weekday_words(note),
        visits=[visit_view(v, state.events.get(v.id, ()), state.areas, today) for v in mine],
        receipt=receipt(asked, here.office.profile, state.areas),
        offers=[(offer.value, words) for offer, words in OFFERS.items()],
        small=asked.line is Line.PELAJAR and asked.people < SCHOOL_MINIMUM,
        decision=decision.reason,
        open=any(not v.state.ended for v in mine),
        waits=bool(waiting(mine)),
        service_list=[(s.value, SERVICES[s]) for s in asked.services],
    )
