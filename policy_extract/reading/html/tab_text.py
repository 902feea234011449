"""Tables in preformatted text (<pre>): lines that follow each other in as many columns, with tabs between them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST_ROWS: Final = 2
_FEWEST_COLUMNS: Final = 3
Rows = list[list[str]]


def parts_of(text: str) -> Iterator[str | Rows]:
    r"""The text, and in their places the rows of its tables.

    >>> list(parts_of("目标\n序号\t指标\t数量\n1\t场所\t30\n完"))
    ['目标\n', [['序号', '指标', '数量'], ['1', '场所', '30']], '完']
    """
    for columns, group in groupby(text.splitlines(keepends=True), key=lambda line: line.strip("\r\n").count("\t") + 1):
        lines = list(group)
        rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
        if columns >= _FEWEST_COLUMNS and len(rows) >= _FEWEST_ROWS and all(rows[0]):
            yield rows
        else:
            yield "".join(lines)
