"""Which file of a bundle is the plan, and which annex comes when."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import texts_of
from policy_extract.lexical.numerals import read_numeral
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Document
    from policy_extract.grammar import Matcher
    from policy_extract.reading.bundle.archive import BundleFile

_NO_NUMBER: Final = 10_000
_DIGITS: Final = re.compile(r"(\d+)")
_PREFERRED: Final = ("docx", "wps", "doc", "odt", "rtf", "ofd", "html", "mht", "pdf", "markdown", "text")
"""Which file is read if a document is there in two formats, best first: the one that keeps more."""

_SAME: Final = 0.8
"""The share of a text that must stand in another to be the same document. Four samples saved in three more forms by LibreOffice
share 0.86 to 1.0 with the Word file, where it does not write automatic numbers as Word does; two different plans less than 0.2."""

_PIECE: Final = 4
"""Length of the pieces by which texts are compared: shorter ones occur in any plan, longer ones break at every number that is printed differently."""


@record
class ReadFile:
    """A file of a bundle that was read."""

    file: BundleFile
    document: Document

    @property
    def length(self) -> int:
        """Characters of its text."""
        return sum(len(text) for block in self.document.blocks for text in texts_of(block))


def in_order(read: Sequence[ReadFile], matcher: Matcher) -> list[ReadFile]:
    """The plan first, then the annexes by their numbers, else by their names.

    The plan is the longest text whose name is no annex's; a workbook only where there is nothing else.
    """

    def weight(one: ReadFile) -> tuple[bool, bool, int]:
        return _number(one, matcher) is None, one.document.format not in {"xlsx", "xls", "ods"}, one.length

    plan = max(read, key=weight)
    rest = [one for one in read if one is not plan]
    return [plan, *sorted(rest, key=lambda one: (_number(one, matcher) or _NO_NUMBER, _natural(one.file.name)))]


def _number(one: ReadFile, matcher: Matcher) -> int | None:
    """The number of an annex by the name of its file; `_NO_NUMBER` for an annex without, None for another file."""
    match = matcher.first("annex-file", one.file.stem)
    if match is None:
        return None
    return read_numeral(match.group("number") or "") or _NO_NUMBER


def _natural(name: str) -> list[tuple[int, str]]:
    """A name to sort by, numbers by what they count: 附件2 before 附件10."""
    return [(int(piece) if piece.isdecimal() else 0, piece) for piece in _DIGITS.split(name)[:40]]


def without_twins(read: Sequence[ReadFile]) -> tuple[list[ReadFile], list[tuple[ReadFile, ReadFile]]]:
    """The files, and those left out because the same document lies beside them in another form, each with that one."""
    by_stem: dict[str, list[ReadFile]] = {}
    twins: list[tuple[ReadFile, ReadFile]] = []
    for one in sorted(read, key=_rank):
        beside = by_stem.setdefault(str(PurePosixPath(one.file.name).with_suffix("")).lower(), [])
        other = next((other for other in beside if _says_the_same(one, other)), None)
        if other is None:
            beside.append(one)
        else:
            twins.append((one, other))
    gone = {id(one) for one, _ in twins}
    return [one for one in read if id(one) not in gone], twins


def _rank(one: ReadFile) -> int:
    form = one.document.format
    return _PREFERRED.index(form) if form in _PREFERRED else len(_PREFERRED)


def _says_the_same(one: ReadFile, other: ReadFile) -> bool:
    """Whether nearly all of a text stands in another, which is about as long.

    Forms of one document differ in line breaks, spaces and signs, and in numbers that one of them does not print.
    """
    if min(one.length, other.length) < _SAME * max(one.length, other.length):
        return False
    pieces = _pieces(one)
    return len(pieces & _pieces(other)) >= _SAME * len(pieces)


def _pieces(one: ReadFile) -> set[str]:
    """All runs of `_PIECE` letters and digits of a text, other characters left out."""
    text = "".join(filter(str.isalnum, chain.from_iterable(map(texts_of, one.document.blocks))))
    return {text[at : at + _PIECE] for at in range(max(1, len(text) - _PIECE + 1))}
