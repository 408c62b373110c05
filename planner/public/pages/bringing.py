"""What people bring to a visit, by service."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from planner.domain.code_words import SERVICES
from planner.domain.vocabulary import Service
from planner.public.shared.language import say
from planner.public.shared.page_views import ShownVisit


def needs_of(views: Iterable[ShownVisit]) -> list[tuple[str, list[str]]]:
    """Return what the services of ``views`` ask for: each service's word and its items."""
    offered = {word for view in views for word in view.services.split(", ")}
    return items_for(service for service in Service if say(SERVICES[service]) in offered)


def items_for(services: Iterable[Service]) -> list[tuple[str, list[str]]]:
    """Return what ``services`` ask people for: each service's word and its items."""
    offered = set(services)
    return [
        (say(SERVICES[service]), [say(item) for item in items])
        for service, items in _table().items()
        if service in offered
    ]


@lru_cache(maxsize=1)
def _table() -> dict[Service, list[str]]:
    text = (files("planner") / "data" / "bring.csv").read_text(encoding="utf-8")
    items: dict[Service, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        items.setdefault(Service(row["service"]), []).append(row["item"])
    return items
