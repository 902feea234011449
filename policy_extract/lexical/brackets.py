"""Brackets and quotation marks: which stretch of a text stands inside which pair."""

from __future__ import annotations

OPENING = "（(〔[【〈<《“‘「『﹝［〖"
CLOSING = "）)〕]】〉>》”’」』﹞］〗"
_QUOTES = dict(zip("《“‘「『", "》”’」』", strict=True))
DEEPEST = 64
"""Open marks remembered; deeper nesting is no text a person wrote, and searching it would take quadratic time."""
_ROUND_OPEN = "（(〔[【〈﹝［〖<"
_ROUND_CLOSE = "）)〕]】〉﹞］〗>"


def pairs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Start and end (of the closing mark, exclusive) of each bracketed stretch, in the order of their openings.

    Round, square and angled brackets close each other, because plans mix them
    （…〕; quotation and title marks close only their own kind. An opening
    without a closing is left out.

    >>> text = "落实（责任单位：甲（乙〕、丙）"
    >>> [text[a:b] for a, b in pairs(text)]
    ['（责任单位：甲（乙〕、丙）', '（乙〕']
    """
    end = len(text) if end is None else end
    found, stack = [], []
    for index in range(start, end):
        char = text[index]
        if char in _ROUND_OPEN or char in _QUOTES:
            stack.append(index)
            del stack[:-DEEPEST]
        elif char in _ROUND_CLOSE:
            place = next((at for at in range(len(stack) - 1, -1, -1) if text[stack[at]] in _ROUND_OPEN), None)
            if place is not None:
                found.append((stack[place], index + 1))
                del stack[place:]
        elif char in _QUOTES.values():
            place = next((at for at in range(len(stack) - 1, -1, -1) if _QUOTES.get(text[stack[at]]) == char), None)
            if place is not None:
                found.append((stack[place], index + 1))
                del stack[place:]
    return sorted(found)


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
