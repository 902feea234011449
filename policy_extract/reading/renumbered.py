"""Blocks that were joined or parted → a document whose blocks count b1, b2, … again, and whatever names them with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Table
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policy_extract.blocks import Block, Document, Place
    from policy_extract.findings import Report


def renumbered(document: Document, blocks: Iterable[Block], report: Report, moved: Callable[[str], str]) -> Document:
    """The document with these blocks, numbered in their order; findings, places, openings and nested tables follow.

    `moved` gives the new address of a block (`b15`) or a cell (`b15.3.1`) of
    the document as it was.
    """
    report.findings[:] = [
        replace(one, at=replace(one.at, block=moved(one.at.block))) if one.at else one for one in report.findings
    ]
    places: dict[str, Place] = {}
    for old, place in document.places.items():
        places.setdefault(moved(old), place)  # of several that are one now, the first says where it stands
    named = (_named(block, f"b{position}", moved) for position, block in enumerate(blocks, start=1))
    openings = tuple(replace(one, block=moved(one.block)) for one in document.openings)
    return replace(document, blocks=tuple(named), places=places, openings=openings)


def _named(block: Block, name: str, moved: Callable[[str], str]) -> Block:
    if isinstance(block, Table) and block.inside is not None:
        return replace(block, id=name, inside=moved(block.inside))
    return block if block.id == name else replace(block, id=name)
