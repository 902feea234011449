"""Workbooks as openpyxl reads them back: typed cells, text that stays text, the same bytes."""

from __future__ import annotations

import gc
import io
import os
import tempfile
import time
import warnings
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from plan_builders import finding, front, part, plan, task, text, unit

from policy_extract.errors import OutputError
from policy_extract.model import At, Indicator, Item, PlanDate, Value
from policy_extract.output import workbook_writer
from policy_extract.output.workbook_cells import source_of
from policy_extract.output.workbook_sheets import SHEETS, rows_of_sheets
from policy_extract.output.workbook_writer import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell

    from policy_extract.model import Plan


def written(*plans: Plan) -> bytes:
    """The workbook of these plans."""
    stream = io.BytesIO()
    write_workbook(stream, (rows_of_sheets(source_of(one, lambda one: one.message)) for one in plans))
    return stream.getvalue()


def cells(sheet: str, *plans: Plan) -> list[dict[str, Cell]]:
    """The rows of a sheet as a reader of the workbook gets them, by heading."""
    head, *rows = load_workbook(io.BytesIO(written(*plans)))[sheet].rows
    return [dict(zip([cell.value for cell in head], row, strict=True)) for row in rows]


def titled(title: str) -> Plan:
    """A plan whose only text is the title of a task."""
    return plan(tasks=(task("1", title),))


def shown(cell: Cell) -> str:
    """The text of a cell as Excel shows it; openpyxl leaves escaped control characters as they are in the file."""
    return str(unescape(str(cell.value)))


def value(raw: str, number: str | None = None, **more: Any) -> Value:
    """A value of 2027."""
    given = {"year": 2027, "kind": "target", "form": "amount" if number else "none", "low": None, "high": None}
    given |= {"pair": None, "bound": "exactly" if number else None, "measure": None, "scale": 1, "cumulative": False}
    return Value(raw=raw, value=Decimal(number) if number else None, base_year=None, at=(), **(given | more))


def indicator(*values: Value, **more: Any) -> Indicator:
    """A row of an indicator table."""
    given = {"no": "1", "category": (), "measure": "%", "attribute": None, "units": (), "note": None, "at": ()}
    return Indicator(id="a1/t1/r1", table="a1/t1", name="参保率", values=values, **(given | more))


def item(content: str, **more: Any) -> Item:
    """A row of a work list."""
    given = {"no": None, "group": (), "units": (), "deadline": None, "investment": None, "nature": None}
    return Item(id="a1/t1/r1", table="a1/t1", list="tasks", content=content, **(given | {"extra": {}, "at": ()} | more))


def test_there_is_a_sheet_for_each_kind_with_a_heading_that_stays_and_filters() -> None:
    book = load_workbook(io.BytesIO(written(titled("健全保障"))))
    there = [sheet for sheet in SHEETS if sheet.name in {"文件", "任务"}]
    assert book.sheetnames == ["说明", *(sheet.name for sheet in there)]
    for sheet in there:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [column.heading for column in sheet.columns]
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions


def test_no_heading_stands_twice_in_a_sheet() -> None:
    assert [sheet.name for sheet in SHEETS if len({one.heading for one in sheet.columns}) < len(sheet.columns)] == []


def test_numbers_are_numbers_and_years_are_whole() -> None:
    [row] = cells("指标值", plan(indicators=(indicator(value("40.72", "40.72")),)))
    assert (row["数值"].value, row["数值"].data_type) == (40.72, "n")
    assert (row["年份"].value, row["年份"].number_format) == (2027, "0")
    assert (row["原文"].value, row["类型"].value) == (None, "目标")


def test_a_number_with_more_digits_than_excel_keeps_is_text() -> None:
    [row] = cells("指标值", plan(indicators=(indicator(value("", "12345678901234567.8")),)))
    assert (row["数值"].value, row["数值"].data_type) == ("12345678901234567.8", "s")


def test_a_whole_date_is_a_date_and_part_of_one_is_text() -> None:
    dates = [PlanDate(raw="", iso=iso, at=()) for iso in ("2023-05-23", "2023-05")]
    rows = cells("文件", *(plan(front=front(date=one)) for one in dates))
    assert [row["成文日期"].data_type for row in rows] == ["d", "s"]
    assert rows[0]["成文日期"].value.date().isoformat() == "2023-05-23"


FORMULAS = ["=1+1", '=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", " =1", "http://x.cn", "<r>x</r>",
            "<r><t>x</t></r>", "_x0041_", "{=1}", "a\x07b"]  # fmt: skip


@pytest.mark.parametrize("printed", FORMULAS)
def test_text_is_never_a_formula_a_link_or_markup(printed: str) -> None:
    [row] = cells("任务", titled(printed))
    assert (row["标题"].data_type, shown(row["标题"])) == ("s", printed)
    assert row["标题"].hyperlink is None


@pytest.mark.parametrize("printed", FORMULAS[:8])
def test_text_like_a_formula_stays_text_when_somebody_edits_the_cell(printed: str) -> None:
    [row] = cells("任务", titled(printed))
    assert row["标题"].quotePrefix


@pytest.mark.parametrize("dash", ["-", "—", "/"])
def test_a_cell_that_is_only_a_dash_stays_a_dash(dash: str) -> None:
    [row] = cells("清单", plan(items=(item("建设", investment=dash),)))
    assert (row["投资"].value, row["投资"].data_type, row["投资"].quotePrefix) == (dash, "s", False)


def test_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    [row] = cells("任务", titled("建" * 40000))
    assert len(row["标题"].value) == 32767
    assert row["标题"].value.endswith("建……（共40000字，未完）")


def test_every_row_names_its_document_and_quotes_its_place() -> None:
    at = (At(block="b0", start=1, end=3),)
    one = plan(front=front(title=text("澜州方案")), findings=(finding(at=at[0], number="1."),))
    [row] = cells("问题", one)
    assert [cell.value for cell in row.values()] == [
        "x.docx", "澜州方案", "警告", "编号重复", "The number 1. is printed twice.", None, "number-repeated", "b0:2",
    ]  # fmt: skip


def test_rows_of_several_documents_stand_under_one_another() -> None:
    first = titled("甲")
    second = first.model_copy(update={"source": first.source.model_copy(update={"name": "y.docx"})})
    assert [(row["文件"].value, row["标题"].value) for row in cells("任务", first, second)] == [
        ("x.docx", "甲"),
        ("y.docx", "甲"),
    ]


def test_who_does_what_is_ordered_by_body_with_its_leads_first() -> None:
    tasks = (
        task("1", "甲", unit("市民政局"), unit("市财政局")),
        task("2", "乙", unit("民政局", "lead", body="civil-affairs"), unit("市财政局", "support")),
        task("3", "丙", unit("市财政局", "lead"), unit("市民政厅", "support", body="civil-affairs")),
    )
    rows = cells("责任分工", plan(tasks=tasks))
    assert [(row["名称"].value, row["角色"].value, row["所在标题"].value) for row in rows] == [
        ("市民政局", "责任", "甲"),
        ("市财政局", "牵头", "丙"),
        ("市财政局", "配合", "乙"),
        ("市财政局", "责任", "甲"),
        ("民政局", "牵头", "乙"),
        ("市民政厅", "配合", "丙"),
    ]


def shared() -> Plan:
    """Two tasks and who does them."""
    tasks = (
        task("1", "甲", unit("市民政局", "lead"), unit("市财政局", "support")),
        task("2", "乙", unit("市财政局"), unit("=市卫健局")),
    )
    return plan(tasks=tasks)


def grid(sheet: str, *plans: Plan) -> list[list[Any]]:
    """What the cells of a sheet hold."""
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(written(*plans)))[sheet].rows]


def test_parts_are_called_as_people_call_them() -> None:
    parts = (part(kind="notice"), part("a1", "plan"), part("a2", "annex", label=text("附件1")))
    one = plan(parts=parts, tasks=tuple(task(name, "甲", part=name) for name in ("main", "a1", "a2")))
    assert [row["部分"].value for row in cells("任务", one)] == ["通知", "方案", "附件1"]


def test_the_first_sheet_says_what_every_sheet_and_column_means() -> None:
    one = shared()
    book = load_workbook(io.BytesIO(written(one)))
    names = [name for name, *_ in grid("说明", one)[1:] if name]
    assert names == book.sheetnames[1:]
    links = [cell.hyperlink.location for (cell, *_) in book["说明"].rows if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in names]
    said = {heading for _, heading, _ in grid("说明", one)}
    for sheet in SHEETS:
        if sheet.name in names:
            assert {column.heading for column in sheet.columns} <= said
    assert all(column.means for sheet in SHEETS for column in sheet.columns)
    assert [said for _, heading, said in grid("说明", one)[:4] if heading == "牵头"] == ["牵头的任务、指标和清单行数"]


def test_it_counts_what_every_body_has_to_do() -> None:
    assert grid("汇总", shared()) == [
        ["机构", "牵头", "配合", "责任", "合计", "文件数"],
        ["市财政局", 0, 1, 1, 2, 1],
        ["=市卫健局", 0, 0, 1, 1, 1],
        ["市民政局", 1, 0, 0, 1, 1],
    ]


def test_a_matrix_shows_which_body_has_which_part_of_which_task() -> None:
    assert grid("分工矩阵", shared()) == [
        ["文件", "编号", "任务", "市财政局", "=市卫健局", "市民政局"],
        ["x.docx", "1", "1.甲", "○", None, "●"],
        ["x.docx", "2", "1.乙", "△", "△", None],
    ]


def test_what_machines_need_is_folded_away_and_rows_fit_their_text() -> None:
    book = load_workbook(io.BytesIO(written(plan(tasks=(task("1", "甲", text="建设" * 200),)))))
    assert {"SHA-256", "位置"} <= set(folded(book["文件"]))
    assert book["文件"].page_setup.fitToHeight == 0
    tall = load_workbook(io.BytesIO(written(titled("建设" * 200))))["任务"].row_dimensions[2]
    assert tall.height > 300


def folded(page: Any) -> list[str]:
    """The headings of columns that are folded away."""
    groups = [one for one in page.column_dimensions.values() if one.hidden]
    return [page.cell(1, place).value for one in groups for place in range(one.min, one.max + 1)]


def test_columns_that_hold_nothing_are_folded_away_and_take_no_paper() -> None:
    one = task("1", "甲", unit("市民政局", "lead"))
    page = load_workbook(io.BytesIO(written(plan(tasks=(one,)))))["任务"]
    assert {"配合", "责任", "沿用", "时限", "位置"} <= set(folded(page))
    assert not {"文件", "牵头", "标题"} & set(folded(page))
    assert page.page_setup.paperSize == 9


def test_what_is_printed_has_lines_and_says_which_sheet_it_is() -> None:
    book = load_workbook(io.BytesIO(written(shared())))
    assert all(page.print_options.gridLines for page in book.worksheets)
    assert {page.oddFooter.left.text for page in book.worksheets} == {"&A"}


def test_the_same_plan_gives_the_same_bytes_whenever_and_wherever(monkeypatch: pytest.MonkeyPatch) -> None:
    before = written(titled("健全保障"))
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    monkeypatch.setattr("time.time", lambda: 4e9)
    old = os.umask(0o077)
    try:
        assert written(titled("健全保障")) == before
    finally:
        os.umask(old)
        monkeypatch.delenv("TZ")
        time.tzset()


def test_the_file_is_a_whole_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(written(titled("健全保障")))) as archive:
        assert archive.testzip() is None


def test_more_rows_than_a_sheet_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_writer, "MOST_ROWS", 3)
    assert written(plan(tasks=(task("1", "甲"), task("2", "乙"))))
    with pytest.raises(OutputError, match="the sheet 任务 would have more than 3 rows"):
        written(plan(tasks=(task("1", "甲"), task("2", "乙"), task("3", "丙"))))


def test_a_disk_that_is_full_is_an_error_of_the_disk_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # XlsxWriter then leaves the files it deleted open
        with pytest.raises(OSError, match="No space left"):
            written(titled("健全保障"))
        gc.collect()
    assert list(tmp_path.iterdir()) == []


XML_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=10, deadline=None)
@given(st.lists(XML_TEXT, min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was(printed: list[str]) -> None:
    tasks = tuple(task(str(place), one) for place, one in enumerate(printed))
    assert [shown(row["标题"]) for row in cells("任务", plan(tasks=tasks))] == printed


def test_wide_sheets_are_printed_on_large_paper_and_many_bodies_on_several_pages() -> None:
    units = tuple(unit(f"青禾县第{number}局") for number in range(45))
    book = load_workbook(io.BytesIO(written(plan(tasks=(task("1", "甲", *units),)))))
    assert (book["分工矩阵"].page_setup.paperSize, book["汇总"].page_setup.paperSize) == (8, 9)
    assert (book["分工矩阵"].page_setup.fitToWidth, book["任务"].page_setup.fitToWidth) == (2, None)
    assert book["分工矩阵"].print_title_cols == "$A:$C"
