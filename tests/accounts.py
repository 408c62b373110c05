"""Somebody signed in, for tests that drive the office through HTTP."""

from __future__ import annotations

from fastapi.testclient import TestClient

from planner.actions.accounts.codes import form_token
from planner.actions.accounts.sessions import Moment, Signed, begin_session
from planner.actions.saving.office import Office
from planner.clock import SystemClock
from planner.domain.accounts import Account, Role, Stage


def signed_in(
    office: Office, role: Role = Role.COORDINATOR, stage: Stage = Stage.FULL, *, login: str = ""
) -> Signed:
    """Sign in as somebody of ``role``, who is added where they are missing."""
    now = SystemClock().now()
    login = login or f"uji.{role.value}"
    with office.database.writing() as store:
        account = store.accounts.find(login) or store.accounts.add(
            Account(login=login, shown=f"Uji {role.value}", role=role)
        )
        return begin_session(store, account, stage, Moment(at=now, now=now))


def sign_in(client: TestClient, office: Office, role: Role = Role.COORDINATOR) -> TestClient:
    """Let ``client`` be somebody of ``role``, its forms carrying the token."""
    return carry(client, signed_in(office, role))


def carry(client: TestClient, signed: Signed) -> TestClient:
    """Let ``client`` carry the sign-in ``signed``."""
    client.cookies.set("sijempol", signed.token)
    client.headers["x-sijempol-tanda"] = form_token(signed.token)
    return client
