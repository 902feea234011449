"""Clocks: whole processes side by side, stages of a warm parse, peak memory.

Work in this process is measured in processor time, which other work on the machine hardly changes.
"""

from __future__ import annotations

import gc
import inspect
import os
import resource
import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Command = list[str]

YARDSTICK = Path(__file__).with_name("plain_python_docx.py")
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Programs keep their bytecode between runs, as installed ones do."""


class Run(NamedTuple):
    """One finished process."""

    seconds: float
    processor: float
    """Seconds of processor time, which a busy machine hardly changes."""
    peak_mib: float
    """Peak resident memory."""


def program() -> Command:
    """The program as its users start it: the installed script, else the module."""
    script = Path(sys.executable).with_name("policy-extract")
    return [str(script)] if script.exists() else [sys.executable, "-m", "policy_extract"]


def parse_command(path: Path) -> Command:
    """`policy-extract parse FILE`."""
    return [*program(), "parse", str(path)]


def yardstick_command(path: Path) -> Command:
    """The plain python-docx script."""
    return [sys.executable, str(YARDSTICK), str(path)]


def run(command: Command) -> Run:
    """Start a process, throw its output away, wait for it.

    Fails: RuntimeError where it ends with neither 0 nor 1 (what was asked about was found).
    """
    started = perf_counter()
    process = subprocess.Popen(command, env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {message.decode(errors='replace')}")
    # Linux counts in KiB, macOS in bytes.
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def interleaved(commands: Sequence[Command], rounds: int) -> list[list[Run]]:
    """The runs of each command, taken in turns so that a busy moment hits all of them; one round before is not counted."""
    for command in commands:
        run(command)
    runs: list[list[Run]] = [[] for _ in commands]
    for _ in range(rounds):
        for at, command in enumerate(commands):
            runs[at].append(run(command))
    return runs


def processor_time() -> float:
    """Seconds of processor time of this process and of those it started and that have ended: a PDF is read by one."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def in_turns(actions: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The shortest of some calls of each action in processor time, taken in turns; the first of each is not counted.

    The collector of garbage is off, as in a run of the program.
    """
    for action in actions:
        action()
    best = [float("inf")] * len(actions)
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for at, action in enumerate(actions):
                started = processor_time()
                action()
                best[at] = min(best[at], processor_time() - started)
    finally:
        gc.enable()
    return best


@contextmanager
def stage_clock(module: object) -> Iterator[dict[str, float]]:
    """Processor time spent in each function the module imports from this package, while the context is open.

    The pipeline calls its stages by those names, so they need no hook for it.
    """
    spent: dict[str, float] = defaultdict(float)
    stages = {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__.startswith("policy_extract.")
        and value.__module__ != getattr(module, "__name__", "")
    }
    for name, stage in stages.items():
        setattr(module, name, _timed(stage, name, spent))
    try:
        yield spent
    finally:
        for name, stage in stages.items():
            setattr(module, name, stage)


def _timed(stage: Callable[..., object], name: str, spent: dict[str, float]) -> Callable[..., object]:
    def timed(*args: object, **options: object) -> object:
        started = process_time()
        try:
            return stage(*args, **options)
        finally:
            spent[name] += process_time() - started

    return timed
