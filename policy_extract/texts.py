"""The characters of a plan by the ids of its blocks and cells: what every place in it points into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks_and_cells(plan: Any) -> Iterator[tuple[str, str | None]]:
    """Every block, each table followed by its cells: id and text, None for a table; of a plan of the contract, or the plain one."""
    cells: dict[str, list[tuple[str, str]]] = {}
    for table in plan.tables:
        for cell in table.cells:
            cells.setdefault(cell.block.partition(".")[0], []).append((cell.block, cell.text))
    for block in plan.blocks:
        yield block.id, block.text
        yield from cells.get(block.id, ())


def texts_of(plan: Any) -> dict[str, str]:
    """The text of every paragraph and cell by its id, in reading order; of a plan of the contract, or the plain one."""
    return {name: text for name, text in blocks_and_cells(plan) if text is not None}
