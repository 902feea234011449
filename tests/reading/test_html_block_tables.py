"""Tables that pages make without <table>: of blocks, of tabs in preformatted text, of a heading and rows apart; and text that only a script holds."""

from __future__ import annotations

import json

import pytest
from page_builder import BODY, LINES, TITLE, codes, page, paragraphs, read_page, shown, tables

from policy_extract.errors import NotADocumentError

ROWS = [
    ["序号", "指标名称", "单位", "2028年"],
    ["1", "乡镇养老服务站点", "家", "20"],
    ["2", "培训护理员", "人次", "300"],
]


def _blocks(cell: str, row: str = "<div>", table: str = "<div>") -> str:
    return table + "".join(row + "".join(f"{cell}{text}</div>" for text in line) + "</div>" for line in ROWS) + "</div>"


@pytest.mark.parametrize(
    "blocks",
    [
        _blocks('<div style="display:table-cell">', '<div style="display:table-row">', '<div style="display:table">'),
        _blocks('<div class="col-md-2">', '<div class="row">'),
        _blocks('<div style="flex:1">', '<div style="display:flex">'),
    ],
)
def test_rows_of_blocks_under_known_headings_are_a_table(blocks: str) -> None:
    assert shown(TITLE + BODY + blocks)[-1] == ROWS


def test_a_style_sheet_may_say_that_blocks_are_rows() -> None:
    head = "<style>.r{display:table-row}.c{display:table-cell}</style>"
    rows = '<div><div class="r"><div class="c">甲</div><div class="c">乙</div></div>'
    rows += '<div class="r"><div class="c">丙</div><div class="c">丁</div></div></div>'
    assert shown(page(TITLE + BODY + rows, head=head))[-1] == [["甲", "乙"], ["丙", "丁"]]


CELLS = "".join(f"<div>{text}</div>" for line in ROWS for text in line)
FOUR = "4em 1fr [mid] minmax(0, 2fr) 1fr"


@pytest.mark.parametrize("template", [FOUR, "4em repeat(3, 1fr)", "repeat(2, 1fr 2fr)"])
def test_a_grid_of_cells_under_known_headings_is_a_table(template: str) -> None:
    grid = f'<div style="display:grid;grid-template-columns:{template}">{CELLS}</div>'
    assert shown(TITLE + BODY + grid)[-1] == ROWS
    ruled = page(
        f'{TITLE}{BODY}<div class="g">{CELLS}</div>', head=f"<style>.g{{grid-template-columns:{template}}}</style>"
    )
    assert shown(ruled)[-1] == ROWS


@pytest.mark.parametrize(
    ("template", "cells"),
    [
        ("repeat(5, 1fr)", CELLS),
        (FOUR, CELLS + "<div>注</div>"),
        (FOUR, CELLS.replace("指标名称", "喜讯").replace("单位", "好")),
    ],
)
def test_a_grid_whose_rows_are_not_full_or_have_no_headings_is_paragraphs(template: str, cells: str) -> None:
    assert tables(f'{TITLE}{BODY}<div style="grid-template-columns:{template}">{cells}</div>') == []


@pytest.mark.parametrize(
    "blocks",
    [
        "<div><div><div>甲</div><div>乙</div></div><div><div>丙</div><div>丁</div></div></div>",
        _blocks("<div>").replace("指标名称", "好消息").replace("单位", "大家看").replace("序号", "第一件"),
        _blocks("<div>").replace("<div>300</div>", "<div>300</div><div>人</div>"),
    ],
)
def test_blocks_that_nothing_calls_a_table_are_paragraphs(blocks: str) -> None:
    assert tables(TITLE + BODY + blocks) == []


def test_lines_of_preformatted_text_in_as_many_columns_are_a_table() -> None:
    text = "\n".join(LINES) + "\n" + "\n".join("\t".join(row) for row in ROWS) + "\n注：培训按人次计。\n"
    assert shown(f"{TITLE}<pre>{text}</pre>")[-3:] == [LINES[-1], ROWS, "注：培训按人次计。"]


def test_tabs_that_only_indent_make_no_table() -> None:
    assert tables(f"{TITLE}{BODY}<pre>\t\t甲\n\t\t乙\n</pre>") == []


def test_a_heading_in_a_table_of_its_own_is_the_first_row_of_the_table_below() -> None:
    cells = ["<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS]
    scrolling = f"<div><table>{cells[0]}</table></div><div><table>{cells[1]}{cells[2]}</table></div>"
    assert shown(TITLE + BODY + scrolling)[-1] == ROWS
    assert (
        len(tables(f"{TITLE}{BODY}<table>{cells[0]}</table><p>另一张表：</p><table>{cells[1]}{cells[2]}</table>")) == 2
    )


WRITTEN = "".join(f"document.write({json.dumps(line, ensure_ascii=False)});" for line in [TITLE, *[BODY] * 3])


@pytest.mark.parametrize(
    "script",
    [
        f"<script>{WRITTEN}</script>",
        f"<script>var html = {json.dumps(TITLE + BODY * 3)};</script>",
        f'<script type="application/json">{json.dumps({"a": {"content": TITLE + BODY * 3}}, ensure_ascii=False)}</script>',
        f"<script>window.state='{(TITLE + BODY * 3).replace('</', '<&#47;').replace('&#47;', chr(92) + '/')}'</script>",
    ],
)
def test_strings_that_a_script_writes_into_the_page_are_read(script: str) -> None:
    assert [one.text for one in paragraphs(script + '<div id="app"></div>')][1:] == list(LINES * 3)


def test_what_a_script_computes_is_not_read() -> None:
    with pytest.raises(NotADocumentError, match="a script fetches it"):
        read_page(f"<script>document.write({json.dumps('<p>')} + title + '</p>'); load('{'养老服务' * 60}')</script>")


def test_strings_that_the_page_shows_are_read_once() -> None:
    assert shown(f"{TITLE}{BODY * 3}<script>var html = {json.dumps(BODY * 3)};</script>")[1:] == list(LINES * 3)
    assert codes(f"{TITLE}{BODY * 3}<script>var html = {json.dumps(BODY * 3)};</script>") == []


def chapters(rows: list[tuple[str, str]]) -> str:
    return "<table>" + "".join(f"<tr><td>{head}</td><td>{text}</td></tr>" for head, text in rows) + "</table>"


def test_a_table_of_chapters_with_their_texts_beside_them_is_the_text() -> None:
    rows = [
        ("<b>一、工作目标</b>", "<p>建成站点20个。</p>"),
        ("二、工作任务", "<p>（一）建设站点。</p><p>责任单位：县民政局</p>"),
    ]
    assert shown(f"{TITLE}{chapters(rows)}")[1:] == [
        "一、工作目标",
        "建成站点20个。",
        "二、工作任务",
        "（一）建设站点。",
        "责任单位：县民政局",
    ]


def test_a_list_of_counted_works_stays_a_table() -> None:
    rows = [("一、建设站点", "县民政局"), ("二、培训队伍", "县人力社保局")]
    assert len(tables(f"{TITLE}{BODY}{chapters(rows)}")) == 1
