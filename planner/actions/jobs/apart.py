"""A process for each task, behind the standard ``concurrent.futures.Executor`` interface.

A pool breaks for all when one of its processes dies; here each task dies alone. A task has
limits on memory and time, and goes when the program that asked for it goes.
"""

from __future__ import annotations

import ctypes
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Event, Lock, Thread
from typing import Any, Final, ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

#: A process and our end of the pipe to it.
Child = tuple[SpawnProcess, Connection]

_PR_SET_PDEATHSIG: Final = 1
#: Seconds that a process is given to end by itself once its answer is there.
_GRACE_S: Final = 5.0


class TaskDied(ChildProcessError):
    """The task's process ended without an answer: killed, out of memory, or out of time."""


class ProcessPerTask(Executor):
    """Runs each task in a fresh process of at most ``memory_mb`` and ``seconds`` of wall time.

    With ``preload``, a module's name, one process stands by with that module loaded and
    prepared (its function ``prepare``, if it has one), so that a task begins at once.
    """

    def __init__(self, *, memory_mb: int = 4096, seconds: float = 300.0, preload: str = "") -> None:
        self.memory_mb = memory_mb
        self.seconds = seconds
        self.preload = preload
        self._running: dict[Future[Any], SpawnProcess] = {}
        self._lock = Lock()
        self._open = True
        self._spare: Child | None = None
        self._wanted = Event()
        self._keeper: Thread | None = None

    def stand_by(self, *, afresh: bool = False) -> None:
        """Have a process ready for the next task; ``afresh`` ends the one that is."""
        if not self.preload or not self._open:
            return
        with self._lock:
            if afresh and self._spare is not None:
                self._spare[0].kill()
                self._spare = None
            if self._keeper is None:
                # A child goes when the thread that began it ends: this one stays.
                self._keeper = Thread(target=self._keep, daemon=True)
                self._keeper.start()
        self._wanted.set()

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Begin ``fn`` in a process of its own; it and its arguments must be picklable.

        The future holds what ``fn`` returns or raises; :class:`TaskDied` where the process
        ended without either.

        Raises
        ------
        RuntimeError
            The executor was shut down.
        """
        if not self._open:
            raise RuntimeError("cannot submit after shutdown")
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        Thread(target=self._watch, args=(future, fn, args, kwargs), daemon=True).start()
        return future

    def stop(self, future: Future[Any]) -> None:
        """Kill the task behind ``future`` now, if it still runs."""
        with self._lock:
            process = self._running.get(future)
        if process is not None:
            process.kill()

    def pid_of(self, future: Future[Any]) -> int | None:
        """Return the process id behind ``future``, None once it has ended."""
        with self._lock:
            process = self._running.get(future)
        return None if process is None else process.pid

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with ``cancel_futures`` kill those that run."""
        self._open = False
        self._wanted.set()
        with self._lock:
            running, spare = list(self._running), self._spare
            self._spare = None
        if spare is not None:
            spare[0].kill()
        for future in running:
            if cancel_futures:
                self.stop(future)
            if wait:
                future.exception()

    def _keep(self) -> None:
        """Start a process whenever one is wanted to stand by; this is the keeper's thread."""
        while self._wanted.wait() and self._open:
            self._wanted.clear()
            if self._spare is None or not self._spare[0].is_alive():
                made = self._started()
                with self._lock:
                    if self._open:
                        self._spare = made
                    else:
                        made[0].kill()

    def _started(self) -> Child:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        limits = (self.memory_mb, self.seconds, self.preload)
        process = context.Process(target=_run, args=(theirs, *limits), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def _taken(self) -> Child:
        """Return the process that stands by, or a new one."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare is not None and spare[0].is_alive():
            return spare
        return self._started()

    def _watch(
        self,
        future: Future[Any],
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        try:
            process, pipe = self._taken()
        except BaseException as error:
            future.set_exception(error)
            return
        with self._lock:
            self._running[future] = process
        answer = refused = None
        try:
            pipe.send((fn, args, kwargs))
            answer = pipe.recv() if pipe.poll(self.seconds) else None
        except (EOFError, OSError):
            answer = None
        except Exception as error:
            refused = error
        process.join(_GRACE_S if answer else 0)
        if process.is_alive():
            process.kill()
            process.join()
        with self._lock:
            del self._running[future]
        pipe.close()
        if refused is None:
            _settle(future, answer, process.exitcode)
        else:
            future.set_exception(refused)
        process.close()
        self.stand_by()


def _settle(future: Future[Any], answer: tuple[bool, Any] | None, code: int | None) -> None:
    if answer is None:
        future.set_exception(TaskDied(f"the task ended without an answer (exit code {code})"))
    elif answer[0]:
        future.set_result(answer[1])
    else:
        future.set_exception(answer[1])


def _run(pipe: Connection, memory_mb: int, seconds: float, preload: str) -> None:
    """Carry out one task, once it is told; this is the child."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory = memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Several threads count together; wall time is the parent's to watch.
    cpu = int(seconds * 8) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    if preload:
        getattr(import_module(preload), "prepare", lambda: None)()
    try:
        fn, args, kwargs = pipe.recv()
        pipe.send((True, fn(*args, **kwargs)))
    except EOFError:
        return
    except MemoryError:
        pipe.send((False, TaskDied("the task needed more memory than it may have")))
    except Exception as error:
        pipe.send((False, error))
    finally:
        pipe.close()
