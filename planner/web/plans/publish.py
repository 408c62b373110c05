"""From a draft to what people are told: a last look, the button, versions, putting one back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.plans.edit_draft import discard_draft
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.plans.put_plan_back import put_plan_back
from planner.actions.plans.review_plan import Review, review_plan
from planner.actions.saving.office import Act, Office
from planner.domain.errors import NotFound
from planner.domain.notices import Notice
from planner.domain.vocabulary import PlanState
from planner.planning.plans.diff import diff_plans
from planner.web.plans.views import plan_view
from planner.web.shell.acting import Key, Number, act_of, new_key, office_of
from planner.web.shell.recent import Recent
from planner.web.shell.templating import office_page
from planner.web.site.published import site_of

#: Reviews kept in memory; each holds the whole public site once.
MOST_KEPT: Final = 2


class Previews:
    """Reviews by plan, by the state of the data and by the day; old ones go."""

    def __init__(self) -> None:
        self._kept: Recent[Review] = Recent(MOST_KEPT)

    def of(self, office: Office, act: Act, plan_id: int) -> Review:
        """Return the review of a draft as the data stand now.

        Raises
        ------
        NotFound, NotPublishable
            As :func:`planner.actions.plans.review_plan.review_plan`.
        """
        with office.database.reading() as store:
            key = (plan_id, store.meta.revision(), act.day)
        return self._kept.of(key, lambda: review_plan(office, act, plan_id))


router = APIRouter(prefix="/kantor")

#: A previewed page may show itself, inside our own page only, and do nothing else. It stays of
#: our own origin, so that the browser sends its session for the style; no script runs in it.
PREVIEW_POLICY: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
    ),
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
}


@router.get("/rencana/{plan_id}/periksa")
def review(request: Request, plan_id: Number) -> Response:
    """Show what publishing a draft would do, and what stands in its way."""
    office, act = office_of(request), act_of(request)
    with office.database.reading() as store:
        plan = store.plans.get_plan(plan_id)
    if plan.state is not PlanState.DRAFT:
        return _to_plan(plan_id)
    found = _previews(request).of(office, act, plan_id)
    view = plan_view(found.plan, found.published, found.state)
    compared = diff_plans(found.published, found.plan, found.state.visits)
    areas = found.state.areas
    return office_page(
        request,
        "papan/periksa.html",
        plan=view,
        found=found,
        changed=len(compared.felt),
        people=compared.affected_people,
        kelurahan=[(areas.get(code).name, people) for code, people in _public_areas(found).items()],
        teks=_by_area(found.notices, found),
        private=sum(notice.audience == "private" for notice in found.notices),
        kunci=new_key(),
    )


@router.get("/rencana/{plan_id}/pratinjau/{path:path}")
def preview(request: Request, plan_id: Number, path: str) -> Response:
    """Serve a public page as it would be; no script runs in it and nothing is published."""
    found = _previews(request).of(office_of(request), act_of(request), plan_id)
    page = found.files.get(path or "index.html")
    if page is None:
        raise NotFound("Halaman ini tidak ada dalam pratinjau.")
    return Response(page.content, media_type=page.content_type, headers=PREVIEW_POLICY)


@router.post("/rencana/{plan_id}/terbitkan")
def publish(request: Request, plan_id: Number, key: Key = "") -> Response:
    """Publish a draft: visits get their dates, people are told, pages change."""
    publish_plan(office_of(request), act_of(request, key), plan_id)
    site_of(request).look_now()
    return _to_plan(plan_id)


@router.post("/rencana/{plan_id}/buang")
def discard(request: Request, plan_id: Number, key: Key = "") -> Response:
    """Throw a draft away; nothing published changes."""
    discard_draft(office_of(request), act_of(request, key), plan_id)
    return RedirectResponse("/kantor", status_code=303)


@router.get("/versi")
def versions(request: Request) -> Response:
    """List what was published, newest first."""
    with office_of(request).database.reading() as store:
        plans = store.plans.list_plans()
    told = sorted((p for p in plans if p.number is not None), key=lambda p: -(p.number or 0))
    return office_page(request, "papan/versi.html", plans=told, kunci=new_key())


@router.post("/versi/{number}/kembalikan")
def put_back(request: Request, number: Number, key: Key = "") -> Response:
    """Draft an earlier plan for the days to come and show it before it is published."""
    done = put_plan_back(office_of(request), act_of(request, key), number)
    plan_id = 0 if done.plan is None else done.plan.id
    return RedirectResponse(f"/kantor/rencana/{plan_id}/periksa", status_code=303)


def _previews(request: Request) -> Previews:
    found: Previews = request.app.state.previews
    return found


def _public_areas(found: Review) -> dict[str, int]:
    """Return the people who notice a change by kelurahan, homes aside."""
    compared = diff_plans(found.published, found.plan, found.state.visits)
    people: dict[str, int] = {}
    for move in compared.felt:
        if not move.private:
            people[move.area_code] = people.get(move.area_code, 0) + move.people
    return dict(sorted(people.items(), key=lambda item: (-item[1], item[0])))


def _by_area(notices: Iterable[Notice], found: Review) -> dict[str, str]:
    """Return what each kelurahan is told, its notices one below the other."""
    texts: dict[str, list[str]] = {}
    for notice in notices:
        if notice.audience == "public":
            name = found.state.areas.get(notice.area_code).name
            texts.setdefault(name, []).append(notice.text)
    return {name: "\n\n".join(lines) for name, lines in sorted(texts.items())}


def _to_plan(plan_id: int) -> Response:
    return RedirectResponse(f"/kantor/rencana/{plan_id}", status_code=303)
