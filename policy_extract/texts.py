"""The characters of a plan by the ids of its blocks and cells: what every place in it points into."""

from __future__ import annotations

from typing import Any


def texts_of(plan: Any) -> dict[str, str]:
    """The text of every block and cell by its id, in reading order; of a plan of the contract, or the plain one."""
    cells = {cell.block: cell.text for table in plan.tables for cell in table.cells}
    blocks = {block.id: block.text for block in plan.blocks if block.text is not None}
    order = {block.id: index for index, block in enumerate(plan.blocks)}
    both = sorted([*blocks.items(), *cells.items()], key=lambda pair: order.get(pair[0].partition(".")[0], 0))
    return dict(both)
