"""Tables that were copied out of a browser, whose cells hold paragraphs."""

from __future__ import annotations

import pytest
from copied_builder import Rows, copied
from dump_builder import codes, read_dump, shown, the_table
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.reading.ledger import ledger_of

HEADING = ["序号", "任务", "责任单位"]
ROWS = [HEADING, ["1", "建站点", "民政局"], ["2", "建食堂", "商务局"], ["3", "培训", "人社局"]]
GOALS = [["指标", "2026年", "2027年"], ["床位", "100", "300"], ["食堂", "20", "50"]]

WORDS = st.sampled_from(["建站点", "民政局", "培训", "12", "95%", "2026年", "幸福食堂", "县级", "/", "机构床位", "—"])
TEXTS = st.lists(
    st.sampled_from(["各乡镇抓好落实。", "（一）加强引导", "一、组织领导", "附件2", "表2 主要指标", "任务如下："]),
    min_size=1,
    max_size=3,
)
DAMAGE = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from("\n\t 。1 \u3000")), max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Tables of short cells, some of them blank or of two paragraphs, with a heading above each column but the first."""
    width = draw(st.integers(2, 4))
    cell = st.one_of(WORDS, st.just(""), st.builds("{}\n{}".format, WORDS, WORDS))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=3))
    rows[-1][-1] = draw(st.one_of(WORDS, st.just("")) if len(rows) > 1 else WORDS)
    corner = draw(st.one_of(WORDS, st.just("")))
    return [[corner, *draw(st.lists(WORDS, min_size=width - 1, max_size=width - 1))], *rows]


# ---------------------------------------------------------------- one table


def test_a_tab_alone_stands_between_cells_and_two_blank_lines_between_rows() -> None:
    source = "序号\n\n\t\n\n任务\n\n\n\n\n1\n\n\t\n\n建站点"
    assert copied([["序号", "任务"], ["1", "建站点"]]) == source
    assert shown(source) == [[["序号", "任务"], ["1", "建站点"]]]


def test_text_above_and_below_stands_as_near_as_the_paragraphs_of_a_cell() -> None:
    source = copied("任务分解表", ROWS, "各乡镇抓好落实。", "一、组织领导")
    assert "任务分解表\n\n序号\n\n\t" in source
    assert "人社局\n\n各乡镇" in source
    assert shown(source) == ["任务分解表", ROWS, "各乡镇抓好落实。", "一、组织领导"]


def test_a_cell_holds_several_paragraphs() -> None:
    rows = [HEADING, ["1", "建站点。\n配设备。", "民政局\n财政局"], ["2", "建食堂。", "商务局"]]
    assert shown(copied(rows, "附件2")) == [rows, "附件2"]


def test_a_heading_of_several_paragraphs_is_known_by_all_of_them() -> None:
    rows = [["序\n号", *HEADING[1:]], *ROWS[1:]]
    assert shown(copied("任务分解表", rows)) == ["任务分解表", rows]


def test_blank_cells_stay_where_they_are() -> None:
    rows = [HEADING, ["1", "建站点", ""], ["", "", ""], ["", "建食堂", "商务局"], ["3", "", ""]]
    assert shown(copied("任务分解表。", rows, "各乡镇抓好落实。")) == ["任务分解表。", rows, "各乡镇抓好落实。"]
    assert codes(copied(rows)) == []


def test_the_corner_is_blank_where_the_line_above_it_is_text() -> None:
    rows = [["", *GOALS[0][1:]], *GOALS[1:]]
    assert shown(copied("表1 主要指标", rows)) == ["表1 主要指标", rows]
    assert shown(copied("主要指标如下：", rows)) == ["主要指标如下：", rows]


def test_a_sentence_is_the_last_cell_where_its_column_holds_nothing_else_but_the_heading() -> None:
    rows = [["序号", "要求"], ["1", "建站点。"]]
    assert shown(copied(rows, "各乡镇抓好落实。")) == [rows, "各乡镇抓好落实。"]


def test_a_row_of_one_cell_is_a_band_across_the_table() -> None:
    source = copied([*ROWS[:2], ["二、助餐行动"], *ROWS[2:]], "附件2")
    assert shown(source) == [[*ROWS[:2], ["二、助餐行动"] * 3, *ROWS[2:]], "附件2"]
    assert codes(source) == []


def test_a_row_of_one_cell_with_none_below_it_is_a_line() -> None:
    assert shown(copied([*ROWS, ["合计三项"]], "附件2")) == [ROWS, "合计三项", "附件2"]


def test_a_row_lacks_the_cells_of_a_merged_one_above() -> None:
    rows = [["行动", *HEADING], ["助老", *ROWS[1]], ROWS[2], ["培训", *ROWS[3]]]
    source = copied(rows, "附件2")
    assert shown(source) == [[rows[0], rows[1], ["助老", *ROWS[2]], rows[3]], "附件2"]
    assert codes(source) == []


def test_many_rows_of_one_cell_stand_beside_a_merged_one() -> None:
    rows = [
        ["一个纲要", "教育纲要"],
        ["五项行动", "助学行动"],
        ["助餐行动"],
        ["助老行动"],
        ["助残行动"],
        ["一个专项", "用地规划"],
    ]
    column = [cell.text for cell in the_table(copied(rows, "附件2")).cells if cell.col == 1]
    assert column == ["教育纲要", "助学行动", "助餐行动", "助老行动", "助残行动", "用地规划"]


def test_a_short_row_is_padded_and_noted() -> None:
    source = copied([*ROWS, ["4", "评估"]], "附件2")
    assert shown(source) == [[*ROWS, ["4", "评估", ""]], "附件2"]
    assert codes(source) == ["table-torn"]


def test_a_single_row_is_no_table() -> None:
    assert shown(copied("前文。", [HEADING], "附件2")) == ["前文。", "序号\t任务\t责任单位", "附件2"]


def test_a_tab_that_leads_each_cell_stands_alone_where_one_is_blank() -> None:
    source = "\t序号\n\t任务\n\t单位\n\n\n\t1\n\t\n\t民政局\n\n\n\t2\n\t建食堂\n\t商务局\n"
    assert [len(table) for table in shown(source) if isinstance(table, list)] == [1, 1, 1]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_blank_row_between_rows_on_one_line_is_none_between_cells(gap: str) -> None:
    source = gap.join(["\t".join(HEADING), "1\t建站点\t民政局", "\t\t", "2\t建食堂\t商务局"])
    assert not any("民政局" in part and "建食堂" in part for part in shown(source) if isinstance(part, str))


def test_rows_on_one_line_below_those_of_paragraphs_are_a_table_of_their_own() -> None:
    source = copied(ROWS) + "\n\n\n4\t评估\t县政府办\n5\t宣传\t县司法局\n\n附件2"
    assert shown(source) == [ROWS, [["4", "评估", "县政府办"], ["5", "宣传", "县司法局"]], "附件2"]


# ---------------------------------------------------------------- several tables


@pytest.mark.parametrize(
    "between", [["附件2"], ["各乡镇抓好落实。"], ["一、组织领导", "各乡镇抓好落实。", "表2 主要指标"]]
)
def test_text_between_tables_is_cut_out_of_the_row_that_holds_the_end_of_one_and_the_head_of_the_next(
    between: list[str],
) -> None:
    assert shown(copied(ROWS, *between, GOALS, "附件3")) == [ROWS, *between, GOALS, "附件3"]


def test_tables_of_as_many_columns_are_two_where_the_text_between_them_names_the_next() -> None:
    assert shown(copied(ROWS, "附件2", ROWS, "附件3")) == [ROWS, "附件2", ROWS, "附件3"]


@pytest.mark.parametrize("between", ["青禾县主要指标", "各乡镇抓好落实。"])
def test_a_table_with_merged_cells_ends_above_the_headings_of_the_next(between: str) -> None:
    merged = [["行动", *HEADING], ["助老", *ROWS[1]], *ROWS[2:]]
    assert shown(copied(merged, between, GOALS))[1:] == [between, GOALS]


def test_a_table_with_bands_ends_where_narrower_rows_begin() -> None:
    bands = [*ROWS[:2], ["二、助餐行动"], ROWS[2], ["三、助学行动"], ROWS[3]]
    rows = [["1", "县民政局"], ["2", "县财政局"], ["3", "县教育局"]]
    assert shown(copied(bands, "现将联络单位公布如下", rows))[1:] == ["现将联络单位公布如下", rows]


def test_rows_beside_a_merged_cell_end_where_text_follows_them() -> None:
    rows = [["一个纲要", "教育纲要"], ["五项行动", "助学行动"], ["助餐行动"], ["助老行动"], ["助残行动"]]
    table, *rest = shown(copied(rows, "附件2", ROWS))
    assert isinstance(table, list)
    assert table[-1] == ["", "助残行动"]
    assert rest == ["附件2", ROWS]


@pytest.mark.parametrize("between", ["附件2", "各乡镇抓好落实。"])
def test_a_table_may_begin_below_a_row_of_one_cell(between: str) -> None:
    assert shown(copied(ROWS, between, [["主要指标"], *GOALS])) == [ROWS, between, "主要指标", GOALS]


def test_paragraphs_in_a_cell_are_no_end_of_a_table_that_is_as_wide() -> None:
    rows = [HEADING, ["1", "附件2\n一、建站点。\n任务", "民政局"], ["2", "建食堂", "商务局"]]
    assert shown(copied(rows, "附件3")) == [rows, "附件3"]


def test_paragraphs_in_a_cell_are_no_end_of_a_table_with_merged_cells() -> None:
    rows = [
        ["行动", *HEADING[1:], "时限"],
        ["助老", "建站点\n配设备\n评估", "民政局", "长期"],
        *([["建食堂", "商务局", "长期"]] * 4),
    ]
    assert [len(table) for table in shown(copied(rows, "附件3")) if isinstance(table, list)] == [len(rows)]


# ---------------------------------------------------------------- whatever the table


@given(TEXTS, tables(), TEXTS, tables(), TEXTS)
@settings(max_examples=100)
def test_tables_of_short_cells_come_out_as_they_were(
    above: list[str], one: Rows, between: list[str], two: Rows, below: list[str]
) -> None:
    """So that no text ends in a cell, and nothing has to be told."""
    source = copied(*above, one, *between, two, *below)
    assert shown(source) == [*above, one, *between, two, *below]
    assert codes(source) == []


@given(TEXTS, tables(), TEXTS, tables(), DAMAGE)
@settings(max_examples=60)
def test_no_character_is_lost_where_the_copy_is_damaged(
    above: list[str], one: Rows, between: list[str], two: Rows, damage: list[tuple[int, str]]
) -> None:
    text = copied(*above, one, *between, two)
    for place, char in damage:
        at = place % (len(text) + 1)
        text = text[:at] + char + text[at + place % 2 :]
    data = text.encode()
    assert ledger_of(data, read_dump(data)).difference == {}
