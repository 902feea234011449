"""Lines whose pieces stand clear → where their columns stand, and which headings stand across several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.reading.pages.page_lines import Line, Piece

Span = tuple[float, float]
CLEAR: Final = 0.8
"""Ems between two columns, whatever the row."""
_STARTS: Final = 3
"""Lines of many pieces from which the columns are tried."""
_FEWEST_LINES: Final = 2
"""Lines below a heading that show columns without it."""
_GROUP_NUMBER: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]")
_ASIDE: Final = 0.1
"""Share of a table's width by which its middle may differ from that of a line, since its last column seems narrower than its cells are."""


# ---------------------------------------------------------------- columns


def columns_of_lines(run: Sequence[Line]) -> list[Span]:
    """From where to where each column reaches; what stands across several (a heading, the name of a group) says nothing of that."""
    below = _columns_shown(run[1:]) if len(run) > _FEWEST_LINES else []
    headed = [
        (min(left, piece.left), max(right, piece.right))
        for (left, right), piece in zip(below, run[0].pieces, strict=False)
    ]
    if len(below) == len(run[0].pieces) and headed == _merged(headed, run[0].size):
        return headed  # as many headings as columns head them in order, wherever each stands in its cell
    return _columns_shown(run)


def _columns_shown(run: Sequence[Line]) -> list[Span]:
    """The columns that the pieces of most lines show."""
    across = len(run) > 1 and len(run[0].pieces) < len(run[1].pieces)  # its headings may stand between the columns
    shown = [line for line in run[1 if across else 0 :] if not may_name_group(line)] or run
    order = sorted(shown, key=lambda line: -len(line.pieces))
    tries = [_columns_from(order[start:] + order[:start]) for start in range(min(_STARTS, len(order)))]
    return max(tries, key=lambda one: (2 * one[1] >= len(run), len(one[0]), one[1]))[0]


def _columns_from(order: Sequence[Line]) -> tuple[list[Span], int]:
    """The columns that the first line shows, widened by the others, and how many lines stand in them."""
    columns: list[Span] = []
    inside = 0
    for line in order:
        wider = _merged([*columns, *((piece.left, piece.right) for piece in line.pieces)], line.size)
        if len(wider) >= len(columns):
            columns = wider
            inside += 1
    return columns, inside


def _merged(spans: Iterable[Span], size: float) -> list[Span]:
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1] + CLEAR * size:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def reach_of(piece: Piece, columns: Sequence[Span]) -> range:
    """The columns that a piece stands in; the nearest where it stands in none."""
    found = [col for col, (left, right) in enumerate(columns) if piece.left < right + 1 and piece.right > left - 1]
    if not found:
        found = [min(range(len(columns)), key=lambda col: abs(sum(columns[col]) - piece.left - piece.right))]
    return range(found[0], found[-1] + 1)


def may_name_group(line: Line) -> bool:
    """Whether a line is one piece that opens with a number of a group: 一、, （二）."""
    return len(line.pieces) == 1 and _GROUP_NUMBER.match(line.text) is not None


def names_group_in_middle(line: Line, columns: Sequence[Span]) -> bool:
    """Whether a line is a number and name in the middle of the table, and begins where no column does: 一、政务环境."""
    left, right = columns[0][0], columns[-1][1]
    aside = abs(line.left + line.right - left - right) / 2 > _ASIDE * (right - left)
    return may_name_group(line) and not aside and all(abs(line.left - one) > line.size / 5 for one, _ in columns)


# ---------------------------------------------------------------- headings across columns


def headed(lines: Sequence[Line], columns: Sequence[Span]) -> list[tuple[Piece, range]]:
    """The pieces of the first line that head several columns, and these columns; the next line may show more of them."""
    return [*_across(lines[0], columns), *(_in_middle(lines[0], lines[1], columns) if len(lines) > 1 else [])]


def goes_on_in_middle(line: Line, heading: Line) -> bool:
    """Whether a line of few pieces holds the ends of headings above: each shorter than one, and with the same middle."""
    if 2 * len(line.pieces) > len(heading.pieces) or may_name_group(line):
        return False
    return all(
        any(
            piece.right - piece.left < one.right - one.left and abs(_middle(one) - _middle(piece)) < line.size / 2
            for one in heading.pieces
        )
        for piece in line.pieces
    )


def _in_middle(line: Line, below: Line, columns: Sequence[Span]) -> Iterator[tuple[Piece, range]]:
    """Short headings that stand in the middle above several others: each of these is headed by what stands nearest to it."""
    single = {reach[0]: piece for piece in line.pieces if len(reach := reach_of(piece, columns)) == 1}
    under: dict[int, list[int]] = {}
    level: set[int] = set()
    words = [piece for piece in below.pieces if not piece.text.replace(".", "").isdecimal()]
    for piece in words:
        col = reach_of(piece, columns)[0]
        nearest = min(single, key=lambda one: abs(_middle(single[one]) - _middle(piece)), default=col)
        under.setdefault(nearest, []).append(col)
        if any(_is_level(one, piece, line.size) for one in line.pieces):
            level.add(col)
    for col, cols in under.items():
        reach = range(min(cols), max(cols) + 1)
        alone = col in reach and not any(one in single for one in reach if one != col)
        if len(cols) == len(reach) > 1 and alone and not level.issuperset(cols):
            yield single[col], reach


def _is_level(above: Piece, piece: Piece, size: float) -> bool:
    """Whether two pieces begin below each other, or have one middle: a word that goes on, or what stands under one heading."""
    return min(abs(above.left - piece.left), abs(_middle(above) - _middle(piece))) < size / 2


def _middle(piece: Piece) -> float:
    return (piece.left + piece.right) / 2


def _across(line: Line, columns: Sequence[Span]) -> Iterator[tuple[Piece, range]]:
    """What each piece that stands across columns heads: also those beside it, as far as nothing else stands in them."""
    reaches = [reach_of(piece, columns) for piece in line.pieces]
    taken = {col for reach in reaches for col in reach}
    for piece, reach in zip(line.pieces, reaches, strict=True):
        if len(reach) > 1:
            start, end = reach[0], reach[-1] + 1
            while start > 0 and start - 1 not in taken:
                start -= 1
            while end < len(columns) and end not in taken:
                end += 1
            yield piece, range(start, end)
