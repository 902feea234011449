"""A batch that is killed, or asked to end, at any moment: the same command goes on, and the result is that of a run left alone."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from batch_builder import FAULTS, children, hook, plans, program, results, start

from policy_extract import load_plan

INPUTS = tuple(f"slow{place}.txt" for place in range(10))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux lists the children of a process")
@pytest.mark.parametrize("kills", [2, pytest.param(50, marks=[pytest.mark.full, pytest.mark.timeout(1800)])])
def test_a_run_killed_at_any_moment_goes_on_to_the_same_result(
    kills: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plans(Path("in"), *INPUTS)
    hooks = hook(tmp_path / "hooks", FAULTS)
    program("batch", "in", "-o", "alone")
    alone = {name: Path("alone", name).read_bytes() for name in [*results(Path("alone")), "manifest.jsonl"]}
    for seed in range(kills):
        chance = random.Random(seed)
        out = Path(f"out{seed}")
        process = start("batch", "in", "-o", out, "--jobs", "2", hooks=hooks)
        time.sleep(chance.uniform(0, 2.5))
        victims = [process.pid, *(children(process.pid) if process.poll() is None else ())]
        with suppress(ProcessLookupError):
            os.kill(chance.choice(victims), chance.choice(SIGNALS))
        process.communicate(timeout=60)
        assert all(load_plan(Path(out, name).read_bytes()).tasks for name in results(out))
        assert program("batch", "in", "-o", out).code == 0
        assert {name: Path(out, name).read_bytes() for name in [*results(out), "manifest.jsonl"]} == alone, seed
        assert not any((out / ".policy-extract" / "unfinished").iterdir())
