"""Lines without a number that only their look sets apart: they head what stands below them, if no count goes on across them."""

from __future__ import annotations

import pytest

from policy_extract.pipeline import parse_bytes

GOALS = "到2028年，养老服务体系更加完善，服务能力明显提升，老年人获得感明显增强，建成二十个服务站点。"
OPENING = "为提升养老服务水平，根据有关文件精神，结合我县实际，制定本方案。"
SITES = "1.建设服务站点。新建站点20个，改造站点30个，覆盖全部社区。（县民政局牵头）"
NURSES = "2.培训护理人员。每年培训300人次，持证上岗率达到百分之九十。（县人社局牵头）"
ALLOWANCES = "1.发放高龄津贴。按月发放，做到应发尽发，不漏一人一户。（县民政局牵头）"
LOOKS = ("text-align:center", "font-weight:bold", "font-size:22pt")


def page(*lines: tuple[str, str]) -> bytes:
    """A plan with these lines below its title, each with its style."""
    paragraphs = "".join(f'<p style="{style or "font-size:16pt"}">{text}</p>' for style, text in lines)
    title = '<p style="text-align:center">青禾县养老服务提升行动方案</p>'
    title += f"<p>{OPENING}</p>"
    return f'<html><head><meta charset="utf-8"></head><body><div id="zoom">{title}{paragraphs}</div></body></html>'.encode()


def outline(data: bytes) -> list[tuple[str, int, list[str]]]:
    """The outermost sections: title, level and what is numbered below."""
    plan = parse_bytes(data, "x").plan
    return [
        (one.title or "", one.level, [f"{below.level} {below.title}" for below in one.sections])
        for one in plan.sections
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_lines_of_one_look_head_the_counts_that_begin_below_them(look: str) -> None:
    data = page(
        (look, "发展目标"), ("", GOALS), (look, "打造三级网络"), ("", SITES), ("", NURSES), (look, "完善津贴制度"), ("", ALLOWANCES)
    )  # fmt: skip
    assert outline(data) == [
        ("发展目标", 1, []),
        ("打造三级网络", 1, ["1 建设服务站点", "1 培训护理人员"]),
        ("完善津贴制度", 1, ["1 发放高龄津贴"]),
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_lines_inside_numbered_text_open_no_section(look: str) -> None:
    data = page(
        ("", "一、总体要求"), (look, "指导思想"), ("", GOALS), (look, "基本原则"), ("", GOALS), ("", "二、主要任务"), ("", SITES)
    )  # fmt: skip
    assert outline(data) == [("总体要求", 1, []), ("主要任务", 1, ["2 建设服务站点"])]


def test_a_single_line_is_no_heading() -> None:
    data = page(("", GOALS), ("text-align:center", "打造三级网络"), ("", SITES), ("", NURSES))
    assert [title for title, _, _ in outline(data)] == ["建设服务站点", "培训护理人员"]


def test_lines_that_look_like_the_text_are_no_headings() -> None:
    data = page(("", "发展蓝图"), ("", GOALS), ("", "三级网络"), ("", SITES), ("", NURSES))
    assert [title for title, _, _ in outline(data)] == ["建设服务站点", "培训护理人员"]


def test_the_colon_that_closes_lines_of_one_look_is_no_part_of_the_headings() -> None:
    bold = "font-weight:bold"
    data = page((bold, "发展目标："), ("", GOALS), (bold, "主要任务："), ("", SITES), ("", NURSES))
    assert outline(data) == [("发展目标", 1, []), ("主要任务", 1, ["1 建设服务站点", "1 培训护理人员"])]


def test_labels_of_one_look_are_no_headings() -> None:
    bold = "font-weight:bold"
    assert (
        outline(page((bold, "责任单位："), ("", "县民政局"), (bold, "配合单位："), ("", "县人社局"), ("", GOALS))) == []
    )
