"""Requests made by schemathesis from what each address says it takes: none breaks the program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from tests.builders import make_office
from tests.sizes import size
from tests.web.conftest import client_of

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def cases(app: Any) -> st.SearchStrategy[Case[Any]]:
    """Return requests to any address of ``app``, half of them against its own description."""
    schema = schemathesis.openapi.from_dict(app.openapi())
    made = []
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        made.append(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        if operation.body or operation.query or operation.path_parameters:
            made.append(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    return st.one_of(made)


def send(client: TestClient, case: Case[Any]) -> int:
    """Send ``case`` as a browser would and return the status of the answer."""
    told: dict[str, Any] = {}
    if isinstance(case.body, dict):
        told["data"] = {str(key): str(value) for key, value in case.body.items()}
    elif isinstance(case.body, str | bytes):
        told["content"] = case.body if isinstance(case.body, bytes) else case.body.encode()
    path = quote(unquote(case.formatted_path), safe="/")
    query = {str(key): value for key, value in dict(case.query or {}).items()}
    answer = client.request(case.method, path, params=query, follow_redirects=False, **told)
    return answer.status_code


def test_no_request_breaks_the_program(published: Path, tmp_path: Path) -> None:
    office = make_office(Path(shutil.copytree(published, tmp_path / "demo")))
    client = client_of(office, raises=False)
    answers: dict[int, int] = {}

    @settings(
        max_examples=size("schema_requests"),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(client.app))
    def ask(case: Case[Any]) -> None:
        status = send(client, case)
        assert status < 500, (case.method, case.formatted_path, case.query, case.body)
        answers[status // 100] = answers.get(status // 100, 0) + 1

    ask()
    office.database.close()
    assert {2, 4} <= set(answers), answers
