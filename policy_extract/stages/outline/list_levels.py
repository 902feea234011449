"""Nested lists that print the same number style: each level gets a numbering key of its own.

A web page whose lists name no style prints 1. for each of them, whatever the
document had; only the nesting still distinguishes 一、, （一） and 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.stages.outline.headings import Heading

_RANKS: Final = (10, 20, 30, 40)
"""Of 一、 （一） 1. （1） in grammars/outline.toml."""


def part_by_level(headings: list[Heading | None], body: Sequence[Block]) -> None:
    """Give automatic numbers of one style a key for each level of their lists, where one such list begins right inside another."""
    levels = [
        block.list_level if isinstance(block, Paragraph) and heading is not None and heading.origin == "auto" else None
        for block, heading in zip(body, headings, strict=True)
    ]
    nested = _nested(headings, levels)
    if not nested:
        return
    highest = min(one.rank for one in headings if one is not None and one.number is not None)
    for index, (heading, level) in enumerate(zip(headings, levels, strict=True)):
        if heading is not None and level is not None and heading.key in nested:
            first = heading.rank == highest and level < len(_RANKS)
            rank = _RANKS[level] if first else heading.rank + level
            headings[index] = replace(heading, key=f"{heading.key}@{level}", rank=rank)


def _nested(headings: Sequence[Heading | None], levels: Sequence[int | None]) -> set[str]:
    """The keys of which a deeper list begins right below an entry of another."""
    found: set[str] = set()
    above: tuple[str, int | None] = ("", None)
    for heading, level in zip(headings, levels, strict=True):
        if heading is None or heading.number is None:
            continue
        key, outer = above
        if heading.key == key and heading.value == 1 and level is not None and outer is not None and level > outer:
            found.add(key)
        above = (heading.key, level)
    return found
