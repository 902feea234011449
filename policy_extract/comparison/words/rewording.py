"""Whether words changed that no other change accounts for, and which."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.diff_model import Piece
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.values.numbers import HOW_OFTEN, IN_WORDS
from policy_extract.comparison.words.word_diff import changed_regions, pieces
from policy_extract.lexical.numerals import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.comparison.words.word_diff import Region


NUMBER = re.compile(rf"\d+(?:\.\d+)?|{IN_WORDS}|{HOW_OFTEN}|^[{NUMERALS}]+$")
"""A number in digits or in words, or how often (每月); alone in what changed, a single numeral is one, too (三 → 五 in 三方面)."""


def numbers_changed(wording: Sequence[Piece]) -> bool:
    """Whether other numbers stand in the words that came than in those that went."""
    gone, come = ([one.text for one in wording if one.op == op] for op in ("deleted", "inserted"))
    before, after = (Counter(found for text in some for found in NUMBER.findall(text)) for some in (gone, come))
    return before != after


def reworded(old: str, new: str, names: Iterable[str] = ()) -> tuple[Piece, ...]:
    """Both texts word by word; nothing where they differ in spacing and width only."""
    if same_spelling(old) == same_spelling(new):
        return ()
    return in_pieces(old, new, changed_regions(old, new, names))


def in_pieces(old: str, new: str, regions: Iterable[Region]) -> tuple[Piece, ...]:
    """Both texts in one, cut where these regions begin and end."""
    return tuple(Piece(op=one.op, text=one.text) for one in pieces(old, new, regions))  # type: ignore[arg-type]  # its three words
