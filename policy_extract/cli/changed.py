"""`changed`: the documents of a git repository that changed since a revision, read again for those who review them.

Results go into a folder of their own, new or empty, so that nothing that
somebody committed, such as a link, can redirect a file.
"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from policy_extract.batch.sources import printable
from policy_extract.cli.change_summary import Outcome, summary_page
from policy_extract.cli.changes import bytes_before, changed_since, root
from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE, fails
from policy_extract.cli.streams import print_bytes
from policy_extract.comparison.compare import compare
from policy_extract.comparison.report.markdown import markdown
from policy_extract.comparison.report.sections import summary
from policy_extract.errors import InputError, OutputError
from policy_extract.files import read_file, write_whole
from policy_extract.messages import Count, say_error
from policy_extract.output.canonical import dump_plan
from policy_extract.output.findings_formats import render
from policy_extract.output.notes import failure, notes_of
from policy_extract.output.sections import named_units
from policy_extract.pipeline import parse_bytes
from policy_extract.reading.forms import OFFICE_SUFFIXES, SUFFIXES
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.cli.changes import Change
    from policy_extract.cli.voice import Voice
    from policy_extract.grammar import Grammars
    from policy_extract.model import Plan
    from policy_extract.output.findings_formats import Form
    from policy_extract.output.notes import Note

OFFICE = [f":(icase)*{suffix}" for suffix in OFFICE_SUFFIXES]
"""What is looked at where the caller names nothing: text, Markdown and pages may be anything."""
LONGEST_NAME = 200
"""Bytes; file systems take 255, and a title of 80 signs with .docx after it has as many."""


@record
class Review:
    """What the caller asked for."""

    grammars: Grammars
    voice: Voice
    output: Path
    fail_on: Literal["error", "warning", "never"] = "error"
    findings: Form | None = None
    """In which form they are printed; None: on standard error."""


def review_changes(base: str, patterns: Sequence[str], review: Review) -> int:
    """The exit code after reading every document that changed; one that cannot be read does not stop the others.

    Fails: InputError where there is no such revision; OutputError where the folder is not empty, or cannot be written.
    """
    _require_empty(review.output)
    try:
        folder = root()
        since, changes = changed_since(base, patterns or OFFICE)
        wanted = [change for change in changes if PurePosixPath(change.path).suffix.lower() in SUFFIXES]
        outcomes = [_outcome(folder, since, change, review) for change in wanted]
        _deliver(since, outcomes, review)
    except OSError as error:
        raise OutputError(f"{review.output} cannot be written: {error.strerror}") from error
    failed = any(fails(note.severity, review.fail_on) for outcome in outcomes for note in outcome.notes)
    return ASKED_ABOUT if failed else DONE


def _require_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is not a folder; name a folder")
    if folder.is_symlink() or (folder.exists() and any(folder.iterdir())):
        raise OutputError(f"{folder} is not empty; name a new folder")


def _outcome(folder: str, since: str, change: Change, review: Review) -> Outcome:
    path, is_new = printable(change.path), change.before is None
    try:
        data = _bytes(folder, change)
        plan = _plan(data, path, review)
        _write(_place(review.output / "plans", path, ".json"), dump_plan(plan))
        said, page = _compared(since, change.before, plan, review) if change.before is not None else ("", "")
        file = _place(review.output / "changes", path, ".md") if page else None
        if file is not None:
            _write(file, page.encode())
    except InputError as error:
        return Outcome(path, (failure(path, str(error)),), None, is_new)
    except (NotADirectoryError, IsADirectoryError, FileExistsError):
        said = "its result has the name of a folder, or its folder that of a result; rename it"
        return Outcome(path, (failure(path, said),), None, is_new)
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        said = f"its result cannot be written: {error.strerror}; give it another name"
        return Outcome(path, (failure(path, said),), None, is_new)
    units = sum(1 for _ in named_units(plan))
    counts = (len(plan.tasks), units, len(plan.indicators), len(plan.items), len(plan.targets))
    return Outcome(path, notes_of(path, plan, data), counts, is_new, said, file)


def _compared(since: str, before: str, plan: Plan, review: Review) -> tuple[str, str]:
    """What changed since, in one line and as a page; a document that was none before has no page."""
    try:
        old = _plan(bytes_before(since, before), printable(before), review)
    except InputError as error:
        return say_error(review.voice.language, f"there was no plan to compare with; {error}"), ""
    diff = compare(old, plan)
    return summary(diff, review.voice.language), markdown(diff, review.voice.language)


def _plan(data: bytes, path: str, review: Review) -> Plan:
    return parse_bytes(data, PurePosixPath(path).name, grammars=review.grammars).plan


def _bytes(folder: str, change: Change) -> bytes:
    if not change.is_file:
        raise InputError("it is a link or another repository; only files are read")
    return read_file(os.path.join(folder, change.path))  # noqa: PTH118  the path may hold bytes that are no UTF-8


def _deliver(since: str, outcomes: Sequence[Outcome], review: Review) -> None:
    notes = [note for outcome in outcomes for note in outcome.notes]
    _write(review.output / "findings.sarif", _text("sarif", notes, review.voice))
    _write(review.output / "summary.md", summary_page(since, outcomes, review.voice).encode())
    if review.findings is not None:
        print_bytes(_text(review.findings, notes, review.voice))
    else:
        for line in render("text", notes, review.voice.tell, review.voice.code):
            review.voice.line(line.rstrip("\n"))
    review.voice.say(
        "{changed:document} changed since {since}, {failed} not read: {path}",
        changed=Count(len(outcomes)),
        since=since[:12],
        failed=sum(outcome.counts is None for outcome in outcomes),
        path=review.output / "summary.md",
    )


def _text(form: Form, notes: Iterable[Note], voice: Voice) -> bytes:
    return "".join(render(form, notes, voice.tell, voice.code)).encode()


def _place(folder: Path, path: str, suffix: str) -> Path:
    """Where the result of a document goes: its own path, in names no longer than a file system takes."""
    *above, name = path.split("/")
    return folder.joinpath(*map(_fitted, above), _fitted(name) + suffix)


def _fitted(name: str) -> str:
    """The name, or, where a suffix or a temporary name would be too long for it, its beginning and a hash of the whole.

    >>> _fitted("方案.docx"), len(_fitted("方" * 84).encode()), _fitted("方" * 84)[-17:]
    ('方案.docx', 197, '~546aba593c0ca19e')
    """
    data = name.encode()
    if len(data) <= LONGEST_NAME:
        return name
    return f"{data[: LONGEST_NAME - 20].decode(errors='ignore')}~{hashlib.sha256(data).hexdigest()[:16]}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
