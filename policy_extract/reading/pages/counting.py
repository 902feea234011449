"""Characters of pages by story: the total is counted in print, footnotes in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.characters import visible

if TYPE_CHECKING:
    from policy_extract.blocks import Document


def by_story(total: int, document: Document) -> dict[str, int]:
    """The total split into body and footnotes as the reader marked them, since print does not tell them apart."""
    notes = sum(visible(getattr(block, "text", "")) for block in document.blocks if block.story == "footnote")
    return {"body": total - notes, "footnote": notes}
