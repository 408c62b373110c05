"""A browser gets the smallest copy it takes, never one it refuses."""

from __future__ import annotations

import gzip

import brotli
import pytest

from planner.web.site.encoding import WORTH_COMPRESSING, chosen, copies

OFFERED = {"br": b"1", "gzip": b"22"}


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=x", ""),
        ("zstd", ""),
    ],
)
def test_the_header_decides(accepts: str, encoding: str) -> None:
    assert chosen(accepts, OFFERED) == encoding
    assert chosen(accepts, {}) == ""


def test_copies_hold_the_same_bytes_and_only_where_they_help() -> None:
    text = b"Kelurahan " * 200
    made = copies(text, "text/html; charset=utf-8")
    assert list(made) == ["br", "gzip"]
    assert brotli.decompress(made["br"]) == gzip.decompress(made["gzip"]) == text
    assert copies(text[: WORTH_COMPRESSING - 1], "text/html") == {}
    assert copies(text, "image/png") == {}
    for kind in ("application/geo+json", "application/atom+xml", "text/calendar", "text/csv"):
        assert copies(text, kind), kind
