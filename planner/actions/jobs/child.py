"""What a child process does: one task from its input, the answer to its output.

The input stays open as long as the parent lives, however it dies: at its end the child goes,
whatever it is doing. Linux is asked to see to it as well, since native code may hold up a thread.
Importing this module loads little, so that a child begins at once.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO, Final

_PR_SET_PDEATHSIG: Final = 1
#: Several threads count together; wall time is the parent's to watch.
_MOST_THREADS: Final = 8


class TaskDied(ChildProcessError):
    """The task's process ended without an answer: killed, out of memory, or out of time."""


def main(*, parent: int, memory_mb: int, seconds: float, preload: str) -> None:
    """Carry out the one task that comes, in a process begun by ``parent``."""
    _go_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(tasks,), daemon=True).start()
    answers = _own_output()
    _limit(memory_mb, seconds)
    if preload:
        getattr(import_module(preload), "prepare", lambda: None)()
    answers.write(_answer(tasks.get()))
    answers.close()
    # The thread that listens still reads: a usual end would wait for it.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(0)


def _go_with(parent: int) -> None:
    """Ask Linux to end this process with its parent; go now if that has died already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _listen(tasks: SimpleQueue[bytes]) -> None:
    """Hand on the one task, then wait for the end of the input and end this process."""
    source = sys.stdin.buffer
    try:
        tasks.put(pickle.load(source))  # noqa: S301 - only our parent holds the other end
        source.read()
    finally:
        os._exit(1)


def _own_output() -> BinaryIO:
    """Return what the parent reads; whatever a task prints goes to the errors instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit(memory_mb: int, seconds: float) -> None:
    """Hold this process to its memory and its time, where the system can."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - not on every system

        memory, cpu = memory_mb * 1_000_000, int(seconds * _MOST_THREADS) + 5
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))


def _answer(task: bytes) -> bytes:
    """Return what the task gives or raises, and which of the two it is."""
    given: tuple[bool, Any]
    try:
        call: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
        call = pickle.loads(task)  # noqa: S301 - see above
        function, args, kwargs = call
        return pickle.dumps((True, function(*args, **kwargs)))
    except MemoryError:
        given = False, TaskDied("the task needed more memory than it may have")
    except Exception as error:
        given = False, error
    try:
        return pickle.dumps(given)
    except Exception:
        return pickle.dumps((False, TaskDied(f"the task ended with {given[1]!r}")))
