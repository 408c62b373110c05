"""Pages served below a folder: the example beside an office lives under ``PREFIX``."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import HTTPConnection

#: Below this address lies the example beside an office.
PREFIX: Final = "/latihan"
#: The scope's key that says below which address an application is served.
BELOW: Final = "sijempol.below"

#: Attributes of our pages that lead somewhere. Values of people are escaped and hold no quote.
_LEADS: Final = re.compile(r'\b(href|action|formaction|src|data-susunan)="/(?!/)')


def below_of(request: HTTPConnection) -> str:
    """Return the address below which ``request`` is served, "" at the top."""
    return str(request.scope.get(BELOW, ""))


def lead_below(text: str, below: str) -> str:
    """Return the page ``text`` with its links leading below ``below``.

    Links in single quotes are left alone: they lead out, to the office itself.
    """
    return _LEADS.sub(rf'\1="{below}/', text) if below else text
