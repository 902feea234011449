"""Line breaks inside paragraphs of Word files and pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from docx_builder import docx, p, r
from dump_builder import matcher, shown
from word_ledger import account

from policy_extract.blocks import Document, Paragraph, Table
from policy_extract.findings import Code, Report
from policy_extract.generated.plain import At
from policy_extract.reading.soft_lines import open_lines


def word(*lines: str) -> bytes:
    runs = "<w:r><w:br/></w:r>".join(r(line) for line in lines)
    return docx(p("青禾县养老服务行动方案") + p(runs))


PLAN = ["一、总体要求", "坚持以人民为中心。", "二、主要任务", "（一）健全网络", "（二）完善保障"]


def test_lines_with_running_numbers_are_paragraphs() -> None:
    assert shown(word(*PLAN))[1:] == PLAN


def test_a_line_with_the_next_number_of_the_text_is_one() -> None:
    assert shown(docx(p("一、总体要求") + p(r("坚持创新。") + "<w:r><w:br/></w:r>" + r("二、主要任务")))) == [
        "一、总体要求",
        "坚持创新。",
        "二、主要任务",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["关于印发青禾县养老服务", "行动方案的通知"],
        ["全县建成站点", "3.5家"],
        ["按照", "二、四级标准"],
        ["责任单位：县民政局", "县财政局"],
    ],
    ids=["title", "amount", "number-of-no-sequence", "names"],
)
def test_other_breaks_open_nothing(lines: list[str]) -> None:
    assert shown(word(*lines))[1:] == ["\n".join(lines)]


def test_a_line_inside_a_sentence_stays_in_its_paragraph() -> None:
    assert shown(word("1.健全网络，推动", "社区发展。", "2.完善保障"))[1:] == [
        "1.健全网络，推动\n社区发展。",
        "2.完善保障",
    ]


def test_a_signature_and_a_date_below_a_sentence_are_paragraphs() -> None:
    lines = ["各地要认真落实。", "青禾县人民政府", "2026年3月1日", "（此件公开发布）"]
    assert shown(word(*lines))[1:] == lines


def test_a_body_below_words_that_go_on_is_no_signature() -> None:
    assert shown(word("责任单位：县民政局、", "青禾县人民政府"))[1:] == ["责任单位：县民政局、\n青禾县人民政府"]


def test_every_character_is_still_there() -> None:
    assert account(word(*PLAN)).difference == {}


def test_findings_and_places_follow_their_characters() -> None:
    report = Report()
    report.note(Code.NUMBER_BACKWARDS, At(block="b1", start=7, end=9), number="二、", before="一、", after="二、")
    document = Document("docx", (Paragraph("b1", "一、总则\n二、任务", bold=((2, 7),)), Table("b2", 1, 1, ())))
    opened = open_lines(document, report, matcher())
    assert [block.id for block in opened.blocks] == ["b1", "b2", "b3"]
    assert [block.bold for block in opened.blocks if isinstance(block, Paragraph)] == [((2, 4),), ((0, 2),)]
    assert [finding.at for finding in report] == [At(block="b2", start=2, end=4)]


def test_two_headings_on_one_line_are_two_paragraphs_where_the_count_goes_on_below() -> None:
    lines = ["（一）宣传报道 1、召开发布会。由县应急局负责。", "2、开设专栏。由县融媒体中心负责。"]
    data = docx("".join(map(p, lines)))
    assert shown(data) == ["（一）宣传报道", "1、召开发布会。由县应急局负责。", lines[1]]
    assert account(data).difference == {}


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (
            ["一、总体要求（一）指导思想。坚持创新。", "（二）基本原则。坚持公平。"],
            ["一、总体要求", "（一）指导思想。坚持创新。"],
        ),
        (
            ["二、重点任务（一）科学选址。用好空地。（二）精致设计。一园一主题。"],
            ["二、重点任务", "（一）科学选址。用好空地。", "（二）精致设计。一园一主题。"],
        ),
        (
            ["二、重点任务。（一）科学选址。用好空地。（二）精致设计。一园一主题。"],
            ["二、重点任务。", "（一）科学选址。用好空地。", "（二）精致设计。一园一主题。"],
        ),
        (
            ["第一章总则第一条为规范管理，制定本办法。", "第二条本办法适用于本县。"],
            ["第一章总则", "第一条为规范管理，制定本办法。"],
        ),
        (
            ["二、责任分工1.县民政局：负责统筹；2.县财政局：负责经费。"],
            ["二、责任分工", "1.县民政局：负责统筹；", "2.县财政局：负责经费。"],
        ),
    ],
    ids=["below", "same line", "closed heading", "article", "list"],
)
def test_entries_on_the_line_of_their_heading_are_paragraphs(lines: list[str], parts: list[str]) -> None:
    data = docx("".join(map(p, lines)))
    assert shown(data) == [*parts, *lines[1:]]
    assert account(data).difference == {}


BARE = [
    "二、主要措施",
    "（一）统筹规划发展。",
    "1增强辐射能力。支持设立交易所。3个园区投产运营。（市发展改革委牵头）",
    "2提高服务水平。引导加大投入。（市财政局负责）",
    "3扩大对外交流。举办论坛。",
    "（二）完善体系。",
    "1完善组织。鼓励设立事业部。",
    "2丰富产品。鼓励创新。",
]


@pytest.mark.parametrize(
    ("kept", "point"),
    [
        *(
            (kept, "")
            for kept in [(5,), (1, 5), (1, 2, 5), (3, 5), (4, 5), (2, 4, 5, 6), (2, 5, 7), tuple(range(1, 8))]
        ),
        *((kept, ".") for kept in [(5,), (1, 5), (4, 5), tuple(range(1, 8))]),
        ((5,), "．"),
        ((2, 3, 4, 5), "．"),
    ],
)
def test_a_plan_that_lost_some_of_its_breaks_has_the_same_paragraphs(kept: tuple[int, ...], point: str) -> None:
    lines = [line[0] + point + line[1:] if line[0].isdigit() else line for line in BARE]
    ends = [0, *kept, len(lines)]
    data = docx("".join(p("".join(lines[start:end])) for start, end in pairwise(ends)))
    assert shown(data) == lines
    assert account(data).difference == {}


@pytest.mark.parametrize(
    "line",
    [
        "（一）建设站点。1个街道建成中心。2个社区建成站点。",
        "（一）建设站点。全县共有三类。1号楼改为中心，2号楼改为站点。2号楼以东建设花园。",
        "（一）建设站点。1持续增强辐射能力。推动创新。",
        "（一）建设站点。2024年建成。2025年扩建。",
        "各地要落实。1持续增强能力。推动创新。2提高服务水平。加大投入。",
    ],
    ids=["amounts", "names", "one alone", "years", "below no number"],
)
def test_a_sentence_that_begins_with_a_digit_is_no_entry(line: str) -> None:
    assert shown(docx(p(line))) == [line]


def test_a_last_article_on_the_line_of_its_chapter_goes_on_the_count() -> None:
    assert shown(docx(p("第一条为规范管理，制定本办法。") + p("第二章附则第二条自印发之日起施行。")))[1:] == [
        "第二章附则",
        "第二条自印发之日起施行。",
    ]


def test_a_finding_about_an_entry_on_the_line_of_its_heading_follows_it() -> None:
    report = Report()
    report.note(Code.NUMBER_BACKWARDS, At(block="b1", start=6, end=9), number="（一）", before="一、", after="二、")
    document = Document("docx", (Paragraph("b1", "一、总体要求（一）原则。公平。（二）目标。共享。"),))
    opened = open_lines(document, report, matcher())
    assert [finding.at for finding in report] == [At(block="b2", start=0, end=3)]
    assert len(opened.blocks) == 3


def test_the_first_heading_behind_a_sentence_is_a_line_where_the_count_goes_on_below() -> None:
    opening, heading = "为做好工作，制定本方案。", "一、工作目标。建成20个。"
    assert shown(docx(p("某县养老服务方案") + p(opening + heading) + p("二、重点任务")))[1:] == [
        opening,
        heading,
        "二、重点任务",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["为做好工作，制定本方案。一、二线城市先行。", "二、重点任务"],
        ["为做好工作，制定本方案。一、要加强领导。", "一、工作目标", "二、重点任务"],
        ["按照会议要求做好一、总体部署。", "二、重点任务"],
        ["（一）宣传报道 1、召开发布会。", "（二）主题宣讲。"],
        ["一、适用范围。包括（一）企业；（二）个人。"],
        ["一、加强领导。（一）抓，（二）管，（三）督，都要到位。"],
        ["一、总体要求（一）和（二）按原文执行。"],
        ["第四条本办法由县民政局解释。", "三、关于第五条的说明"],
        ["（一）开展宣传，营造氛围， 1、召开发布会。", "2、开设专栏。"],
        ["召开会议 1、发布会。", "2、开设专栏。"],
        ["1、甲项 1、乙项", "2、丙项"],
    ],
)
def test_a_number_inside_a_line_opens_no_paragraph_otherwise(lines: list[str]) -> None:
    assert shown(docx("".join(map(p, lines)))) == lines
