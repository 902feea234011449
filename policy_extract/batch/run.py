"""A whole run: sources → tasks → an engine → records → journal → manifest."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

from policy_extract.batch.duplicates import same_documents
from policy_extract.batch.journal import Journal
from policy_extract.batch.lock import locked
from policy_extract.batch.manifest import NAME, Line, dump_lines, line_without_plan
from policy_extract.batch.processes import Processes
from policy_extract.batch.program import key_of
from policy_extract.batch.sources import Input, discover
from policy_extract.batch.stores import open_store, version
from policy_extract.batch.work import Record, Settings, Task, result_of
from policy_extract.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from policy_extract.batch.stores import Store

_MOST_KINDS = 5
"""How many kinds of files the message about a folder without documents lists."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the caller asked for."""

    sources: Sequence[str]
    settings: Settings
    root: str | None = None
    jobs: int = 1
    scheduler: str | None = None
    """The address of a Dask scheduler; None works on this machine."""
    force: bool = False
    prune: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of the inputs, so far."""

    inputs: dict[str, Input]
    lines: dict[str, Line] = field(default_factory=dict)
    """By path."""
    read: list[str] = field(default_factory=list)
    """Inputs read in this run, because they are new or have changed since the last one."""
    failed: int = 0
    skipped: int = 0
    bugs: dict[str, str] = field(default_factory=dict)
    """Tracebacks, by path."""
    changed: list[str] = field(default_factory=list)
    """Inputs that changed after they were read."""
    gone: list[str] = field(default_factory=list)
    """Results whose input files are gone."""
    same: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of inputs in one folder that are the same document in two formats."""
    seconds: float = 0.0

    @property
    def ordered(self) -> list[Line]:
        """The lines of the manifest."""
        return sorted(self.lines.values(), key=lambda line: line.path)


class Engine(Protocol):
    """Something that does tasks."""

    def records(self, tasks: Sequence[Task]) -> Iterator[Record]:
        """What became of each task, as they are done."""


def run(order: Order, tell: Callable[[Outcome], None]) -> Outcome:
    """What became of all inputs, after writing their results and the manifest.

    `tell` is called after every step. An exception, Ctrl-C among them, leaves a
    manifest of what is done; the same order goes on from there.

    Fails: OutputError where results cannot be written, or another batch
           writes there; InputError where there is nothing to read;
           EngineError where the workers cannot be had.
    """
    started = time.monotonic()
    store = open_store(order.settings.out)
    try:
        with locked(store, order.settings.out):
            store.sweep()
            outcome = _locked_run(order, store, tell)
    except OSError as error:
        raise _unwritable(order, error.strerror or str(error)) from error
    outcome.seconds = time.monotonic() - started
    return outcome


def _locked_run(order: Order, store: Store, tell: Callable[[Outcome], None]) -> Outcome:
    inputs = discover(order.sources, order.root, order.settings.out)
    if all(item.skip for item in inputs):
        if not inputs:
            raise InputError("there is no document among the sources; check the paths")
        raise InputError(f"there is no document among the sources, only {_kinds(inputs)}; check the paths")
    outcome = Outcome({item.path: item for item in inputs})
    tell(outcome)
    versions = {item.path: version(item.location) for item in inputs}
    journal = Journal(store, key_of(order.settings))
    done = _Done(order, outcome, journal, store, tell)
    try:
        done.skip()
        with _engine(order) as engine:
            for record in engine.records(_tasks(order, outcome, journal)):
                done.add(record)
    except BaseException:
        # The disk may be why we are here; then the journal's earlier files and the old manifest stay.
        with suppress(OSError):
            done.leave()
        raise
    outcome.changed = [path for path, item in outcome.inputs.items() if version(item.location) != versions[path]]
    done.finish()
    with suppress(OSError):  # a result that has been removed again is reported by the step that needs it
        outcome.same = same_documents(outcome.ordered, store)
    return outcome


def _kinds(inputs: Sequence[Input]) -> str:
    """How files are named, the commonest first: "26 .ofd, 1 .rar"."""
    suffixes = Counter(PurePosixPath(item.path).suffix.lower() or PurePosixPath(item.path).name for item in inputs)
    return ", ".join(f"{count} {suffix}" for suffix, count in suffixes.most_common(_MOST_KINDS))


def _tasks(order: Order, outcome: Outcome, journal: Journal) -> list[Task]:
    return [
        Task(item.path, item.location, None if order.force else journal.usable(item.path))
        for item in outcome.inputs.values()
        if item.skip is None
    ]


def _engine(order: Order) -> AbstractContextManager[Engine]:
    if order.scheduler is not None:
        from policy_extract.batch.dask_engine import Dask  # noqa: PLC0415  an extra, and heavy

        return Dask(order.settings, order.scheduler)
    return Processes(order.settings, order.jobs)


def _unwritable(order: Order, reason: str) -> OutputError:
    return OutputError(
        f"{order.settings.out} cannot be written: {reason}; fix that, then run the same command again: it goes on from there"
    )


@dataclass(frozen=True, slots=True)
class _Done:
    """Puts records where they belong."""

    order: Order
    outcome: Outcome
    journal: Journal
    store: Store
    tell: Callable[[Outcome], None]

    def skip(self) -> None:
        """Record the inputs that are not read."""
        for path, item in self.outcome.inputs.items():
            if item.skip is not None:
                self.add(Record(line_without_plan(path, "skipped", item.skip)))

    def add(self, record: Record) -> None:
        """Record what became of an input; a result it had and has no more is removed.

        Fails: OutputError where results cannot be written.
        """
        path = record.line.path
        if record.trouble is not None:
            raise _unwritable(self.order, record.trouble)
        before = self.journal.entries.get(path)
        if record.line.status == "failed" or (record.size is None and before is not None and before.size is not None):
            self.store.remove(result_of(path))
        self.journal.add(record)
        self.outcome.lines[path] = record.line
        self.outcome.failed += record.line.status == "failed"
        self.outcome.skipped += record.line.status == "skipped"
        if record.line.status != "skipped" and not record.unchanged:
            self.outcome.read.append(path)
        if record.bug is not None:
            self.outcome.bugs[path] = record.bug
        self.tell(self.outcome)

    def leave(self) -> None:
        """Write down how far the run came; inputs it did not come to keep the lines they have."""
        self.store.sweep()
        self.journal.flush()
        before = {path: entry.line for path, entry in self.journal.entries.items() if path in self.outcome.inputs}
        self.store.write(NAME, dump_lines((before | self.outcome.lines).values()))

    def finish(self) -> None:
        """Write the manifest, and forget inputs that are gone."""
        for path in sorted(self.journal.entries.keys() - self.outcome.inputs.keys()):
            if self.journal.entries[path].size is None:
                del self.journal.entries[path]
                continue
            self.outcome.gone.append(path)
            if self.order.prune:
                self.store.prune(result_of(path))
                del self.journal.entries[path]
        self.store.write(NAME, dump_lines(self.outcome.lines.values()))
        self.journal.close()
