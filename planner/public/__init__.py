"""The published truth, rendered when it changes. Pure: read model in, bytes out.

What renders is loaded when it is first asked for, with the libraries of pages, posters and feeds:
an action says ``public.render_site(...)`` and loads them when the public will see a difference
(planner/docs/decisions/0064).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

#: Where the names stand.
LATE: Final = {
    "PageBytes": "shared.rendering",
    "PageHead": "shared.rendering",
    "facts_hash": "site",
    "head_of": "site",
    "render_empty": "shared.rendering",
    "render_search": "pages.searching",
    "render_site": "site",
    "search": "pages.searching",
}

if TYPE_CHECKING:
    from planner.public.pages.searching import render_search, search
    from planner.public.shared.rendering import PageBytes, PageHead, render_empty
    from planner.public.site import facts_hash, head_of, render_site
else:

    def __getattr__(name: str) -> object:
        if name not in LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{LATE[name]}"), name)


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
