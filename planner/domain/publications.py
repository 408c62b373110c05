"""What was published: which path shows which bytes, since when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One published file; ``sha256`` is its content and its address."""

    sha256: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The whole public site as of an instant.

    ``day`` is the local day it was rendered for, ``facts_hash`` identifies the facts behind
    it, ``cause`` says what made it change. ``files`` maps a path without a leading slash
    ("index.html", "kelurahan/32.72.03.1002.html") to its bytes' address.
    """

    id: int = 0
    day: date
    at: datetime
    facts_hash: str
    cause: str
    plan_number: int | None
    files: Mapping[str, PublishedFile]
