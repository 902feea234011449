"""Text whose lines were cut at a width, as a PDF or a mail gives it: at which width, and what that says of each line."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import Line, end_of, is_latin, is_unmarked, opens_paragraph
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policy_extract.grammar import Matcher

_FEWEST: Final = 4
"""Lines that were cut inside a sentence."""
_NARROWEST: Final = 10
_WIDEST: Final = 200
_EVEN: Final = 0.9
"""Share of the torn lines near the width that have it to the column, where a program cut them."""
_RAGGED_SLACK: Final = 6
"""Columns that a full line may lack in print, where marks are set narrower and words are kept whole."""
_MOST_OVER: Final = 0.15
"""Share of lines that are wider than the width: rows of tables, words that were not broken."""
_FEWEST_FULL: Final = {False: 0.03, True: 0.15}
"""Share of lines that are as wide as the width, to the column or, in print, nearly."""
_INNER: Final = re.compile("[，、。；：“（《][^，、。；：”）》]|(?<=[一-鿿）”》])[,;:(][一-鿿“《]")
"""A mark inside a line, which names in a list do not have; in much text marks are typed in half width."""
_INDENT: Final = 2
"""Columns; a single blank may be one of the text."""
_FIRST: Final = 5
"""One in so many lines below a short one, at least, is indented where paragraphs are."""
_OVERHANG: Final = 2
"""Columns: a mark may hang over the edge."""
_SEAM_BEFORE: Final = "，。、；：！？”’）》】〕,.;:)"
_SEAM_AFTER: Final = "“‘（《【〔，。、；：(,"
"""Marks at which the space of a line is changed."""
_GAP: Final = re.compile(r"(?<=(\S)) +(?=(\S))")


def display_width(text: str) -> int:
    """The width in half-width columns.

    >>> display_width("到2027年")
    8
    """
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))


class _Columns(dict[str, int]):
    """The width of each character that was met, of the plane that nearly all text is in; a crafted text may hold a million others."""

    def __missing__(self, char: str) -> int:
        columns = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        if char <= "\uffff":
            self[char] = columns
        return columns


_COLUMNS: Final = _Columns()


@record
class Cut:
    """How a text was cut."""

    width: int
    """The width of a full line."""
    measure: Callable[[str], int]
    """In columns or in characters."""
    slack: int
    """A line that lacks no more than this is full."""
    ragged: bool = False
    """Whether full lines differ in width: they were set by a printer, not cut by a program."""

    def is_full(self, line: str) -> bool:
        """Whether a line, its indent and a blank at its end included, reaches the right edge."""
        return self.measure(line[: len(line.rstrip()) + 1]) >= self.width - self.slack


def find_cut(lines: Sequence[str], matcher: Matcher) -> Cut | None:
    """The width at which the lines were cut; None where they were not.

    Lines that were cut crowd at one width, which hardly any exceeds, and end
    inside a sentence that goes on below. Lines of a list may be equally long,
    but each ends its entry.
    """
    filled = [line[: len(line.rstrip()) + 1] for line in lines if line.strip()]
    torn = [line for line, below in pairwise(filled) if _is_torn(line.strip(), below.strip(), matcher)]
    if 4 * sum(1 for line in torn if _INNER.search(line)) < len(torn):
        return None
    in_columns, in_characters = ((sorted(map(by, filled)), sorted(map(by, torn))) for by in (display_width, len))
    columns, characters = _likeliest(*in_columns, 1), _likeliest(*in_characters, 0)
    best, measure = (columns, display_width) if columns[1] >= characters[1] else (characters, len)
    slack = 1 if measure is display_width else 0
    near = [best[0] - measure(line) for line in torn if _INNER.search(line)]
    near = [less for less in near if -_OVERHANG <= less <= _RAGGED_SLACK]
    if best[1] and sum(1 for less in near if 0 <= less <= slack) >= _EVEN * len(near):
        return Cut(best[0], measure, slack)
    width, going_on = _likeliest(*in_columns, _RAGGED_SLACK)
    return Cut(width, display_width, _RAGGED_SLACK, ragged=True) if going_on else None


def _is_torn(line: str, below: str, matcher: Matcher) -> bool:
    """Whether a sentence seems to go on from one line to the next."""
    unfinished = end_of(line, matcher) in {"", "title", "open"}
    return unfinished and not opens_paragraph(below, matcher) and not is_table_row(line)


def _likeliest(filled: Sequence[int], torn: Sequence[int], slack: int) -> tuple[int, int]:
    """The width at which most torn lines end, and how many do; (0, 0) where no width can be that of the page.

    Of all lines and of the torn ones the widths are given, in order.
    """
    best, most = 0, _FEWEST - 1
    for width in range(_NARROWEST, _WIDEST + 1):
        going_on = _as_wide(torn, width - slack, width)
        if (
            going_on > most
            and 2 * going_on >= (full := _as_wide(filled, width - slack, width))
            and full >= _FEWEST_FULL[slack == _RAGGED_SLACK] * len(filled)
            and len(filled) - bisect_right(filled, width + slack) <= _MOST_OVER * len(filled)
        ):
            best, most = width, going_on
    return (best, most) if best else (0, 0)


def _as_wide(widths: Sequence[int], least: int, most: int) -> int:
    """How many of the widths, which are in order, lie between two."""
    return bisect_right(widths, most) - bisect_left(widths, least)


def lines_of(raw: Sequence[str], cut: Cut | None, matcher: Matcher) -> list[Line]:
    """The lines that are not blank, with what the cut says of each."""
    margin = None if cut is None else _margin(raw, cut, matcher)
    lines: list[Line] = []
    apart = False
    for text, below in zip(raw, [*raw[1:], ""], strict=True):
        if text.strip():
            lines.append(
                Line(
                    text.strip(),
                    gap=None if cut is None else _gap(text, below, cut),
                    full=None if cut is None else cut.is_full(text),
                    ragged=cut is not None and cut.ragged,
                    indented=None if margin is None else _indent(text) >= margin + _INDENT,
                    centred=cut is not None and margin is not None and _is_centred(text, margin, cut),
                    apart=apart,
                    alone=cut is not None and is_table_row(text.strip()),
                    last=matcher.first("leader-line", text) is not None,
                )
            )
        apart = not text.strip()
    return lines


def _gap(line: str, below: str, cut: Cut) -> str | None:
    """What stood between two lines that a program cut; None where a printer set them, or a word was kept whole."""
    if cut.ragged:
        return None
    if line[-1].isspace() or (below[:1] == " " and below[1:2] != " "):
        return " "
    two_words = line[-1].islower() and below[:1].isupper()
    return "" if cut.measure(line) >= cut.width and not two_words else None


def _margin(raw: Sequence[str], cut: Cut, matcher: Matcher) -> int | None:
    """The indent of lines that go on; None where paragraphs begin no further right.

    They do where most lines that go on stand at one place, and a good part of
    those below a short line further right; a title in the middle is none.
    Below what may be a heading or a title nothing tells.
    """
    filled = [line for line in raw if line.strip()]
    going_on = [
        _indent(below)
        for line, below in pairwise(filled)
        if cut.is_full(line) and not _may_be_heading(line, matcher) and _is_torn(line.strip(), below.strip(), matcher)
    ]
    if not going_on:
        return None
    margin = Counter(going_on).most_common(1)[0][0]
    at_margin = sum(1 for one in going_on if one < margin + _INDENT)
    further = [_indent(line) >= margin + _INDENT for line in filled]
    first = [one for line, one in zip(filled, further[1:], strict=False) if not cut.is_full(line)]
    tells = 5 * at_margin >= 4 * len(going_on) and any(further) and _FIRST * sum(first) >= len(first)
    return margin if tells else None


def _may_be_heading(line: str, matcher: Matcher) -> bool:
    """Whether a line has a number or a label at its start, or the word that closes a title at its end."""
    return opens_paragraph(line, matcher) or end_of(line.strip(), matcher) == "title"


def _is_centred(line: str, margin: int, cut: Cut) -> bool:
    """Whether the space before a line is the space after it, and more than the indent of a paragraph."""
    left, right = _indent(line) - margin, cut.width - display_width(line.rstrip())
    return left > 2 * _INDENT and abs(left - right) <= _INDENT


def _indent(line: str) -> int:
    return display_width(line[: len(line) - len(line.lstrip())])


def is_table_row(line: str) -> bool:
    """Whether the line shows cells: spaces that do not set off a number or a Latin word.

    >>> is_table_row("3 床位总数 张 预期性 - 120"), is_table_row("到 2027 年建成 20 家")
    (True, False)
    """
    gaps = (found.groups() for found in _GAP.finditer(line))
    return sum(1 for before, after in gaps if not (is_latin(before) or is_latin(after) or before in _SEAM_BEFORE)) > 1


def join_pieces(raw: Sequence[str], cut: Cut, matcher: Matcher) -> list[str]:
    """The lines, with those joined that were printed as one.

    A PDF sets a line in pieces where the space around a mark was changed, and
    programs that read it give a line for each: together they are as wide as a
    full line.
    """
    if not _has_pieces(raw, cut):
        return list(raw)
    whole: list[str] = []
    at = 0
    while at < len(raw):
        end = _end_of_pieces(raw, at, cut, matcher)
        whole.append(raw[at].rstrip() + "".join(line.strip() for line in raw[at + 1 : end]))
        at = end
    return whole


def _has_pieces(raw: Sequence[str], cut: Cut) -> bool:
    """Whether enough lines end inside a sentence, at a comma, though they are not full."""
    short = [line for line in raw if line.strip() and not cut.is_full(line)]
    open_ends = sum(1 for line in short if line.rstrip()[-1] in "，、,")
    return open_ends >= _FEWEST and _LEAST_PIECES * open_ends >= len(short)


def _end_of_pieces(raw: Sequence[str], start: int, cut: Cut, matcher: Matcher) -> int:
    """The line after the last piece of the printed line that begins at `start`."""
    width = cut.measure(raw[start].rstrip())
    end = start + 1
    while end < len(raw) and not cut.is_full(raw[end]) and _may_be_pieces(raw[end - 1 : end + 2], matcher):
        width += cut.measure(raw[end].strip())
        end += 1
        if (
            cut.width - cut.slack
            <= width
            <= cut.width + (_OVERHANG if raw[end - 1].rstrip()[-1] in _SEAM_BEFORE else 0)
        ):
            return end
        if width > cut.width:
            break
    return start + 1


_LEAST_PIECES: Final = 20
"""One in so many short lines ends at a comma where lines were set in pieces."""


def _may_be_pieces(lines: Sequence[str], matcher: Matcher) -> bool:
    """Whether the first two lines may have been set as one: with a mark between, and no indent, label or number.

    Recipients end their line, and so does a note in brackets （此件公开发布）;
    what stands above a date has one of its own.
    """
    before, after = lines[0].strip(), lines[1].strip()
    return (
        bool(before and after)
        and not lines[1][0].isspace()
        and (before[-1] in _SEAM_BEFORE or after[0] in _SEAM_AFTER)
        and not opens_paragraph(after, matcher)
        and matcher.first("head-line", before) is None
        and not (before[0] in "（(" and before[-1] in "）)" and opens_paragraph(before, matcher))
        and (matcher.first("date-line", lines[-1].strip()) is None or not is_unmarked(after, matcher))
    )
