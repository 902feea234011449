"""Glyphs → lines: which gaps are spaces, what is bold, and which lines of a page go on."""

from __future__ import annotations

import pytest
from glyph_builder import LEFT, STEP, TOP, centred, glyphs, page, read, table, texts, typeset
from glyph_builder import rows as cells

from policy_extract.reading.pages.page_content import Glyph
from policy_extract.reading.pages.page_lines import lines_of


def text_of(its: list[Glyph]) -> str:
    [line], _ = lines_of(1, its)
    return line.text


def set_with(gaps: dict[int, float], text: str, *, spacing: float = 0.0) -> list[Glyph]:
    """A line whose characters stand so many ems apart, more of them before those at the given places."""
    its, left = [], 80.0
    for at, char in enumerate(text):
        left += 16.0 * (gaps.get(at, 0.0) + (spacing if at else 0.0))
        its += glyphs(char, left, 100.0)
        left = its[-1].right
    return its


@pytest.mark.parametrize("spacing", [0.0, 0.1, 0.4, 1.0])
@pytest.mark.parametrize("space", [0.33, 0.5, 1.0])
def test_a_gap_wider_than_those_around_it_is_a_space_however_wide_the_text_is_spaced(
    spacing: float, space: float
) -> None:
    its = set_with({3: space, 6: space}, "财政局民政局教育局", spacing=spacing)
    assert text_of(its) == "财政局 民政局 教育局"


def test_a_letter_spaced_word_in_a_line_is_one_word() -> None:
    its = set_with({9: 0.5, 10: 0.5, 11: 0.5}, "责任单位：县民政局财政局等按职责分工负责")
    assert text_of(its) == "责任单位：县民政局财政局等按职责分工负责"


def test_two_characters_set_apart_are_no_two_words_by_half_an_em() -> None:
    assert text_of(set_with({1: 0.5}, "单位")) == "单位"


def test_ideographs_that_a_full_line_pushes_apart_have_no_spaces() -> None:
    its = set_with(dict.fromkeys(range(2, 20, 3), 0.18), "建设一批老年食堂和助餐点方便老年人就近用餐")
    assert " " not in text_of(its)


def test_digits_between_bold_ideographs_are_bold() -> None:
    its = glyphs("到2027年", 80.0, 100.0)
    its = [Glyph(one.char, one.left, one.top, one.right, one.bottom, one.size, one.char in "到年") for one in its]
    [line], _ = lines_of(1, its)
    assert line.all_bold


def test_a_date_at_the_right_is_no_first_line_of_the_title_below_it() -> None:
    ems = 27.0
    date = glyphs("2027年3月1日", LEFT + (ems - 6.0) * 16, TOP + STEP)
    title = glyphs("关于推进澜州市老年助餐服务的实施方案", LEFT, TOP + 2 * STEP)
    [running] = typeset(["为完善老年助餐服务网络，增强老年人的获得感，结合本市实际，制定本方案。"] * 3)
    below = [
        Glyph(one.char, one.left, one.top + 3 * STEP, one.right, one.bottom + 3 * STEP, one.size)
        for one in running.glyphs
    ]
    document = read([page([*centred("澜民发〔2027〕3号", TOP), *date, *title, *below])])
    assert texts(document)[1:3] == ["2027年3月1日", "关于推进澜州市老年助餐服务的实施方案"]


def test_a_short_line_inside_a_sentence_goes_on_where_space_parts_all_paragraphs() -> None:
    paragraph = ["建立健康评估机制。到2027年，全市人均预期寿命达到83.8", "岁，老年人健康管理率达到65%以上。"]
    other = ["落实主体责任，公开原料来源，定期抽检，每季度公布结果一次，抽检", "合格率达到98%以上。"]
    rows = [*paragraph, *(other * 5)]
    tops = [start + step for start in range(0, 384, 64) for step in (0, 24)]
    its = [one for row, top in zip(rows, tops, strict=True) for one in glyphs(row, LEFT, TOP + top, size=14.0)]
    assert texts(read([page(its)]))[0] == "".join(paragraph)


def test_a_line_that_ends_with_an_opening_bracket_goes_on() -> None:
    its, rules = table([["指标", "目标"], ["", "20"]], [LEFT, 200.0, 300.0], 200, height=60)
    cell = [*glyphs("覆盖率（", LEFT + 6, 268, size=12.0), *glyphs("个/%）", LEFT + 6, 284, size=12.0)]
    [block] = read([page([*its, *cell], rules)]).blocks
    assert cells(block) == [["指标", "目标"], ["覆盖率（个/%）", "20"]]


def test_a_title_row_at_the_foot_of_a_page_is_not_torn() -> None:
    first, rules = table([["专栏1老年食堂建设工程"]], [LEFT, 500.0], 760)
    bold = [Glyph(one.char, one.left, one.top, one.right, one.bottom, one.size, bold=True) for one in first]
    second, more = table([["新建、改建老年食堂120家，配送到户。"]], [LEFT, 500.0], TOP)
    [block] = read([page(bold, rules), page(second, more, number=2)]).blocks
    assert cells(block) == [["专栏1老年食堂建设工程"], ["新建、改建老年食堂120家，配送到户。"]]


def test_a_box_whose_text_goes_on_over_the_page_is_one_cell() -> None:
    first, rules = table([["新建、改建老年食堂120家，"]], [LEFT, 500.0], 760)
    second, more = table([["配送到户。"]], [LEFT, 500.0], TOP)
    [block] = read([page(first, rules), page(second, more, number=2)]).blocks
    assert cells(block) == [["新建、改建老年食堂120家，\n配送到户。"]]


def below(its: list[Glyph], down: float) -> list[Glyph]:
    return [Glyph(one.char, one.left, one.top + down, one.right, one.bottom + down, one.size, one.bold) for one in its]


RUNNING = typeset(["为完善老年助餐服务网络，增强老年人的获得感，结合本市实际，制定本方案。"] * 4)[0].glyphs


def test_a_sentence_that_a_line_broken_by_hand_cuts_goes_on_at_the_margin() -> None:
    broken = ["　　为推动老年助餐服务，确保如期实现目标，根据有关规定以", "及", "《澜州市养老服务条例》，制定本方案。"]
    its = [glyph for at, row in enumerate(broken) for glyph in glyphs(row, LEFT, TOP + at * STEP)]
    document = read([page([*its, *below(list(RUNNING), 3 * STEP)])])
    assert texts(document)[0] == "".join(broken).strip()


def test_a_note_in_small_print_that_hangs_is_one_paragraph() -> None:
    note = ["注：①〔〕内为五年累计数；②表中数据来源于《澜州市国民经济和社会发展第十五个五", "年规划纲要》。"]
    its = [*glyphs(note[0], LEFT, TOP, size=11.0), *glyphs(note[1], LEFT + 22, TOP + 16, size=11.0)]
    document = read([page([*its, *below(list(RUNNING), 3 * STEP)])])
    assert texts(document)[0] == "".join(note)
