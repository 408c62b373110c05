"""The office's own styles and scripts as they are served."""

from __future__ import annotations

from importlib.resources import files

from planner.public.compact import served_style


def own_asset(name: str) -> bytes:
    """Return a style or script of the office: a style without its layout, a script as written."""
    if name.endswith(".css"):
        return served_style("planner.web", name).encode()
    return (files("planner.web") / "static" / name).read_bytes()
