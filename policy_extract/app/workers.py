"""Jobs in processes of their own: one that crashes, hangs or swells costs one file and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_extract.app.jobs import ERROR
from policy_extract.batch.processes import cores, resident
from policy_extract.batch.work import memory_sentence, time_sentence
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PROGRAM = "from policy_extract.app.workers import main; main()"
_LOOK = 0.05
"""Seconds between two looks at a process."""
_STARTING = 30.0
"""Seconds that a process may take besides, to start and to load."""


@record
class Limits:
    """What one job may take."""

    seconds: float
    megabytes: int


class Workers:
    """As many jobs at a time as there are processors; the others wait for their turn."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turns = threading.BoundedSemaphore(cores())
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def run(self, job: Mapping[str, Any], begun: Callable[[], None] = lambda: None) -> str | None:
        """What went wrong with a job, in English; None where it is done, or where its folder says what is wrong.

        `begun` is called when its turn has come.
        """
        with self._turns:
            begun()
            process = self._start()
            if process is None:
                return "the application was ended; start it again"
            try:
                return self._watched(process, job)
            finally:
                with self._lock:
                    self._running.discard(process)

    def close(self) -> None:
        """End all jobs, whatever they are doing."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()

    def _start(self) -> subprocess.Popen[bytes] | None:
        environ = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYDANTIC_DISABLE_PLUGINS": "__all__",
            "PYTHONUTF8": "1",
        }
        with self._lock:
            if self._closed:
                return None
            process = subprocess.Popen(  # noqa: S603  our own interpreter
                [sys.executable, "-P", "-c", _PROGRAM, str(self._limits.megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env=environ,
                process_group=0,
            )
            self._running.add(process)
            return process

    def _watched(self, process: subprocess.Popen[bytes], job: Mapping[str, Any]) -> str | None:
        assert process.stdin is not None  # we asked for a pipe
        try:
            process.stdin.write(json.dumps(job).encode())
            process.stdin.close()
        except OSError:
            pass  # its end is told below
        ends = time.monotonic() + self._limits.seconds + _STARTING
        while process.poll() is None:
            if time.monotonic() > ends:
                return _killed(process, time_sentence(self._limits.seconds))
            if resident(process.pid) > self._limits.megabytes * 2**20:
                return _killed(process, memory_sentence(self._limits.megabytes))
            time.sleep(_LOOK)
        if process.returncode == 0 or (Path(job["folder"]) / ERROR).exists():
            return None
        how = signal.Signals(-process.returncode).name if process.returncode < 0 else f"exit code {process.returncode}"
        return f"every process that read it ended ({how}); please report it"


def _killed(process: subprocess.Popen[bytes], sentence: str) -> str:
    process.kill()
    process.wait()
    return sentence


def main() -> None:
    """Do the job that standard input names, within the memory that the first argument allows."""
    import resource  # noqa: PLC0415  the application itself sets no limits

    from policy_extract.app.jobs import do  # noqa: PLC0415  the same

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the application, which ends its workers
    most = (
        int(sys.argv[1]) * 2**21
    )  # twice what may be used: the application watches what is, this stops one huge piece
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    do(json.load(sys.stdin.buffer))
