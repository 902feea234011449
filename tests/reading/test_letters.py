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


TORN = [
    ("到2025年，占比不低于60%，企业不少于20家。", "不 低于", "不低于"),
    ("到2025年，占比不低于60%，企业不少于20家。", "不少 于", "不少于"),
    ("到2025年，能耗下降不超过5%。", "不 超 过", "不超过"),
    ("到2025年，产值突破30亿元，占比60%以上。", "突 破", "突破"),
    ("到2025年，产值突破30亿元，占比60%以上。", "以 上", "以上"),
    ("到2025年，产值突破30亿元。", "20 25年", "2025年"),
    ("建成3家。（责任单位：县民政局）", "责 任单位", "责任单位"),
    ("建成3家。（牵头单位：县民政局；配合单位：县财政局）", "牵头 单位", "牵头单位"),
    ("建成3家。（县民政局牵头，县财政局配合）", "牵 头", "牵头"),
    ("建成3家。（县民政局、县财政局按职责分工负责）", "负\u3000责", "负责"),
]


@pytest.mark.parametrize(("sentence", "torn", "whole"), TORN)
@pytest.mark.parametrize("word_file", [False, True], ids=["text", "word"])
def test_a_space_inside_a_word_changes_nothing(sentence: str, torn: str, whole: str, *, word_file: bool) -> None:
    """低于 is the opposite of 不低于: a rule that cannot see over the space would turn a promise round."""
    assert whole in sentence
    facts = []
    for text in (sentence, sentence.replace(whole, torn)):
        lines = ["青禾县行动方案", "一、主要任务", f"1.完善制度。{text}"]
        data = docx("".join(p(r(line)) for line in lines)) if word_file else "\n".join(lines).encode()
        plan = parse_bytes(data, "x").plan
        units = [(unit.name, unit.role) for task in plan.tasks for unit in task.units]
        facts.append((units, [(one.value, one.bound, one.year) for one in plan.targets]))
    assert facts[0] == facts[1]
    assert facts[0] != ([], [])


def test_spaces_between_names_and_numbers_stay() -> None:
    line = "1.工作任务。县教育局 县民政局 增长20 30家 负责人 王某"
    assert shown(f"方案\n{line}")[1] == line


def test_bold_stretches_move_with_a_closed_word() -> None:
    (paragraph,) = opened(docx(p(r("县民政局牵 ") + r("头负责", "<w:b/>")))).blocks
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.bold) == ("县民政局牵头负责", ((5, 8),))


GLOSSED = (
    "青禾省人民政府關(guān)于發(fā)展養(yǎng)老服務(wù)的實(shí)施意見\n各市(含定州)人民政府,省政府有關(guān)部門:\n"
    "一、總體(tǐ)要求\n健全體(tǐ)系。\n二、重點任務(wù)\n1.加強科學(xué)規(guī)劃。建設站點10個。"
)


def test_how_characters_are_spoken_is_no_text_where_a_page_says_it_again_and_again() -> None:
    spoken = ["(guān)", "(fā)", "(yǎng)", "(wù)", "(shí)", "(guān)", "(tǐ)", "(tǐ)", "(wù)", "(xué)", "(guī)"]
    plain = GLOSSED
    for gloss in spoken:
        plain = plain.replace(gloss, "")
    assert shown(GLOSSED) == plain.split("\n")
    assert "".join(dropped(GLOSSED, "markup")) == "".join(spoken)
    assert parse_bytes(GLOSSED.encode(), "x.txt").plan.tasks[0].title == "加強科學規劃"


@pytest.mark.parametrize("entries", ["(a)(e)(i)(o)(u)", "(i)(ii)(iii)(iv)(v)", "(an)"])
def test_letters_that_count_entries_and_one_abbreviation_stay(entries: str) -> None:
    lines = [
        f"第{number}类{'、类'.join(entries.replace(')', ') ').split())}由市民政局负责。" for number in range(1, 13)
    ]
    assert shown("\n".join(lines)) == lines
