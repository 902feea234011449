"""A comparison as the table that offices circulate (修改对照表), in a Word file. The same comparison gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.report.rows_of_changes import HEADINGS, Band, rows_of, sources_of, title_of
from policy_extract.output import word_pieces as word
from policy_extract.output.fonts import HEI, SONG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.comparison.report.change_text import Runs
    from policy_extract.comparison.report.rows_of_changes import Order, Row

WIDTHS = (700, 2100, 4500, 4500, 2160)
"""Of the columns, in twentieths of a point: A4 landscape, less its margins."""
_WHOLE = 300
"""Characters up to which a row is kept on one page."""


def table_of_changes(diff: Diff, order: Order = "document") -> bytes:
    """The comparison as a Word file."""
    document = word.new_file()
    word.set_page(document)
    word.head(document, title_of(diff), HEI, 18)
    *lines, last = sources_of(diff)
    for line in lines:
        word.head(document, line, SONG, 10.5)
    word.head(document, last, SONG, 10.5, after=8)
    word.name_file(document, title_of(diff))
    if rows := rows_of(diff, order):
        made = (word.band_row(WIDTHS, row.text) if isinstance(row, Band) else _row(row) for row in rows)
        word.put(document, word.table(WIDTHS, [word.heading_row(WIDTHS, HEADINGS), *made]))
    return word.saved(document)


def _row(row: Row) -> _Element:
    columns = (
        [word.paragraph([word.run(str(row.number))], centred=True)],
        [word.paragraph([word.run(line)]) for line in row.clause],
        _texts(row.old),
        _texts(row.new),
        [word.paragraph([word.run(line, font=HEI if strong else "")]) for line, strong in row.remarks],
    )
    whole = [word.element("w:trPr", word.element("w:cantSplit"))] if row.length < _WHOLE else []
    cells = (word.cell(width, column) for width, column in zip(WIDTHS, columns, strict=True))
    return word.element("w:tr", *whole, *cells)


def _texts(lines: Iterable[Runs]) -> list[_Element]:
    """A paragraph for each line."""
    return [word.paragraph([word.run(text, op) for op, text in line]) for line in lines]
