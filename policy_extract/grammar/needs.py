r"""What a text must hold for a pattern to match it: sets of characters and of pairs of characters, one member of each set.

`(?:牵头|主办)单位` needs 牵头 or 主办, and 头单 or 办单, and 单位. Pairs are rare where their characters are common: a page about
counties is full of 分 and 号 and has no 分号.
"""

from __future__ import annotations

from functools import cache, reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Set = frozenset[str]
Needs = tuple[Set, ...]

DIGITS = frozenset("0123456789")

MOST = 2
"""Most sets checked per pattern; more would rule out hardly a text that these do not."""
LARGEST = 300
"""Characters of a set; a larger one is in every text."""
MOST_PAIRS = 60
"""Pairs in which two pieces may meet; more rule out little and are kept on disk for each rule."""
COMMONER = 20
"""Times as many texts hold a character as hold a pair, about; it only decides which sets are checked."""


class Piece(NamedTuple):
    """What is known of all texts that a piece of a pattern matches."""

    needs: Needs = ()
    first: Set | None = frozenset()
    """What they begin with; None where that may be anything."""
    last: Set | None = frozenset()
    empty: bool = True
    """A text of no characters may be one of them."""


NOTHING = Piece()
"""What matches no characters: `^`, `(?=…)`."""
ANYTHING = Piece(first=None, last=None)


def needs(pattern: str) -> Needs:
    """Sets, the rarest first; what matches the pattern holds a member of each.

    >>> [sorted(one) for one in needs("(?:末|底)?第[一二]年(?:前|之前)")]
    [['第一', '第二'], ['一年', '二年']]
    >>> needs("[^，]*"), needs("(?i)a")
    ((), ())

    Fails: AttributeError or ImportError where this Python's `re` is built otherwise.
    """
    parser: Any = import_module("re._parser")
    parsed = parser.parse(pattern, 0)
    if parsed.state.flags & parser.SRE_FLAG_IGNORECASE:
        return ()
    chosen: list[Set] = []
    for one in sorted(dict.fromkeys(_of_all(parsed).needs), key=_frequency):
        if not any(_implies(other, one) for other in chosen):
            chosen.append(one)
    return tuple(chosen[:MOST])


def _implies(one: Set, other: Set) -> bool:
    """Whether a text that holds a member of the one holds a member of the other: whichever it is, one is in it."""
    return all(any(part in member for part in other) for member in one)


def _frequency(members: Set) -> int:
    """How often texts hold one of the members, for comparing sets."""
    return sum(COMMONER if len(one) == 1 else 1 for one in members)


def _of_all(items: Iterable[tuple[Any, Any]]) -> Piece:
    """Things that stand one after the other; where two that hold a character meet, there is a pair."""
    needed: list[Set] = []
    first, last, empty = NOTHING[1:]
    for operation, argument in items:
        then = _of_one(operation.name, argument)
        needed += then.needs
        if empty:
            first = _either(first, then.first)
        elif not then.empty:
            needed += _pairs(last, then.first)
        last = _either(last, then.last) if then.empty else then.last
        empty = empty and then.empty
    return Piece(tuple(needed), first, last, empty)


def _pairs(last: Set | None, first: Set | None) -> Needs:
    if not last or not first or len(last) * len(first) > MOST_PAIRS:
        return ()
    return (frozenset(one + other for one in last for other in first),)


def _either(one: Set | None, other: Set | None) -> Set | None:
    """Both together; None where they are too many to tell."""
    if one is None or other is None:
        return None
    both = one | other
    return both if len(both) <= LARGEST else None


def _of_one(operation: str, argument: Any) -> Piece:
    match operation:
        case "LITERAL":
            return _literal(argument)
        case "IN":
            return _character(_class(argument))
        case "SUBPATTERN":
            _, flags, _, inside = argument
            return ANYTHING if flags else _of_all(inside)
        case "ATOMIC_GROUP":
            return _of_all(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, inside = argument
            piece = _of_all(inside)
            return piece if least else Piece((), piece.first, piece.last)
        case "BRANCH":
            return _any_of([_of_all(branch) for branch in argument[1]])
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return NOTHING
        case _:
            return ANYTHING


@cache
def _literal(code: int) -> Piece:
    return _character(frozenset(chr(code)))


def _character(one_of: Set | None) -> Piece:
    return Piece(() if one_of is None else (one_of,), one_of, one_of, empty=False)


def _any_of(branches: list[Piece]) -> Piece:
    """Alternatives: they need one member of the rarest sets of each, together."""
    return Piece(
        _rarest_of_each(branches),
        reduce(_either, (branch.first for branch in branches)),
        reduce(_either, (branch.last for branch in branches)),
        any(branch.empty for branch in branches),
    )


def _rarest_of_each(branches: list[Piece]) -> Needs:
    if not all(branch.needs for branch in branches):
        return ()
    either: Set = frozenset().union(*(min(branch.needs, key=_frequency) for branch in branches))
    return (either,) if len(either) <= LARGEST else ()


def _class(items: Iterable[tuple[Any, Any]]) -> Set | None:
    """The characters of a class; None where they are too many to list."""
    signs: set[str] = set()
    for operation, argument in items:
        match operation.name:
            case "LITERAL":
                signs.add(chr(argument))
            case "RANGE" if argument[1] - argument[0] < LARGEST:
                signs.update(map(chr, range(argument[0], argument[1] + 1)))
            case "CATEGORY" if argument.name == "CATEGORY_DIGIT":
                signs |= DIGITS
            case _:
                return None
    return frozenset(signs) if len(signs) <= LARGEST else None
