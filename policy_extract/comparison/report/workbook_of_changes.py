"""A comparison as the table that offices circulate (修改对照表), in an Excel workbook. The same comparison gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy_extract.comparison.report.rows_of_changes import HEADINGS, Band, rows_of, sources_of, title_of
from policy_extract.labels import word
from policy_extract.output.fonts import HEI, SONG
from policy_extract.output.formulas import could_be_formula
from policy_extract.output.workbook_pieces import (
    MOST_UNITS,
    PAPER_CELL,
    Packed,
    formats,
    growing,
    height_of,
    lines_in,
    print_across,
    workbook_to,
    write_across,
    write_text,
)
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.comparison.report.change_text import Runs
    from policy_extract.comparison.report.rows_of_changes import Order, Row

WIDTHS = (5, 18, 46, 46, 20)
"""Of the columns, in characters of Latin text."""


def workbook_of_changes(diff: Diff, order: Order = "document") -> bytes:
    """The comparison as a workbook of one sheet, to print and to add to."""
    packed = Packed()
    with workbook_to(packed) as book:
        page = book.add_worksheet(word("papers", "changes"), worksheet_class=growing())
        styles = _styles(book)
        top = _head(page, diff, styles)
        for place, row in enumerate(rows_of(diff, order), start=top):
            if isinstance(row, Band):
                write_across(page, place, len(WIDTHS), row.text, styles["band"])
            else:
                _write(page, place, row, styles)
        print_across(page, top - 1, margins=(0.5, 0.6, 0.7))
        page.freeze_panes(top, 2)
    return packed.getvalue()


def _head(page: Worksheet, diff: Diff, styles: Mapping[str, Format]) -> int:
    """The first row below the heading."""
    page.set_row(0, 32)
    write_across(page, 0, len(WIDTHS), title_of(diff), styles["title"])
    sources = sources_of(diff)
    for place, line in enumerate(sources, start=1):
        write_across(page, place, len(WIDTHS), line, styles["source"])
    for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.write_string(len(sources) + 1, place, heading, styles["head"])
    return len(sources) + 2


def _write(page: Worksheet, place: int, row: Row, styles: Mapping[str, Format]) -> None:
    clause, remarks = "\n".join(row.clause), "\n".join(line for line, _ in row.remarks)
    sides = [_joined(row.old), _joined(row.new)]
    texts = [clause, *("".join(piece.text for piece in side) for side in sides), remarks]
    page.set_row(place, height_of(max(lines_in(text, width) for text, width in zip(texts, WIDTHS[1:], strict=True))))
    page.write_number(place, 0, row.number, styles["centred"])
    cells = _CellsOfRow(page, place, styles)
    cells.plain(1, clause)
    for column, side in enumerate(sides, start=2):
        cells.marked(column, side)
    cells.plain(4, remarks)


def _joined(lines: Iterable[Runs]) -> list[Any]:
    """The stretches of all lines, those that look alike together, none of them empty."""
    joined: list[Any] = []
    for number, line in enumerate(lines):
        for place, piece in enumerate(line):
            text = ("\n" if number and not place else "") + piece.text
            if joined and joined[-1].op == piece.op:
                joined[-1] = piece._replace(text=joined[-1].text + text)
            elif text:
                joined.append(piece._replace(text=text))
    return joined


@record
class _CellsOfRow:
    """Writes the cells of a row that show what documents say."""

    page: Worksheet
    row: int
    styles: Mapping[str, Format]

    def plain(self, column: int, text: str) -> None:
        """A cell that looks alike all over."""
        write_text(self.page, self.row, column, text, self._style_of(text))

    def marked(self, column: int, side: list[Any]) -> None:
        """A cell whose deleted and inserted stretches look so; as plain text where a cell cannot hold as much."""
        text = "".join(piece.text for piece in side)
        if (len(side) < 2 and all(piece.op == "same" for piece in side)) or len(text) > MOST_UNITS // 2:
            self.plain(column, text)
        elif len(side) < 2:
            write_text(self.page, self.row, column, text, self.styles[f"all-{side[0].op}"])
        else:
            fragments = [part for piece in side for part in (self.styles[piece.op], piece.text)]
            self.page.write_rich_string(self.row, column, *fragments, self._style_of(text))

    def _style_of(self, text: str) -> Format:
        return self.styles["quoted" if could_be_formula(text) else "text"]


def _styles(book: Workbook) -> dict[str, Format]:
    font: dict[str, Any] = {"font_name": SONG, "font_size": 10}
    body = PAPER_CELL | {"valign": "top"}
    deleted, inserted = {"font_strikeout": True, "font_color": "#C00000"}, {"underline": 1, "font_color": "#00692B"}
    made: dict[str, dict[str, Any]] = {
        "title": {"font_name": HEI, "font_size": 16, "align": "center", "valign": "vcenter"},
        "source": font,
        "head": body | {"font_name": HEI, "align": "center", "bg_color": "#D9E2EC"},
        "band": body | {"font_name": HEI, "bg_color": "#F2F2F2"},
        "text": body,
        "quoted": body | {"quote_prefix": True},
        "centred": body | {"align": "center"},
        "same": font,
        "deleted": font | deleted,
        "inserted": font | inserted,
        "all-deleted": body | deleted,
        "all-inserted": body | inserted,
    }
    return formats(book, made)
