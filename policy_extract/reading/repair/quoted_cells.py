r"""Rows that were copied out of a spreadsheet: a cell of several lines stands in quotation marks, and each of its own is doubled.

    1 ⇥ 建站点 ⇥ "民政局 ⏎ 财政局" ⏎ 2 ⇥ 建食堂 ⇥ 商务局

Only in rows that make up a table are these marks signs of the spreadsheet;
anywhere else the lines stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.repair.tab_lines import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.plain_tables import Part
    from policy_extract.reading.repair.furniture import Furniture

_QUOTED: Final = re.compile(r'(?:^|(?<=\t))"([^"\t]*(?:""[^"\t]*)*)"(?=\t|$)', re.MULTILINE)
"""A cell in quotation marks, on one line or several."""
_BREAK: Final = "\v"
"""Stands for the end of a line inside a cell; it ends lines, so that none holds it."""
_FEWEST_CELLS: Final = 2


def split_quoted_tables(lines: Sequence[str], furniture: Furniture) -> Iterator[Part]:
    """The lines in their order, with every table that has such cells replaced by its grid; the marks are markup."""
    text = "\n".join(lines)
    printed = _QUOTED.sub(lambda cell: cell[0].replace("\n", _BREAK), text).split("\n")
    rows = [row.replace(_BREAK, "\n") for row in _QUOTED.sub(_content, text).split("\n")]
    if len(rows) == len(lines):
        yield from lines
        return
    position = 0
    while position < len(rows):
        found = read_rows(rows, position, furniture.matcher, fewest=_FEWEST_CELLS)
        tables, end = found or ([], position + 1)
        its = range(position, end)
        position = end
        if tables and any("\n" in rows[at] for at in its):
            yield from tables
            furniture.drop('"' * sum(printed[at].count('"') - rows[at].count('"') for at in its), "markup")
        else:
            yield from (line for at in its for line in printed[at].split(_BREAK))


def _content(cell: re.Match[str]) -> str:
    """What a cell of several lines holds; one of a single line keeps its marks, which are its own."""
    return cell[1].replace('""', '"').replace("\n", _BREAK) if "\n" in cell[1] else cell[0]
