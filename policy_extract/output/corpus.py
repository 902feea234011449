"""Plans → one DuckDB file, or a folder of Parquet files, for analysis.

Rows go to temporary files as the plans come and into the tables at the end, so
that memory holds one plan, and readers see the old tables or the new ones. The
same plans in the same order give the same tables.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from policy_extract.errors import OutputError
from policy_extract.files import permissions
from policy_extract.output.corpus_rows import spooled
from policy_extract.output.corpus_sql import NAMES, OURS, is_ours, make_tables, require_library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.model import Plan
    from policy_extract.output.corpus_sql import Form


def check_corpus(target: Path, form: Form) -> None:
    """Check that the tables can be written there.

    Fails: OutputError where DuckDB is not installed, or what is there is not ours to replace.
    """
    require_library()
    if form == "parquet":
        _check_folder(target)
    else:
        _check_file(target)


def write_corpus(target: Path, form: Form, plans: Iterable[tuple[str, Plan]]) -> None:
    """Write the tables of every (document, plan); each document has a name of its own.

    Fails: OutputError as `check_corpus`, where rows contradict each other, or where the disk says no.
    """
    check_corpus(target, form)
    whole = target.resolve()
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=whole.parent, prefix=".policy-extract.") as scratch:
            made, before = Path(scratch, "made"), Path(scratch, "before")
            make_tables(form, made, spooled(plans, Path(scratch)))
            _put(made, whole, before)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}") from error


# ---------------------------------------------------------------- where they go


def _check_file(target: Path) -> None:
    if target.is_dir():
        raise OutputError(f"{target} is a folder; name a file, or use --as parquet")
    if target.exists() and not is_ours(target):
        raise OutputError(f"{target} is not a corpus that policy-extract wrote; name another file")
    if target.with_name(f"{target.name}.wal").exists():
        raise OutputError(f"{target} has changes that another program has not saved; close it there")


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is not a folder; Parquet is written as several files")
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if there and not (there <= NAMES and is_ours(folder / f"{OURS}.parquet")):
        raise OutputError(f"{folder} holds other files than a corpus that policy-extract wrote; name another folder")


def _put(made: Path, target: Path, before: Path) -> None:
    """Put what was made in the place of what was there before."""
    for file in made.iterdir() if made.is_dir() else [made]:
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
    if made.is_dir():
        if target.exists():
            target.rename(before)
    else:
        made.chmod(permissions(target))
    made.replace(target)
