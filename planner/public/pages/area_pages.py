"""The page and the poster of each kelurahan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from typing import Final

from planner.domain.areas import Area
from planner.domain.decisions import Decision
from planner.domain.vocabulary import Line, Outcome
from planner.public.pages.bringing import needs_of
from planner.public.pages.listing import VisitLists, by_day
from planner.public.pages.sharing import area_lines, code_svg, share_link
from planner.public.posters.poster_pdf import poster_pdf
from planner.public.posters.poster_words import poster_of
from planner.public.shared.channel_views import ChannelView
from planner.public.shared.language import INDONESIAN, say, spoken
from planner.public.shared.outlooks import outlook_words
from planner.public.shared.page_views import (
    Badge,
    ShownVisit,
    decision_badge,
)
from planner.public.shared.public_facts import Basis, SiteFacts
from planner.public.shared.public_words import LINE_NAMES, LINES, limit_words
from planner.public.shared.rendering import PageBytes, PageHead, rendered
from planner.public.shared.status_views import leading_spell, spell_words, status_view

#: Alternatives shown where nothing runs, and visits that one poster has room for.
NEAREST: Final = 2
ON_POSTER: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStatus:
    """What the rules say of the visits of a line, or some, in a kelurahan on the page's day."""

    name: str
    badge: Badge
    cause: str
    limits: Sequence[str]
    outlook: str
    bases: Sequence[Basis]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPages:
    """What the pages of all kelurahan share."""

    facts: SiteFacts
    head: PageHead
    channels: Sequence[ChannelView]
    lists: VisitLists

    def pages(self) -> dict[str, PageBytes]:
        """Return each kelurahan's page by path."""
        return {
            (path := f"kelurahan/{area.code}.html"): rendered(
                "kelurahan.html",
                self.head,
                root="../",
                path=path,
                **self._shown(area),
                **self._more(area),
            )
            for area in self.facts.areas.at_level("kelurahan")
        }

    def posters(self) -> dict[str, PageBytes]:
        """Return each kelurahan's poster by path."""
        made = {}
        for area in self.facts.areas.at_level("kelurahan"):
            values = self._poster(area)
            made[f"poster/{area.code}.html"] = rendered(
                "poster.html", self.head, root="../", path="", **values
            )
            content = poster_pdf(poster_of(values, self.facts))
            made[f"poster/{area.code}.pdf"] = PageBytes(
                content=content, content_type="application/pdf"
            )
        return made

    def nearest(self, area: Area) -> list[ShownVisit]:
        """Return the visits ahead that anyone may go to, nearest kelurahan first.

        Distances are between the centres of kelurahan, on a flat city.
        """
        areas = self.facts.areas

        def km(view: ShownVisit) -> float:
            there = areas.get(view.area_code)
            east = (there.lon - area.lon) * cos(radians(area.lat))
            return 111.2 * hypot(east, there.lat - area.lat)

        anyone = [view for view in self.lists.ahead if view.line == say(LINES[Line.PERMUKIMAN])]
        return sorted(anyone, key=km)[:NEAREST]

    def _shown(self, area: Area) -> dict[str, object]:
        facts, decision = self.facts, self.facts.area_decisions[area.code]
        ahead = [view for view in self.lists.ahead if view.area_code == area.code]
        stopped = [view for view in self.lists.stopped if view.area_code == area.code]
        status = self._status(Line.PERMUKIMAN, decision)
        return {
            "area": area,
            "badge": status.badge,
            "status_day": facts.status_day,
            "outlook": status.outlook,
            "visits": [*ahead, *stopped],
            "nearby": [] if ahead else self.nearest(area),
            "channels": self.channels,
            "needs": needs_of([*ahead, *stopped] or self.nearest(area)),
        }

    def _more(self, area: Area) -> dict[str, object]:
        facts, decision = self.facts, self.facts.area_decisions[area.code]
        here = [v for v in (*self.lists.ahead, *self.lists.stopped) if v.area_code == area.code]
        word = decision_badge(decision).word
        path = f"kelurahan/{area.code}.html"
        return {
            "kecamatan_name": facts.areas.kecamatan_of(area.code).name,
            "status": self._status(Line.PERMUKIMAN, decision),
            "others": self._other_lines(area, decision),
            "period": self._period(decision),
            "coming": self._coming(area),
            "done": by_day([v for v in self.lists.done if v.area_code == area.code]),
            "ended": by_day([v for v in self.lists.ended if v.area_code == area.code]),
            "share": share_link(area_lines(area.name, word, here, facts), facts, path),
        }

    def _status(self, line: Line, decision: Decision) -> LineStatus:
        facts, stopped = self.facts, decision.outcome in (Outcome.MOVE, Outcome.HOLD)
        outlook = outlook_words(decision.earliest, decision.review_on, today=facts.today)
        return LineStatus(
            name=say(LINE_NAMES[line]),
            badge=decision_badge(decision),
            cause=decision.cause if spoken() == INDONESIAN else decision.cause_en,
            limits=limit_words(decision.limits),
            outlook=outlook if stopped else "",
            bases=[facts.bases[rule] for rule in decision.rule_ids if rule in facts.bases],
        )

    def _other_lines(self, area: Area, shown: Decision) -> list[LineStatus]:
        """Return the lines of which the rules say something else than what the page shows.

        Those of which they say the same stand together.
        """
        together: dict[tuple[object, ...], list[Line]] = {}
        decisions = self.facts.line_decisions.get(area.code, {})
        for line, said in decisions.items():
            if _said_of(said) != _said_of(shown):
                together.setdefault((*_said_of(said), said.cause), []).append(line)
        return [
            replace(
                self._status(lines[0], decisions[lines[0]]),
                name=", ".join(say(LINE_NAMES[line]) for line in lines),
            )
            for lines in together.values()
        ]

    def _period(self, decision: Decision) -> str:
        """Return the days of the city's stop, where ``decision`` rests on the same rules."""
        if decision.outcome not in (Outcome.MOVE, Outcome.HOLD):
            return ""
        spell = leading_spell(self.facts.spells, self.facts.today)
        same = set(spell.rule_ids) & set(decision.rule_ids)
        return status_view(self.facts).period if same else ""

    def _coming(self, area: Area) -> list[str]:
        """Return what the rules say of other days ahead in ``area`` alone."""
        facts, day = self.facts, self.facts.status_day
        spells = [part.spell for part in facts.parts if area.code in part.area_codes]
        others = [each for each in spells if not each.first <= day <= (each.last or day)]
        said = [spell_words(spell, facts.today) for spell in others]
        return [f"{words[0].upper()}{words[1:]}." for words in said]

    def _poster(self, area: Area) -> dict[str, object]:
        shown = self._shown(area)
        site_url = self.facts.office.site_url
        address = f"{site_url}kelurahan/{area.code}.html" if site_url else ""
        visits, nearby = shown["visits"], shown["nearby"]
        return {
            **shown,
            "visits": visits[:ON_POSTER] if isinstance(visits, list) else [],
            "nearby": nearby,
            "address": address,
            "code": code_svg(address) if address else "",
        }


def _said_of(decision: Decision) -> tuple[object, ...]:
    """Return what people are told of a decision."""
    return (
        decision_badge(decision).kind,
        *limit_words(decision.limits),
        decision.earliest,
        decision.review_on,
    )
