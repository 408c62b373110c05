"""The engine stands by in a process of its own, and a dead child costs one search only."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from planner.web.plans import solving
from planner.web.plans.solving import Searcher, SearchFailed, engine_note
from routes import Problem, check
from routes.warm import smallest


@pytest.fixture
def searcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Searcher]:
    """Return a searcher beside which no kernel is compiled, so that its child is never replaced."""
    monkeypatch.setattr(solving, "ready", lambda: True)
    monkeypatch.setattr(solving, "warm_in_background", lambda: None)
    made = Searcher()
    yield made
    made.close()


def children(searcher: Searcher) -> list[int]:
    pool = searcher._pool
    return [] if pool is None else list(pool._processes or {})


@pytest.fixture
def problem() -> Problem:
    return smallest()


def test_the_same_child_answers_again(searcher: Searcher, problem: Problem) -> None:
    searcher.stand_by()
    standing = children(searcher)
    first, second = searcher(problem), searcher(problem)
    assert first.stops == second.stops
    assert check(problem, first) == []
    assert children(searcher) == standing
    assert len(standing) == 1


def test_a_dead_child_is_told_and_replaced(searcher: Searcher, problem: Problem) -> None:
    searcher(problem)
    (dead,) = children(searcher)
    os.kill(dead, signal.SIGKILL)
    with pytest.raises(SearchFailed, match="Belum ada yang tersimpan"):
        searcher(problem)
    assert len(searcher(problem).stops) == 3
    assert dead not in children(searcher)


def test_a_search_that_goes_on_too_long_is_given_up(
    searcher: Searcher, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher.stand_by()
    monkeypatch.setattr(solving, "PATIENCE_S", 0.0)
    with pytest.raises(SearchFailed):
        searcher(problem)
    assert children(searcher) == []


def test_the_office_is_told_while_the_engine_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "ready", lambda: False)
    monkeypatch.setattr(solving, "can_compile", lambda: True)
    assert "sedang disiapkan" in engine_note()
    monkeypatch.setattr(solving, "can_compile", lambda: False)
    assert "Isi SIJEMPOL_CACHE" in engine_note()
    monkeypatch.setattr(solving, "ready", lambda: True)
    assert engine_note() == ""
