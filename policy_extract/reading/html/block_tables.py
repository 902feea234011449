"""Tables that a page builds of blocks: by its style (display: table-row, a grid), or in rows of as many blocks each under known headings."""

from __future__ import annotations

import re
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
FIRST_CELL: Final = "td first"
"""Stands for the tag of a cell that opens a row which no block holds."""
_TRACK: Final = re.compile(
    r"(?P<line>\[[^\[\]]{0,60}\])|repeat\((?P<times>\d{1,2}),(?P<tracks>[^()]{0,200}|[^()]{0,100}\([^()]{0,60}\)[^()]{0,40})\)|[\w-]{0,20}\([^()]{0,100}\)|[^\s()\[\]]{1,40}"
)
"""One column of a grid, or several that are alike, or a name between two."""


def block_tables(elements: Iterable[Element], sheet: Sheet, matcher: Matcher, weights: Weights) -> dict[Element, str]:
    """The blocks that stand for a table, its rows and its cells, each with the tag it stands for."""
    found: dict[Element, str] = {}
    for element in elements:
        if element.tag in _HOLDERS and element not in found and len(element) >= _FEWEST_ROWS and weights.text[element]:
            rows = _rows_of(element, sheet, matcher)
            for row in rows:
                found[element], found[row] = "table", "tr"
                found |= dict.fromkeys(row, "td")
            if not rows and (columns := _grid_columns(element, sheet, matcher)):
                found[element] = "table"
                found |= {cell: "td" if at % columns else FIRST_CELL for at, cell in enumerate(element)}
    return found


def _grid_columns(element: Element, sheet: Sheet, matcher: Matcher) -> int:
    """How many columns a grid has whose cells are a table under known headings; 0 where it is none."""
    template = styles(sheet.style_of(element, str(element.tag))).get("grid-template-columns", "")
    columns = _tracks(template) if template else 0
    cells = list(element)
    if not _FEWEST_CELLS <= columns <= _MOST_CELLS or len(cells) < 2 * columns or len(cells) % columns:
        return 0
    plain = _holds_only_blocks(element)
    return columns if plain and are_headings(_texts(cells[:columns]), matcher) else 0


def _tracks(template: str) -> int:
    """How many columns the template of a grid names.

    >>> _tracks("60px 1fr [end] minmax(0, 2fr)"), _tracks("4rem repeat(3, 1fr)"), _tracks("repeat(auto-fill, 9em)")
    (3, 4, 1)
    """
    return sum(
        int(found["times"] or 1) * (_tracks(found["tracks"]) if found["tracks"] else 1)
        for found in _TRACK.finditer(template)
        if not found["line"]
    )


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
    return row.tag in _ROWS and len(row) == count and _holds_only_blocks(row)


def _holds_only_blocks(element: Element) -> bool:
    """Whether no text stands beside the blocks in an element."""
    beside = (element.text, *(one.tail for one in element))
    return all(one.tag in BLOCKS for one in element) and not any(text and text.strip() for text in beside)


def _display(element: Element, sheet: Sheet) -> str:
    return styles(sheet.style_of(element, str(element.tag))).get("display", "")


def _texts(row: Iterable[Element]) -> list[str]:
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
