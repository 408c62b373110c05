"""What the command writes: messages to the error stream, results to the output."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table

from planner.domain.errors import BadInput

console = Console(highlight=False)
messages = Console(stderr=True, highlight=False)


def problem(sentence: str) -> None:
    """Tell a refusal; text that came from outside is never read as markup."""
    messages.print(sentence, style="bold red", markup=False)


def say(sentence: str) -> None:
    """Tell what is going on."""
    messages.print(sentence, markup=False)


def figures_table(title: str, rows: Sequence[tuple[str, object]]) -> None:
    """Print named figures as a table of two columns."""
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(name, str(value))
    console.print(table)


def day_of(text: str | None, *, name: str) -> date | None:
    """Return the day of an option written YYYY-MM-DD.

    Raises
    ------
    BadInput
        It is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            [f"Pilihan {name}: '{text}' bukan tanggal. Tulis TTTT-BB-HH, misalnya 2021-08-31."]
        ) from error
