"""Lists of bodies with the duties of each, which a text dump shows on lines: a body, a tab or some spaces, what it has to do.

市民政局⇥负责……        市民政局    负责提供养老服务数据，
市财政局⇥负责……                    按月报送。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import opens_paragraph
from policy_extract.reading.plain_tables import Grid
from policy_extract.reading.repair.bare_rows import heading_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part

_GAP: Final = re.compile(r"[ \u3000]*\t[ \u3000\t]*|[ \u3000]{2,}|\u3000")
_FEWEST: Final = 3
"""Bodies from which lines are a list of them."""
_LONGEST_BODY: Final = 24
_SHORTEST_DUTY: Final = 8
_MOST_LINES: Final = 12
"""Lines on which a duty may go on."""


def split_duties(parts: Sequence[Part], matcher: Matcher) -> Iterator[Part]:
    """The parts in their order, with every run of lines that lists bodies and their duties replaced by its grid."""
    position = 0
    while position < len(parts):
        heading = _heading(parts[position], matcher)
        rows, end = _rows(parts, position + len(heading), matcher)
        if len(rows) < _FEWEST:
            yield parts[position]
            position += 1
        else:
            yield Grid((*heading, *rows))
            position = end


def _heading(part: Part, matcher: Matcher) -> list[tuple[str, ...]]:
    """The row that heads such a list: 部门⇥工作职责; else []."""
    cells = _GAP.split(part.strip()) if isinstance(part, str) and len(part) <= 2 * _LONGEST_BODY else []
    return [tuple(cells)] if len(cells) == 2 and all(heading_role(cell, matcher) for cell in cells) else []


def _rows(parts: Sequence[Part], start: int, matcher: Matcher) -> tuple[list[tuple[str, str]], int]:
    """The bodies and duties from a line on, and the line after them."""
    rows: list[tuple[str, str]] = []
    position = start
    while position < len(parts) and (cells := _body_and_duty(parts[position], matcher)) is not None:
        position += 1
        going_on = _going_on(parts, position, cells[1], matcher)
        rows.append((cells[0], cells[1] + "".join(going_on)))
        position += len(going_on)
    return rows, position


def _body_and_duty(part: Part, matcher: Matcher) -> tuple[str, str] | None:
    """The two cells of a line; None where it is no row of such a list. After a tab any sentence may be a duty."""
    line = part.strip() if isinstance(part, str) else ""
    gap = _GAP.search(line, 0, _LONGEST_BODY + 1)
    if gap is None or len(line) - gap.end() < _SHORTEST_DUTY:
        return None
    body, duty = line[: gap.start()], line[gap.end() :]
    bodies = body.split("、") if "\t" in gap[0] else [body]
    if _GAP.search(duty) is not None or any(matcher.first("body-name", name) is None for name in bodies):
        return None
    told = "\t" in gap[0] and duty.endswith("。")
    return (body, duty) if told or matcher.first("duty", duty) is not None else None


def _going_on(parts: Sequence[Part], start: int, duty: str, matcher: Matcher) -> list[str]:
    """The lines on which a duty goes on, as long as it has no end."""
    found: list[str] = []
    for part in parts[start : start + _MOST_LINES]:
        if (found[-1] if found else duty).endswith(("。", "；")):
            break
        if not isinstance(part, str) or not part.strip() or opens_paragraph(part, matcher):
            break
        if _body_and_duty(part, matcher) is not None:
            break
        found.append(part.strip())
    return found
