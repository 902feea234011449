"""`ledger --split-by unit`, `--merge` and `--as ics`: ledgers sent to bodies, returned copies merged, and the calendar."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE, UNREADABLE
from policy_extract.cli.inputs import files_of
from policy_extract.cli.ledgers import Plans, chapters_in, check_target, deliver
from policy_extract.cli.streams import STANDARD, Stop, read_source, shown
from policy_extract.errors import InputError, OutputError
from policy_extract.files import write_whole
from policy_extract.labels import word
from policy_extract.ledger.again import chapters_of
from policy_extract.ledger.calendar import calendar
from policy_extract.ledger.filled import is_ledger, read_ledger
from policy_extract.ledger.merge import merge_ledgers
from policy_extract.ledger.sheet_writer import write_ledger
from policy_extract.ledger.split import shares
from policy_extract.messages import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.cli.ledgers import Job
    from policy_extract.ledger.ledger_entries import RowsOf
    from policy_extract.ledger.merge import Merged
    from policy_extract.ledger.sheet_writer import Chapter
    from policy_extract.ledger.split import Share


def split_files(sources: Sequence[str], form: Literal["xlsx", "docx"], job: Job) -> int:
    """The exit code after writing a file for each body that the plans, or one ledger, name, into a folder.

    Fails: OutputError where the folder is none, before anything is read.
    """
    if str(job.output) == STANDARD or (job.output.exists() and not job.output.is_dir()):
        raise OutputError(f"{job.output} is not a folder; a file for each body needs one")
    chapters, rows, code = _chapters(sources, job)
    parts = shares(chapters)
    try:
        job.output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            for share in parts:
                _write_share(Path(folder), share, form, rows)
            for share in parts:
                write_whole(job.output / f"{share.file}.{form}", (Path(folder) / f"{share.file}.{form}").read_bytes())
    except OSError as error:
        raise OutputError(f"{job.output} cannot be written: {error.strerror}") from error
    job.voice.say("{path}: {files:file}, one for each body", path=shown(str(job.output)), files=Count(len(parts)))
    return code


def _write_share(folder: Path, share: Share, form: str, rows: RowsOf) -> None:
    path = folder / f"{share.file}.{form}"
    if form == "docx":
        from policy_extract.ledger.duty_orders import order_for

        path.write_bytes(order_for(share))
        return
    with path.open("wb") as file:
        write_ledger(file, share.chapters, rows, title=word("papers", "ledger-for", body=share.name))


def calendar_file(sources: Sequence[str], job: Job) -> int:
    """Writes the deadlines as a calendar, returns the exit code, reports deadlines without a day.

    Fails: OutputError where `-o` is missing or unusable, before anything is read.
    """
    check_target(job.output, files_of(sources), ".ics")
    chapters, _, code = _chapters(sources, job)
    data, vague = calendar(chapters)
    for one in vague:
        job.voice.say("{task}: {raw} names no day and is not in the calendar", task=one.task, raw=one.raw)
    deliver(job.output, lambda file: file.write(data))
    return code


def merge_folder(folder: Path, sources: Sequence[str], job: Job) -> int:
    """The exit code after putting what came back into a ledger: 1 where something contradicts itself or has no place.

    Fails: OutputError where the folder holds no ledgers, or the result has no sensible place to go.
    """
    if len(sources) != 1:
        raise OutputError("what came back goes into one ledger; name that one")
    check_target(job.output, ())
    with job.voice.about(shown(sources[0])):
        ledger = read_source(sources[0])
        read_ledger(ledger)
    returned, code = _returned(folder, Path(sources[0]), job)
    merged = merge_ledgers(ledger, returned)
    deliver(job.output, lambda file: file.write(merged.data))
    _tell(merged, job)
    return max(code, ASKED_ABOUT if merged.conflicts or merged.unplaced else DONE)


def _returned(folder: Path, ledger: Path, job: Job) -> tuple[dict[str, bytes], int]:
    """The returned copies by file name without suffix; other files are reported."""
    if not folder.is_dir():
        raise OutputError(f"{folder} is not a folder; name the one that holds what came back")
    found, code = {}, DONE
    for path in sorted(folder.rglob("*.xlsx")):
        if path.name.startswith(("~$", ".")) or path.resolve() == ledger.resolve():
            continue
        try:
            data = read_source(str(path))
            read_ledger(data)
            found[str(path.relative_to(folder).with_suffix(""))] = data
        except InputError as error:
            job.voice.complain(shown(str(path)), error)
            code = UNREADABLE
    return found, code


def _tell(merged: Merged, job: Job) -> None:
    for one in merged.conflicts:
        job.voice.say(
            "{name}: {task}, {column}: “{text}” came back, but there is “{there}”",
            name=one.file,
            task=one.task,
            column=one.column,
            text=one.text,
            there=one.there,
        )
    for left in merged.unplaced:
        job.voice.say("{name}: “{text}” belongs to no row and column of the ledger", name=left.file, text=left.text)
    job.voice.say(
        "{cells:cell} filled in, {joined} of them by several; {conflicts:conflict}",
        cells=Count(merged.cells),
        joined=merged.joined,
        conflicts=Count(len(merged.conflicts) + len(merged.unplaced)),
    )


def _chapters(sources: Sequence[str], job: Job) -> tuple[list[Chapter], RowsOf, int]:
    """The chapters of one ledger, or of plans; what their rows are for; the exit code so far.

    Fails: Stop where none can be read, when that has been said.
    """
    if len(sources) == 1 and sources[0] != STANDARD and Path(sources[0]).is_file():
        with job.voice.about(shown(sources[0])):
            data = read_source(sources[0])
            if is_ledger(data):
                ledger = read_ledger(data)
                return list(chapters_of(ledger, job.grammars)), ledger.rows, DONE
    plans = Plans(files_of(sources), job)
    found = list(chapters_in(plans, job))
    if not found:
        raise Stop(plans.code or UNREADABLE)
    return found, job.rows, plans.code
