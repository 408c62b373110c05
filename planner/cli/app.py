"""The verbs of ``sijempol`` and the one place where refusals become exit codes."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError

from planner.cli import (
    db_verbs,
    decide_verbs,
    demo_verbs,
    engine_verbs,
    office_verbs,
    replay_verbs,
    rules_verbs,
    sheet_verbs,
    site_verbs,
    users_verbs,
)
from planner.cli.screen import problem
from planner.domain.errors import BadInput, PlannerError
from routes import ProblemError

app = typer.Typer(
    name="sijempol",
    help="Menghentikan, menjadwalkan ulang, dan menerbitkan kunjungan layanan keliling Sijempol.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for verbs in (
    demo_verbs,
    decide_verbs,
    rules_verbs,
    replay_verbs,
    office_verbs,
    engine_verbs,
    db_verbs,
    sheet_verbs,
    site_verbs,
    users_verbs,
):
    verbs.register(app)


def main() -> None:
    """Run the command; a refusal is told in a sentence, with exit code 1."""
    try:
        app()
    except BadInput as refused:
        for line in refused.problems:
            problem(line)
        sys.exit(1)
    except (PlannerError, ProblemError) as refused:
        problem(str(refused))
        sys.exit(1)
    except ValidationError as refused:
        for error in refused.errors(include_url=False, include_input=False):
            name = "SIJEMPOL_" + "_".join(str(part) for part in error["loc"]).upper()
            problem(f"Pengaturan {name} tidak bisa dipakai: {error['msg']}.")
        sys.exit(1)
