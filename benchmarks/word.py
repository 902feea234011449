"""What reading a Word file costs beside unzipping and parsing it, how it grows, and how much memory it takes."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from lxml import etree

from benchmarks.documents import DOCUMENT, repeated
from benchmarks.measuring import program
from policy_extract.findings import Report
from policy_extract.reading.docx import read_docx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS = (DOCUMENT, "word/styles.xml", "word/numbering.xml")
TIMES = 100
MEMORY_FLOOR_MB, MEMORY_PER_BYTE = 60, 8


def word(files: Sequence[Path], rounds: int) -> None:
    """Bounds in the heads of the columns; processor time, with the collector of garbage off, as in a run of the program."""
    print(f"{'file':28}{'bare':>10}{'read':>10}{'ratio ≤3':>10}{'100×, ≤120':>12}{'peak':>12}{'bound':>12}")
    for file in files:
        data = file.read_bytes()
        longer = repeated(data, TIMES)
        bare, read = _in_turns([lambda data=data: _bare(data), lambda data=data: read_docx(data, Report())], rounds)
        (long,) = _in_turns([lambda longer=longer: read_docx(longer, Report())], 3)
        peaks = [_peak(data), _peak(longer)]
        bounds = [MEMORY_FLOOR_MB + MEMORY_PER_BYTE * _size(each) / 1e6 for each in (data, longer)]
        print(
            f"{file.name:28}{bare * 1000:7.2f} ms{read * 1000:7.2f} ms{read / bare:10.2f}{long / read:11.0f}×"
            + "".join(f"{peak:9.0f} MB{bound:9.0f} MB" for peak, bound in zip(peaks, bounds, strict=True))
        )


def _in_turns(actions: list[Callable[[], object]], rounds: int) -> list[float]:
    """The shortest of some calls of each action, taken in turns; the first of each is not counted."""
    for action in actions:
        action()
    best = [float("inf")] * len(actions)
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for at, action in enumerate(actions):
                started = process_time()
                action()
                best[at] = min(best[at], process_time() - started)
    finally:
        gc.enable()
    return best


def _bare(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in PARTS:
            if name in archive.namelist():
                etree.fromstring(archive.read(name))


def _size(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.getinfo(DOCUMENT).file_size


def _peak(data: bytes) -> float:
    """Peak resident memory of `policy-extract blocks`, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "x.docx")
        file.write_bytes(data)
        command = [sys.executable, "-c", _WATCH, *program(), "blocks", str(file)]
        told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return int(told.stdout) / 1e6


_WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak if sys.platform == "darwin" else peak * 1024)
"""
"""Runs a command from a small process: a child's peak is at least that of the process it was started from."""
