"""Where blocks stand in their file, for programs (`--places`) and for people (page 3, line 12)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from policy_extract.generated import plain
from policy_extract.reading.forms import form_called
from policy_extract.records import replace
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.blocks import Place
    from policy_extract.model import Plan

_FINENESS = Decimal("0.1")
"""Points; a glyph is never placed more exactly by eye."""


def places_of(plan: Plan, known: Mapping[str, Place], data: bytes) -> dict[str, plain.Place]:
    """Block id, or a cell's address, to its place: what the reader knows, else the line of a text file.

    `data` are the bytes of the file.
    """
    if known:
        names = dict.fromkeys([*(block.id for block in plan.blocks), *texts_of(plan)])
        return {name: _written(known[name]) for name in names if name in known}
    if plan.source.files or not form_called(plan.source.format).lines:
        return {}
    from policy_extract.output.text_lines import line_finder  # noqa: PLC0415  most views show no lines

    line = line_finder(data, plan)
    found = {name: line(plain.At(block=name, start=0, end=0)) for name in texts_of(plan)}
    return {name: plain.Place(line=number) for name, number in found.items() if number is not None}


def with_places(plan: Plan, known: Mapping[str, Place], data: bytes) -> Plan:
    """The plan with the places of its blocks."""
    return replace(plan, places=places_of(plan, known, data))


def _written(place: Place) -> plain.Place:
    box = place.box and tuple(Decimal(edge).quantize(_FINENESS) for edge in place.box)
    return plain.Place(
        page=place.page,
        box=box,
        xpath=place.xpath,
        line=place.line,
        sheet=place.sheet,
        cell=place.cell,
        part=place.part,
        paragraph=place.paragraph,
    )
