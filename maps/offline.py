"""The map library in one piece, for a file that opens without any other."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from maps.assets import SCRIPTS, STYLES, asset_files

_URL = re.compile(r"url\(images/([a-z0-9-]+\.png)\)")


@lru_cache(maxsize=1)
def asset_script() -> str:
    """Return the map library's script."""
    assets = asset_files()
    return "\n".join(_text(assets[name][0]) for name in SCRIPTS)


@lru_cache(maxsize=1)
def asset_style() -> str:
    """Return the map library's style, its pictures inside."""
    assets = asset_files()
    return "\n".join(_URL.sub(_inside, _text(assets[name][0])) for name in STYLES)


def hash_source(text: str) -> str:
    """Return how a content security policy names an inline script or style with this text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _text(content: bytes) -> str:
    """Return text as a browser reads it inside a page, its line ends made one; hashes need it."""
    return content.decode().replace("\r\n", "\n")


def _inside(link: re.Match[str]) -> str:
    picture = files("xstatic.pkg.leaflet") / "data" / "images" / link[1]
    return f"url(data:image/png;base64,{b64encode(picture.read_bytes()).decode()})"
