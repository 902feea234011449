"""Text whose lines were cut at the width of a page, as a PDF gives it: lines → paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.grammar import Matcher

SENTENCE_ENDS: Final = ("。", "！", "？", "；", "：", "。”", "！”", "？”", "。）", "…", ".", ";", ":", "!", "?")
_FEWEST_LINES: Final = 30
_NARROWEST: Final = 36
_WIDEST: Final = 160
_TOLERANCE: Final = 3
_INDENT: Final = 4
"""The first line of a paragraph is two characters narrower."""
_DETACHED: Final = re.compile(r"[\dA-Za-z][\dA-Za-z. ]{0,11}")
"""Subscripts (PM2.5) that were set on a line of their own."""
_GAP: Final = re.compile(r"(?<=(\S)) +(?=(\S))")


def display_width(text: str) -> int:
    """The width in half-width columns.

    >>> display_width("到2027年")
    8
    """
    return (
        len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
    )


def wrap_width(lines: Iterable[str]) -> int:
    """The display width at which the lines were cut; 0 where they were not.

    Cut lines crowd at one width and mostly end inside a sentence; lines that
    are paragraphs have all lengths and end with a full stop.
    """
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) < _FEWEST_LINES:
        return 0
    widths = [display_width(line) for line in filled]
    width = Counter(widths).most_common(1)[0][0]
    near = [line for line, one in zip(filled, widths, strict=True) if abs(one - width) <= _TOLERANCE]
    ending = sum(1 for line in near if line.endswith(SENTENCE_ENDS))
    crowded = 5 * len(near) >= 2 * len(filled)
    return width if _NARROWEST <= width <= _WIDEST and crowded and 3 * ending <= len(near) else 0


def join_lines(lines: Sequence[str], width: int, matcher: Matcher) -> list[str]:
    """The paragraphs that the lines make up; nothing but white space between lines changes.

    A paragraph ends with a line that is not full, and before a line that opens
    a paragraph of its own where a sentence or a heading has just ended.
    """
    joiner = _Joiner(width - _INDENT, matcher)
    indents = _indents_paragraphs(lines)
    for line in lines:
        if indents and line[:1].isspace():
            joiner.close()
        joiner.line(line.strip())
    joiner.close()
    return joiner.paragraphs


def _indents_paragraphs(lines: Sequence[str]) -> bool:
    """Whether white space at the head of a line tells where paragraphs begin: some lines have it, not all."""
    filled = [line for line in lines if line.strip()]
    indented = sum(1 for line in filled if line[0].isspace())
    return 0 < 10 * indented <= 7 * len(filled)


def glue(before: str, after: str) -> str:
    """Two lines as one: a space between Latin words, nothing between Chinese ones.

    >>> glue("服务更", "加便捷"), glue("Silver", "Age"), glue("到2027", "年")
    ('服务更加便捷', 'Silver Age', '到2027年')
    """
    return f"{before} {after}" if _is_latin(before[-1:]) and _is_latin(after[:1]) else before + after


@mutable
class _Joiner:
    """The paragraphs so far and the one that is open."""

    full: int
    """From this display width on a line is full."""
    matcher: Matcher
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    detached: list[str] = field(default_factory=list)
    """Subscripts that stood between two lines of the open paragraph; they follow it."""

    def line(self, line: str) -> None:
        """Take the next line; a blank one ends the paragraph where it ends a sentence."""
        if not line:
            if self.pieces and self.pieces[-1].endswith(SENTENCE_ENDS):
                self.close()
        elif self._stands_alone(line):
            self.close()
            self.paragraphs.append(line)
        elif self.pieces and self._is_full() and _DETACHED.fullmatch(line):
            self.detached.append(line)
        else:
            if not self._goes_on(line):
                self.close()
            self.pieces.append(line)

    def _stands_alone(self, line: str) -> bool:
        return _is_table_row(line) or self.matcher.first("leader-line", line) is not None

    def _is_full(self) -> bool:
        return display_width(self.pieces[-1]) >= self.full

    def _goes_on(self, line: str) -> bool:
        """Whether the line belongs to the open paragraph."""
        if not self.pieces or not self._is_full() or self.matcher.first("caption-line", line):
            return False
        if (
            len(self.pieces) == 1
            and display_width(line) >= self.full
            and self.matcher.first("upper-heading", self.pieces[0])
        ):
            return False
        ended = self.pieces[-1].endswith(SENTENCE_ENDS) or (
            len(self.pieces) == 1 and self.matcher.first("upper-heading", self.pieces[0]) is not None
        )
        return not (ended and self.matcher.first("paragraph-start", line))

    def close(self) -> None:
        """End the open paragraph."""
        if self.pieces:
            tails = (glue(before[-1:], after)[1:] for before, after in pairwise(self.pieces))
            self.paragraphs.append("".join([self.pieces[0], *tails]))
        self.paragraphs += self.detached
        self.pieces, self.detached = [], []


def _is_table_row(line: str) -> bool:
    """Whether the line shows cells: spaces that do not set off a number or a Latin word.

    >>> _is_table_row("3 床位总数 张 预期性 - 120"), _is_table_row("到 2027 年建成 20 家")
    (True, False)
    """
    gaps = (found.groups() for found in _GAP.finditer(line))
    return sum(1 for before, after in gaps if not (_is_latin(before) or _is_latin(after))) > 1


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
