"""Every refusal there is has its status, in one table."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import planner
from planner.domain.errors import NotFound, PlannerError
from planner.web.serving import PortTaken
from planner.web.shell.errors import STATUS

#: Raised before anything is served.
NEVER_SHOWN = {PortTaken}


def refusals(kind: type[PlannerError]) -> Iterator[type[PlannerError]]:
    for child in kind.__subclasses__():
        yield child
        yield from refusals(child)


def unlisted() -> set[type[PlannerError]]:
    ours = {kind for kind in refusals(PlannerError) if kind.__module__.startswith("planner.")}
    return ours - set(STATUS) - NEVER_SHOWN


def test_every_refusal_is_listed_with_its_status() -> None:
    for module in pkgutil.walk_packages(planner.__path__, "planner."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert unlisted() == set()
    assert all(400 <= status < 600 for status in STATUS.values())


def test_one_that_is_missing_is_noticed() -> None:
    class Fresh(NotFound):
        """A refusal nobody listed."""

    Fresh.__module__ = "planner.fresh"
    assert unlisted() == {Fresh}
    Fresh.__module__ = "elsewhere"
