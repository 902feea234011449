"""Tables that only lay out a page, or set its paragraphs into rows."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.element_text import is_strong
from policy_extract.reading.html.weights import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.weights import Weights

FRAME_CELLS: Final = 9
FRAME_PARAGRAPHS: Final = 4
_NEARLY_ALL: Final = 0.9
"""Share of the rows of a table that have a single cell where rows are paragraphs."""
_MUCH: Final = 0.3
"""Share of the text in the largest cell where cells stand above each other."""
_LONGEST_LINE: Final = 80
"""Characters of a title that a table of one cell frames."""
_FEWEST_CHAPTERS: Final = 2
_MOST_CHAPTERS: Final = 30
_HEADING_AND_TEXT: Final = 2
_LONGEST_HEADING: Final = 30
BOX: Final = "专栏"
"""A box of a plan is printed as a table of one cell and frames nothing."""
MOST_OF_IT: Final = 0.8
"""Share of the text outside links that makes a child the place to look on."""


def frames_page(table: Element, weights: Weights, root: Element) -> bool:
    """Whether a table only frames the page: it holds other tables, nearly all text in one cell, or one cell of one line.

    So does one whose rows are the paragraphs of the page, a single cell each. Else at most nine cells, one of them with most of the text (a third, where they stand
    above each other), in four paragraphs at least, and that half of what the page says; a box (专栏) frames nothing.
    """
    if table.get("role") == "presentation":
        return True
    whole = weights.whole(table)
    if 2 * sum(weights.whole(one) for one in _tables_in(table)) >= whole:
        return whole > 0 and next(table.iterdescendants("table"), None) is not None
    if _sets_paragraphs(table, weights) and 2 * whole > weights.whole(root):
        return True
    cells = list(islice(_cells_of(table), FRAME_CELLS + 1))
    if not cells or len(cells) > FRAME_CELLS:
        return False
    most = max(cells, key=lambda cell: weights.text[cell])
    share = _MUCH if _are_single(cells, weights) else MOST_OF_IT
    if weights.text[most] < share * weights.text[table] or text_of(table).startswith(BOX):
        return False
    paragraphs = sum(1 for one in most.iter("p", "div", "section", "br", "li") if one.tag == "br" or weights.whole(one))
    if len(cells) == 1 and paragraphs <= 1 and whole <= _LONGEST_LINE:
        return True
    return paragraphs >= FRAME_PARAGRAPHS and 2 * whole > weights.whole(root)


def sets_chapters(table: Element, matcher: Matcher) -> bool:
    """Whether each row of a table is a chapter: its numbered heading, and beside it its text, which has headings of its own somewhere."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table and text_of(row)]
    if not _FEWEST_CHAPTERS <= len(rows) <= _MOST_CHAPTERS:
        return False
    pairs = [[cell for cell in row.iterchildren("td", "th") if text_of(cell)] for row in rows]
    if not all(len(cells) == _HEADING_AND_TEXT and _is_chapter(cells[0], matcher) for cells in pairs):
        return False
    return any(is_strong(text, matcher) for _, text in pairs)


def _is_chapter(cell: Element, matcher: Matcher) -> bool:
    """Whether a cell holds the heading of a chapter and nothing else."""
    text = text_of(cell)
    number = matcher.first("bold-heading", text) if len(text) <= _LONGEST_HEADING else None
    return number is not None and number.start == 0 and number.get("scheme") in {"comma", "chapter"}


def _sets_paragraphs(table: Element, weights: Weights) -> bool:
    """Whether a table has many rows, and nearly all of them text in a single cell, so that each is a paragraph."""
    in_rows = Counter(cell.getparent() for cell in _cells_of(table) if weights.whole(cell))
    single = sum(1 for cells in in_rows.values() if cells == 1)
    return single > FRAME_CELLS and single >= _NEARLY_ALL * len(in_rows)


def _are_single(cells: Sequence[Element], weights: Weights) -> bool:
    """Whether no two cells with text stand side by side: a title, a line of stamps and a text above each other."""
    filled = [cell.getparent() for cell in cells if weights.whole(cell)]
    return len(filled) == len(set(filled))


def _cells_of(table: Element) -> Iterator[Element]:
    """The cells of a table itself."""
    return (cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table)


def _tables_in(table: Element) -> Iterator[Element]:
    """The tables right below one, none inside another."""
    for one in table.iterdescendants("table"):
        if next(one.iterancestors("table")) is table:
            yield one
