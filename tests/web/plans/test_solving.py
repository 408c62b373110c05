"""The engine stands by in a process of its own, and a dead child costs one search only."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from time import monotonic, sleep

import pytest

from planner.actions.jobs.worker import compile_engine
from planner.web.plans import solving
from planner.web.plans.solving import Searcher, SearchFailed, engine_note
from routes import Problem, check, smallest_problem


def die(_: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


@pytest.fixture
def searcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Searcher]:
    """Return a searcher beside which no kernel is compiled, so that its child is never replaced."""
    monkeypatch.setattr(solving, "ready", lambda: True)
    made = Searcher()
    yield made
    made.close()


@pytest.fixture
def problem() -> Problem:
    return smallest_problem()


def test_the_same_problem_has_the_same_answer_in_any_child(
    searcher: Searcher, problem: Problem
) -> None:
    searcher.stand_by()
    first, second = searcher(problem), searcher(problem)
    assert first.stops == second.stops
    assert check(problem, first) == []


def test_a_dead_child_is_told_and_replaced(
    searcher: Searcher, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(solving, "solve_text", die)
        with pytest.raises(SearchFailed, match="Belum ada yang tersimpan"):
            searcher(problem)
    assert len(searcher(problem).stops) == 3


def test_a_search_that_goes_on_too_long_is_given_up(
    searcher: Searcher, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher.stand_by()
    monkeypatch.setattr(solving, "PATIENCE_S", 0.0)
    with pytest.raises(SearchFailed):
        searcher(problem)
    until = monotonic() + 10
    while searcher.executor._running and monotonic() < until:
        sleep(0.02)
    assert searcher.executor._running == {}


def test_the_engine_is_compiled_once_and_not_where_it_is_ready(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []

    def begin(task: object) -> Future[bool]:
        begun.append(task)
        return Future()

    monkeypatch.setattr(searcher._compiler, "submit", begin)
    searcher.compile()
    assert begun == []
    monkeypatch.setattr(solving, "ready", lambda: False)
    searcher.compile()
    searcher.compile()
    assert begun == [compile_engine]


def test_the_office_is_told_while_the_engine_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "ready", lambda: False)
    monkeypatch.setattr(solving, "can_compile", lambda: True)
    assert "sedang disiapkan" in engine_note()
    monkeypatch.setattr(solving, "can_compile", lambda: False)
    assert "Isi SIJEMPOL_CACHE" in engine_note()
    monkeypatch.setattr(solving, "ready", lambda: True)
    assert engine_note() == ""
