"""A page's form filled again with what was typed into it before."""

from __future__ import annotations

from collections import Counter
from html import escape
from html.parser import HTMLParser
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from planner.domain.accounts import PendingForm
from planner.web.below import PREFIX

#: Where every page of the office has room for a notice.
_PLACE: Final = '<main id="isi" tabindex="-1">'
_NOTICE: Final = (
    '<p class="peringatan" role="status"><b>Isian Anda tidak hilang.</b> Sesi berakhir sebelum '
    'terkirim. {more} <a href="/kantor/isian">Lihat isian yang tersimpan</a></p>'
)
_THERE: Final = "Isian itu ada di formulir di halaman ini; periksa lalu kirim lagi."
_ELSEWHERE: Final = "Kirim lagi dari halaman isian."
_FILE: Final = " Pilih berkasnya sekali lagi."


class Refilled:
    """Passes an answer on; a page of the office gets the kept form's values and a notice."""

    def __init__(self, kept: PendingForm, send: Send) -> None:
        self.kept, self._send = kept, send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start":
            kind = MutableHeaders(scope=message).get("content-type", "")
            if message["status"] == 200 and kind.startswith("text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish()
            return
        await self._send(message)

    async def _finish(self) -> None:
        start, self._start = self._start, None
        if start is None:
            return
        page, found = refill(self._body.decode("utf-8"), self.kept)
        told = (_THERE if found else _ELSEWHERE) + (_FILE if self.kept.files else "")
        page = page.replace(_PLACE, _PLACE + "\n" + _NOTICE.format(more=told), 1)
        body = page.encode("utf-8")
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


#: Inputs whose value is not what somebody typed.
_NOT_TYPED: Final = frozenset({"hidden", "submit", "button", "reset", "image", "file"})
_Attributes = list[tuple[str, str | None]]


class _Refiller(HTMLParser):
    """Copies a page; where the form begins that was sent, its fields get their values back."""

    def __init__(self, kept: PendingForm) -> None:
        super().__init__(convert_charrefs=False)
        self.kept = kept
        self.out: list[str] = []
        self.left = Counter(kept.fields)
        self.values = dict(reversed(kept.fields))
        self.inside = self.filled = False
        self.skipping = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Copy a tag, with its value where it is a field of the form."""
        given = dict(attrs)
        raw = self.get_starttag_text() or ""
        if tag == "form" and not self.filled and self._is_it(given):
            self.inside = self.filled = True
        name = given.get("name") or ""
        if self.inside and tag == "input" and name:
            raw = self._input(raw, attrs)
        elif self.inside and tag == "textarea" and name in self.values:
            raw += escape("\n" + self.values[name])
            self.skipping = True
        elif self.inside and tag == "select":
            self.select = name
        elif self.inside and tag == "option" and self.select in self.values:
            chosen = (given.get("value") or "") == self.values[self.select]
            raw = _tag(tag, attrs, without="selected", more=" selected" if chosen else "")
        self.out.append(raw)

    def _is_it(self, given: dict[str, str | None]) -> bool:
        method = (given.get("method") or "").casefold()
        where = (given.get("action") or "").removeprefix(PREFIX)
        return method == "post" and where == self.kept.path

    def _input(self, raw: str, attrs: _Attributes) -> str:
        given = dict(attrs)
        name, kind = given.get("name") or "", (given.get("type") or "text").casefold()
        if kind in _NOT_TYPED or kind == "password":
            return raw
        if kind in ("checkbox", "radio"):
            was = self.left[(name, given.get("value") or "on")] > 0
            return _tag("input", attrs, without="checked", more=" checked" if was else "")
        if name not in self.values:
            return raw
        value = escape(self.values[name])
        return _tag("input", attrs, without="value", more=f' value="{value}"')

    def handle_endtag(self, tag: str) -> None:
        """Copy a tag's end."""
        if tag == "textarea":
            self.skipping = False
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False
        self.out.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        """Copy a tag that closes itself."""
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Copy text, unless a typed text stands in its place."""
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        """Copy a named character."""
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copy a numbered character."""
        self._copy(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Copy a comment."""
        self._copy(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Copy the document's declaration."""
        self._copy(f"<!{decl}>")

    def _copy(self, text: str) -> None:
        if not self.skipping:
            self.out.append(text)


def refill(page: str, kept: PendingForm) -> tuple[str, bool]:
    """Return ``page`` with the form of ``kept`` filled, and whether it was found there.

    Passwords, hidden fields and files stay as the page has them.
    """
    filler = _Refiller(kept)
    filler.feed(page)
    filler.close()
    return "".join(filler.out), filler.filled


def _tag(tag: str, attrs: _Attributes, *, without: str, more: str) -> str:
    given = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"'
        for name, value in attrs
        if name != without
    )
    return f"<{tag}{given}{more}>"
