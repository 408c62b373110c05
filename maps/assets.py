"""The map library's own files."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

SCRIPTS: Final = ("leaflet/leaflet.js",)
STYLES: Final = ("leaflet/leaflet.css",)

_ASSETS: Final = {
    "leaflet/leaflet.js": ("leaflet.js", "text/javascript; charset=utf-8"),
    "leaflet/leaflet.css": ("leaflet.css", "text/css; charset=utf-8"),
    "leaflet/images/layers.png": ("images/layers.png", "image/png"),
    "leaflet/images/layers-2x.png": ("images/layers-2x.png", "image/png"),
}


def asset_folders() -> dict[str, Path]:
    """Return where the files of the map library lie, by the first part of their names."""
    return {"leaflet": Path(str(files("xstatic.pkg.leaflet") / "data"))}


def asset_files() -> dict[str, tuple[bytes, str]]:
    """Return the map library's files as installed: name -> content and content type."""
    folder = files("xstatic.pkg.leaflet") / "data"
    return {
        name: ((folder / source).read_bytes(), kind) for name, (source, kind) in _ASSETS.items()
    }
