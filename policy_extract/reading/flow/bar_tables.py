"""Tables that plain characters show with bars: Markdown's, and those of extractors that close each row with one and draw no rule."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.plain_tables import Grid, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.repair.furniture import Furniture

RULE_OF_A_TABLE: Final = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*){0,200}\|?[ \t]*$")
_BAR: Final = re.compile(r"\\.|\|")


def with_bar_tables(parts: Sequence[Part], furniture: Furniture) -> Iterator[Part]:
    """The parts, with every table that is drawn with bars replaced by its grid; bars and rules are markup."""
    lines = [part if isinstance(part, str) else "" for part in parts]
    position = 0
    while position < len(parts):
        end = _end_of_table(lines, position)
        if end == position:
            yield parts[position]
            position += 1
            continue
        table = lines[position:end]
        rules = "".join(line for line in table if RULE_OF_A_TABLE.match(line))
        cells = [_bar_cells(line) for line in table if not RULE_OF_A_TABLE.match(line)]
        furniture.drop("|" * sum(bars for bars, _ in cells) + "".join(rules.split()), "markup")
        if cells:
            yield Grid(tuple(tuple(texts) for _, texts in cells), filled_up=_is_closed(table[0]))
        position = end


def _end_of_table(lines: Sequence[str], start: int) -> int:
    """The line after the table that starts here; `start` itself where none does.

    A table has a rule under its first row, or two rows between bars of the
    same number of cells, or two that close with a bar and hold another.
    """
    if "|" not in lines[start] or start + 1 >= len(lines) or "|" not in lines[start + 1]:
        return start
    ruled = RULE_OF_A_TABLE.match(lines[start + 1]) is not None
    framed = _is_framed(lines[start]) and _is_framed(lines[start + 1])
    same = len(_bar_cells(lines[start])[1]) == len(_bar_cells(lines[start + 1])[1])
    closed = _is_closed(lines[start]) and _is_closed(lines[start + 1])
    if not closed and not (same and (ruled or framed)):
        return start
    end = start
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return end


def _is_framed(line: str) -> bool:
    return line.strip().startswith("|") and line.strip().endswith("|") and len(line.strip()) > 1


def _is_closed(line: str) -> bool:
    """Whether a row of several cells ends in a bar and begins with none."""
    line = line.strip()
    return line.endswith("|") and not line.startswith("|") and line.count("|") > 1


def _bar_cells(line: str) -> tuple[int, list[str]]:
    """How many bars a row has, and the texts between them."""
    line = line.strip()
    bars = [found.start() for found in _BAR.finditer(line) if found[0] == "|"]
    ends = [-1, *bars, len(line)]
    cells = [line[start + 1 : end].strip() for start, end in pairwise(ends)]
    first = 1 if line.startswith("|") else 0
    last = (
        len(cells) - 1 if len(cells) > 1 and line.endswith("|") and bars and bars[-1] == len(line) - 1 else len(cells)
    )
    return len(bars), cells[first:last] or [""]
