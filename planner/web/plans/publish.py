"""From a draft to what people are told: a last look, the button, versions, putting one back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response

from planner.actions.plans.edit_draft import discard_draft
from planner.actions.plans.publish_plan import publish_plan
from planner.actions.plans.put_plan_back import put_plan_back
from planner.actions.plans.review_plan import Review, review_plan
from planner.actions.saving.office import Act, Office
from planner.domain.errors import NotFound
from planner.domain.notices import Notice
from planner.domain.vocabulary import PlanState
from planner.planning.plans.diff import diff_plans
from planner.planning.plans.rollback import still_to_come
from planner.web.plans.views import plan_view
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import OfficeForm
from planner.web.shell.forms import Fields, as_fields, new_key
from planner.web.shell.links import PathNumber, number_in_path
from planner.web.shell.recent import Recent

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


@router.get("/rencana/{plan_id}/periksa", name="review_plan")
@needs(Clearance.COORDINATOR)
def review(here: Here, plan_id: PathNumber) -> Response:
    """Show what publishing a draft would do, and what stands in its way."""
    return _review(here, plan_id, as_fields())


def _review(here: OfficeRequest, plan_id: int, f: Fields) -> Response:
    with here.office.database.reading() as store:
        plan = store.plans.get_plan(plan_id)
    if plan.state is not PlanState.DRAFT:
        return here.lead("plan", plan_id)
    reviewed = here.service(Previews).of(here.office, here.act(), plan_id)
    view = plan_view(reviewed.plan, reviewed.published, reviewed.state)
    compared = diff_plans(reviewed.published, reviewed.plan, reviewed.state.visits)
    areas = reviewed.state.areas
    return here.page(
        "papan/periksa.html",
        f=f,
        plan=view,
        reviewed=reviewed,
        changed=len(compared.felt),
        people=compared.affected_people,
        kelurahan=[
            (areas.get(code).name, people) for code, people in _public_areas(reviewed).items()
        ],
        teks=_by_area(reviewed.notices, reviewed),
        private=sum(notice.audience == "private" for notice in reviewed.notices),
        kunci=new_key(),
    )


@router.get("/rencana/{plan_id}/pratinjau/{path:path}", name="preview_page")
@needs(Clearance.COORDINATOR)
def preview(here: Here, plan_id: PathNumber, path: str) -> Response:
    """Serve a public page as it would be; no script runs in it and nothing is published."""
    reviewed = here.service(Previews).of(here.office, here.act(), plan_id)
    page = reviewed.files.get(path or "index.html")
    if page is None:
        raise NotFound("Halaman ini tidak ada dalam pratinjau.")
    return Response(page.content, media_type=page.content_type, headers=PREVIEW_POLICY)


def _review_again(here: OfficeRequest, f: Fields) -> Response:
    return _review(here, number_in_path(here.request.path_params["plan_id"]), f)


@router.post("/rencana/{plan_id}/terbitkan", name="publish_plan")
@needs(Clearance.COORDINATOR)
@shown_again(_review_again)
def publish(here: Here, plan_id: PathNumber, form: Annotated[OfficeForm, Form()]) -> Response:
    """Publish a draft: visits get their dates, people are told, pages change."""
    act = here.act(form.idempotency_key, foreseen=form.foreseen)
    publish_plan(here.office, act, plan_id)
    here.site.look_now()
    return here.lead("plan", plan_id)


@router.post("/rencana/{plan_id}/buang", name="discard_draft")
@needs(Clearance.COORDINATOR)
def discard(here: Here, plan_id: PathNumber, form: Annotated[OfficeForm, Form()]) -> Response:
    """Throw a draft away; nothing published changes."""
    discard_draft(here.office, here.act(form.idempotency_key), plan_id)
    return here.lead("dashboard")


@router.get("/versi", name="versions")
@needs(Clearance.VIEWER)
def versions(here: Here) -> Response:
    """List what was published, newest first."""
    with here.office.database.reading() as store:
        plans = store.plans.list_plans()
    published = sorted((p for p in plans if p.number is not None), key=lambda p: p.number or 0)
    coming = still_to_come(published, here.state.visits, here.today)
    return here.page("papan/versi.html", plans=published[::-1], coming=coming, kunci=new_key())


@router.post("/versi/{number}/kembalikan", name="put_plan_back")
@needs(Clearance.COORDINATOR)
def put_back(here: Here, number: PathNumber, form: Annotated[OfficeForm, Form()]) -> Response:
    """Draft an earlier plan for the days to come and show it before it is published."""
    done = put_plan_back(here.office, here.act(form.idempotency_key), number)
    return here.lead("review_plan", 0 if done.plan is None else done.plan.id)


def _public_areas(reviewed: Review) -> dict[str, int]:
    """Return the people who notice a change by kelurahan, homes aside."""
    compared = diff_plans(reviewed.published, reviewed.plan, reviewed.state.visits)
    people: dict[str, int] = {}
    for move in compared.felt:
        if not move.private:
            people[move.area_code] = people.get(move.area_code, 0) + move.people
    return dict(sorted(people.items(), key=lambda item: (-item[1], item[0])))


def _by_area(notices: Iterable[Notice], reviewed: Review) -> dict[str, str]:
    """Return what each kelurahan is told, its notices one below the other."""
    texts: dict[str, list[str]] = {}
    for notice in notices:
        if notice.audience == "public":
            name = reviewed.state.areas.get(notice.area_code).name
            texts.setdefault(name, []).append(notice.text)
    return {name: "\n\n".join(lines) for name, lines in sorted(texts.items())}
