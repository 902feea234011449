"""Paragraphs and tables of a page before they have ids; and the numbering that gives them."""

from __future__ import annotations

from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA, Block, Cell, Paragraph, Place, Table
from policy_extract.findings import Code
from policy_extract.reading.plain_tables import MOST_SQUARES
from policy_extract.reading.spans import Span2D, lay_out_spans
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from policy_extract.blocks import Stretches
    from policy_extract.findings import Report
    from policy_extract.reading.spans import Area

MOST_SPAN: Final = 1_000
"""Rows or columns that a browser believes a cell to cover."""


@mutable
class ParagraphBuilder:
    """A paragraph, and where it stands."""

    paragraph: Paragraph
    place: Place


@mutable
class CellDraft:
    """A cell while it is read."""

    span: Span2D
    heading: bool
    place: Place
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, one to a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def numbers(self) -> tuple[str, ...] | None:
        """Automatic numbers of its lines; None where it has none."""
        if not any(paragraph.number for paragraph in self.paragraphs):
            return None
        return tuple(
            number for paragraph in self.paragraphs for number in (paragraph.number, *[""] * paragraph.text.count("\n"))
        )

    @property
    def bold(self) -> bool:
        """All its text is bold."""
        filled = [paragraph for paragraph in self.paragraphs if paragraph.text.strip()]
        return bool(filled) and all(paragraph.bold == ((0, len(paragraph.text)),) for paragraph in filled)

    def stretches(self, of: Callable[[Paragraph], Stretches]) -> Stretches:
        """Stretches of its paragraphs, where they stand in the text of the cell."""
        if len(self.paragraphs) == 1:
            return of(self.paragraphs[0])
        starts = accumulate((len(paragraph.text) + 1 for paragraph in self.paragraphs), initial=0)
        return tuple(
            (low + start, high + start)
            for start, paragraph in zip(starts, self.paragraphs, strict=False)
            for low, high in of(paragraph)
        )

    def laid_out(self, area: Area) -> Cell:
        """The cell in its place."""
        if not self.paragraphs:
            return Cell(area.row, area.col, area.rows, area.cols, "")
        bold = self.bold
        parts = () if bold else self.stretches(attrgetter("bold"))
        lines = self.stretches(attrgetter("underlined"))
        return Cell(area.row, area.col, area.rows, area.cols, self.text, self.numbers, bold, parts, lines)


@mutable
class TableBuilder:
    """A table while it is read."""

    place: Place
    story: str
    inside: tuple[TableBuilder, CellDraft] | None = None
    rows: list[list[CellDraft]] = field(default_factory=list)
    id: str = ""
    addresses: dict[int, str] = field(default_factory=dict)
    """Address of every cell that was laid out, by the identity of its draft."""


Draft = ParagraphBuilder | TableBuilder


@mutable
class Numbered:
    """Blocks and where they stand."""

    blocks: list[Block] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    squares: int = 0

    def take(self, drafts: Iterable[Draft]) -> None:
        """Append the drafts, numbered b1, b2, … in their order."""
        for draft in drafts:
            if isinstance(draft, ParagraphBuilder):
                self._paragraph(draft.paragraph, draft.place)
            else:
                self._table(draft)

    def _paragraph(self, paragraph: Paragraph, place: Place) -> None:
        name = f"b{len(self.blocks) + 1}"
        self.blocks.append(replace(paragraph, id=name))
        self.places[name] = place

    def _table(self, draft: TableBuilder) -> None:
        rows = [row for row in draft.rows if row]
        if not any(cell.text for row in rows for cell in row):
            return
        if draft.story == METADATA:
            self._record(rows, draft.story)
            return
        layout = lay_out_spans([[cell.span for cell in row] for row in rows], MOST_SQUARES - self.squares)
        if layout is None:
            for row in rows:
                self._paragraph(
                    Paragraph("", "\t".join(cell.text.replace("\n", " ") for cell in row).strip(), story=draft.story),
                    row[0].place,
                )
            return
        self.squares += layout.rows * layout.cols
        draft.id = f"b{len(self.blocks) + 1}"
        cells: list[Cell] = [Cell(area.row, area.col, 1, 1, "") for area in layout.empty]
        for cell, area in zip((cell for row in rows for cell in row), layout.areas, strict=True):
            address = f"{draft.id}.{area.row}.{area.col}"
            draft.addresses[id(cell)] = address
            self.places[address] = cell.place
            cells.append(cell.laid_out(area))
        heading = next((place for place, row in enumerate(rows) if not all(cell.heading for cell in row)), 0)
        self.places[draft.id] = draft.place
        self.blocks.append(
            Table(
                draft.id,
                layout.rows,
                layout.cols,
                tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
                heading,
                _address(draft),
                draft.story,
            )
        )

    def _record(self, rows: Iterable[Sequence[CellDraft]], story: str) -> None:
        """What a site records in a table is no table of the document: a paragraph for each cell, so that values can quote it."""
        for cell in (cell for row in rows for cell in row if cell.text.strip()):
            self._paragraph(Paragraph("", cell.text, story=story), cell.place)


def _address(draft: TableBuilder) -> str | None:
    """Of the cell a table is nested in."""
    if draft.inside is None:
        return None
    outer, cell = draft.inside
    return outer.addresses.get(id(cell))


def span_of(texts: Sequence[str | None], report: Report) -> Span2D:
    """What rowspan and colspan say; one square, and a finding, where they mean nothing."""
    rows, cols = (_squares(text, name, report) for text, name in zip(texts, ("rowspan", "colspan"), strict=True))
    return Span2D(rows, cols)


def _squares(text: str | None, name: str, report: Report) -> int:
    if text is None or not (text := text.strip()):
        return 1
    value = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else -1
    if value == 0 and name == "rowspan":
        return MOST_SPAN  # down to the end of the table
    if not 1 <= value <= MOST_SPAN:
        report.note(Code.INVALID_VALUE, element=name, value=text[:40])
        return min(max(value, 1), MOST_SPAN)
    return value
