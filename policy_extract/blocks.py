"""The words every layer shares: spans, paragraphs, cells, tables, and the document they make up.

Records, cheap, without validation. Readers make them, stages read
them, nobody changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.generated.plain import At
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Format = Literal[
    "docx",
    "pdf",
    "ofd",
    "doc",
    "wps",
    "html",
    "mht",
    "rtf",
    "odt",
    "xlsx",
    "xls",
    "ods",
    "zip",
    "text",
    "markdown",
    "notation",
]


METADATA: Final = "metadata"
"""Story of what a web page says of its document."""


def stretch_of(block: str, stretch: tuple[int, int]) -> At:
    """The place of a stretch of a block's text, given as a match of a pattern gives it: first and end."""
    start, end = stretch
    return At(block=block, start=start, end=end)


Stretches = tuple[tuple[int, int], ...]
"""First and end of stretches of a text: sorted, disjoint, not touching."""


def add_stretch(stretches: list[tuple[int, int]], start: int, end: int) -> None:
    """Append a stretch; one that touches the last prolongs it."""
    if stretches and stretches[-1][1] == start:
        stretches[-1] = (stretches[-1][0], end)
    else:
        stretches.append((start, end))


@record
class Paragraph:
    """One paragraph as the page shows it: inserted text in, deleted text out."""

    id: str
    text: str
    """A line break inside the paragraph is "\\n", a tab "\\t"."""
    number: str = ""
    """The automatic number Word prints before the text, "（一）"; never part of `text`."""
    style: str = ""
    """The style's name in lower case, "heading 1", "normal"; whatever the file's language calls it otherwise."""
    align: str = ""
    """"center", "right", "left", "both"; "" where the file does not say."""
    outline_level: int | None = None
    """0 for a first-level heading (Word's w:outlineLvl, Markdown's #); None for body text."""
    list_level: int | None = None
    """0-based level of the automatic list that made `number`."""
    bold: Stretches = ()
    """Stretches of `text` printed bold."""
    underlined: Stretches = ()
    """Stretches of `text` with a line under them."""
    font_size: float | None = None
    """Points, of the first visible run; None where neither run nor style says."""
    page_break_before: bool = False
    story: str = "body"
    """body, textbox, footnote, endnote, comment, header, footer."""


@record
class Cell:
    """One cell of a table, merged or not, with the address of its top left corner."""

    row: int
    col: int
    rows: int
    cols: int
    text: str
    """Paragraphs of the cell joined by "\\n"."""
    numbers: tuple[str, ...] | None = None
    """Automatic numbers, one per paragraph of `text` ("" for a paragraph without); None where no paragraph has one."""
    bold: bool = False
    """All visible text of the cell is bold."""
    bold_parts: Stretches = ()
    """Stretches of `text` printed bold, where not all of it is."""
    underlined: Stretches = ()
    """Stretches of `text` with a line under them."""


@record
class Table:
    """A table on its full grid; every grid square belongs to exactly one cell.

    Shape: `cells` in reading order of their top left corners; `grid()` gives
    `rows` rows of `cols` cells, a merged area repeating one Cell.
    """

    id: str
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    """Rows Word repeats on every page (w:tblHeader); 0 where the file does not say."""
    inside: str | None = None
    """Address of the cell this table is nested in, `b41.3.1`; None at the top."""
    story: str = "body"

    def grid(self) -> tuple[tuple[Cell, ...], ...]:
        """Rows of cells, every row `cols` long, a merged area repeating its Cell."""
        squares: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for col in range(cell.col, cell.col + cell.cols):
                    squares[row][col] = cell
        return tuple(tuple(cell for cell in row if cell is not None) for row in squares)

    def address(self, cell: Cell) -> str:
        """The block id under which spans quote a cell's text: `b41.3.1`."""
        return f"{self.id}.{cell.row}.{cell.col}"


Block = Paragraph | Table


def texts_of(block: Block) -> list[str]:
    """The text of a paragraph, or those of a table's cells in their order."""
    return [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]


@record
class Dropped:
    """Text of the source that stands in no block, and why."""

    text: str
    story: str
    reason: str
    """page-number, running-header, markup, repeated-heading, deleted, field-code, ruby, …"""


@record
class Place:
    """Where a block or cell stands in its file; a reader fills in what its form knows."""

    page: int | None = None
    """From 1, as the file counts its pages."""
    box: tuple[float, float, float, float] | None = None
    """Left, top, right, bottom on that page, in points from its top left corner."""
    line: int | None = None
    """From 1, of a text or of a page's source."""
    xpath: str | None = None
    sheet: str | None = None
    cell: str | None = None
    """`B7`."""
    part: str | None = None
    """Name of a part of a Word file, `word/document.xml`."""
    paragraph: int | None = None
    """From 1, of the paragraphs of that part."""


class LaterPlaces(Mapping[str, Place]):
    """Places that are worked out when the first is asked for: few callers ask, and a sheet has one for every cell."""

    def __init__(self, work_out: Callable[[], Mapping[str, Place]]) -> None:
        self._work_out = work_out

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return self._work_out()

    def __getitem__(self, address: str) -> Place:
        return self._places[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(self._places)


@record
class Opening:
    """Where something begins that is a part by itself: a sheet of a workbook, a file of a bundle."""

    block: str
    name: str
    """What it is called where it comes from: the name of the sheet, or of the file without its suffix."""
    file: str | None = None
    """The file of a bundle, with its folder."""


@record
class BundledFile:
    """One file of several that were read as one document."""

    name: str
    format: Format
    sha256: str
    read_through: str | None = None


@record
class Document:
    """What a reader gives back: every visible character in `blocks` or in `dropped`."""

    format: Format
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    revisions: Literal["accepted", "original"] = "accepted"
    places: Mapping[str, Place] = MappingProxyType({})
    """Block id, or a cell's address, to where it stands."""
    read_through: str | None = None
    """The converter a file went through and its version, where that matters."""
    openings: tuple[Opening, ...] = ()
    """Where its sheets or its files begin, if they are several."""
    files: tuple[BundledFile, ...] = ()
    """The files it consists of, if they are several."""
