"""Markdown for a pull request or an email: tables that hold, and text that stays text."""

from __future__ import annotations

import pytest
from diff_builders import change, diff, pieces, side
from lxml import html
from markdown_it import MarkdownIt
from plan_pair import HOSTILE, hostile, pair

from policy_extract.comparison.report.markdown import markdown
from policy_extract.output.markdown_text import escaped

SIGNS = "*_`~|[x](y)![x](y)<b>&amp;\\ $x$ :smile: # > - + 1. = {x} www.example.com http://example.com a@example.com ^x^"


def rendered(text: str) -> html.HtmlElement:
    """What a program that knows GitHub's tables, and lets HTML through, makes of it."""
    return html.fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def cell(text: str) -> str:
    """What a reader sees in a cell with this text."""
    page = rendered(f"| a | b |\n| --- | --- |\n| {escaped(text)} | b |\n")
    return str(page.xpath("string(//tbody/tr/td[1])"))


def test_a_table_for_each_topic() -> None:
    told = markdown(pair().diff, "zh")
    assert told.startswith(
        "# 修改对照：澜州市养老服务行动方案\n\n旧稿\\.docx → 新稿\\.docx\n\n**实质 5 处，措辞 1 处，形式 1 处**\n"
    )
    assert (
        "## 实质 (5)\n\n### 基本信息\n\n| 事项 | 原文 | 修改后 | 说明 |\n| --- | --- | --- | --- |\n"
        "| **状态变更** | <del>征求意见稿</del> | <ins>送审稿</ins> |  |\n"
    ) in told


def test_words_are_marked_where_they_changed() -> None:
    one = change("task-reworded", [side("甲")], [side("甲")], wording=pieces("每年", "-举办", "+组织", "活动"))
    assert "| 每年<del>举办</del>活动 | 每年<ins>组织</ins>活动 |" in markdown(diff(one), "en")


@pytest.mark.parametrize("sign", [*SIGNS.split(), HOSTILE, "| a | b |", "a\\|b", "`a|b`"])
def test_a_text_shows_its_own_characters(sign: str) -> None:
    assert cell(f"甲{sign}乙") == f"甲{sign}乙"


def test_line_breaks_stay_inside_the_cell() -> None:
    page = rendered("| a |\n| --- |\n| " + escaped("甲\n乙") + " |\n")
    [shown] = page.xpath("//td")
    assert html.tostring(shown, encoding="unicode", with_tail=False) == "<td>甲<br>乙</td>"


def test_every_row_of_every_table_has_its_cells() -> None:
    """Four where changes are told, two in the last table, which tells who gained and lost what."""
    page = rendered(markdown(hostile().diff, "zh"))
    *tables, bodies = page.xpath("//table")
    assert {len(row.xpath("./td|./th")) for table in tables for row in table.xpath(".//tr")} == {4}
    assert {len(row.xpath("./td|./th")) for row in bodies.xpath(".//tr")} == {2}
    assert len(page.xpath("//tr")) == 7


def test_no_text_of_a_document_becomes_markup() -> None:
    page = rendered(markdown(hostile().diff, "zh"))
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= {
        "div",
        "h1",
        "h2",
        "h3",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "del",
        "ins",
        "br",
    }
    assert HOSTILE in page.text_content()


def test_names_and_numbers_of_github_are_no_links() -> None:
    """Its mentions are looked for in the text of the page; a comment parts sign and name."""
    assert escaped("@name 见#12") == r"@<!-- -->name 见\#<!-- -->12"
