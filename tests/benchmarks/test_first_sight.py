"""When a slow phone shows the main part of a page, beside a page of 1 KB on the same line."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.browser.conftest import FLAGS, serving_demo
from tests.demo import played
from tests.lacking import lacking
from tests.serving import serving

pytestmark = pytest.mark.bench

ROUNDS = 5
LISTS = {
    "home": "/",
    "home, stopped": "/2021-07-02/index.html",
    "kelurahan": "/kelurahan/32.72.03.1005.html",
    "search": "/cari?q=tipr",
}
MAPS = {"map of states": "/peta.html", "map of routes": "/peta-rute.html"}
PLAIN = f"<!doctype html><title>1 KB</title><h1>Sijempol</h1><p>{'kata ' * 190}</p>"

LCP = """() => new Promise(done => {
  let last = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { last = e.startTime; }))
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => done(last), 300);
})"""


async def plain(_: Request) -> HTMLResponse:
    """Answer with about one kilobyte."""
    return HTMLResponse(PLAIN)


def first_sight_ms(browser: Browser, address: str) -> float:
    """Return the largest contentful paint at 400 kbps, 400 ms, a quarter of the CPU."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 5e4, "uploadThroughput": 5e4},
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    found = float(page.evaluate(LCP))
    context.close()
    assert found > 0, address
    return found


def test_pages_are_seen_soon_on_a_slow_phone(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = shutil.which("chromium")
    if found is None:
        lacking("there is no chromium")
    folder: Path = tmp_path_factory.mktemp("pandang") / "demo"
    script = played(folder)[0]
    bare = Starlette(routes=[Route("/", plain)])
    seen: dict[str, float] = {}
    with (
        sync_playwright() as started,
        serving_demo(folder, script) as site,
        serving(bare) as empty,
    ):
        browser = started.chromium.launch(executable_path=found, args=FLAGS)
        addresses = {"1 KB": f"{empty}/"}
        addresses |= {name: f"{site}{path}" for name, path in {**LISTS, **MAPS}.items()}
        for name, address in addresses.items():
            seen[name] = median(first_sight_ms(browser, address) for _ in range(ROUNDS))
        browser.close()
    print(f"\n{'':16}{'LCP, ms':>9}")
    for name, taken in seen.items():
        print(f"{name:16}{taken:9.0f}")
    assert max(seen[name] for name in LISTS) <= 2500
    assert max(seen[name] for name in MAPS) <= 4500
