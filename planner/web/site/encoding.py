"""Copies of a file as browsers take them: compressed once, chosen by what a request accepts."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import brotli

#: Content below this many bytes gains nothing from compression.
WORTH_COMPRESSING: Final = 600
#: Brotli's effort, of 11: the last two steps take ten times as long for some percent.
EFFORT: Final = 9

_TEXT: Final = ("text/", "application/json", "application/geo+json", "application/atom+xml")
_VECTOR: Final = "image/svg"


@lru_cache(maxsize=4096)
def copies(content: bytes, content_type: str) -> Mapping[str, bytes]:
    """Return the compressed copies of ``content`` by encoding, best first; none if not smaller."""
    if not content_type.startswith((*_TEXT, _VECTOR)) or len(content) < WORTH_COMPRESSING:
        return {}
    made = {
        "br": brotli.compress(content, quality=EFFORT),
        "gzip": gzip.compress(content, mtime=0),
    }
    return {name: copy for name, copy in made.items() if len(copy) < len(content)}


def chosen(accepts: str, offered: Mapping[str, bytes]) -> str:
    """Return the encoding to send for an Accept-Encoding header; "" for the plain bytes.

    What a browser weighs with ``q=0`` it refuses; what it does not name it does not take, but
    for ``*``.
    """
    weights: dict[str, float] = {}
    for part in accepts.lower().split(","):
        name, _, rest = part.strip().partition(";")
        weights[name.strip()] = _weight(rest)
    best, encoding = 0.0, ""
    for name in offered:
        weight = weights.get(name, weights.get("*", 0.0))
        if weight > best:
            best, encoding = weight, name
    return encoding


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
