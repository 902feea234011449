"""docs/benchmarks.md: every measurement beside its bound and beside other programs, made in one run.

Each section is what a command of this folder prints. The machine's own speed
is in the seconds and milliseconds; the ratios are what can be compared.
"""

from __future__ import annotations

import io
import platform
from contextlib import redirect_stdout
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.documents import default_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Command = Callable[[Sequence[Path], int], None]

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
PEERS: Final = ("python-docx", "mammoth", "markitdown", "pdfplumber", "docx2python", "pypdfium2", "lxml")

HEAD = """\
# Benchmarks

Made by `make bench` in one run, on the samples; do not edit. What each command measures and how to read its columns is in
[benchmarks/README.md](../benchmarks/README.md). Seconds and milliseconds are of one machine ({machine}); the ratios are what compares.
A `!` marks what is over its bound.

Accuracy has pages of its own, made by programs as well: [one plan from every form](forms-compared.md),
[98 features of Word through six readers](word-readers.md), [one stray line anywhere](stray-lines.md),
[generated edits found again](diff-accuracy.md). What runs as a test is not repeated here.

Versions: Python {python}; {versions}.
"""

SECTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "bounds": ("Whole runs and warm parses", "Beside a script that only prints a Word file's text, and beside bare unzipping and parsing."),
    "start": ("Starting", "What a process costs before it reads a character, shortest and median."),
    "memory": ("Memory", "Peak of whole processes; the last column is the same document sixteen times as long."),
    "readers": ("Every form", "Beside the library that opens it and beside other readers of the form; a hundred times the pages."),
    "opening": ("Opening", "One plan written in each form: reading it beside the bare cost of opening the file."),
    "longer": ("Longer documents", "The same document once, 4 and 16 times as long; linear work stays near 1."),
    "diff": ("Comparing two versions", "Generated plans of 250 to 4,000 tasks; `per task` stays the same where time is linear."),
    "batch": ("Many documents", "2,000 documents, one in twenty broken: one process beside two, and other readers on the same files."),
}  # fmt: skip
"""Command → its heading and what it holds against what."""


def page(commands: Mapping[str, Command], rounds: int) -> None:
    """Write docs/benchmarks.md from what the commands print now."""
    files = default_files()
    sections = [_section(name, commands[name], files, rounds) for name in SECTIONS]
    PAGE.write_text("\n".join([_head(), *sections]), encoding="utf-8")
    print(f"{PAGE} is written")


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


def _section(name: str, command: Command, files: Sequence[Path], rounds: int) -> str:
    heading, against = SECTIONS[name]
    print(f"{name} …", flush=True)
    printed = io.StringIO()
    with redirect_stdout(printed):
        command(files, rounds)
    lines = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
    return f"## {heading}\n\n{against} `python -m benchmarks {name}`:\n\n```text\n{lines}\n```\n"
