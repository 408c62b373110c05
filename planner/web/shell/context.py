"""One request to the office: who asks, when, of which office, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.accounts.sign_ins import Moment, Signed
from planner.actions.saving.office import Act, Office
from planner.actions.saving.office_state import OfficeState, load_state
from planner.clock import Clock
from planner.domain.accounts import Role
from planner.store import Store
from planner.web.below import own_path
from planner.web.shell.links import Links, links_of
from planner.web.shell.templating import office_page
from planner.web.site.published import PublishedSite, site_of
from routes import Problem, Solution

_Service = TypeVar("_Service")


@dataclass(frozen=True, slots=True)
class OfficeReading:
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
        """Who is signed in; only where the endpoint needs somebody.

        Raises
        ------
        LookupError
            Nobody is: the endpoint says that it needs too little.
        """
        if self.guest is None:
            raise LookupError(f"nobody is signed in at {self.request.url.path}")
        return self.guest

    @property
    def guest(self) -> Signed | None:
        """Who is signed in, as the gate saw; None where nobody is."""
        return cast("Signed | None", getattr(self.request.state, "signed", None))

    @property
    def person(self) -> str:
        """The name by which who asks signs in; "" where nobody has."""
        return "" if self.guest is None else self.guest.account.login

    @property
    def coordinates(self) -> bool:
        """Whether who asks is a coordinator: contacts of people are for them."""
        role = None if self.guest is None else self.guest.role
        return role is not None and role.at_least(Role.COORDINATOR)

    @property
    def moment(self) -> Moment:
        """When and from where the request comes."""
        watch: Clock = self.request.app.state.watch
        client = self.request.client
        address = "" if client is None else client.host
        return Moment(at=self.clock.now(), now=watch.now(), address=address)

    def act(self, idempotency_key: str = "", *, foreseen: str = "") -> Act:
        """Return the act of this request; the same form sent again is the same act.

        ``foreseen`` is the mark of what the person saw that it does.

        Keys of different people and of different addresses never meet.

        Raises
        ------
        LookupError
            Nobody is signed in: the endpoint says that it needs too little.
        """
        who, own = self.signed.account.login, own_path(self.request.scope)
        if idempotency_key:
            said = f"{who}\n{own}\n{idempotency_key}"
            idempotency_key = sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
        return Act(
            at=self.clock.now(),
            day=self.today,
            who=who,
            idempotency_key=idempotency_key,
            foreseen=foreseen,
        )

    @cached_property
    def state(self) -> OfficeState:
        """The office's data, read once for the whole request.

        Ask for it after an action only where it was not asked for before: it stays as it was.
        """
        with self.reading() as now:
            return now.state

    @contextmanager
    def reading(self) -> Iterator[OfficeReading]:
        """Hand out the data as they stand now: the state, and the store for what it lacks."""
        with self.office.database.reading() as store:
            yield OfficeReading(store, load_state(store, self.office.areas))

    def service(self, kind: type[_Service]) -> _Service:
        """Return what the application keeps of ``kind`` while it runs."""
        return cast("dict[type[_Service], _Service]", self.request.app.state.services)[kind]

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
