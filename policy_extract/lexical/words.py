"""Text → words, cut over a small dictionary, words.txt.

A line of words.txt is a word, how much it weighs, and its kind. The
dictionary holds what must be told apart where a plan says what it counts:
verbs and openings, and the words that hold a verb and are none (国有, 建成区).
What it does not know is cut into single characters, which do no harm.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.numerals import NUMERALS
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.lexical.cutting import Cutter

TABLE = Path(__file__).with_name("words.txt")

Kind = Literal["v", "vf", "vn", "vc", "vr", "vq", "d", "dv", "t", "p", "a", "m", "n", ""]
"""`v` verb, also part of names (建设); `vf` never part of one (纳入); `vn` also the thing itself (培训);
`vc` makes others do (推动); `vr` moves a measure (提高); `vq` a verb only before a number (超500亿元, not 超算中心);
`d` how and when (力争, 年均); `dv` the same only before a verb (基本建成, not 基本知识); `t` where (全市); `p` preposition; `a` adjective; `m` a measure that does not say of what (总数); `n` a name; `` unknown."""

# A text may be cut off where its number begins.
_BEFORE_NUMBER = re.compile(rf"\s*(?:$|[\d几近约{NUMERALS}])").match


@record
class Word:
    """A word and where it stands."""

    start: int
    end: int
    kind: Kind

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb of any kind."""
        return self.kind.startswith("v")


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a short text, end to end.

    >>> text = "建成国有农场"
    >>> [(text[word.start : word.end], word.kind) for word in words_of(text)]
    [('建成', 'vf'), ('国有', 'n'), ('农', ''), ('场', '')]
    """
    known = kinds()
    found: list[Word] = []
    at = 0
    for word in _cutter().cut(text):
        end = at + len(word)
        found.append(Word(at, end, known.get(word, "")))
        at = end
    return tuple(_in_its_place(word, following, text) for word, following in zip_longest(found, found[1:]))


def _in_its_place(word: Word, following: Word | None, text: str) -> Word:
    """The word as the kind that it is before what follows; part of a name if that is not what it asks for."""
    if word.kind == "vq":
        return Word(word.start, word.end, "vf" if _BEFORE_NUMBER(text, word.end) else "")
    if word.kind == "dv":
        acts = following is None or following.is_verb or following.kind in {"d", "p"}
        return Word(word.start, word.end, "d" if acts else "")
    return word


@cache
def kinds() -> Mapping[str, Kind]:
    """The kind of every word of the dictionary."""
    return {word: kind for word, _, kind in _rows()}  # type: ignore[misc]  # a test holds the table to the kinds


@cache
def _rows() -> list[list[str]]:
    return [line.split(" ") for line in TABLE.read_text(encoding="utf-8").splitlines()]


@cache
def _cutter() -> Cutter:
    from policy_extract.lexical.cutting import Cutter  # noqa: PLC0415  a plan without a promised number needs none

    return Cutter({word: int(weight) for word, weight, _ in _rows()})
