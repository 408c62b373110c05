"""The verbs of ``sijempol`` and the one place where refusals become exit codes."""

from __future__ import annotations

import sys

import typer

from planner.cli.late import add_verbs
from planner.cli.screen import problem
from planner.cli.verb_table import VERB_FILES
from planner.domain.errors import BadInput, PlannerError

app = typer.Typer(
    name="sijempol",
    help="Menghentikan, menjadwalkan ulang, dan menerbitkan kunjungan layanan keliling Sijempol.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
add_verbs(app, VERB_FILES)


def main() -> None:
    """Run the command; a refusal is told in a sentence, with exit code 1."""
    try:
        app()
    except BadInput as refused:
        for line in refused.problems:
            problem(line)
        sys.exit(1)
    except PlannerError as refused:
        problem(str(refused))
        sys.exit(1)
