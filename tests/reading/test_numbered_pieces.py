"""Texts that a site cut into numbered pieces; indents that an encoding wrote as ??."""

from __future__ import annotations

import pytest
from dump_builder import dropped, shown

FILL = (
    "坚持以人民为中心的发展思想，推动养老事业和养老产业协同发展，完善居家社区机构相协调、医养康养相结合的养老服务体系，"
)
TEXT = (
    f"一、总体要求（一）指导思想。{FILL}{FILL}深化改革，形成合力。（二）工作目标。{FILL}到2027年，建成服务站点10个。"
    f"二、重点任务（一）建设服务网络。{FILL}{FILL}每个街道建成养老中心1个。（二）培养人才队伍。{FILL}每年培训护理员200名。"
)
PARAGRAPHS = ["一、总体要求", "二、重点任务"]


def pieces(text: str, length: int) -> str:
    cut = [text[start : start + length] for start in range(0, len(text), length)]
    return "\n".join(f"{number}、{piece}" for number, piece in enumerate(cut, 1))


@pytest.mark.parametrize("length", [101, 137, 160])
def test_pieces_that_end_inside_sentences_are_one_text(length: int) -> None:
    source = f"澜州市养老服务实施方案\n{pieces(TEXT, length)}"
    blocks = shown(source)
    assert [block for block in blocks if block in PARAGRAPHS] == PARAGRAPHS
    assert "".join(str(block) for block in blocks[1:]) == TEXT
    assert "".join(dropped(source, "markup")) == "".join(f"{at}、" for at in range(1, source.count("\n") + 1))


def test_numbered_paragraphs_keep_their_numbers() -> None:
    lines = [f"{number}、建设服务网络。{FILL}{FILL}每个街道建成养老中心{number}个。" for number in range(1, 5)]
    assert shown("\n".join(lines)) == lines


def test_short_numbered_lines_keep_their_numbers() -> None:
    lines = ["1、建设服务网络", "2、培养人才队伍", "3、完善支持政策"]
    assert shown("\n".join(lines)) == lines


def test_question_marks_that_open_several_lines_are_lost_indents() -> None:
    source = "各街道办事处:\n??现将方案印发给你们。\n??澜州市民政局\n??2026年4月23日\n澜州市养老服务方案\n??一、总体要求\n??建设服务网络。"
    assert "".join(str(block) for block in shown(source)) == source.replace("??", "").replace("\n", "")
    assert "一、总体要求" in shown(source)
    assert dropped(source, "markup") == ["??" * 5]


def test_a_lone_question_is_no_indent() -> None:
    assert shown("澜州市养老服务方案\n??部门提出意见。\n一、总体要求")[1] == "??部门提出意见。"
