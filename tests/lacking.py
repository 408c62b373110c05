"""What a machine lacks, and back ends that a test is about: nothing is skipped unseen."""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType
from typing import NoReturn

import pytest

#: A test of what SQLite alone does, and one of what PostgreSQL alone does.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize(
    "database_url",
    [pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])],
    indirect=True,
)


def lacking(reason: str) -> NoReturn:
    """Skip for ``reason``; where all checks must run (CI=true), fail instead."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"this must run here, but {reason}")
    pytest.skip(reason)


def extra(name: str) -> ModuleType:
    """Return a module that needs the extra of measuring, imported by the test that uses it."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        lacking("it needs the extra: pip install .[bench]")
