"""Web pages: bold headings inside one paragraph open lines of their own."""

from __future__ import annotations

import pytest
from page_builder import TITLE, paragraphs, read_page, shown

from tests.lines import lines_run_by

PARTS = (
    "一、总体目标",
    "到2027年，夜市摊位达到200个。",
    "二、重点任务",
    "（一）完善设施。",
    "新增照明50处。",
    "（二）规范秩序。",
    "分时管理。",
)


def marked(*parts: str, tag: str = "b") -> str:
    """One paragraph; parts that open with a number are bold."""
    return (
        TITLE
        + "<p>"
        + "".join(f"<{tag}>{one}</{tag}>" if one[0] in "一二三（第1234" else one for one in parts)
        + "</p>"
    )


@pytest.mark.parametrize("tag", ["b", "strong"])
def test_bold_headings_of_one_paragraph_are_lines(tag: str) -> None:
    assert shown(marked(*PARTS, tag=tag))[1:] == [
        "一、总体目标到2027年，夜市摊位达到200个。",
        "二、重点任务",
        "（一）完善设施。新增照明50处。",
        "（二）规范秩序。分时管理。",
    ]
    assert [one.bold for one in paragraphs(marked(*PARTS, tag=tag))][2:4] == [((0, 6),), ((0, 8),)]


def test_a_heading_goes_on_the_count_after_a_sentence_without_a_stop() -> None:
    assert shown(marked("一、总体目标", "摊位达到200个", "二、重点任务", "完善设施"))[1:] == [
        "一、总体目标摊位达到200个",
        "二、重点任务完善设施",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "按照<b>第三条</b>执行，并落实<b>（一）</b>的要求。",
        "各级部门要落实<b>二、三</b>两项任务。",
        "<b>（一）建设站点。</b>补助不超过<b>2.5万元</b>，见<b>（二）</b>。",
        "重点是：<b>一是建设站点</b>；<b>二是培训队伍</b>。",
    ],
)
def test_bold_words_in_a_sentence_open_nothing(sentence: str) -> None:
    assert len(shown(f"{TITLE}<p>{sentence}</p>")) == 2


def test_blanks_between_bold_headings_and_texts_change_nothing() -> None:
    blank = "&nbsp;" * 4
    source = marked(*(part for one in PARTS for part in (one, blank)))
    assert [one[:4] for one in map(str, shown(source))][2:] == ["二、重点", "（一）完", "（二）规"]


def test_bold_numbers_alone_open_lines_after_a_closed_sentence() -> None:
    source = f"{TITLE}<p><b>一、</b>总体目标。摊位200个。<b>二、</b>重点任务。<b>（一）</b>完善设施。新增照明。</p>"
    assert shown(source)[1:] == ["一、总体目标。摊位200个。", "二、重点任务。", "（一）完善设施。新增照明。"]


def test_points_and_chapters_open_lines_after_a_closed_sentence() -> None:
    source = marked("制定本方案。", "1.建设站点。", "建成10个。", "2.培训队伍。", "培训300人。", "第二章 附则")
    assert shown(source)[1:] == ["制定本方案。", "1.建设站点。建成10个。", "2.培训队伍。培训300人。", "第二章 附则"]


def test_a_long_paragraph_takes_work_in_proportion() -> None:
    source = "<b>（一）建设站点。</b>建成10个。"
    few, many = (lines_run_by(lambda times=times: read_page(TITLE + f"<p>{source * times}</p>")) for times in (50, 200))
    assert many < 5 * few
