"""The whole public site from its facts: every page, its assets, nothing at request time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from planner.domain.areas import Area
from planner.domain.decisions import Decision
from planner.domain.words import Outcome
from planner.public.channel_views import ChannelView, channel_views
from planner.public.facts import SiteFacts
from planner.public.feeds import feed_files
from planner.public.listing import by_day, visit_lists
from planner.public.map_pages import map_pages
from planner.public.rendering import PageBytes, PageHead, rendered
from planner.public.views import (
    Badge,
    decision_badge,
    leading_spell,
    outlook_words,
    status_view,
    visit_view,
)
from planner.public.words import limit_words


def render_site(facts: SiteFacts) -> dict[str, PageBytes]:
    """Return every file of the public site by its path, the same bytes for the same facts."""
    return _Site(facts).pages()


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
            if path.suffix in {".py", ".html", ".css", ".js"}:
                digest.update(path.read_bytes())
    return digest.digest()


def head_of(facts: SiteFacts) -> PageHead:
    """Return what every page says of itself."""
    return PageHead(
        office=facts.office,
        today=facts.today,
        changed_at=facts.changed_at,
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
        facts = self.facts
        days = {
            name: by_day(getattr(self.lists, name))
            for name in ("firm", "tentative", "stopped", "done")
        }
        pages = {
            "index.html": self._page("index.html", **self._home()),
            "jadwal.html": self._page("jadwal.html", lists=self.lists, days=days),
            "aturan.html": self._page("aturan.html", bases=self._shown_bases()),
            "tentang.html": self._page("tentang.html", travel_note=facts.travel_note),
            "404.html": rendered("404.html", self.head, root="/"),
            "aset/situs.css": _static("situs.css"),
        }
        for area in facts.areas.at_level("kelurahan"):
            pages[f"kelurahan/{area.code}.html"] = self._kelurahan(area)
        for found in facts.visits:
            view = visit_view(found, facts, history=True)
            pages[f"kunjungan/{view.id}.html"] = rendered(
                "kunjungan.html", self.head, root="../", v=view, channels=self.channels
            )
        maps = map_pages(facts, self.head, self.lists.ahead)
        return {**pages, **maps, **feed_files(facts)}

    def _page(self, template: str, **values: object) -> PageBytes:
        return rendered(template, self.head, root="", **values)

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
            "kecamatan": grouped,
        }

    def _shown_bases(self) -> list[object]:
        return [basis for basis in self.facts.bases.values() if basis.source]

    def _kelurahan(self, area: Area) -> PageBytes:
        facts = self.facts
        decision = facts.area_decisions[area.code]
        ahead, stopped = self.lists.ahead, self.lists.stopped
        here = [v for v in (*ahead, *stopped) if v.area_code == area.code]
        nearby = [v for v in ahead if v.area_code.startswith(area.parent)]
        moves = decision.outcome in (Outcome.MOVE, Outcome.HOLD)
        badge: Badge = decision_badge(decision)
        return rendered(
            "kelurahan.html",
            self.head,
            root="../",
            area=area,
            kecamatan_name=facts.areas.kecamatan_of(area.code).name,
            badge=badge,
            decision=decision,
            status_day=facts.status_day,
            limits=limit_words(decision.limits),
            period=self._period(decision) if moves else "",
            outlook=outlook_words(decision.earliest, decision.review_on, today=facts.today)
            if moves
            else "",
            bases=[facts.bases[rule] for rule in decision.rule_ids if rule in facts.bases],
            visits=here,
            nearby=(nearby or ahead)[:2],
            done=by_day([v for v in self.lists.done if v.area_code == area.code]),
            channels=self.channels,
        )

    def _period(self, decision: Decision) -> str:
        """Return the days of the city's stop, where ``decision`` rests on the same rules."""
        spell = leading_spell(self.facts.spells, self.facts.today)
        same = set(spell.rule_ids) & set(decision.rule_ids)
        return status_view(self.facts).period if same else ""


def _static(name: str) -> PageBytes:
    content = (files("planner.public") / "static" / name).read_bytes()
    return PageBytes(content=content, content_type="text/css; charset=utf-8")
