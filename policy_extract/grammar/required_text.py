r"""What a text must hold for a pattern to match it: sets of characters and of pairs of characters, one member of each set.

Besides, the characters a match begins with, because `re` tries all alternatives at every place of the text where a pattern
begins with optional ones.

`(?:牵头|主办)单位` needs 牵头 or 主办, and 头单 or 办单, and 单位. Pairs are rare where their characters are common: a page about
counties is full of 分 and 号 and has no 分号.
"""

from __future__ import annotations

import re
from functools import cache, reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


class Required(NamedTuple):
    """What the search for a pattern can rely on."""

    needs: Needs = ()
    """Sets, the rarest first; what matches the pattern holds a member of each."""
    opening: str = ""
    """A look-ahead for the characters that a match begins with, to be put before the pattern; "" where it would spare nothing."""


def required(pattern: str) -> Required:
    """What any text that the pattern matches holds, and how it begins.

    >>> sets, opening = required("(?:末|底)?第[一二]年(?:前|之前)")
    >>> [sorted(one) for one in sets], opening
    ([['第一', '第二'], ['一年', '二年']], '(?=[底末第])')
    >>> required("[^，]*"), required("(?i)a")
    (Required(needs=(), opening=''), Required(needs=(), opening=''))

    Fails: AttributeError or ImportError where this Python's `re` is built otherwise.
    """
    parser: Any = import_module("re._parser")
    parsed = parser.parse(pattern, 0)
    if parsed.state.flags & parser.SRE_FLAG_IGNORECASE:
        return Required()
    piece = _of_all(parsed)
    return Required(_rarest(piece.needs), "" if piece.empty or _begins_plainly(parsed) else _opening(piece.first))


def _rarest(needed: Needs) -> Needs:
    """The sets to check: the rarest, none that another implies."""
    chosen: list[Set] = []
    for one in sorted(dict.fromkeys(needed), key=_frequency):
        if not any(_implies(other, one) for other in chosen):
            chosen.append(one)
    return tuple(chosen[:MOST])


def _begins_plainly(items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether `re` sees by itself with which characters a match begins, or the pattern says so with a look-ahead of its own."""
    operation, argument = items[0]
    match operation.name:
        case "SUBPATTERN":
            return bool(argument[3]) and _begins_plainly(argument[3])
        case "BRANCH":
            return all(branch and branch[0][0].name == "LITERAL" for branch in argument[1])
        case name:
            return name in {"LITERAL", "IN", "ASSERT", "AT"}


def _opening(first: Set | None) -> str:
    if not first:
        return ""
    signs = "".join(map(re.escape, sorted(first - DIGITS)))
    digits = r"\d" if first >= DIGITS else "".join(sorted(first & DIGITS))
    return f"(?=[{digits}{signs}])"


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
