"""What the PDF poster of a kelurahan says, from the values its page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.domain.indonesian import day_words
from planner.public.posters.poster_pdf import Poster
from planner.public.shared.page_views import ShownVisit
from planner.public.shared.public_facts import SiteFacts


def poster_of(values: Mapping[str, Any], facts: SiteFacts) -> Poster:
    """Return the poster for the values ``values`` of its page."""
    visits, nearby = values["visits"], values["nearby"]
    heading = "Jadwal" if visits else "Belum ada jadwal di sini. Yang terdekat:"
    if not visits and not nearby:
        heading = "Belum ada kunjungan terjadwal."
    return Poster(
        title=f"Sijempol di {values['area'].name}",
        about="Layanan KTP, KK, dan akta datang ke dekat rumah Anda. Gratis.",
        state=values["badge"].word,
        outlook=f"{day_words(values['status_day'])}. {values['outlook']}".strip(),
        heading=heading,
        visits=tuple(_lines(visits or nearby)),
        channels=tuple(
            (channel.name, channel.detail) for channel in values["channels"] if channel.open
        ),
        address=values["address"],
        foot=(
            f"{facts.office.name}. Keadaan per {day_words(facts.today)}. "
            "Jadwal bisa berubah; periksa dulu sebelum datang."
        ),
        day=facts.today,
        demo=facts.office.demo,
    )


def _lines(views: Iterable[ShownVisit]) -> Iterable[tuple[str, str]]:
    """Yield name and date of each visit; the old date stays, said to be the old one."""
    for view in views:
        sure = " (tanggal sementara)" if view.tentative else ""
        was = f"Dulu {view.was}. " if view.was else ""
        when = f"{'Kini ' if view.was else ''}{view.now}{sure}" if view.now else view.outlook
        yield f"{view.badge.word}: {view.place}, {view.area}", f"{was}{when}"
