"""Tables that plain text draws with lines of characters, as pandoc and programs like it write them.

Two forms are known. A grid, in which merged cells show by the lines they lack,
and columns that dashes mark off:

    +------+----------+                 ------ ---------- --------
    | 序号 | 任务     |                 序号   任务       单位
    +======+==========+                 ------ ---------- --------
    | 1    | 建站点   |                 1      建站点     民政局
    |      +----------+
    |      | 建食堂   |                 2      建食堂     商务局
    +------+----------+                 ------ ---------- --------

Widths are counted as a terminal shows them: a Chinese character takes two
columns. What does not fit its lines is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from policy_extract.blocks import Cell, Table
from policy_extract.reading.known_lines import glue
from policy_extract.reading.plain_tables import Grid
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policy_extract.reading.plain_tables import Part
    from policy_extract.reading.repair.furniture import Furniture

_FLAT: Final = "─━┄┅┈┉╌╍═"
_UPRIGHT: Final = "│┃┆┇┊┋╎╏║"
_DRAWN: Final = dict.fromkeys(range(0x2500, 0x2571), "+") | {ord(sign): "-" for sign in _FLAT}
_DRAWN.update((ord(sign), "|") for sign in _UPRIGHT)
"""Signs made for drawing, as those that everybody can type."""
_EDGE: Final = re.compile(r" *\+[-=:]{2,}[-=:+]*\+ *$")
_DASHES: Final = re.compile(r" *-{3,} *$")
_RULER: Final = re.compile(r" *-{2,}(?: +-{2,})+ *$")
_PART_OF_AN_EDGE: Final = re.compile(r"\+[-=:]{2,}[-=:+]*\+")
_BEGINNINGS: Final = frozenset({"+-", "+=", "+:", "--"})
_MOST_LINES: Final = 3_000
_WIDEST: Final = 600
_MOST_HEADING_LINES: Final = 8


def with_ruled_tables(
    parts: Sequence[Part], furniture: Furniture, cell_text: Callable[[str], str] = str
) -> Iterator[Part]:
    """The parts, with every table that is drawn in place of its lines; the lines that draw it are markup.

    `cell_text` gives what the text of a cell in a grid shows, where markup may stand in it.
    """
    lines = [part.rstrip() if isinstance(part, str) else "" for part in parts]
    if not any(_begins(line) for line in lines):
        yield from parts
        return
    position = 0
    while position < len(parts):
        found = _grid(lines, position) or _under_dashes(lines, position)
        if found is None:
            yield parts[position]
            position += 1
        else:
            table, position, markup = found
            furniture.drop(markup, "markup")
            if isinstance(table, Table):
                table = replace(table, cells=tuple(replace(cell, text=cell_text(cell.text)) for cell in table.cells))
            yield table


_Found = tuple[Table | Grid, int, str]


# ---------------------------------------------------------------- grids


def _grid(lines: Sequence[str], start: int) -> _Found | None:
    """The grid that begins with this line, the line after it and its signs; None where none does."""
    if not _begins(lines[start]) or not _EDGE.match(lines[start].translate(_DRAWN)):
        return None
    if start and _is_drawn(lines[start - 1]):
        return None
    end = start
    while end < min(len(lines), start + _MOST_LINES) and _is_drawn(lines[end]):
        end += 1
    width = len(lines[start])
    drawn = [_squares(line.translate(_DRAWN), width) for line in lines[start:end]]
    rows = [row for row in drawn if row is not None]
    if width > _WIDEST or len(rows) < len(drawn) or len(rows) <= 2:
        return None
    ys = [at for at, row in enumerate(rows) if _PART_OF_AN_EDGE.search("".join(row))]
    xs = sorted({x for at in ys for x in range(width) if rows[at][x] == "+"})
    if ys[-1] != len(rows) - 1 or len(xs) < 2:
        return None
    cells = _cells(rows, xs, ys)
    if cells is None:
        return None
    signs = Counter("".join(line for line in lines[start:end])) - Counter("".join(cell.text for cell in cells))
    markup = "".join(sign * count for sign, count in signs.items() if not sign.isspace())
    return Table("", len(ys) - 1, len(xs) - 1, tuple(cells)), end, markup


def _begins(line: str) -> bool:
    return line.lstrip()[:2].translate(_DRAWN) in _BEGINNINGS


def _is_drawn(line: str) -> bool:
    return line.lstrip()[:1].translate(_DRAWN) in {"+", "|"}


def _squares(line: str, width: int) -> list[str] | None:
    """What stands in each column of a line that is so wide, "" after a wide sign; None where it is not."""
    return next((squares for squares in _ways_to_count(line) if len(squares) == width), None)


def _ways_to_count(line: str) -> Iterator[list[str]]:
    """What stands in each column, "" after a wide sign, in each of the ways in which programs count widths."""
    for wide in ("WFA", "WF", ""):
        yield [square for char in line for square in ((char, "") if east_asian_width(char) in wide else (char,))]


def _cells(rows: Sequence[Sequence[str]], xs: Sequence[int], ys: Sequence[int]) -> list[Cell] | None:
    """The cells of the grid; None where they are no rectangles."""
    owner: dict[tuple[int, int], int] = {}
    found: list[Cell] = []
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            if (row, col) in owner:
                continue
            right = col + 1
            while right < len(xs) - 1 and not _is_parted(rows, ys, row, xs[right]):
                right += 1
            below = row + 1
            while below < len(ys) - 1 and _is_open(rows[ys[below]], xs[col], xs[right]):
                below += 1
            squares = [(one, two) for one in range(row, below) for two in range(col, right)]
            if any(square in owner for square in squares):
                return None
            owner |= dict.fromkeys(squares, len(found))
            text = _text(rows[ys[row] + 1 : ys[below]], xs[col] + 1, xs[right])
            found.append(Cell(row, col, below - row, right - col, text))
    return found


def _is_parted(rows: Sequence[Sequence[str]], ys: Sequence[int], row: int, x: int) -> bool:
    """Whether an upright line stands at this place between two edges."""
    return all(rows[at][x] in {"|", "+"} for at in range(ys[row] + 1, ys[row + 1]))


def _is_open(edge: Sequence[str], left: int, right: int) -> bool:
    """Whether the line of an edge leaves out this stretch."""
    return not all(sign in {"-", "=", "+", ":"} for sign in edge[left + 1 : right])


def _text(rows: Sequence[Sequence[str]], left: int, right: int) -> str:
    """The text of a cell; a blank line in it parts paragraphs, else its lines were cut at its width."""
    return _paragraphs(["".join(row[left:right]).strip() for row in rows])


def _paragraphs(lines: Sequence[str]) -> str:
    paragraphs = [""]
    for line in lines:
        if line:
            paragraphs[-1] = glue(paragraphs[-1], line)
        elif paragraphs[-1]:
            paragraphs.append("")
    return "\n".join(text for text in paragraphs if text)


# ---------------------------------------------------------------- columns under dashes


def _under_dashes(lines: Sequence[str], start: int) -> _Found | None:
    """The table whose columns a line of dashes marks off: under its heading, which dashes across the whole table may stand above."""
    framed = _DASHES.match(lines[start]) is not None
    top = start + framed
    last = min(len(lines), top + (_MOST_HEADING_LINES if framed else 2))
    ruler = next((at for at in range(top, last) if _RULER.match(lines[at])), None)
    if ruler is None or ruler == top or not all(line.strip() for line in lines[top:ruler]):
        return None
    starts = [found.start() for found in re.finditer("-+", lines[ruler])]
    end = _end_under(lines, ruler + 1, framed=framed)
    if end is None:
        return None
    body = lines[ruler + 1 : end]
    heading = _row(lines[top:ruler], starts)
    rows = [_row(group, starts) for group in _groups(body, apart=framed and any(not line for line in body))]
    if heading is None or None in rows or not rows or not all(heading):
        return None
    closing = [lines[end]] if end < len(lines) and _closes(lines[end]) else []
    markup = "".join("".join(line.split()) for line in (*([lines[start]] if framed else []), lines[ruler], *closing))
    return Grid((heading, *(row for row in rows if row is not None))), end + len(closing), markup


def _closes(line: str) -> bool:
    return _DASHES.match(line) is not None or _RULER.match(line) is not None


def _end_under(lines: Sequence[str], start: int, *, framed: bool) -> int | None:
    """The line after the last row: dashes again, or a blank line where nothing closes the table."""
    for at in range(start, min(len(lines), start + _MOST_LINES)):
        if _closes(lines[at]):
            return at
        if not framed and not lines[at].strip():
            return at if at > start else None
    return None if framed else len(lines)


def _groups(lines: Sequence[str], *, apart: bool) -> Iterator[Sequence[str]]:
    """The lines of each row: one, or those up to a blank line where blank lines part rows."""
    if not apart:
        yield from ([line] for line in lines if line.strip())
        return
    breaks = [-1, *(at for at, line in enumerate(lines) if not line.strip()), len(lines)]
    yield from (lines[above + 1 : below] for above, below in pairwise(breaks) if below > above + 1)


def _row(lines: Sequence[str], starts: Sequence[int]) -> tuple[str, ...] | None:
    """The cells of a row of some lines; None where a text stands across two columns."""
    pieces: list[list[str]] = [[] for _ in starts]
    for line in lines:
        cut = _cut(line, starts)
        if cut is None:
            return None
        for col, text in enumerate(cut):
            pieces[col].append(text)
    return tuple(_paragraphs([text for text in texts if text]) for texts in pieces)


def _cut(line: str, starts: Sequence[int]) -> list[str] | None:
    """A line cut where columns begin, in the first way to count in which none begins inside a text; None where there is no such way."""
    for squares in _ways_to_count(line):
        ends = [*starts[1:], max(len(squares), starts[-1])]
        if all(at > len(squares) or not squares[at - 1 : at] or squares[at - 1] == " " for at in starts):
            return ["".join(squares[left:right]).strip() for left, right in zip(starts, ends, strict=True)]
    return None
