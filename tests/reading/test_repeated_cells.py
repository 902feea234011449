"""Tables of dumps that print a merged cell once for each square that it covers."""

from __future__ import annotations

from dump_builder import dropped, the_table

HEADING = ["行动", "具体工作", "具体工作", "责任单位"]
ROWS = [["安养", "1", "建站。", "民政局"], ["安养", "2", "建堂。", "民政局"], ["安学", "3", "建校。", "教育局"]]


def tabbed(*rows: list[str]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def merged(source: str) -> list[tuple[str, int, int]]:
    return [(cell.text, cell.rows, cell.cols) for cell in the_table(source).cells if cell.rows * cell.cols > 1]


def test_a_heading_printed_twice_stands_across_and_a_group_reaches_down() -> None:
    source = tabbed(HEADING, *ROWS)
    assert merged(source) == [("具体工作", 1, 2), ("安养", 2, 1)]
    assert dropped(source, "merged-cell") == ["具体工作\t安养"]


def test_a_band_that_fills_every_square_is_one_cell_and_ends_the_group_above() -> None:
    band = ["实施安养行动"] * 4
    source = tabbed(["序号", "任务", "做法", "单位"], band, ["1", "甲", "乙", "局"], ["1", "甲", "丙", "局"], band)
    assert merged(source) == [("实施安养行动", 1, 4), ("1", 2, 1), ("甲", 2, 1), ("实施安养行动", 1, 4)]


def test_a_heading_of_two_rows() -> None:
    rows = [["序号", "指标", "目标值", "目标值"], ["序号", "指标", "2028年", "2030年"], ["1", "面积", "3", "3"]]
    assert merged(tabbed(*rows)) == [("序号", 2, 1), ("指标", 2, 1), ("目标值", 1, 2)]


def test_equal_cells_alone_are_no_merged_ones() -> None:
    assert merged(tabbed(["行动", "编号", "具体工作", "责任单位"], *ROWS)) == []
