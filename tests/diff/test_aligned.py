"""Both documents whole: every block once, in its own spelling, with the words marked that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_pair import NEW, OLD, hostile, pair

from policy_extract.comparison.report.aligned import Line, Row, rows
from policy_extract.comparison.report.grids import Grid, compare_tables
from policy_extract.pipeline import parse_bytes
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from plan_pair import Pair

    from policy_extract.comparison.report.change_text import Runs
    from policy_extract.model import Plan, PlanTable

HEAD = "⟦policy-extract blocks 1⟧\n一、任务\n"


def aligned(here: Pair) -> list[Row]:
    return list(rows(here.diff, here.old, here.new, ()))


def text(runs: Runs) -> str:
    return "".join(text for _, text in runs)


def marked(runs: Runs) -> list[str]:
    return [text for op, text in runs if op != "same"]


def contents(here: Pair, side: str) -> list[tuple[str, str]]:
    """Block and text of everything on one side; of tables the cells one after the other."""
    found = []
    for row in aligned(here):
        for one in getattr(row, side):
            cells = [square.runs for line in one.rows for square in line] if isinstance(one, Grid) else [one.runs]
            found.append((one.block, "|".join(map(text, cells))))
    return sorted(found)


def in_plan(plan: Plan) -> list[tuple[str, str]]:
    texts = texts_of(plan)
    return sorted(
        (
            block.id,
            "|".join(said for name, said in texts.items() if name == block.id or name.startswith(f"{block.id}.")),
        )
        for block in plan.blocks
    )


def test_every_block_of_both_documents_stands_in_one_row_with_all_its_text() -> None:
    for here in (pair(), hostile(), pair(OLD, OLD), pair(OLD, HEAD), pair(HEAD, NEW)):
        assert contents(here, "old") == in_plan(here.old)
        assert contents(here, "new") == in_plan(here.new)


def test_only_words_that_differ_are_marked() -> None:
    row = next(row for row in aligned(pair()) if row.state == "changed" and "提高津贴标准" in text(row.both))
    assert [*map(marked, (row.both, row.new[0].runs))] == [["逐步", "*", "*"], ["逐步", "*"]]  # type: ignore[union-attr]


def test_a_row_of_one_document_alone_is_marked_whole() -> None:
    [row] = [row for row in aligned(pair()) if row.state == "added"]
    assert (row.old, row.new[0].runs) == ((), (("inserted", "3.建设智慧平台。建成平台1个。（责任单位：市民政局）"),))  # type: ignore[union-attr]


def test_what_differs_in_spelling_only_is_shown_as_each_document_has_it() -> None:
    here = pair(HEAD + "（一）建设(试点)  项目。\n", HEAD + "（一）建设（试点）项目。\n")
    [row] = [row for row in aligned(here) if row.state == "retyped"]
    assert [text(one.runs) for one in (*row.old, *row.new) if isinstance(one, Line)] == [
        "（一）建设(试点)  项目。",
        "（一）建设（试点）项目。",
    ]


# ---------------------------------------------------------------- tables


def table(*lines: str) -> tuple[str, PlanTable]:
    plan = parse_bytes((HEAD + "⟦header=1⟧" + "\n".join(lines) + "\n").encode(), "x").plan
    return plan.tables[0].blocks[0], plan.tables[0]


def marks(grid: Grid) -> list[str]:
    return [text for row in grid.rows for square in row for text in marked(square.runs)]


def both(old: tuple[str, PlanTable], new: tuple[str, PlanTable]) -> tuple[list[str], list[str]]:
    one, other = compare_tables(old, new, ())
    return marks(one), marks(other)


FIRST = ("| 序号 | 项目 | 投资 |", "| 1 | 石门水库 | 65 |", "| 2 | 老旧管网 | 40 |")


def test_a_cell_is_compared_with_the_cell_in_its_place() -> None:
    assert both(table(*FIRST), table(*FIRST[:2], "| 2 | 老旧管网 | 45 |")) == (["40"], ["45"])


def test_a_new_row_is_marked_whole_and_moves_no_other() -> None:
    new = table(*FIRST[:2], "| 2 | 智慧平台 | 5 |", "| 3 | 老旧管网 | 40 |")
    assert both(table(*FIRST), new) == (["2"], ["2", "智慧平台", "5", "3"])


def test_a_new_column_is_marked_whole_and_moves_no_other() -> None:
    new = table("| 序号 | 项目 | 年份 | 投资 |", "| 1 | 石门水库 | 2027 | 65 |", "| 2 | 老旧管网 | 2026 | 40 |")
    assert both(table(*FIRST), new) == ([], ["年份", "2027", "2026"])


def test_cells_that_are_merged_keep_their_size() -> None:
    block, merged = table("| 序号 | 项目 | 投资 |", "| 1 | 石门水库 | < |", "| ^ | 老旧管网 | 40 |")
    grid, _ = compare_tables((block, merged), (block, merged), ())
    assert [[(square.rows, square.cols) for square in row] for row in grid.rows] == [
        [(1, 1), (1, 1), (1, 1)],
        [(2, 1), (1, 2)],
        [(1, 1), (1, 1)],
    ]
    assert marks(grid) == []
