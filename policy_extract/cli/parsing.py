"""`parse`: any number of files, each read by itself, each printed or written whole."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policy_extract.cli.environment import memory_told
from policy_extract.cli.exit_codes import ASKED_ABOUT, DONE, UNREADABLE, fails
from policy_extract.cli.streams import STANDARD, print_bytes, read_source, shown, source_name, write_file
from policy_extract.errors import InputError, OutputError
from policy_extract.lexical.lines import flat, for_people
from policy_extract.output.canonical import dump_compact, dump_plan
from policy_extract.pipeline import parse_together
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.blocks import Place
    from policy_extract.cli.voice import Voice
    from policy_extract.grammar import Grammars
    from policy_extract.model import Plan
    from policy_extract.output.findings_formats import Form
    from policy_extract.output.notes import Note
    from policy_extract.pipeline import Outcome

_SUFFIXES = {"json": ".json", "html": ".html"}


@record
class Job:
    """What the caller asked for, the same for every file."""

    grammars: Grammars
    voice: Voice
    view: str = "json"
    compact: bool = False
    output: Path | None = None
    """A file for one input, a folder for several; None prints."""
    fail_on: Literal["error", "warning", "never"] = "never"
    """From which severity on findings make the exit code 1."""
    findings: Form | None = None
    """In which form findings are printed, in place of the plans."""
    revisions: Literal["accepted", "original"] = "accepted"
    places: bool = False
    """Whether the JSON says where every block stands in the file."""
    annexes: tuple[str, ...] = ()
    """Files that belong to the one that is read."""
    beside: tuple[tuple[str, bytes], ...] = ()
    """The same by name and bytes, once they are read."""
    pictures: bool = False
    """Whether the HTML page of a PDF contains pictures of its pages."""
    verbose: bool = False
    """Whether findings of severity `info` are printed, too."""


def unasked_view() -> str:
    """What is printed without `--as`: an overview on a terminal, else the JSON."""
    return "overview" if sys.stdout is not None and sys.stdout.isatty() else "json"


def parse_files(files: Sequence[str], job: Job) -> int:
    """The exit code after reading every file; one that cannot be read does not stop the others.

    Fails: OutputError where the results have no sensible place to go, before anything is read.
    """
    targets = _targets(files, job)
    for file in job.annexes:
        try:
            job = replace(job, beside=(*job.beside, (source_name(file), read_source(file))))
        except InputError as error:
            job.voice.complain(shown(file), error)
            return UNREADABLE
    if job.findings is not None:
        return _print_findings(files, targets, job.findings, job)
    return max(_parse_one(file, target, len(files) > 1, job) for file, target in zip(files, targets, strict=True))


def _parse_one(file: str, target: Path | None, several: bool, job: Job) -> int:
    name = source_name(file)
    is_json = job.view == "json"
    try:
        with memory_told():
            data = read_source(file)
            read = _parse(data, name, job, unchecked=is_json)
            _deliver(_content(read, data, target is None and several, job), target)
    except (InputError, OutputError) as error:
        job.voice.complain(shown(file), error)
        return UNREADABLE
    return report(shown(file), read.plan, job, read.places)


def _parse(data: bytes, name: str, job: Job, *, unchecked: bool = False) -> Outcome:
    """The plan in a file, with the annexes that belong to it."""
    files = [(name, data), *job.beside]
    trace = job.view == "html"
    return parse_together(files, grammars=job.grammars, revisions=job.revisions, trace=trace, unchecked=unchecked)


def _with_places(read: Outcome, data: bytes) -> Plan:
    from policy_extract.output.block_places import with_places

    return with_places(read.plan, read.places, data)


def _print_findings(files: Sequence[str], targets: Sequence[Path | None], form: Form, job: Job) -> int:
    """The exit code after printing what is odd in every file; plans go only where they have a place."""
    from policy_extract.output.findings_formats import render

    codes = [DONE]
    for piece in render(form, _notes(files, targets, codes, job), job.voice.tell, job.voice.code):
        print_bytes(piece.encode())
    return max(codes)


def _notes(files: Sequence[str], targets: Sequence[Path | None], codes: list[int], job: Job) -> Iterator[Note]:
    """The notes of each file, one file at a time; its exit code is added to `codes`."""
    from policy_extract.output.notes import failure, notes_of

    for file, target in zip(files, targets, strict=True):
        try:
            with memory_told():
                data = read_source(file)
                read = _parse(data, source_name(file), job)
                if target is not None:
                    _deliver(_content(read, data, separated=False, job=job), target)
        except (InputError, OutputError) as error:
            job.voice.complain(shown(file), error)
            codes.append(UNREADABLE)
            yield failure(shown(file), str(error))
        else:
            codes.append(report(shown(file), read.plan, job, read.places))
            yield from notes_of(shown(file), read.plan, data)


def _deliver(content: bytes, target: Path | None) -> None:
    if target is None:
        print_bytes(content)
    else:
        write_file(target, content)


def _content(read: Outcome, data: bytes, separated: bool, job: Job) -> bytes:
    """What is written of one file; `separated` where it shares a stream with others."""
    if job.view == "html":
        from policy_extract.page.made import page_of

        return page_of(read, data, job.voice.language, pictures=job.pictures)
    if job.view == "overview":
        from policy_extract.cli.overview import overview

        return for_people(overview(read.plan, job.voice.language)).encode() + b"\n" * separated
    plan = _with_places(read, data) if job.places else read.plan
    return _separated(plan, job) if separated else _form(plan, job)


def _form(plan: Plan, job: Job) -> bytes:
    if job.compact:
        return dump_compact(plan)
    return dump_plan(plan) if job.view == "json" else _view(plan, job)


def _view(plan: Plan, job: Job) -> bytes:
    from policy_extract.output.views import render

    return render(plan, job.view, job.voice.wording).encode()


def _separated(plan: Plan, job: Job) -> bytes:
    """One of several on one stream: a line of JSON, or a view under the file's name."""
    if job.view == "json":
        return dump_compact(plan) + b"\n"
    return f"== {flat(plan.source.name)}\n".encode() + _view(plan, job)


def report(name: str, plan: Plan, job: Job, places: Mapping[str, Place]) -> int:
    """The exit code after printing a plan's findings, with their pages, and its summary."""
    if job.view == "overview":
        return _code(plan, job)
    if job.view != "findings" and job.findings is None:
        for finding in plan.findings:
            if job.verbose or finding.severity != "info":
                place = places.get(finding.at.block) if finding.at is not None else None
                job.voice.finding(name, finding, place.page if place is not None else None)
    job.voice.summary(name, plan)
    return _code(plan, job)


def _code(plan: Plan, job: Job) -> int:
    return ASKED_ABOUT if any(fails(finding.severity, job.fail_on) for finding in plan.findings) else DONE


def _targets(files: Sequence[str], job: Job) -> list[Path | None]:
    """Where each result goes; None for standard output."""
    if job.output is None or str(job.output) == STANDARD:
        if job.view == "html" and len(files) > 1:
            raise OutputError("several pages need a folder; name one with -o")
        return [None] * len(files)
    if len(files) == 1:
        return [single_target(job.output, files[0], *job.annexes)]
    return list(_folder_targets(files, job.output, _SUFFIXES.get(job.view, f".{job.view}.txt")))


def single_target(output: Path, *inputs: str) -> Path:
    """The file to write.

    Fails: OutputError where it is a folder, or one of the inputs.
    """
    try:
        if output.is_dir():
            raise OutputError(f"{output} is a folder; name a file")
        for file in inputs:
            if file != STANDARD and output.exists() and Path(file).exists() and output.samefile(file):
                raise OutputError(f"{output} is the input itself; name another file")
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from error
    return output


def _folder_targets(files: Sequence[str], folder: Path, suffix: str) -> list[Path]:
    """`folder/x.json` for each `x.docx`; the folder is made where it is missing."""
    names = ["stdin" if file == STANDARD else Path(file).stem for file in files]
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        raise OutputError(f"two inputs would be written as {twice}{suffix}; give them different names")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} is not a folder; several inputs need one") from error
    return [folder / (name + suffix) for name in names]
