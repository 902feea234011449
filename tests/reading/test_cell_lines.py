"""Tables whose cells stand on lines of their own, some of them on several; what fits no column, or two, stays lines."""

from __future__ import annotations

import pytest
from dump_builder import as_seen, read_dump

from policy_extract.blocks import Table

HEADING = ["序号", "民生实事", "责任单位", "完成时限"]
ROLES = ["序号", "工作任务", "牵头单位", "配合单位"]
PAST = ["指标名称", "属性", "全年目标", "全年完成"]


def tables(*lines: str, between: str = "\n") -> list[object]:
    blocks = read_dump(between.join(["青禾县2026年民生实事任务分解表", *lines])).blocks
    return [as_seen(block) for block in blocks if isinstance(block, Table)]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n　\n\n"])
def test_a_cell_of_several_bodies(between: str) -> None:
    rows = [
        ["1", "建设湿地公园。", "县水务局\n县住建局\n县残联", "12月底前"],
        ["2", "新建天桥2座。", "县住建局", "9月底前"],
    ]
    lines = [line for row in [HEADING, *rows] for cell in row for line in cell.split("\n")]
    assert tables(*lines, between=between) == [[HEADING, *rows]]


def test_a_task_of_two_lines_and_a_gap_in_the_numbers() -> None:
    lines = ["1", "建设湿地公园。", "完善道路。", "县水务局", "县住建局", "3", "新建天桥2座。", "县住建局", "县水务局"]
    rows = [["1", "建设湿地公园。完善道路。", "县水务局", "县住建局"], ["3", "新建天桥2座。", "县住建局", "县水务局"]]
    assert tables(*ROLES, *lines) == [[ROLES, *rows]]


def test_a_row_without_a_number_shares_what_is_merged_over_it() -> None:
    lines = [
        "1",
        "建设养老楼。",
        "县民政局",
        "5月底前",
        "建设老年大学。",
        "12月底前",
        "2",
        "新建天桥。",
        "县住建局",
        "9月底前",
    ]
    rows = [
        ["1", "建设养老楼。", "县民政局", "5月底前"],
        ["", "建设老年大学。", "", "12月底前"],
        ["2", "新建天桥。", "县住建局", "9月底前"],
    ]
    assert tables(*HEADING, *lines) == [[HEADING, *rows]]


def test_a_column_of_remarks_may_be_blank() -> None:
    lines = [
        "1",
        "建设湿地公园。",
        "县水务局",
        "2",
        "新建天桥。",
        "县住建局",
        "续建",
        "3",
        "培训人员。",
        "县人社局",
        "新增",
    ]
    heading = ["序号", "工作任务", "责任单位", "备注"]
    rows = [
        ["1", "建设湿地公园。", "县水务局", ""],
        ["2", "新建天桥。", "县住建局", "续建"],
        ["3", "培训人员。", "县人社局", "新增"],
    ]
    assert tables(*heading, *lines) == [[heading, *rows]]


def test_a_body_below_a_person_is_no_date() -> None:
    heading = ["序号", "工作任务", "分管领导", "责任单位", "完成时限"]
    lines = [
        "1",
        "建设站点。",
        "张三",
        "县民政局",
        "2026年底",
        "2",
        "建设平台。",
        "李四",
        "县数据局",
        "县财政局",
        "2026年6月",
    ]
    rows = [
        ["1", "建设站点。", "张三", "县民政局", "2026年底"],
        ["2", "建设平台。", "李四", "县数据局\n县财政局", "2026年6月"],
    ]
    assert tables(*heading, *lines) == [[heading, *rows]]


def test_sums_below_the_last_row() -> None:
    heading = ["序号", "项目名称", "建设内容", "总投资（亿元）"]
    rows = [["1", "路网工程", "建设道路5公里。", "3"], ["2", "管网工程", "新建管网10公里。", "2"]]
    lines = [cell for row in [heading, *rows] for cell in row]
    assert tables(*lines, "合计", "5", "二、保障") == [[heading, *rows, ["", "合计", "", "5"]]]
    assert tables(*lines, "合计", "见附表") == [[heading, *rows]]


def test_aims_in_words_beside_bodies() -> None:
    heading = ["序号", "2026年预期目标", "责任单位"]
    rows = [["1", "地区生产总值增长5%左右，力争更好", "县发改局"], ["2", "空气质量完成年度目标任务", "市生态环境局"]]
    assert tables(*heading, *(cell for row in rows for cell in row)) == [[heading, *rows]]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_rows_without_numbers(between: str) -> None:
    rows = [["全县生产总值", "预期性", "增长5%左右", "增长5%"], ["城镇新增就业", "预期性", "5万人", "5.2万人"]]
    lines = [cell for row in [PAST, *rows] for cell in row]
    assert tables(*lines, "二、2027年安排", "做好各项工作。", between=between) == [[PAST, *rows]]


def test_more_bodies_end_the_table_and_a_signature_does_not() -> None:
    heading = ["序号", "工作任务", "责任单位"]
    lines = [
        "1",
        "建设湿地公园。",
        "县水务局",
        "2",
        "新建天桥。",
        "县住建局",
        "县财政局",
        "青禾县人民政府办公室",
        "2026年3月1日",
    ]
    rows = [["1", "建设湿地公园。", "县水务局"], ["2", "新建天桥。", "县住建局\n县财政局"]]
    assert tables(*heading, *lines) == [[heading, *rows]]


@pytest.mark.parametrize(
    "lines",
    [
        ["1", "建设湿地公园。", "县水务局", "县住建局", "县财政局", "2", "新建天桥。", "县住建局", "县水务局"],
        ["1", "建设湿地公园。", "县水务局", "县住建局", "2", "新建天桥。", "3", "培训人员。", "县人社局", "县民政局"],
    ],
    ids=["two may lead", "a row has lost its bodies"],
)
def test_what_can_be_read_in_two_ways_or_in_none_stays_lines(lines: list[str]) -> None:
    assert tables(*ROLES, *lines) == []


def test_a_sentence_is_no_body() -> None:
    heading = ["序号", "重点任务", "具体举措", "责任单位"]
    lines = [
        "1",
        "扩大供给",
        "建设站点20个。",
        "县民政局",
        "2",
        "提升质量",
        "培训人员500人次。",
        "出台办法。",
        "县人社局",
    ]
    assert tables(*heading, *lines) == []


def test_headings_that_only_stand_below_each_other_are_no_table() -> None:
    assert (
        tables("指标名称", "属性", "全年目标", "全年完成", "详见附表。", "二、任务", "1.建设站点。", "2.培训人员。")
        == []
    )
    assert tables("工作任务", "责任单位", "完成时限", "一、扩大供给", "县民政局", "2026年") == []
