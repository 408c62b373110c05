"""What all tests share: where the reference data stand, if they stand anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from planner.actions.accounts import passwords
from tests.lacking import lacking
from tests.postgres import make_template, own_database, server


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference data, or skip: a clone elsewhere has none.

    Where SIJEMPOL_SHARED names one and all checks must run, its lack is a failure.
    """
    named = os.environ.get("SIJEMPOL_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        reason = "the reference data folder is not beside this checkout"
        if named:
            lacking(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Hash passwords with little work; one test asks for the strength people's own have."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
        patch.setattr(passwords, "_hasher", lambda: quick)
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the URL of a PostgreSQL server."""
    yield from server()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the name of a database with an empty demo's tables."""
    return make_template(postgres_server, tmp_path_factory.mktemp("pola"))


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])]
)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return where a test's data live: "" for a file in its folder, or a PostgreSQL URL.

    The database there has an empty demo's tables already; open it or create it.
    """
    if request.param == "sqlite":
        yield ""
        return
    template = request.getfixturevalue("postgres_template")
    with own_database(request.getfixturevalue("postgres_server"), template) as url:
        yield url
