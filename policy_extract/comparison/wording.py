"""Whether words changed that no other change accounts for, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.model import Piece
from policy_extract.comparison.spelling import same_spelling
from policy_extract.comparison.words import changed_regions, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.comparison.words import Region


def reworded(old: str, new: str, names: Iterable[str] = ()) -> tuple[Piece, ...]:
    """Both texts word by word; nothing where they differ in spacing and width only."""
    if same_spelling(old) == same_spelling(new):
        return ()
    return _pieces(old, new, changed_regions(old, new, names))


def _pieces(old: str, new: str, regions: Iterable[Region]) -> tuple[Piece, ...]:
    return tuple(Piece(op=one.op, text=one.text) for one in pieces(old, new, regions))  # type: ignore[arg-type]  # its three words
