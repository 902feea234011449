"""The characters of pages by story, for the ledger: what is printed says how many there are, the document which are footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.characters import visible

if TYPE_CHECKING:
    from policy_extract.blocks import Document


def by_story(total: int, document: Document) -> dict[str, int]:
    """So many characters, those of footnotes apart, since pages do not say which print is one."""
    notes = sum(visible(getattr(block, "text", "")) for block in document.blocks if block.story == "footnote")
    return {"body": total - notes, "footnote": notes}
