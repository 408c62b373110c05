"""Texts that have broken out of maps elsewhere; each sets ``window.__pwn`` if it ever runs."""

from __future__ import annotations

from typing import Final

PAYLOADS: Final = (
    "<script>window.__pwn=1</script>",
    "</script><script>window.__pwn=1</script>",
    "<img src=x onerror=window.__pwn=1>",
    "<svg onload=window.__pwn=1>",
    '"><img src=x onerror=window.__pwn=1>',
    "'-(window.__pwn=1)-'",
    '"-(window.__pwn=1)-"',
    "${window.__pwn=1}",
    "`+(window.__pwn=1)+`",
    "Toko `Jaya`",
    r"\x3cimg src=x onerror=window.__pwn=1\x3e",
    r"\u003cimg src=x onerror=window.__pwn=1\u003e",
    r"\`; window.__pwn=1; //",
    "&lt;img src=x onerror=window.__pwn=1&gt;",
    "&#60;img src=x onerror=window.__pwn=1&#62;",
    "<!--<script>window.__pwn=1//-->",
    "]]><script>window.__pwn=1</script>",
    "{{ constructor.constructor('window.__pwn=1')() }}",
    "{% raw %}{{ 7*7 }}",
    "a\u2028window.__pwn=1\u2029b",
    "</style><script>window.__pwn=1</script>",
    "</textarea></title><script>window.__pwn=1</script>",
)
