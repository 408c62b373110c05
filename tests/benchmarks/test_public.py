"""How fast a page is answered, beside a bare Starlette that says hello, in the same run."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from socket import socket
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.web.app import create_app
from routes import Problem, Solution, solve
from tests.demo import opened, played

pytestmark = pytest.mark.bench

REQUESTS, ROUNDS = 1500, 5


async def hello(_: Request) -> PlainTextResponse:
    """Say hello."""
    await asyncio.sleep(0)
    return PlainTextResponse("hello")


def quick(problem: Problem) -> Solution:
    """Return tours at once; nobody asks for them here."""
    return solve(problem, steps=1)


def serve(folder: str, port: int) -> None:
    """Serve the played example in ``folder``, or hello where it is empty."""
    if not folder:
        uvicorn.run(Starlette(routes=[Route("/", hello)]), port=port, log_level="error")
        return
    from planner.demo import shipped_script
    from planner.domain.shipped_areas import shipped_areas

    script = shipped_script(shipped_areas())
    office = opened(Path(folder), script)
    app = create_app(office, SetClock(at_wib(script.until, 10)), solve=quick)
    uvicorn.run(app, port=port, log_level="error")


@contextmanager
def running(folder: str) -> Iterator[int]:
    """Run a server in a process of its own and return its port."""
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    process = get_context("spawn").Process(target=serve, args=(folder, port), daemon=True)
    process.start()
    until = monotonic() + 60
    while monotonic() < until:
        try:
            ask(port, 1)
            break
        except OSError:
            sleep(0.1)
    yield port
    process.terminate()
    process.join(10)


def ask(port: int, times: int) -> tuple[float, float]:
    """Return requests a second and the 99th percentile in milliseconds, one after another."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    took = []
    for _ in range(times):
        began = perf_counter()
        connection.request("GET", "/", headers={"accept-encoding": "br"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        took.append(perf_counter() - began)
    connection.close()
    late = quantiles(took, n=100)[98] if times > 1 else took[0]
    return times / sum(took), late * 1000


def test_a_page_is_answered_nearly_as_fast_as_hello(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("laju") / "demo"
    played(folder)
    rows: list[tuple[float, float, float, float]] = []
    with running("") as bare, running(str(folder)) as ours:
        ask(bare, 200), ask(ours, 200)
        rows = [(*ask(bare, REQUESTS), *ask(ours, REQUESTS)) for _ in range(ROUNDS)]
    bare_rate, bare_late, rate, late = (median(column) for column in zip(*rows, strict=True))
    print(f"\n{'':14}{'hello':>10}{'home':>10}{'ratio':>8}")
    print(f"{'requests/s':14}{bare_rate:10.0f}{rate:10.0f}{rate / bare_rate:8.2f}")
    print(f"{'p99, ms':14}{bare_late:10.2f}{late:10.2f}{late / bare_late:8.2f}")
    assert rate >= 0.30 * bare_rate
    assert late <= 3 * bare_late
