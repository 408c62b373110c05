"""Verbs that are imported when they are called, not when they are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_command

from planner.cli.verb_table import VerbFile


class LateVerb(TyperCommand):
    """A verb of which only name and summary are there; its callback gives the verb itself.

    Making a context is how every use of a verb begins: running it, its help, completion.
    """

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Any = None,
        **extra: Any,
    ) -> Any:
        """Return the context of the verb itself, with ``args`` read."""
        if self.callback is None:
            raise ValueError(f"{self.name} has nothing to load")
        verb: TyperCommand = self.callback()
        return verb.make_context(info_name, args, parent, **extra)


def add_verbs(app: typer.Typer, files: Iterable[VerbFile]) -> None:
    """Add the verbs of ``files`` to ``app`` without importing one."""
    for file in files:
        place = app
        if file.group:
            place = typer.Typer(name=file.group, help=file.purpose, no_args_is_help=True)
            app.add_typer(place)
        for name, summary in file.verbs.items():
            place.command(name, help=summary, cls=LateVerb)(_loader(file.file, name))


def _loader(file: str, name: str) -> Callable[[], TyperCommand]:
    def load() -> TyperCommand:
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name)(import_module(f"planner.cli.{file}").VERBS[name])
        command = get_command(alone)
        if not isinstance(command, TyperCommand):
            raise TypeError(f"{name} is no verb")
        return command

    return load
