"""Lines that are put together to paragraphs: each sign that speaks for or against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dump_builder import matcher, shown

from policy_extract.reading.assembling import paragraphs
from policy_extract.reading.known_lines import Line, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

LIST = [f"{number}.健全青禾县养老服务体系。做好工作。（责任单位：县民政局）" for number in range(10, 38)]


def joined(*lines: Line) -> list[str]:
    return [text_of(group) for group in paragraphs(lines, matcher())]


def full(text: str, **more: bool) -> Line:
    return Line(text, full=True, **more)


def short(text: str, **more: bool) -> Line:
    return Line(text, full=False, **more)


def test_a_line_below_a_full_one_goes_on() -> None:
    assert joined(full("健全覆盖城乡的养老服务"), short("网络。")) == ["健全覆盖城乡的养老服务网络。"]


def test_a_document_number_and_recipients_go_on_no_title_above_them() -> None:
    title, number = "关于印发《青禾县养老服务行动方案》的通知", "青政办发〔2026〕9号"
    recipients = "各乡镇人民政府，县政府各部门、各直属机构："
    assert joined(full(title), full(number), short(recipients)) == [title, number, recipients]


@pytest.mark.parametrize(
    "recipients", [("机关各科室，局属各单位：",), ("区政府各部门、各直属单位，", "各街道办事处：")]
)
def test_those_whom_a_document_is_sent_to_begin_below_its_title_whoever_they_are(recipients: tuple[str, ...]) -> None:
    title = "关于分解落实《青禾县政府工作报告》重点任务的通知"
    lines = [full(title, indented=False), *(full(line, indented=False) for line in recipients)]
    assert joined(*lines) == [title, "".join(recipients)]


def test_a_title_goes_on_after_a_word_that_closes_titles() -> None:
    lines = [
        full(line, indented=False) for line in ("关于印发青禾县养老服务行动计划", "实施意见的通知", "各乡镇人民政府：")
    ]
    assert joined(*lines) == ["关于印发青禾县养老服务行动计划实施意见的通知", "各乡镇人民政府："]


def test_a_bracket_after_a_sentence_ends_the_paragraph_whatever_it_says() -> None:
    first, second = "（一）完善保障。健全制度，提高标准。（下列各项各乡镇均参加）", "（三）扩大供给。"
    assert joined(full(first, ragged=True), short(second)) == [first, second]


@pytest.mark.parametrize("line", [Line, short, full])
def test_a_year_goes_on_to_its_last_character(line: Callable[[str], Line]) -> None:
    lines = [
        short("青禾县养老服务工作总结。"),
        line("2024"),
        short("年，建成站点20家。"),
        short("2025年，培训护理员。"),
    ]
    assert joined(*lines) == ["青禾县养老服务工作总结。", "2024年，建成站点20家。", "2025年，培训护理员。"]


def test_a_year_below_a_full_line_stands_not_beside_it() -> None:
    assert joined(full("健全服务网络，到"), short("2027"), short("年，建成站点20家。")) == [
        "健全服务网络，到2027年，建成站点20家。"
    ]


def test_a_number_above_a_word_that_begins_with_year_stays_alone() -> None:
    assert joined(short("2024"), short("年龄在60岁以上的老年人。")) == ["2024", "年龄在60岁以上的老年人。"]


def test_the_second_line_of_a_title_stands_in_the_middle() -> None:
    lines = (full("青禾县政府工作报告确定的目标任务"), short("责任分解方案", indented=True, centred=True))
    assert joined(*lines) == ["青禾县政府工作报告确定的目标任务责任分解方案"]


def test_a_quoted_word_alone_on_its_line_was_torn_from_its_sentence() -> None:
    """Some programs give what stands in quotation marks as a piece of its own."""
    pieces = (short("（三）推广"), short("“免证办”"), short("服务。"), short("优化电子证照系统。"))
    assert joined(*pieces) == ["（三）推广“免证办”服务。", "优化电子证照系统。"]


def test_a_line_below_a_short_one_does_not() -> None:
    assert joined(short("一、总体要求"), short("健全网络。")) == ["一、总体要求", "健全网络。"]


def test_the_next_number_opens_a_paragraph_below_a_full_line() -> None:
    assert joined(full("1.健全养老服务网络体系建设"), full("2.完善养老服务保障体系建设")) == [
        "1.健全养老服务网络体系建设",
        "2.完善养老服务保障体系建设",
    ]


def test_the_next_number_opens_a_paragraph_below_a_full_line_of_bodies() -> None:
    lines = (short("1.公开信息。"), full("责任单位：各乡镇人民政府，园区管委会，县直有关部门", ragged=True))
    assert joined(*lines, full("2.公开政策。及时推送惠企政策，")) == [
        "1.公开信息。",
        "责任单位：各乡镇人民政府，园区管委会，县直有关部门",
        "2.公开政策。及时推送惠企政策，",
    ]


def test_a_number_inside_a_sentence_opens_nothing() -> None:
    lines = (full("制定本方案，各乡镇要按照"), short("（二）有关要求抓好落实。"))
    assert joined(*lines) == ["制定本方案，各乡镇要按照（二）有关要求抓好落实。"]


def test_the_first_number_of_a_list_opens_a_paragraph_after_a_colon() -> None:
    assert joined(full("现将有关事项通知如下："), short("一、总体要求")) == ["现将有关事项通知如下：", "一、总体要求"]


@pytest.mark.parametrize(
    "above",
    ["责任单位：县民政局、县人力资源和", "责任单位：县民政局、", "各乡镇人民政府，", "按照《青禾县", "责任单位："],
)
def test_a_line_that_cannot_end_a_paragraph_goes_on_in_any_text(above: str) -> None:
    assert joined(Line(above), Line("社会保障局》。")) == [above + "社会保障局》。"]


def test_a_bracket_that_is_open_is_closed_below() -> None:
    lines = (Line("1.完善津贴制度。（责任单位：县民政局、县财"), Line("政局）"), Line("2.扩大供给。"))
    assert joined(*lines) == ["1.完善津贴制度。（责任单位：县民政局、县财政局）", "2.扩大供给。"]


def test_a_label_inside_an_open_bracket_opens_nothing() -> None:
    lines = (short("（牵头单位：县民政局；"), short("责任单位：各乡镇）"), short("2.扩大供给。"))
    assert joined(*lines) == ["（牵头单位：县民政局；责任单位：各乡镇）", "2.扩大供给。"]


def test_a_bracket_of_bodies_that_one_sign_closes_for_two_ends_with_its_line() -> None:
    lines = ("1.优化业务流程。", "(牵头部门：厅", "法规处；责任部门：厅建设处，各市交通运输局(委）", "2.规范行政裁量。")
    assert joined(*map(short, lines)) == [lines[0], lines[1] + lines[2], lines[3]]


def test_a_bracket_that_never_closes_holds_nothing_together() -> None:
    assert joined(Line("（一）完善（津贴制度"), Line("各乡镇做好工作。")) == [
        "（一）完善（津贴制度",
        "各乡镇做好工作。",
    ]


def test_a_line_that_begins_with_a_closing_sign_goes_on_whatever_stands_above() -> None:
    assert joined(short("推动健全"), short("五社"), short("，扩大供给。"))[-1] == "五社，扩大供给。"


def test_a_number_alone_takes_the_line_below_as_its_heading() -> None:
    assert joined(short("（一）"), short("完善津贴制度。")) == ["（一）完善津贴制度。"]


def test_an_indented_line_begins_a_paragraph_below_a_full_one() -> None:
    lines = (full("健全养老服务网络。", indented=True), short("完善保障制度。", indented=True))
    assert joined(*lines) == ["健全养老服务网络。", "完善保障制度。"]


def test_a_clause_in_brackets_goes_on_where_such_clauses_do() -> None:
    first = "1.完善津贴制度，实现应发尽发。（责任单位：县民政局）"
    lines = (short(first), full("2.扩大养老服务供给。"), short("（责任单位：县财政局）"))
    assert joined(*lines) == [first, "2.扩大养老服务供给。（责任单位：县财政局）"]


def test_a_clause_in_brackets_stands_alone_where_such_clauses_do() -> None:
    lines = (
        short("1.完善。"),
        short("（责任单位：县民政局）"),
        full("2.扩大养老服务供给。"),
        short("（责任单位：县财政局）"),
    )
    assert joined(*lines) == ["1.完善。", "（责任单位：县民政局）", "2.扩大养老服务供给。", "（责任单位：县财政局）"]


def test_a_signature_stands_alone_above_its_date() -> None:
    lines = (full("请各乡镇认真贯彻执行。"), short("青禾县人民政府"), short("2026年3月1日"))
    assert joined(*lines) == [line.text for line in lines]


def test_nothing_goes_on_a_date_that_is_set_at_the_right_edge() -> None:
    title = (full("青禾县养老服务提升行动实施方"), short("案"))
    lines = (full("请各乡镇认真贯彻执行。"), short("青禾县人民政府"), full("2026年3月1日"), *title)
    assert joined(*lines)[-2:] == ["2026年3月1日", "青禾县养老服务提升行动实施方案"]


def test_a_list_whose_lines_are_equally_long_stays_a_list() -> None:
    assert shown("\n".join(["青禾县行动方案", "一、主要任务", *LIST])) == ["青禾县行动方案", "一、主要任务", *LIST]


@pytest.mark.parametrize(
    "entries",
    [
        [f"{number}.完善养老服务体系建设" for number in range(10, 50)],
        [f"（责任单位：县{name}局，各乡镇人民政府、街道）" for name in "民财教卫" * 10],
        [f"建设{name}养老服务中心三家，改造两家；" for name in "甲乙丙丁" * 10],
        ["青禾县民政局办公室", "青禾县财政局办公室", "青禾县教育局办公室"] * 12,
    ],
)
def test_other_lists_of_equally_long_lines_stay_lists(entries: list[str]) -> None:
    assert shown("\n".join(entries)) == entries


def test_a_title_that_fills_its_line_is_not_joined_to_its_text() -> None:
    lines = (full("青禾县养老服务行动方案"), full("各乡镇要加强养老服务体系"), short("建设。"))
    assert joined(*lines) == ["青禾县养老服务行动方案", "各乡镇要加强养老服务体系建设。"]


@pytest.mark.parametrize("label", ["责任单位：市民政局、", "（责任单位：", "牵头部门："])
def test_a_body_whose_name_is_cut_after_the_last_word_of_titles_goes_on(label: str) -> None:
    lines = full(f"{label}市自然资源规划"), short("局、市民政局）")
    assert joined(*lines) == [f"{label}市自然资源规划局、市民政局）"]


def test_the_label_of_a_deadline_stands_on_a_line_of_its_own() -> None:
    lines = full("责任单位：市民政局、市气象局"), short("完成时限：2027年2月底前")
    assert joined(*lines) == [line.text for line in lines]


def test_a_sentence_that_names_a_plan_goes_on() -> None:
    lines = (full("各乡镇要加强领导，制定实施方案"), short("并组织落实。"))
    assert joined(*lines) == ["各乡镇要加强领导，制定实施方案并组织落实。"]


def test_leader_dots_that_were_cut_go_on() -> None:
    assert joined(full("一、总体要求…………"), short("……………3"), short("二、主要任务……5")) == [
        "一、总体要求…………" + "……………3",
        "二、主要任务……5",
    ]


def test_recipients_that_were_cut_are_put_together() -> None:
    lines = (full("各乡镇人民政府，县政府"), short("各部门、各直属机构："), short("现将方案印发。"))
    assert joined(*lines) == ["各乡镇人民政府，县政府各部门、各直属机构：", "现将方案印发。"]


def test_nothing_goes_on_a_document_number_or_recipients_that_fill_their_line() -> None:
    lines = (full("青政办发〔2026〕9号"), full("各乡镇人民政府："), full("为健全养老服务网络，制"), short("定本方案。"))
    assert joined(*lines) == ["青政办发〔2026〕9号", "各乡镇人民政府：", "为健全养老服务网络，制定本方案。"]


def test_the_name_of_a_signature_is_put_together_where_it_was_cut() -> None:
    lines = (full("请各乡镇认真贯彻执行。"), full("青禾县人民政"), short("府办公室"), short("2026年3月1日"))
    assert joined(*lines) == ["请各乡镇认真贯彻执行。", "青禾县人民政府办公室", "2026年3月1日"]


def test_bodies_that_sign_together_stand_alone_though_they_fill_their_lines() -> None:
    lines = (full("请各乡镇认真贯彻执行。"), full("青禾县民政局"), full("青禾县财政局"), short("2026年3月1日"))
    assert joined(*lines) == [line.text for line in lines]


@pytest.mark.parametrize("rest", ["—临江发展轴建设。", "表4所列指标建设。", "（青政发〔2026〕9号）建设。"])
def test_a_sign_that_opens_paragraphs_goes_on_an_unfinished_sentence(rest: str) -> None:
    first = "优化布局，推动青禾"
    assert joined(full(first), short(rest)) == [first + rest]


HEADED = [
    line
    for name in ("健全服务网络", "完善保障制度", "强化要素支撑")
    for line in (full(f"{name}。推动各乡镇加强工"), short("作，建设站点，加强保障。"))
]


def test_a_short_sentence_opens_a_paragraph_where_short_sentences_do() -> None:
    lines = (full("提升照护能力。推动各乡镇加强领导。"), full("落实监督责任。推动各乡镇加强督促检"), short("查。"))
    assert joined(*HEADED, *lines)[3:] == [lines[0].text, lines[1].text + "查。"]


def test_a_short_sentence_opens_nothing_where_they_stand_inside() -> None:
    inside = short("推动居家、社区服务。健全服务网络。完善保障制度。强化要素支撑。严格督促检查。")
    lines = (full("提升照护能力。推动各乡镇加强领导。"), short("落实监督责任。推动各乡镇加强督促检查。"))
    assert joined(*HEADED, inside, *lines)[-1] == lines[0].text + lines[1].text


def test_a_label_goes_on_where_its_like_stand_inside_paragraphs() -> None:
    inside = short("1.完善津贴制度。责任单位：县民政局。完成时限：2026年6月。")
    lines = (full("2.扩大服务供给。责任单位：县财政局。"), short("完成时限：2026年9月。"))
    assert joined(inside, *lines)[1:] == [lines[0].text + lines[1].text]


def test_a_clause_goes_on_where_its_like_do_wherever_lines_end() -> None:
    going_on = (full("1.完善制度。（责任单位：县民政"), short("局）推动各乡镇落实政策。"))
    lines = (full("2.扩大供给。（县财政局负责）"), short("推动各乡镇落实政策。"))
    assert joined(*going_on, *lines)[1:] == [lines[0].text + lines[1].text]


def test_a_bracket_of_full_width_is_closed_by_one_of_half_width() -> None:
    lines = (Line("1.完善津贴制度。（责任单位：县民政局、县财"), Line("政局)"), Line("2.扩大供给。"))
    assert joined(*lines) == [lines[0].text + lines[1].text, lines[2].text]
