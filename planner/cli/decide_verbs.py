"""Verbs that ask the rules."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.screen import console, read_text
from planner.rules import Rulebook, WorkCalendar, read_files, shipped_records
from planner.rules.cases import decide_cases, read_cases


class Format(StrEnum):
    """How results are written."""

    CSV = "csv"
    JSON = "json"


def decide(
    cases: Annotated[Path, typer.Option(help="CSV: satu kasus sebaris.")],
    rules: Annotated[
        list[Path] | None, typer.Option(help="YAML aturan; tanpa ini aturan 2020-2022.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="Bentuk hasil.")] = Format.CSV,
) -> None:
    """Putuskan kasus dari CSV menurut aturan.

    Hasil: go, go_limited, move, hold, review, atau not_eligible, satu catatan sekasus.
    """
    records = records_of(rules) if rules else shipped_records()
    rows = read_cases(read_text(cases))
    answers = decide_cases(Rulebook.of(records), WorkCalendar.of(records), rows)
    if output is Format.JSON:
        console.file.write(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
    else:
        console.file.write(_as_csv(answers))
    if any(answer.get("error") for answer in answers):
        raise typer.Exit(1)


def records_of(paths: list[Path]) -> tuple[dict[str, object], ...]:
    """Return the records of rule files, in order.

    Raises
    ------
    BadInput
        A file cannot be read or holds something wrong, or two hold one id.
    """
    return read_files(texts_of(paths))


def texts_of(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Return the name and the text of each file; those of one name are told apart by folder.

    Raises
    ------
    BadInput
        A file cannot be read.
    """
    names = [path.name for path in paths]
    return [
        (path.name if names.count(path.name) == 1 else str(path), read_text(path)) for path in paths
    ]


def _as_csv(answers: list[dict[str, object]]) -> str:
    columns = list(dict.fromkeys(key for answer in answers for key in answer))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=columns, restval="", lineterminator="\n")
    writer.writeheader()
    for answer in answers:
        writer.writerow({key: _cell(value) for key, value in answer.items()})
    return out.getvalue()


def _cell(value: object) -> object:
    """Return a cell: lists joined by semicolons, objects as JSON, nothing for None."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ";".join(str(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value


def register(app: typer.Typer) -> None:
    """Add these verbs to ``app``."""
    app.command()(decide)
