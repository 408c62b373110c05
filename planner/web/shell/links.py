"""Addresses by the names of endpoints: one builder, which knows where the office is mounted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Path, Request
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.convertors import PathConvertor

from planner.domain.errors import NotFound
from planner.web.below import PREFIX, base_of, without_base

#: What stays as it is in a query and in the rest of a path; everything else is escaped.
_SAFE: Final = "/"

_LONGEST: Final = 2**53
#: A number in an address: of a plan, a search, a version. No database knows longer ones.
PathNumber = Annotated[int, Path(ge=0, le=_LONGEST)]


def number_in_path(written: str) -> int:
    """Return a :data:`PathNumber` where no endpoint reads it, as for a form shown again.

    Raises
    ------
    NotFound
        It is none.
    """
    number = written.isascii() and written.isdecimal() and len(written) <= len(str(_LONGEST))
    if not number or int(written) > _LONGEST:
        raise NotFound("Alamat ini tidak ada. Periksa nomornya.")
    return int(written)


class Links:
    """Builds addresses: ``link("plan", 3, fragment="belum")``, ``link("requests", hal=2)``.

    The words after the name fill the endpoint's path in order; what is named becomes the query,
    where None is left out.
    """

    def __init__(self, endpoints: Mapping[str, RouteContext], base: str = "") -> None:
        self._endpoints = endpoints
        self.base = base

    def __call__(self, name: str, /, *path: object, fragment: str = "", **query: object) -> str:
        """Return the address of the endpoint called ``name``.

        Raises
        ------
        LookupError
            No endpoint is called so, or its path takes more or fewer words.
        """
        endpoint = self._endpoints.get(name)
        if endpoint is None:
            raise LookupError(f"no endpoint is called {name!r}")
        slots: Mapping[str, object] = endpoint.param_convertors
        if len(path) != len(slots):
            raise LookupError(f"the path of {name!r} takes {len(slots)} words, not {len(path)}")
        words = {
            slot: quote(str(word), safe=_SAFE if isinstance(kind, PathConvertor) else "")
            for (slot, kind), word in zip(slots.items(), path, strict=True)
        }
        asked = {key: value for key, value in query.items() if value is not None}
        address = f"{self.base}{endpoint.url_path_for(name, **words)}"
        if asked:
            address += "?" + urlencode(asked, doseq=True, safe=_SAFE, quote_via=quote)
        return f"{address}#{quote(fragment)}" if fragment else address

    def to(self, own: str) -> str:
        """Return the address of ``own``, a path as the application's own are written."""
        return self.base + own

    def without_base(self, address: str) -> str:
        """Return ``address`` as the application's own are written."""
        return without_base(address, self.base)

    @property
    def own(self) -> Links:
        """Links as the application's own are written, wherever it is mounted: to be kept."""
        return Links(self._endpoints)

    @property
    def outside(self) -> Links:
        """Links out of the example, to the office it stands beside."""
        return Links(self._endpoints, self.base.removesuffix(PREFIX))

    @property
    def practice(self) -> Links:
        """Links into the example beside this office."""
        return Links(self._endpoints, self.base + PREFIX)


def endpoints_by_name(app: FastAPI) -> dict[str, RouteContext]:
    """Return the endpoints of ``app`` by their names.

    Raises
    ------
    LookupError
        Two endpoints share a name: a link would not say which.
    """
    named: dict[str, RouteContext] = {}
    for endpoint in iter_route_contexts(app.routes):
        name = endpoint.name or ""
        if named.setdefault(name, endpoint) is not endpoint:
            raise LookupError(f"two endpoints are called {name!r}: {endpoint.path}")
    return named


def links_of(request: Request) -> Links:
    """Return the builder of addresses for the application that ``request`` came to."""
    endpoints: Mapping[str, RouteContext] = request.app.state.endpoints
    return Links(endpoints, base_of(request))
