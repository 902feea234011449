"""Pieces of Excel workbooks: whole files with the same bytes for the same content, sheets to print, text that stays text."""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from policy_extract.errors import OutputError
from policy_extract.labels import word
from policy_extract.output.fonts import SONG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  Excel's dates have no zone
"""The creation date in the file's properties: not that of the run."""
MOST_ROWS = 2**20
A3, A4 = 8, 9
"""Excel's numbers of paper sizes."""
ROOM = 190
"""Width of the columns that can be read on A4, with characters two thirds of their size; wider sheets are for A3."""
MOST_UNITS = 32767
"""UTF-16 code units that a cell can hold."""
FOOTER = "&C" + word("papers", "page", page="&P", pages="&N")
_LINE = 13
"""Points that a line of text is high."""
_HIGHEST = 409
"""Points that a row can be high."""
PAPER_CELL = {"font_name": SONG, "font_size": 10, "text_wrap": True, "border": 1, "border_color": "#808080"}
"""The look of a cell on a paper to print and to circulate: a ledger, a table of changes."""
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@contextmanager
def workbook_to(stream: IO[bytes]) -> Iterator[Workbook]:
    """A workbook that is whole when the block ends."""
    from xlsxwriter import Workbook  # noqa: PLC0415
    from xlsxwriter.exceptions import FileCreateError, FileSizeError  # noqa: PLC0415

    try:
        with TemporaryDirectory() as folder, Workbook(stream, _OPTIONS | {"tmpdir": folder}) as book:
            book.set_properties({"created": CREATED})
            yield book
    except FileCreateError as error:
        raise error.args[0] from error
    except FileSizeError as error:
        raise OutputError("the workbook would be larger than 4 GB; give fewer files, or use --as csv") from error


class Packed(io.BytesIO):
    """A buffer that stays open: an unfinished zip is closed only when the program ends, and would raise then."""

    def close(self) -> None:
        """Nothing: memory needs no closing."""


def write_text(page: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    """Write a text cell, whatever the text begins with."""
    text = fitted(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for markup of its own and would not escape it.
        page.write_rich_string(row, place, "<", style, text[1:], style)
    else:
        page.write_string(row, place, text, style)


def write_across(page: Worksheet, row: int, columns: int, text: str, style: Format) -> None:
    """Write one cell that covers so many columns: `merge_range` would write rows that are on the disk already."""
    write_text(page, row, 0, text, style)
    for place in range(1, columns):
        page.write_blank(row, place, None, style)
    page.merge.append([row, 0, row, columns - 1])


def formats(book: Workbook, looks: Mapping[str, Mapping[str, Any]]) -> dict[str, Format]:
    """The formats of a workbook by name."""
    return {name: book.add_format(dict(look)) for name, look in looks.items()}


def fitted(text: str) -> str:
    """The text, cut where a cell can hold no more of it, with a note that says so.

    >>> fitted("建设场地"), len(fitted("长" * 40000)), fitted("长" * 40000)[-16:]
    ('建设场地', 32767, '长长……（共40000字，未完）')
    """
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MOST_UNITS:
        return text
    note = word("papers", "cut", count=len(text))
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (MOST_UNITS - len(note))]
    return kept.decode("utf-16-le", "ignore") + note


def new_sheet(book: Workbook, name: str, width: float = 0) -> Worksheet:
    """A sheet whose heading is printed on every page, one page wide, its name below; its rows grow with what people write."""
    page: Worksheet = book.add_worksheet(name, worksheet_class=growing())
    print_across(page, 0, paper=paper_for(width))
    page.hide_gridlines(0)  # prints them, too
    page.set_footer(f"&L&A{FOOTER}")
    return page


def print_across(
    page: Worksheet, heading: int, *, paper: int = A4, margins: tuple[float, float, float] = (0.4, 0.5, 0.6)
) -> None:
    """Have the sheet printed in landscape, one page wide, the row of headings on every page, numbers of pages below.

    Units: inches, for the margins at the sides, at the top and at the bottom.
    """
    sides, top, bottom = margins
    page.set_landscape()
    page.set_paper(paper)
    page.set_margins(left=sides, right=sides, top=top, bottom=bottom)
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading)
    page.set_footer(FOOTER)


def paper_for(width: float) -> int:
    """The paper for columns of this width."""
    return A3 if width > ROOM else A4


def growing() -> type[Worksheet]:
    """A sheet whose rows grow with what people write in them: XlsxWriter would fix every height it is given."""
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415  slow to load

    class Growing(Worksheet):
        def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
            super()._xml_start_tag_unencoded(tag, [one for one in attributes if one[0] != "customHeight"])

    return Growing


def height_of(lines: int) -> int:
    """Points that a row of so many lines is high, at most as many as a row can have."""
    return min(lines * _LINE + 5, _HIGHEST)


def lines_in(text: str, width: int) -> int:
    r"""How many lines a text takes in a column, a Chinese character as wide as two others.

    >>> lines_in("完善津贴制度", 8), lines_in("一\n二", 8)
    (2, 2)
    """
    room = max(width, 1)
    return sum(-(-max(sum(2 if ord(char) > 0x2E7F else 1 for char in line), 1) // room) for line in text.split("\n"))
