"""Rows without the squares that a merged cell above them covers, as converters write them → the columns their cells stand in.

    序号 | 类别 | 指标 | 单位        2 stands below 1, so 件 is no category:
    1    | 设施 | 面积 | 平方米      设施 reaches down to this row.
    2    | 件数 | 件

Where a row lacks cells at its end only, they may as well have been left out
because they are blank; they are merged where another row of the table shows
that its converter left out merged cells.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from math import comb
from typing import TYPE_CHECKING, Final

from policy_extract.lexical.quantities import read_quantity
from policy_extract.reading.known_lines import names_bodies, names_time
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.grammar import Matcher

_MOST_TRIES: Final = 500
"""Ways to choose the columns of a row, beyond which it is left as it is."""
_SAMPLE: Final = 60
"""Full rows that show what a column holds."""
_LONGEST_WORD: Final = 14
_MOST_DIGITS: Final = 4


@record
class Short:
    """A row that lacks cells: the column of each that it has, and whether nothing else was as good."""

    columns: tuple[int, ...]
    certain: bool

    @property
    def trailing(self) -> bool:
        """Whether it lacks cells at its end only."""
        return self.columns == tuple(range(len(self.columns)))


@record
class _Columns:
    """What the columns hold, as far as the full rows show it."""

    kinds: tuple[frozenset[str], ...]
    counting: int | None


def short_rows(rows: Sequence[Sequence[str]], heading: int, width: int, matcher: Matcher) -> dict[int, Short]:
    """The short rows of a table in which merged cells were left out, by their position; {} where no row shows that they were."""
    if len(rows[heading]) not in {width, width - 1} or all(len(row) in {1, width} for row in rows):
        return {}
    found: dict[int, Short] = {}
    first = heading + 1
    if len(rows[heading]) == width and (subheadings := _below_spans(rows[heading], rows[first : first + 1], matcher)):
        found[first] = Short(subheadings, certain=True)
        first += 1
    columns = _columns_of(rows[first:], width, matcher)
    if columns is None:
        return found
    tried = _placed_rows(rows, first, columns, frozenset(), matcher)
    found |= _placed_rows(rows, first, columns, _left_out_twice(tried.values(), width), matcher)
    proven = any(short.certain and not short.trailing for short in found.values())
    return found if proven else {}


def _placed_rows(
    rows: Sequence[Sequence[str]], first: int, columns: _Columns, usual: frozenset[int], matcher: Matcher
) -> dict[int, Short]:
    """The short rows below a full one, with the columns of their cells; `usual` are columns that other rows lack."""
    width = len(columns.kinds)
    found: dict[int, Short] = {}
    number, full = 0, False
    for position, row in enumerate(rows[first:], start=first):
        if len(row) == width:
            full = True
            number = _number(row[columns.counting], number) if columns.counting is not None else 0
        elif 1 < len(row) < width and full:
            short = _placed(row, columns, number + 1, usual, matcher)
            if short is not None:
                found[position] = short
                number += columns.counting in short.columns
    return found


def _left_out_twice(tried: Iterable[Short], width: int) -> frozenset[int]:
    """The columns that several rows lack."""
    counts = Counter(col for short in tried for col in range(width) if col not in short.columns)
    return frozenset(col for col, count in counts.items() if count > 1)


def _number(text: str, before: int) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else before


def _below_spans(heading: Sequence[str], below: Sequence[Sequence[str]], matcher: Matcher) -> tuple[int, ...]:
    """The columns of a second row of headings, one for each square of the headings that blanks follow; () where it is none."""
    spanned = [
        col
        for col, text in enumerate(heading)
        if not text.strip() or (col + 1 < len(heading) and not heading[col + 1].strip())
    ]
    if not below or len(below[0]) != len(spanned) or not heading[0].strip():
        return ()
    words = all(
        text.strip() and (matcher.first("column", text.strip()) or _kind(text, matcher) == "date") for text in below[0]
    )
    return tuple(spanned) if words else ()


def _columns_of(rows: Sequence[Sequence[str]], width: int, matcher: Matcher) -> _Columns | None:
    """What the full rows show; None where there is none."""
    full = [row for row in rows if len(row) == width and sum(1 for text in row if text.strip()) > 1]
    if not full:
        return None
    kinds = [frozenset(_kind(row[col], matcher) for row in full[:_SAMPLE]) for col in range(width)]
    counting = next((col for col in range(width) if counts_up([row[col] for row in full])), None)
    return _Columns(tuple(kinds), counting)


def counts_up(texts: Sequence[str]) -> bool:
    """Whether the texts are numbers from 1 on, each higher than that above it."""
    numbers = [_number(text, 0) for text in texts]
    return numbers[0] == 1 and all(one < two for one, two in pairwise(numbers))


def _kind(text: str, matcher: Matcher) -> str:
    """What a text is, as far as that tells columns apart."""
    text = "".join(text.split())
    if not text:
        return "blank"
    if names_time(text, matcher):
        return "date"
    if read_quantity(text).form != "text":
        return "value"
    if names_bodies(text, matcher):
        return "bodies"
    return "sentence" if text[-1] in "。；" or len(text) > _LONGEST_WORD else "words"


def _placed(
    row: Sequence[str], columns: _Columns, number: int, usual: frozenset[int], matcher: Matcher
) -> Short | None:
    """The columns of the cells of a short row; None where there are too many ways."""
    width = len(columns.kinds)
    if comb(width, len(row)) > _MOST_TRIES:
        return None
    kinds = [_kind(text, matcher) for text in row]
    numbered = next((at for at, text in enumerate(row) if _number(text, 0) == number), None)
    if columns.counting is None or columns.counting < (numbered or 0):
        numbered = None
    ways = sorted(
        (2 * _unlike(kinds, chosen, columns) + _unusual(chosen, width, usual), _holes(chosen, columns), chosen)
        for chosen in combinations(range(width), len(row))
        if _keeps_count(chosen, numbered, columns.counting)
    )
    if not ways:
        return None
    best = [way for way in ways if way[:2] == ways[0][:2]]
    told = numbered is not None or best[0][0] < len(row)
    alone = len(ways) == 1 or ways[0][0] < ways[1][0] or not _unusual(best[0][2], width, usual)
    return Short(best[-1][2], certain=told and alone and len(best) == 1)


def _keeps_count(chosen: Sequence[int], numbered: int | None, counting: int | None) -> bool:
    """Whether the number of the row stands in the column that counts, and nothing else does."""
    if counting is None:
        return True
    return counting not in chosen if numbered is None else chosen[numbered] == counting


def _unlike(kinds: Sequence[str], chosen: Sequence[int], columns: _Columns) -> int:
    """How many cells are of a kind that their column does not show elsewhere; a value may be put into words."""
    return sum(
        kind not in columns.kinds[col] and not (kind == "words" and "value" in columns.kinds[col])
        for kind, col in zip(kinds, chosen, strict=True)
    )


def _unusual(chosen: Sequence[int], width: int, usual: frozenset[int]) -> int:
    """How many columns are left out that no other row lacks."""
    return sum(1 for col in range(width) if col not in chosen and col not in usual)


def _holes(chosen: Sequence[int], columns: _Columns) -> int:
    """Columns left out to the right of others: a cell that groups rows reaches as far down as those to its right."""
    first = next((col for col in chosen if col != columns.counting), chosen[0])
    return sum(1 for col in range(first, len(columns.kinds)) if col not in chosen and col != columns.counting)
