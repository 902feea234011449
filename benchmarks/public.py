"""docs/benchmarks.md: every measurement with its bound, compared with other programs, made in one run.

Each section is what a command of this folder prints. The machine's own speed
is in the seconds and milliseconds; the ratios are what can be compared.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.documents import default_files
from benchmarks.opening import saved_by_libreoffice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
MOST_IN_FORMS: Final = 5
"""Samples that are measured as PDF and page, too."""
PEERS: Final = ("python-docx", "mammoth", "markitdown", "pdfplumber", "docx2python", "pypdfium2", "lxml")

HEAD = """\
# Benchmarks

Made by `make bench` in one run, on the samples; do not edit. What each command measures and how to read its columns is in
[benchmarks/README.md](../benchmarks/README.md). Seconds and milliseconds are of one machine ({machine}); the ratios are what compares.
A bound (`≤`) is a goal. Where a table marks its lines, a `!` says that the line is over it; the first table has no marks: compare its columns with their heads.

Accuracy has pages of its own, made by programs as well: [one plan from every form](forms-compared.md),
[98 features of Word through six readers](word-readers.md), [one stray line anywhere](stray-lines.md),
[generated edits found again](diff-accuracy.md). Runs over thousands of files are measured by `python -m benchmarks batch`, which takes a quarter of an hour.

Versions: Python {python}; {versions}.
"""

SECTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "bounds": ("Whole runs and warm parses", "Compared with a script that only prints a Word file's text, and with bare unzipping and parsing."),
    "start": ("Starting", "What a process costs before it reads a character, shortest and median."),
    "memory": ("Memory", "Peak of whole processes; the last column is the same document sixteen times as long."),
    "readers": ("Every form", "Samples as Word file, PDF and page, compared with the library that opens them and with other readers; a hundred times the pages."),
    "opening": ("Opening", "One plan written in each form: reading it compared with the bare cost of opening the file."),
    "longer": ("Longer documents", "The same document once, 4 and 16 times as long; linear work stays near 1."),
    "diff": ("Comparing two versions", "Generated plans of 250 to 4,000 tasks; `per task` stays the same where time is linear."),
}  # fmt: skip
"""Command → its heading and what it holds against what."""


def page(rounds: int) -> None:
    """Write docs/benchmarks.md from what the commands print now, each run with its own bytecode and rules kept, as users run it."""
    files = default_files()
    with tempfile.TemporaryDirectory() as folder:
        measured = {"readers": _in_other_forms(files[:MOST_IN_FORMS], Path(folder))}
        sections = [_section(name, measured.get(name, files), rounds) for name in SECTIONS]
    PAGE.write_text("\n".join([_head(), *sections]), encoding="utf-8")
    print(f"{PAGE} is written")


def _in_other_forms(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files, and each as a PDF and as a page where LibreOffice is installed."""
    found = [*files]
    for file in files:
        for form, data in saved_by_libreoffice(file.read_bytes(), "pdf", "html").items():
            found.append(folder / f"{file.parent.name}.{form}")
            found[-1].write_bytes(data)
    return found


def _head() -> str:
    known = [f"{name} {found}" for name in ("policy-extract", *PEERS) if (found := _version(name)) is not None]
    machine = f"{platform.system()}, {platform.machine()}"
    return HEAD.format(machine=machine, python=platform.python_version(), versions=", ".join(known))


def _version(name: str) -> str | None:
    """The version of a package; None where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _section(name: str, files: Sequence[Path], rounds: int) -> str:
    heading, against = SECTIONS[name]
    print(f"{name} …", flush=True)
    # In a process of its own: what one measurement has loaded would count as memory of the next.
    command = [sys.executable, "-m", "benchmarks", name, *map(str, files), "--rounds", str(rounds)]
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(command, cwd=PAGE.parents[1], env=environ, check=True, stdout=subprocess.PIPE, text=True)
    lines = "\n".join(line.rstrip() for line in run.stdout.splitlines())
    return f"## {heading}\n\n{against} `python -m benchmarks {name}`:\n\n```text\n{lines}\n```\n"
