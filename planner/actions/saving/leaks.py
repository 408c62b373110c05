"""No public byte tells of a home: every page is looked through before it is kept.

Rendering is given no home to begin with. This look does not rely on that: it knows what must
not be found and searches the finished bytes for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import escape

from planner.actions.saving.office_state import OfficeState
from planner.domain.errors import PlannerError
from planner.domain.visits import Request, Visit

#: Texts shorter than this are found in any page by chance.
SHORTEST_TEXT: Final = 5
SHORTEST_PLACE: Final = 8
#: Decimals of a coordinate that tell one house from the next, and how pages write them.
DECIMALS: Final = (4, 5)


class HomeLeak(PlannerError):
    """A public page would hold something of a home visit; nothing was published."""

    code = "home_leak"


def refuse_homes(pages: Mapping[str, bytes], state: OfficeState) -> None:
    """Refuse ``pages`` where one holds something of a home in ``state``.

    Raises
    ------
    HomeLeak
        The sentences name the pages, never the home.
    """
    sentences = leaking_pages(pages, state.visits.values(), state)
    if sentences:
        raise HomeLeak("\n".join(sentences))


def leaking_pages(
    pages: Mapping[str, bytes], visits: Iterable[Visit], state: OfficeState
) -> tuple[str, ...]:
    """Return a sentence for each page that holds something of a home, in order of paths."""
    texts = hidden_texts(visits, state)
    whole = b"\n".join((*pages.values(), *(path.encode() for path in pages)))
    wanted = tuple(text for text in (t.encode() for t in sorted(texts)) if text in whole)
    return tuple(
        f"Halaman {path} memuat data kunjungan rumah. Penerbitan ditahan; hubungi admin."
        for path in sorted(pages)
        if any(text in pages[path] or text in path.encode() for text in wanted)
    )


def hidden_texts(visits: Iterable[Visit], state: OfficeState) -> frozenset[str]:
    """Return what no public page may hold: ids, names, contacts and spots of homes.

    What a public visit or an area shares with a home (a hall at the same spot) is no secret.
    """
    everyone = tuple(visits)
    homes = [visit for visit in everyone if visit.private]
    public = [visit.request for visit in everyone if not visit.private]
    names = [area.name for area in state.areas.by_code.values()]
    shared = {text for request in public for text in _spots(request.lat, request.lon)}
    for area in state.areas.by_code.values():
        shared |= _spots(area.lat, area.lon)
    open_text = "\n".join((*names, *(request.place for request in public)))
    texts: set[str] = set()
    for visit in homes:
        request = visit.request
        texts |= {visit.id, *_own_texts(request, open_text)}
        texts |= _spots(request.lat, request.lon) - shared
    return frozenset(texts | {str(escape(text)) for text in texts})


def _own_texts(request: Request, open_text: str) -> Iterable[str]:
    """Yield the texts of a home's request that are long and its own."""
    if len(request.id) >= SHORTEST_TEXT and not request.id.isdecimal():
        yield request.id
    if len(request.contact) >= SHORTEST_TEXT:
        yield request.contact
    if len(request.place) >= SHORTEST_PLACE and request.place not in open_text:
        yield request.place


def _spots(lat: float, lon: float) -> set[str]:
    spots = set()
    for decimals in DECIMALS:
        a, b = round(lat, decimals), round(lon, decimals)
        spots |= {f"{a}, {b}", f"{a},{b}", f"{b}, {a}", f"{b},{a}"}
    return spots
