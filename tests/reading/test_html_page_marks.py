"""Web pages: what sites that share documents leave between the lines of a text."""

from __future__ import annotations

import pytest
from page_builder import LINES, TITLE, paragraphs, read_page, shown, site

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
