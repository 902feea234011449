"""Worker processes, each watched over: one that crashes, hangs or takes too much memory costs one input and is replaced."""

from __future__ import annotations

import errno
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from policy_extract.batch.work import Record, crashed, not_started, too_hungry, too_slow
from policy_extract.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.batch.work import Settings, Task

INPUTS_PER_WORKER = 4
"""Starting a worker takes as long as reading about this many documents; fewer are not worth one."""
_STARTING = 120.0
"""Seconds a worker may take to load and to fetch its input, before the input's own time runs."""
_PAUSES = (0.5, 3.0)
"""Seconds to wait before restarting a worker that was killed while starting: memory may be free by then."""
_MOST_GIVEN_UP = 3
"""Consecutive inputs given up because no worker could be started, after which the whole run fails."""
_PASSING = frozenset({errno.EAGAIN, errno.ENOMEM})
"""What the system says where it has no room for a process now."""
_LOOK = 0.1
"""Seconds between two looks at the workers."""
_BY_ITSELF = "exit code"
_PROGRAM = "from policy_extract.batch.worker import main; main()"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_ENDED = (EOFError, OSError, pickle.UnpicklingError)
"""What is raised where the other side of a pipe has ended."""


class Closed(Exception):  # noqa: N818  nothing is wrong: the run is over
    """The worker was closed while it read."""


class NotStarted(Exception):  # noqa: N818  it may be again in a moment
    """A worker was killed as it started, or there was no room for it."""


class Worker:
    """A process that reads inputs, one at a time; started when there is one, and again after a loss."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._deadline: float | None = None
        """When the input's time is over; None between two inputs."""
        self._verdict: str | None = None
        """Why the process was ended: `time` or `memory`."""
        self._closed = False
        self._over = threading.Event()
        """Set when it is closed, which ends a pause early."""
        self._given_up = 0
        """Inputs in a row for which no process could be started."""

    def read(self, task: Task) -> Record:
        """What became of the task; if every process is killed while starting, only this input is given up.

        Fails: Closed where the worker was closed meanwhile; EngineError where no process can be started at all.
        """
        for pause in (*_PAUSES, None):
            try:
                return self._read(task)
            except NotStarted as error:
                how = str(error)
            if pause is not None and self._over.wait(pause):
                raise Closed
        self._given_up += 1
        if self._given_up > _MOST_GIVEN_UP:
            raise EngineError(f"worker processes end as they start ({how}); free memory, or use fewer --jobs")
        return not_started(task.path, how)

    def _read(self, task: Task) -> Record:
        """What became of the task. An end that nothing in the input need have caused is given a second try."""
        for _ in range(2):
            record, how, sha256 = self._try(task)
            if record is not None:
                return record
            if how == "time":
                return too_slow(task.path, self._settings, sha256)
            if how == "memory":
                return too_hungry(task.path, self._settings, sha256)
        return crashed(task.path, how, sha256)

    def look(self) -> None:
        """End the process where it takes too long or too much."""
        with self._lock:
            if self._deadline is None or self._process is None or self._verdict is not None:
                return
            if time.monotonic() > self._deadline:
                self._verdict = "time"
            elif resident(self._process.pid) > self._settings.megabytes * 2**20:
                self._verdict = "memory"
            if self._verdict is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._closed = True
            self._over.set()
            self._end()

    def _try(self, task: Task) -> tuple[Record | None, str, str | None]:
        """The record; without one, how the process ended, and the input's SHA-256 if it came so far."""
        process = self._ready()
        record: Record | None = None
        sha256: str | None = None
        with suppress(*_ENDED):
            self._expect(_STARTING)
            self._tell(process, task)
            while not isinstance(message := self._hear(process), Record):
                sha256 = message
                self._expect(self._settings.seconds)
            record = message
        with self._lock:
            if self._closed:
                raise Closed
            how = self._end() if record is None or self._verdict is not None else ""
            self._deadline = None
        return record, how, sha256

    def _ready(self) -> subprocess.Popen[bytes]:
        """The process, started if there is none.

        Fails: NotStarted where something killed it before it had heard of any input, EngineError where it ended by
               itself, cannot be started, or is another program.
        """
        with self._lock:
            if self._closed:
                raise Closed
            if self._process is not None:
                return self._process
            process = self._process = _start()
        self._expect(_STARTING)
        with suppress(*_ENDED):
            self._tell(process, self._settings)
            if self._hear(process) != self._settings.program:
                raise EngineError(
                    "a worker has another version of policy-extract; "
                    "install the same everywhere, and run the same command again"
                )
            self._given_up = 0
            return process
        with self._lock:
            if self._closed:
                raise Closed
            how = self._end()
        if how.startswith(_BY_ITSELF):
            raise EngineError(f"a worker process ended as it started ({how}); try one file with policy-extract parse")
        raise NotStarted(how)

    @staticmethod
    def _tell(process: subprocess.Popen[bytes], message: Settings | Task) -> None:
        assert process.stdin is not None  # we asked for a pipe
        pickle.dump(message, process.stdin)
        process.stdin.flush()

    @staticmethod
    def _hear(process: subprocess.Popen[bytes]) -> Any:
        assert process.stdout is not None  # we asked for a pipe
        return pickle.load(process.stdout)  # noqa: S301  from our own worker

    def _expect(self, seconds: float) -> None:
        with self._lock:
            self._deadline = time.monotonic() + seconds

    def _end(self) -> str:
        """How the process ended, or was ended now: `time`, `memory`, `SIGSEGV`, `exit code 3`."""
        process, self._process = self._process, None
        verdict, self._verdict = self._verdict, None
        if process is None:
            return ""
        with suppress(subprocess.TimeoutExpired):
            process.wait(0 if self._closed else _LOOK)  # its end may be a moment after the end of its output
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None  # we asked for both
            with suppress(OSError):
                pipe.close()
        if verdict is not None or code == -signal.SIGALRM:
            return verdict or "time"
        return signal.Signals(-code).name if code < 0 else f"{_BY_ITSELF} {code}"


class Processes:
    """An engine: worker processes of this machine."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings = settings
        self._jobs = jobs
        self._watch = Watch()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.close()
        for thread in self._threads:
            thread.join()

    def records(self, tasks: Sequence[Task]) -> Iterator[Record]:
        """What became of each task, as they are done."""
        waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
        done: queue.SimpleQueue[Record | BaseException] = queue.SimpleQueue()
        for task in tasks:
            waiting.put(task)
        for _ in range(min(self._jobs, -(-len(tasks) // INPUTS_PER_WORKER))):
            worker = self._watch.worker(self._settings)
            thread = threading.Thread(target=_work, args=(worker, waiting, done), daemon=True)
            self._threads.append(thread)
            thread.start()
        for _ in tasks:
            record = done.get()
            if isinstance(record, BaseException):
                raise record
            yield record


class Watch:
    """Looks at workers again and again until it is closed; then it ends them."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def worker(self, settings: Settings) -> Worker:
        """A new worker to look at."""
        worker = Worker(settings)
        self._workers.append(worker)
        if self._over.is_set():
            worker.close()
        return worker

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        self._over.set()
        self._thread.join()
        for worker in self._workers:
            worker.close()

    def _look(self) -> None:
        while not self._over.wait(_LOOK):
            for worker in self._workers:
                worker.look()


def _work(worker: Worker, waiting: queue.SimpleQueue[Task], done: queue.SimpleQueue[Record | BaseException]) -> None:
    """Read tasks until none is waiting; errors of the program itself, not of an input, are passed to the run."""
    try:
        while True:
            done.put(worker.read(waiting.get_nowait()))
    except queue.Empty:
        worker.close()
    except Closed:
        return
    except BaseException as error:  # noqa: BLE001  the run raises it
        done.put(error)


def _start() -> subprocess.Popen[bytes]:
    """A new worker, in a group of its own so that Ctrl-C reaches its supervisor alone.

    It imports what we import, and nothing that lies in the current folder (-P).
    """
    environ = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-P", "-c", _PROGRAM]
    try:
        return subprocess.Popen(  # noqa: S603  our own interpreter
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ, process_group=0
        )
    except OSError as error:
        if error.errno in _PASSING:
            raise NotStarted(error.strerror) from error
        raise EngineError(f"no worker process can be started: {error.strerror}; use fewer --jobs") from error


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def resident(process: int) -> int:
    """Bytes of memory a process uses; 0 where the system has no /proc to tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
