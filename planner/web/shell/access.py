"""What a person must have shown to open an endpoint: said beside the endpoint itself."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar, cast

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_NEED: Final = "__sijempol_need__"


class Clearance(StrEnum):
    """What a person must have shown to open an endpoint."""

    #: Public: nobody is asked, no sign-in is looked up.
    NOBODY = "nobody"
    #: Pages of signing in itself.
    GUEST = "guest"
    #: A button of the example: exists in no real office.
    EXAMPLE = "example"
    #: Steps of a sign-in that is under way.
    STEP_CODE = "step code"
    STEP_PASSWORD = "step password"  # noqa: S105
    STEP_ENROL = "step enrol"
    #: A sign-in, complete or not.
    SIGNED_IN = "signed in"
    VIEWER = "viewer"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


def needs(need: Clearance) -> Callable[[Endpoint], Endpoint]:
    """Mark an endpoint with what it needs; one without this mark stops the start."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _NEED, need)
        return endpoint

    return mark


def need_of(endpoint: object) -> Clearance | None:
    """Return what ``endpoint`` is marked with; None where it says nothing."""
    return cast("Clearance | None", getattr(endpoint, _NEED, None))
