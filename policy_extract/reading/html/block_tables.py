"""Tables that a page builds of blocks: by its style (display: table-row), or in rows of as many blocks each under known headings."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.looks import styles
from policy_extract.reading.html.tags import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.style_sheets import Sheet
    from policy_extract.reading.html.weights import Weights

_HOLDERS: Final = frozenset({"div", "section", "ul", "ol", "dl", "article"})
_ROWS: Final = frozenset({"div", "section", "ul", "ol", "dl", "li"})
_FEWEST_ROWS, _FEWEST_CELLS = 2, 2
_FEWEST_HEADINGS: Final = 3
"""Columns that the headings of a table have to name where only they tell that it is one."""
_LONGEST_HEADING: Final = 20
_MOST_CELLS: Final = 60


def block_tables(elements: Iterable[Element], sheet: Sheet, matcher: Matcher, weights: Weights) -> dict[Element, str]:
    """The blocks that stand for a table, its rows and its cells, each with the tag it stands for."""
    found: dict[Element, str] = {}
    for element in elements:
        if element.tag in _HOLDERS and element not in found and len(element) >= _FEWEST_ROWS and weights.text[element]:
            rows = _rows_of(element, sheet, matcher)
            for row in rows:
                found[element], found[row] = "table", "tr"
                found |= dict.fromkeys(row, "td")
    return found


def _rows_of(element: Element, sheet: Sheet, matcher: Matcher) -> Sequence[Element]:
    """The rows of a block that is a table; none where it is not."""
    first = element[0]
    if first.tag not in _ROWS or not _FEWEST_CELLS <= len(first) <= _MOST_CELLS or len(first) != len(element[1]):
        return ()
    rows = list(element)
    if not all(_has_cells(row, len(first)) for row in rows):
        return ()
    drawn = all(_display(row, sheet) == "table-row" for row in rows)
    return rows if drawn or are_headings(_texts(first), matcher) else ()


def _has_cells(row: Element, count: int) -> bool:
    """Whether a block holds as many blocks, and nothing beside them."""
    beside = (row.text, *(cell.tail for cell in row))
    return (
        row.tag in _ROWS
        and len(row) == count
        and all(cell.tag in BLOCKS for cell in row)
        and not any(text and text.strip() for text in beside)
    )


def _display(element: Element, sheet: Sheet) -> str:
    return styles(sheet.style_of(element, str(element.tag))).get("display", "")


def _texts(row: Element) -> list[str]:
    return ["".join("".join(map(str, cell.itertext())).split()) for cell in row]


def has_heading(table: Element, matcher: Matcher) -> bool:
    """Whether a table has rows below one of headings."""
    rows = list(islice(table.iter("tr"), _FEWEST_ROWS))
    return len(rows) == _FEWEST_ROWS and are_headings(_texts(rows[0]), matcher)


def are_headings(texts: Sequence[str], matcher: Matcher) -> bool:
    """Whether the cells of a row are headings that tables have, and short."""
    if len(texts) < _FEWEST_HEADINGS or not all(0 < len(text) <= _LONGEST_HEADING for text in texts):
        return False
    return sum(1 for text in texts if matcher.first("column", text) is not None) >= _FEWEST_HEADINGS
