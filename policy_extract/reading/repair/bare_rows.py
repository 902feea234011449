"""Tables that a text dump shows with neither tabs nor bars: only their headings tell that they are there.

Two forms are known. Rows on one line, cells set apart by spaces, and cells on
lines of their own:

    序号  工作任务  责任单位        序号
    1     建站点    民政局          工作任务
                                    责任单位
                                    1
                                    建站点
                                    民政局

What does not fit the headings is left as lines; a heading alone on them is
noted where tables are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.lexical.quantities import read_quantity
from policy_extract.reading.plain_tables import Grid
from policy_extract.reading.repair.cell_lines import rows_of_cells
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part

_GAP: Final = re.compile(r"[ \u3000]{2,}|\u3000")
_SPACE: Final = re.compile(r"[ \u3000]+")
_FEWEST: Final = 3
"""Headings from which a line, or a run of lines, is the heading of a table."""
_MOST: Final = 14
_LONGEST_HEADING: Final = 14
_FEWEST_ROWS: Final = 2
_MOST_DIGITS: Final = 6
"""Digits of the number of a row; no document has a million."""
_OPEN_LINE: Final = 12
"""Characters from which a line without a full stop may go on in the next."""


def split_bare_tables(parts: Sequence[Part], matcher: Matcher) -> Iterator[Part]:
    """The parts in their order, with every run of lines that shows a table replaced by its grid."""
    lines = [part if isinstance(part, str) else "" for part in parts]
    position = 0
    while position < len(parts):
        found = (
            _rows_on_lines(lines, position, matcher)
            or rows_of_cells(lines, position, heading_role, matcher)
            or _cells_on_lines(lines, position, matcher)
        )
        if found is None:
            yield parts[position]
            position += 1
        else:
            yield Grid(found.rows)
            position = found.end


def heading_cells(line: str, matcher: Matcher) -> list[str]:
    """The cells of a line that is the heading of a table: three known headings at least, and nothing else; else []."""
    line = line.strip()
    if _SPACE.search(line) is None:
        return []
    for between in (_GAP, _SPACE):
        cells = between.split(line)
        if _FEWEST <= len(cells) <= _MOST and all(heading_role(cell, matcher) for cell in cells):
            return cells
    return []


@record
class _Found:
    """The rows of a table, heading first, and the line after it."""

    rows: tuple[tuple[str, ...], ...]
    end: int


def heading_role(text: str, matcher: Matcher) -> str:
    """What a heading names; "" for what is none."""
    text = text.strip()
    if not 0 < len(text) <= _LONGEST_HEADING:
        return ""
    text = text.replace(" ", "")
    if (match := matcher.first("column", text)) is not None:
        return str(match.get("role"))
    label = matcher.first("label-alone", text)
    return "units" if label is not None and label.span("label") == (0, len(text)) else ""


# ---------------------------------------------------------------- rows on one line


def _rows_on_lines(lines: Sequence[str], start: int, matcher: Matcher) -> _Found | None:
    if (" " not in lines[start].strip() and "\u3000" not in lines[start].strip()) or "\t" in lines[start]:
        return None
    heading = heading_cells(lines[start], matcher)
    if not heading:
        return None
    for between in (_GAP, _SPACE):
        rows = [tuple(heading)]
        for at in range(start + 1, len(lines)):
            cells = tuple(between.split(lines[at].strip()))
            if len(cells) != len(heading) or not _fits(cells, heading, matcher):
                break
            rows.append(cells)
        if len(rows) > _FEWEST_ROWS:
            return _Found(tuple(rows), start + len(rows))
    return None


def _fits(cells: Sequence[str], heading: Sequence[str], matcher: Matcher) -> bool:
    """Whether every cell can stand under its heading: a number, a value, a unit of measure."""
    return all(
        _FITS.get(heading_role(name, matcher), _anything)(cell, matcher)
        for cell, name in zip(cells, heading, strict=True)
    )


def _anything(text: str, _: Matcher) -> bool:
    return bool(text.strip())


def _is_words(text: str, _: Matcher) -> bool:
    return bool(text.strip()) and not text.strip().isdecimal()


def _is_no_sentence(text: str, matcher: Matcher) -> bool:
    return _is_words(text, matcher) and not text.rstrip().endswith(("。", "；"))


def _is_no_body(text: str, matcher: Matcher) -> bool:
    return bool(text.strip()) and matcher.first("certain-body", text) is None


def _is_number(text: str, _: Matcher) -> bool:
    return text.strip().rstrip(".．、").isdecimal()


def _is_value(text: str, _: Matcher) -> bool:
    return read_quantity(text).form != "text" or len(text) <= _LONGEST_HEADING


def _is_measure(text: str, matcher: Matcher) -> bool:
    return matcher.first("measure", text) is not None or "/" in text or matcher.first("body-name", text) is not None


_FITS: Final[dict[str, Callable[[str, Matcher], bool]]] = {
    "no": _is_number,
    "value": _is_value,
    "measure": _is_measure,
    "deadline": _is_no_body,
    **dict.fromkeys(("name", "content"), _is_words),
    **dict.fromkeys(("units", "lead", "support"), _is_no_sentence),
}


# ---------------------------------------------------------------- cells on lines of their own


def _cells_on_lines(lines: Sequence[str], start: int, matcher: Matcher) -> _Found | None:
    """A table whose headings stand on lines of their own, the first of them that of the running numbers."""
    if len(lines[start].strip()) > _LONGEST_HEADING or (below := _first_row(lines, start)) is None:
        return None
    heading = _heading(lines[start:below], matcher) if heading_role(lines[start], matcher) == "no" else None
    if heading is None:
        return None
    table = _Headed(lines, heading, matcher)
    rows = [heading]
    position = start + len(heading)
    number = 1
    while _number(lines, position) == number:
        number += 1
        found = _row(table, position, number)
        if found is None:
            return None
        row, position = found
        rows.append(row)
        if table.goes_on_below_heading(position, number):
            rows.append(heading)
            position += len(heading)
    return _Found(tuple(rows), position) if len(rows) > _FEWEST_ROWS else None


def _first_row(lines: Sequence[str], start: int) -> int | None:
    """The line 1 after a few others; None where there is none."""
    return next((at for at in range(start + _FEWEST, start + _MOST) if _number(lines, at) == 1), None)


def _heading(lines: Sequence[str], matcher: Matcher) -> tuple[str, ...] | None:
    """The headings on these lines; None where most of them are unknown."""
    heading = tuple(line.strip() for line in lines)
    known = sum(1 for text in heading if heading_role(text, matcher))
    short = all(0 < len(text) <= _LONGEST_HEADING for text in heading)
    return heading if short and known >= _FEWEST and 2 * known > len(heading) else None


def _number(lines: Sequence[str], position: int) -> int | None:
    text = lines[position].strip() if position < len(lines) else ""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


@record
class _Headed:
    """Lines among which a table with these headings begins."""

    lines: Sequence[str]
    heading: Sequence[str]
    matcher: Matcher

    def fit(self, cells: Sequence[str]) -> bool:
        """Whether the cells are a row of it."""
        return len(cells) == len(self.heading) and _fits(cells, self.heading, self.matcher)

    def goes_on_below_heading(self, position: int, number: int) -> bool:
        """Whether the heading stands here again, as at the top of a page, above the row with this number."""
        below = position + len(self.heading)
        again = [line.strip() for line in self.lines[position:below]] == list(self.heading)
        return again and _number(self.lines, below) == number


def _row(table: _Headed, start: int, following: int) -> tuple[tuple[str, ...], int] | None:
    """The row that begins with a number, and the line after it; None where its cells cannot be recognised."""
    lines, width = table.lines, len(table.heading)
    whole = tuple(line.strip() for line in lines[start : start + width])
    below = start + width
    if table.fit(whole) and not _has_caption(whole, table.matcher):
        goes_on = _number(lines, below) == following or table.goes_on_below_heading(below, following)
        if goes_on or not _comes_later(lines, below, following, width):
            return whole, below
    end = next((at for at in range(start + width, start + 3 * width) if _number(lines, at) == following), None)
    if end is None:
        return None
    cells = tuple(_joined([line.strip() for line in lines[start:end]]))
    return (cells, end) if table.fit(cells) else None


def _has_caption(cells: Sequence[str], matcher: Matcher) -> bool:
    """Whether one of the cells is what stands above another annex or table: the row lost an empty cell."""
    return any(matcher.first("caption-line", cell) for cell in cells)


def _comes_later(lines: Sequence[str], start: int, number: int, width: int) -> bool:
    return any(_number(lines, at) == number for at in range(start, start + 2 * width))


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines, with each that plainly breaks off put before the one it goes on in."""
    cells: list[str] = []
    for line in lines:
        if cells and len(cells[-1]) >= _OPEN_LINE and cells[-1][-1] not in "。；":
            cells[-1] += line
        else:
            cells.append(line)
    return cells
