"""One request to the office: who asks, when, of which office, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.accounts.sign_ins import Moment, Signed
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.clock import Clock
from planner.store import Store
from planner.web.shell.acting import act_of, coordinates, person_of
from planner.web.shell.cookies import moment_of, signed_of, the_signed
from planner.web.shell.links import Links, links_of
from planner.web.shell.templating import office_page
from planner.web.site.published import PublishedSite, site_of
from routes import Problem, Solution

Service = TypeVar("Service")


@dataclass(frozen=True, slots=True)
class Reading:
    """One consistent look at the office's data: the state and the store it was read from."""

    store: Store
    state: OfficeState


class OfficeRequest:
    """A request to the office, with everything an endpoint needs to answer it."""

    def __init__(self, request: Request) -> None:
        self.request = request

    @property
    def site(self) -> PublishedSite:
        """The published site, which takes up at once what an action published."""
        return site_of(self.request)

    @property
    def office(self) -> Office:
        """The office that is worked on."""
        return self.site.office

    @property
    def clock(self) -> Clock:
        """The office's clock; in an example it may stand still."""
        return self.site.clock

    @property
    def today(self) -> date:
        """The office's present day."""
        return self.clock.today()

    @cached_property
    def link(self) -> Links:
        """The builder of addresses, by the names of endpoints."""
        return links_of(self.request)

    @property
    def endpoint(self) -> str:
        """The name of the endpoint that answers."""
        return str(self.request.scope["route"].name)

    @property
    def signed(self) -> Signed:
        """Who is signed in; only where the endpoint needs somebody."""
        return the_signed(self.request)

    @property
    def guest(self) -> Signed | None:
        """Who is signed in, or None."""
        return signed_of(self.request)

    @property
    def person(self) -> str:
        """The name by which who asks signs in; "" where nobody has."""
        return person_of(self.request)

    @property
    def coordinates(self) -> bool:
        """Whether who asks is a coordinator: contacts of people are for them."""
        return coordinates(self.request)

    @property
    def moment(self) -> Moment:
        """When and from where the request comes."""
        return moment_of(self.request)

    def act(self, idempotency_key: str = "") -> Act:
        """Return the act of this request; the same form sent again is the same act."""
        return act_of(self.request, idempotency_key)

    @cached_property
    def state(self) -> OfficeState:
        """The office's data, read once for the whole request.

        Ask for it after an action only where it was not asked for before: it stays as it was.
        """
        with self.reading() as now:
            return now.state

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Hand out the data as they stand now: the state, and the store for what it lacks."""
        with self.office.database.reading() as store:
            yield Reading(store, load_state(store, self.office.areas))

    def service(self, kind: type[Service]) -> Service:
        """Return what the application keeps of ``kind`` while it runs."""
        return cast("dict[type[Service], Service]", self.request.app.state.services)[kind]

    @property
    def solve(self) -> Callable[[Problem], Solution]:
        """What finds tours."""
        return cast("Callable[[Problem], Solution]", self.request.app.state.solve)

    def page(self, template: str, *, status: int = 200, **values: object) -> Response:
        """Return a page of the office."""
        return office_page(self.request, template, status=status, **values)

    def lead(
        self, name: str, /, *path: object, fragment: str = "", **query: object
    ) -> RedirectResponse:
        """Send the browser on to the endpoint called ``name``."""
        return RedirectResponse(self.link(name, *path, fragment=fragment, **query), status_code=303)

    def lead_to(self, own: str) -> RedirectResponse:
        """Send the browser on to ``own``, a path as the application's own are written."""
        return RedirectResponse(self.link.to(own), status_code=303)


async def _office_request(request: Request) -> OfficeRequest:
    """Return the request as an endpoint takes it; a coroutine, so that no thread is asked."""
    return OfficeRequest(request)


#: What an endpoint of the office takes first.
Here = Annotated[OfficeRequest, Depends(_office_request)]
