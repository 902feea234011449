"""Glyphs and ruled lines → paragraphs and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from glyph_builder import (
    HEIGHT,
    LEFT,
    SIZE,
    STEP,
    TOP,
    centred,
    glyphs,
    grid,
    moved,
    page,
    read,
    rows,
    table,
    texts,
    typeset,
    wrapped,
)

from policy_extract.blocks import Paragraph
from policy_extract.errors import NotADocumentError
from policy_extract.findings import Report
from policy_extract.grammar.prefilter import FIRST_FEW
from policy_extract.reading.pages.page_content import Glyph, Rule
from policy_extract.records import replace
from tests.lines import lines_run_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLAN = [
    "\t澜州市老年助餐服务行动计划",
    "为完善老年助餐服务网络，增强老年人的获得感，结合本市实际，制定本行动计划。",
    "一、总体要求",
    "到2027年，全市建成老年食堂120家，城区步行15分钟可以到达，农村按需设点，服务质量明显提升，老年人愿意来、吃得起、能持续。",
    "二、主要任务",
    "（一）完善服务网络。依托社区养老服务设施、党群服务中心等场所，新建、改建一批老年食堂和助餐点，方便老年人就近用餐。（责任单位：市民政局、市财政局）",
    "（二）加强食品安全。落实主体责任，公开原料来源，定期抽检，每季度公布结果一次，抽检合格率达到98%以上。（责任单位：市市场监管局）",
]


def shown(paragraphs: list[str]) -> list[str]:
    return [paragraph.strip() for paragraph in paragraphs]


@pytest.mark.parametrize("ems", [18.0, 22.5, 27.0, 31.0, 40.0])
@pytest.mark.parametrize("size", [8.0, 12.0])
def test_a_page_of_another_width_has_the_same_paragraphs(ems: float, size: float) -> None:
    assert texts(read(typeset(PLAN, ems=ems, size=size))) == shown(PLAN)


@pytest.mark.parametrize("opening", ["（责任", "责任单位", "单位："])
@pytest.mark.parametrize("ems", [18.0, 22.5, 27.0, 31.0, 40.0])
def test_a_clause_in_a_smaller_font_stays_with_its_paragraph(ems: float, opening: str) -> None:
    printed = [replace(one, glyphs=tuple(_smaller(one.glyphs, opening, "）"))) for one in typeset(PLAN, ems=ems)]
    assert texts(read(printed)) == shown(PLAN)


def _smaller(its: Sequence[Glyph], opening: str, closing: str) -> Iterator[Glyph]:
    """The glyphs, those from each opening to the closing mark after it in a smaller font on the same baseline."""
    text, small = "".join(glyph.char for glyph in its), False
    for at, glyph in enumerate(its):
        small = small or text.startswith(opening, at)
        yield glyph._replace(size=glyph.size * 0.85, top=glyph.top + glyph.size * 0.15) if small else glyph
        small = small and glyph.char != closing


@pytest.mark.parametrize("lines", [5, 6, 7, 9, 11])
def test_pages_may_end_anywhere_and_be_numbered(lines: int) -> None:
    document = read(typeset(PLAN, lines_per_page=lines, numbered=True))
    assert texts(document) == shown(PLAN)
    assert {one.reason for one in document.dropped} == {"page-number"}


def test_what_stands_above_a_title_is_none_of_its_lines_even_if_set_alike() -> None:
    head = ["特急", "青禾县人民政府文件", "青政发〔2026〕3号", "青禾县人民政府关于印发绿道", "建设实施方案的通知"]
    at_the_top = [one for at, line in enumerate(head) for one in centred(line, TOP + 36 * at, size=22.0)]
    body = typeset(PLAN[1:4])[0].glyphs
    document = read([page([*at_the_top, *moved_down(body, 36 * len(head) + 40)])])
    assert texts(document)[:4] == [*head[:3], "".join(head[3:])]


def test_a_title_over_several_centred_lines_is_one() -> None:
    title = [
        *centred("澜州市人民政府关于印发", TOP, size=22.0),
        *centred("《老年助餐服务行动计划》的通知", TOP + 36, size=22.0),
    ]
    body = typeset(PLAN[1:4])[0].glyphs
    document = read([page([*title, *moved_down(body, 120)])])
    assert texts(document)[0] == "澜州市人民政府关于印发《老年助餐服务行动计划》的通知"
    assert document.blocks[0].align == "center"


def moved_down(its: tuple[Glyph, ...], down: float) -> list[Glyph]:
    return moved(its, down)


def test_the_size_of_recognised_text_is_that_of_most_lines_though_each_has_its_own() -> None:
    heading = "第一节 服务网络"
    body = "依托社区养老服务设施、党群服务中心等场所，新建、改建一批老年食堂和助餐点，方便老年人就近用餐。"
    table = [f"第{number}项助餐点" for number in "一二三四五六七八九"]
    its: list[Glyph] = []
    top = TOP
    for text in [heading, body, body, heading, body, heading, body]:
        for line in wrapped(text, 27.0) if text == body else [text]:
            size = SIZE * (1 + 0.007 * ((top - TOP) / STEP - 4))
            its += centred(line, top, size=size) if text == heading else glyphs(line, LEFT, top, size=size)
            top += STEP
    its += [glyph for at, line in enumerate(table) for glyph in glyphs(line, LEFT, top + 20 * at, size=10.0)]
    assert texts(read([page(its)]))[:7] == [heading, body, body, heading, body, heading, body]


def test_a_title_as_wide_as_its_column_is_not_glued_to_the_text() -> None:
    title = glyphs("澜州市老年助餐服务三年行动计划和重点任务", LEFT, TOP, size=21.5)
    document = read([page([*title, *moved_down(typeset(PLAN[1:4])[0].glyphs, 60)])])
    assert texts(document)[:2] == ["澜州市老年助餐服务三年行动计划和重点任务", PLAN[1]]


def test_recipients_go_on_no_title_of_their_own_size() -> None:
    title, recipients = "澜州市人民政府办公室关于下达二〇二六年老年助餐重点任务的通知", "各区人民政府，市政府各部门："
    text = glyphs(title, LEFT, TOP) + glyphs(recipients, LEFT, TOP + STEP)
    document = read([page([*text, *moved_down(typeset(PLAN[1:4])[0].glyphs, 60)])])
    assert texts(document)[:2] == [title, recipients]


def test_a_line_without_room_for_the_next_number_goes_on() -> None:
    first = "　　到2027年，全市建成老年食堂、助餐点共"
    second = "1200家。"
    its = [*glyphs(first, LEFT, TOP), *glyphs(second, LEFT, TOP + STEP)]
    body = typeset(["全市现有老年食堂，分布在各个乡镇、街道，服务老年人" * 3], ems=21.0)[0].glyphs
    document = read([page([*its, *moved_down(body, 90)])])
    assert texts(document)[0] == "到2027年，全市建成老年食堂、助餐点共1200家。"


def test_running_heads_are_dropped_with_their_reason() -> None:
    pages = [
        page([*glyphs("澜州市人民政府公报", 220, 30, size=9.0), *one.glyphs], number=one.number)
        for one in typeset(PLAN * 3, lines_per_page=8)
    ]
    document = read(pages)
    assert texts(document) == shown(PLAN * 3)
    assert {(one.text, one.reason) for one in document.dropped} == {("澜州市人民政府公报", "running-header")}


def test_a_small_line_above_both_pages_of_a_document_is_a_running_head() -> None:
    pages = typeset(["为完善养老服务体系，提升养老服务能力，制定本方案。"] * 40)
    heads = [glyphs("澜州市人民政府公报", LEFT, 40.0, size=9.0) for _ in pages]
    document = read(
        [page([*head, *one.glyphs], number=at) for at, (head, one) in enumerate(zip(heads, pages, strict=True), 1)]
    )
    assert [one.reason for one in document.dropped] == ["running-header"] * 2


@pytest.mark.parametrize(("size", "is_head"), [(10.5, True), (16.0, False)])
def test_small_print_above_a_rule_at_the_head_of_the_only_page_is_a_running_head(size: float, is_head: bool) -> None:
    [only] = typeset(PLAN, ems=27.0)
    head = glyphs("澜州市人民政府公报", 220, TOP - 30, size=size)
    document = read([page([*head, *only.glyphs], [Rule(LEFT, TOP - 10, 520.0, TOP - 10)])])
    assert [one.reason for one in document.dropped] == ["running-header"] * is_head


def test_the_unit_above_the_first_line_of_a_table_is_no_running_head() -> None:
    its, rules = table([HEADING, ["1", "老年食堂", "120家"]], XS, TOP)
    below = moved_down(typeset(PLAN, ems=27.0)[0].glyphs, 120)
    assert not read([page([*glyphs("单位：家", 250, TOP - 12, size=10.0), *its, *below], rules)]).dropped


def test_small_titles_of_chapters_above_the_text_of_pages_are_running_heads() -> None:
    names = ["一、总体目标", "二、主要任务", "三、保障措施"]
    its = typeset(PLAN * 3, lines_per_page=8)[:3]
    document = read(
        [
            page([*glyphs(name, LEFT, 40.0, size=9.0), *one.glyphs], number=one.number)
            for name, one in zip(names, its, strict=True)
        ]
    )
    assert [(one.text, one.reason) for one in document.dropped] == [(name, "running-header") for name in names]


def test_small_print_where_the_text_of_other_pages_begins_is_no_running_head() -> None:
    its = typeset(PLAN * 4, lines_per_page=14)
    rows = [
        page([*glyphs(f"单位：{unit}", LEFT, TOP, size=9.0), *moved_down(one.glyphs, 20)], number=one.number)
        for unit, one in zip(("万元", "个", "家", "户"), its[1:], strict=False)
    ]
    assert not [one for one in read([its[0], *rows]).dropped if one.text.startswith("单位")]


@pytest.mark.parametrize("number", ["[{}]", "({})", "（{}）"])
def test_numbers_of_pages_may_stand_in_brackets(number: str) -> None:
    its = typeset(PLAN * 3, lines_per_page=8)
    document = read(
        [page([*one.glyphs, *glyphs(number.format(one.number), 280, 780)], number=one.number) for one in its]
    )
    assert {one.reason for one in document.dropped} == {"page-number"}
    assert texts(document) == shown(PLAN * 3)


def test_a_bold_heading_below_a_full_line_without_indents_opens_a_paragraph() -> None:
    unit = "配合单位：市住房城乡建设局、市生态环境分局、市商务局、市妇联"
    lines = [unit, "（二）加强食品安全", "落实主体责任，公开原料来源，定期抽检。", unit, "（三）建设中央厨房"]
    its = [
        glyph
        for at, line in enumerate(lines * 2)
        for glyph in glyphs(line, LEFT, TOP + STEP * at, size=14.0, bold=line.startswith("（"))
    ]
    assert texts(read([page(its)])) == lines * 2


def test_lines_of_a_paragraph_stand_closer_than_the_many_paragraphs_of_one_line() -> None:
    long = (
        "依托社区养老服务设施、党群服务中心等场所，新建、改建一批老年食堂和助餐点，方便老年人就近用餐，完善服务网络。"
    )
    paragraphs = [
        *["一、总体要求", "责任单位：市民政局", "二、主要任务"] * 2,
        long,
        "三、保障措施",
        long,
        "四、组织实施",
    ]
    its: list[Glyph] = []
    top = TOP
    for text in paragraphs:
        for line in wrapped(text, 27.0):
            its += glyphs(line.strip(), LEFT, top)
            top += STEP
        top += STEP / 2
    assert texts(read([page(its)])) == paragraphs


def test_what_a_browser_prints_around_a_page_is_dropped() -> None:
    head = glyphs("2027/3/1 09:30 老年助餐服务行动计划", 30, 15, size=8.0)
    foot = glyphs("https://www.example.org/plan.html 1/1", 30, HEIGHT - 20, size=8.0)
    document = read([page([*head, *typeset(PLAN)[0].glyphs, *foot])])
    assert [one.reason for one in document.dropped] == ["site-furniture", "site-furniture"]


def test_glyphs_printed_twice_are_read_once() -> None:
    its = typeset(PLAN[:3])[0].glyphs
    document = read([page(sorted([*its, *its], key=lambda glyph: glyph.left))])
    assert texts(document) == shown(PLAN[:3])
    assert sum(len(one.text) for one in document.dropped) == len(its)


HEADING = ["序号", "指标", "目标"]
XS = [LEFT, 140.0, 360.0, 500.0]


SHORT = ["青禾县养老服务重点任务", "一、重点任务", "重点任务分工表"]


def _short(lines: list[str]) -> list[Glyph]:
    return [glyph for at, line in enumerate(lines) for glyph in glyphs(line, LEFT, TOP + STEP * at)]


def test_title_heading_and_caption_stay_apart_where_no_line_tells_how_wide_the_page_is() -> None:
    its, rules = table([HEADING, ["1", "老年食堂", "120家"]], XS, TOP + 4 * STEP)
    assert texts(read([page([*_short(SHORT), *its], rules)]))[:3] == SHORT
    for lines in (SHORT[:2], SHORT[1:], [SHORT[0], "附件"], [SHORT[0], "（2027—2029年）"]):
        assert texts(read([page(_short(lines))])) == lines


@pytest.mark.parametrize("above", ["一、发展目标和各县的主要任务", "青禾县养老服务提升行动方案（2026—2028年）"])
def test_the_name_of_a_table_goes_on_no_line_above_it_however_full(above: str) -> None:
    its, rules = table([HEADING, ["1", "老年食堂", "120家"]], XS, TOP + 4 * STEP)
    assert texts(read([page([*_short([above, "表1阶段目标"]), *its], rules)]))[:2] == [above, "表1阶段目标"]


@pytest.mark.parametrize("label", ["附表", "附表1", "附录二"])
def test_the_label_of_an_annex_stands_alone_in_its_line(label: str) -> None:
    """A page of few lines as a browser prints it, on which the label seems to fill its column."""
    lines = [("首页", LEFT), ("青禾县养老服务提升行动方案", LEFT + 150), (label, LEFT), ("年度目标任务分解表", LEFT)]
    its = [glyph for at, (line, x) in enumerate(lines) for glyph in glyphs(line, x, 20 + 28 * at, size=12.0)]
    cells, rules = table([HEADING, ["1", "老年食堂", "120家"]], XS, 150)
    assert texts(read([page([*its, *cells], rules)]))[:4] == [line for line, _ in lines]


def test_a_short_line_that_ends_as_none_does_goes_on_all_the_same() -> None:
    assert texts(read([page(_short(["关于印发养老服务、", "托育服务方案的通知"]))])) == [
        "关于印发养老服务、托育服务方案的通知"
    ]


def test_short_lines_of_running_text_were_broken() -> None:
    assert texts(read([page(_short(["健全覆盖城乡的养老服务网", "络，方便老年人。"]))])) == [
        "健全覆盖城乡的养老服务网络，方便老年人。"
    ]


def test_the_lines_of_a_title_stand_around_one_middle() -> None:
    title = [*centred("澜州市人民政府办公室关于印发", TOP), *centred("《老年助餐行动计划》的通知", TOP + STEP)]
    assert texts(read([page(title)])) == ["澜州市人民政府办公室关于印发《老年助餐行动计划》的通知"]


def test_ruled_cells_are_a_table() -> None:
    its, rules = table([HEADING, ["1", "老年食堂", "120家"]], XS, 200)
    [block] = read([page(its, rules)]).blocks
    assert rows(block) == [HEADING, ["1", "老年食堂", "120家"]]


def test_squares_without_a_line_between_them_are_one_cell() -> None:
    its = [
        *glyphs("助餐", LEFT + 6, 225, size=12),
        *glyphs("食堂", 146, 208, size=12),
        *glyphs("配送", 146, 238, size=12),
    ]
    rules = [*grid([LEFT, 140.0, 360.0], [200.0, 260.0]), Rule(140, 230, 360, 230)]
    [block] = read([page(its, rules)]).blocks
    assert rows(block) == [["助餐", "食堂"], ["助餐", "配送"]]


def test_a_number_that_a_narrow_cell_breaks_is_one_number() -> None:
    its = [
        *glyphs("1", LEFT + 2, 203, size=12),
        *glyphs("0", LEFT + 2, 217, size=12),
        *glyphs("老年食堂", 92, 208, size=12),
    ]
    [block] = read([page(its, grid([LEFT, 88.0, 360.0], [200.0, 232.0]))]).blocks
    assert rows(block) == [["10", "老年食堂"]]


def test_a_table_without_lines_at_its_sides_has_its_outer_columns() -> None:
    its, rules = table([HEADING, ["1", "老年食堂", "120家"]], XS, 200)
    rules = [rule for rule in rules if rule.flat or XS[0] < rule.left < XS[-1]]
    [block] = read([page(its, rules)]).blocks
    assert rows(block)[1] == ["1", "老年食堂", "120家"]


def test_a_table_goes_on_over_pages_and_its_repeated_heading_is_dropped() -> None:
    first, lines = table([HEADING, ["1", "老年食堂", "120家"]], XS, 700)
    second, more = table([HEADING, ["2", "送餐上门", "5000人"]], XS, TOP)
    document = read([page(first, lines), page(second, more, number=2)])
    [block] = document.blocks
    assert rows(block) == [HEADING, ["1", "老年食堂", "120家"], ["2", "送餐上门", "5000人"]]
    assert [one.reason for one in document.dropped] == ["repeated-heading"]


def test_a_row_torn_by_the_end_of_a_page_is_one_row() -> None:
    first, lines = table([HEADING, ["1", "依托各类社区服务设施新建改建的一批", "120家"]], XS, 700)
    second, more = table([["", "老年食堂", ""], ["2", "送餐上门", "5000人"]], XS, TOP)
    [block] = read([page(first, lines), page(second, more, number=2)]).blocks
    assert rows(block)[1:] == [
        ["1", "依托各类社区服务设施新建改建的一批老年食堂", "120家"],
        ["2", "送餐上门", "5000人"],
    ]


def test_a_row_that_counts_on_is_no_rest_of_the_row_above_though_its_group_is_named_there() -> None:
    rows_ = [["类别", "序号", "指标", "目标"], ["环境", "1", "优良天数", "93"], ["", "2", "优良水体", "96"]]
    xs = [LEFT, 130.0, 175.0, 290.0, 360.0]
    pages_ = [page(*table(rows_[:2], xs, 700)), page(*table([rows_[0], rows_[2]], xs, TOP), number=2)]
    [block] = read(pages_).blocks
    assert [row[1:] for row in rows(block)] == [row[1:] for row in rows_]


def _with_first_column_merged(cells: list[list[str]], top: float) -> tuple[list[Glyph], list[Rule]]:
    """A table whose first column is one cell."""
    its, rules = table(cells, XS, top)
    ys = [rule.top for rule in rules if rule.flat]
    inner = [rule for rule in rules if not rule.flat or rule.top in (ys[0], ys[-1])]
    return its, inner + [Rule(XS[1], y, XS[-1], y) for y in ys[1:-1]]


def test_sides_that_run_on_to_the_end_of_a_page_are_no_row() -> None:
    first, lines = _with_first_column_merged([["助餐", "老年食堂", "120家"], ["", "助餐点", "300个"]], 700)
    second, more = _with_first_column_merged([["", "送餐点", "80个"], ["", "配送站", "20个"]], TOP)
    foot, head = max(rule.bottom for rule in lines), min(rule.top for rule in more)
    closed = [rule for rule in lines if not (rule.flat and rule.top == foot)]
    first_page = [*closed, Rule(XS[1], foot, XS[-1], foot), *(Rule(x, foot, x, foot + 25) for x in XS[:2])]
    second_page = [*more, *(Rule(x, head - 25, x, head) for x in XS[:2])]
    [block] = read([page(first, first_page), page(second, second_page, number=2)]).blocks
    assert [row[1:] for row in rows(block)] == [
        ["老年食堂", "120家"],
        ["助餐点", "300个"],
        ["送餐点", "80个"],
        ["配送站", "20个"],
    ]


@pytest.mark.parametrize(
    ("others", "before", "torn", "goes_on"),
    [
        ("。", "", "依托各类社区服务设施新建改建的一批", True),
        ("。", "", "依托各类社区服务设施新建改建一批。", False),
        ("", "", "依托各类社区服务设施新建改建的一批", False),
        ("", "提升街道和社区养老服务的质量和水平", "依托各类社区服务设施新建改建的一批", True),
    ],
)
def test_a_text_without_room_goes_on_beside_merged_cells_where_it_ends_as_no_other_does(
    others: str, before: str, torn: str, goes_on: bool
) -> None:
    """`before`: a line above the last of the text, which tells where nothing in its column ends as sentences do."""
    above = [["助餐", "任务", "备注"], ["", f"建设老年食堂120家{others}", "甲"], ["", f"建设助餐点300个{others}", ""]]
    first, lines = _with_first_column_merged([*above, ["", torn, ""]], 600)
    first += glyphs(before, XS[1] + 6, 600 + 3 * 30 - 6, size=12.0)
    second, more = _with_first_column_merged(
        [["", f"社区送餐点{others}", ""], ["", f"建设配送站20个{others}", ""]], TOP
    )
    [block] = read([page(first, lines), page(second, more, number=2)]).blocks
    told = f"{before}{torn}社区送餐点{others}"
    assert (told in [row[1] for row in rows(block)]) is goes_on
    assert len(rows(block)) == (5 if goes_on else 6)


def test_sides_that_meet_no_line_on_a_page_are_those_of_a_merged_cell_that_fills_it() -> None:
    first, lines = _with_first_column_merged([["助餐", "老年食堂", "120家"], ["", "助餐点", "300个"]], 700)
    second, more = _with_first_column_merged([["", "送餐点", "80个"], ["", "配送站", "20个"]], TOP)
    head, foot = min(rule.top for rule in more), max(rule.bottom for rule in more)
    inner = [Rule(max(rule.left, XS[1]), rule.top, rule.right, rule.bottom) if rule.flat else rule for rule in more]
    kept = [rule for rule in inner if not (rule.flat and rule.top == head)]
    sides = [Rule(x, head - 20, x, foot) for x in XS]
    [block] = read([page(first, lines), page(second, [*kept, *sides], number=2)]).blocks
    assert [row[1:] for row in rows(block)] == [
        ["老年食堂", "120家"],
        ["助餐点", "300个"],
        ["送餐点", "80个"],
        ["配送站", "20个"],
    ]
    assert {row[0] for row in rows(block)} == {"助餐"}


def test_a_row_that_no_line_closes_at_the_end_of_a_page_goes_on() -> None:
    first, lines = table([HEADING, ["1", "依托各类社区服务设施新建改建的一批", "市民政局、"]], XS, 700)
    second, more = table([["", "老年食堂", "市财政局"], ["2", "送餐上门", "市商务局"]], XS, TOP)
    foot, head = max(rule.bottom for rule in lines), min(rule.top for rule in more)
    open_below = [rule for rule in lines if not (rule.flat and rule.top == foot)]
    open_above = [rule for rule in more if not (rule.flat and rule.top == head)]
    [block] = read([page(first, open_below), page(second, open_above, number=2)]).blocks
    assert rows(block)[1:] == [
        ["1", "依托各类社区服务设施新建改建的一批老年食堂", "市民政局、\n市财政局"],
        ["2", "送餐上门", "市商务局"],
    ]


def test_a_heading_that_is_all_of_a_table_on_its_page_goes_on() -> None:
    first, lines = table([["序号", "重点", "责任"]], XS, 700)
    second, more = table([["", "任务", "单位"], ["1", "送餐上门", "市商务局"]], XS, TOP)
    foot, head = max(rule.bottom for rule in lines), min(rule.top for rule in more)
    open_below = [rule for rule in lines if not (rule.flat and rule.top == foot)]
    open_above = [rule for rule in more if not (rule.flat and rule.top == head)]
    [block] = read([page(first, open_below), page(second, open_above, number=2)]).blocks
    assert [[text.replace("\n", "") for text in row] for row in rows(block)] == [
        ["序号", "重点任务", "责任单位"],
        ["1", "送餐上门", "市商务局"],
    ]


def test_a_row_may_fill_a_page_so_that_no_line_is_on_it() -> None:
    first, lines = table([HEADING, ["1", "依托各类社区服务设施新建改建的一批", "120家"]], XS, 700)
    between, sides = table([["", "方便老年人就近用餐的规模适度的各种", ""]], XS, TOP)
    second, more = table([["", "老年食堂", ""], ["2", "送餐上门", "5000人"]], XS, TOP)
    foot, head = max(rule.bottom for rule in lines), min(rule.top for rule in more)
    open_below = [rule for rule in lines if not (rule.flat and rule.top == foot)]
    open_above = [rule for rule in more if not (rule.flat and rule.top == head)]
    printed = [
        page(first, open_below),
        page(between, [rule for rule in sides if not rule.flat], number=2),
        page(second, open_above, number=3),
    ]
    [block] = read(printed).blocks
    assert rows(block)[1:] == [
        ["1", "依托各类社区服务设施新建改建的一批方便老年人就近用餐的规模适度的各种老年食堂", "120家"],
        ["2", "送餐上门", "5000人"],
    ]


def test_lines_between_columns_are_no_table_where_none_goes_on() -> None:
    its, rules = table([["老年食堂", "助餐点", "送餐"]], XS, TOP)
    assert all(
        isinstance(block, Paragraph) for block in read([page(its, [one for one in rules if not one.flat])]).blocks
    )


def test_lines_of_rows_that_are_whole_show_that_a_merged_cell_goes_on() -> None:
    first, lines = _with_first_column_merged([["助餐服务", "老年食堂", "120家"]], 700)
    second, more = _with_first_column_merged([["体系建设", "助餐点", "300个"], ["", "送餐点", "80个"]], TOP)
    foot, head = max(rule.bottom for rule in lines), min(rule.top for rule in more)
    closed = [rule for rule in lines if not (rule.flat and rule.top == foot)]
    upper = [*closed, Rule(XS[1], foot, XS[-1], foot), *(Rule(x, foot, x, foot + 25) for x in XS[:2])]
    lower = [rule for rule in more if not (rule.flat and rule.top == head)] + [Rule(XS[1], head, XS[-1], head)]
    [block] = read([page(first, upper), page(second, lower, number=2)]).blocks
    assert [row[1:] for row in rows(block)] == [["老年食堂", "120家"], ["助餐点", "300个"], ["送餐点", "80个"]]
    assert {row[0].replace("\n", "") for row in rows(block)} == {"助餐服务体系建设"}


def test_a_line_that_runs_on_alone_makes_no_table_longer() -> None:
    its, rules = table([HEADING, ["1", "老年食堂", "120家"]], XS, 200)
    below = glyphs("每季度公布一次。", XS[0] + 10, 300, size=12.0)
    foot = max(rule.bottom for rule in rules)
    blocks = read([page([*its, *below], [*rules, Rule(XS[1], foot, XS[1], 700.0)])]).blocks
    assert rows(blocks[0]) == [HEADING, ["1", "老年食堂", "120家"]]
    assert [block.text for block in blocks[1:] if isinstance(block, Paragraph)] == ["每季度公布一次。"]


GROUPED = [
    HEADING,
    ["助餐", "老年食堂", "120家"],
    ["助餐", "助餐点", "300个"],
    ["助浴", "助浴点", "80个"],
    ["助浴", "助浴车", "9辆"],
]


def _grouped(printed: list[str], lines_at: list[float]) -> list[list[str]]:
    """What is read of the table whose first column has this text and lines at these heights, in rows of which each is 1 high."""
    its, rules = table([[first, *row[1:]] for first, row in zip(printed, GROUPED, strict=True)], XS, 200)
    top = min(rule.top for rule in rules)
    flat = [Rule(XS[1], top + 30 * at, XS[-1], top + 30 * at) for at in range(6)]
    first = [Rule(XS[0], top + 30 * at, XS[1], top + 30 * at) for at in (0, 1, *lines_at, 5)]
    [block] = read([page(its, [*flat, *first, *(rule for rule in rules if not rule.flat)])]).blocks
    return rows(block)


@pytest.mark.parametrize("drawn", [2.9, 2.6, 2.3])
def test_a_side_of_a_merged_cell_drawn_too_high_stands_where_its_row_ends(drawn: float) -> None:
    assert _grouped(["序号", "助餐", "", "助浴", ""], [drawn]) == GROUPED


def test_a_line_inside_a_row_is_none_where_nothing_is_printed_on_one_side_of_it() -> None:
    assert _grouped(["序号", "助餐", "", "助浴", ""], [3.0, 3.4]) == GROUPED


@pytest.mark.parametrize("label", ["", "续表"])
def test_a_merged_cell_goes_on_over_the_end_of_a_page(label: str) -> None:
    first, lines = _with_first_column_merged([["助餐", "老年食堂", "120家"], ["", "助餐点", "300个"]], 700)
    second, more = _with_first_column_merged([["", "送餐上门", "5000人"], ["", "中央厨房", "3个"]], TOP + 24)
    document = read([page(first, lines), page([*glyphs(label, 200, TOP), *second], more, number=2)])
    [block] = document.blocks
    assert [row[0] for row in rows(block)] == ["助餐"] * 4
    assert [one.text for one in document.dropped] == ([label] if label else [])


def test_columns_of_the_parts_of_a_table_are_put_together() -> None:
    first, lines = table([["指标", "目标"], ["老年食堂", "120家"]], [XS[0], XS[2], XS[3]], 700)
    second, more = table([["其中", "城区", "80家"]], XS, TOP)
    [block] = read([page(first, lines), page(second, more, number=2)]).blocks
    assert rows(block) == [["指标", "指标", "目标"], ["老年食堂", "老年食堂", "120家"], ["其中", "城区", "80家"]]


def test_space_parts_paragraphs_that_are_not_indented() -> None:
    first = ["依托社区服务设施、党群服务中心等场所，新建、改建一批老年食堂", "和助餐点。"]
    second = ["落实主体责任，公开原料来源，定期抽检，每季度公布结果一次，抽", "检合格率达到98%以上。"]
    third = ["（责任单位：市民政局、市财政局、市卫生健康委、市市场监管局）", "（本条自公布之日起施行）"]
    tops = [0, 24, 64, 88, 128, 152, 192, 216, 256, 280]
    its = [
        glyph
        for top, line in zip(tops, [*first, *second, *third, *first, *second], strict=True)
        for glyph in glyphs(line, LEFT, TOP + top)
    ]
    assert texts(read([page(its)])) == ["".join(pair) for pair in (first, second, third, first, second)]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = typeset(PLAN[1:5] * 2, ems=13.0, lines_per_page=26)[0].glyphs
    right = typeset(PLAN[1:5] * 2, ems=13.0, lines_per_page=26)[0].glyphs
    beside = [one._replace(left=one.left + 245, right=one.right + 245) for one in right]
    title = centred("澜州市老年助餐服务行动计划", TOP - 40, size=18.0)
    alone = texts(read([page(left)]))
    both = texts(read([page([*title, *left, *beside])]))
    assert both[0] == "澜州市老年助餐服务行动计划"
    assert "".join(both[1:]) == "".join(alone) * 2


@pytest.mark.parametrize("down", [5.0, 9.0, 14.0])
def test_lines_of_two_columns_may_stand_at_different_heights(down: float) -> None:
    left = typeset(PLAN[1:5] * 2, ems=13.0, lines_per_page=26)[0].glyphs
    beside = [one._replace(left=one.left + 245, right=one.right + 245) for one in moved_down(left, down)]
    alone = texts(read([page(left)]))
    assert "".join(texts(read([page([*left, *beside])]))) == "".join(alone) * 2


def test_a_text_may_end_in_the_first_lines_of_the_right_column() -> None:
    left = typeset(PLAN[1:5] * 2, ems=13.0, lines_per_page=26)[0].glyphs
    few = typeset([PLAN[5]], ems=13.0, lines_per_page=26)[0].glyphs
    beside = [one._replace(left=one.left + 245, right=one.right + 245) for one in few]
    both = texts(read([page([*left, *beside])]))
    assert "".join(both) == "".join(texts(read([page(left)])) + texts(read([page(few)])))


def test_columns_that_stand_clear_are_a_table_without_lines() -> None:
    cells = [
        ["指标", "单位", "目标"],
        ["老年食堂", "家", "120"],
        ["助餐点", "个", "300"],
        ["送餐上门人数", "人", "5000"],
    ]
    its = [
        glyph
        for row, texts_of_row in enumerate(cells)
        for left, text in zip((LEFT, 240.0, 380.0), texts_of_row, strict=True)
        for glyph in glyphs(text, left, 200 + 24 * row, size=12.0)
    ]
    body = typeset(PLAN[1:4])[0].glyphs
    blocks = read([page([*its, *moved(body, 300)])]).blocks
    assert rows(blocks[0]) == cells
    assert [block.text for block in blocks[1:]] == shown(PLAN[1:4])


def test_a_line_in_a_column_that_stands_clear_goes_on_the_cell_above() -> None:
    cells = [("1", "老年食堂", "市民政局"), ("2", "助餐点", "市财政局"), ("3", "送餐上门", "市卫生健康委、")]
    its = [
        glyph
        for row, texts_of_row in enumerate(cells)
        for left, text in zip((LEFT, 160.0, 320.0), texts_of_row, strict=True)
        for glyph in glyphs(text, left, 200 + 24 * row, size=12.0)
    ]
    more = glyphs("市市场监管局", 320, 272, size=12.0)
    [block] = read([page([*its, *more])]).blocks
    assert [row[:2] for row in rows(block)] == [list(row[:2]) for row in cells]
    assert "".join(rows(block)[2][2].split()) == "市卫生健康委、市市场监管局"


def test_two_signatures_side_by_side_are_no_table() -> None:
    its = [*glyphs("澜州市民政局", LEFT, 200), *glyphs("澜州市财政局", 330, 200)]
    [block] = read([page([*its, *moved(typeset(PLAN[1:2])[0].glyphs, 200)])]).blocks[:1]
    assert block.text == "澜州市民政局 澜州市财政局"


def test_footnotes_stand_after_the_text_and_tear_no_paragraph() -> None:
    first, second = typeset([PLAN[3]], lines_per_page=2)
    note = glyphs("①老年食堂指提供堂食的助餐设施。", LEFT, 700, size=10.0)
    document = read([page([*first.glyphs, *note], [Rule(LEFT, 690, LEFT + 140, 690)]), second])
    assert [(block.text, block.story) for block in document.blocks] == [
        (PLAN[3], "body"),
        ("①老年食堂指提供堂食的助餐设施。", "footnote"),
    ]


def test_a_drawing_of_many_short_lines_is_not_held_against_every_line_of_text() -> None:
    """A crafted page has room for twenty thousand; footnotes stand below one of the lowest."""
    body = [glyph for row in range(60) for glyph in glyphs("完善服务网络。", LEFT, 60 + 12 * row, size=8.0)]

    def drawn(count: int) -> int:
        dots = [Rule(2, 400 + at / 100, 6, 400 + at / 100) for at in range(count)]
        return lines_run_by(lambda: read([page(body, dots)]))

    for _ in range(FIRST_FEW + 1):  # what a process works out once
        read([page(body)])
    assert drawn(4_000) - drawn(500) < 3_500 * 90


def test_text_that_runs_across_the_page_is_its_number_or_a_paragraph() -> None:
    body = typeset(PLAN[:3])[0].glyphs
    numbered = read([page(body, turned="—12—")])
    labelled = read([page(body, turned="附表一")])
    assert [(one.text, one.reason) for one in numbered.dropped] == [("—12—", "page-number")]
    assert texts(labelled)[-1] == "附表一"


def test_pages_without_text_are_named() -> None:
    with pytest.raises(NotADocumentError, match=r"pages 1–2, 4 of 4 have no text layer"):
        read(
            [
                page([], number=1, pictures=True),
                page([], number=2, pictures=True),
                *typeset(PLAN[:2])[:1],
                page([], number=4, pictures=True),
            ]
        )


def test_a_single_page_without_text_is_a_finding() -> None:
    report = Report()
    read([*typeset(PLAN, lines_per_page=6), page([], number=9, pictures=True)], report)
    assert [(one.code.value, one.params) for one in report] == [("pages-unreadable", {"pages": "9"})]


def test_fonts_that_say_what_is_wrong_are_no_text_layer() -> None:
    spoiled = "".join("ˏɶћњſ"[at % 5] if at % 9 == 0 else char for at, char in enumerate(PLAN[3]))
    with pytest.raises(NotADocumentError, match="page 1 of 1 has no text layer"):
        read(typeset([spoiled]))


def test_letters_of_quantities_are_no_damage() -> None:
    assert texts(read(typeset(["α、β粒子和μ介子的计数，用Ω标明电阻，单位为℃和㎡，结果保留两位小数。"])))


def test_an_entry_of_the_contents_may_take_two_lines() -> None:
    first = glyphs("（三）打好重点区域治理攻坚战，实施老年助餐服务提升协同", LEFT, TOP)
    second = glyphs("行动" + "·" * 30 + "37", LEFT + 32, TOP + STEP)
    third = glyphs("（四）加强食品安全" + "·" * 20 + "39", LEFT, TOP + 2 * STEP)
    blocks = read([page([*first, *second, *third])]).blocks
    assert [block.style for block in blocks] == ["toc 1", "toc 1"]


def test_contents_without_leaders_are_told_by_the_numbers_at_the_right_edge() -> None:
    entries = [("一、总体要求", "2"), ("二、主要任务", "3"), ("（一）完善服务网络", "3"), ("三、组织实施", "11")]
    its = [
        glyph
        for row, (heading, number) in enumerate(entries)
        for glyph in (
            *glyphs(heading, LEFT, TOP + STEP * row),
            *glyphs(number, LEFT + 27 * SIZE - len(number) * SIZE / 2, TOP + STEP * row),
        )
    ]
    blocks = read([page(its), *typeset(PLAN)]).blocks
    assert [block.style for block in blocks[:5]] == ["toc 1"] * 4 + [""]


def test_a_page_set_narrower_at_its_end_is_joined_where_the_sentence_is_unfinished() -> None:
    first = typeset(["为完善老年助餐服务网络，增强老年人的获得感，结合本市实际，制定本行动计划。" * 2], ems=27)[
        0
    ].glyphs
    narrow = glyphs("依托社区养老服务设施、党群服务中心", LEFT, TOP + 6 * STEP)
    rest = typeset(
        ["新建、改建一批老年食堂。", "全市现有老年食堂分布在各个乡镇、街道，服务覆盖多数村居的老年人，供应三餐。"],
        ems=27,
    )[0].glyphs
    flush = [glyph for glyph in rest if glyph.top < TOP + 1]
    others = [glyph for glyph in rest if glyph.top > TOP + 1]
    pulled = [
        type(one)(one.char, one.left - 2 * SIZE, one.top, one.right - 2 * SIZE, one.bottom, one.size) for one in flush
    ]
    document = read([page([*first, *narrow]), page([*pulled, *moved(others, 0)], number=2)])
    assert texts(document)[1] == "依托社区养老服务设施、党群服务中心新建、改建一批老年食堂。"


TITLE = "澜州市民政局关于加快推进老年助餐服务的意见"


def test_a_title_that_a_browser_printed_twice_stays_apart() -> None:
    body = typeset(PLAN[1:6])[0].glyphs
    twice = [*glyphs(TITLE, LEFT, TOP), *glyphs(TITLE, LEFT, TOP + 3 * STEP)]
    assert texts(read([page([*twice, *moved_down(body, 4 * STEP)])]))[:3] == [TITLE, TITLE, PLAN[1]]


def test_a_line_all_in_brackets_goes_on_no_title() -> None:
    body = typeset(PLAN[1:6])[0].glyphs
    head = [*glyphs(TITLE, LEFT, TOP), *glyphs("（澜民发〔2027〕8号）", LEFT, TOP + STEP)]
    assert texts(read([page([*head, *moved_down(body, 2 * STEP)])]))[:2] == [TITLE, "（澜民发〔2027〕8号）"]


def test_a_date_at_the_foot_of_a_cover_is_no_part_of_its_title() -> None:
    title = "澜州市“十五五”老年助餐服务规划"
    cover = [*centred(title, TOP + 200, size=24.0), *centred("2027年2月", TOP + 600, size=24.0)]
    assert texts(read([page(cover), *typeset(PLAN[1:6])]))[:2] == [title, "2027年2月"]


def test_every_block_has_its_place() -> None:
    document = read(typeset(PLAN, lines_per_page=6))
    assert document.places["b1"].page == 1
    assert document.places["b7"].page == 2
    left, top, right, bottom = document.places["b2"].box or (0, 0, 0, 0)
    assert (left, round(top)) == (LEFT, round(TOP + STEP))
    assert right - left > 20 * SIZE
    assert bottom > top


def test_a_heading_at_the_margin_opens_a_paragraph_below_the_widest_line() -> None:
    first = [
        "　　健全覆盖城乡的养老服务网络，不断",
        "提升服务水平。（责任单位：市民政局）",
        "二、主要任务",
        "　　新建站点。",
    ]
    its = [glyph for at, line in enumerate(first) for glyph in glyphs(line, LEFT, TOP + STEP * at)]
    assert texts(read([page(its)])) == ["".join(first[:2]).strip(), "二、主要任务", "新建站点。"]


def test_strips_between_the_grounds_of_cells_are_no_rows() -> None:
    its, rules = table([["指标", "2027年"], ["床位数", "120"], ["站点数", "30"]], [90.0, 240.0, 400.0], 200.0)
    grounds = [Rule(90.0, y + gap, 400.0, y + gap) for y in (230.0, 260.0) for gap in (-6.0, 6.0)]
    sides = [Rule(246.0, 200.0, 246.0, 290.0)]
    document = read([page(its, [*rules, *grounds, *sides])])
    assert rows(document.blocks[0]) == [["指标", "2027年"], ["床位数", "120"], ["站点数", "30"]]


def test_an_empty_row_that_a_line_of_text_fits_into_stays() -> None:
    its, rules = table([["指标", "2027年"], ["", ""], ["站点数", "30"]], [90.0, 240.0, 400.0], 200.0, height=20.0)
    assert rows(read([page(its, rules)]).blocks[0])[1] == ["", ""]
