"""Names that a page sets as labels beside each other, with nothing but its style sheet between them: <span class="tag">市民政局</span><span class="tag">…."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INLINE: Final = frozenset({"span", "a", "em", "i", "label", "b", "strong"})
_LABELS: Final = frozenset({"tag", "label", "badge", "pill", "chip", "dept", "unit", "item"})
"""What pages call them; pieces of a sentence are called after their font."""


def stands_apart(element: Element) -> bool:
    """Whether an element is a label right after another of the same kind."""
    if element.tag not in _INLINE or not (named := element.get("class")):
        return False
    before = element.getprevious()
    if before is None or before.tag != element.tag or before.get("class") != named or (before.tail or "").strip():
        return False
    words = named.lower().replace("_", "-").split()
    return any(not _LABELS.isdisjoint(word.split("-")) for word in words)
