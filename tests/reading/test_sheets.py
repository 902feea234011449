"""Workbooks: the formats of numbers, what is hidden or lies beside the cells, the three forms of file, and hostile ones."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
import xlwt
from python_calamine import CalamineWorkbook
from sheet_builder import YEAR_MONTH, As, Tab, workbook
from test_sheet_gold import GOLD

from policy_extract.blocks import LaterPlaces, Paragraph, Place, Table
from policy_extract.errors import DamagedDocumentError, InputError, LockedDocumentError, NotADocumentError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of
from policy_extract.reading.sheets.number_formats import general, shown
from policy_extract.reading.sheets.workbook_parts import Bounds
from policy_extract.reading.sheets.xlsx import workbook_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.blocks import Document

TABLE = [["序号", "工作任务", "责任单位"], [1, "建站点", "市民政局"], [2, "建食堂", "市财政局"]]


def document(data: bytes) -> tuple[Document, list[str]]:
    report = Report()
    return read(data, report, load().matcher(report)), [finding.code.value for finding in report]


def lines(data: bytes) -> list[str]:
    """Paragraphs as they are, tables row by row."""
    found: list[str] = []
    for block in document(data)[0].blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += [" | ".join(cell.text for cell in row) for row in block.grid()]
    return found


def test_one_heading_with_a_colon_does_not_make_its_row_a_line_above_the_table() -> None:
    rows = [["序号", "县区", "资金", "其中：省级资金"], [1, "青禾县", 60, 45], [2, "东塘区", 80, 60]]
    assert lines(workbook(Tab(rows)))[:2] == ["序号 | 县区 | 资金 | 其中：省级资金", "1 | 青禾县 | 60 | 45"]


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (44197, "General", "44197"),
        (123456789012345, "General", "123456789012345"),
        (-1.5, "General", "-1.5"),
        (0.95, "0%", "95%"),
        (0.955, "0%", "96%"),
        (0.0123, "0.00%", "1.23%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234.5, "#,##0.00_ ;[Red]-#,##0.00 ", "1,234.50"),
        (-1234.5, "#,##0.00_ ;[Red]-#,##0.00 ", "-1,234.50"),
        (-3, "0;(0)", "(3)"),
        (0, '0;-0;"—"', "—"),
        (7, "000", "007"),
        (12, '0"万元"', "12万元"),
        (12.5, 'General"万元"', "12.5万元"),
        (1.50, "0.##", "1.5"),
        (0.5, "#.00", ".50"),
        (12345678, "0.0,", "12345.7"),
        (80, '[>=60]"合格";"不合格"', "合格"),
        (50, '[>=60]"合格";"不合格"', "不合格"),
        (46174, YEAR_MONTH, "2026年6月"),
        (46174, "yyyy/m/d", "2026/6/1"),
        (46174, "yyyy-mm-dd", "2026-06-01"),
        (46174, '[$-804]yyyy"年"m"月"d"日";@', "2026年6月1日"),
        (46174, '[DBNum1][$-804]yyyy"年"m"月";@', "二〇二六年六月"),
        (46174, "aaaa", "星期一"),
        (46174.5, "yyyy/m/d h:mm", "2026/6/1 12:00"),
        (0.75, "h:mm:ss", "18:00:00"),
        (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (1.5, "[h]:mm", "36:00"),
        (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"),
    ],
)
def test_a_number_is_what_the_cell_shows(value: float, code: str, text: str) -> None:
    assert shown(value, code) == (text, True)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.5, "# ?/?"),
        (5, "0.00E+00"),
        (5, "0-0"),
        (-1, "yyyy/m/d"),
        (1e9, "yyyy/m/d"),
        (5, "0" * 300),
        (float("inf"), "0"),
    ],
)
def test_a_format_that_is_not_known_shows_the_number_and_says_so(value: float, code: str) -> None:
    assert shown(value, code) == (general(value), False)


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    assert shown(44712, "yyyy/m/d", since_1904=True) == ("2026/6/1", True)


def test_an_unknown_format_is_a_finding() -> None:
    assert document(workbook(Tab([["数量"], [As(0.5, "# ?/?")], [As(0.25, "# ?/?")]])))[1] == ["unknown-number-format"]


# ---------------------------------------------------------------- what stands where


def test_annexes_below_each_other_on_a_sheet_are_tables_of_their_own_and_the_next_sheet_still_opens_a_part() -> None:
    annexes = [
        ["附件1", None, None, None],
        ["指标", "单位", "目标值", None],
        ["床位", "张", 1200, None],
        ["附件2", None, None, None],
        ["序号", "工作任务", "牵头单位", "配合单位"],
        [1, "建设食堂。", "市民政局", "市财政局"],
    ]
    plan = [["序号", "项目"], [1, "食堂"]]
    found, _ = document(workbook(Tab(annexes, merged=("A1:D1", "A4:D4")), Tab(plan, name="项目")))
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert [(table.rows, table.cols) for table in tables] == [(2, 4), (3, 4), (2, 2)]
    [_, second] = found.openings
    assert [block.text for block in found.blocks if isinstance(block, Paragraph) and block.id == second.block] == [
        "项目"
    ]


def test_each_cell_says_where_it_stands() -> None:
    found, _ = document(workbook(Tab([["标题"], *TABLE], ["A1:C1"], "清单")))
    table = found.blocks[1]
    assert isinstance(table, Table)
    place = found.places[table.address(table.cells[4])]
    assert (place.sheet, place.cell) == ("清单", "B3")


def test_comments_and_instructions_in_the_xml_are_no_cells() -> None:
    data = workbook(Tab(TABLE))
    noted = rewritten(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<c ", "<!-- c --><c ").replace("<v>", "<?v v?><v>").replace("<is>", "<!-- is --><is>"),
    )
    assert noted != data
    assert document(noted)[0].blocks == document(data)[0].blocks


def test_places_of_cells_are_worked_out_when_one_is_asked_for() -> None:
    asked: list[str] = []

    def work_out() -> dict[str, Place]:
        asked.append("once")
        return {"b1": Place(sheet="清单", cell="A1")}

    places = LaterPlaces(work_out)
    assert not asked
    assert (len(places), list(places), "b2" in places, places["b1"].cell) == (1, ["b1"], False, "A1")
    assert asked == ["once"]
    assert places == {"b1": Place(sheet="清单", cell="A1")}


def test_a_column_that_is_hidden_leaves_no_gap_in_merged_cells() -> None:
    rows = [["序号", "目标", None, "责任单位"], [None, "2026年", "2027年", None], [1, 5, 6, "市民政局"]]
    data = workbook(Tab(rows, ["A1:A2", "B1:C1", "D1:D2"], hidden_columns=["B"]))
    assert lines(data) == ["序号 | 目标 | 责任单位", "序号 | 2027年 | 责任单位", "1 | 6 | 市民政局"]


def test_formulas_are_not_calculated_and_those_without_a_value_are_named() -> None:
    found, codes = document(workbook(Tab([*TABLE, ["合计", "=SUM(A2:A3)", "=cmd|' /c calc'!A0"]])))
    assert codes == ["formula-without-value"]
    assert "SUM" not in str(found.blocks)


def test_what_a_formula_gave_when_it_was_saved_is_read() -> None:
    data = rewritten(
        workbook(Tab(TABLE)),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace('<c r="A3" t="n"><v>2</v></c>', '<c r="A3"><f>A2+1</f><v>2</v></c>'),
    )
    assert lines(data)[2] == "2 | 建食堂 | 市财政局"


def test_text_under_a_merged_cell_is_dropped() -> None:
    data = workbook(Tab(TABLE))
    merged = rewritten(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'),
    )
    found, _ = document(merged)
    assert [(one.text, one.reason) for one in found.dropped] == [("2", "merged-cell"), ("Sheet1", "sheet-name")]
    assert ledger_of(merged, found).difference == {}


def test_readings_above_the_text_and_what_is_printed_on_every_page_are_dropped() -> None:
    reading = inline("A1").replace("</t>", "</t><rPh sb='0' eb='1'><t>jiǎ</t></rPh>")
    footer = "<headerFooter><oddFooter>&amp;C第&amp;P页</oddFooter></headerFooter>"
    data = with_rows(f'<row r="1">{reading}</row>', footer)
    found, _ = document(data)
    assert {(one.text, one.reason) for one in found.dropped} == {
        ("jiǎ", "ruby"), ("第页", "running-header"), ("Sheet1", "sheet-name"),
    }  # fmt: skip
    assert ledger_of(data, found).difference == {}


def test_a_sheet_written_in_the_strict_form_with_prefixes_is_read() -> None:
    def strict(xml: str) -> str:
        xml = xml.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        xml = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml)
        return xml.replace('xmlns="', 'xmlns:x="', 1)

    data = workbook(Tab(TABLE))
    assert lines(rewritten(data, "xl/worksheets/sheet1.xml", strict)) == lines(data)


def test_strings_that_cells_share_runs_of_several_looks_and_text_boxes_are_read() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("清单")
        bold = book.add_format({"bold": True})
        for row, values in enumerate([["任务", "单位"], ["建站点", "市民政局"], ["建站点", "市财政局"]]):
            sheet.write_row(row, 0, values)
        sheet.write_rich_string(3, 0, "建", bold, "食堂", "三处")
        sheet.write(3, 1, "市民政局", bold)
        sheet.insert_textbox(6, 1, "说明：\n以上按季度调度")
        sheet.write_comment("A1", "待核")
    data = stream.getvalue()
    assert lines(data) == [
        "清单",
        "任务 | 单位",
        "建站点 | 市民政局",
        "建站点 | 市财政局",
        "建食堂三处 | 市民政局",
        "说明：\n以上按季度调度",
    ]
    found, codes = document(data)
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert [cell.bold for cell in table.cells[-2:]] == [False, True]
    assert codes == ["comments-dropped"]
    assert ledger_of(data, found).difference == {}


# ---------------------------------------------------------------- the three forms


def old(*tabs: Tab, since_1904: bool = False) -> bytes:
    """The bytes of an .xls file with the same cells."""
    book = xlwt.Workbook()
    book.dates_1904 = since_1904
    for tab in tabs:
        sheet = book.add_sheet(tab.name)
        sheet.visibility = int(tab.hidden)
        areas = [_area(area) for area in tab.merged]
        for row, values in enumerate(tab.rows):
            for col, value in enumerate(values):
                style = (
                    xlwt.easyxf(num_format_str=value.code.replace("mm-dd-yy", "M/D/YY"))
                    if isinstance(value, As)
                    else xlwt.Style.default_style
                )
                bare = value.value if isinstance(value, As) else value
                area = next((one for one in areas if (one[0], one[2]) == (row, col)), None)
                if area is not None:
                    sheet.write_merge(*area, bare, xlwt.easyxf("align: horiz center"))
                elif bare is not None:
                    sheet.write(row, col, bare, style)
        for row in tab.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in tab.hidden_columns:
            sheet.col(ord(column) - ord("A")).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _area(name: str) -> tuple[int, int, int, int]:
    first, last = (re.fullmatch(r"([A-Z])(\d+)", one) for one in name.split(":"))
    assert first is not None
    assert last is not None
    return int(first[2]) - 1, int(last[2]) - 1, ord(first[1]) - 65, ord(last[1]) - 65


@pytest.mark.parametrize(
    "name", [name for name in GOLD if all(not tab.comments and not tab.sizes for tab in GOLD[name].tabs)]
)
def test_an_old_workbook_is_read_as_a_new_one(name: str) -> None:
    tabs = GOLD[name].tabs
    data = old(*tabs)
    assert lines(data) == lines(workbook(*tabs))
    assert ledger_of(data, document(data)[0]).difference == {}


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:automatic-styles>'
    '<style:style style:name="t" style:family="table-cell"><style:paragraph-properties fo:text-align="center"/>'
    '<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods(body: str, manifest: str = "<manifest/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(body), zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def cell(*paragraphs: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{''.join(f'<text:p>{one}</text:p>' for one in paragraphs)}</table:table-cell>"


def test_a_repeated_row_repeats_its_merged_cells() -> None:
    row = "".join(map(cell, ("1", "建站点"))) + cell("市民政局", more='table:number-columns-spanned="2"')
    head = "".join(map(cell, ("序号", "任务", "牵头单位", "配合单位")))
    body = f'<table:table-row>{head}</table:table-row><table:table-row table:number-rows-repeated="2">{row}</table:table-row>'
    found, _ = document(ods(f'<table:table table:name="a">{body}</table:table>'))
    *_, table = found.blocks
    assert isinstance(table, Table)
    assert [(one.row, one.col, one.rows, one.cols) for one in table.cells if one.text == "市民政局"] == [
        (1, 2, 1, 2),
        (2, 2, 1, 2),
    ]


def test_an_open_document_spreadsheet_is_read_by_what_its_cells_show() -> None:
    rows = [
        cell(
            "澜州市任务清单", more='table:style-name="t" table:number-columns-spanned="3" table:number-rows-spanned="1"'
        )
        + '<table:covered-table-cell table:number-columns-repeated="2"/>',
        "".join(map(cell, ("序号", "工作任务", "完成时限"))),
        cell("1") + cell("建<text:span>站<text:s/>点</text:span>甲<text:line-break/>乙", "二段") + cell("2026年6月"),
        cell("2") + cell("建食堂") + cell("<text:span>95%</text:span>"),
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    body += '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    data = ods(f'<table:table table:name="清单">{body}</table:table>')
    assert lines(data) == [
        "澜州市任务清单",
        "序号 | 工作任务 | 完成时限",
        "1 | 建站 点甲\n乙\n二段 | 2026年6月",
        "2 | 建食堂 | 95%",
    ]
    title = document(data)[0].blocks[0]
    assert isinstance(title, Paragraph)
    assert (title.style, title.align, title.font_size, title.bold) == ("title", "center", 18.0, ((0, 7),))


def test_hidden_rows_comments_and_shapes_of_an_open_document_spreadsheet() -> None:
    note = "<office:annotation><text:p>待核</text:p></office:annotation>"
    rows = [
        f"<table:table-row>{cell('甲')}{cell('乙')}</table:table-row>",
        f'<table:table-row table:visibility="filter">{cell("丙")}{cell("丁")}</table:table-row>',
        f"<table:table-row><table:table-cell>{note}<text:p>戊</text:p></table:table-cell>{cell('己')}</table:table-row>",
    ]
    shape = (
        "<table:shapes><draw:frame><draw:text-box><text:p>说明框</text:p></draw:text-box></draw:frame></table:shapes>"
    )
    hidden = f'<table:table table:name="旧" table:style-name="gone"><table:table-row>{cell("旧稿")}</table:table-row></table:table>'
    data = ods(f'<table:table table:name="Sheet1">{shape}{"".join(rows)}</table:table>{hidden}')
    found, codes = document(data)
    assert lines(data) == ["甲 | 乙", "戊 | 己", "说明框"]
    assert {(one.text, one.reason) for one in found.dropped} == {
        ("丙", "hidden"), ("丁", "hidden"), ("旧稿", "hidden"), ("待核", "comment"), ("Sheet1", "sheet-name"), ("旧", "sheet-name"),
    }  # fmt: skip
    assert codes == ["cells-hidden", "comments-dropped"]
    assert ledger_of(data, found).difference == {}


@pytest.mark.parametrize("name", GOLD)
def test_another_reader_finds_the_same_texts(name: str) -> None:
    """Where calamine reads a text, so do we, in a block or dropped; numbers it gives without their formats."""
    tabs = GOLD[name].tabs
    data = workbook(*tabs)
    found, _ = document(data)
    ours = "\n".join([*lines(data), *(one.text for one in found.dropped)]).replace("\n", "")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    theirs = [value for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python() for value in row]
    assert [value for value in theirs if isinstance(value, str) and value.replace("\n", "") not in ours] == []


# ---------------------------------------------------------------- hostile files


def rewritten(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The zip with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content.decode()) if name == part else content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_rows(rows: str, more: str = "") -> bytes:
    return rewritten(
        workbook(Tab(TABLE)),
        SHEET,
        lambda xml: re.sub(
            "<sheetData>.*</sheetData>", lambda _: f"<sheetData>{rows}</sheetData>{more}", xml, flags=re.DOTALL
        ),
    )


def inline(name: str, text: str = "甲") -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def slope() -> str:
    from policy_extract.reading.sheets.sheet_cells import column_name

    return "".join(
        f'<row r="{n + 1}">{inline(f"{column_name(n)}{n + 1}")}{inline(f"{column_name(n + 1)}{n + 1}")}</row>'
        for n in range(3000)
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "cells at both ends": lambda: with_rows(
        f'<row r="1">{inline("A1")}</row><row r="1048576">{inline("XFD1048576")}</row>'
    ),
    "one merged area over the whole sheet": lambda: with_rows(
        f'<row r="1">{inline("A1")}</row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "columns merged to the last row": lambda: with_rows(
        f'<row r="1">{inline("A1")}{inline("B1")}</row><row r="2">{inline("A2")}{inline("B2")}</row>',
        '<mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="B2:B1048576"/></mergeCells>',
    ),
    "cells in a slope": lambda: with_rows(slope()),
    "areas upon areas": lambda: with_rows(
        f'<row r="1">{inline("A1")}</row>',
        "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:XFD{n + 5000}"/>' for n in range(1, 20000)) + "</mergeCells>",
    ),
    "a million styled cells": lambda: with_rows(
        "".join(f'<row r="{row}">' + '<c r="A1" s="0"/>' * 1000 + "</row>" for row in range(1, 501))
    ),
    "rows and columns that mean nothing": lambda: with_rows(
        f'<row r="x">{inline("1A")}</row><row r="-5">{inline("A5")}</row>',
        '<mergeCells><mergeCell ref="C3:A1"/></mergeCells>',
    ),
    "a row beyond the last": lambda: with_rows(f'<row r="9999999">{inline("A9999999")}</row>'),
    "strings that are not there": lambda: with_rows(
        '<row r="1"><c r="A1" t="s"><v>99999</v></c><c r="B1" t="s"><v>-1</v></c></row>'
    ),
    "numbers that are none": lambda: with_rows(
        '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>nan</v></c><c r="C1"><v>x</v></c></row>'
    ),
    "a zip bomb": lambda: with_rows("", "<!--" + " " * 60_000_000 + "-->"),
    "an entity that is expanded": lambda: rewritten(
        workbook(Tab(TABLE)), SHEET, lambda xml: '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml
    ),
    "a sheet that is cut off": lambda: rewritten(workbook(Tab(TABLE)), SHEET, lambda xml: xml[: len(xml) // 2]),
    "a workbook that points outside": lambda: rewritten(
        workbook(Tab(TABLE)),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace("worksheets/sheet1.xml", "../../../etc/passwd").replace("/xl/../", "/"),
    ),
    "an external link": lambda: rewritten(
        workbook(Tab(TABLE)),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(
            "</Relationships>",
            '<Relationship Id="r9" Type="http://x/worksheet" Target="http://127.0.0.1:9/x" TargetMode="External"/></Relationships>',
        ),
    ),
    "a file that is torn": lambda: workbook(Tab(TABLE))[:3000],
    "an old workbook cut off": lambda: old(Tab(TABLE))[:1500],
    "an old workbook full of noughts": lambda: old(Tab(TABLE))[:600] + bytes(5000) + "Workbook\0".encode("utf-16-le"),
    "rows repeated with text": lambda: ods(
        f'<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        f"{cell('甲', more=chr(32) + 'table:number-columns-repeated=' + chr(34) + '16384' + chr(34))}</table:table-row></table:table>"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_read_or_refused_in_one_line(name: str) -> None:
    data = HOSTILE[name]()
    start = time.process_time()
    refused = ""
    try:
        parse_bytes(data, "x")
    except InputError as error:
        refused = str(error)
    assert "\n" not in refused
    assert time.process_time() - start < 4


def test_a_workbook_without_text_is_refused() -> None:
    with pytest.raises(NotADocumentError, match="no text"):
        document(workbook(Tab([])))


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(DamagedDocumentError, match="more than 5 cells"):
        workbook_in(workbook(Tab(TABLE)), Bounds(2**20, 5))


def test_locked_workbooks_are_refused() -> None:
    with pytest.raises(LockedDocumentError):
        document(ods("", '<manifest:encryption-data xmlns:manifest="m"/>'))


@pytest.mark.parametrize("empty", ['<c s="0"/>', '<c r="B2" s="0"/>'], ids=["without a name", "with one"])
def test_an_empty_cell_before_one_without_a_name_keeps_its_column(empty: str) -> None:
    heading = inline("A1", "任务") + inline("B1", "时限") + inline("C1", "单位")
    unnamed = '<c t="inlineStr"><is><t>市民政局</t></is></c>'
    rows = f'<row r="1">{heading}</row><row r="2">{inline("A2", "建站点")}{empty}{unnamed}</row>'
    assert lines(with_rows(rows)) == ["任务 | 时限 | 单位", "建站点 |  | 市民政局"]


def test_cells_in_a_slope_become_lines() -> None:
    found, _ = document(with_rows(slope()))
    assert not any(isinstance(block, Table) for block in found.blocks)
