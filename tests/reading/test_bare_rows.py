"""Tables of a text dump that has neither tabs nor bars."""

from __future__ import annotations

import pytest
from dump_builder import as_seen, read_dump

from policy_extract.blocks import Table

INDICATORS = [
    ["序号", "指标", "单位", "2025年", "2028年目标"],
    ["1", "养老床位", "张", "800", "1000"],
    ["2", "老年食堂", "个", "31", "50"],
    ["3", "满意度", "%", "92.5", "≥95"],
]
TASKS = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "建设区域养老中心3家，改造服务站点20个，完善服务网络。", "县民政局、县住建局", "2026年底"],
    ["2", "培训护理员500人次。", "县人社局", "2027年"],
    ["3", "出台管理办法。", "县司法局", "2026年"],
]


def tables(text: str) -> list[object]:
    return [as_seen(block) for block in read_dump(text).blocks if isinstance(block, Table)]


@pytest.mark.parametrize("between", ["    ", "　", " "])
@pytest.mark.parametrize("rows", [INDICATORS, TASKS])
def test_rows_on_one_line_set_apart_by_spaces(rows: list[list[str]], between: str) -> None:
    text = "一、目标\n表1\n" + "\n".join(between.join(row) for row in rows) + "\n二、任务\n1.建设。"
    assert tables(text) == [rows]


@pytest.mark.parametrize("rows", [INDICATORS, TASKS])
def test_cells_on_lines_of_their_own(rows: list[list[str]]) -> None:
    text = "一、目标\n表1\n" + "\n".join(cell for row in rows for cell in row) + "\n二、任务\n1.建设。"
    assert tables(text) == [rows]


def test_a_heading_printed_again_at_the_top_of_a_page_goes_on_the_table() -> None:
    rest = [TASKS[3], ["4", "开展评估。", "县民政局", "2028年"]]
    rows = [*TASKS[:3], TASKS[0], *rest]
    text = "\n".join(cell for row in rows for cell in row) + "\n二、保障"
    assert tables(text) == [[*TASKS[:3], *rest]]
    assert [(piece.text, piece.reason) for piece in read_dump(text).dropped] == [
        ("\t".join(TASKS[0]), "repeated-heading")
    ]


def test_a_caption_is_no_cell_of_a_row_that_lost_its_last() -> None:
    cells = [cell for row in TASKS for cell in row]
    assert tables("\n".join(cells[:-1]) + "\n附件2\n澜州市评估办法") == []


def test_a_table_may_have_more_rows_than_three_digits_count() -> None:
    rows = [INDICATORS[0], *([str(number), *INDICATORS[1][1:]] for number in range(1, 1_003))]
    assert tables("\n".join(cell for row in rows for cell in row)) == [rows]


def test_a_cell_that_breaks_off_is_put_together() -> None:
    lines = [cell for row in TASKS for cell in row]
    lines[5:6] = ["建设区域养老中心3家，改造服务站点20个，", "完善服务网络。"]
    assert tables("附件1\n清单\n" + "\n".join(lines)) == [TASKS]


def test_cells_that_cannot_be_told_stay_lines() -> None:
    """A row that lacks a cell, or has one too many that continues no cell, could be read in several ways."""
    lines = [cell for row in INDICATORS for cell in row]
    assert tables("\n".join(lines[:7] + lines[8:])) == []
    assert tables("\n".join([*lines[:7], "张", *lines[7:]])) == []


def test_text_that_only_speaks_of_headings_is_no_table() -> None:
    assert tables("一、总体要求\n序号 名称 备注\n各单位按要求填写。\n序号\n说明\n1\n") == []
    assert tables("指标 单位 目标值\n1. 完善设施。\n2. 提升服务。") == []
