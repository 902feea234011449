"""Tables that plain text draws with lines of characters."""

from __future__ import annotations

import pytest
from dump_builder import dropped, read_dump, shown, the_table

GRID = """青禾县行动方案

+----------+----------------------+------------+
| 行动     | 具体工作             | 责任单位   |
+==========+======+===============+============+
| 实施安养 | 1    | 建站点，完善  | 县民政局   |
| 行动     |      | 网络。        |            |
|          +------+---------------+------------+
|          | 2    | 建食堂。      | 县商务局   |
|          |      |               |            |
|          |      | 评估。        |            |
+----------+------+---------------+            |
| “安学”   | 3    | 培训。        |            |
+----------+------+---------------+------------+

二、保障措施
"""
ROWS = [
    ["行动", "具体工作", "具体工作", "责任单位"],
    ["实施安养行动", "1", "建站点，完善网络。", "县民政局"],
    ["实施安养行动", "2", "建食堂。\n评估。", "县商务局"],
    ["“安学”", "3", "培训。", "县商务局"],
]
WITHOUT_HEADING = """+:--------:+:-----------+
| 任务     | 单位       |
+----------+------------+
| 建站点   | 县民政局   |
+----------+------------+
"""
BOXED = GRID.translate(str.maketrans("-=|", "─═│"))
UNDER = """  --------------------------------------------
  序号   任务                 责任单位
  ------ -------------------- ----------------
  1      建站点，完善服务网   县民政局、县住
         络。                 建局

  2      建食堂。             县商务局
  --------------------------------------------
"""


@pytest.mark.parametrize("source", [GRID, BOXED, "# " + GRID])
def test_a_grid_shows_its_merged_cells_by_the_lines_it_lacks(source: str) -> None:
    assert shown(source) == ["青禾县行动方案", ROWS, "二、保障措施"]


def test_the_signs_that_draw_a_grid_are_markup() -> None:
    (signs,) = dropped(GRID, "markup")
    assert set(signs) == {"+", "-", "=", "|"}
    assert len(signs) == sum(GRID.count(sign) for sign in "+-=|")


def test_programs_that_count_quotation_marks_as_wide_draw_the_same_grid() -> None:
    assert shown(GRID.replace("“安学”   |", "“安学” |")) == ["青禾县行动方案", ROWS, "二、保障措施"]


def test_a_grid_may_open_with_the_signs_that_align_its_columns() -> None:
    assert shown(WITHOUT_HEADING) == [[["任务", "单位"], ["建站点", "县民政局"]]]


def test_columns_that_dashes_mark_off() -> None:
    rows = [
        ["序号", "任务", "责任单位"],
        ["1", "建站点，完善服务网络。", "县民政局、县住建局"],
        ["2", "建食堂。", "县商务局"],
    ]
    assert shown(UNDER) == [rows]
    assert set("".join(dropped(UNDER, "markup"))) == {"-"}


def test_rows_on_one_line_each_under_dashes_end_with_a_blank_line() -> None:
    source = (
        "序号   任务     单位\n------ -------- --------\n1      建站点   民政局\n2      建食堂   商务局\n\n二、保障"
    )
    assert shown(source)[0] == [["序号", "任务", "单位"], ["1", "建站点", "民政局"], ["2", "建食堂", "商务局"]]


def test_every_character_of_a_grid_stands_somewhere() -> None:
    document = read_dump(GRID)
    kept = "".join(cell.text for cell in the_table(GRID).cells) + "".join(piece.text for piece in document.dropped)
    assert sorted("".join(kept.split())) == sorted("".join(GRID.split("\n\n")[1].split()))
