"""Search for a kelurahan by name, typing mistakes allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from planner.domain.areas import Areas
from planner.domain.likeness import Likeness, ascii_letters, ranked
from planner.domain.shipped_areas import regency_names
from planner.public.shared.language import say
from planner.public.shared.rendering import PageBytes, PageHead, rendered

#: Likeness, of 100, from which a name counts as meant.
MEANT: Final = 80.0
#: Likeness from which a name is offered when none is meant.
NEAR: Final = 55.0
LONGEST_QUERY: Final = 60
#: A name that begins with what was typed is a little less sure than one written out.
_LIKENESS: Final = Likeness(beginning=95.0)

#: The site of the regency around the city, where its people find their own office.
NEIGHBOUR: Final = "https://sukabumikab.go.id/"

_NOISE: Final = re.compile(
    r"\b(?:(?:rw|rt) ?\d+|kelurahan|kel|desa|ds|kecamatan|kec|kota|sukabumi|rw|rt)\b"
)
_SHORT: Final = {"gn": "gunung", "gng": "gunung", "ck": "cikole", "wr": "warudoyong"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A kelurahan that fits, with where it lies."""

    code: str
    name: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search gives: kelurahan meant, others near, or a name of the regency."""

    meant: tuple[Hit, ...]
    near: tuple[Hit, ...]
    outside: str = ""


def search(query: str, areas: Areas) -> Answer:
    """Return the kelurahan that ``query`` means, the likeliest first.

    A name of a kecamatan gives its kelurahan. A name that is likelier one of the regency's
    kecamatan is answered as such: neighbours there sound like places here.
    """
    asked = plain(_place_of(query[:LONGEST_QUERY]))
    if not asked:
        return Answer(meant=(), near=())
    scored = ranked(
        areas.at_level("kelurahan"),
        score=lambda area: _likeness(asked, area.name),
        order=lambda area: area.code,
    )
    best = scored[0][0] if scored else 0.0
    outside = max(regency_names(), key=lambda name: _likeness(asked, name))
    abroad = _likeness(asked, outside)
    hits = [_hit(area.code, areas) for score, area in scored if score >= max(MEANT, best - 8)]
    for area in areas.at_level("kecamatan"):
        if _likeness(asked, area.name) >= MEANT:
            inside = [a.code for a in areas.at_level("kelurahan") if a.parent == area.code]
            hits += [_hit(code, areas) for code in inside]
    if abroad >= MEANT and abroad > best:
        return Answer(meant=(), near=(), outside=outside)
    meant = tuple(dict.fromkeys(hits))
    near = [_hit(area.code, areas) for score, area in scored[:3] if score >= NEAR]
    return Answer(meant=meant, near=() if meant else tuple(near))


def render_search(head: PageHead, areas: Areas, query: str, *, root: str = "") -> PageBytes:
    """Return the page that answers ``query``."""
    answer = search(query, areas)
    return rendered(
        "cari.html",
        head,
        root=root,
        query=query[:LONGEST_QUERY],
        meant=answer.meant,
        near=answer.near,
        outside=answer.outside,
        neighbour=NEIGHBOUR,
    )


def _place_of(query: str) -> str:
    """Return what stands before "kec.", where something does: the kecamatan only adds to it."""
    before = re.split(r"\bkec(?:amatan)?\b", query, maxsplit=1, flags=re.IGNORECASE)[0]
    return before if plain(before) else query


def plain(text: str) -> str:
    """Return ``text`` as it is compared: lower case letters only, without filler words."""
    letters = re.sub(r"[^a-z0-9]+", " ", ascii_letters(text))
    kept = _NOISE.sub(" ", letters).split() or letters.split()
    return "".join(_SHORT.get(word, word) for word in kept)


def _likeness(asked: str, name: str) -> float:
    return _LIKENESS.of(asked, plain(name))


def _hit(code: str, areas: Areas) -> Hit:
    kecamatan = areas.kecamatan_of(code)
    return Hit(
        code=code, name=areas.get(code).name, where=say("Kecamatan %(nama)s", nama=kecamatan.name)
    )
