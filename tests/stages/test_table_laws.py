"""What is true of every table, whatever is merged and whatever stands in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy_extract.blocks import Cell, Document, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.model import Source
from policy_extract.pipeline import parse_document
from tests.collectors.counting import calls
from tests.collectors.laws import check_laws

if TYPE_CHECKING:
    from policy_extract.model import Plan

GRAMMAR = Path(__file__).resolve().parents[2] / "grammars" / "indicators.toml"
BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EXAMPLES = sorted(
    {
        example["text"]
        for rule in tomllib.loads(GRAMMAR.read_text(encoding="utf-8"))["rule"]
        for kind in ("accept", "reject")
        for example in rule[kind]
    }
)

CELLS = [
    "", " ", "1", "2", "17", "一", "一、", "/", "-", "100", "60以上", "3-5", "1/5", "〔24〕", "比2025年提高5个百分点", "全覆盖",
    "市民政局、市财政局", "☆市民政局\n市财政局", "市自然资源\n和规划局", "市数据局牵头，市公安局配合", "牵头单位：市教育局\n配合单位：市财政局",
    "建成养老服务中心30家。", " 建成\n康养中心 ", "注：带☆的为牵头单位；以上工作均需各区、县（市）政府落实，不再列出。", "一、设施建设", "合计", "2027年6月底前",
]  # fmt: skip
MEASURED = {"2025年", "2027年目标值", "现状", "目标值"}
texts = st.sampled_from([*CELLS, *EXAMPLES])
padding = st.sampled_from(["", "", "", " ", "\n", "\u3000"])
values = st.sampled_from(
    ["100", "60以上", "3-5", "1/5", "〔24〕", "50 家", "/", "", "应援尽援", "年均增长5%", "89.6（2014年）"]
)
HEADINGS = [
    ["序号", "指标", "2025年", "2027年目标值", "单位", "责任单位", "备注"],
    ["类别", "指标名称（%）", "现状", "目标值", "属性", "牵头单位", "说明"],
    ["序号", "类别", "重点任务", "责任单位", "具体内容", "完成时限", "备注"],
    ["序号", "项目名称", "建设内容", "牵头单位", "配合单位", "总投资（万元）", "性质"],
    ["姓名", "职务", "", "电话", "", "", ""],
]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with a heading more often than not, and rectangles merged anywhere."""
    rows, cols = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    headings = draw(st.sampled_from([*HEADINGS, None]))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            mostly_plain = 12 if headings and row == 0 else 4
            high = draw(st.sampled_from([1] * mostly_plain + [2, 3]))
            wide = draw(st.sampled_from([1] * mostly_plain + [2, 7]))
            high, wide = fitting(row, col, min(high, rows - row), min(wide, cols - col), taken)
            taken |= {(row + down, col + along) for down in range(high) for along in range(wide)}
            heading = headings[col] if headings else ""
            below = values if heading in MEASURED else texts
            text = heading if headings and row == 0 else draw(padding) + draw(below) + draw(padding)
            cells.append(Cell(row, col, high, wide, text, draw(st.sampled_from([None, None, None, ("1.",)]))))
    return Table("b2", rows, cols, tuple(cells), header_rows=draw(st.integers(0, 3)))


def fitting(row: int, col: int, high: int, wide: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """As much of the rectangle as is free."""
    while any((row, col + along) in taken for along in range(wide)):
        wide -= 1
    while any((row + down, col + along) in taken for down in range(high) for along in range(wide)):
        high -= 1
    return high, wide


def plan_of(*blocks: Paragraph | Table, form: str = "docx") -> Plan:
    """The plan in a document of these blocks below its title."""
    document = Document(form, (Paragraph("b1", "澜州市养老服务行动方案（2026—2028年）"), *blocks))
    source = Source(name="x", format=form, sha256="", bytes=0, revisions="accepted")
    report = Report()
    return parse_document(document, source, load().matcher(report), report)


@BOUNDED
@given(table=tables(), form=st.sampled_from(["docx", "text"]))
def test_any_table_gives_a_valid_plan_that_keeps_every_cell(table: Table, form: str) -> None:
    """Never raises; quotes quote; ids are unique; the cells of the plan are those of the table."""
    plan = plan_of(table, form=form)
    check_laws(plan)
    [read] = plan.tables
    kept = [(cell.row, cell.col, cell.rows, cell.cols, cell.text, cell.numbers) for cell in read.cells]
    assert kept == [(cell.row, cell.col, cell.rows, cell.cols, cell.text, cell.numbers) for cell in table.cells]
    assert (read.rows, read.cols) == (table.rows, table.cols)


@BOUNDED
@given(table=tables())
def test_a_table_is_read_as_one_thing_or_has_its_finding(table: Table) -> None:
    """Rows come from tables of their kind; all columns are there or none is; a table that was not read has a finding."""
    plan = plan_of(table)
    [read] = plan.tables
    assert not plan.indicators or read.kind == "indicators"
    assert not plan.items or read.kind == "worklist"
    assert len(read.columns) == (read.cols if read.kind in {"indicators", "worklist"} else 0)
    unread = [finding for finding in plan.findings if finding.code == "table-unread"]
    assert not unread or read.kind == "other"


@BOUNDED
@given(table=tables())
def test_full_width_and_half_width_spellings_give_the_same_rows(table: Table) -> None:
    wide = str.maketrans("0123456789%*/.<>-", "０１２３４５６７８９％＊／．＜＞－")
    cells = tuple(
        Cell(one.row, one.col, one.rows, one.cols, one.text.translate(wide), one.numbers) for one in table.cells
    )
    assert rows_of(plan_of(Table("b2", table.rows, table.cols, cells, table.header_rows))) == rows_of(plan_of(table))


def rows_of(plan: Plan) -> list[tuple[object, ...]]:
    """Indicators and items without the characters that may be printed wide or narrow."""
    found: list[tuple[object, ...]] = []
    for row in plan.indicators:
        values = [(one.year, one.kind, one.form, one.value, one.bound, one.cumulative) for one in row.values]
        found.append((row.id, fold(row.name), fold(row.measure or ""), row.attribute, values))
    for item in plan.items:
        units = [(fold(one.name), one.role, one.via) for one in item.units]
        due = item.deadline and (item.deadline.year, item.deadline.month)
        found.append((item.id, item.list, fold(item.content), [fold(name) for name in item.group], units, due))
    return found


@BOUNDED
@given(
    text=st.text(st.sampled_from("0123456789.,，%/-〔〕[]（）以上下年均比提高约≥<>个万亿覆盖全达到 \n"), max_size=60)
)
def test_any_cell_is_read_as_a_value_of_some_form(text: str) -> None:
    """Never raises, and a number comes with a form that has one."""
    found = read_quantity(text)
    assert (found.value is not None) == (found.form in {"amount", "change", "rate"})


def test_a_doubtful_name_is_noted_once_however_many_rows_its_cell_spans() -> None:
    heading = [Cell(0, col, 1, 1, text) for col, text in enumerate(["序号", "工作任务", "责任单位"])]
    units = Cell(1, 2, 3, 1, "并于年底前完成")
    rows = [Cell(row, col, 1, 1, str(row)) for row in range(1, 4) for col in range(2)]
    cells = sorted([*heading, *rows, units], key=lambda cell: (cell.row, cell.col))
    plan = plan_of(Table("b2", 4, 3, tuple(cells)))
    assert [finding.code for finding in plan.findings].count("unit-doubtful") == 1


def test_reading_takes_time_in_proportion_to_the_rows() -> None:
    """Ten times the rows, about ten times the calls: a merged unit cell is read once, however many rows it spans."""

    def work(rows: int) -> int:
        heading = [Cell(0, col, 1, 1, text) for col, text in enumerate(["序号", "工作任务", "责任单位"])]
        units = Cell(1, 2, rows, 1, "、".join(f"市第{number}局" for number in range(50)))
        first = [Cell(1, 0, 1, 1, "1"), Cell(1, 1, 1, 1, "建成中心。"), units]
        below = [Cell(row, col, 1, 1, str(row)) for row in range(2, rows + 1) for col in range(2)]
        table = Table("b2", rows + 1, 3, (*heading, *first, *below))
        assert len(plan_of(table).items) == rows
        return calls(lambda: plan_of(table))

    assert work(2_000) < 12 * work(200)
