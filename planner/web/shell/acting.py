"""Who acts, when, and on which office: the one place where a request becomes an act."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Final

from fastapi import Form, Path, Request

from planner.actions.saving.office import Act, Office
from planner.domain.accounts import Role
from planner.web.shell.cookies import signed_of
from planner.web.site.published import site_of

#: The longest key of a wish that is taken; longer ones come from nobody's form.
_LONGEST_KEY: Final = 80
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

#: A number in an address: of a plan, a search, a version. No database knows longer ones.
Number = Annotated[int, Path(ge=0, le=2**53)]

#: The key that a form carries: sent twice, it is done once.
Key = Annotated[str, Form(alias="kunci", max_length=_LONGEST_KEY, pattern=r"^[A-Za-z0-9_-]*$")]


def office_of(request: Request) -> Office:
    """Return the office that ``request`` works on."""
    office: Office = site_of(request).office
    return office


def person_of(request: Request) -> str:
    """Return the name by which who sent ``request`` signs in; "" where nobody has."""
    signed = signed_of(request)
    return "" if signed is None else signed.account.login


def coordinates(request: Request) -> bool:
    """Return whether who sent ``request`` is a coordinator: contacts of people are for them."""
    signed = signed_of(request)
    return signed is not None and signed.role is not None and signed.role.at_least(Role.COORDINATOR)


def act_of(request: Request, key: str = "") -> Act:
    """Return the act of ``request``; ``key`` names the form that was sent.

    The same form sent twice by one person is one request. Keys of different people and of
    different addresses never meet.

    Raises
    ------
    LookupError
        Nobody is signed in: the endpoint's row asks for too little.
    """
    clock, who = site_of(request).clock, person_of(request)
    if not who:
        raise LookupError(f"nobody is signed in at {request.url.path}")
    idempotency_key = ""
    if key:
        said = f"{who}\n{request.url.path}\n{key[:_LONGEST_KEY]}"
        idempotency_key = sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
    return Act(at=clock.now(), day=clock.today(), who=who, idempotency_key=idempotency_key)


def new_key() -> str:
    """Return a key for a form that is shown: nobody can guess it."""
    return token_urlsafe(16)


def scattered(key: str) -> str:
    """Return seven letters and digits that stand for ``key``: the same key, the same letters."""
    number = int.from_bytes(sha256(key.encode("utf-8", "replace")).digest()[:8], "big")
    letters = []
    for _ in range(7):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "".join(letters)
