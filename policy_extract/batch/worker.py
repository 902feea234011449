"""A worker process: tasks come in on standard input, records go out on standard output, pickled.

It lives as long as its standard input is open, so it ends with the process
that started it, however that ends.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from typing import TYPE_CHECKING, BinaryIO

from policy_extract.batch.program import program
from policy_extract.batch.work import Reader

if TYPE_CHECKING:
    from policy_extract.batch.work import Record, Settings, Task

_GRACE = 5
"""Seconds after the time limit at which a worker whose supervisor is gone ends itself."""
_SPARE = 2
"""Multiple of the memory limit that may be reserved: the supervisor checks use, this stops a single huge allocation."""


def main() -> None:
    """Say which program this is; then do tasks until there are none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the supervisor decides
    tasks, records = _streams()
    settings: Settings = pickle.load(tasks)  # noqa: S301  from our own supervisor
    most = settings.megabytes * 2**20 * _SPARE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    _send(records, program())
    reader = Reader(settings, lambda sha256: _begin(records, settings, sha256))
    while (task := _next(tasks)) is not None:
        record = reader.record(task)
        signal.alarm(0)
        _send(records, record)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for ourselves; a stray print goes to standard error."""
    records = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, records


def _next(tasks: BinaryIO) -> Task | None:
    try:
        task: Task = pickle.load(tasks)  # noqa: S301  from our own supervisor
    except EOFError:
        return None
    return task


def _begin(records: BinaryIO, settings: Settings, sha256: str) -> None:
    """Everything is loaded; from now on the input's own time runs."""
    signal.alarm(int(settings.seconds) + _GRACE)
    _send(records, sha256)


def _send(records: BinaryIO, message: Record | str) -> None:
    try:
        pickle.dump(message, records)
        records.flush()
    except BrokenPipeError:
        os._exit(0)  # nobody is there to hear of it
