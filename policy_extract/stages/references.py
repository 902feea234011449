"""Paragraphs → the documents they name in title marks, with the number that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, stretch_of
from policy_extract.generated.plain import Reference
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher


def read_references(blocks: Iterable[Block], matcher: Matcher) -> list[Reference]:
    """Each document once, where it is named first; a number given later is added to it."""
    found: dict[str, Reference] = {}
    for block in blocks:
        for where, text in _texts(block):
            if "《" not in text:
                continue
            for match in matcher.all("reference", text, block=where):
                title = match.group("title") or ""
                number = match.group("number") if match.has("number") else None
                known = found.get(title)
                if known is None:
                    at = (stretch_of(where, match.span("title")),)
                    found[title] = Reference(title=title, document_number=number, at=at)
                elif known.document_number is None and number is not None:
                    found[title] = replace(known, document_number=number)
    return list(found.values())


def _texts(block: Block) -> list[tuple[str, str]]:
    if isinstance(block, Paragraph):
        return [(block.id, block.text)]
    return [(block.address(cell), cell.text) for cell in block.cells]
