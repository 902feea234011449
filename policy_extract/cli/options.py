"""Options that several commands have.

No `from __future__ import annotations` here: typer looks at the annotations.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Revisions(StrEnum):
    """Which version of a file with tracked changes is read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


class FailOn(StrEnum):
    """From which severity on findings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class FindingsForm(StrEnum):
    """In which form findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Files to read; - is standard input.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write to this file; with several inputs, into this folder."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where a finding is an error.")]
Findings = Annotated[
    FindingsForm | None,
    typer.Option(
        "--findings", help="Print what is odd to standard output: lines, JSON lines, GitHub annotations, a SARIF log."
    ),
]
Grammar = Annotated[
    list[Path] | None,
    typer.Option("--grammar", metavar="FILE", help="Rules of your own, tried before the built-in ones; repeatable."),
]
Which = Annotated[
    Revisions, typer.Option("--revisions", help="Read tracked changes as accepted, or the original text.")
]
TimeLimit = Annotated[float, typer.Option("--time-limit", min=0.1, metavar="SECONDS", help="Time one file may take.")]
MemoryLimit = Annotated[int, typer.Option("--memory-limit", min=128, metavar="MB", help="Memory one file may take.")]
SECONDS = 60.0
MEGABYTES = 1024
"""What one file may take where nobody says so."""
