"""The whole public site from its facts: every page, its assets, nothing at request time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from planner.public.compact import served_style
from planner.public.feeds.every_feed import feed_files
from planner.public.maps.map_facts import state_rows, tours_of
from planner.public.maps.map_pages import ASSETS, DOWNLOADS, map_assets, map_pages
from planner.public.maps.offline_map import offline_page
from planner.public.pages.area_pages import AreaPages
from planner.public.pages.bringing import needs_of
from planner.public.pages.linked_data import event_block
from planner.public.pages.listing import by_day, soon_words, visit_lists
from planner.public.pages.nearest import nearest_files
from planner.public.pages.rule_pages import rule_cards
from planner.public.pages.sharing import share_link, visit_lines
from planner.public.shared.channel_views import ChannelView, channel_views
from planner.public.shared.courses import course_of
from planner.public.shared.language import ENGLISH, speaking
from planner.public.shared.page_views import visit_view
from planner.public.shared.public_facts import PublicVisit, SiteFacts
from planner.public.shared.rendering import PageBytes, PageHead, rendered
from planner.public.shared.status_views import status_view


def render_site(facts: SiteFacts) -> dict[str, PageBytes]:
    """Return every file of the public site by its path, the same bytes for the same facts.

    Pages and maps stand below ``en/`` in English too; posters, calendars and data stand once.
    """
    files = _Site(facts).files()
    with speaking(ENGLISH):
        pages = _Site(facts).pages()
    return {**files, **{_english(path): page for path, page in pages.items()}}


def _english(path: str) -> str:
    return path if path.startswith(ASSETS) else f"{ENGLISH}/{path}"


def facts_hash(facts: SiteFacts) -> str:
    """Return what the site's content depends on: all facts, and the templates."""
    digest = sha256(json.dumps(asdict(facts), sort_keys=True, default=str).encode())
    digest.update(_templates_digest())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _templates_digest() -> bytes:
    digest = sha256()
    for package in ("planner.public", "maps"):
        root = Path(str(files(package)))
        for path in sorted(root.rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".po"}:
                digest.update(path.read_bytes())
    digest.update((files("planner") / "data" / "bring.csv").read_bytes())
    return digest.digest()


def head_of(facts: SiteFacts) -> PageHead:
    """Return what every page says of itself."""
    return PageHead(
        office=facts.office,
        today=facts.today,
        changed_at=facts.changed_at if facts.visits else None,
        saved_days=facts.saved_days,
    )


class _Site:
    """The facts with what several pages share of them."""

    def __init__(self, facts: SiteFacts) -> None:
        self.facts = facts
        self.head = head_of(facts)
        self.channels: list[ChannelView] = channel_views(facts.channels, facts.office)
        self.lists = visit_lists(facts)

    def pages(self) -> dict[str, PageBytes]:
        """Return the pages that stand in each language."""
        facts = self.facts
        days = {
            name: by_day(getattr(self.lists, name))
            for name in ("firm", "tentative", "stopped", "ended", "done")
        }
        areas = sorted(facts.areas.at_level("kelurahan"), key=lambda area: area.name)
        pages = {
            "index.html": self._page("index.html", **self._home()),
            "jadwal.html": self._page("jadwal.html", lists=self.lists, days=days),
            "tentang.html": self._page("tentang.html", travel_note=facts.travel_note),
            "aturan.html": self._page("aturan.html", cards=rule_cards(facts)),
            "data.html": self._page("data.html"),
            "cari/index.html": rendered("cari_daftar.html", self.head, root="../", areas=areas),
        }
        for public_visit in facts.visits:
            pages[f"kunjungan/{public_visit.visit.id}.html"] = self._visit(public_visit)
        return {
            **pages,
            **self._areas().pages(),
            **map_pages(facts, self.head, self.lists.ahead),
            **nearest_files(facts, self.head, self.lists.ahead),
        }

    def files(self) -> dict[str, PageBytes]:
        """Return the pages, and all that stands once: posters, the map to keep, feeds, assets."""
        facts = self.facts
        once = {
            "404.html": rendered("404.html", self.head, root=self.head.top),
            "aset/situs.css": _style("situs.css"),
            "aset/poster.css": _style("poster.css"),
        }
        return {
            **self.pages(),
            **once,
            **self._areas().posters(),
            f"{DOWNLOADS}peta-sijempol.html": self._offline_map(),
            **map_assets(),
            **feed_files(facts),
        }

    def _offline_map(self) -> PageBytes:
        rows = state_rows(self.facts, self.lists.ahead)
        return offline_page(self.facts, self.head, rows, tours_of(self.lists.ahead))

    def _areas(self) -> AreaPages:
        return AreaPages(facts=self.facts, head=self.head, channels=self.channels, lists=self.lists)

    def _page(self, template: str, **values: object) -> PageBytes:
        return rendered(template, self.head, root="", path=template, **values)

    def _visit(self, public_visit: PublicVisit) -> PageBytes:
        facts, view = self.facts, visit_view(public_visit, self.facts, history=True)
        course, path = course_of(public_visit), f"kunjungan/{public_visit.visit.id}.html"
        return rendered(
            "kunjungan.html",
            self.head,
            root="../",
            path=path,
            v=view,
            channels=self.channels,
            needs=needs_of([view]),
            share=share_link(visit_lines(view), facts, path),
            data=event_block(public_visit, course, facts) if course is not None else "",
        )

    def _home(self) -> Mapping[str, object]:
        areas = self.facts.areas
        grouped = [
            (kec.name, [a for a in areas.at_level("kelurahan") if a.parent == kec.code])
            for kec in areas.at_level("kecamatan")
        ]
        return {
            "status": status_view(self.facts),
            "channels": self.channels,
            "lists": self.lists,
            "soon": soon_words(self.lists.ahead, self.facts.today),
            "kecamatan": grouped,
        }


def _style(name: str) -> PageBytes:
    content = served_style("planner.public", name).encode()
    return PageBytes(content=content, content_type="text/css; charset=utf-8")
