"""A plain text dump → blocks: lines are paragraphs, tabs are tables, page furniture is dropped.

Some kinds of dump need more: lines that were cut at a page's width
(`wrapped.py`), a document that lost its line breaks (`one_line.py`), and
tables shown with tabs (`tab_lines.py`, `copied_cells.py`, `quoted_cells.py`), with lines of characters (`ruled_tables.py`), with bars (`bar_tables.py`, `torn_bars.py`) or with
neither (`bare_rows.py`, `duty_lines.py`).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Document, Paragraph
from policy_extract.reading.assembling import paragraphs
from policy_extract.reading.flow.bar_tables import with_bar_tables
from policy_extract.reading.flow.ruled_tables import with_ruled_tables
from policy_extract.reading.flow.text_paragraphs import count, reader
from policy_extract.reading.glued import part_headings
from policy_extract.reading.known_lines import text_of
from policy_extract.reading.plain_tables import Draft, Part, finish
from policy_extract.reading.repair.bare_rows import split_bare_tables
from policy_extract.reading.repair.copied_cells import split_copied_tables
from policy_extract.reading.repair.duty_lines import split_duties
from policy_extract.reading.repair.even_layout import without_even_layout
from policy_extract.reading.repair.furniture import Furniture
from policy_extract.reading.repair.numbered_pieces import without_numbered_pieces
from policy_extract.reading.repair.one_line import split_line
from policy_extract.reading.repair.page_numbers import find_page_numbers, glued_number
from policy_extract.reading.repair.quoted_cells import split_quoted_tables
from policy_extract.reading.repair.running_lines import find_running_lines
from policy_extract.reading.repair.side_by_side import side_by_side
from policy_extract.reading.repair.split_entries import with_whole_entries
from policy_extract.reading.repair.split_paragraphs import Seams
from policy_extract.reading.repair.split_rows import join_split_rows
from policy_extract.reading.repair.tab_lines import split_tables
from policy_extract.reading.repair.torn_bars import with_torn_bars, without_stray_bar
from policy_extract.reading.repair.wrapped import find_cut, join_pieces, lines_of
from policy_extract.reading.repeated_cells import with_merged_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.reading.repair.wrapped import Cut

__all__ = ["count", "read", "read_text", "split_lines"]

_LINE_ENDS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONG_LINE: Final = 5_000
"""A longer line that holds several numbers lost its line breaks."""
_LONE_LINE: Final = 200
"""So does the only line of a text from this length on."""


def read_text(text: str, report: Report, matcher: Matcher) -> Document:
    """The blocks of a plain text: every visible character in one of them or in `dropped`."""
    furniture = Furniture(matcher)
    torn_notes = furniture.has_torn_notes(text)
    drawn: list[Part] = list(split_quoted_tables(split_lines(side_by_side(text, matcher)), furniture))
    drawn = list(with_torn_bars(drawn, furniture))
    drawn = _over_lines(drawn, lambda lines: split_copied_tables(lines, matcher))
    drawn = _over_lines(drawn, lambda lines: _with_tables(lines, furniture, torn_notes=torn_notes))
    parts = join_split_rows(list(split_tables(drawn, matcher)), matcher)
    cut = find_cut([part for part in parts if isinstance(part, str)], matcher)
    if cut is not None:
        parts = list(_without_page_numbers(with_whole_entries(parts, matcher), cut, furniture))
    blocks = finish(_drafts(parts, cut, furniture), report, matcher)
    return Document("text", blocks, tuple(furniture.dropped))


read = reader(read_text)


def _over_lines(parts: Sequence[Part], change: Callable[[list[str]], Iterable[Part]]) -> list[Part]:
    """The parts, with every stretch of lines replaced by what it is changed to."""
    found: list[Part] = []
    for _, group in groupby(parts, key=lambda part: isinstance(part, str)):
        its = list(group)
        lines = [part for part in its if isinstance(part, str)]
        found += change(lines) if lines else its
    return found


def _with_tables(lines: Sequence[str], furniture: Furniture, *, torn_notes: bool) -> list[Part]:
    """The lines, with those that show tables without tabs replaced by these."""
    lines = without_numbered_pieces(without_even_layout(lines, furniture), furniture)
    if not torn_notes:  # else they are whole once the lines are put together
        lines = [furniture.without_notes(line) for line in lines]
    ruled = list(with_ruled_tables(furniture.without_buttons(lines), furniture))
    bare = list(split_bare_tables(ruled, furniture.matcher))
    bare = list(split_duties(bare, furniture.matcher))
    barred = with_bar_tables(bare, furniture)
    return [without_stray_bar(part, furniture) if isinstance(part, str) else part for part in barred]


def split_lines(text: str) -> list[str]:
    """The lines of a text, whatever sign ends them; the last one may be empty."""
    return _LINE_ENDS.split(text)


def _drafts(parts: Sequence[Part], cut: Cut | None, furniture: Furniture) -> list[Draft]:
    """Paragraphs and tables; a paragraph that a page number interrupts is joined."""
    filled = sum(1 for part in parts if not isinstance(part, str) or part.strip())
    seams = Seams(furniture.matcher)
    turned = False
    for kind, stretch in groupby(parts, key=lambda part: _kind(part, furniture)):
        if kind == "table":
            seams.add(part for part in stretch if not isinstance(part, str))
        elif kind == "lines":
            raw = [part for part in stretch if isinstance(part, str)]
            seams.add(_joined(raw, cut, furniture, lone=filled == 1), torn=turned)
        turned = kind == "page-number"
    return list(with_merged_cells(seams.finish(), furniture))


def _kind(part: Part, furniture: Furniture) -> str:
    if not isinstance(part, str):
        return "table"
    return "page-number" if furniture.take_page_number(part) else "lines"


def _joined(raw: Sequence[str], cut: Cut | None, furniture: Furniture, *, lone: bool) -> Iterator[Draft]:
    """The paragraphs that lines without a page number between them make up."""
    matcher = furniture.matcher
    whole = raw if cut is None else join_pieces(raw, cut, matcher)
    groups = paragraphs(lines_of(whole, cut, matcher), matcher)
    for lines in groups if cut is None else part_headings(groups, matcher):
        yield from _paragraphs(furniture.without_notes(text_of(lines)), furniture, lone=lone)


def _paragraphs(line: str, furniture: Furniture, *, lone: bool) -> list[Draft]:
    lost = len(line) > (_LONE_LINE if lone else _LONG_LINE) or _holds_head(line, furniture.matcher)
    return [_paragraph(text, furniture) for text in (split_line(line, furniture.matcher) if lost else [line])]


def _holds_head(line: str, matcher: Matcher) -> bool:
    """Whether a line runs from the signature of a notice on to the text of its plan, whatever the other lines are."""
    return len(line) > _LONE_LINE and matcher.first("inline-head", line) is not None


def _paragraph(text: str, furniture: Furniture) -> Paragraph:
    return Paragraph("", text, style="toc 1" if furniture.is_contents_line(text) else "")


def _without_page_numbers(parts: Sequence[Part], cut: Cut, furniture: Furniture) -> Iterator[Part]:
    """The parts without the numbers of pages and what else stands on each of them."""
    lines = [part if isinstance(part, str) else "" for part in parts]
    numbers, running = find_page_numbers(lines), find_running_lines(lines, cut, furniture.matcher)
    for position, part in enumerate(parts):
        if not isinstance(part, str):
            yield part
        elif furniture.take_page_number(part):
            continue
        elif position in running:
            furniture.drop(part.strip(), "running-header")
        else:
            number = numbers.get(position) or _number_after_contents(lines, position, furniture)
            furniture.drop(number, "page-number")
            rest = part.lstrip()[len(number) :] if number else part
            if rest.strip() or not number:
                yield rest


def _number_after_contents(lines: Sequence[str], position: int, furniture: Furniture) -> str:
    """The number of the last page of the contents, which counts by itself."""
    return glued_number(lines[position]) if position and furniture.is_contents_line(lines[position - 1]) else ""
