"""Text → words, cut over a small dictionary, words.txt.

A line of words.txt is a word, how much it weighs, and its kind. The
dictionary holds what must be told apart where a plan says what it counts:
verbs and openings, and the words that hold a verb and are none (国有, 建成区).
What it does not know is cut into single characters, which do no harm.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.numerals import NUMERALS
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.lexical.cutting import Cutter

TABLE = Path(__file__).with_name("words.txt")

Kind = Literal["v", "vf", "vn", "vc", "vr", "vq", "d", "t", "p", "a", "m", "n", ""]
"""`v` verb, also part of names (建设); `vf` never part of one (纳入); `vn` also the thing itself (培训);
`vc` makes others do (推动); `vr` moves a measure (提高); `vq` a verb only before a number (超500亿元, not 超算中心);
`d` how and when (力争, 年均); `t` where (全市); `p` preposition; `a` adjective; `m` a measure that does not say of what (总数); `n` a name; `` unknown."""

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
        kind = known.get(word, "")
        found.append(Word(at, end, "" if kind == "vq" and not _BEFORE_NUMBER(text, end) else kind))
        at = end
    return tuple(found)


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
