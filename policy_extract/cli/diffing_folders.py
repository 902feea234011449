"""`diff OLD_FOLDER NEW_FOLDER`: every document with its other version, and an index of them all."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.batch.sources import discover
from policy_extract.cli.diffing import form_of, plan_in
from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE, UNREADABLE
from policy_extract.cli.streams import Stop, print_text, write_file
from policy_extract.comparison.compare import compare
from policy_extract.comparison.folders import Listed, pair_folders
from policy_extract.comparison.report.folders import Compared, index_html, index_markdown, index_text
from policy_extract.comparison.report.sections import selected, summary
from policy_extract.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.cli.diffing import Comparison
    from policy_extract.comparison.folders import Paired

_SUFFIXES = {
    "text": "txt",
    "lines": "txt",
    "bodies": "txt",
    "json": "json",
    "markdown": "md",
    "html": "html",
    "docx": "docx",
    "xlsx": "xlsx",
}
_INDEX = "index"


def diff_folders(old: Path, new: Path, job: Comparison) -> int:
    """The exit code after comparing two folders: 2 where a document could not be read, 1 where anything changed.

    Without a target the index is printed; with one each comparison is a file beside it.
    """
    if job.output is None and job.form not in {"text", "markdown"}:
        raise OutputError("the comparisons of two folders are several files; name a folder with -o")
    before, after = list(_read(old, job)), list(_read(new, job))
    paired = pair_folders([one for one in before if one], [one for one in after if one])
    compared = list(_compared(paired, job))
    index = index_markdown if _index_suffix(job) == "md" else index_html if job.form == "html" else index_text
    written = index(compared, paired, (old.name, new.name), job.voice.language)
    if job.output is None:
        print_text(written)
    else:
        write_file(job.output / f"{_INDEX}.{_index_suffix(job)}", written.encode())
    if None in before or None in after:
        return UNREADABLE
    return ASKED_ABOUT if paired.gone or paired.come or any(one.changed for one in compared) else DONE


def _index_suffix(job: Comparison) -> str:
    """The index is a page beside pages, else text people can read."""
    return {"text": "txt", "html": "html"}.get(job.form, "md")


def _read(folder: Path, job: Comparison) -> Iterator[Listed | None]:
    """The documents of a folder; None for each that cannot be read, which is said."""
    with job.voice.about(str(folder)):
        inputs = [one for one in discover([str(folder)], None, os.devnull) if one.skip is None]
        if not inputs:
            raise InputError("the folder has no document")
    for one in inputs:
        try:
            yield Listed(one.path, plan_in(one.location, job))
        except Stop:
            yield None


def _compared(paired: Paired, job: Comparison) -> Iterator[Compared]:
    """Each pair compared, and written where there is a target."""
    names = _names([new.name for _, new in paired.pairs], _SUFFIXES[job.form])
    for (old, new), name in zip(paired.pairs, names, strict=True):
        diff = compare(old.plan, new.plan)
        chosen = selected(diff, job.only)
        if job.output is not None:
            _folder(job.output)
            write_file(job.output / name, form_of(chosen, old.plan, new.plan, job))
        target = name if job.output is not None else None
        yield Compared(old, new, diff.counts, summary(diff, job.voice.language), bool(chosen.changes), target)


def _names(documents: list[str], suffix: str) -> Iterator[str]:
    """The file of each comparison, called as the new document; a folder in it becomes part of the name, and no two share one."""
    stems = [Path(document).with_suffix("").as_posix().replace("/", "-") for document in documents]
    counts: Counter[str] = Counter([_INDEX])
    for stem in stems:
        counts[stem] += 1
        yield f"{stem if counts[stem] == 1 else f'{stem}-{counts[stem]}'}.{suffix}"


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path} is not a folder; two folders need one") from error
