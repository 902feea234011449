"""Text → words, cut by jieba over a small dictionary of its own, words.txt.

A line of words.txt is a word, how much it weighs, and its kind. The
dictionary holds what must be told apart where a plan says what it counts:
verbs and openings, and the words that hold a verb and are none (国有, 建成区).
What it does not know is cut into single characters, which do no harm.

Python ↔ jieba: its own dictionary of 350,000 words, its cache file and its
log are never used, and neither are the tables of its guesses at unknown words.
"""

from __future__ import annotations

import sys
import warnings
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).with_name("words.txt")

Kind = Literal["v", "vf", "vn", "vc", "vr", "d", "t", "p", "a", "m", "n", ""]
"""`v` verb, also part of names (建设); `vf` never part of one (纳入); `vn` also the thing itself (培训);
`vc` makes others do (推动); `vr` moves a measure (提高); `d` how and when (力争, 年均); `t` where (全市); `p` preposition;
`a` adjective; `m` a measure that does not say of what (总数); `n` a name; `` unknown."""


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
    for word in _tokenizer().cut(text, HMM=False):
        end = at + len(word)
        found.append(Word(at, end, known.get(word, "")))
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
def _tokenizer():  # type: ignore[no-untyped-def]  # noqa: ANN202  # jieba has no types
    """The tokenizer of jieba over words.txt, filled here: filled by jieba it would write a cache file and a log."""
    tokenizer = _jieba().Tokenizer(str(TABLE))
    weights: dict[str, int] = {}
    for word, weight, _ in _rows():
        weights[word] = int(weight)
        for end in range(1, len(word)):
            weights.setdefault(word[:end], 0)
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = weights, sum(weights.values()), True
    return tokenizer


def _jieba() -> ModuleType:
    """jieba, imported without pkg_resources and its tables of guesses: together nine tenths of the time it takes."""
    if "jieba" in sys.modules:
        return sys.modules["jieba"]
    guesses = "jieba.finalseg"
    hidden = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = hidden  # type: ignore[assignment]  # None: jieba then opens its files itself
    sys.modules[guesses] = _LoadedWhenAsked(guesses)
    try:
        with warnings.catch_warnings():
            # Escapes in its patterns, when Python compiles it for the first time.
            warnings.simplefilter("ignore")
            return import_module("jieba")
    finally:
        if hidden is None:
            del sys.modules["pkg_resources"]


class _LoadedWhenAsked(ModuleType):
    """A module that stands in for one of the same name until something of it is used."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
