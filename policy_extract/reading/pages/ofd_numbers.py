"""Numbers as an OFD file writes them: lists, steps between glyphs, matrices."""

from __future__ import annotations

import math
import re
from itertools import accumulate, islice, repeat
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.pdfium import MOST_GLYPHS_OF_A_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_RUN: Final = "g"

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def stops(start: float, written: str | None, length: int, *, default: float) -> list[float]:
    """Positions of `length` glyphs on an axis, from the steps between them that the file lists.

    >>> stops(1.0, "2 g 2 3 4", 5, default=0.0)
    [1.0, 3.0, 6.0, 9.0, 13.0]
    """
    steps = _plain_numbers(written, length - 1) if written else []
    if steps is None:
        steps = list(islice(_steps(written or ""), max(length - 1, 0)))
    steps += [steps[-1] if steps else default] * (length - 1 - len(steps))
    return list(accumulate(steps, initial=start))


def _steps(written: str) -> Iterator[float]:
    """The numbers of a list in which `g n d` stands for n times d (clause 11.3)."""
    words = iter(written.split())
    for word in words:
        if word != _RUN:
            yield number_in(word, 0.0)
            continue
        times, step = int(number_in(next(words, None), 0.0)), number_in(next(words, None), 0.0)
        yield from repeat(step, min(max(times, 0), MOST_GLYPHS_OF_A_PAGE))


def matrix_of(element: Element) -> Matrix:
    numbers = numbers_in(element.get("CTM", ""))
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else _PLAIN


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _plain_numbers(written: str, most: int | None = None) -> list[float] | None:
    """The first numbers of a list, at most so many; None where there is anything else among them."""
    try:
        numbers = list(map(float, written.split()[:most]))
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) and "_" not in written else None


def numbers_in(written: str) -> Sequence[float]:
    """All numbers in a text, whatever stands between them."""
    plain = _plain_numbers(written)
    return (
        plain
        if plain is not None
        else [number for found in _NUMBER.findall(written) if math.isfinite(number := float(found))]
    )


def number_in(written: str | None, default: float) -> float:
    """The first number of an attribute; nearly all are a number and nothing else."""
    if not written:
        return default
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if math.isfinite(number) and "_" not in written:
        return number
    found = numbers_in(written)
    return found[0] if found else default
