"""Web pages: what sites that share documents leave between the lines of a text."""

from __future__ import annotations

import pytest
from page_builder import BODY, LINES, TITLE, paragraphs, read_page, shown, site

from tests.lines import lines_run_by

PLAN = "青禾县养老服务三年行动方案"
FIRST, SECOND = "（一）建设站点。建成服务站点，加密班次，方便群众", "出行。各级各有关部门要加强协调，落实责任单位。"
WHOLE = FIRST + SECOND


def pages(*lines: str) -> str:
    return TITLE + "".join(f"<p>{line}</p>" for line in lines)


def page_numbers(source: str) -> list[str]:
    return [one.text for one in read_page(source).dropped if one.reason == "page-number"]


@pytest.mark.parametrize("form", ["第 {} 页 共 3 页", "第{}页", "- {} -", "第{}页/共3页", "Page {} of 3", "{}"])
def test_the_number_of_a_page_between_halves_of_a_sentence_goes_and_they_are_joined(form: str) -> None:
    first, second, third = (form.format(number) for number in (1, 2, 3))
    source = pages(
        "一、工作任务",
        "到2027年，",
        first,
        "建成站点20个。",
        FIRST,
        second,
        SECOND,
        "二、保障措施",
        "加强领导。",
        third,
    )
    assert shown(source) == [PLAN, "一、工作任务", "到2027年，建成站点20个。", WHOLE, "二、保障措施", "加强领导。"]
    assert page_numbers(source) == [first, second, third]


def test_what_each_page_repeats_beside_its_number_goes() -> None:
    head = "青溪市人民政府公报　2026年第5期"
    source = pages(
        head, FIRST, "— 31 —", head, SECOND, "— 32 —", head, "二、保障措施", "— 33 —", head, "加强领导。", "— 34 —"
    )
    assert shown(source) == [PLAN, WHOLE, "二、保障措施", "加强领导。"]
    assert sum(one.reason == "running-header" for one in read_page(source).dropped) == 4


def test_a_heading_below_a_page_number_stays_a_line() -> None:
    assert shown(pages("建成站点，加密班次，方便群众出行", "第1页", "二、保障措施"))[-2:] == [
        "建成站点，加密班次，方便群众出行",
        "二、保障措施",
    ]


def test_the_mark_of_a_page_inside_a_paragraph_goes() -> None:
    source = f"{TITLE}<p>（一）建设站点。方便<b>群众第 2 页 共 3 页出行</b>。</p><p>见报告第2页第3段，共10页。</p>"
    assert shown(source)[1:] == ["（一）建设站点。方便群众出行。", "见报告第2页第3段，共10页。"]
    assert paragraphs(source)[1].bold == ((10, 14),)


def test_a_text_of_one_paragraph_is_cut_at_its_headings() -> None:
    assert shown(f"<div>{PLAN}　　为做好工作，制定本方案。{'　　'.join([*LINES, '三、保障措施', SECOND])}</div>")[
        1:
    ] == [
        "为做好工作，制定本方案。",
        *LINES,
        "三、保障措施",
        SECOND,
    ]


def test_digits_alone_that_interrupt_no_sentence_are_text() -> None:
    assert shown(pages("一、工作任务", "1", "建成站点20个。", "2", "培训护理员。"))[2:] != [
        "建成站点20个。",
        "培训护理员。",
    ]


def test_marks_of_pages_are_found_in_proportion() -> None:
    few, many = (
        lines_run_by(lambda times=times: read_page(pages(*[FIRST, "第1页", SECOND] * times))) for times in (50, 200)
    )
    assert many < 5 * few


@pytest.mark.parametrize(
    "letter", ['<i class="iconfont">\ue61a</i>', '<span class="icon-eye">\ue7a4</span>', "<i>\uf06e</i>"]
)
def test_letters_of_a_font_of_pictures_are_the_site_s(letter: str) -> None:
    source = TITLE + "".join(f"<p>{letter} {line}</p>" for line in LINES)
    assert shown(source) == [PLAN, *LINES]
    assert len(site(source)) == len(LINES)


def test_a_private_letter_in_the_text_stays() -> None:
    assert shown(f"{TITLE}<p>县长江<span>\ue863</span>负责。</p>")[1] == "县长江\ue863负责。"


@pytest.mark.parametrize(
    "end",
    [
        ("往期推荐", "热烈祝贺！青禾县荣获称号", "@青禾人，这些事要知道", "阅读原文"),
        ("— 往期回顾 —", "<a href='/s/1'>夜市招商公告</a>", "轻触阅读原文", "微信扫一扫关注该公众号"),
        ("预览时标签不可点", "继续滑动看下一个", "分享 收藏 点赞 在看", "听说点“在看”的人都变美了"),
    ],
)
def test_what_a_public_account_shows_below_its_text_is_the_site_s(end: tuple[str, ...]) -> None:
    source = "".join(f"<p>{line}</p>" for line in end)
    assert shown(f'<div id="js_content">{TITLE}{BODY}{source}</div>') == [PLAN, *LINES]


def test_a_list_below_words_like_these_is_text_where_a_sentence_stands_in_it() -> None:
    source = "<p>往期回顾</p><p>前三年建成站点30个，服务群众2万人次，取得明显成效。</p>"
    assert shown(f"<div>{TITLE}{BODY}{source}</div>")[-1] == "前三年建成站点30个，服务群众2万人次，取得明显成效。"


@pytest.mark.parametrize("name", ["本文目录", "文章目录 [隐藏]", "目录导航"])
def test_links_to_the_headings_above_the_text_are_the_site_s(name: str) -> None:
    links = "".join(f'<li><a href="#m{at}">{line}</a></li>' for at, line in enumerate(LINES[::2]))
    assert shown(f"<div><h4>{name}</h4><ul>{links}</ul><div>{TITLE}{BODY}</div></div>") == [PLAN, *LINES]


def test_links_to_the_headings_on_one_line_above_the_text_are_the_site_s() -> None:
    links = "".join(f'<a href="#m{at}">{line}</a>' for at, line in enumerate(LINES[::2]))
    assert shown(f"<div><div><h4>本文目录</h4>{links}</div><div>{TITLE}{BODY}</div></div>") == [PLAN, *LINES]
