"""Tables of text dumps, which show no merged cells: what a blank says there, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.blocks import Cell, Document, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.model import Source
from policy_extract.pipeline import parse_bytes, parse_document

if TYPE_CHECKING:
    from policy_extract.model import Plan

LIST = """
类别 | 序号 | 工作任务 | 责任单位 | 完成时限 | 备注
设施 | 1 | 建设站点。 | 市民政局 | 2027年 | 续建
 | 2 | 建设平台。 | | |
服务 | 3 | 培训人员。 | 市人社局 | 2026年 |
"""


def plan_of(form: str, lines: str) -> Plan:
    """The plan in a document whose annex is this table, one row per line."""
    rows = [[text.strip() for text in line.split("|")] for line in lines.strip("\n").split("\n")]
    cells = tuple(Cell(row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts))
    blocks = (
        Paragraph("b1", "一、总体要求"),
        Paragraph("b2", "附件1"),
        Paragraph("b3", "重点任务清单"),
        Table("b4", len(rows), len(rows[0]), cells),
    )
    report = Report()
    source = Source(name="x", format=form, sha256="", bytes=0, revisions="accepted")
    return parse_document(Document(form, blocks), source, load().matcher(report), report)


def codes_beside(above: str, below: str, form: str = "text") -> list[str]:
    """The codes of findings on lines right above and right below a table."""
    texts = (("任务", "责任单位"), ("建站点。", "县民政局"))
    cells = tuple(Cell(row, col, 1, 1, text) for row, line in enumerate(texts) for col, text in enumerate(line))
    table = Table("b3", 2, 2, cells)
    lines = [Paragraph(f"b{at}", text) for at, text in enumerate(below.split(), start=4)]
    blocks = (Paragraph("b1", "一、总体要求"), Paragraph("b2", above), table, *lines)
    report = Report()
    source = Source(name="x", format=form, sha256="", bytes=0, revisions="accepted")
    return [one.code for one in parse_document(Document(form, blocks), source, load().matcher(report), report).findings]


@pytest.mark.parametrize(("above", "below"), [("类型", ""), ("重点任务分工", "建中心 县民政局 县水利局 续建")])
def test_cells_left_beside_a_table_of_a_dump_are_told(above: str, below: str) -> None:
    assert "table-flattened" in codes_beside(above, below)
    assert "table-flattened" not in codes_beside(above, below, "docx")


@pytest.mark.parametrize(
    ("above", "below"), [("重点任务", ""), ("任务清单", "澜州市人民政府 2027年3月2日 联系人：林某 二、其他")]
)
def test_a_title_above_a_table_and_who_signs_below_it_are_no_cells(above: str, below: str) -> None:
    assert "table-flattened" not in codes_beside(above, below)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_blank_in_a_dump_is_what_stands_above_it(form: str) -> None:
    """Category, units and deadline, not the number and not the note."""
    second = plan_of(form, LIST).items[1]
    assert (second.no, second.group) == ("2", ("设施",))
    assert [unit.name for unit in second.units] == ["市民政局"]
    assert second.deadline is not None
    assert second.deadline.raw == "2027年"
    assert second.extra == {}


def test_a_blank_in_a_word_file_is_blank_but_for_categories() -> None:
    """Word shows merged cells, so a blank unit cell names nobody."""
    second = plan_of("docx", LIST).items[1]
    assert second.group == ("设施",)
    assert second.units == ()
    assert second.deadline is None


def test_a_row_with_a_single_cell_is_a_band_and_ends_what_blanks_repeat() -> None:
    lines = "序号 | 工作任务 | 责任单位\n1 | 建设站点。 | 市民政局\n二、人才队伍 | |\n2 | 培训人员。 |"
    second = plan_of("text", lines).items[1]
    assert second.group == ("二、人才队伍",)
    assert second.units == ()


def test_bands_nest_by_their_numbers() -> None:
    lines = "序号 | 工作任务 | 责任单位\n一、设施 | |\n（一）布局 | |\n1 | 甲 | 市民政局\n（二）建设 | |\n2 | 乙 | 市民政局\n二、服务 | |\n3 | 丙 | 市民政局"
    groups = [item.group for item in plan_of("text", lines).items]
    assert groups == [("一、设施", "（一）布局"), ("一、设施", "（二）建设"), ("二、服务",)]


def test_years_may_stand_under_a_heading_whose_span_was_lost() -> None:
    lines = "指标 | 单位 | 2025年现状 | 目标值 |  \n | | | 2027年 | 2030年\n床位数 | 张 | 100 | 200 | 300"
    plan = plan_of("text", lines)
    assert plan.tables[0].header_rows == 2
    assert [(one.year, one.kind) for one in plan.indicators[0].values] == [
        (2025, "baseline"), (2027, "target"), (2030, "target"),
    ]  # fmt: skip


def test_what_a_site_records_of_a_document_is_no_lost_table() -> None:
    record = " 索 引 号  20260518-112  发布机构  县民政局  公开日期  2026-05-18\n 公开范围  公开  主 题 词 \n 组配分类    公开方式  主动公开"
    lines = f"青禾县养老服务实施意见\n{record}\n一、主要任务\n1.新建站点20家。（县民政局负责）"
    assert [one.code for one in parse_bytes(lines.encode(), "plan.txt").plan.findings] == []
