"""`diff`: which comparison its arguments ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.cli.diffing import diff_files, diff_revisions
from policy_extract.cli.diffing_folders import diff_folders
from policy_extract.cli.diffing_three_way import diff_redrafts

if TYPE_CHECKING:
    from policy_extract.cli.diffing import Comparison


def diff_any(old: str, new: str | None, other: str | None, job: Comparison) -> int:
    """The exit code after comparing one file with itself, two files, two redrafts with their base, or two folders."""
    if new is None:
        return diff_revisions(old, job)
    if other is not None:
        return diff_redrafts(old, new, other, job)
    if Path(old).is_dir() and Path(new).is_dir():
        return diff_folders(Path(old), Path(new), job)
    return diff_files(old, new, job)
