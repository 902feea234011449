"""`diff`: two versions of a plan, compared, for people and for programs."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING, Literal

from policy_extract.blocks import Document
from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE
from policy_extract.cli.parsing import single_target
from policy_extract.cli.streams import STANDARD, print_bytes, read_source, shown, source_name, write_file
from policy_extract.comparison.compare import compare
from policy_extract.comparison.report.sections import selected, summary
from policy_extract.errors import OutputError
from policy_extract.findings import Report
from policy_extract.generated.plain import Source
from policy_extract.pipeline import parse_document
from policy_extract.plan_files import plan_from
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from policy_extract.cli.voice import Voice
    from policy_extract.comparison.changes.diff_model import Diff, Severity
    from policy_extract.comparison.correspondence import Compared
    from policy_extract.comparison.report.rows_of_changes import Order
    from policy_extract.grammar import Grammars
    from policy_extract.messages import Language
    from policy_extract.model import Plan

    Revisions = Literal["accepted", "original"]


@record
class Comparison:
    """What the caller asked for."""

    grammars: Grammars
    voice: Voice
    form: str = "text"
    only: Collection[Severity] = ()
    output: Path | None = None
    """The file or folder to write; None prints the comparison."""
    loose: bool = False
    """List resemblances instead of changes."""
    order: Order = "document"
    """The order of rows in a Word or Excel file."""


def diff_files(old: str, new: str, job: Comparison) -> int:
    """The exit code after comparing two documents: 1 where a change asked about was found."""
    check_target(job, old, new)
    return _deliver(plan_in(old, job), plan_in(new, job), job)


def diff_revisions(file: str, job: Comparison) -> int:
    """The exit code after comparing a document with itself: before its tracked changes, and with them."""
    check_target(job, file)
    data = _bytes(file, job)
    return _deliver(_plan(data, file, job, "original"), _plan(data, file, job, "accepted"), job)


def plan_in(file: str, job: Comparison) -> Plan:
    """The plan in a document, in JSON that we wrote, or, for the null device, in no document at all.

    Fails: Stop where it cannot be read, when that has been said.
    """
    return nothing(job.grammars) if file == os.devnull else _plan(_bytes(file, job), file, job, "accepted")


def nothing(grammars: Grammars) -> Plan:
    """The plan of no document: what a version that is not there is compared with."""
    report = Report()
    source = Source(name=os.devnull, format="text", sha256=_sha256(b""), bytes=0, revisions="accepted")
    return parse_document(Document(format="text", blocks=()), source, grammars.matcher(report), report)


def _bytes(file: str, job: Comparison) -> bytes:
    with job.voice.about(shown(file)):
        return read_source(file)


def _plan(data: bytes, file: str, job: Comparison, revisions: Revisions) -> Plan:
    with job.voice.about(shown(file)):
        return plan_from(data, source_name(file), job.grammars, revisions)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# ---------------------------------------------------------------- what comes out


def check_target(job: Comparison, *inputs: str) -> None:
    """Check, before anything is read, that the result can be written where the caller wants it.

    Fails: OutputError where the result has no sensible place to go.
    """
    if job.form in {"docx", "xlsx"} and job.output is None:
        raise OutputError("a file of Word or Excel is not printed; name a file with -o")
    if (target := target_of(job)) is not None:
        single_target(target, *inputs)


def _deliver(old: Plan, new: Plan, job: Comparison) -> int:
    diff = compare(old, new)
    chosen, sentence = selected(diff, job.only), summary(diff, job.voice.language)
    if job.loose:
        from policy_extract.comparison.correspondence import corresponding
        from policy_extract.comparison.report.correspondence import counterparts

        compared = corresponding(old, new)
        chosen = diff.model_copy(update={"correspondences": compared.found})
        written, sentence = _loose(chosen, compared, job), counterparts(compared, job.voice.language)
    else:
        written = form_of(chosen, old, new, job)
    target = target_of(job)
    if target is None:
        print_bytes(written)
    else:
        write_file(target, written)
    if target is not None or job.form != "text":
        job.voice.say("{old} → {new}: {sentence}", old=diff.old.name, new=diff.new.name, sentence=sentence)
    return ASKED_ABOUT if chosen.changes else DONE


def target_of(job: Comparison) -> Path | None:
    """The file to write; None for standard output."""
    return None if job.output is None or str(job.output) == STANDARD else job.output


def form_of(diff: Diff, old: Plan, new: Plan, job: Comparison) -> bytes:
    """The comparison in the form that was asked for."""
    if job.form == "docx":
        from policy_extract.comparison.report.table_of_changes import table_of_changes

        return table_of_changes(diff, job.order)
    if job.form == "xlsx":
        from policy_extract.comparison.report.workbook_of_changes import workbook_of_changes

        return workbook_of_changes(diff, job.order)
    if job.form == "json":
        from policy_extract.comparison.changes.published import dump_diff

        return dump_diff(diff)
    return _text(diff, old, new, job).encode()


def _loose(diff: Diff, compared: Compared, job: Comparison) -> bytes:
    """What resembles what in the form that was asked for."""
    if job.form == "json":
        from policy_extract.comparison.changes.published import dump_diff

        return dump_diff(diff)
    from policy_extract.comparison.report.correspondence import correspondence_markdown, correspondence_text

    written = correspondence_markdown if job.form == "markdown" else correspondence_text
    return written(compared, diff.old, diff.new, job.voice.language).encode()


def _text(diff: Diff, old: Plan, new: Plan, job: Comparison) -> str:
    language = job.voice.language
    if job.form == "lines":
        from policy_extract.comparison.changes.view import lines
        from policy_extract.comparison.report.change_text import field_in

        return "".join(f"{line}\n" for line in lines(diff, partial(field_in, language=language)))
    if job.form == "bodies":
        from policy_extract.comparison.report.headline import body_lines

        return "".join(f"{line}\n" for line in body_lines(diff))
    if job.form == "markdown":
        from policy_extract.comparison.report.markdown import markdown

        return markdown(diff, language)
    if job.form == "html":
        from policy_extract.comparison.report.html import page

        return page(diff, old, new, language)
    return for_terminal(diff, language, shown_on_terminal=target_of(job) is None and sys.stdout.isatty())


def for_terminal(diff: Diff, language: Language, *, shown_on_terminal: bool) -> str:
    """The report; with colours and broken into lines where a terminal shows it that can."""
    from policy_extract.comparison.report.terminal import report

    if not shown_on_terminal:
        return report(diff, language)
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return report(diff, language, colour=not plain, width=shutil.get_terminal_size().columns)
