"""`grammar coverage`: which rules do some work in a heap of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.cli.environment import memory_told
from policy_extract.cli.streams import read_source, shown
from policy_extract.errors import InputError
from policy_extract.grammar import load
from policy_extract.grammar.coverage import Row, counts
from policy_extract.pipeline import parse_bytes
from policy_extract.reading.forms import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from policy_extract.cli.voice import Voice
    from policy_extract.grammar import Fired


def coverage_of(paths: Iterable[Path], voice: Voice) -> list[Row]:
    """How often each rule fired in the documents; a folder stands for the documents in it.

    A file that cannot be read is named and left out.
    """
    return counts((_trace(path, voice) for path in _documents(paths)), load())


def _trace(path: Path, voice: Voice) -> tuple[Fired, ...]:
    try:
        with memory_told():
            return parse_bytes(read_source(str(path)), path.name, trace=True).trace
    except InputError as error:
        voice.complain(shown(str(path)), error)
        return ()


def _documents(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in inside if file == path or (file.suffix.lower() in SUFFIXES and file.is_file()))
