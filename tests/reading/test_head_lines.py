"""Lines of a head that are printed after the title."""

from __future__ import annotations

import pytest
from docx_builder import docx, p
from dump_builder import matcher, shown
from word_ledger import account

from policy_extract.pipeline import parse_bytes
from policy_extract.reading.head_lines import head_lines

NOTICE = "澜州市人民政府办公室关于印发澜州市质量工作方案的通知"
BELOW = "各县（市、区）人民政府，市政府各部门：\n现将方案印发给你们，请结合实际认真贯彻落实，确保各项任务落到实处。\n"
LINES = [
    "临府办函〔2026〕83号",
    "临府办函[2026]第83号 2026年3月1日",
    "二〇二六年三月一日",
    "2026-03-01 10:20 阅读：",
    "发文字号：临府办函〔2026〕83号",
    "【字体：大 中 小】",
    "澜州市人民政府办公室 2026年3月1日",
    "（此件公开发布）",
]


def front(text: str) -> tuple[object, ...]:
    here = parse_bytes(text.encode(), "x.txt").plan.front
    number = here.document_number and here.document_number.text
    date = here.date and here.date.iso
    return here.title and here.title.text, number, [one.text for one in here.issuers], len(here.recipients), date


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("gap", ["", " ", "\u3000\u3000", "\t"], ids=["none", "space", "wide", "tab"])
def test_a_line_behind_the_title_says_what_it_says_below_it(line: str, gap: str) -> None:
    below = front(f"{NOTICE}\n{line}\n{BELOW}")
    assert below[0] == NOTICE
    assert front(f"{NOTICE}{gap}{line}\n{BELOW}") == below


def test_several_lines_behind_a_title_are_parted() -> None:
    line = f"{NOTICE} 临府办函〔2026〕83号 2026-03-01 来源：市政府办公室"
    begins = head_lines(line, matcher())
    assert [line[start:].partition(" ")[0] for start in begins] == ["临府办函〔2026〕83号", "来源：市政府办公室"]


@pytest.mark.parametrize("gap", ["", " "])
def test_a_heading_in_black_brackets_behind_the_title_begins_the_text(gap: str) -> None:
    line = f"澜州市质量提升行动方案{gap}【目标任务】2026年，建成站点20个。"
    assert head_lines(line, matcher()) == [line.index("【")]


@pytest.mark.parametrize("first", [f"原标题：{NOTICE}", "质量工作方案公布", f"（原标题：{NOTICE}）"])
def test_a_page_that_tells_the_first_title_hides_nothing(first: str) -> None:
    lines = f"{NOTICE} 临府办函〔2026〕83号 各县人民政府，市政府各部门：\n现将方案印发给你们，请认真贯彻落实，确保各项任务落到实处。\n"
    assert front(f"{first}\n{lines}") == (NOTICE, "临府办函〔2026〕83号", ["澜州市人民政府办公室"], 2, None)


@pytest.mark.parametrize(
    "line",
    [
        "澜州市人民政府 2026年12月23日 关于实施标准化行动的实施方案",
        "二〇二六年三月一日 澜州市养老服务行动方案",
        "临府办函〔2026〕83号 关于印发澜州市质量工作方案的通知",
    ],
)
def test_a_title_behind_a_signature_or_a_number_begins_a_line(line: str) -> None:
    assert head_lines(line, matcher()) == [line.rindex(" ") + 1]


@pytest.mark.parametrize(
    "line",
    [
        "澜州市“十五五”老龄事业发展规划和2035年远景目标纲要",
        "澜州市养老服务行动方案（2026—2028年） （征求意见稿）",
        "关于印发《澜州市养老服务行动方案》的通知",
        "关于转发临府办函〔2026〕83号文件的通知",
        "一、工作方案 临府办函〔2026〕83号",
        "2026年3月1日 前完成行动方案。",
        "2026年市委一号文件和工作要点 任务分解",
    ],
)
def test_what_belongs_to_a_title_stays_in_it(line: str) -> None:
    assert head_lines(line, matcher()) == []


def test_a_word_file_loses_no_character() -> None:
    data = docx(p(f"{NOTICE} 临府办函〔2026〕83号") + p("各县（市、区）人民政府："))
    assert shown(data)[:2] == [NOTICE, "临府办函〔2026〕83号"]
    assert account(data).difference == {}
