"""A database in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.store import Database
from tests.store.values import furnish


@pytest.fixture(scope="session")
def empty_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an empty demo; each test works on a copy."""
    folder = tmp_path_factory.mktemp("kosong") / "data"
    Database.create(folder, kind="demo").close()
    return folder


@pytest.fixture
def empty(empty_demo: Path, tmp_path: Path, database_url: str) -> Iterator[Database]:
    """Return an empty demo, on SQLite and on PostgreSQL."""
    folder = tmp_path / "data"
    if not database_url:
        shutil.copytree(empty_demo, folder)
    with Database.open_or_create(folder, kind="demo", url=database_url) as database:
        yield database


@pytest.fixture
def database(empty: Database) -> Database:
    """Return a demo with one unit, one request and its visit."""
    with empty.writing() as store:
        furnish(store)
    return empty


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a furnished demo for tests that try many values and roll each back."""
    folder = tmp_path_factory.mktemp("many")
    with Database.create(folder, kind="demo") as database:
        with database.writing() as store:
            furnish(store)
        yield database
