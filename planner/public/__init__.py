"""The published truth, rendered when it changes. Pure: read model in, bytes out."""

from planner.public.pages.searching import render_search, search
from planner.public.shared.rendering import PageBytes, PageHead, render_empty
from planner.public.site import facts_hash, head_of, render_site

__all__ = [
    "PageBytes",
    "PageHead",
    "facts_hash",
    "head_of",
    "render_empty",
    "render_search",
    "render_site",
    "search",
]
