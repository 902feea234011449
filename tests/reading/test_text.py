"""A plain text dump: lines are paragraphs, and what is no text of the document is dropped."""

from __future__ import annotations

from dump_builder import dropped, read_dump, shown

from policy_extract.blocks import Paragraph

BODY = "健全覆盖城乡的养老服务网络，推动居家社区机构协调发展，提升照护能力，持续增进老年人福祉，不断"


def test_a_line_is_a_paragraph_without_the_white_space_at_its_ends() -> None:
    assert shown("\n  一、总体要求 \n\n\u3000\u3000到2028年，建成 20家。\r\n") == [
        "一、总体要求",
        "到2028年，建成 20家。",
    ]


def test_white_space_inside_a_line_is_kept() -> None:
    assert shown("附  件\n打造“健康青禾 幸福养老”品牌。") == ["附  件", "打造“健康青禾 幸福养老”品牌。"]


def test_bookmarks_a_converter_wrote_into_the_text_are_markup() -> None:
    source = "1、 [bookmark: _Toc123][bookmark: _Toc4]规划背景\n[bookmark: _Hlk9]    2.问题导向"
    assert shown(source) == ["1、 规划背景", "2.问题导向"]
    assert dropped(source, "markup") == ["[bookmark: _Toc123][bookmark: _Toc4]", "[bookmark: _Hlk9]"]


def test_square_brackets_of_the_text_stay() -> None:
    assert shown("累计建成[20]家[责任单位：县民政局]") == ["累计建成[20]家[责任单位：县民政局]"]


def test_buttons_at_the_head_of_a_web_page_are_chrome() -> None:
    source = "打印\n【字号：\n加大\n】\n青禾县行动计划\n来源：青禾日报\n一、总体要求"
    assert shown(source) == ["青禾县行动计划", "来源：青禾日报", "一、总体要求"]
    assert dropped(source, "page-chrome") == ["打印", "【字号：", "加大", "】"]


def test_buttons_in_the_middle_of_the_text_are_text() -> None:
    lines = [f"第{number}段文字。" for number in range(60)]
    assert shown("\n".join([*lines[:30], "打印", *lines[30:]]))[30] == "打印"


def test_a_line_of_the_contents_has_the_style_of_one() -> None:
    (entry, heading) = read_dump("第一章 总体要求................3\n第一章 总体要求").blocks
    assert isinstance(entry, Paragraph)
    assert isinstance(heading, Paragraph)
    assert (entry.style, heading.style) == ("toc 1", "")


def test_a_page_number_between_dashes_is_dropped_and_the_paragraph_goes_on() -> None:
    source = f"{BODY}\n— 3 —\n\n提高服务质量。\n二、主要任务"
    assert shown(source) == [BODY + "提高服务质量。", "二、主要任务"]
    assert dropped(source, "page-number") == ["— 3 —"]


def test_a_paragraph_that_ends_at_the_page_is_not_joined() -> None:
    assert shown(f"{BODY}提高。\n第3页\n下一段。") == [f"{BODY}提高。", "下一段。"]


def test_without_a_page_number_lines_stay_apart() -> None:
    assert shown(f"{BODY}\n\n提高服务质量。") == [BODY, "提高服务质量。"]


def test_blocks_count_from_one() -> None:
    assert [block.id for block in read_dump("甲\n\n乙\n").blocks] == ["b1", "b2"]


def test_an_automatic_number_in_the_wrong_style_stays_as_typed() -> None:
    (paragraph,) = read_dump("1、 规划背景").blocks
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.number, paragraph.text) == ("", "1、 规划背景")


def test_rows_that_close_with_a_bar_are_a_table_and_the_bars_markup() -> None:
    """Extractors of web pages print tables so, without a rule under the first row."""
    text = "索引号： | 113300 | 分类： | 通知 |\n名称： | 做好养老服务工作 | ||\n一、明确责任。\n"
    rows = [["索引号：", "113300", "分类：", "通知"], ["名称：", "做好养老服务工作", "", ""]]
    assert shown(text) == [rows, "一、明确责任。"]
    assert dropped(text, "markup") == ["|" * 8]


def test_one_line_with_a_bar_stays_a_line() -> None:
    assert shown("首页 | 公开 |\n一、明确责任。\n") == ["首页 | 公开 |", "一、明确责任。"]


def test_the_entries_of_a_record_below_the_title_are_lines() -> None:
    lines = [
        "青禾县残疾人就业帮扶实施方案",
        "文件名称：青禾县残疾人就业帮扶实施方案",
        "发文机关：青禾县民政局",
        "发文字号：青残联〔2026〕6号",
        "成文日期：2026年05月12日",
        "为做好有关工作，制定本方案。",
        "一、主要任务",
        "（一）建设站点。建成站点10个。",
    ]
    assert shown("\n\n".join((lines[0], "\n".join(lines[1:5]), *lines[5:]))) == lines
