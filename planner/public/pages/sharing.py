"""What people pass on: a text for WhatsApp that reads by itself, a code for the camera."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import segno
from markupsafe import Markup

from planner.public.shared.language import day_words, say
from planner.public.shared.page_views import ShownVisit
from planner.public.shared.public_facts import SiteFacts

#: The longest text that is passed on, in characters.
LONGEST: Final = 700
#: Visits told of a kelurahan at most.
MOST_LISTED: Final = 3


def share_link(lines: Iterable[str], facts: SiteFacts, path: str) -> str:
    """Return the address that opens WhatsApp with a text; it rings nobody by itself.

    The text ends with the page's address where the site's is known.
    """
    texts = [line for line in lines if line]
    if facts.office.demo:
        texts.insert(0, say("CONTOH, bukan jadwal sungguhan."))
    end = f"\n{facts.office.site_url}{path}" if facts.office.site_url else ""
    text = "\n".join(texts)
    if len(text) + len(end) > LONGEST:
        text = text[: LONGEST - len(end) - 3].rstrip() + "..."
    return f"https://wa.me/?text={quote(text + end, safe='')}"


def visit_lines(view: ShownVisit) -> list[str]:
    """Return what is passed on of one visit."""
    lines = [
        f"*Sijempol: {view.badge.word}*",
        say("%(tempat)s, Kelurahan %(nama)s", tempat=view.place, nama=view.area),
    ]
    if view.was:
        lines.append(say("Dulu: %(kapan)s", kapan=view.was))
    if view.now:
        now = say("Kini: %(kapan)s", kapan=view.now)
        lines.append(now if view.was else say("Kapan: %(kapan)s", kapan=view.now))
    if view.tentative:
        lines.append(say("Tanggal sementara, bisa berubah."))
    return [*lines, view.outlook, say("Gratis.")]


def area_lines(name: str, word: str, views: Sequence[ShownVisit], facts: SiteFacts) -> list[str]:
    """Return what is passed on of a kelurahan: its state and its next visits."""
    lines = [
        say("*Sijempol Kelurahan %(nama)s*", nama=name),
        f"{day_words(facts.status_day)}: {word.lower()}.",
    ]
    for view in views[:MOST_LISTED]:
        when = view.now or say("dulu %(kapan)s", kapan=view.was)
        lines.append(f"- {view.badge.word}: {view.place}, {when}")
    if not views:
        lines.append(say("Belum ada kunjungan terjadwal di sini."))
    return [*lines, say("Keadaan per %(hari)s. Gratis.", hari=day_words(facts.today))]


@lru_cache(maxsize=2048)
def code_svg(address: str) -> Markup:
    """Return a QR code as SVG: black on white, readable with a quarter of it soiled."""
    drawn = segno.make(address, error="q", micro=False).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True
    )
    return Markup(drawn)  # noqa: S704 - paths made by the library, no text of ours
