"""A real browser before the played example, served on this machine; every complaint is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from planner.clock import SetClock
from planner.demo import DemoScript
from planner.domain.office import at_wib
from planner.public.compact import BLOCKS
from planner.web.app import create_app
from routes import solve
from tests.demo import opened, played
from tests.lacking import lacking
from tests.serving import serving

WIDTHS: Final = {360: 740, 1280: 900}
#: Where the played example stands, and its script.
Example = tuple[Path, DemoScript]
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(program).exists():
        lacking("there is no chromium")
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Play the example once and return its folder and script."""
    folder = tmp_path_factory.mktemp("peramban") / "demo"
    return folder, played(folder)[0]


@pytest.fixture(scope="session")
def site(example: Example) -> Iterator[str]:
    """Serve the played example and return its address, without a slash at the end."""
    with serving_demo(*example) as address:
        yield address


@pytest.fixture
def own_site(example: Example, tmp_path: Path) -> Iterator[str]:
    """Serve a copy of the played example that the test may change."""
    with serving_copy(example, tmp_path) as address:
        yield address


@contextmanager
def serving_copy(example: Example, folder: Path) -> Iterator[str]:
    """Serve a copy of the played example in ``folder``."""
    copy = shutil.copytree(example[0], folder / "demo")
    with serving_demo(copy, example[1]) as address:
        yield address


@contextmanager
def serving_demo(folder: Path, script: DemoScript) -> Iterator[str]:
    """Serve the example in ``folder``, its clock at ten in the morning of its last day."""
    office = opened(folder, script)
    clock = SetClock(at_wib(script.until, 10))
    try:
        with serving(create_app(office, clock, solve=partial(solve, steps=1))) as address:
            yield address
    finally:
        office.database.close()


@dataclass
class Visitor:
    """A page of the browser with everything that went wrong on it since it was last asked.

    ``refusals`` are addresses whose answer is meant to be a refusal: the browser's own line
    about that status is no complaint.
    """

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    refusals: set[str] = field(default_factory=set)

    def open(self, path: str, *, status: int = 200) -> Page:
        """Open ``path``, which must answer with ``status``, and wait until it is drawn."""
        if status != 200:
            self.refusals.add(f"{self.site}{path}")
        answer = self.page.goto(f"{self.site}{path}", wait_until="load")
        assert answer is not None
        assert answer.status == status, path
        return self.page

    def watch(self) -> None:
        """Begin to listen for complaints."""
        page, wrong = self.page, self.complaints
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', event => "
            "console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));"
        )
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", lambda request: self._own_host(request.url))
        page.on("console", self._console)

    def _failed(self, request: Request) -> None:
        # What a page still asked for when somebody left it is given up by the browser itself.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def _own_host(self, url: str) -> None:
        if not url.startswith((f"{self.site}/", "data:")):
            self.complaints.append(f"foreign request: {url}")

    def _console(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type in {"error", "warning"} and where not in self.refusals:
            self.complaints.append(f"{message.type}: {message.text} ({where})")

    def overflow(self) -> int:
        """Return how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def inline_blocks(self) -> list[str]:
        """Return what templates take for blocks but stands among words: its spaces would be lost.

        The first line of ``details`` stands alone, whatever its style says.
        """
        names = ",".join(sorted(BLOCKS - {"!doctype", "br", "summary"}))
        found: list[str] = self.page.evaluate(
            """names => [...document.querySelectorAll(names)]
                .filter(each => !each.closest("svg"))
                .filter(each => getComputedStyle(each).display.startsWith("inline"))
                .map(each => each.outerHTML.slice(0, 80))""",
            names,
        )
        return found


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Return a maker of visitors: ``visit(width, script=True)``; any complaint fails the test.

    ``where`` is the address of another site than the shared one.
    """
    made: list[Visitor] = []

    def make(width: int = 1280, *, script: bool = True, where: str = "") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            java_script_enabled=script,
            locale="id-ID",
        )
        if (where or site).startswith("http:"):
            # As the coordinator's button of the example does.
            context.request.post(
                f"{where or site}/kantor/masuk/contoh",
                form={"peran": "coordinator"},
                headers={"sec-fetch-site": "same-origin"},
            )
        visitor = Visitor(context.new_page(), where or site)
        if script:
            visitor.watch()
        made.append(visitor)
        return visitor

    yield make
    for visitor in made:
        visitor.page.context.close()
    assert [complaint for visitor in made for complaint in visitor.complaints] == []
