"""Contents whose entries have no leader: a heading, space, and the number of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import opens_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.pages.joining import Column
    from policy_extract.reading.pages.page_lines import Line

_FEWEST: Final = 3
_MOST_DIGITS: Final = 3


def entries_of_contents(lines: Sequence[Line], column: Column, matcher: Matcher) -> list[Line]:
    """The lines of a page that are entries of the contents: several, among few others, their numbers never falling."""
    found = [index for index, line in enumerate(lines) if _is_entry(line, column, matcher)]
    if len(found) < _FEWEST or 2 * len(found) < found[-1] - found[0] + 1:
        return []
    numbers = [int(_last_word(lines[index])) for index in found]
    return [lines[index] for index in found] if numbers == sorted(numbers) else []


def _is_entry(line: Line, column: Column, matcher: Matcher) -> bool:
    """Whether a line ends with a number, set at the right edge or after the heading it opens with."""
    number = _last_word(line)
    if not (number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS) or number == line.text:
        return False
    at_edge = len(line.pieces) > 1 and abs(column.right - line.right) < line.size
    return at_edge or opens_paragraph(line.text, matcher)


def _last_word(line: Line) -> str:
    return line.text.rpartition(" ")[2]
