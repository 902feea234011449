"""A w:tbl → its layout on the full grid, before anything in it is read.

Knowing the layout first lets numbers be counted and blocks be numbered in
reading order while the cells are read, and tells tables from page frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.reading.word.element_kinds import TEXT_BOX
from policy_extract.reading.word.numbering_levels import CELL, ROW, TABLE, pieces
from policy_extract.reading.word.paragraph_text import Line, drop_all, known_text
from policy_extract.reading.word.styles import by_tag
from policy_extract.reading.word.word_grid import Layout, Row, RowCell, lay_out
from policy_extract.reading.word.xml_names import VAL, W, is_on, whole
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

    from policy_extract.reading.word.settings import Settings
    from policy_extract.reading.word.word_grid import Merge

MOST_SPAN = 1_000
"""Word allows 63 columns."""
FRAME_CELLS = 9
"""A page frame is a handful of cells, all but one of them empty."""
FRAME_PARAGRAPHS = 4
BOX = "专栏"
"""A box of a plan is printed as a table of one cell and is no page frame."""


@record
class TableLayout:
    """Where the cells of a table stand, and what was left out of it."""

    grid: Layout[Element]
    header_rows: int
    lost: Line


def lay_out_table(table: Element, settings: Settings) -> TableLayout:
    """The layout of a table; rows and cells deleted under revision are left out.

    Shape: `grid.cells` hold w:tc elements.
    """
    lost = Line()
    rows: list[Row[Element]] = []
    headers: list[bool] = []
    for element, _ in pieces(table, frozenset({ROW}), settings, lost):
        assert not isinstance(element, str)
        properties = by_tag(element.find(W + "trPr"))
        reason = next((settings.gone[tag] for tag in properties if tag in settings.gone), "")
        if reason:
            drop_all(element, reason, lost)
            continue
        cells = _cells(element, settings, lost)
        if cells:
            rows.append(
                Row(
                    tuple(cells),
                    _squares(properties, "gridBefore", 0, settings),
                    _squares(properties, "gridAfter", 0, settings),
                )
            )
            headers.append(bool(is_on(properties.get(W + "tblHeader"))))
    leading = next((index for index, header in enumerate(headers) if not header), len(headers))
    return TableLayout(lay_out(rows), leading, lost)


def frame_content(layout: TableLayout, text_length: Callable[[], int]) -> Element | None:
    """The one cell with content of a table that only frames the page; None for any other table.

    A frame has at most nine cells, all but one of them empty, and that one
    holds a table of its own, or at least four paragraphs with more than half
    of the characters of the document. A box (专栏) is never a frame.
    """
    cells = [placed.content for placed in layout.grid.cells if placed.content is not None]
    if len(cells) > FRAME_CELLS:
        return None
    filled = [cell for cell in cells if _has_content(cell)]
    if len(filled) != 1:
        return None
    text = known_text(filled[0])
    if text.lstrip().startswith(BOX):
        return None
    if next(filled[0].iter(TABLE), None) is not None:
        return filled[0]
    paragraphs = sum(1 for paragraph in filled[0].iterchildren(W + "p") if known_text(paragraph).strip())
    return filled[0] if paragraphs >= FRAME_PARAGRAPHS and len(text) * 2 > text_length() else None


def _has_content(cell: Element) -> bool:
    return bool(known_text(cell).strip()) or next(cell.iter(TABLE, TEXT_BOX), None) is not None


def _cells(row: Element, settings: Settings, lost: Line) -> list[RowCell[Element]]:
    cells: list[RowCell[Element]] = []
    for element, _ in pieces(row, frozenset({CELL}), settings, lost):
        assert not isinstance(element, str)
        first = next(iter(element), None)
        properties = by_tag(first) if first is not None and first.tag == _PROPERTIES else {}
        if _SHAPING.isdisjoint(properties):
            cells.append(RowCell(element))
            continue
        reason = next(
            (settings.gone[change] for mark, change in _CHANGES if mark in properties and change in settings.gone), ""
        )
        if reason:
            drop_all(element, reason, lost)
        elif cells and _continues_left(properties):
            drop_all(element, "merged-cell", lost)
            left = cells[-1]
            cells[-1] = RowCell(left.content, left.span + _squares(properties, "gridSpan", 1, settings), left.merge)
        else:
            cells.append(RowCell(element, _squares(properties, "gridSpan", 1, settings), _merge(properties, settings)))
    return cells


_PROPERTIES = W + "tcPr"
_CHANGES = ((W + "cellDel", W + "del"), (W + "cellIns", W + "ins"))
"""Mark in a w:tcPr → the tracked change it stands for."""
_MERGED_BY_REVISION = W + "cellMerge"
_SHAPING = frozenset({W + "gridSpan", W + "vMerge", W + "hMerge", _MERGED_BY_REVISION, *dict(_CHANGES)})
"""Cell properties that have a say in the layout; most cells have none."""


def _continues_left(properties: Mapping[str, Element]) -> bool:
    """Old files merge sideways with w:hMerge instead of w:gridSpan."""
    mark = properties.get(W + "hMerge")
    return mark is not None and mark.get(VAL, "continue") != "restart"


def _merge(properties: Mapping[str, Element], settings: Settings) -> Merge:
    """How a cell is merged upwards; a tracked merge says it for both versions (ECMA-376-1 §17.13.5.1 cellMerge)."""
    tracked = properties.get(_MERGED_BY_REVISION)
    if tracked is not None:
        said = tracked.get(W + ("vMergeOrig" if settings.original else "vMerge"))
        if said is not None:
            return "restart" if said == "rest" else "continue"
        if settings.original or tracked.get(W + "vMergeOrig") is not None:
            return ""
    mark = properties.get(W + "vMerge")
    if mark is None:
        return ""
    return "restart" if mark.get(VAL) == "restart" else "continue"


def _squares(properties: Mapping[str, Element], name: str, least: int, settings: Settings) -> int:
    """A count of grid squares; the least possible, and a finding, where it is none."""
    element = properties.get(W + name)
    if element is None:
        return least
    squares = whole(element.get(VAL))
    if squares is None or not least <= squares <= MOST_SPAN:
        settings.report.note(Code.INVALID_VALUE, element=f"w:{name}", value=element.get(VAL, "")[:40])
        return least
    return squares
