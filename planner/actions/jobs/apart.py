"""A process for each task, behind the standard ``concurrent.futures.Executor`` interface.

A pool breaks for all when one of its processes dies; here each task dies alone. A task has
limits on memory and time, and goes when the program that asked for it goes.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Lock, Thread, Timer
from typing import Any, BinaryIO, Final, ParamSpec, TypeVar, cast

from planner.actions.jobs.child import TaskDied

Given = ParamSpec("Given")
Result = TypeVar("Result")

#: Seconds that a process is given to end by itself once its answer is there.
_GRACE_S: Final = 5.0
#: Begins a child with our own search path; it imports neither our main program nor the folder
#: it happens to stand in.
_BEGIN: Final = (
    "import json, sys; path, given = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from planner.actions.jobs.child import main; main(**given)"
)


class TaskTooSlow(TaskDied):
    """The task was ended because its time was up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a process may take, what it loads before its task, and its further environment."""

    memory_mb: int
    seconds: float
    preload: str
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Task:
    """One task as it travels, and the future that waits for it."""

    future: Future[Any]
    call: bytes


class ProcessPerTask(Executor):
    """Runs each task in a fresh process of at most ``memory_mb`` and ``seconds`` of wall time.

    With ``preload``, a module's name, one process stands by with that module loaded and
    prepared (its function ``prepare``, if it has one), so that a task begins at once.
    ``environment`` is added to the processes' own.
    """

    def __init__(
        self,
        *,
        memory_mb: int = 4096,
        seconds: float = 300.0,
        preload: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.limits = Limits(
            memory_mb=memory_mb, seconds=seconds, preload=preload, environment=environment or {}
        )
        self._running: dict[Future[Any], _Child] = {}
        self._lock = Lock()
        self._open = True
        self._spare: _Child | None = None

    def stand_by(self, *, afresh: bool = False) -> None:
        """Have a process ready for the next task; ``afresh`` ends the one that is."""
        with self._lock:
            if afresh and self._spare is not None:
                self._spare.dismiss()
                self._spare = None
            self._prepare()

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
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        try:
            call = pickle.dumps((fn, args, kwargs))
        except Exception as error:
            future.set_exception(error)
            return future
        with self._lock:
            if not self._open:
                raise RuntimeError("cannot submit after shutdown")
            child = self._spare or self._begun()
            self._spare = None
            self._running[future] = child
            self._prepare()
        child.carry_out(_Task(future, call))
        return future

    def stop(self, future: Future[Any]) -> None:
        """Kill the task behind ``future`` now, if it still runs."""
        with self._lock:
            child = self._running.get(future)
        if child is not None:
            child.kill()

    def pid_of(self, future: Future[Any]) -> int | None:
        """Return the process id behind ``future``, None before it began and once it has ended."""
        with self._lock:
            child = self._running.get(future)
        return None if child is None else child.pid

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with ``cancel_futures`` kill those that run."""
        with self._lock:
            self._open = False
            running, spare = list(self._running), self._spare
            self._spare = None
        if spare is not None:
            spare.dismiss()
        for future in running:
            if cancel_futures:
                self.stop(future)
            if wait:
                future.exception()

    def _prepare(self) -> None:
        """Begin a process that stands by, where one is wanted; the lock is held."""
        if self._spare is not None and not self._spare.lives:
            self._spare.dismiss()
            self._spare = None
        if self.limits.preload and self._open and self._spare is None:
            self._spare = self._begun()

    def _begun(self) -> _Child:
        child = _Child(self.limits, self._ended)
        child.start()
        return child

    def _ended(self, future: Future[Any]) -> None:
        with self._lock:
            del self._running[future]


class _Child(Thread):
    """One process and the thread that minds it from its beginning to its end.

    Linux ends a child with the *thread* that began it, so this one stays as long as the process.
    """

    def __init__(self, limits: Limits, ended: Callable[[Future[Any]], None]) -> None:
        super().__init__(name="proses", daemon=True)
        self._limits, self._ended = limits, ended
        self._inbox: SimpleQueue[_Task | None] = SimpleQueue()
        self._process: Popen[bytes] | None = None
        self._unwanted = self._too_slow = False
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        """The process id, None before it began."""
        return None if self._process is None else self._process.pid

    @property
    def lives(self) -> bool:
        """Whether the process goes on, or is about to begin."""
        return self._process is None or self._process.poll() is None

    def carry_out(self, task: _Task) -> None:
        """Give the process its task."""
        self._inbox.put(task)

    def dismiss(self) -> None:
        """End the process, which has no task."""
        self.kill()
        self._inbox.put(None)

    def kill(self) -> None:
        """End the process now, or as soon as it has begun."""
        with self._lock:
            self._unwanted = True
            if self._process is not None:
                self._process.kill()

    def run(self) -> None:
        """Begin the process, wait for its task, see the process off, settle the future."""
        with suppress(OSError):
            self._begin()
        task = self._inbox.get()
        if task is None:
            self._see_off()
            return
        well, value = self._outcome(task.call)
        self._ended(task.future)
        if well:
            task.future.set_result(value)
        else:
            task.future.set_exception(value)

    def _begin(self) -> Popen[bytes]:
        limits = self._limits
        given = {
            "parent": os.getpid(),
            "memory_mb": limits.memory_mb,
            "seconds": limits.seconds,
            "preload": limits.preload,
        }
        command = [sys.executable, "-c", _BEGIN, json.dumps([sys.path, given])]
        with self._lock:
            process = self._process = Popen(  # noqa: S603 - our own module
                command, stdin=PIPE, stdout=PIPE, env={**os.environ, **limits.environment}
            )
            if self._unwanted:
                process.kill()
        return process

    def _outcome(self, call: bytes) -> tuple[bool, Any]:
        """Return whether the task gave something, and what it gave or raised."""
        try:
            process = self._process
            if process is None or not self.lives:
                self._see_off()
                process = self._begin()  # It died while it stood by.
            answer = self._asked(process, call)
            self._see_off(_GRACE_S if answer else 0.0)
            if answer:
                outcome: tuple[bool, Any] = pickle.loads(answer)  # noqa: S301 - our own child
                return outcome
            kind = TaskTooSlow if self._too_slow else TaskDied
            raise kind(f"the task ended without an answer (exit code {process.returncode})")
        except Exception as error:
            self._see_off()
            return False, error

    def _asked(self, process: Popen[bytes], call: bytes) -> bytes:
        """Return all that the process answers, nothing where it ends without an answer."""
        task, answer = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        timer = Timer(self._limits.seconds, self._time_is_up)
        timer.start()
        try:
            pickle.dump(call, task)
            task.flush()
            return answer.read()
        except OSError:
            return b""
        finally:
            timer.cancel()

    def _time_is_up(self) -> None:
        self._too_slow = True
        self.kill()

    def _see_off(self, patience_s: float = 0.0) -> None:
        """Wait ``patience_s`` for the process to end by itself, then end it."""
        process = self._process
        if process is None:
            return
        try:
            process.wait(patience_s)
        except TimeoutExpired:
            process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()
