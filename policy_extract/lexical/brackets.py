"""Brackets and quotation marks: which stretch of a text stands inside which pair."""

from __future__ import annotations

import re

_ROUND_OPEN = "（(﹙︵〔[【〈﹝［〖<"
_ROUND_CLOSE = "）)﹚︶〕]】〉﹞］〗>"
_QUOTE_OF = dict(zip("》”’」』", "《“‘「『", strict=True))
"""Opening quotation or title mark by its closing one."""
_OPEN = frozenset(_ROUND_OPEN) | frozenset(_QUOTE_OF.values())
_MARKS = re.compile(f"[{re.escape(''.join([*sorted(_OPEN), _ROUND_CLOSE, *_QUOTE_OF]))}]")
DEEPEST = 64
"""Open marks remembered; deeper nesting is no text a person wrote, and searching it would take quadratic time."""


def pairs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Start and end (of the closing mark, exclusive) of each bracketed stretch, in the order of their openings.

    A round, square or angled bracket may be closed by another of these kinds,
    because plans mix them （…〕; quotation and title marks close only their own. An opening
    without a closing is left out.

    >>> text = "落实（责任单位：甲（乙〕、丙）"
    >>> [text[a:b] for a, b in pairs(text)]
    ['（责任单位：甲（乙〕、丙）', '（乙〕']
    """
    found, stack = [], []
    for mark in _MARKS.finditer(text, start, len(text) if end is None else end):
        index, char = mark.start(), mark[0]
        if char in _OPEN:
            stack.append(index)
            del stack[:-DEEPEST]
            continue
        opened = _opening(text, stack, char)
        if opened is not None:
            found.append((stack[opened], index + 1))
            del stack[opened:]
    return sorted(found)


def _opening(text: str, stack: list[int], closing: str) -> int | None:
    """Place in the stack of the mark that this one closes; None where none is open."""
    kinds = _ROUND_OPEN if closing in _ROUND_CLOSE else _QUOTE_OF[closing]
    return next((place for place in range(len(stack) - 1, -1, -1) if text[stack[place]] in kinds), None)


def inside_brackets(text: str, start: int = 0, end: int | None = None) -> set[int]:
    """Positions that stand inside any pair of brackets or quotation marks, the marks themselves included.

    >>> sorted(inside_brackets("甲（乙。）丙"))
    [1, 2, 3, 4]
    """
    found: set[int] = set()
    reach = -1
    for low, high in pairs(text, start, end):
        if high > reach:
            found.update(range(max(low, reach), high))
            reach = high
    return found
