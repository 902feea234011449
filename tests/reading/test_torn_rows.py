"""Tables of indicators that a PDF dump tore into lines of words."""

from __future__ import annotations

import pytest

from policy_extract.blocks import Paragraph, Table
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading.flow.text import read_text

MATCHER_SECONDS = 5.0


def blocks(text: str) -> list[str | list[list[str]]]:
    """The blocks of a dump: paragraphs as texts, tables as rows of texts."""
    report = Report()
    document = read_text(text, report, load().within(MATCHER_SECONDS).matcher(report))
    assert all(isinstance(block, Paragraph | Table) for block in document.blocks)
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.grid()]
        for block in document.blocks
    ]


PLAIN = """澜州市“十五五”规划主要指标
序号 指标名称 单位 2025年 2030年目标 属性
1 地区生产总值 亿元 520 700左右 预期性
2 常住人口城镇化率 % 62.3 68 预期性
3 森林覆盖率 % 68.1 68.3 约束性
4 人均预期寿命 岁 81.2 82.5 预期性
资料来源：市统计局。"""

TORN = """澜州市主要指标
序 “十五五”目标
指 标 单位 属性
号 2030年 年均[累计]
1 生产总值年均增长率 % 预期性 - 5左右
万元/
2 全员劳动生产率 预期性 36左右 -
人
全社会研发经费支出相当于
3 % 预期性 4.5左右 -
全市生产总值比例
4 新增绿地 公顷 预期性 - [20]
中心城区旧房 万平 [成片：约110
5 约束性 -
改造面积 方米 零星：约20]
下一段正文从这里开始。"""

CATEGORIES = """主要指标
序 年均增长
类别 指标 2025年 2030年 属性
号 [累计]
1 地区生产总值（亿元） 520 700 6左右 预期性
经济
2 劳动生产率（万元/人） 18.5 24 >5 预期性
发展
3 城镇化率（%） 62.3 68 [5.7] 预期性
创新 4 研发投入增长（%） — — >8 预期性
驱动 5 专利拥有量（件） 6.2 12 — 预期性"""


def test_rows_on_one_line_each() -> None:
    title, table, source = blocks(PLAIN)
    assert (title, source) == ("澜州市“十五五”规划主要指标", "资料来源：市统计局。")
    assert table[:2] == [
        ["序号", "指标名称", "单位", "2025年", "2030年目标", "属性"],
        ["1", "地区生产总值", "亿元", "520", "700左右", "预期性"],
    ]
    assert len(table) == 5


def test_headings_in_two_rows_and_cells_of_several_lines() -> None:
    _, table, text = blocks(TORN)
    assert table == [
        ["序号", "指标", "单位", "属性", "“十五五”目标", ""],
        ["", "", "", "", "2030年", "年均[累计]"],
        ["1", "生产总值年均增长率", "%", "预期性", "-", "5左右"],
        ["2", "全员劳动生产率", "万元/人", "预期性", "36左右", "-"],
        ["3", "全社会研发经费支出相当于全市生产总值比例", "%", "预期性", "4.5左右", "-"],
        ["4", "新增绿地", "公顷", "预期性", "-", "[20]"],
        ["5", "中心城区旧房改造面积", "万平方米", "约束性", "-", "[成片：约110零星：约20]"],
    ]
    assert text == "下一段正文从这里开始。"


def test_a_category_stands_in_the_middle_of_its_rows() -> None:
    title, table = blocks(CATEGORIES)
    assert title == "主要指标"
    assert [row[0] for row in table] == ["类别", "经济发展", "", "", "创新驱动", ""]
    assert table[0] == ["类别", "序号", "指标", "2025年", "2030年", "年均增长[累计]", "属性"]
    assert table[2] == ["", "2", "劳动生产率（万元/人）", "18.5", "24", ">5", "预期性"]


@pytest.mark.parametrize("text", [PLAIN, TORN, CATEGORIES])
def test_no_character_is_lost_or_added(text: str) -> None:
    def visible(piece: str) -> list[str]:
        return sorted("".join(piece.split()))

    found = "".join(
        block if isinstance(block, str) else "".join("".join(row) for row in block) for block in blocks(text)
    )
    assert visible(found) == visible(text)


def test_a_number_that_is_printed_wrong_leaves_its_row_a_row() -> None:
    _, table, *_ = blocks(PLAIN.replace("3 森林覆盖率", "5 森林覆盖率"))
    assert [row[0] for row in table] == ["序号", "1", "2", "5", "4"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("2030年目标", "远景展望"), "a word that heads no column"),
        (
            ("1 地区生产总值 亿元 520 700左右 预期性", "1 地区生产总值 亿元 700左右 预期性\n（初步）"),
            "lines that do not come out even",
        ),
        (("序号 指标名称 单位 2025年 2030年目标 属性\n", ""), "no headings"),
    ],
)
def test_what_does_not_fit_stays_lines(change: tuple[str, str], why: str) -> None:
    found = blocks(PLAIN.replace(*change))
    assert all(isinstance(block, str) for block in found), why
