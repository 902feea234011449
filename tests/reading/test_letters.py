"""Characters that look alike, and invisible ones, in every format."""

from __future__ import annotations

import pytest
from docx_builder import docx, p, r, tbl, tc, tr
from dump_builder import dropped, matcher, shown

from policy_extract.blocks import Document, Paragraph, Table
from policy_extract.findings import Report
from policy_extract.lexical.width import fold
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.reading.ledger import ledger_of

RADICALS = (
    "澜州市养⽼服务⾏动⽅案\n⼀、总体要求\n健全体系。\n⼆、主要任务\n1.完善制度。（责任单位：市⺠政局、市⽂旅局）"
)
PLAIN = "澜州市养老服务行动方案\n一、总体要求\n健全体系。\n二、主要任务\n1.完善制度。（责任单位：市民政局、市文旅局）"


def opened(data: bytes) -> Document:
    return read(data, Report(), matcher())


def test_a_radical_is_read_as_its_ideograph_in_a_text() -> None:
    assert shown(RADICALS) == PLAIN.split("\n")


def test_a_radical_is_read_as_its_ideograph_in_markdown() -> None:
    assert shown("# ⼀、总体\n\n| 序号 | 内容 |\n|---|---|\n| 1 | 养⽼ |\n") == [
        "一、总体",
        [["序号", "内容"], ["1", "养老"]],
    ]


def test_a_radical_is_read_as_its_ideograph_in_word_with_numbers_and_cells() -> None:
    document = opened(docx(p(r("⼀、养⽼")) + tbl(tr(tc(p(r("市⺠政局")))))))
    first, table = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(table, Table)
    assert (first.text, table.cells[0].text) == ("一、养老", "市民政局")


def test_signs_that_are_no_radicals_stay_as_printed() -> None:
    assert shown("①面积100㎡；占比≧5％：℃") == ["①面积100㎡；占比≧5％：℃"]


def test_a_plan_with_radicals_is_the_plan_without() -> None:
    plans = [parse_bytes(text.encode(), "x.txt").plan for text in (RADICALS, PLAIN)]
    assert plans[0].tasks == plans[1].tasks
    assert [unit.body for task in plans[0].tasks for unit in task.units] == ["civil-affairs", "culture-and-tourism"]


@pytest.mark.parametrize("sign", ["\u200b", "\xad", "\u2060", "\u200d", "\u202e", "\ufeff"])
def test_a_sign_nobody_sees_is_dropped_and_said(sign: str) -> None:
    source = f"方案\n1.完善制度。（责任单位：市{sign}民政局）"
    assert shown(source)[1] == "1.完善制度。（责任单位：市民政局）"
    assert dropped(source, "invisible") == [sign]


def test_bold_stretches_move_with_the_text() -> None:
    (paragraph,) = opened(docx(p(r("市\u200b民政") + r("局\u200b牵头", "<w:b/>") + r("，")))).blocks
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.bold) == ("市民政局牵头，", ((3, 6),))


@pytest.mark.parametrize("data", [RADICALS.encode(), docx(p(r("养⽼\u200b服务")) + tbl(tr(tc(p(r("市\xad局"))))))])
def test_the_ledger_balances(data: bytes) -> None:
    assert ledger_of(data, opened(data)).difference == {}


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("1﹒", "完善制度"),
        ("1·", "完善制度"),
        ("1•", "完善制度"),
        ("1．", "完善制度"),
        ("1﹑", "完善制度"),
        ("一﹑", "完善制度"),
        ("﹙一﹚", "完善制度"),
    ],
)
def test_a_number_is_read_whatever_its_point_looks_like(number: str, title: str) -> None:
    plan = parse_bytes(f"青禾县行动方案\n{number}{title}\n各乡镇做好有关工作。\n".encode(), "x.txt").plan
    assert [(section.number.raw, section.title) for section in plan.sections if section.number] == [(number, title)]


def test_a_label_is_read_whatever_its_colon_looks_like() -> None:
    for colon in "：:︰∶﹕":
        plan = parse_bytes(
            f"青禾县行动方案\n一、主要任务\n1.完善制度。（责任单位{colon}县民政局）\n".encode(), "x.txt"
        ).plan
        assert [unit.name for task in plan.tasks for unit in task.units] == ["县民政局"], colon


def test_folding_keeps_the_length() -> None:
    text = "⼀﹑﹙责任单位︰市⺠政局﹚占⽐≧90﹪，二О二六年\u200b"
    assert len(fold(text)) == len(text)
