"""`ledger`: the ledger (台账) of plans, made new or brought up to date."""

from __future__ import annotations

from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

from policy_extract.cli.environment import memory_told
from policy_extract.cli.exit_codes import DONE, UNREADABLE
from policy_extract.cli.inputs import files_of
from policy_extract.cli.streams import STANDARD, Stop, print_bytes, read_source, shown, source_name
from policy_extract.errors import InputError, OutputError
from policy_extract.files import whole_file
from policy_extract.findings import Report
from policy_extract.ledger.ledger_entries import entries_of
from policy_extract.ledger.sheet_writer import Chapter, write_ledger
from policy_extract.ledger.stored_state import fingerprint_of
from policy_extract.messages import Count
from policy_extract.plan_files import plan_from
from policy_extract.records import mutable, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policy_extract.cli.voice import Voice
    from policy_extract.grammar import Grammars
    from policy_extract.ledger.ledger_entries import RowsOf
    from policy_extract.model import Plan


@record
class Job:
    """What the caller asked for."""

    grammars: Grammars
    voice: Voice
    output: Path
    rows: RowsOf = "tasks"


def make_ledger(sources: Sequence[str], job: Job) -> int:
    """The exit code after writing a new ledger; a file that cannot be read does not stop the others.

    Fails: OutputError where it has no sensible place to go, before anything is read.
    """
    files = files_of(sources)
    check_target(job.output, files)
    plans = Plans(files, job)
    chapters = chapters_in(plans, job)
    first = next(chapters, None)
    if first is None:
        raise Stop(plans.code or UNREADABLE)
    deliver(job.output, lambda file: write_ledger(file, chain([first], chapters), job.rows))
    return plans.code


def update_file(ledger: Path, sources: Sequence[str], job: Job) -> int:
    """The exit code after bringing a ledger up to date, in place where the result is to go there; it changes only where all plans can be read.

    Fails: OutputError where the result has no sensible place to go, before anything is read.
    """
    from policy_extract.ledger.update import update_ledger

    files = files_of(sources)
    check_target(job.output, files)
    plans = Plans(files, job)
    with job.voice.about(shown(str(ledger))):
        data, outcomes = update_ledger(read_source(str(ledger)), (plan for _, plan in plans), job.grammars)
    if plans.code != DONE or not outcomes:
        raise Stop(plans.code or UNREADABLE)
    for outcome in outcomes:
        if outcome.version_of is None:
            job.voice.say(
                "{name}: {rows:row} of a plan the ledger did not have", name=outcome.name, rows=Count(outcome.new)
            )
        else:
            job.voice.say(
                "{name}: {kept:row} kept, {changed} of them changed; {new} new, {gone} gone",
                name=outcome.name,
                kept=Count(outcome.kept),
                changed=outcome.changed,
                new=outcome.new,
                gone=outcome.gone,
            )
    deliver(job.output, lambda file: file.write(data))
    return DONE


def deliver(output: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Put what `write` writes in its place, whole or not at all."""
    try:
        if str(output) == STANDARD:
            packed = BytesIO()
            write(packed)
            print_bytes(packed.getvalue())
        else:
            with whole_file(output) as file:
                write(file)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from error


def check_target(output: Path, files: Sequence[str], ending: str = ".xlsx") -> None:
    """Check that the result can be written where the caller wants it.

    Fails: OutputError where the result has no sensible place to go.
    """
    if str(output) == STANDARD:
        return
    if output.is_dir():
        raise OutputError(f"{output} is a folder; name a file")
    if output.suffix.lower() != ending:
        raise OutputError(f"{output} does not end in {ending}; name such a file")
    for file in files:
        if file != STANDARD and output.exists() and Path(file).exists() and output.samefile(file):
            raise OutputError(f"{output} is the input itself; name another file")


@mutable
class Plans:
    """The plans in the files, one at a time, each once; says what cannot be read."""

    files: Sequence[str]
    job: Job
    code: int = DONE
    """The exit code so far."""

    def __iter__(self) -> Iterator[tuple[str, Plan]]:
        """The name of each file as people know it, and its plan."""
        seen: dict[str, str] = {}
        for file in self.files:
            name = shown(file)
            if (plan := self._plan(file)) is None:
                continue
            fingerprint = fingerprint_of(plan)
            if fingerprint in seen:
                self.job.voice.say("{name}: the same document as {other}; left out", name=name, other=seen[fingerprint])
                continue
            seen[fingerprint] = name
            yield name, plan

    def _plan(self, file: str) -> Plan | None:
        try:
            with memory_told():
                return plan_from(read_source(file), source_name(file), self.job.grammars)
        except InputError as error:
            self.job.voice.complain(shown(file), error)
            self.code = UNREADABLE
            return None


def chapters_in(plans: Plans, job: Job) -> Iterator[Chapter]:
    """Each plan with its rows."""
    for name, plan in plans:
        entries = entries_of(plan, job.rows, job.grammars.matcher(Report()))
        job.voice.say("{name}: {rows:row}", name=name, rows=Count(len(entries)))
        yield Chapter(plan, entries)
