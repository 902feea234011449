"""Two forms of one document in one folder: a plan as Word file and as PDF counts twice unless somebody says so."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from policy_extract.batch.work import result_of
from policy_extract.lexical.width import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.batch.manifest import Line
    from policy_extract.batch.stores import Store

_SHORTEST = 8
"""Characters; shorter paragraphs (责任单位：, 附件) say nothing about which document they stand in."""
_ALIKE = 0.6
"""Share of the paragraphs of both together that both have; two plans of neighbouring counties have a tenth."""
_NEAR = 0.1
"""How far counts of one document may differ from form to form."""
_MOST_NEIGHBOURS = 200
"""How many plans of similar size each is compared with; comparing all with all would take quadratic time."""


def same_documents(lines: Iterable[Line], store: Store) -> list[tuple[str, str]]:
    """Pairs of paths in one folder, of different suffixes, whose plans hold the same text.

    Fails: OSError where a result cannot be read again.
    """

    @cache
    def paragraphs(path: str) -> frozenset[str]:
        return _paragraphs(store.read(result_of(path)))

    return [(one, two) for one, two in _candidates(lines) if _alike(paragraphs(one), paragraphs(two))]


def _candidates(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    """Pairs that stand in one folder, have different suffixes and about as many sections, tasks and units."""
    folders: dict[PurePosixPath, list[Line]] = defaultdict(list)
    for line in lines:
        if line.counts is not None:
            folders[PurePosixPath(line.path).parent].append(line)
    for inside in folders.values():
        if len({_suffix(line) for line in inside}) > 1:
            yield from _near_pairs(sorted(inside, key=_size))


def _near_pairs(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The pairs among lines that stand in the order of their sizes."""
    for place, one in enumerate(lines):
        for two in islice(lines, place + 1, place + 1 + _MOST_NEIGHBOURS):
            if _suffix(one) != _suffix(two) and all(map(_is_near, _size(one), _size(two))):
                yield (one.path, two.path) if one.path < two.path else (two.path, one.path)


def _suffix(line: Line) -> str:
    return PurePosixPath(line.path).suffix.lower()


def _size(line: Line) -> tuple[int, int, int]:
    assert line.counts is not None
    return line.counts.sections, line.counts.tasks, line.counts.units


def _is_near(one: int, two: int) -> bool:
    return abs(one - two) <= max(1, _NEAR * max(one, two))


def _paragraphs(result: bytes) -> frozenset[str]:
    """The longer paragraphs of a plan, without white space and in one width."""
    texts = ("".join(fold(block["text"] or "").split()) for block in json.loads(result)["blocks"])
    return frozenset(text for text in texts if len(text) >= _SHORTEST)


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= _ALIKE * len(one | two) > 0
