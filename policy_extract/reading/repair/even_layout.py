"""Effects of a layout that all lines share, and that therefore mean nothing: blanks at their ends, a blank line below each, numbers in the
margin, a space after every character.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import opens_paragraph
from policy_extract.reading.repair.wrapped import find_cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.repair.furniture import Furniture

_ALL: Final = 0.9
"""Share of the lines, or of the places in them, from which on it is done to every one."""
_FEWEST: Final = 8
"""So many lines must show it."""
_FEWEST_HEADINGS: Final = 3
_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3001-\u301f“”‘’—…"
_SPACED: Final = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_SIDE_BY_SIDE: Final = re.compile(f"(?<=[{_WIDE}])(?=[{_WIDE}])")
_LOST_INDENT: Final = re.compile(r"[ \t]*\?\?(?!\?)")
_FEWEST_INDENTS: Final = 3
_NUMBERED: Final = re.compile(r"[ \t]*(\d{1,5})(?:[ \t\u3000]{1,8}(?=\S)|[ \t\u3000]*$)")


def without_even_layout(lines: Sequence[str], furniture: Furniture) -> list[str]:
    """The lines without such effects; numbers in the margin are dropped, and nothing else that is visible."""
    kept = _without_line_numbers(_with_indents(lines, furniture), furniture)
    filled = [line for line in kept if line.strip()]
    if len(filled) < _FEWEST:
        return kept
    if sum(line[-1:].isspace() for line in filled) >= _ALL * len(filled):
        kept = [line.rstrip() for line in kept]
    if sum(1 for above, below in pairwise(kept) if above.strip() and not below.strip()) >= _ALL * len(filled):
        kept = filled
    return _without_letter_spaces(kept)


def _with_indents(lines: Sequence[str], furniture: Furniture) -> list[str]:
    """The lines; where several begin with ??, these are the wide blanks of an indent that an encoding could not write."""
    lost = sum(1 for line in lines if _LOST_INDENT.match(line))
    if lost < _FEWEST_INDENTS:
        return list(lines)
    furniture.drop("??" * lost, "markup")
    return [_LOST_INDENT.sub("\u3000\u3000", line) for line in lines]


def _without_letter_spaces(lines: Sequence[str]) -> list[str]:
    """The lines; where nearly all wide characters are set apart by a space, those spaces are gone."""
    rows = [line for line in lines if "\t" not in line]
    spaced = sum(len(_SPACED.findall(line)) for line in rows if " " in line)
    beside = sum(len(_SIDE_BY_SIDE.findall(line)) for line in rows) if spaced >= _FEWEST * _FEWEST else 0
    if not spaced or spaced < _ALL * (spaced + beside) or spaced < _FEWEST * _FEWEST:
        return list(lines)
    return [_SPACED.sub("", line) for line in lines]


def _without_line_numbers(lines: Sequence[str], furniture: Furniture) -> list[str]:
    """The lines without the numbers that a layout gives them: 1, 2, 3, on every page anew.

    They are no numbers of entries where headings have numbers of their own, or
    where the lines after them were cut at a width.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) < _FEWEST or not all(_NUMBERED.match(lines[at]) for at in filled[:3]):
        return list(lines)
    found = {at: match for at in filled if (match := _NUMBERED.match(lines[at]))}
    values = [int(match[1]) for match in found.values()]
    if sum(after in {before + 1, 1} for before, after in pairwise(values)) + 1 < _ALL * len(filled):
        return list(lines)
    rest = [line[found[at].end() :] if at in found else line for at, line in enumerate(lines)]
    own = sum(1 for line in rest if line.strip() and opens_paragraph(line, furniture.matcher))
    if own < _FEWEST_HEADINGS and find_cut(rest, furniture.matcher) is None:
        return list(lines)
    furniture.drop("".join(match[1] for match in found.values()), "line-number")
    return rest
