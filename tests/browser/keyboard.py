"""Somebody who has no mouse: every step is a key, and every stop must show where they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Page

from tests.browser.conftest import Visitor

#: Stops after which something counts as out of reach.
BOUND: Final = 700
#: What has the focus: its name, what it is, and what is wrong with how its focus shows.
STOP: Final = """() => {
  let e = document.activeElement, top = 0, left = 0;
  while (e && e.tagName === 'IFRAME' && e.contentDocument) {
    top += e.getBoundingClientRect().top;
    left += e.getBoundingClientRect().left;
    e = e.contentDocument.activeElement;
  }
  if (!e || e === document.body) return null;
  const style = e.ownerDocument.defaultView.getComputedStyle(e), box = e.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const across = box.width > 0 && left + box.right > 0 && left + box.left < innerWidth;
  const seen = across && top + box.bottom > 0 && top + box.top < innerHeight;
  const labels = [...(e.labels || [])].map(l => l.innerText).join(' ');
  const label = e.getAttribute('aria-label') || labels;
  return {
    name: (label || e.innerText || '').trim().replace(/\\s+/g, ' '),
    tag: e.tagName, id: e.id, value: e.value ?? '', checked: Boolean(e.checked),
    href: e.getAttribute('href') || '',
    wrong: !ring && style.boxShadow === 'none' ? 'no ring' : seen ? '' : 'out of sight',
  };
}"""

Stop = dict[str, Any]


@dataclass
class Keys:
    """A keyboard before an office page. ``blind`` are stops whose focus nobody could see."""

    visitor: Visitor
    blind: set[str] = field(default_factory=set)
    stops: int = 0

    @property
    def page(self) -> Page:
        return self.visitor.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def here(self) -> Stop | None:
        """Return what has the focus, having looked whether its focus shows."""
        stop: Stop | None = self.page.evaluate(STOP)
        if stop is not None and stop["wrong"]:
            self.blind.add(f"{stop['wrong']}: {stop['tag']} {stop['name'][:40]} {self.page.url}")
        return stop

    def reach(self, name: str, tag: str = "A|BUTTON|SUMMARY", *, back: bool = False) -> Stop:
        """Go on with Tab until something called ``name`` has the focus, and return it.

        ``name`` and ``tag`` are patterns; a field's id counts as a name too.
        """
        for _ in range(BOUND):
            self.press("Shift+Tab" if back else "Tab")
            self.stops += 1
            stop = self.here()
            if stop is None or not re.fullmatch(tag, stop["tag"]):
                continue
            if re.search(name, stop["name"]) or name == stop["id"]:
                return stop
        raise AssertionError(f"no key reaches '{name}' on {self.page.url}")

    def skip_menu(self) -> None:
        """Go to what the page is about, past its menu, as its first stop offers."""
        first = self.reach("", ".*")
        assert first["name"] == "Langsung ke isi", first
        self.press("Enter")

    def follow(self, name: str, tag: str = "A|BUTTON", key: str = "Enter") -> None:
        """Go to a link or button and press it; another page opens."""
        self.reach(name, tag)
        self.go(key)

    def go(self, *keys: str) -> None:
        """Press ``keys``, the last of which opens another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation(wait_until="load", timeout=60_000):
            self.press(keys[-1])

    def jump(self, letter: str) -> None:
        """Open a main page by its two keys."""
        self.go("g", letter)

    def day(self, field_id: str, iso: str) -> None:
        """Type a day into a field of dates, whose parts the browser orders by its language."""
        self.reach(field_id, "INPUT")
        year, month, day = iso.split("-")
        for parts in ((month, day), (day, month)):
            self.press("ArrowLeft", "ArrowLeft")
            self.page.keyboard.type("".join(parts) + year)
            stop = self.here()
            if stop is not None and stop["value"] == iso:
                return
        raise AssertionError(f"no typing puts {iso} into {field_id}")

    def tick(self, name: str, *, checked: bool = True) -> None:
        """Go to a box called ``name`` and tick it, or take its tick away."""
        self.reach(name, "INPUT")
        self.press("Space")
        stop = self.here()
        assert stop is not None
        assert stop["checked"] is checked

    def text(self) -> str:
        return str(self.page.inner_text("main"))
