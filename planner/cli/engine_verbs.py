"""Verbs of the tours engine: they know problems and solutions, no office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer

import routes
from planner.cli.engine_news import tell_fewer_steps, tell_slow_engine
from planner.cli.engine_reasons import reason_words
from planner.cli.files import read_text, write_json
from planner.cli.screen import figures_table, messages, problem, say
from planner.domain.errors import BadInput
from planner.domain.limit_words import impossible_words

FormatOption = Annotated[
    routes.Format | None, typer.Option("--format", help="Bentuk berkas; biasanya terlihat.")
]
DelaysOption = Annotated[
    str,
    typer.Option(
        metavar="A:B:C",
        help="Lama layanan dalam persen dari rencana: paling cepat, biasa, paling lama, "
        "misalnya 90:100:150. Menghitung berapa kunjungan yang akan mulai terlambat.",
    ),
]
VehiclesOption = Annotated[
    int | None, typer.Option(min=1, max=1000, help="Jumlah unit, bila tidak ada di berkas.")
]


def solve(
    problem_file: Annotated[Path, typer.Argument(help="Soal rute: JSON atau himpunan umum.")],
    out: Annotated[Path, typer.Option(help="Berkas jawaban, JSON.")],
    steps: Annotated[int | None, typer.Option(min=1, help="Langkah perbaikan.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Benih acak; benih sama, rencana sama.")] = 1,
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help="Batas waktu; hasil bisa berbeda.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Alasan setiap kunjungan yang tidak terjadwal.")
    ] = False,
    bound: Annotated[
        bool, typer.Option("--bound", help="Jarak terjauh dari rencana terbaik yang mungkin.")
    ] = False,
    delays: DelaysOption = "",
    fmt: FormatOption = None,
    vehicles: VehiclesOption = None,
) -> None:
    """Susun rute untuk satu soal.

    Yang dibaca: soal JSON, VRPLIB, Solomon, Cordeau (PVRP) dan TOPTW. Jawabannya diperiksa
    oleh pemeriksa terpisah sebelum ditulis.
    """
    tours_problem, spread = _problem(problem_file, fmt, vehicles), _spread(delays)
    tell_slow_engine()
    if steps is None and seconds is None:
        tell_fewer_steps()
    with messages.status("Menyusun rute ..."):
        try:
            solution = routes.solve(tours_problem, steps=steps, seed=seed, seconds=seconds)
        except (RuntimeError, ValueError) as error:
            problem(f"Soal ini tidak bisa dijawab: {_impossible(error)}")
            raise typer.Exit(1) from error
    violations = routes.check(tours_problem, solution)
    write_json(out, json.loads(routes.solution_to_json(solution)))
    figures_table(tours_problem.name or "Jawaban", _figures(solution))
    if explain:
        _tell_plan(tours_problem, solution)
        _tell_reasons(tours_problem, solution)
    if bound:
        _tell_bound(tours_problem, solution)
    if spread is not None:
        _tell_delays(tours_problem, solution, spread)
    _tell(violations)


def _spread(delays: str) -> routes.Spread | None:
    if not delays:
        return None
    try:
        least, usual, most = (int(part) for part in delays.split(":"))
        return routes.Spread(least=least, usual=usual, most=most)
    except ValueError as error:
        raise BadInput(
            [
                (
                    f'--delays "{delays[:40]}" tidak terbaca. '
                    "Tulis tiga persen yang naik, misalnya 90:100:150."
                )
            ]
        ) from error


def _tell_delays(
    tours_problem: routes.Problem, solution: routes.Solution, spread: routes.Spread
) -> None:
    spreads = routes.Spreads(service=spread)
    risk = routes.delay_risk(tours_problem, solution.stops, spreads)
    said = f"{spread.least}, {spread.usual} dan {spread.most} persen dari rencana"
    worst = sorted(risk.by_task.items(), key=lambda each: (-each[1], each[0]))
    rows: list[tuple[str, object]] = [
        ("lama layanan (anggapan)", said),
        ("dicoba", f"{risk.runs} kali"),
        (f"mulai lebih dari {spreads.late_min} menit terlambat", f"{100 * risk.share:.1f} %"),
    ]
    rows += [(f"paling sering: {task}", f"{100 * late:.1f} %") for task, late in worst[:3] if late]
    figures_table("Risiko terlambat", rows)


def _impossible(error: Exception) -> str:
    """Return why a problem has no answer, and what helps."""
    if isinstance(error, routes.NoLegalAnswer) and error.code:
        return impossible_words(error.tasks, error.code)
    return f"{error}. Longgarkan syaratnya."


def _figures(solution: routes.Solution) -> list[tuple[str, object]]:
    cost = solution.cost
    compiled = "" if routes.ready() else " (mesin cepat belum siap)"
    return [
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
        *([("biaya lembur", cost.overtime)] if cost.overtime else []),
        *([("biaya kunjungan wajib tertinggal", cost.level)] if cost.level else []),
        ("jumlah biaya", cost.total),
        ("mesin", f"{solution.engine}{compiled}"),
        ("langkah, benih", f"{solution.steps}, {solution.seed}"),
        ("detik", f"{solution.seconds:.2f}"),
    ]


def _tell_plan(tours_problem: routes.Problem, solution: routes.Solution) -> None:
    """Print each tour on a line: unit, day, and its tasks with their hours."""
    tours: dict[tuple[int, str], list[str]] = {}
    for stop in solution.stops:
        clock = stop.start_min - stop.day * tours_problem.day_min
        call = f"{clock // 60:02d}:{clock % 60:02d} {stop.task}"
        tours.setdefault((stop.day, stop.unit), []).append(call)
    names = {unit.id: unit.name or f"unit {unit.id}" for unit in tours_problem.units}
    rows = [
        (f"hari ke-{day + 1}, {names[unit]}", ", ".join(stops))
        for (day, unit), stops in sorted(tours.items())
    ]
    figures_table("Rute", rows)


def _tell_reasons(tours_problem: routes.Problem, solution: routes.Solution) -> None:
    rows = [
        (f"{reason.task} ({reason.code})", reason_words(reason, tours_problem))
        for reason in routes.explain(tours_problem, solution)
    ]
    if rows:
        figures_table("Tidak terjadwal", rows)


def _tell_bound(tours_problem: routes.Problem, solution: routes.Solution) -> None:
    try:
        with messages.status("Mencari batas bawah ..."):
            least = routes.bound(tours_problem, solution)
    except ValueError:
        say("Batas bawah hanya dihitung untuk soal sampai 400 kunjungan.")
        return
    figures_table(
        "Batas bawah",
        [
            ("tidak ada rencana yang lebih murah dari", least.value),
            ("rencana ini di atasnya paling jauh", f"{least.gap_percent} %"),
        ],
    )


def check(
    problem_file: Annotated[Path, typer.Argument(help="Soal rute: JSON atau himpunan umum.")],
    solution_file: Annotated[Path, typer.Argument(help="Jawaban, JSON.")],
    delays: DelaysOption = "",
    fmt: FormatOption = None,
    vehicles: VehiclesOption = None,
) -> None:
    """Periksa jawaban rute JSON.

    Pemeriksa tidak berbagi kode dengan penyusun rute.
    """
    tours_problem, spread = _problem(problem_file, fmt, vehicles), _spread(delays)
    try:
        solution = routes.read_solution(read_text(solution_file))
    except routes.ProblemError as error:
        raise BadInput([str(error)]) from error
    violations = routes.check(tours_problem, solution)
    if spread is not None and not violations:
        _tell_delays(tours_problem, solution, spread)
    _tell(violations)


def _problem(file: Path, fmt: routes.Format | None, vehicles: int | None) -> routes.Problem:
    try:
        return routes.read_any(read_text(file), fmt=fmt, vehicles=vehicles)
    except routes.ProblemError as error:
        raise BadInput([str(error)]) from error


def _tell(violations: list[routes.Violation]) -> None:
    for violation in violations:
        problem(f"{violation.code}: {violation.sentence}")
    if violations:
        raise typer.Exit(1)
    say("Pemeriksa independen: tidak ada pelanggaran.")


#: The verbs of this file, by name.
VERBS: Final = {"solve": solve, "check": check}
