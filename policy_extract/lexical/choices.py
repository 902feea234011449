"""Boxes to tick: ☒约束性☐预期性 says 约束性."""

from __future__ import annotations

TICKED = "☑☒✓✔√■⊠⊡▣☚◉●"
FEWEST = 2
"""Boxes of a choice; one alone is a mark."""
OPEN = "☐□○◯〇▢❏❑"


def chosen(text: str) -> str:
    """The words beside ticked boxes; the text itself where nothing in it is a choice.

    >>> chosen("☒约束性☐预期性"), chosen("□约束性 ☑预期性"), chosen("约束性☑ 预期性□"), chosen("□约束性□预期性"), chosen("约束性")
    ('约束性', '预期性', '约束性', '', '约束性')
    """
    signs = [index for index, char in enumerate(text) if char in TICKED or char in OPEN]
    if len(signs) < FEWEST:
        return text
    leading = not text[: signs[0]].strip()
    ends = [*signs[1:], len(text)] if leading else signs
    starts = signs if leading else [-1, *signs[:-1]]
    words = [text[start + 1 : end].strip() for start, end in zip(starts, ends, strict=True)]
    return "、".join(word for word, sign in zip(words, signs, strict=True) if text[sign] in TICKED)
