"""Amounts of two versions: whether they are the same, and how far one went from the other."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.diff_model import Amount
from policy_extract.lexical.quantities import scale_of
from policy_extract.lexical.width import fold

if TYPE_CHECKING:
    from policy_extract.model import Target

_AMOUNT = re.compile(r"(?!20\d\d年|\d+[月日号])([-−]?\d{1,15}(?:\.\d{1,9})?)([^\W\d_]{,8}|[%％‰])")
_SCALE = re.compile("^[十百千万亿]+(?=.)")


def amount_between(old: Decimal | None, new: Decimal | None) -> Amount | None:
    """How far a number went; None where one of them is none, or both are the same."""
    if old is None or new is None or old == new:
        return None
    return Amount(old=old, new=new, difference=new - old, direction="up" if new > old else "down")


def amount_of_texts(old: str, new: str) -> Amount | None:
    """How far a number went that is all two texts say, but for the same measure; None where they say anything else.

    >>> amount_of_texts("45", "50").difference, amount_of_texts("45家", "50家").difference, amount_of_texts("45", "50家")
    (Decimal('5'), Decimal('5'), None)
    """
    before, after = _AMOUNT.fullmatch(old), _AMOUNT.fullmatch(new)
    if before is None or after is None or before[2] != after[2]:
        return None
    return amount_between(*(Decimal(found[1].replace("−", "-")) for found in (before, after)))


def unit_of(measure: str | None) -> str:
    """A unit of measure without the numerals that open it.

    >>> [unit_of(measure) for measure in ("万元", "亿元", "万", "%", None)]
    ['元', '元', '万', '%', '']
    """
    said = "".join(fold(measure or "").split())
    return _SCALE.sub("", said) if scale_of(said) > 1 else said


def in_unit_of(old: Target, new: Target) -> Decimal:
    """The value of the old one in the measure of the new one, where both count in one unit: 0.5亿元 is 5000 of 万元."""
    scales = scale_of(old.measure), scale_of(new.measure)
    if scales[0] == scales[1] or unit_of(old.measure) != unit_of(new.measure):
        return old.value
    return old.value * scales[0] / scales[1]
