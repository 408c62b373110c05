"""Verbs that ask the rules."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from planner.cli.files import read_text
from planner.cli.screen import console, say
from planner.cli.trace import trace_tree
from planner.rules import Rulebook, WorkCalendar, read_files, shipped_records
from planner.rules.cases import decide_cases, explain_cases, read_cases
from planner.rules.explaining import Explanation


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
    trace: Annotated[bool, typer.Option("--trace", help="Tunjukkan jalan ke jawaban.")] = False,
) -> None:
    """Putuskan kasus dari CSV menurut aturan.

    Hasil: go, go_limited, move, hold, review, atau not_eligible, satu catatan sekasus. Dengan
    --trace: pohon aturan yang berlaku, berakhir, digeser, dikecualikan, dan yang paling ketat.
    """
    records = records_of(rules) if rules else shipped_records()
    rows = read_cases(read_text(cases))
    book, calendar = Rulebook.of(records), WorkCalendar.of(records)
    if trace:
        _print_traces(book, calendar, rows)
        return
    answers = decide_cases(book, calendar, rows)
    if output is Format.JSON:
        console.file.write(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
    else:
        console.file.write(_as_csv(answers))
    if any(answer.get("error") for answer in answers):
        raise typer.Exit(1)


def _print_traces(book: Rulebook, calendar: WorkCalendar, rows: list[dict[str, str]]) -> None:
    wrong = False
    for case_id, said in explain_cases(book, calendar, rows):
        if isinstance(said, Explanation):
            console.print(trace_tree(case_id, said))
        else:
            wrong = wrong or "error" in said
            say(f"{case_id}: {'; '.join(said.values())}")
    if wrong:
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


#: The verbs of this file, by name.
VERBS: Final = {"decide": decide}
