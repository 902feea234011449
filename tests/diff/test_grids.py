"""Tables side by side in the page: which rows stand beside which, and what a table larger than any costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from policy_extract.comparison.report.change_text import same
from policy_extract.comparison.report.grids import Grid, compare_tables
from policy_extract.pipeline import parse_bytes
from tests.lines import lines_run_by

if TYPE_CHECKING:
    from policy_extract.model import PlanTable


def of_one_column(rows: list[str]) -> tuple[str, PlanTable]:
    """The block of a table, and the table."""
    plan = parse_bytes("\n".join(["| 名称 |", "|---|", *(f"| {row} |" for row in rows)]).encode(), "x.md").plan
    [table] = plan.tables
    return table.blocks[0], table


def beside(old: list[str], new: list[str]) -> tuple[Grid, Grid]:
    """Two tables of one column."""
    return compare_tables(of_one_column(old), of_one_column(new), ())


def unmarked(grid: Grid) -> int:
    """How many rows have nothing marked."""
    return sum(row[0].runs == same("".join(piece.text for piece in row[0].runs)) for row in grid.rows)


@pytest.mark.parametrize("rows", [10, 6000])
def test_rows_before_and_after_one_that_was_put_in_are_not_marked(rows: int) -> None:
    old = [f"项目{row}" for row in range(rows)]
    grids = beside(old, [*old[:4], "新建项目", *old[4:]])
    assert [unmarked(grid) for grid in grids] == [rows + 1, rows + 1]


def work(rows: int) -> int:
    """Lines of Python run to compare two tables in which every other row is another."""
    tables = [[f"{name}{row}" if row % 2 else f"项目{row}" for row in range(rows)] for name in "甲乙"]
    return lines_run_by(partial(compare_tables, *map(of_one_column, tables), ()))


def test_a_table_larger_than_any_costs_no_more_than_its_rows() -> None:
    assert work(1_200) < 2 * 1.3 * work(600)
