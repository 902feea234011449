r"""A prefilter for patterns: sets of characters, of each of which a text must contain one for the pattern to match.

Most rules are tried on texts that they cannot match. A few character sets rule
out most of these faster than the pattern does: `\d年` needs a digit and 年.
Each set has a bit, so that one scan of a text serves all rules.
"""

from __future__ import annotations

import sys
from functools import reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Needs = tuple[frozenset[str], ...]

DIGITS = frozenset("0123456789")

MOST = 3
"""Most sets checked per pattern; more would cost more time than they save."""
LARGEST = 300
"""Characters of a set; a larger one is in every text."""


class Signs:
    """Each character → the required sets that contain it, one bit per set."""

    def __init__(self, bits: Mapping[str, int] | None = None) -> None:
        self.bits = bits or {}
        self._known = frozenset(self.bits)

    def of(self, text: str) -> int:
        """The sets of which the text holds a character; a digit of any script is all ten.

        >>> signs, (year,) = numbered([needs("[甲乙]年")])
        >>> signs.of("甲年") & year == year, signs.of("丙年") & year == year
        (True, False)
        """
        return reduce(or_, map(self.bits.__getitem__, self._known.intersection(text)), 0)


def numbered(needed: Iterable[Needs]) -> tuple[Signs, list[int]]:
    """The character sets of some patterns as bits: a `Signs` for texts, and for each pattern the bits it needs."""
    places: dict[frozenset[str], int] = {}
    asked = [sum(1 << places.setdefault(one, len(places)) for one in set(sets)) for sets in needed]
    bits: dict[str, int] = {}
    for one, place in places.items():
        for char in one:
            bits[char] = bits.get(char, 0) | 1 << place
    digits = reduce(or_, (bits.get(digit, 0) for digit in DIGITS))
    others = (char for char in map(chr, range(sys.maxunicode + 1)) if char.isdecimal() and char not in DIGITS)
    return Signs({char: bits.get(char, 0) | digits for char in others} | bits), asked


def needs(pattern: str) -> Needs:
    """Sets of characters, the smallest first; what matches the pattern holds a character of each.

    >>> [sorted(one) for one in needs("(?:末|底)?第[一二]年(?:前|之前)")]
    [['第'], ['年'], ['一', '二']]
    >>> needs("[^，]*"), needs("(?i)a")
    ((), ())

    Fails: AttributeError or ImportError where this Python's `re` is built otherwise.
    """
    parser: Any = import_module("re._parser")
    parsed = parser.parse(pattern, 0)
    if parsed.state.flags & parser.SRE_FLAG_IGNORECASE:
        return ()
    found = dict.fromkeys(_of_all(parsed))
    return tuple(sorted(found, key=len)[:MOST])


def _of_all(items: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    """What things that stand one after the other need."""
    for operation, argument in items:
        yield from _of_one(str(operation), argument)


def _of_one(operation: str, argument: Any) -> Iterable[frozenset[str]]:
    match operation:
        case "LITERAL":
            return (frozenset(chr(argument)),)
        case "IN":
            signs = _class(argument)
            return (signs,) if signs is not None else ()
        case "SUBPATTERN":
            _, flags, _, inside = argument
            return () if flags else _of_all(inside)
        case "ATOMIC_GROUP":
            return _of_all(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, inside = argument
            return _of_all(inside) if least else ()
        case "BRANCH":
            return _any_of(argument[1])
        case _:  # anything else may stand for no character, or for any
            return ()


def _any_of(branches: Iterable[Any]) -> Iterable[frozenset[str]]:
    """What alternatives need: one character from the union of the smallest set of each."""
    either = _smallest_of_each([[*_of_all(branch)] for branch in branches])
    return () if either is None else (either,)


def _smallest_of_each(needed: Sequence[Sequence[frozenset[str]]]) -> frozenset[str] | None:
    """The smallest sets together; None where there is one that needs nothing, or where they are too many to tell."""
    if not all(needed):
        return None
    either: frozenset[str] = frozenset().union(*(min(one, key=len) for one in needed))
    return either if len(either) <= LARGEST else None


def _class(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The characters of a class; None where they are too many to list."""
    signs: set[str] = set()
    for operation, argument in items:
        match str(operation):
            case "LITERAL":
                signs.add(chr(argument))
            case "RANGE" if argument[1] - argument[0] < LARGEST:
                signs.update(map(chr, range(argument[0], argument[1] + 1)))
            case "CATEGORY" if str(argument) == "CATEGORY_DIGIT":
                signs |= DIGITS
            case _:
                return None
    return frozenset(signs) if len(signs) <= LARGEST else None
