"""Tables of dumps in which a row lacks the squares that a merged cell above it covers."""

from __future__ import annotations

import pytest
from dump_builder import read_dump, shown

from policy_extract.findings import Report

HEADING = ["专项行动", "重点任务", "序号", "具体工作", "责任单位"]
ROWS = [
    ["补短板行动", "建设产地仓", "1", "新建冷库50座。", "市农业农村局、市财政局"],
    ["2", "开展使用情况普查。", "市农业农村局"],
    ["推广移动装备", "3", "新增移动冷库25台。", "市交通运输局"],
    ["强干网行动", "做强物流基地", "4", "基地一期投入运营。", "市发展改革委、市商务局"],
    ["布局配送中心", "5", "建成配送中心2个。"],
]
WHOLE = [
    ROWS[0],
    [*ROWS[0][:2], *ROWS[1]],
    [ROWS[0][0], *ROWS[2]],
    ROWS[3],
    ["强干网行动", *ROWS[4], "市发展改革委、市商务局"],
]


def barred(*rows: list[str]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(["# 标题", "", lines[0], "| " + " | ".join("---" for _ in rows[0]) + " |", *lines[1:]])


def tabbed(*rows: list[str]) -> str:
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize("written", [barred, tabbed])
def test_a_row_that_lacks_what_is_merged_from_above_is_told_by_its_number(written: object) -> None:
    assert callable(written)
    report = Report()
    source = written(HEADING, *ROWS)
    assert shown(source)[-1] == [HEADING, *WHOLE]
    read_dump(source, report)
    assert list(report) == []


def test_a_blank_after_a_heading_is_a_square_of_it() -> None:
    heading = ["专项行动", "重点任务", "具体工作", "", "责任单位"]
    (*_, table) = shown(barred(heading, *ROWS))
    assert isinstance(table, list)
    assert table[0] == ["专项行动", "重点任务", "具体工作", "具体工作", "责任单位"]


def test_a_second_row_of_headings_stands_below_the_heading_with_blanks() -> None:
    rows = [
        ["序号", "类别", "指标", "目标值", "", "属性"],
        ["2028年", "2030年"],
        ["1", "设施", "场地面积", "3.0", "3.2", "约束性"],
        ["2", "件数", "400", "逐步提高", "预期性"],
        ["3", "活动", "人数比例", "45以上", "46以上", "预期性"],
    ]
    assert shown(barred(*rows))[-1] == [
        ["序号", "类别", "指标", "目标值", "目标值", "属性"],
        ["序号", "类别", "指标", "2028年", "2030年", "属性"],
        rows[2],
        ["2", "设施", "件数", "400", "逐步提高", "预期性"],
        rows[4],
    ]


def test_which_column_reaches_down_behind_the_number_is_told_by_what_the_cells_are() -> None:
    heading = ["类别", "序号", "内容", "完成时间", "责任单位"]
    rows = [
        ["重大政策", "1", "修订条例实施办法", "2027年", "市体育局"],
        ["2", "出台促进消费若干措施", "2026年"],
        ["3", "设立运动健康研究中心", "市卫生健康委"],
        ["重大活动", "4", "承办省运动会", "2030年", "市教育局"],
    ]
    assert shown(tabbed(heading, *rows))[0] == [
        heading,
        rows[0],
        ["重大政策", *rows[1], "市体育局"],
        ["重大政策", *rows[2][:2], "2026年", "市卫生健康委"],
        rows[3],
    ]


def test_cells_that_are_only_missing_at_the_end_of_a_row_are_not_made_up() -> None:
    report = Report()
    heading = ["序号", "任务", "单位"]
    source = barred(heading, ["1", "建站点", "民政局"], ["2", "建食堂"])
    assert shown(source)[-1] == [heading, ["1", "建站点", "民政局"], ["2", "建食堂", ""]]
    read_dump(source, report)
    assert [finding.code.value for finding in report] == ["table-torn"]


def test_a_row_that_fits_two_ways_is_noted() -> None:
    report = Report()
    heading = ["序号", "任务", "做法", "备注", "单位"]
    rows = [["1", "建站", "新建", "甲", "民政局"], ["2", "改建", "民政局"], ["3", "建堂", "扩建", "乙", "商务局"]]
    read_dump(tabbed(heading, *rows), report)
    assert [finding.code.value for finding in report] == ["table-torn"]
