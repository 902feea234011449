"""The same work on a Dask cluster: a real scheduler and workers on loopback, one of which is killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batch_builder import FAULTS, ROOT, Result, children, hook, plans, program, results, start, statuses, wait_for

from policy_extract.batch import dask_engine
from policy_extract.batch.work import Settings
from policy_extract.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("distributed", reason="the extra dask is not installed")

NAMES = [
    "slow0.txt",
    "slow1.txt",
    "killed.txt",
    "slow2.txt",
    "hangs.txt",
    "bug.txt",
    *(f"slow{n}.txt" for n in range(3, 9)),
]
LIMITS = ["--time-limit", "4", "--quiet"]


class Cluster:
    """A scheduler and three workers, each a process of its own."""

    def __init__(self, folder: Path, hooks: str) -> None:
        self._folder = folder
        self._environ = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([hooks, str(ROOT)]),
            "DASK_LOGGING__DISTRIBUTED": "error",
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(port))
        place = ["--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(folder / "dask")]
        self.workers = [self._start("worker", self.address, *place) for _ in range(3)]

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, *arguments, "--no-dashboard"]
        with (self._folder / "dask.log").open("ab") as log:
            return subprocess.Popen(command, env=self._environ, stdout=log, stderr=log, cwd=self._folder)

    def close(self) -> None:
        """End every process, and wait for it."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A cluster whose processes go wrong as a file's name asks; and an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    running = Cluster(tmp_path, hook(tmp_path / "hooks", FAULTS))
    yield running
    running.close()


def batch(cluster: Cluster, *options: str) -> Result:
    """What a batch on the cluster says."""
    return program("batch", "in", "-o", "out", *LIMITS, "--engine", "dask", "--scheduler", cluster.address, *options)


def test_a_killed_worker_changes_nothing_and_the_manifest_is_that_of_one_machine(cluster: Cluster) -> None:
    plans(Path("in"), *NAMES)
    program("batch", "in", "-o", "local", *LIMITS, hooks="hooks")
    wait_for(lambda: _connected(cluster) == 3)
    process = start("batch", "in", "-o", "out", *LIMITS, "--engine", "dask", "--scheduler", cluster.address)
    wait_for(lambda: len(results(Path("out"))) >= 2, 60)
    victim = next(worker for worker in cluster.workers if children(worker.pid))
    victim.kill()
    _, err = process.communicate(timeout=100)
    assert process.returncode == 1, err
    assert statuses(Path("out")) == {name: "failed" if name[:4] in {"kill", "hang", "bug."} else "ok" for name in NAMES}
    assert Path("out/manifest.jsonl").read_bytes() == Path("local/manifest.jsonl").read_bytes()


def _connected(cluster: Cluster) -> int:
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        return len(client.nthreads())


def test_the_worker_processes_of_a_batch_end_with_it(cluster: Cluster) -> None:
    plans(Path("in"), "a.txt")
    wait_for(lambda: _connected(cluster) == 3)
    assert batch(cluster).code == 0
    assert [children(worker.pid) for worker in cluster.workers] == [[], [], []]


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "_SECONDS", 0.5)
    sentence = "no Dask scheduler answers at tcp://127.0.0.1:1; start one with dask scheduler, or check the address"
    with pytest.raises(EngineError, match=sentence), dask_engine.Dask(Settings("out", ""), "tcp://127.0.0.1:1"):
        pass


def test_a_cluster_without_workers_is_told(cluster: Cluster) -> None:
    for worker in cluster.workers:
        worker.kill()
    plans(Path("in"), "a.txt")
    wait_for(lambda: _connected(cluster) == 0)
    result = batch(cluster)
    sentence = f"the Dask scheduler at {cluster.address} has no workers; start some with dask worker {cluster.address}"
    assert (result.code, result.err) == (2, f"policy-extract: {sentence}\n")
