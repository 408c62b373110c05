"""Templates into bytes. Text is escaped; only maps' own bodies pass as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from planner.domain.indonesian import clock_words
from planner.domain.office import WIB
from planner.public.compact import Compact
from planner.public.shared.language import (
    ENGLISH,
    day_words,
    gettext,
    number_words,
    short_day,
    spoken,
)
from planner.public.shared.public_facts import OfficeFacts

HTML = "text/html; charset=utf-8"

_HOURS = re.compile(r"\d\d\.\d\d-\d\d\.\d\d WIB")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBytes:
    """A public file as it is served."""

    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What every page says of itself: whose it is, for which day, when visits last changed.

    ``changed_at`` is None before the first visit is published.
    """

    office: OfficeFacts
    today: date
    changed_at: datetime | None
    saved_days: Sequence[date] = ()

    @property
    def top(self) -> str:
        """Where the site's pages begin, for pages that are shown at any address."""
        return urlsplit(self.office.site_url).path or "/"


def rendered(
    template: str, head: PageHead, *, root: str, path: str = "", **values: object
) -> PageBytes:
    """Return a page in the language that is being spoken.

    ``root`` leads from the page to the top of its language's pages: "", "../" or the head's
    ``top``. ``path`` is the page's place below that top, where it stands in both languages.
    """
    lang = spoken()
    top = f"{root}../" if lang == ENGLISH else root
    other = f"{top}{'' if lang == ENGLISH else 'en/'}{path}" if path else ""
    text = (
        _environment()
        .get_template(template)
        .render(head=head, root=root, top=top, lang=lang, lain=other, **values)
    )
    return PageBytes(content=text.encode(), content_type=HTML)


def render_empty(head: PageHead) -> PageBytes:
    """Return the page of an office that has published nothing yet."""
    return rendered("kosong.html", head, root=head.top)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("planner.public"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", Compact],
    )
    # Translated texts take their values escaped, as the texts around them do.
    install: Callable[..., None] = getattr(environment, "install_gettext_callables")  # noqa: B009
    install(gettext, lambda one, many, n: gettext(one if n == 1 else many), newstyle=True)
    environment.filters["hari"] = day_words
    environment.filters["hari_pendek"] = short_day
    environment.filters["ribuan"] = number_words
    environment.filters["utuh"] = _unbroken
    environment.filters["saat"] = _moment
    environment.filters["aman"] = Markup
    return environment


def _unbroken(text: str) -> Markup:
    """Return ``text`` escaped, its hours kept on one line: "08.00-11.45 WIB"."""
    html = _HOURS.sub(r'<span class="utuh">\g<0></span>', str(escape(text)))
    return Markup(html)  # noqa: S704 - escaped just before


def _moment(at: datetime) -> str:
    local = at.astimezone(WIB)
    return f"{day_words(local.date())}, {clock_words(local.hour * 60 + local.minute)} WIB"
