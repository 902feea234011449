"""Web pages: the document in them is found, what it looks like is kept, and the site around it is dropped."""

from __future__ import annotations

import pytest
from dump_builder import matcher
from page_builder import BODY, LINES, TITLE, codes, page, paragraphs, read_page, shown, site, tables

from policy_extract.blocks import Paragraph, Table
from policy_extract.errors import DamagedDocumentError
from policy_extract.findings import Report
from policy_extract.reading import read
from policy_extract.reading.html.element_tree import read_markup
from policy_extract.reading.html.main_text import find_regions
from policy_extract.reading.html.page_signs import is_page
from policy_extract.reading.html.style_sheets import read_sheets
from tests.lines import lines_run_by

MENU = (
    "<ul>"
    + "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in ("首页", "政务公开", "办事服务", "互动交流"))
    + "</ul>"
)
FOOTER = "<div><p>主办：青禾县人民政府办公室</p><p>地址：青禾县中心路1号</p><p>浙ICP备00000001号</p></div>"
PLAN = [TITLE[TITLE.index("青") : TITLE.index("</strong")], *LINES]


# --- Which part of a page is the document ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ['id="UCAP-CONTENT"', 'class="view TRS_UEDITOR"', 'id="zoom"', 'class="pages_content"']
)
def test_the_text_stands_in_the_element_that_such_sites_put_it_into(name: str) -> None:
    source = f"{MENU}<h1>青禾县政府信息公开</h1><div {name}>{TITLE}{BODY}</div><p>相关阅读的一段介绍文字。</p>{FOOTER}"
    assert shown(source) == PLAN


def test_without_such_an_element_the_text_is_where_most_of_it_stands() -> None:
    source = f'<div class="top">{MENU}</div><div class="w"><div class="l">{MENU}</div><div class="r">{TITLE}{BODY}</div></div>{FOOTER}'
    assert shown(source) == PLAN
    assert site(source)[:2] == ["首页", "政务公开"]


def test_a_plan_may_stand_in_several_elements_beside_each_other() -> None:
    first, second = (f"<div>{''.join(f'<p>{line}</p>' for line in lines)}</div>" for lines in (LINES[:3], LINES[3:]))
    assert shown(f"{MENU}<div>{TITLE}{first}{second}</div>{FOOTER}") == PLAN


def test_a_signature_beside_the_text_is_no_furniture() -> None:
    source = f'<div><div class="text">{TITLE}{BODY * 4}</div><div>附件：1.青禾县站点清单</div></div>'
    assert shown(source)[-1] == "附件：1.青禾县站点清单"


def test_pages_without_a_body_are_read() -> None:
    source = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><article>{TITLE}{BODY}</article></html>".encode()
    assert shown(source) == PLAN


def test_a_piece_of_a_page_is_a_page() -> None:
    assert shown(f'<div class="TRS_Editor">{TITLE}{BODY}</div>\n'.encode()) == PLAN


def test_what_a_generator_of_sites_keeps_above_a_page_names_the_document() -> None:
    source = f"---\nlayout: default\ntitle: 青禾县养老服务行动方案\n---\n<style>p {{}}</style><article>{BODY}</article>\n".encode()
    assert shown(source) == ["青禾县养老服务行动方案", *LINES]


def test_lines_of_a_record_above_the_tags_are_paragraphs() -> None:
    record = "发文机关：青禾县人民政府\n文号 ：青政发〔2025〕3号\n"
    for ends in ("\n", "\r\n"):
        source = (record + TITLE + BODY).replace("\n", ends).encode()
        assert shown(source) == ["发文机关：青禾县人民政府", "文号 ：青政发〔2025〕3号", *PLAN]


def test_a_text_that_speaks_of_tags_is_a_text() -> None:
    assert not is_page("青禾县网站建设方案\n<p>标签用于段落。</p>\n一、工作目标\n统一<p>。</p>\n".encode())


def test_tables_that_lay_out_the_page_are_looked_through() -> None:
    inner = f"<table><tr><td>{TITLE}{BODY}</td></tr></table>"
    source = f"<table><tr><td>{MENU}</td></tr><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></table>"
    assert shown(source) == PLAN


def test_a_plan_that_is_one_table_stays_a_table() -> None:
    rows = "".join(f"<tr><td>{number}</td><td>{line}</td></tr>" for number, line in enumerate(LINES, start=1))
    (table,) = tables(f"{MENU}<div><table><tr><th>序号</th><th>内容</th></tr>{rows}</table></div>")
    assert (table.rows, table.cols, table.header_rows) == (6, 2, 1)


def test_a_box_in_a_table_of_one_cell_stays_a_table() -> None:
    box = "<table><tr><td><p>专栏1　养老服务工程</p><p>甲。</p><p>乙。</p><p>丙。</p></td></tr></table>"
    assert [block[0][0].split("\n")[0] for block in shown(TITLE + BODY + box) if isinstance(block, list)] == [
        "专栏1　养老服务工程"
    ]


def test_text_that_a_script_shows_later_counts_where_it_is_all_there_is() -> None:
    assert shown(f'{MENU}<div style="display:none">{TITLE}{BODY}</div>') == PLAN


# --- What the site says ----------------------------------------------------------------------------------------------


def test_the_lines_that_a_site_sets_into_the_text_are_dropped() -> None:
    head = "<p>发布时间：2026-03-06 10:20　来源：县民政局　浏览次数：12</p><p>【字体：大 中 小】</p><p>2026-03-06</p>"
    foot = "<p>扫一扫在手机打开当前页</p><p>上一篇：关于召开会议的通知</p><p>下一篇：没有了</p>" + FOOTER
    assert shown(f'<div id="zoom">{head}{TITLE}{BODY}{foot}</div>') == PLAN


def test_owners_named_in_the_text_are_no_owners_of_the_site() -> None:
    assert shown(f'<div id="zoom">{TITLE}{BODY}<p>主办单位：县民政局</p></div>')[-1] == "主办单位：县民政局"


def test_the_name_of_the_page_is_the_title_where_the_text_prints_none() -> None:
    source = page(f'{MENU}<div id="zoom">{BODY}</div>', title="青禾县养老服务三年行动方案-青禾县人民政府")
    first = read_page(source).blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.text, first.style, first.story) == ("青禾县养老服务三年行动方案", "title", "metadata")


def test_a_heading_above_the_text_that_repeats_the_name_of_the_page_is_the_title() -> None:
    source = page(
        f'<div><h1>青禾县行动方案</h1><div id="zoom">{BODY}</div></div>', title="青禾县行动方案_通知公告_青禾县门户网站"
    )
    document = read_page(source)
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "青禾县行动方案"
    assert document.places["b1"].xpath == "/html[1]/body[1]/div[1]/h1[1]"


def test_the_name_of_the_page_is_no_title_where_the_text_prints_its_own() -> None:
    assert shown(page(f'<div id="zoom">{TITLE}{BODY}</div>', title="关于印发青禾县养老服务三年行动方案的通知")) == PLAN


def test_what_the_site_records_of_the_document_is_kept_aside() -> None:
    record = "<table><tr><td>索 引 号：</td><td>1/2026-1</td></tr><tr><td>发文字号：</td><td>青政办发〔2026〕3号</td></tr><tr><td>成文日期：</td><td>2026-03-01</td></tr></table>"
    blocks = read_page(f'<div>{record}</div><div id="zoom">{TITLE}{BODY}</div>').blocks[:6]
    assert [(block.story, getattr(block, "text", None)) for block in blocks] == [
        ("metadata", text)
        for text in ("索 引 号：", "1/2026-1", "发文字号：", "青政办发〔2026〕3号", "成文日期：", "2026-03-01")
    ]


def test_a_link_to_an_annex_is_noted() -> None:
    source = f'<div id="zoom">{TITLE}{BODY}<p><a href="/up/fj1.xlsx">附件1：站点清单</a></p></div>'
    assert shown(source)[-1] == "附件1：站点清单"
    assert codes(source) == ["annex-elsewhere"]


# --- Text ------------------------------------------------------------------------------------------------------------


def test_white_space_of_the_source_is_folded_as_browsers_do() -> None:
    assert shown("<p>　　&nbsp;坚持\n     以人民为中心，\n Silver\n  Age 到 2028年。　</p>") == [
        "坚持以人民为中心， Silver Age 到 2028年。"
    ]


def test_scripts_styles_and_comments_are_no_text() -> None:
    assert shown("<style>p{}</style><p>甲<!-- 乙 -->丙</p><script>丁</script>") == ["甲丙"]


def test_hidden_text_is_dropped_as_hidden() -> None:
    document = read_page('<p>甲乙<span style="DISPLAY: none">丙</span>丁</p>')
    assert [(one.text, one.reason) for one in document.dropped] == [("丙", "hidden")]
    assert shown('<p>甲乙<span style="DISPLAY: none">丙</span>丁</p>') == ["甲乙丁"]


def test_raised_and_lowered_text_stays_in_its_line() -> None:
    assert shown("<p>PM<sub>2.5</sub>达到10m<sup>2</sup></p>") == ["PM2.5达到10m2"]


def test_a_break_in_a_paragraph_stays_a_break() -> None:
    assert shown("<p>青禾县人民政府办公室<br>关于印发行动方案的通知</p>") == [
        "青禾县人民政府办公室\n关于印发行动方案的通知"
    ]


@pytest.mark.parametrize("break_", ["<br>　　", "<br/>&nbsp;&nbsp;&nbsp;&nbsp;", "<br><br>"])
def test_a_break_before_an_indent_or_a_blank_line_ends_a_paragraph(break_: str) -> None:
    assert shown(f"<p>总体要求如下{break_}坚持以人民为中心</p>") == ["总体要求如下", "坚持以人民为中心"]


def test_a_break_before_a_number_ends_a_paragraph() -> None:
    assert shown("<p>重点任务<br>1.建设站点。<br>2.培训队伍。</p>") == ["重点任务", "1.建设站点。", "2.培训队伍。"]


def test_in_an_element_that_is_no_paragraph_every_break_ends_one() -> None:
    assert shown("<div>总体要求<br>坚持以人民为中心</div>") == ["总体要求", "坚持以人民为中心"]


def test_the_encodings_of_chinese_pages_are_read() -> None:
    for said, encoding in (
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("big5", "big5"),
        ("utf-8", "utf-8"),
        ("gb2312", "utf-8"),
    ):
        text = "養老服務" if encoding == "big5" else "养老服务〇㐂" if encoding == "gb18030" else "养老服务"
        data = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={said}"></head><body><p>{text}</p></body></html>'
        assert shown(data.encode(encoding)) == [text]


def test_a_page_with_a_byte_order_mark_is_read() -> None:
    assert shown("<html><body><p>养老服务</p></body></html>".encode("utf-16")) == ["养老服务"]
    assert shown("<html><body><p>养老服务</p></body></html>".encode("utf-16-le")) == ["养老服务"]


# --- Looks -----------------------------------------------------------------------------------------------------------


def test_words_with_a_line_under_them_are_told_in_text_and_cells() -> None:
    names = '<u>市民政局</u>、<span style="text-decoration: underline">市<b>教育</b>局</span>、市财政局'
    source = f"<p>（责任单位：{names}）</p><table><tr><td><p>甲</p><p>{names}</p></td><td>乙</td></tr></table>"
    assert paragraphs(source)[0].underlined == ((6, 10), (11, 15))
    [cell, _] = tables(source)[0].cells
    assert (cell.underlined, cell.bold_parts, cell.bold) == (((2, 6), (7, 11)), ((8, 10),), False)


def test_tags_and_styles_say_how_a_paragraph_looks() -> None:
    source = (
        '<p align="center" style="font-size:22pt"><b>青禾县</b>方案</p><center>副题</center>'
        '<p style="text-align:right;page-break-before:always"><span style="font-weight:bold;font-size:16px">甲</span>乙</p>'
    )
    found = [(one.text, one.align, one.font_size, one.bold, one.page_break_before) for one in paragraphs(source)]
    assert found == [
        ("青禾县方案", "center", 22.0, ((0, 3),), False),
        ("副题", "center", None, (), False),
        ("甲乙", "right", 12.0, ((0, 1),), True),
    ]


def test_headings_have_levels_where_they_are_headings() -> None:
    levels = [
        one.outline_level
        for one in paragraphs(f"<h1>青禾县方案</h1>{BODY}<h2>一、总体要求</h2><h3>坚持甲。坚持乙。坚持丙。</h3>")
    ]
    assert (levels[0], levels[-2:]) == (0, [1, None])


def test_headings_mean_nothing_on_a_page_that_has_little_else() -> None:
    assert {one.outline_level for one in paragraphs("".join(f"<h3>{line}</h3>" for line in LINES))} == {None}


# --- Lists -----------------------------------------------------------------------------------------------------------


def test_lists_count_as_a_browser_counts() -> None:
    source = '<ol start="3"><li>甲</li><li>乙</li><li value="9">丙</li></ol><ol reversed><li>丁</li><li>戊</li></ol>'
    assert [(one.number, one.text) for one in paragraphs(source)] == [
        ("3.", "甲"),
        ("4.", "乙"),
        ("9.", "丙"),
        ("2.", "丁"),
        ("1.", "戊"),
    ]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("style='list-style-type:cjk-ideographic'", "一、"),
        ("style='list-style: none'", ""),
        ("type='A'", "A."),
        ("style='list-style-type:lower-roman'", "i."),
    ],
)
def test_a_list_says_how_its_numbers_are_written(said: str, number: str) -> None:
    assert [one.number for one in paragraphs(f"<ol {said}><li>甲</li></ol>")] == [number]


def test_a_number_printed_many_times_beside_the_text_costs_no_more_each_time() -> None:
    def work(times: int) -> int:
        numbers = "<div>文号：青政发〔2025〕3号</div>" * times
        root = read_markup(f"<div>{numbers}</div><div id='zoom'>{TITLE}{BODY * times}</div>".encode()).root
        sheet = read_sheets(root)
        return lines_run_by(lambda: find_regions(root, [], matcher(), sheet))

    work(1)
    assert work(800) < 5 * work(200)


def test_records_printed_many_times_in_the_text_cost_no_more_each_time() -> None:
    def work(times: int) -> int:
        records = "<div><p>索引号：A</p><p>发布机构：市民政局</p><p>发布日期：2026-01-01</p></div>" * times
        root = read_markup(f"<div><p>健全养老服务网络，提升照护能力。</p>{records}</div>".encode()).root
        sheet = read_sheets(root)
        return lines_run_by(lambda: find_regions(root, [], matcher(), sheet))

    work(1)
    assert work(400) < 5 * work(100)


def test_a_number_that_is_typed_is_not_counted_again() -> None:
    assert [(one.number, one.text) for one in paragraphs("<ol><li>一、总体要求</li></ol>")] == [("", "一、总体要求")]


def test_labels_that_word_wrote_out_are_automatic_numbers() -> None:
    source = (
        '<p style="text-indent:32pt;mso-list:l0 level2 lfo1"><![if !supportLists]><span style="mso-list:Ignore">（一）'
        "<span>&nbsp;&nbsp;</span></span><![endif]>建设站点</p>"
    )
    assert [(one.number, one.text, one.list_level) for one in paragraphs(source)] == [("（一）", "建设站点", 1)]


# --- Tables ----------------------------------------------------------------------------------------------------------


def test_merged_cells_stand_on_a_full_grid() -> None:
    source = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    assert shown(TITLE + source)[1] == [["甲", "乙", "乙"], ["甲", "丙", "丁"]]


def test_paragraphs_and_breaks_of_a_cell_are_its_lines() -> None:
    assert shown(f"{TITLE}<table><tr><td><p>县民政局</p><p>县财政局<br>县教育局</p></td><td>甲</td></tr></table>")[
        1
    ] == [["县民政局\n县财政局\n县教育局", "甲"]]


def test_a_table_in_a_cell_is_nested() -> None:
    source = f"<table><tr><td>甲{LINES[1]}</td><td>乙<table><tr><td>丙</td><td>丁</td></tr></table></td></tr></table>"
    outer, inner = tables(TITLE + source)
    assert (inner.inside, inner.id) == (f"{outer.id}.0.1", "b3")
    assert [cell.text for cell in outer.cells] == [f"甲{LINES[1]}", "乙"]


def test_spans_that_mean_nothing_are_noted() -> None:
    source = "<table><tr><td colspan=99999999>甲</td><td>乙</td></tr><tr><td rowspan=x>丙</td><td>丁</td></tr></table>"
    assert codes(source) == ["invalid-value", "invalid-value"]


# --- Places ----------------------------------------------------------------------------------------------------------


def test_every_block_and_cell_knows_its_element_and_line() -> None:
    source = (
        "<html><body>\n<p>甲</p>\n<p>乙</p>\n<table><tr><td>丙</td>\n<td>丁</td></tr></table></body></html>".encode()
    )
    places = read_page(source).places
    assert [(name, place.xpath, place.line) for name, place in places.items()] == [
        ("b1", "/html[1]/body[1]/p[1]", 2),
        ("b2", "/html[1]/body[1]/p[2]", 3),
        ("b3.0.0", "/html[1]/body[1]/table[1]/tr[1]/td[1]", 4),
        ("b3.0.1", "/html[1]/body[1]/table[1]/tr[1]/td[2]", 5),
        ("b3", "/html[1]/body[1]/table[1]", 4),
    ]


def test_a_label_that_goes_on_and_on_is_text() -> None:
    assert shown(f'<div><span style="mso-list:Ignore">（一）{BODY}</div>') == ["（一）", *LINES]


def test_a_text_too_long_to_be_a_number_does_not_decide_for_the_next_that_says_it_is_one() -> None:
    long = '<p><span style="mso-list:Ignore">县民政局负责建设养老服务站点，到年底全部建成</span></p>'
    last = paragraphs(f'<div>{long}<p><span style="mso-list:Ignore">一、</span>总体要求</p></div>')[-1]
    assert (last.number, last.text) == ("一、", "总体要求")


def test_a_label_without_a_text_is_not_lost() -> None:
    source = '<p><span style="mso-list:Ignore">（一）</span></p><p>建设站点</p>'
    assert [(one.number, one.text) for one in paragraphs(source)] == [("（一）", ""), ("", "建设站点")]


def test_entries_that_lead_to_places_in_the_page_are_contents() -> None:
    source = '<p><a href="#_Toc1">一、总体要求</a> 3</p><p>见<a href="#n1">注1</a>，县民政局要加强统筹协调。</p>'
    assert [one.style for one in paragraphs(source)] == ["toc 1", ""]


def test_what_libreoffice_prints_on_every_page_is_no_text() -> None:
    document = read_page(
        f'<div title="header"><p>青禾县人民政府</p></div>{TITLE}{BODY}<div title="footer"><p>— 2 —</p></div>'
    )
    assert [(one.text, one.reason, one.story) for one in document.dropped] == [
        ("青禾县人民政府", "running-header", "body"),
        ("— 2 —", "running-header", "body"),
    ]


def test_a_line_end_is_a_blank_where_the_program_breaks_lines_at_blanks() -> None:
    head = '<meta name="generator" content="LibreOffice 7.4"/>'
    assert shown(page("<p>第一条\n支持设备更新</p>", head=head)) == ["第一条 支持设备更新"]
    assert shown(page("<p>支持设\n备更新</p>")) == ["支持设备更新"]


def test_paragraphs_in_a_link_that_somebody_forgot_to_end_are_no_contents() -> None:
    source = '<div><a href="#_Toc9"><p>一、总体要求</p><p>二、主要任务</p></a></div>'
    assert [one.style for one in paragraphs(source)] == ["", ""]


def test_what_an_element_says_of_itself_counts_before_the_rule_for_all_paragraphs() -> None:
    source = '<style>p {text-align: justify}</style><p align="center">青禾县方案</p><p>甲</p><p align="center" style="text-align:right">乙</p>'
    assert [one.align for one in paragraphs(source)] == ["center", "both", "right"]


def test_the_style_sheet_of_the_page_says_how_its_classes_look() -> None:
    sheet = "<style><!-- .p2{text-align:center;font-size:22pt} p.b, span.b {FONT-WEIGHT: bold} div .deep{text-align:right} .x{display:none} --></style>"
    (one, two, three) = paragraphs(
        page('<p class="p2">甲<span class="b">乙</span></p><p class="deep b">丙</p><p class="x">丁</p>', head=sheet)
    )
    assert (one.align, one.font_size, one.bold) == ("center", 22.0, ((1, 2),))
    assert (two.align, two.bold, three.text) == ("", ((0, 1),), "丁")


def test_a_list_whose_class_prints_no_numbers_has_none() -> None:
    sheet = "<style>.plain{list-style:none}</style>"
    assert [one.number for one in paragraphs(page('<ol class="plain"><li>甲</li></ol>', head=sheet))] == [""]


def test_a_span_wider_than_its_table_adds_no_columns() -> None:
    (table,) = tables(
        "<table><tr><td colspan=9>青禾县站点清单</td></tr><tr><td colspan=2>序号</td><td>名称</td></tr><tr><td colspan=2>1</td><td>甲</td></tr></table>"
    )
    assert (table.rows, table.cols) == (3, 2)
    assert [(cell.row, cell.col, cell.cols, cell.text) for cell in table.cells] == [
        (0, 0, 2, "青禾县站点清单"), (1, 0, 1, "序号"), (1, 1, 1, "名称"), (2, 0, 1, "1"), (2, 1, 1, "甲"),
    ]  # fmt: skip


def test_places_follow_a_table_that_goes_on_after_its_repeated_heading() -> None:
    head = "<tr><th>序号</th><th>任务</th><th>责任单位</th></tr>"
    rows = [f"<tr><td>{number}</td><td>建设站点{number}</td><td>县民政局</td></tr>" for number in range(1, 5)]
    document = read_page(
        f"{TITLE}<table>{head}{rows[0]}{rows[1]}</table><table>{head}{rows[2]}{rows[3]}</table><p>{LINES[1]}</p>"
    )
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.rows == 5
    assert document.places[f"{table.id}.3.1"].xpath == "/html[1]/body[1]/table[2]/tr[2]/td[2]"
    assert document.places[table.id].xpath == "/html[1]/body[1]/table[1]"
    assert document.places[document.blocks[-1].id].xpath == "/html[1]/body[1]/p[2]"


def test_an_annex_beside_the_element_of_the_text_is_read_too() -> None:
    annex = "<div class='other'><p>附件1</p><p>青禾县站点清单</p><p>一、乡镇站点</p><p>在乡镇政府所在地各建一个站点。</p></div>"
    assert shown(f"{MENU}<div><div class='TRS_Editor'>{TITLE}{BODY}</div>{annex}</div>{FOOTER}")[-4:] == [
        "附件1", "青禾县站点清单", "一、乡镇站点", "在乡镇政府所在地各建一个站点。"]  # fmt: skip


def test_sentences_that_are_dropped_with_the_site_are_told() -> None:
    beside = "<div>" + "<p>本栏目介绍青禾县的历史沿革和风土人情，欢迎关注。</p>" * 3 + "</div>"
    assert codes(f"{beside}<div id='zoom'>{TITLE}{BODY}</div>") == ["page-text-dropped"]
    assert codes(f'<div id="zoom">{TITLE}{BODY * 2}<div style="display:none">{BODY}</div></div>') == [
        "page-text-dropped"
    ]


def test_marked_changes_are_read_in_the_version_asked_for() -> None:
    data = page("<p>建设<del>二</del><ins>三</ins>个站点</p>")
    new, old = (read(data, Report(), matcher(), revisions=version) for version in ("accepted", "original"))
    assert [block.text for document in (new, old) for block in document.blocks if isinstance(block, Paragraph)] == [
        "建设三个站点",
        "建设二个站点",
    ]
    assert [(one.text, one.reason) for document in (new, old) for one in document.dropped] == [
        ("二", "deleted"),
        ("三", "inserted"),
    ]


def test_readings_above_characters_are_dropped() -> None:
    assert shown("<p>青<ruby>禾<rp>（</rp><rt>hé</rt><rp>）</rp></ruby>县</p>") == ["青禾县"]


def test_a_centred_heading_that_is_not_in_the_name_of_the_page_is_no_title() -> None:
    chapter = '<p align="center"><b>第一章　总体要求和目标</b></p>'
    source = page(f'<div id="zoom">{chapter}{BODY}</div>', title="青禾县养老服务三年行动方案")
    assert shown(source)[0] == "青禾县养老服务三年行动方案"


def test_notes_at_the_end_of_the_page_are_footnotes() -> None:
    document = read_page(f'{TITLE}{BODY}<div id="sdfootnote1"><p>1 县级统计口径。</p></div>')
    assert [(one.text, one.story) for one in document.blocks if isinstance(one, Paragraph)][-1] == (
        "1 县级统计口径。",
        "footnote",
    )


def test_a_note_inside_a_cell_is_a_note() -> None:
    document = read_page("<table><tr><td>床位<div id=sdfootnote1>含护理型。</div></td><td>100</td></tr></table>")
    assert [(block.story, getattr(block, "text", "")) for block in document.blocks] == [
        ("body", ""),
        ("footnote", "含护理型。"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<div>" * 300 + "甲", "deeper than 256 levels"),
        ("<p>" + "甲" * 4_000_000 + "</p>", "too much text in one element"),
    ],
)
def test_a_page_the_parser_refuses_is_refused_with_the_true_reason(text: str, why: str) -> None:
    with pytest.raises(DamagedDocumentError, match=why):
        read_page(f"<html><body>{text}</body></html>")
