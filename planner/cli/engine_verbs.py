"""Verbs of the tours engine: they know problems and solutions, no office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import routes
from planner.cli.screen import figures_table, messages, problem, read_text, say, write_json


def solve(
    problem_file: Annotated[Path, typer.Argument(help="Soal rute, JSON.")],
    out: Annotated[Path, typer.Option(help="Berkas jawaban, JSON.")],
    steps: Annotated[int | None, typer.Option(min=1, help="Langkah perbaikan.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Benih acak; benih sama, rencana sama.")] = 1,
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help="Batas waktu; hasil bisa berbeda.")
    ] = None,
) -> None:
    """Susun rute untuk satu soal JSON.

    Jawabannya diperiksa oleh pemeriksa terpisah sebelum ditulis.
    """
    found = routes.read_problem(read_text(problem_file))
    with messages.status("Menyusun rute ..."):
        solution = routes.solve(found, steps=steps, seed=seed, seconds=seconds)
    violations = routes.check(found, solution)
    write_json(out, json.loads(routes.solution_to_json(solution)))
    cost = solution.cost
    figures_table(
        found.name or "Jawaban",
        [
            ("kunjungan terjadwal", f"{cost.served} / {cost.tasks}"),
            ("orang terlayani", f"{cost.served_people} / {cost.people}"),
            ("biaya tidak terlayani", cost.drop),
            ("biaya menunggu", cost.wait),
            ("biaya lewat tenggat", cost.late),
            ("biaya pemerataan", cost.fair),
            ("biaya terlalu ramai", cost.surge),
            ("biaya perjalanan", cost.travel),
            ("biaya hari unit", cost.unit_days),
            ("biaya perubahan", cost.stability),
            ("jumlah biaya", cost.total),
            ("mesin", solution.engine),
            ("detik", f"{solution.seconds:.2f}"),
        ],
    )
    _tell(violations)


def check(
    problem_file: Annotated[Path, typer.Argument(help="Soal rute, JSON.")],
    solution_file: Annotated[Path, typer.Argument(help="Jawaban, JSON.")],
) -> None:
    """Periksa jawaban rute JSON.

    Pemeriksa tidak berbagi kode dengan penyusun rute.
    """
    found = routes.read_problem(read_text(problem_file))
    solution = routes.read_solution(read_text(solution_file))
    _tell(routes.check(found, solution))


def _tell(violations: list[routes.Violation]) -> None:
    for violation in violations:
        problem(f"{violation.code}: {violation.sentence}")
    if violations:
        raise typer.Exit(1)
    say("Pemeriksa independen: tidak ada pelanggaran.")


def register(app: typer.Typer) -> None:
    """Add these verbs to ``app``."""
    app.command()(solve)
    app.command()(check)
