"""Tasks in processes of their own: limits, answers, dying alone, ending with their parent."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import Future

import pytest

from planner.actions.jobs.apart import ProcessPerTask, TaskTooSlow
from planner.actions.jobs.child import TaskDied
from tests.lacking import lacking


def double(number: int) -> int:
    return 2 * number


def fail() -> None:
    raise ValueError("no")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep() -> None:
    time.sleep(600)


def eat() -> int:
    return len(bytearray(3_000_000_000))


def chatter() -> str:
    sys.stdout.write("words")
    os.write(1, b"more words")
    return "answer"


def give_what_cannot_travel() -> object:
    return lambda: None


def fail_with_what_cannot_travel() -> None:
    raise ValueError(lambda: None)


def environment() -> tuple[str | None, str]:
    return os.environ.get("UJI"), os.getcwd()


def gone(pid: int, seconds: float = 10.0) -> bool:
    for _ in range(int(seconds * 50)):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def pid_of(executor: ProcessPerTask, future: Future[None]) -> int:
    for _ in range(1500):
        pid = executor.pid_of(future)
        if pid is not None:
            return pid
        time.sleep(0.02)
    raise AssertionError("the task never began")


def test_each_task_lives_and_dies_alone() -> None:
    with ProcessPerTask(memory_mb=2000) as executor:
        dying, failing = executor.submit(die), executor.submit(fail)
        assert executor.submit(double, 21).result(60) == 42
        with pytest.raises(TaskDied, match="without an answer"):
            dying.result(60)
        with pytest.raises(ValueError, match="no"):
            failing.result(60)
        assert list(executor.map(double, [1, 2])) == [2, 4]
    with pytest.raises(RuntimeError, match="after shutdown"):
        executor.submit(double, 1)


def test_a_task_is_held_to_its_time_and_its_memory_and_can_be_stopped() -> None:
    with ProcessPerTask(memory_mb=1000, seconds=1.0) as quick, pytest.raises(TaskTooSlow):
        quick.submit(sleep).result(60)
    with ProcessPerTask(memory_mb=1000) as executor:
        with pytest.raises(TaskDied, match="memory"):
            executor.submit(eat).result(60)
        stopped = executor.submit(sleep)
        pid = pid_of(executor, stopped)
        executor.stop(stopped)
        with pytest.raises(TaskDied):
            stopped.result(10)
        assert gone(pid)


def test_only_the_answer_travels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UJI", "luar")
    with ProcessPerTask(memory_mb=1000, environment={"UJI": "dalam"}) as executor:
        assert executor.submit(chatter).result(60) == "answer"
        assert executor.submit(environment).result(60) == ("dalam", os.getcwd())
        with pytest.raises(TaskDied, match="ValueError"):
            executor.submit(fail_with_what_cannot_travel).result(60)
        for cannot in (give_what_cannot_travel, lambda: None):
            with pytest.raises((pickle.PicklingError, AttributeError)):
                executor.submit(cannot).result(60)


def test_a_process_stands_by_and_another_takes_its_place() -> None:
    with ProcessPerTask(memory_mb=1000, preload="planner.clock") as executor:
        executor.stand_by()
        first = executor.submit(os.getpid).result(60)
        second = executor.submit(os.getpid).result(60)
        spare = executor._spare
        assert spare is not None
        while spare.pid is None:
            time.sleep(0.02)
        assert spare.pid not in {first, second, os.getpid()}
        os.kill(spare.pid, signal.SIGKILL)
        while spare.lives:
            time.sleep(0.02)
        # One that died while it stood by costs nobody a task.
        assert executor.submit(double, 4).result(60) == 8
        old = executor._spare
        executor.stand_by(afresh=True)
        assert executor._spare is not old
        last = executor._spare
    assert last is not None
    last.join(10)
    assert not last.is_alive()


def test_shutting_down_waits_for_what_runs_unless_it_is_cancelled() -> None:
    executor = ProcessPerTask(memory_mb=1000, preload="planner.clock")
    executor.stand_by()
    answer = executor.submit(double, 3)
    executor.shutdown(wait=True)
    assert answer.result(0) == 6
    executor = ProcessPerTask(memory_mb=1000)
    endless = executor.submit(sleep)
    executor.shutdown(wait=False, cancel_futures=True)
    with pytest.raises(TaskDied):
        endless.result(60)


CHILD = (
    "import sys; sys.platform = {platform!r}; from planner.actions.jobs.child import main; "
    "main(parent={parent}, memory_mb=1000, seconds=60, preload='')"
)


def begun(platform: str, parent: int) -> subprocess.Popen[bytes]:
    code = CHILD.format(platform=platform, parent=parent)
    return subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_a_child_ends_with_its_input_on_any_system() -> None:
    for sends_a_task in (False, True):
        with begun("elsewhere", os.getpid()) as child:
            assert child.stdin is not None
            if sends_a_task:
                pickle.dump(pickle.dumps((time.sleep, (600,), {})), child.stdin)
                child.stdin.flush()
                time.sleep(0.5)
            assert child.poll() is None
            child.stdin.close()
            assert child.wait(30) == 1


def test_a_child_whose_parent_died_before_it_began_goes_at_once() -> None:
    if sys.platform != "linux":
        lacking("only Linux ends a child with its parent")
    with begun("linux", 1) as child:
        assert child.wait(30) == 1
