"""Markdown as converters write it."""

from __future__ import annotations

import pytest
from dump_builder import as_seen, dropped, read_dump, shown, the_table

from policy_extract.blocks import Paragraph
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading import read
from policy_extract.reading.flow.markdown import is_markdown
from policy_extract.reading.ledger import ledger_of

BODY = "健全覆盖城乡的养老服务网络，推动居家社区机构协调发展，提升照护能力，持续增进老年人福祉，不断"


def first(source: str) -> Paragraph:
    block = read_dump(source).blocks[0]
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize(
    "source",
    [
        "# 青禾县行动计划\n正文。",
        "前文\n\n| 序号 | 任务 |\n|---|---|\n| 1 | 建站点 |",
        "前文\n## 一、目标\n正文\n## 二、任务",
        r"**一、目标。**正文（责任单位：\*民政局）",
        "前文\n<table><tr><td>甲</td></tr></table>",
    ],
)
def test_signs_of_markdown_make_markdown(source: str) -> None:
    assert is_markdown(source)


@pytest.mark.parametrize(
    "source",
    [
        "青禾县行动计划\n# 1号楼改造\n正文。",
        "（责任单位：*民政局、*财政局、教育局）",
        "#1楼与**重点区域",
        "重点项目**\n",
        "任务 | 单位\n----\n",
        "青禾县\n- 建站点\n1. 建食堂",
    ],
)
def test_a_stray_sign_makes_no_markdown(source: str) -> None:
    assert not is_markdown(source)


def test_a_heading_has_its_level_and_its_marks_are_markup() -> None:
    source = "## 一、总体要求 ##\n\n正文。"
    assert (first(source).text, first(source).outline_level, first(source).style) == ("一、总体要求", 1, "heading 2")
    assert dropped(source, "markup") == ["####"]


def test_a_bold_heading_that_runs_in_gives_its_stretch() -> None:
    source = "# 方案\n\n正文。**1. 健全体系。**全面落实。"
    block = read_dump(source).blocks[1]
    assert isinstance(block, Paragraph)
    assert (block.text, block.bold) == ("正文。1. 健全体系。全面落实。", ((3, 11),))


def test_a_single_star_leads_whether_escaped_or_not() -> None:
    assert first("# 甲\n").text == "甲"
    assert shown("# 方案\n\n（责任单位：\\*民政局、*财政局、教育局*）")[1] == "（责任单位：*民政局、*财政局、教育局*）"


def test_rules_links_code_comments_and_pictures_are_markup() -> None:
    source = "# 方案\n\n---\n\n见[网站](https://example.org/a)<!-- 注 -->和`代码`![图](a.png)。"
    assert shown(source) == ["方案", "见网站和代码。"]
    assert dropped(source, "markup") == ["#", "---", "[](https://example.org/a)<!-- 注 -->``![图](a.png)"]


def test_numbers_in_square_brackets_and_masked_numbers_are_text() -> None:
    assert shown("# 方案\n\n累计[20](注)家，电话138****1234，****。")[1] == "累计[20](注)家，电话138****1234，****。"


def test_list_marks_are_markup_and_numbers_are_text() -> None:
    source = "# 方案\n\n- 建站点\n- 建食堂\n\n1. 培训\n\n> 引文"
    assert shown(source) == ["方案", "建站点", "建食堂", "1. 培训", "引文"]


def test_a_paragraph_torn_by_a_page_break_is_put_together() -> None:
    assert shown(f"# 方案\n\n{BODY}\n\n\n\n提高服务质量。\n\n二、任务")[1:] == [BODY + "提高服务质量。", "二、任务"]


def test_a_bold_stretch_moves_with_the_paragraph_it_stands_in() -> None:
    (_, block) = read_dump(f"# 方案\n\n{BODY}\n\n提高**服务质量**。").blocks
    assert isinstance(block, Paragraph)
    assert [block.text[start:end] for start, end in block.bold] == ["服务质量"]


@pytest.mark.parametrize(
    "following",
    [
        "（二）下一节",
        "——保障加强。",
        "# 标题",
        "**二、任务。**正文",
        "**任务。**正文",
        "附件1",
        "（责任单位：县民政局）",
        "| 甲 | 乙 |\n|---|---|",
    ],
)
def test_what_opens_a_paragraph_is_not_joined_to_the_one_above(following: str) -> None:
    assert shown(f"# 方案\n\n{BODY}\n\n{following}")[1] == BODY


@pytest.mark.parametrize("last", [BODY + "提高。", "责任单位：" + BODY, "附件：" + BODY, BODY[:30], f"**{BODY}**"])
def test_a_line_that_ends_is_not_joined_to_the_one_below(last: str) -> None:
    assert shown(f"# 方案\n\n{last}\n\n提高服务质量。")[1:] == [last.strip("*"), "提高服务质量。"]


def test_lines_with_a_hard_break_are_paragraphs() -> None:
    assert shown("# 方案\n\n青禾县民政局  \n（代章）\\\n2026年3月1日") == [
        "方案",
        "青禾县民政局",
        "（代章）",
        "2026年3月1日",
    ]


def test_lines_that_are_paragraphs_without_blank_lines_stay_apart() -> None:
    lines = [
        "为加快发展，制定本方案。",
        "一、总体要求",
        "到2028年，建成20家。",
        "责任单位：县民政局",
        "青禾县民政局",
        "2026年3月1日",
    ]
    assert shown("# 方案\n" + "\n".join(lines)) == ["方案", *lines]


@pytest.mark.parametrize("below", ["县政府各部门，各街道办事处：", BODY * 4 + "提高服务质量。"])
def test_a_title_above_recipients_or_a_much_longer_line_was_not_cut(below: str) -> None:
    title = "关于分解下达《青禾县政府工作报告》重点任务的通知"
    assert shown(f"# 方案\n\n{title}\n{below}") == ["方案", title, below]


def test_lines_that_were_cut_at_one_width_are_joined() -> None:
    text = BODY * 3 + "提高服务质量。"
    assert shown("# 方案\n\n" + "\n".join(text[start : start + 40] for start in range(0, len(text), 40))) == [
        "方案",
        text,
    ]


def test_a_table_with_bars() -> None:
    source = "# 清单\n\n| 序号 | 任务 | 单位 |\n|:---|:-:|---|\n| 1 | **建站点**<br>配设备 | \\*民政局 |\n| 2 | 甲\\|乙 | |\n"
    assert shown(source)[1] == [["序号", "任务", "单位"], ["1", "建站点\n配设备", "*民政局"], ["2", "甲|乙", ""]]


def test_rows_with_tabs_make_a_table() -> None:
    assert as_seen(the_table("# 清单\n\n序号\t任务\t单位\n1\t建站点\t\\*民政局\n")) == [
        ["序号", "任务", "单位"],
        ["1", "建站点", "*民政局"],
    ]


def test_a_table_that_repeats_its_heading_after_a_page_break_is_one() -> None:
    source = "# 清单\n\n序号\t任务\t单位\n1\t建站点\t民政局\n\n序号\t任务\t单位\n2\t建食堂\t商务局\n"
    assert as_seen(the_table(source)) == [
        ["序号", "任务", "单位"],
        ["1", "建站点", "民政局"],
        ["2", "建食堂", "商务局"],
    ]
    assert dropped(source, "repeated-heading") == ["序号\t任务\t单位"]


def test_an_html_table_keeps_its_merged_cells() -> None:
    source = (
        '# 指标\n\n<table><tr><th rowspan="2">序号</th><th colspan=2>目标</th></tr><tr><th>2026年</th><th>2028年</th></tr>'
        "<tr><td>1</td><td>&gt;90</td><td>100<br>以上</td></tr></table>\n\n后文。"
    )
    assert shown(source)[1:] == [
        [["序号", "目标", "目标"], ["序号", "2026年", "2028年"], ["1", ">90", "100\n以上"]],
        "后文。",
    ]
    assert the_table(source).header_rows == 2


def test_a_torn_html_table_is_laid_out_all_the_same() -> None:
    source = "# 指标\n\n<table>标题<tr><td rowspan=9 colspan=9>甲<td>乙<tr><td>丙</table>"
    table = the_table(source)
    assert [cell.text for cell in table.cells if cell.text] == ["标题", "甲", "乙", "丙"]
    assert (table.rows, len(table.grid())) == (3, 3)


def test_page_numbers_are_dropped() -> None:
    assert dropped(f"# 方案\n\n{BODY}\n\n- 3 -\n\n提高服务质量。", "page-number") == ["- 3 -"]


def test_a_long_line_with_a_hard_break_is_not_joined() -> None:
    assert shown(f"# 方案\n\n{BODY}  \n提高服务质量。") == ["方案", BODY, "提高服务质量。"]


def test_a_cut_line_that_happens_to_end_a_sentence_is_joined() -> None:
    lines = [BODY[:39] + "。", BODY[:40], BODY[:40], "提高服务质量。"]
    assert shown("# 方案\n\n" + "\n".join(lines)) == ["方案", "".join(lines)]


@pytest.mark.parametrize(
    "source",
    [
        "# 澜州市方案\n\n甲{}乙。",
        "# 方案\n\n<table><tr><td>甲{}乙</td></tr></table>",
        "| 甲{} | 乙 |\n|---|---|\n| 1 | 2 |\n",
    ],
)
@pytest.mark.parametrize(
    ("entity", "seen"),
    [("&amp;", "&"), ("&lt;", "<"), ("&nbsp;", "\xa0"), ("&#20013;", "中"), ("&#x4E2D;", "中"), ("&hellip;", "…"), ("&notit;", "&notit;"),
     ("&amp;amp;", "&amp;"), ("&#27;", ""), ("&#x110000;", "\ufffd"), ("&NotEqualTilde;", "≂̸"), ("R&D;", "R&D;")],
)  # fmt: skip
def test_an_entity_shows_what_it_stands_for_and_is_counted_once(source: str, entity: str, seen: str) -> None:
    data = source.format(entity).encode()
    document = read(data, Report(), load().matcher(Report()))
    texts = "".join(block.text if isinstance(block, Paragraph) else block.cells[0].text for block in document.blocks)
    assert f"甲{seen}" in texts or not seen.strip()
    assert ledger_of(data, document).difference == {}
