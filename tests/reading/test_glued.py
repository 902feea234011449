"""Headings that fill their line exactly, above text that seems to continue them."""

from __future__ import annotations

from dump_builder import matcher

from policy_extract.reading.glued import part_headings
from policy_extract.reading.known_lines import Line, text_of


def parted(*groups: list[Line]) -> list[str]:
    return [text_of(group) for group in part_headings(groups, matcher())]


def full(text: str) -> Line:
    return Line(text, full=True)


def short(text: str) -> Line:
    return Line(text, full=False)


ALONE = [[short("（一）指导思想")], [short("（二）工作目标")]]
GLUED = [full("（三）建设网络"), full("各乡镇要加强领"), short("导。")]


def test_a_heading_is_taken_off_where_its_like_stand_alone() -> None:
    assert parted(*ALONE, GLUED) == ["（一）指导思想", "（二）工作目标", "（三）建设网络", "各乡镇要加强领导。"]


def test_a_heading_on_two_full_lines_is_taken_off_whole() -> None:
    alone = [[short("（一）加强组织领导工作机制建设")], [short("（二）加强宣传引导工作机制建设")]]
    glued = [full("（三）加强督促检查"), full("工作机制建设保障"), full("推动各项任务落实"), short("到位。")]
    assert parted(*alone, glued)[2:] == ["（三）加强督促检查工作机制建设保障", "推动各项任务落实到位。"]


def test_nothing_is_taken_off_where_headings_run_in() -> None:
    run_in = [[full("（一）健全网络。完"), short("善。")], [short("（二）保障。落实。")]]
    assert parted(*run_in, GLUED)[2:] == [text_of(GLUED)]


def test_nothing_is_taken_off_that_holds_no_sentence() -> None:
    assert parted(*ALONE, [full("（三）建设网络健"), short("全体系")])[2:] == ["（三）建设网络健全体系"]


def test_a_heading_does_not_end_between_quotation_marks() -> None:
    glued = [full("（三）打造“健康青"), full("禾”品牌推动发展"), short("到位。")]
    assert parted(*ALONE, glued)[2] == "（三）打造“健康青禾”品牌推动发展"


def test_a_heading_does_not_end_inside_a_note_of_a_converter() -> None:
    glued = [
        Line("（三） [bookmark: _Toc1", full=True, gap=""),
        full("2493]建设服务网络"),
        full("各乡镇要加强领导"),
        short("落实到位。"),
    ]
    assert parted(*ALONE, glued)[2] == "（三） [bookmark: _Toc12493]建设服务网络"


def test_headings_of_which_none_stands_alone_are_told_by_how_their_text_opens() -> None:
    groups = [[full(f"{number}.建设网络体"), full("推动各乡镇健全服"), short("务保障制度。")] for number in (1, 2, 3)]
    assert parted(*groups) == [
        part for number in (1, 2, 3) for part in (f"{number}.建设网络体", "推动各乡镇健全服务保障制度。")
    ]


def test_the_rest_of_a_heading_is_no_text_below_it() -> None:
    groups = [[full(f"{number}.在服务网络方面"), full("着力提升水平。加"), short("强。")] for number in (1, 2, 3)]
    assert parted(*groups) == [text_of(group) for group in groups]


def test_nothing_is_taken_off_where_more_lines_are_full_than_chance_gives() -> None:
    groups = [[full(f"（{number}）建设网络"), full("体系服务老"), short("人。")] for number in "三四五六七"]
    assert parted(*ALONE, *groups)[2:] == [text_of(group) for group in groups]


def test_the_contents_say_nothing_of_headings() -> None:
    entries = [[Line(f"（{number}）总则……3", full=False, last=True)] for number in "一二三四五"]
    run_in = [
        [full("（一）健全网络。完"), short("善。")],
        [full("（二）建设站点促进发"), full("展提升。加强领导"), short("到位。")],
    ]
    assert parted(*entries, *run_in)[5:] == [text_of(group) for group in run_in]


def test_an_indent_tells_already() -> None:
    groups = [[Line(group[0].text, full=group[0].full, indented=True), *group[1:]] for group in [*ALONE, GLUED]]
    assert parted(*groups)[2:] == [text_of(GLUED)]


def test_the_rest_of_a_heading_that_a_full_stop_closes_is_no_text_below_it() -> None:
    run_in = [full("（三）建设网络体系"), full("优化。各乡镇要加强"), short("领导。")]
    assert parted(*ALONE, [short("（三）保障体系和机制优化")], run_in)[3:] == [text_of(run_in)]


def test_headings_of_one_length_end_after_as_many_lines() -> None:
    groups = [[full(f"{number}.建设网络体"), full("推动各乡镇健全服"), short("务保障制度。")] for number in (1, 2, 3)]
    other = [full("4.建设保障体"), full("乡镇健全服务健全"), full("推动保障制度落实"), short("到位见效。")]
    assert parted(*groups, other)[-2:] == ["4.建设保障体", "乡镇健全服务健全推动保障制度落实到位见效。"]


def test_a_heading_that_fills_its_line_above_a_number_stands_alone() -> None:
    alone = [[short("（一）指导思想")], [full("（二）工作目标体")]]
    glued = [full("（三）建设服务网络"), full("各乡镇要加强领导落实"), short("到位见效。")]
    other = [full("（四）健全服务体系"), full("各部门要密切配合形成"), short("工作合力。")]
    lines = [*alone, [short("1.全面覆盖。")], glued, other, [full("（五）加强宣传引导力度建设")]]
    assert "（三）建设服务网络" in parted(*lines)


def test_lists_whose_headings_run_in_say_nothing_of_those_that_stand_alone() -> None:
    alone = [[short("1、建设服务网络")], [full("2、培训护理员"), full("各乡镇要加强领"), short("导落实到位。")]]
    box = [[full(f"{number}、标准化推"), full("广。推动发展提升"), short("到位。")] for number in (1, 2, 3)]
    texts = parted(*alone, *box, [short("1、完善保障机制")], *box)
    assert texts[1:4] == ["2、培训护理员", "各乡镇要加强领导落实到位。", text_of(box[0])]
