"""Somebody signed in, for tests that drive the office through HTTP."""

from __future__ import annotations

from fastapi.testclient import TestClient

from planner.actions.accounts.codes import form_token
from planner.actions.accounts.sessions import Moment, Signed, begin_session
from planner.actions.saving.desk import Desk
from planner.clock import SystemClock
from planner.domain.people import Account, Role, Stage


def session_for(
    desk: Desk, role: Role = Role.COORDINATOR, stage: Stage = Stage.FULL, *, login: str = ""
) -> Signed:
    """Begin a session as somebody of ``role``, who is added where they are missing."""
    now = SystemClock().now()
    login = login or f"uji.{role.value}"
    with desk.database.writing() as store:
        account = store.accounts.find(login) or store.accounts.add(
            Account(login=login, shown=f"Uji {role.value}", role=role)
        )
        return begin_session(store, account, stage, Moment(at=now, now=now))


def sign_in(client: TestClient, desk: Desk, role: Role = Role.COORDINATOR) -> TestClient:
    """Let ``client`` be somebody of ``role``, its forms carrying the session's token."""
    return carry(client, session_for(desk, role))


def carry(client: TestClient, signed: Signed) -> TestClient:
    """Let ``client`` carry the session ``signed``."""
    client.cookies.set("sijempol", signed.token)
    client.headers["x-sijempol-tanda"] = form_token(signed.token)
    return client
