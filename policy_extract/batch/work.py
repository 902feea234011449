"""One input → one record: what every engine does, in whatever process it does it."""

from __future__ import annotations

import errno
import hashlib
import tempfile
import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policy_extract.batch.manifest import Line, line_of, line_without_plan
from policy_extract.batch.stores import open_store, read_input
from policy_extract.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.batch.stores import Store
    from policy_extract.grammar import Grammars
    from policy_extract.model import Plan

OUTPUT = ".json"
"""What the name of a result has after the name of its input."""
_OF_THE_NAME = frozenset({errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR})
"""Errors caused by one file's name, which do not affect other files."""


_LONGEST_NAME = 255
"""Bytes of a name, on all common file systems."""
_SHORTENED = 200
"""Bytes that are kept of a name that is longer."""


def result_of(path: str) -> str:
    """The path of an input's result: its own with .json after it, its name shortened where that would be too long.

    >>> result_of("青禾/方案.docx")
    '青禾/方案.docx.json'
    >>> len(result_of("方" * 84 + ".txt").encode()) <= 255
    True
    """
    folder, slash, name = path.rpartition("/")
    raw = name.encode(errors="surrogateescape")
    if len(raw) + len(OUTPUT) > _LONGEST_NAME:
        digest = hashlib.sha256(raw).hexdigest()[:12]
        name = f"{raw[:_SHORTENED].decode(errors='ignore')}~{digest}"
    return folder + slash + name + OUTPUT


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for every input of a run."""

    out: str
    """The address of the folder for results."""
    program: str
    """The digest of the program that the run began with: a worker that is another one does nothing."""
    grammar: tuple[tuple[str, bytes], ...] = ()
    """Names and contents of rule files of one's own: another machine may not have them, and they may change meanwhile."""
    revisions: Literal["accepted", "original"] = "accepted"
    seconds: float = 60.0
    """Time one input may take."""
    megabytes: int = 1024
    """Memory one input may take."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of an input from run to run."""

    line: Line
    key: str
    """What made it: grammars, program, options."""
    size: int | None
    """Bytes of its result; None without one."""
    again: bool = False
    """Whether to read it again although nothing changed: the failure may have been temporary."""


@dataclass(frozen=True, slots=True)
class Task:
    """An input to read."""

    path: str
    location: str
    before: Entry | None = None
    """The entry of an earlier run with the same settings; None to read it in any case."""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a task."""

    line: Line
    size: int | None = None
    again: bool = False
    unchanged: bool = False
    trouble: str | None = None
    """Why results cannot be written, neither this one nor others: the run ends."""
    bug: str | None = None
    """The traceback of an exception that nobody foresaw."""


class Reader:
    """Reads inputs and writes their results."""

    def __init__(self, settings: Settings, begun: Callable[[str], None]) -> None:
        self._settings = settings
        self._begun = begun
        """Told the SHA-256 of an input that is going to be parsed."""

    def record(self, task: Task) -> Record:
        """What became of the task; never an exception that a document could cause."""
        try:
            data = read_input(task.location)
        except InputError as error:
            return Record(line_without_plan(task.path, "failed", str(error)), again=True)
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            if task.before is not None and self._is_unchanged(task.before, sha256):
                return Record(task.before.line, task.before.size, unchanged=True)
        except OSError as error:
            return self._unwritten(task.path, error, sha256)
        try:
            return self._written(task, data, sha256)
        except InputError as error:
            return Record(line_without_plan(task.path, "failed", str(error), sha256))
        except MemoryError:
            return too_hungry(task.path, self._settings, sha256)
        except Exception as error:  # noqa: BLE001  one input's bug must not cost the others
            return _bug(task.path, error, sha256)

    def _is_unchanged(self, before: Entry, sha256: str) -> bool:
        there = before.size is None or self._store.size(result_of(before.line.path)) == before.size
        return there and before.line.sha256 == sha256 and not before.again

    def _written(self, task: Task, data: bytes, sha256: str) -> Record:
        from policy_extract.findings import Code  # noqa: PLC0415  inputs that did not change need none of this
        from policy_extract.output.canonical import digest, dump_plan  # noqa: PLC0415  the same

        grammars = self._grammars
        self._begun(sha256)
        plan = self._plan(data, Path(task.path).name, grammars)
        result, line = dump_plan(plan), line_of(task.path, plan, digest(plan))
        try:
            self._store.write(result_of(task.path), result)
        except OSError as error:
            return self._unwritten(task.path, error, sha256)
        return Record(line, len(result), again=Code.TIME_BUDGET_EXCEEDED in line.findings)

    def _plan(self, data: bytes, name: str, grammars: Grammars) -> Plan:
        from policy_extract.pipeline import parse_bytes  # noqa: PLC0415  the same

        return parse_bytes(data, name, grammars=grammars, revisions=self._settings.revisions).plan

    def _unwritten(self, path: str, error: OSError, sha256: str) -> Record:
        if error.errno in _OF_THE_NAME:
            sentence = f"its result cannot be written: {error.strerror}; give it another name"
            return Record(line_without_plan(path, "failed", sentence, sha256), again=True)
        line = line_without_plan(path, "failed", f"its result cannot be written: {error.strerror or error}", sha256)
        return Record(line, again=True, trouble=error.strerror or str(error))

    @cached_property
    def _store(self) -> Store:
        return open_store(self._settings.out)

    @cached_property
    def _grammars(self) -> Grammars:
        from policy_extract.grammar import load  # noqa: PLC0415  the same

        with tempfile.TemporaryDirectory() as folder:
            return load([_copy(Path(folder, str(place)), file) for place, file in enumerate(self._settings.grammar)])


def too_hungry(path: str, settings: Settings, sha256: str | None) -> Record:
    """The record of an input that took too much memory."""
    return Record(line_without_plan(path, "failed", memory_sentence(settings.megabytes), sha256), again=True)


def memory_sentence(megabytes: int) -> str:
    """What is said of an input that took too much memory."""
    return f"reading it took more than {megabytes} MB of memory; split it, or allow more with --memory-limit"


def too_slow(path: str, settings: Settings, sha256: str | None) -> Record:
    """The record of an input that took too long."""
    return Record(line_without_plan(path, "failed", time_sentence(settings.seconds), sha256), again=True)


def time_sentence(seconds: float) -> str:
    """What is said of an input that took too long."""
    return f"reading it took longer than {seconds:g} s; split it, or allow more with --time-limit"


def crashed(path: str, how: str, sha256: str | None) -> Record:
    """The record of an input whose process ended, and whose next one did too."""
    sentence = f"every process that read it ended ({how}); please report it"
    return Record(line_without_plan(path, "failed", sentence, sha256), again=True)


def not_started(path: str, how: str) -> Record:
    """The manifest record for an input whose worker could not be started."""
    sentence = f"every process that should read it ended as it started ({how}); free memory, or use fewer --jobs"
    return Record(line_without_plan(path, "failed", sentence, None), again=True)


def _bug(path: str, error: Exception, sha256: str) -> Record:
    sentence = f"this is a bug in policy-extract ({type(error).__name__}); please report it"
    trace = "".join(traceback.format_exception(error))
    return Record(line_without_plan(path, "failed", sentence, sha256), again=True, bug=trace)


def _copy(folder: Path, file: tuple[str, bytes]) -> Path:
    folder.mkdir()
    path = folder / Path(file[0]).name
    path.write_bytes(file[1])
    return path
