"""Many files → their plans, one after the other, read by worker processes: a batch without a folder of results."""

from __future__ import annotations

import os
import platform
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policy_extract.batch.program import program
from policy_extract.batch.stores import open_store
from policy_extract.batch.work import Settings, Task, result_of
from policy_extract.errors import EngineError, OutputError
from policy_extract.grammar import load
from policy_extract.output.canonical import load_plan
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.batch.stores import Store
    from policy_extract.batch.work import Record
    from policy_extract.model import Plan


@record
class Parsed:
    """A file, and its plan or why there is none."""

    path: str
    """As it was given."""
    plan: Plan | None
    """None where it could not be read."""
    error: str | None
    """One line: why it could not be read, and what to do; None where it was."""


def parse_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    grammar: Sequence[str | os.PathLike[str]] = (),
    revisions: Literal["accepted", "original"] = "accepted",
    seconds: float = 60.0,
    megabytes: int = 1024,
) -> Iterator[Parsed]:
    """What became of each file, in the order given; a file that cannot be read is an error in its place and stops no other.

    Files are read by `jobs` worker processes (as many as there are processors), each
    file within `seconds` and `megabytes` of memory. Finished plans wait on the disk,
    so memory holds one at a time. Leaving the loop early ends the workers.

    Fails: EngineError where no process can be started, GrammarError for a mistake in a rule file,
           OSError where a rule file cannot be opened, OutputError where there is no room for results.
    """
    if platform.system() == "Windows":
        raise EngineError("parse_many needs Linux or macOS; on Windows, call parse for each file")
    from policy_extract.batch.processes import Processes, cores  # noqa: PLC0415  # nothing of it is on Windows

    given = [os.fspath(path) for path in paths]
    with tempfile.TemporaryDirectory(prefix="policy-extract.") as folder:
        load([Path(path) for path in grammar])  # a mistake in them is reported before anything is read
        rules = tuple((Path(path).name, Path(path).read_bytes()) for path in grammar)
        settings = Settings(folder, program(), rules, revisions, seconds, megabytes)
        tasks = [Task(f"{place}/{Path(path).name}", path) for place, path in enumerate(given)]
        store = open_store(folder)
        with Processes(settings, jobs or cores()) as engine:
            for path, done in zip(given, _in_order(tasks, engine.records(tasks)), strict=True):
                yield _parsed(path, done, store)


def _in_order(tasks: Sequence[Task], records: Iterator[Record]) -> Iterator[Record]:
    """The records in the order of their tasks; those that are done before their turn wait."""
    waiting: dict[str, Record] = {}
    for task in tasks:
        while task.path not in waiting:
            done = next(records)
            waiting[done.line.path] = done
        yield waiting.pop(task.path)


def _parsed(path: str, done: Record, store: Store) -> Parsed:
    if done.trouble is not None:
        raise OutputError(f"{tempfile.gettempdir()} cannot be written: {done.trouble}")
    if done.line.error is not None:
        return Parsed(path, None, done.line.error)
    name = result_of(done.line.path)
    plan = load_plan(store.read(name))
    store.remove(name)
    return Parsed(path, plan, None)
