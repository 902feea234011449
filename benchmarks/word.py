"""What reading a Word file costs compared with unzipping and parsing it, how it grows, and how much memory it takes."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.documents import DOCUMENT, bare, repeated
from benchmarks.measuring import in_turns, program
from policy_extract.findings import Report
from policy_extract.reading.word.docx import read_docx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Document

TIMES = 100
MEMORY_FLOOR_MB, MEMORY_PER_BYTE = 60, 8


def word(files: Sequence[Path], rounds: int) -> None:
    """Bounds in the heads of the columns; processor time, with the collector of garbage off, as in a run of the program."""
    print(f"{'file':28}{'bare':>10}{'read':>10}{'ratio ≤3':>10}{'100×, ≤120':>12}{'peak':>12}{'bound':>12}")
    for file in files:
        data = file.read_bytes()
        longer = repeated(data, TIMES)
        floor, read = in_turns([partial(bare, data), partial(_read, data)], rounds)
        (long,) = in_turns([partial(_read, longer)], 3)
        peaks = [_peak(data), _peak(longer)]
        bounds = [MEMORY_FLOOR_MB + MEMORY_PER_BYTE * _size(each) / 1e6 for each in (data, longer)]
        print(
            f"{file.name:28}{floor * 1000:7.2f} ms{read * 1000:7.2f} ms{read / floor:10.2f}{long / read:11.0f}×"
            + "".join(f"{peak:9.0f} MB{bound:9.0f} MB" for peak, bound in zip(peaks, bounds, strict=True))
        )


def _read(data: bytes) -> Document:
    return read_docx(data, Report())


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
