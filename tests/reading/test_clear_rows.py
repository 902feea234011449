"""Tables printed without lines: rows of several lines, headings across columns, names of groups, cells that reach down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glyph_builder import LEFT, glyphs, page, read, rows, texts, typeset
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.blocks import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.pages.page_content import Glyph

SIZE = 10.5
GAP = 1.03
"""Ems between two columns, as Word and LibreOffice leave between cells."""
PITCH = 15.6
PARAGRAPH = (
    "到2027年，全市建成老年食堂120家，城区步行15分钟可以到达，农村按需设点，服务质量明显提升，老年人愿意来、吃得起。"
)
HEADING = ["序号", "重点任务", "责任单位"]
TASKS = [
    HEADING,
    ["1", "建设社区老年食堂和助餐点，方便就近用餐。", "市民政局、市财政局"],
    ["2", "开展抽检。", "市市场监管局"],
    ["3", "组织志愿者为高龄老人送餐上门。", "团市委"],
]


def wrapped(text: str, ems: float) -> list[str]:
    """The lines of a text in a cell: as many characters as fit; no line begins with a mark."""
    lines = [""]
    for char in text:
        full = len(lines[-1]) + 1 > ems
        if full and char in "，。、；）" and lines[-1]:
            lines.append(lines[-1][-1] + char)
            lines[-2] = lines[-2][:-1]
        elif full:
            lines.append(char)
        else:
            lines[-1] += char
    return lines


def printed(table: Sequence[Sequence[str]], widths: Sequence[float], top: float = 200) -> Iterator[Glyph]:
    """A table as a page shows it without its lines, every cell from the top of its row on."""
    for cells in table:
        lines = [wrapped(text, width) for text, width in zip(cells, widths, strict=True)]
        left = LEFT
        for cell, width in zip(lines, widths, strict=True):
            for at, line in enumerate(cell):
                yield from glyphs(line, left, top + at * PITCH, size=SIZE)
            left += (width + GAP) * SIZE
        top += max(map(len, lines)) * PITCH


def seen(its: Iterator[Glyph]) -> list[list[str]]:
    """The rows of the one table on a page."""
    [block] = read([page(list(its))]).blocks
    return [["".join(cell.split()) for cell in row] for row in rows(block)]


def test_a_row_of_several_lines_is_one() -> None:
    assert seen(printed(TASKS, [2, 8, 4])) == TASKS


def test_without_running_numbers_a_cell_goes_on_where_it_was_full() -> None:
    bare = [[*row[1:], "2027年"] for row in TASKS[1:]]
    table = [["重点任务", "责任单位", "时限"], *bare]
    assert seen(printed(table, [8, 4, 5])) == table


def test_a_narrow_column_has_one_character_a_line() -> None:
    table = [[*row, end] for row, end in zip(TASKS, ["进度", "完成招标", "开工", "投入使用"], strict=True)]
    assert seen(printed(table, [2, 8, 4, 1])) == table


def test_the_name_of_a_group_is_a_row_across_the_table() -> None:
    group = ["一、助餐服务", "", ""]
    above = list(printed([HEADING], [2, 8, 4]))
    below = printed(TASKS[1:], [2, 8, 4], 200 + 2 * PITCH)
    its = [*above, *glyphs(group[0], LEFT, 200 + PITCH, size=SIZE), *below]
    [block] = read([page(its)]).blocks
    assert isinstance(block, Table)
    assert [(cell.text, cell.cols) for cell in block.cells if cell.row == 1] == [(group[0], 3)]
    assert block.rows == len(TASKS) + 1


def test_a_heading_across_columns_stands_above_those_below_it() -> None:
    widths = [2.0, 8.0, 4.0, 4.0]
    table = [["", "", "牵头", "配合"], *([*row, "各镇街"] for row in TASKS[1:])]
    over = LEFT + (2 + 8 + 2 * GAP) * SIZE
    its = [
        *glyphs("序号", LEFT, 200 - PITCH, size=SIZE),
        *glyphs("重点任务", LEFT + (2 + GAP) * SIZE, 200 - PITCH, size=SIZE),
        *glyphs("责任分工", over + 2.5 * SIZE, 200 - PITCH, size=SIZE),
        *printed(table, widths),
    ]
    [block] = read([page(its)]).blocks
    assert isinstance(block, Table)
    heading = [(cell.text, cell.row, cell.col, cell.rows, cell.cols) for cell in block.cells if cell.row < 2]
    assert sorted(heading) == sorted(
        [
            ("序号", 0, 0, 2, 1),
            ("重点任务", 0, 1, 2, 1),
            ("责任分工", 0, 2, 1, 2),
            ("牵头", 1, 2, 1, 1),
            ("配合", 1, 3, 1, 1),
        ]
    )


def test_a_blank_that_opens_a_row_is_part_of_the_cell_above_and_keeps_its_words_together() -> None:
    table = [
        ["阶段", "任务", "单位"],
        ["排查阶段", "建立台账。", "各镇街"],
        ["", "初步判定。", "区住建局"],
        ["整治", "分类整治。", "区城管局"],
    ]
    [block] = read([page(list(printed(table, [4, 8, 5])))]).blocks
    assert isinstance(block, Table)
    assert [(cell.text, cell.row, cell.rows) for cell in block.cells if cell.col == 0 and cell.row] == [
        ("排查阶段", 1, 2),
        ("整治", 3, 1),
    ]


def test_text_below_the_table_is_none_of_its_rows() -> None:
    body = typeset(["一、总体要求", "到2027年，全市建成老年食堂120家，城区步行15分钟可以到达，农村按需设点。"])[
        0
    ].glyphs
    lowest = max(one.bottom for one in printed(TASKS, [2, 8, 4]))
    moved = [one._replace(top=one.top + lowest, bottom=one.bottom + lowest) for one in body]
    document = read([page([*printed(TASKS, [2, 8, 4]), *moved])])
    assert [type(block).__name__ for block in document.blocks] == ["Table", "Paragraph", "Paragraph"]
    assert texts(document)[-2] == "一、总体要求"


words = st.text(alphabet="老年食堂助餐服务组织开展落实", min_size=1, max_size=24)
bodies = st.sampled_from(["市民政局", "市财政局", "团市委", "市卫生健康委", "各县（市、区）政府"])


@settings(max_examples=80, deadline=None)
@given(
    its=st.lists(st.tuples(words, bodies), min_size=3, max_size=8),
    widths=st.tuples(st.integers(5, 14), st.integers(3, 9)),
)
def test_any_counted_table_says_the_same_in_any_widths(its: list[tuple[str, str]], widths: tuple[int, int]) -> None:
    table = [HEADING, *([str(at), text, body] for at, (text, body) in enumerate(its, 1))]
    text = typeset([PARAGRAPH] * 3)[0].glyphs
    [block] = [
        one for one in read([page([*text, *printed(table, [2, *widths], 400)])]).blocks if isinstance(one, Table)
    ]
    assert [["".join(cell.split()) for cell in row] for row in rows(block)] == table


def test_a_full_name_above_a_name_of_two_lines_stays_a_name_of_its_own() -> None:
    table = [
        ["任务", "3月", "6月", "单位"],
        ["组建普查机构", "■", "", "区统计局"],
        ["普查员选聘培训", "", "■", "区统计局"],
        ["现场登记", "", "■", "区统计局"],
    ]
    assert seen(printed(table, [6, 2, 2, 6])) == table


def test_what_a_heading_leaves_blank_below_it_is_no_sign_of_cells_that_reach_down() -> None:
    table = [
        ["指标", "2025年", "2030年", "单位"],
        ["", "规划目标值", "目标值", ""],
        ["女职工参加生育保险人数", "4.5", "5.5", "区医保局"],
        ["妇女培训比例", "45", "50", "区妇联"],
    ]
    assert seen(printed(table, [11, 5, 5, 5]))[2:] == table[2:]


def test_the_next_number_of_a_count_goes_on_beside_words_that_go_on() -> None:
    lines = [
        ["领导", "重点工作任务", "单位"],
        ["赵某", "1.召开会议。", "市应急局"],
        ["某", "2.督导检查。", ""],
        ["钱某", "推进管网改造。", "市住建局"],
    ]
    its = (glyph for at, line in enumerate(lines) for glyph in printed([line], [2, 10, 4], 200 + at * PITCH))
    assert seen(its) == [lines[0], ["赵某某", "1.召开会议。2.督导检查。", "市应急局"], lines[3]]


def test_the_name_of_a_group_in_the_middle_is_a_row_across_the_table() -> None:
    widths = [2.0, 8.0, 4.0]
    middle = LEFT + (sum(widths) + 2 * GAP - 6) / 2 * SIZE
    group = "（一）助餐服务"
    its = [
        *printed([HEADING], widths),
        *glyphs(group, middle, 200 + PITCH, size=SIZE),
        *printed(TASKS[1:], widths, 200 + 2 * PITCH),
    ]
    [block] = read([page(its)]).blocks
    assert isinstance(block, Table)
    assert [(cell.text, cell.cols) for cell in block.cells if cell.row == 1] == [(group, 3)]
    assert block.rows == len(TASKS) + 1


def test_a_short_heading_in_the_middle_above_several_columns_heads_them() -> None:
    widths = [6.0, 6.0, 6.0, 6.0, 6.0]
    lefts = [LEFT + at * (6 + GAP) * SIZE for at in range(5)]
    its = [
        *glyphs("县区", lefts[0], 200, size=SIZE),
        *glyphs("户厕改造", lefts[1] + 4.5 * SIZE, 200, size=SIZE),
        *glyphs("公厕建设", lefts[3] + 4.5 * SIZE, 200, size=SIZE),
        *printed([["", "新建", "整改", "新建", "改造"]], widths, 200 + PITCH),
        *printed([["青禾县", "1200", "300", "12", "5"], ["石门市", "900", "260", "8", "6"]], widths, 200 + 2 * PITCH),
    ]
    [block] = read([page(its)]).blocks
    assert isinstance(block, Table)
    heading = [(cell.text, cell.row, cell.col, cell.rows, cell.cols) for cell in block.cells if cell.row < 2]
    assert sorted(heading) == sorted(
        [
            ("县区", 0, 0, 2, 1),
            ("户厕改造", 0, 1, 1, 2),
            ("公厕建设", 0, 3, 1, 2),
            ("新建", 1, 1, 1, 1),
            ("整改", 1, 2, 1, 1),
            ("新建", 1, 3, 1, 1),
            ("改造", 1, 4, 1, 1),
        ]
    )


def test_headings_in_the_middle_of_wide_columns_make_no_columns_of_their_own() -> None:
    widths = [12.0, 12.0, 6.0]
    lefts = [LEFT, LEFT + (12 + GAP) * SIZE, LEFT + (24 + 2 * GAP) * SIZE]
    table = [
        ["产业强链", "培育链主6家", "9月底"],
        ["数字赋能", "建成车间30个", "11月底"],
        ["绿色转型", "改造企业8家", "全年"],
    ]
    heading = ["任务", "内容", "进度"]
    its = [
        *(
            glyph
            for text, left, width in zip(heading, lefts, widths, strict=True)
            for glyph in glyphs(text, left + (width - 2) / 2 * SIZE, 200, size=SIZE)
        ),
        *printed(table, widths, 200 + PITCH),
    ]
    assert seen(iter(its)) == [heading, *table]


def test_the_end_of_a_heading_in_the_middle_of_the_first_column_is_part_of_it() -> None:
    widths = [4.0, 8.0, 6.0]
    table = [
        ["财政信息", "市级预算", "市财政局"],
        ["民生信息", "招生政策", "市教育局"],
        ["执法信息", "处罚结果", "市司法局"],
    ]
    its = [
        *glyphs("公开事", LEFT + 0.5 * SIZE, 200, size=SIZE),
        *glyphs("公开内容", LEFT + (4 + GAP + 2) * SIZE, 200, size=SIZE),
        *glyphs("责任单位", LEFT + (12 + 2 * GAP + 1) * SIZE, 200, size=SIZE),
        *glyphs("项", LEFT + 1.5 * SIZE, 200 + PITCH, size=SIZE),
        *printed(table, widths, 200 + 2 * PITCH),
    ]
    assert seen(iter(its)) == [["公开事项", "公开内容", "责任单位"], *table]


def test_one_character_below_a_full_cell_ends_its_word() -> None:
    lines = [
        ["类别", "指标", "单位"],
        ["数量保", "耕地保有量", "市自然资源局"],
        ["护", "基本农田面积", "市自然资源局"],
        ["监管", "违法占用", "市公安局"],
    ]
    its = (glyph for at, line in enumerate(lines) for glyph in printed([line], [3, 8, 6], 200 + at * PITCH))
    [block] = read([page(list(its))]).blocks
    assert isinstance(block, Table)
    assert [("".join(cell.text.split()), cell.rows) for cell in block.cells if cell.col == 0] == [
        ("类别", 1),
        ("数量保护", 2),
        ("监管", 1),
    ]
