"""Who may open what: every endpoint with what it is marked to need, found by address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final

from fastapi import FastAPI, Request
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import Mount

from planner.actions.accounts.sign_ins import Signed
from planner.domain.accounts import Role, Stage
from planner.web.below import own_path
from planner.web.shell.access import Clearance, need_of

OFFICE: Final = "/kantor"
_ROLES: Final = {
    Clearance.VIEWER: Role.VIEWER,
    Clearance.COORDINATOR: Role.COORDINATOR,
    Clearance.ADMIN: Role.ADMIN,
}
_STEPS: Final = {
    Clearance.STEP_CODE: (Stage.CODE,),
    Clearance.STEP_PASSWORD: (Stage.PASSWORD, Stage.FULL),
    Clearance.STEP_ENROL: (Stage.ENROL, Stage.FULL),
    Clearance.SIGNED_IN: tuple(Stage),
}
#: The endpoint where a sign-in that is under way goes on.
NEXT_STEP: Final = {
    Stage.CODE: "sign_in_code",
    Stage.PASSWORD: "password",
    Stage.ENROL: "second_step",
    Stage.FULL: "dashboard",
}
_READ: Final = ("GET", "HEAD")


def speaks_json(request: Request) -> bool:
    """Return whether ``request`` comes from a program, which is answered in JSON."""
    return own_path(request.scope).startswith(f"{OFFICE}/api/")


@dataclass(frozen=True, slots=True)
class Door:
    """One endpoint: its method, its path as the router writes it, its name and what it needs."""

    method: str
    path: str
    name: str
    need: Clearance
    pattern: Pattern[str]


class Doors:
    """The endpoints of an application in the order in which addresses are matched."""

    def __init__(self, app: FastAPI) -> None:
        """Read what each endpoint of ``app`` needs.

        Raises
        ------
        LookupError
            An endpoint does not say what it needs: the application must not start.
        """
        endpoints = iter_route_contexts(app.routes)
        self.all = tuple(door for endpoint in endpoints for door in _doors(endpoint))
        self._office = tuple(door for door in self.all if is_office(door.path))

    def at(self, path: str) -> Mapping[str, Door]:
        """Return the office's doors at ``path``, by method."""
        there: dict[str, Door] = {}
        for door in self._office:
            if door.pattern.match(path):
                there.setdefault(door.method, door)
        return there


def _doors(endpoint: RouteContext) -> Iterator[Door]:
    mounted = isinstance(endpoint.original_route, Mount)
    path, need = endpoint.path or "", need_of(endpoint.app if mounted else endpoint.endpoint)
    if need is None:
        raise LookupError(
            f"{endpoint.name!r} at {path} does not say what it needs: mark it with @needs(...)"
        )
    for method in _READ if mounted else sorted(endpoint.methods or ()):
        yield Door(method, path, endpoint.name or "", need, endpoint.path_regex)


def doors_at(request: Request) -> Mapping[str, Door]:
    """Return the office's doors at the address of ``request``, by method."""
    return doors_of(request).at(own_path(request.scope))


def doors_of(request: Request) -> Doors:
    """Return the doors of the application that ``request`` came to."""
    doors: Doors = request.app.state.doors
    return doors


def is_office(path: str) -> bool:
    """Return whether ``path`` lies in the office."""
    return path == OFFICE or path.startswith(f"{OFFICE}/")


def opens_by_role(need: Clearance) -> bool:
    """Return whether what has ``need`` is opened by a person's role."""
    return need in _ROLES


def opens(need: Clearance, signed: Signed | None) -> bool:
    """Return whether ``signed`` (None: nobody) may open what has ``need``."""
    if need in (Clearance.NOBODY, Clearance.GUEST, Clearance.EXAMPLE):
        return True
    if signed is None:
        return False
    if need in _STEPS:
        return signed.sign_in.stage in _STEPS[need]
    return signed.role is not None and signed.role.at_least(_ROLES[need])
