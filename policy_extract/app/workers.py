"""Jobs in processes of their own: one that crashes, hangs or takes too much memory costs one file and nothing else."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from policy_extract.batch.processes import cores, resident
from policy_extract.batch.work import memory_sentence, time_sentence
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PROGRAM = "from policy_extract.app.workers import main; main()"
_LOOK = 0.05
"""Seconds between two looks at a process."""
_STARTING = 30.0
"""Seconds that the first job of a process may take longer, since the process has to start and import first."""
_TRIES = 2
"""How many processes a job is tried in: the file need not be what killed the first one."""
_KEPT = 0.5
"""Share of the memory limit with which a process may wait for its next job."""
_DYING = 1.0
"""Seconds that a process may take to be gone after the end of its output."""
_ENDED = "the application was ended; start it again"


@record
class Limits:
    """What one job may take."""

    seconds: float
    megabytes: int


class _Killed(Exception):  # noqa: N818  nothing is wrong with us
    """A signal that we did not send has ended the process before its job was done."""


class _Worker:
    """A process that does one job after the other, started at once so that it has loaded when the first one comes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spare = _STARTING
        environ = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYDANTIC_DISABLE_PLUGINS": "__all__",
            "PYTHONUTF8": "1",
        }
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter
            [sys.executable, "-P", "-c", _PROGRAM, str(limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environ,
            process_group=0,
        )

    def do(self, job: Mapping[str, Any]) -> str | None:
        """What went wrong with a job, in English; None where it is done, or where its folder says what is wrong.

        Fails: _Killed where something else has ended the process.
        """
        assert self._process.stdin is not None  # we asked for both pipes
        with suppress(OSError):  # its end is reported below
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
        ends = time.monotonic() + self._limits.seconds + self._spare
        self._spare = 0.0
        return self._exceeded(ends) or self._ended()

    def _exceeded(self, ends: float) -> str | None:
        """The limit for which the process had to be ended; None once it answers."""
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as said:
            said.register(self._process.stdout, selectors.EVENT_READ)
            while not said.select(_LOOK):
                if time.monotonic() > ends:
                    self.end()
                    return time_sentence(self._limits.seconds)
                if self._resident() > self._limits.megabytes:
                    self.end()
                    return memory_sentence(self._limits.megabytes)
        return None

    def _ended(self) -> str | None:
        """How the process ended by itself; None where it says that the job is done."""
        assert self._process.stdout is not None
        if self._process.stdout.read(1):
            return None
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_DYING)
        self._process.kill()
        code = self._process.wait()
        if code < 0:
            raise _Killed(signal.Signals(-code).name)
        return _lost(f"exit code {code}")

    def can_go_on(self) -> bool:
        """Whether it can do another job: it lives, and holds no more memory than a document may leave behind."""
        return self._process.poll() is None and self._resident() <= self._limits.megabytes * _KEPT

    def kill(self) -> None:
        """Make it end, whatever it is doing."""
        self._process.kill()

    def end(self) -> None:
        """End it, and take back what it holds."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what it did not take of a job
                pipe.close()

    def _resident(self) -> float:
        """Its megabytes."""
        return resident(self._process.pid) / 2**20


class Workers:
    """As many jobs at a time as there are processors; the others wait for their turn, as processes do for jobs."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turns = threading.BoundedSemaphore(cores())
        self._lock = threading.Lock()
        self._working: set[_Worker] = set()
        self._waiting: list[_Worker] = []
        self._closed = False

    def warm(self) -> None:
        """Start a process, so that the first job does not wait for one."""
        with self._lock:
            self._waiting.append(_Worker(self._limits))

    def run(self, job: Mapping[str, Any], begun: Callable[[], None] = lambda: None) -> str | None:
        """What went wrong with a job, in English; None where it is done, or where its folder says what is wrong.

        `begun` is called when its turn has come.
        """
        how = ""
        with self._turns:
            begun()
            for _ in range(_TRIES):
                worker = self._taken(fresh=bool(how))
                if worker is None:
                    return _ENDED
                try:
                    return worker.do(job)
                except _Killed as killed:
                    how = str(killed)
                finally:
                    self._back(worker)
        return _lost(how)

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        with self._lock:
            self._closed = True
            working, waiting, self._waiting = [*self._working], self._waiting, []
        for worker in working:
            worker.kill()
        for worker in waiting:
            worker.end()

    def _taken(self, *, fresh: bool) -> _Worker | None:
        """A process that waits, else a new one; None once all are ended.

        `fresh` asks for a new one: what killed the process before may be about to kill those that wait.
        """
        with self._lock:
            if self._closed:
                return None
            worker = (None if fresh else self._idle()) or _Worker(self._limits)
            self._working.add(worker)
            return worker

    def _idle(self) -> _Worker | None:
        while self._waiting:
            worker = self._waiting.pop()
            if worker.can_go_on():
                return worker
            worker.end()
        return None

    def _back(self, worker: _Worker) -> None:
        """Let it wait for the next job, where it can do one."""
        with self._lock:
            self._working.discard(worker)
            if not self._closed and worker.can_go_on():
                self._waiting.append(worker)
                return
        worker.end()


def _lost(how: str) -> str:
    return f"every process that read it ended ({how}); please report it"


def main() -> None:
    """Do the jobs that standard input names, a line each, within the memory that the first argument allows; say of each that it is done."""
    import resource  # noqa: PLC0415  the application itself sets no limits

    from policy_extract.app.jobs import do, load_all  # noqa: PLC0415  the same

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the application, which ends its workers
    most = (
        int(sys.argv[1]) * 2**21
    )  # twice the limit: the application watches what is used, this stops a single huge allocation
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    said = os.dup(1)
    os.dup2(2, 1)  # so that a stray print is not taken for an answer
    load_all()
    for line in sys.stdin.buffer:
        do(json.loads(line))
        os.write(said, b"\n")
