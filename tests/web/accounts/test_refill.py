"""A form filled again: whatever was typed comes back, and nothing else on the page changes."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.accounts import PendingForm
from planner.web.accounts.refill import refill
from tests.sizes import size

#: What a browser may send: no lone surrogates, and line ends as it makes them.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))
BEFORE = '<!doctype html><p title="a &amp; b">&lt;x&gt; &#233;<!-- c --><br/></p>'


class Reader(HTMLParser):
    """Reads what a browser would send of the fields it meets."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.inside, self.typing = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.fields[name] = given.get("value") or ""
        elif tag == "textarea":
            self.inside, self.fields[name], self.typing = name, "", True
        elif tag == "select":
            self.inside = name
        elif tag == "option" and "selected" in given:
            self.fields[self.inside] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.inside, self.typing = "", False

    def handle_data(self, data: str) -> None:
        if self.typing:
            self.fields[self.inside] += data


def form(action: str = "/kantor/x") -> str:
    options = "".join(f'<option value="{n}"{" selected" * (n == 1)}>{n}</option>' for n in range(4))
    return (
        f'<form method="post" action="{action}"><input type="hidden" name="tanda" value="t">'
        '<input name="nama" required value="lama"><input type="password" name="sandi" value="">'
        '<input type="checkbox" name="a" value="1" checked>'
        '<input type="checkbox" name="b" value="1">'
        f'<textarea name="ket">\nlama &amp; usang</textarea><select name="unit">{options}</select>'
        "</form>"
    )


def kept(fields: dict[str, str]) -> PendingForm:
    return PendingForm(path="/kantor/x", page="/kantor", fields=tuple(fields.items()))


@settings(max_examples=size("fuzz_examples"))
@given(name=TEXTS, note=TEXTS, unit=st.integers(0, 3), ticked=st.booleans())
def test_whatever_was_typed_comes_back(name: str, note: str, unit: int, ticked: bool) -> None:
    sent = {"nama": name, "ket": note, "unit": str(unit), "sandi": "rahasia", "tanda": "lain"}
    if ticked:
        sent["b"] = "1"
    page, found = refill(BEFORE + form() + form("/kantor/lain"), kept(sent))
    assert found
    first, second = page.split("</form>", 1)
    reader = Reader()
    reader.feed(first)
    reader.close()
    read = reader.fields
    assert read.pop("ket").removeprefix("\n") == note
    expected = {"nama": name, "unit": str(unit), "sandi": "", "tanda": "t"}
    assert read == expected | ({"b": "1"} if ticked else {})
    assert first.startswith(BEFORE)
    assert second == form("/kantor/lain")


@settings(max_examples=size("fuzz_examples"))
@given(TEXTS)
def test_a_page_without_the_form_is_left_as_it_is(text: str) -> None:
    page = (
        f"{BEFORE}<p>{escape(text)}</p>"
        + form("/kantor/lain")
        + form("/kantor/x").replace('method="post"', 'method="get"')
    )
    assert refill(page, kept({"nama": "x"})) == (page, False)


def test_what_was_typed_never_becomes_markup() -> None:
    hostile = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>'
    page, _ = refill(form(), kept({"nama": hostile, "ket": hostile}))
    assert "<script" not in page
    assert "<img" not in page
