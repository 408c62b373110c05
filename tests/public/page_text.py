"""What stands on a page, with the language it is marked as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

#: Elements without an end.
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr", "path", "circle", "rect", "use"),
    )
)
#: Attributes that people read or hear.
_READ = ("title", "aria-label", "alt", "placeholder", "content")


class PageText(HTMLParser):
    """Collects texts and read attributes of a page, each with its language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element says and which language it begins."""
        given = dict(attrs)
        lang = given.get("lang") or self._lang
        self.texts += [(lang, value) for name in _READ if (value := given.get(name))]
        if tag not in _VOID:
            self._open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        """Go back to the language around the element."""
        if tag in _VOID:
            return
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note a text; code is none."""
        if data.strip() and not (self._open and self._open[-1][0] in ("script", "style")):
            self.texts.append((self._lang, " ".join(data.split())))

    @property
    def _lang(self) -> str:
        return self._open[-1][1] if self._open else ""


def texts_of(html: str) -> list[tuple[str, str]]:
    """Return the texts of a page in order, each as its language and its words."""
    page = PageText()
    page.feed(html)
    return page.texts


def without(text: str, names: Iterable[str]) -> str:
    """Return ``text`` without ``names``, the longest first."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def texts_in(html: str, lang: str) -> Iterator[str]:
    """Yield the texts of a page that are marked as ``lang``."""
    return (text for marked, text in texts_of(html) if marked == lang)
