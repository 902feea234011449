"""Forms that LibreOffice does not write: OFD, its glyphs placed as those of a PDF, and a workbook of the tables of a Word file."""

from __future__ import annotations

import io
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "reading"))

import xlsxwriter
from ofd_builder import ofd, path, text

from policy_extract.blocks import Paragraph
from policy_extract.findings import Report
from policy_extract.reading.pages.pdf import pages
from policy_extract.reading.word.docx import read_docx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Table
    from policy_extract.reading.pages.page_content import Glyph, Page

_POINT: Final = 25.4 / 72
"""Millimetres."""
_ASCENT: Final = 0.88
"""Of a glyph's size, over its line."""


def as_ofd(pdf: bytes) -> bytes:
    """An OFD file whose glyphs and lines stand where those of the PDF do."""
    return ofd(*(_drawn(page) for page in pages(pdf)))


def _drawn(page: Page) -> str:
    lines = [
        path(
            0,
            0,
            f"M {rule.left * _POINT:.3f} {rule.top * _POINT:.3f} L {rule.right * _POINT:.3f} {rule.bottom * _POINT:.3f}",
        )
        for rule in page.rules
    ]
    return "".join([*(_run(run) for run in _runs(page.glyphs)), *lines])


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow each other on one line in one size; a box may be no higher than what its glyph shows (一)."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _goes_on(run, glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _goes_on(run: Sequence[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    near = abs(glyph.top + glyph.bottom - last.top - last.bottom) < glyph.size
    alike = round(last.size, 1) == round(glyph.size, 1) and last.bold == glyph.bold
    return near and alike and glyph.left > last.left


def _run(run: Sequence[Glyph]) -> str:
    first = run[0]
    size = first.size * _POINT
    steps = " ".join(f"{(after.left - before.left) * _POINT:.3f}" for before, after in pairwise(run))
    bottom = max(glyph.bottom for glyph in run)
    line = (bottom - (1 - _ASCENT) * first.size) * _POINT - size
    more = 'Weight="700"' if first.bold else ""
    words = "".join(glyph.char for glyph in run)
    return text(
        round(first.left * _POINT, 3),
        round(line, 3),
        words,
        size=size,
        more=more,
        code=f'DeltaX="{steps}"' if steps else "",
    )


def as_workbook(word: bytes) -> bytes | None:
    """The blocks of a Word file on one sheet, tables with their merged cells; None where less than half of the text is in tables."""
    blocks = read_docx(word, Report()).blocks
    lines = sum(len(block.text) for block in blocks if isinstance(block, Paragraph))
    tables = [block for block in blocks if not isinstance(block, Paragraph) and block.inside is None]
    if sum(len(cell.text) for table in tables for cell in table.cells) <= lines:
        return None
    stream = io.BytesIO()
    width = max(table.cols for table in tables)
    with xlsxwriter.Workbook(stream) as book:
        sheet, middle, row = book.add_worksheet(), book.add_format({"align": "center"}), 0
        for block in blocks:
            if isinstance(block, Paragraph):
                if block.text.strip() and block.align == "center" and width > 1:
                    sheet.merge_range(row, 0, row, width - 1, block.number + block.text, middle)
                elif block.text.strip():
                    sheet.write_string(row, 0, block.number + block.text)
                row += 1
            elif block.inside is None:
                _write_table(sheet, block, row + 1)
                row += block.rows + 2
    return stream.getvalue()


def _write_table(sheet: Any, table: Table, top: int) -> None:
    for cell in table.cells:
        at = (top + cell.row, cell.col)
        numbers = cell.numbers or [""] * (cell.text.count("\n") + 1)
        said = "\n".join(number + line for number, line in zip(numbers, cell.text.split("\n"), strict=True))
        if cell.rows * cell.cols > 1:
            sheet.merge_range(*at, at[0] + cell.rows - 1, at[1] + cell.cols - 1, said)
        elif said:
            sheet.write_string(*at, said)
