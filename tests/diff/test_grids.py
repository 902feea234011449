"""Tables side by side in the page: which rows stand beside which, and what a table larger than any costs."""

from __future__ import annotations

import time

import pytest

from policy_extract.diff.grids import Grid, compare_tables
from policy_extract.diff.telling import same
from policy_extract.pipeline import parse_bytes


def beside(*tables: list[str]) -> tuple[Grid, Grid]:
    """Two tables of one column."""
    both = []
    for rows in tables:
        plan = parse_bytes("\n".join(["| 名称 |", "|---|", *(f"| {row} |" for row in rows)]).encode(), "x.md").plan
        [table] = plan.tables
        both.append((table.blocks[0], table))
    return compare_tables(*both, ())


def unmarked(grid: Grid) -> int:
    """How many rows have nothing marked."""
    return sum(row[0].runs == same("".join(piece.text for piece in row[0].runs)) for row in grid.rows)


@pytest.mark.parametrize("rows", [10, 6000])
def test_rows_before_and_behind_one_that_was_put_in_are_not_marked(rows: int) -> None:
    old = [f"项目{row}" for row in range(rows)]
    grids = beside(old, [*old[:4], "新建项目", *old[4:]])
    assert [unmarked(grid) for grid in grids] == [rows + 1, rows + 1]


def test_a_table_larger_than_any_in_which_every_other_row_is_new_costs_seconds() -> None:
    tables = [[f"{name}{row}" if row % 2 else f"项目{row}" for row in range(16_000)] for name in "甲乙"]
    began = time.process_time()
    beside(*tables)
    assert time.process_time() - began < 10
