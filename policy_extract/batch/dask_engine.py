"""An engine of many machines: a Dask cluster, whose workers each watch over worker processes of our own.

So an input that hangs or uses too much memory costs no more than on one
machine, and if a machine is lost, the engine gives its work to another.
"""

from __future__ import annotations

import logging
import threading
from itertools import islice
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from policy_extract.batch.processes import Closed, Watch, Worker
from policy_extract.batch.work import Record, Settings, Task, crashed
from policy_extract.errors import EngineError
from policy_extract.missing_packages import install_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SECONDS = 10.0
"""Time a scheduler has to answer."""
_AHEAD = 8
"""Tasks handed out for each thread of the cluster, so that none waits for us."""


class Dask:
    """An engine: a cluster.

    Fails: EngineError where it cannot be reached, or is lost.
    """

    def __init__(self, settings: Settings, scheduler: str) -> None:
        self._settings = settings
        self._scheduler = scheduler
        self._name = uuid4().hex
        """Of this batch, among those the cluster may be doing."""
        self._client: Any = None
        self._running: dict[str, tuple[Any, str]] = {}
        """By key: futures, and the paths of their inputs."""

    def __enter__(self) -> Self:
        try:
            from distributed import Client  # noqa: PLC0415  an extra, and heavy
        except ImportError as error:
            raise EngineError(
                f"--engine dask needs the package distributed; install with {install_command('distributed', 'fsspec')}"
            ) from error
        for name in ("distributed", "distributed.client"):  # one line of ours instead of thirty of theirs
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            self._client = Client(self._scheduler, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EngineError(
                f"no Dask scheduler answers at {self._scheduler}; start one with dask scheduler, or check the address"
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._client.status == "running":
            self._client.cancel([future for future, _ in self._running.values()])  # else they begin anew elsewhere
            self._client.run(_close, self._name, on_error="ignore")
        self._client.close()

    def records(self, tasks: Sequence[Task]) -> Iterator[Record]:
        """What became of each task, as they are done."""
        try:
            yield from self._records(tasks)
        except OSError as error:
            raise self._gone() from error

    def _records(self, tasks: Sequence[Task]) -> Iterator[Record]:
        from distributed import as_completed  # noqa: PLC0415  the same

        waiting = iter(tasks)
        running = as_completed(loop=self._client.loop, raise_errors=False)
        for task in islice(waiting, _AHEAD * self._threads()):
            running.add(self._submit(task))
        for future in running:
            _, path = self._running.pop(future.key)
            yield self._record(future, path)
            for task in islice(waiting, 1):
                running.add(self._submit(task))

    def _gone(self) -> EngineError:
        return EngineError(f"the Dask scheduler at {self._scheduler} is gone; start it, and run the same command again")

    def _threads(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        if not threads:
            raise EngineError(
                f"the Dask scheduler at {self._scheduler} has no workers; start some with dask worker {self._scheduler}"
            )
        return threads

    def _submit(self, task: Task) -> Any:
        future = self._client.submit(_read, task, self._settings, self._name, pure=False)
        self._running[future.key] = (future, task.path)
        return future

    def _record(self, future: Any, path: str) -> Record:
        from distributed import KilledWorker  # noqa: PLC0415  the same

        if future.status == "finished":
            record: Record = future.result()
            return record
        if future.status != "error":
            raise EngineError(
                f"the Dask scheduler at {self._scheduler} is gone; start it, and run the same command again"
            )
        error = future.exception()
        if isinstance(error, KilledWorker):
            return crashed(path, "Dask worker lost", None)
        raise error


class _Pool:
    """In a worker of the cluster: the worker processes of one batch, one for each thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._mine = threading.local()
        self.watch = Watch()

    def worker(self) -> Worker:
        """That of this thread."""
        if not hasattr(self._mine, "worker"):
            self._mine.worker = self.watch.worker(self._settings)
        worker: Worker = self._mine.worker
        return worker


_pools: dict[str, _Pool] = {}
_over: set[str] = set()
_lock = threading.Lock()


def _read(task: Task, settings: Settings, batch: str) -> Record:
    """What became of a task: in a worker of the cluster, by the worker process of this thread.

    Fails: Closed where the batch is over; the task was on its way.
    """
    with _lock:
        if batch in _over:
            raise Closed
        pool = _pools.get(batch) or _pools.setdefault(batch, _Pool(settings))
    return pool.worker().read(task)


def _close(batch: str) -> None:
    """End the worker processes of a batch that is over."""
    with _lock:
        _over.add(batch)
        pool = _pools.pop(batch, None)
    if pool is not None:
        pool.watch.close()
