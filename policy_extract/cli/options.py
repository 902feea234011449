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


Grammar = Annotated[
    list[Path] | None,
    typer.Option("--grammar", metavar="FILE", help="Rules of your own, tried before the built-in ones; repeatable."),
]
Which = Annotated[
    Revisions, typer.Option("--revisions", help="Read tracked changes as accepted, or the original text.")
]
