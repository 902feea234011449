"""A document that lost its line breaks."""

from __future__ import annotations

import pytest
from dump_builder import matcher, read_dump, shown

from policy_extract.reading.repair.one_line import split_line

PLAN = [
    "青禾县养老服务三年行动方案",
    "为加快发展养老服务，根据《中共青禾县委 青禾县人民政府关于加强老龄工作的意见》，制定本方案。",
    "一、总体要求",
    "（一）指导思想。坚持以人民为中心。",
    "（二）基本原则。",
    "1强化政府引导。健全机制，实行“三、二、一”制度。",
    "2强化社会参与。鼓励15家企业参与，到2028年覆盖率达到3.5%。（县民政局牵头，县财政局等配合）",
    "二、主要任务",
    "（一）健全服务网络行动。",
    "3建设服务站点。每年新建20家以上。（县民政局、各乡镇政府按职责分工负责）",
    "4支持机构转型。按照第（二）项要求，推广康养中心（一期）经验。（县民政局负责）",
    "三、保障措施",
    "（一）加强组织领导。各地要高度重视。",
    "（二）加强宣传引导。营造氛围。",
]  # fmt: skip


def split(text: str) -> list[str]:
    return split_line(text, matcher())


def test_numbers_that_count_on_open_paragraphs() -> None:
    assert split("".join(PLAN[2:])) == PLAN[2:]


def test_spaces_where_lines_ended_separate_paragraphs_too() -> None:
    assert split(" ".join(PLAN)) == PLAN


def test_nothing_but_white_space_changes() -> None:
    text = " ".join(PLAN)
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_what_stands_around_the_plan_are_lines_of_their_own() -> None:
    parts = [
        "青禾县民政局文件",
        "各乡镇人民政府，县政府各部门：",
        "现将《方案》印发给你们，请认真执行。",
        "青禾县民政局",
        "2026年3月1日",
        *PLAN,
    ]
    assert split(" ".join(parts)) == parts


def test_recipients_end_at_their_colon_and_a_date_after_a_body_is_a_line() -> None:
    text = (
        "青禾县文件 各乡镇人民政府，县政府各部门：《青禾县方案》已经同意，请执行。 青禾县民政局2026年3月1日 青禾县方案"
    )
    assert split(text)[1:5] == [
        "各乡镇人民政府，县政府各部门：",
        "《青禾县方案》已经同意，请执行。",
        "青禾县民政局",
        "2026年3月1日",
    ]


def test_a_date_in_chinese_numerals_between_sentences_is_a_line() -> None:
    parts = [
        "各乡镇人民政府，县政府各部门：",
        "现转发给你们，请认真执行。",
        "二○二六年四月十四日",
        "为统筹城乡发展，县政府决定免除学杂费。",
    ]
    assert split(" ".join(parts)) == parts


def test_the_imprint_stays_one_line() -> None:
    text = "（二）加强宣传。 抄送：县委办公室，县人大办公室。青禾县民政局办公室 2026年4月8日印发"
    assert split(text)[1:] == ["抄送：县委办公室，县人大办公室。", "青禾县民政局办公室 2026年4月8日印发"]


def test_the_entries_of_the_annex_list_are_lines() -> None:
    assert split("营造氛围。 附件：1.项目清单 2.指标清单") == ["营造氛围。", "附件：1.项目清单", "2.指标清单"]


@pytest.mark.parametrize(
    "sentence",
    [
        "推进统一、规范的标准体系建设。",
        "支持三、四线城市发展。15家企业参与。",
        "（见附件1）一是加强领导；二是完善制度。",
        "到 2028 年，建成 20 家服务中心，PM2.5 浓度下降。",
        "打造“健康青禾 幸福养老”品牌，落实《关于 养老的意见》。",
        "（1）新建；（2）改建；（3）租赁等方式。",
        "1家中心启用。",
        "贯彻落实中共中央 国务院决策部署。",
    ],
)
def test_numbers_that_head_nothing_and_spaces_that_end_nothing_are_left_alone(sentence: str) -> None:
    assert split("为加快发展，制定本方案。" + sentence) == ["为加快发展，制定本方案。" + sentence]


def test_a_count_may_run_on_over_chapters_or_begin_again() -> None:
    assert split("一、甲事（一）乙。二、丙事（二）丁。三、戊事（一）己。")[1::2] == [
        "（一）乙。",
        "（二）丁。",
        "（一）己。",
    ]


def test_a_number_left_out_does_not_end_the_count() -> None:
    assert split("方案。1.甲。2.乙。4.丙。5.丁。") == ["方案。", "1.甲。", "2.乙。", "4.丙。", "5.丁。"]


def test_only_a_document_on_one_line_is_cut() -> None:
    line = "".join(PLAN)
    assert shown(line) == split(line)
    assert len(read_dump(line + "\n第二行").blocks) == 2
    assert shown("一、总体要求 指导思想") == ["一、总体要求 指导思想"]


def test_a_very_long_line_among_others_is_cut() -> None:
    long = "".join(PLAN) + "营造氛围。" * 1200
    assert shown(f"标题\n{long}\n落款")[1:5] == PLAN[:4]


def test_a_title_ends_where_its_text_or_what_stands_under_it_begins() -> None:
    plan = "县水务局2026年帮扶工作计划2026年是规划的第一年，特制定本计划。一、明确工作目标围绕振兴，持续发力。"
    assert split(plan)[:2] == ["县水务局2026年帮扶工作计划", "2026年是规划的第一年，特制定本计划。"]
    notice = (
        "县政府关于落实规划纲要工作分工的通知政策法规司各乡镇人民政府：现就有关事项通知如下：一、分工原则。落实责任。"
    )
    assert split(notice)[0] == "县政府关于落实规划纲要工作分工的通知"
    assert split(notice)[-1] == "一、分工原则。落实责任。"


def test_numbers_inside_brackets_and_quotation_marks_open_nothing() -> None:
    text = "一、甲。实施（试点。二、推广。）行动和“创建。二、提升。”工程。二、乙。"
    assert split(text) == ["一、甲。实施（试点。二、推广。）行动和“创建。二、提升。”工程。", "二、乙。"]


def test_a_heading_of_two_parts_ends_where_the_next_number_begins() -> None:
    parts = ["一、破除限制，营造公平环境", "（一）减少限制，放宽准入", "1.清理清单。修订公布。", "（二）疏通渠道。"]
    assert split("".join(parts)) == parts


def test_the_count_may_begin_after_a_colon_and_with_a_year() -> None:
    parts = ["（一）精简审批。具体措施：", "1.2026年底前，取消五项。", "2.2027年底前，取消三项。"]
    assert split("".join(parts)) == parts
    assert split("一、甲。二、2026年重点工作（一）乙。") == ["一、甲。", "二、2026年重点工作", "（一）乙。"]


def test_a_heading_that_custom_closes_ends_before_its_text() -> None:
    text = "制定本方案。一、工作目标到2028年，建成站点十个。二、保障措施各地要加强领导。"
    assert split(text) == [
        "制定本方案。",
        "一、工作目标",
        "到2028年，建成站点十个。",
        "二、保障措施",
        "各地要加强领导。",
    ]
    assert split("一、甲。二、总体要求和目标。") == ["一、甲。", "二、总体要求和目标。"]


def test_a_heading_ends_before_a_text_that_begins_with_a_year() -> None:
    assert split("一、工作回顾 2025年是开局之年。二、展望。")[:2] == ["一、工作回顾", "2025年是开局之年。"]
    assert split("一、到 2028年建成。二、展望。")[0] == "一、到 2028年建成。"


def test_a_list_of_bodies_without_brackets_ends_where_the_next_number_begins() -> None:
    parts = [
        "一、任务",
        "1.建站。牵头单位：县民政局，责任单位：县财政局，各乡镇（街道）",
        "2.育才。牵头单位：县教育局",
        "二、保障",
    ]
    assert split("".join(parts)) == parts


def test_a_space_between_a_number_and_its_heading_separates_nothing() -> None:
    parts = ["第一条 强化供给。建站。", "第二条 优化服务。育才。"]
    assert split(" ".join(parts)) == parts


def test_signature_and_annex_list_after_the_last_sentence_are_lines() -> None:
    assert split("一、甲。由县民政局解释。附件：1.项目清单 2.指标清单")[1:] == ["附件：1.项目清单", "2.指标清单"]
    assert split("一、甲。请认真执行。青禾县人民政府2026年3月1日 青禾县方案")[1:] == [
        "青禾县人民政府",
        "2026年3月1日",
        "青禾县方案",
    ]


def test_bodies_that_issue_a_notice_together_stay_with_its_title() -> None:
    title = "青禾县民政局 青禾县财政局关于印发养老方案的通知"
    assert split(f"{title} 各乡镇人民政府，县政府各部门： 现将方案印发给你们。")[0] == title


def test_numbers_left_out_of_an_excerpt_do_not_end_the_count() -> None:
    assert split("方案。1.甲。2.乙。7.丙。8.丁。") == ["方案。", "1.甲。", "2.乙。", "7.丙。", "8.丁。"]
    assert split("方案。1.甲。2.乙。7.丙。") == ["方案。", "1.甲。", "2.乙。7.丙。"]


def test_the_count_goes_on_after_words_that_announce_its_items() -> None:
    parts = ["1.甲。", "一、乙行动。实施如下项目：", "2.丙。", "二、丁。"]
    assert split("".join(parts)) == ["1.甲。", "一、乙行动。实施如下项目：", "2.丙。", "二、丁。"]


def test_a_notice_without_any_space_falls_into_its_lines() -> None:
    parts = [
        "青禾县人民政府办公室关于印发《青禾县养老服务行动方案》的通知",
        "青政办发〔2026〕3号",
        "各乡镇人民政府，县政府各部门：",
        "《青禾县养老服务行动方案》已经县政府同意，现印发给你们，请认真贯彻执行。",
        "青禾县人民政府办公室",
        "2026年3月1日",
        "（此件公开发布）",
        "青禾县养老服务行动方案",
        "为加快发展养老服务，制定本方案。",
        "一、总体要求",
        "（一）指导思想。坚持以人民为中心。",
    ]
    assert split("".join(parts)) == parts


def test_a_heading_that_lost_its_space_ends_where_its_neighbours_do() -> None:
    parts = [
        "（一）产业支撑",
        "加强规划引领。",
        "（二）金融支撑",
        "发挥资金作用。",
        "（三）要素支撑",
        "保障用地。",
        "（四）人才支撑",
        "建立健全机制。",
    ]
    line = " ".join(parts).replace("人才支撑 ", "人才支撑")
    assert split(line) == parts


def test_neighbours_that_end_differently_say_nothing() -> None:
    text = "（一）产业支撑 加强规划。 （二）金融服务 发挥作用。 （三）要素支撑 保障用地。 （四）人才支撑建立机制。"
    assert split(text)[-1] == "（四）人才支撑建立机制。"


def test_a_title_between_signature_and_text_is_a_line_though_the_notice_does_not_name_it() -> None:
    parts = [
        "各乡镇人民政府，县政府各部门：",
        "经县政府同意，现将检查方案印发给你们，请认真贯彻执行。",
        "青禾县人民政府办公室",
        "2026年3月1日",
        "青禾县校园安全检查方案",
        "为做好校园安全工作，制定本方案。",
        "一、检查内容",
    ]
    assert split("".join(parts)) == parts


@pytest.mark.parametrize("space", [" ", ""])
def test_a_head_on_one_line_is_taken_apart_though_the_other_lines_are_whole(space: str) -> None:
    head = [
        "各镇人民政府，县政府各部门：",
        f"经县政府同意，现将《{PLAN[0]}》印发给你们，请结合实际认真贯彻执行。"
        + "县民政局要会同有关部门及时研究解决问题。" * 8,
        "县政府办公室",
        "2026年3月5日",
        PLAN[0],
        PLAN[1],
    ]
    opened, rest = head[:2], head[2:]
    line = "".join(opened) + space + "".join(rest[:2]) + space + space.join(rest[2:])
    assert shown("\n".join([line, *PLAN[2:]])) == [*head, *PLAN[2:]]
