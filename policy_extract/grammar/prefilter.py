r"""A prefilter for patterns: rules are tried only on texts that hold what they need (`required_text.py`).

Most rules are tried on texts that they cannot match, and what they need rules out
nearly all of these. Each set of characters and pairs has a bit, so that one look at
a text serves all rules.
"""

from __future__ import annotations

import sys
from array import array
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING

from policy_extract.grammar.families import family_of
from policy_extract.grammar.required_text import DIGITS, required

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policy_extract.grammar.families import Family
    from policy_extract.grammar.required_text import Needs

Member = str | int
"""A character, or a pair as one number (`_pairs`)."""

FIRST_FEW = 2
"""Documents of a process whose rules are tried without a prefilter, where none was kept."""
BEYOND_DIGITS = 0x20000
"""From here on, Unicode has ideographs and marks that nobody prints."""

_UTF_16 = f"utf-16-{sys.byteorder[0]}e"


class Signs:
    """Each character and pair of characters → the required sets that contain it, one bit per set."""

    def __init__(self, bits: Mapping[Member, int] | None = None) -> None:
        self.bits = bits or {}
        self._known = frozenset(self.bits)

    def of(self, text: str) -> int:
        """The sets of which the text holds a member; a digit of any script is all ten.

        >>> signs, (year, _) = numbered([(frozenset("甲乙"), frozenset(["1年"])), (frozenset("丙"),)])
        >>> signs.of("甲1年") & year == year, signs.of("甲年1") & year == year
        (True, False)
        """
        found = chain(self._known.intersection(text), self._known.intersection(_pairs(text)))
        return reduce(or_, map(self.bits.__getitem__, found), 0)


def _pairs(text: str) -> array[int]:
    """All pairs of neighbours, each as the number that its two characters make in UTF-16: half the time of pairs as strings.

    A character beyond the first plane counts as two, of which no rule needs either.
    """
    units = text.encode(_UTF_16, "surrogatepass")
    pairs = array("I", units[: len(units) & ~3])
    pairs.frombytes(units[2 : len(units) - 2 & ~3 | 2])
    return pairs


def numbered(needed: Iterable[Needs]) -> tuple[Signs, list[int]]:
    """The sets that some patterns need as bits: a `Signs` for texts, and for each pattern the bits it needs."""
    places: dict[frozenset[str], int] = {}
    asked = [sum(1 << places.setdefault(one, len(places)) for one in set(sets)) for sets in needed]
    bits: dict[str, int] = {}
    for one, place in places.items():
        for member in one:
            bits[member] = bits.get(member, 0) | 1 << place
    digits = reduce(or_, (sets for member, sets in bits.items() if not DIGITS.isdisjoint(member)), 0)
    others = (char for char in map(chr, range(BEYOND_DIGITS)) if char.isdecimal() and char not in DIGITS)
    bits = {char: bits.get(char, 0) | digits for char in others} | bits
    once = {sets: sets for sets in bits.values()}  # equal numbers are kept as one, on disk too
    return Signs({_member(one): once[sets] for one, sets in bits.items()}), asked


def _member(characters: str) -> Member:
    return characters if len(characters) == 1 else _pairs(characters)[0]


class Prefilter:
    """What the rules of some grammars need: known from an earlier run, or worked out once it pays.

    Working it out takes as long as compiling the rules, so a process does so for the document after `FIRST_FEW`.
    """

    def __init__(self, signs: Signs | None = None) -> None:
        self._signs = signs
        self._families: Mapping[str, Family] | None = None
        self._documents = 0

    def of(self, families: Mapping[str, Family]) -> tuple[Mapping[str, Family], Signs]:
        """The families to try on the next document, and the signs they need."""
        self._documents += 1
        if self._signs is None and self._documents > FIRST_FEW:
            self._families, self._signs = _worked_out(families)
        return self._families or families, self._signs or Signs()


def _worked_out(families: Mapping[str, Family]) -> tuple[Mapping[str, Family], Signs]:
    """The families with what their rules need; as they are where this Python's `re` is built otherwise."""
    try:
        found = [required(one.rule.expanded) for family in families.values() for one in family.compiled]
    except (AttributeError, ImportError, RecursionError):
        return families, Signs()
    signs, asked = numbered(one.needs for one in found)
    more = zip(asked, (one.opening for one in found), strict=True)
    return {name: _needing(family, more) for name, family in families.items()}, signs


def _needing(family: Family, more: Iterator[tuple[int, str]]) -> Family:
    """The family, its rules with the bits and the opening that come next."""
    return family_of(family.finds, family.stage, [one.needing(*next(more)) for one in family.compiled])
