"""Style sheets are laid out for readers; what is served leaves the layout out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import rcssmin


@cache
def served_style(package: str, name: str) -> str:
    """Return a style sheet of ``package`` without its layout: the same rules for a browser."""
    source = (files(package) / "static" / name).read_text(encoding="utf-8")
    return str(rcssmin.cssmin(source))
