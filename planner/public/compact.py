"""Templates and style sheets are laid out for readers; what is served leaves the layout out.

It goes when a template is loaded, once, and only from the template's own text: no value put into
a page is touched. White space that a browser would show stays, as one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

import rcssmin
from jinja2 import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

#: White space beside the tags of these elements is never shown: they stand on lines of their own,
#: or are parts of a table, a list of choices, a drawing or the head.
BLOCKS: Final = frozenset(
    "!doctype address article aside base blockquote body br caption circle col colgroup dd defs"  # noqa: SIM905
    " details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head"
    " header hr html legend li link main menu meta nav ol optgroup option p path pre rect script"
    " search section style summary symbol table tbody td template tfoot th thead title tr ul"
    " use".split()
)

#: What stands in these elements stays as it is written.
KEPT: Final = frozenset({"pre", "script", "style", "textarea"})

# White space is that of HTML alone: a space that may not break is a letter like others. Each takes
# any character, so that the next match stands where the last one ended.
_IN_TEXT: Final = re.compile(
    r"(?P<space>[ \t\n\r\f]+)|(?P<comment><!--)|<(?P<close>/?)(?P<name>!?[a-z][\w-]*)"
    r"|[^ \t\n\r\f<]+|<",
    re.IGNORECASE,
)
_IN_TAG: Final = re.compile(
    r"(?P<space>[ \t\n\r\f]+)|(?P<quote>[\"'])|(?P<end>/?>)|[^ \t\n\r\f\"'/>]+|/"
)


#: A style sheet that another one begins with.
_IMPORT: Final = re.compile(r'^@import "([\w-]+\.css)";$', re.MULTILINE)


@cache
def served_style(package: str, name: str) -> str:
    """Return a style sheet of ``package`` without its layout: the same rules for a browser.

    What it imports stands in its place, so that a page asks for one file. An imported sheet is of
    the same package or, as the colours are, of the public pages.

    Raises
    ------
    FileNotFoundError
        The sheet, or one that it imports, is in neither.
    """
    source = (files(package) / "static" / name).read_text(encoding="utf-8")
    return str(rcssmin.cssmin(_IMPORT.sub(lambda line: _imported(package, line[1]), source)))


def _imported(package: str, name: str) -> str:
    own = files(package) / "static" / name
    sheet = own if own.is_file() else files(__package__ or "") / "static" / name
    return sheet.read_text(encoding="utf-8")


class Compact(Extension):
    """Leaves the layout out of a template's text while the template is loaded."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Return the tokens of a template, its text compact.

        Raises
        ------
        TemplateSyntaxError
            The template ends inside a tag, a quoted value, a comment or an element of ``KEPT``.
        """
        text = _Text()
        line = 1
        for token in stream:
            line = token.lineno
            if token.type != "data":
                yield token
            elif part := text.compact(token.value):
                yield Token(line, "data", part)
        if not text.is_whole:
            raise TemplateSyntaxError(
                "The template ends before a tag or value that it began.",
                line,
                stream.name,
                stream.filename,
            )


class _Text:
    """A template's text, read part by part: Jinja's own tags may stand anywhere in its HTML."""

    def __init__(self) -> None:
        #: The element whose tag is being read; empty between tags.
        self._tag = ""
        self._closes = False
        #: What ends the part that is copied as it stands; empty elsewhere.
        self._until = ""
        self._made: list[str] = []
        self._space = self._beside_block = False

    @property
    def is_whole(self) -> bool:
        return not self._tag and not self._until

    def compact(self, source: str) -> str:
        """Return the next part of the text without its layout."""
        self._made = []
        self._space = self._beside_block = False
        at = 0
        while at < len(source):
            if self._until:
                at = self._copy(source, at)
            elif self._tag:
                at = self._read_tag(source, at)
            else:
                at = self._read_text(source, at)
        if self._space:
            self._made.append(" ")
        return "".join(self._made)

    def _put(self, text: str) -> None:
        if self._space:
            self._made.append(" ")
        self._made.append(text)
        self._space = self._beside_block = False

    def _copy(self, source: str, at: int) -> int:
        end = source.find(self._until, at)
        if end < 0:
            self._put(source[at:])
            return len(source)
        if not self._until.startswith("</"):
            end += len(self._until)
        self._put(source[at:end])
        self._until = ""
        return end

    def _read_tag(self, source: str, at: int) -> int:
        match = next(_IN_TAG.finditer(source, at))
        if match["space"]:
            self._space = True
            return match.end()
        if match["end"]:
            self._space = False
        self._put(match[0])
        if match["quote"]:
            self._until = match["quote"]
        elif match["end"]:
            if self._tag in KEPT and not self._closes:
                self._until = f"</{self._tag}"
            self._beside_block = self._tag in BLOCKS
            self._tag = ""
        return match.end()

    def _read_text(self, source: str, at: int) -> int:
        match = next(_IN_TEXT.finditer(source, at))
        if match["space"]:
            self._space = not self._beside_block
            return match.end()
        name = (match["name"] or "").lower()
        if name in BLOCKS:
            self._space = False
        self._put(match[0])
        if match["comment"]:
            self._until = "-->"
        elif name:
            self._tag, self._closes = name, bool(match["close"])
        return match.end()
