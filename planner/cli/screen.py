"""What the command writes: messages to the error stream, results to the output."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from planner.domain.errors import BadInput
from planner.planning.tables.request_rows import text_of_bytes

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


def write_json(path: Path, value: object) -> None:
    """Write ``value`` as JSON.

    Raises
    ------
    BadInput
        The file cannot be written.
    """
    try:
        path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput([f"Berkas {path} tidak bisa ditulis. Periksa foldernya."]) from error


def read_text(path: Path) -> str:
    """Return a file's text.

    Raises
    ------
    BadInput
        It is missing, is a folder, or is no UTF-8 text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput([f"Berkas {path} tidak bisa dibaca. Periksa letak dan namanya."]) from error
    return text_of_bytes(content, name=path.name)


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


def write_site(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Write a site's files below ``folder``, replacing what has the same name.

    Each file stands whole or not at all, and pages come after what they need.

    Raises
    ------
    BadInput
        A file cannot be written.
    """
    for path in sorted(pages, key=lambda path: (path.endswith(".html"), path)):
        target = folder / path
        half = target.with_name(target.name + ".baru")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(pages[path])
            half.replace(target)
        except OSError as error:
            raise BadInput([f"Berkas {target} tidak bisa ditulis. Periksa foldernya."]) from error
