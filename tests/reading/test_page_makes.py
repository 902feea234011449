"""Pages as programs make them: lines under rows alone, lines of dots, frames, print over print, text without outlines."""

from __future__ import annotations

import math

import pytest
from glyph_builder import (
    HEIGHT,
    LEFT,
    STEP,
    TOP,
    WIDTH,
    centred,
    glyphs,
    grid,
    page,
    read,
    rows,
    table,
    texts,
    typeset,
    wrapped,
)
from pdf_builder import pdf, text

from policy_extract.blocks import Document, Table
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading.pages.assembler import assemble
from policy_extract.reading.pages.page_content import Glyph, Page, Rule
from policy_extract.reading.pages.pdf import pages

XS = [LEFT, 118.0, 206.0, 330.0]
SENTENCE = "健全覆盖城乡的养老服务网络，推动居家社区机构协调发展，持续增进老年人福祉。"
ROWS = [["序号", "工作任务", "责任单位"], ["1", "改建老年食堂", "市民政局"], ["2", "培训护理员", "市教育局"]]


def lying(rules: list[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.flat]


def tables_of(its: list[Glyph], rules: list[Rule]) -> list[list[list[str]]]:
    return [rows(block) for block in read([page(its, rules)]).blocks if isinstance(block, Table)]


def test_a_line_under_each_row_makes_a_table() -> None:
    its, rules = table(ROWS, XS, 200)
    assert tables_of(its, lying(rules)) == [ROWS]


def test_a_caption_between_lines_of_the_same_length_parts_two_tables() -> None:
    first, rules = table(ROWS, XS, 200)
    second, more = table(ROWS, XS, 330)
    caption = glyphs("表2　重点工作清单", 150, 302, size=14.0)
    assert tables_of([*first, *caption, *second], lying([*rules, *more])) == [ROWS, ROWS]


def _without_sides(top: float, cells: list[list[str]]) -> tuple[list[Glyph], list[Rule]]:
    """A table whose columns are parted by lines, with none at its left and its right side."""
    its, rules = table(cells, XS, top)
    return its, [rule for rule in rules if rule.flat or XS[0] < rule.left < XS[-1]]


def test_the_name_of_a_group_across_a_table_without_lines_at_its_sides_is_a_row() -> None:
    head, first = _without_sides(200, ROWS[:1])
    rest, second = _without_sides(260, ROWS[1:])
    band = glyphs("一、服务供给", 86, 238, size=12.0)
    [found] = tables_of([*head, *band, *rest], [*first, *second])
    assert [row[0] for row in found] == ["序号", "一、服务供给", "1", "2"]


def test_a_caption_between_two_tables_without_lines_at_their_sides_is_no_row() -> None:
    one, first = _without_sides(200, ROWS)
    two, second = _without_sides(340, ROWS)
    caption = glyphs("表2　重点工作清单", 150, 308, size=14.0)
    assert tables_of([*one, *caption, *two], [*first, *second]) == [ROWS, ROWS]


@pytest.mark.parametrize("pitch", [30.0, 17.0])
def test_three_lines_around_a_heading_and_its_rows_make_a_table(pitch: float) -> None:
    its, _ = table([*ROWS, ["3", "建设信息平台", "市大数据局"]], XS, 200, height=pitch)
    lines = [Rule(LEFT, y, 330.0, y) for y in (200.0, 200.0 + pitch + 1, 200.0 + 4 * pitch + 8)]
    assert tables_of(its, lines) == [[*ROWS, ["3", "建设信息平台", "市大数据局"]]]


GROUPED = [
    ["类别", "序号", "指标", "2030年"],
    ["环境", "1", "优良天数比率", "93"],
    ["", "2", "优良水体比例", "96"],
    ["生态", "3", "森林覆盖率", "48.2"],
]
GROUPED_AT = [LEFT, 130.0, 175.0, 290.0, 360.0]


def test_a_line_beside_a_merged_cell_ends_the_row_of_the_other_columns() -> None:
    its, _ = table(GROUPED, GROUPED_AT, 200)
    lines = [Rule(130.0 if y == 260 else LEFT, float(y), 360.0, float(y)) for y in range(200, 321, 30)]
    assert tables_of(its, lines) == [[*GROUPED[:2], ["环境", *GROUPED[2][1:]], GROUPED[3]]]


def test_pieces_of_a_line_on_both_sides_of_a_merged_cell_end_the_row_of_the_other_columns() -> None:
    cells = [["序号", "类别", "指标"], ["1", "生态", "森林覆盖率"], ["2", "环境", "优良天数"], ["3", "", "优良水体"]]
    its, _ = table(cells, [LEFT, 118.0, 180.0, 290.0], 200)
    lines = [Rule(LEFT, y, 290.0, y) for y in (200.0, 230.0, 260.0, 320.0)]
    lines += [Rule(LEFT, 290.0, 114.0, 290.0), Rule(178.0, 290.0, 290.0, 290.0)]
    assert tables_of(its, lines) == [[*cells[:3], ["3", "环境", "优良水体"]]]


@pytest.mark.parametrize("counted", [True, False])
def test_rows_between_three_lines_may_leave_the_name_of_their_group_blank(counted: bool) -> None:
    cells = GROUPED if counted else [[row[0], row[2], row[3], "预期性"] for row in GROUPED]
    its, _ = table(cells, [LEFT, 130.0, 220.0, 310.0, 400.0], 200, height=20.0)
    lines = [Rule(LEFT, y, 400.0, y) for y in (200.0, 222.0, 290.0)]
    assert tables_of(its, lines) == [cells]


@pytest.mark.parametrize("under_each_row", [False, True])
def test_words_above_two_columns_between_lines_are_one_cell(under_each_row: bool) -> None:
    its, _ = table(
        [["1", "老年食堂", "12", "30"], ["2", "助餐点", "60", "120"]], [LEFT, 118.0, 206.0, 290.0, 360.0], 250
    )
    its += [*glyphs("序号", 84, 220, size=12), *glyphs("指标名称", 124, 220, size=12)]
    its += [*glyphs("目标值（家）", 242, 208, size=12), *glyphs("2028年", 210, 232, size=12)]
    its += glyphs("2030年", 292, 232, size=12)
    ys = (202.0, 250.0, 280.0, 310.0) if under_each_row else (202.0, 250.0, 310.0)
    [block] = [one for one in read([page(its, [Rule(LEFT, y, 360.0, y) for y in ys])]).blocks if isinstance(one, Table)]
    assert rows(block) == [
        ["序号", "指标名称", "目标值（家）", "目标值（家）"],
        ["序号", "指标名称", "2028年", "2030年"],
        ["1", "老年食堂", "12", "30"],
        ["2", "助餐点", "60", "120"],
    ]


def test_columns_without_lines_are_the_same_on_the_next_page() -> None:
    first, _ = table(
        [ROWS[0], ["1", "改建城东老年食堂", "市民政局"], ["2", "培训护理员", "市教育局"]],
        [LEFT, 118.0, 260.0, 400.0],
        600,
    )
    second, _ = table(
        [ROWS[0], ["3", "建设助餐点", "市民政局"], ["4", "培训", "市教育局"]], [LEFT, 118.0, 260.0, 400.0], 80
    )
    its = read([
        page(first, [Rule(LEFT, y, 400.0, y) for y in (600.0, 630.0, 660.0, 690.0)]),
        page(second, [Rule(LEFT, y, 400.0, y) for y in (80.0, 110.0, 140.0, 170.0)], number=2),
    ])  # fmt: skip
    [block] = its.blocks
    assert isinstance(block, Table)
    assert (block.rows, block.cols) == (5, 3)


def test_rows_between_three_lines_are_counted_and_what_stands_in_their_middle_belongs_to_them_all() -> None:
    works = ["改建老年食堂", "开展护理培训", "建设信息平台", "购置护理设备", "发放就餐补贴"]
    cells = [[str(at), "", name, "市民政局"] for at, name in enumerate(works, start=1)]
    xs = [LEFT, 118.0, 190.0, 300.0, 390.0]
    its, _ = table(cells, xs, 230)
    its += [*glyphs("服务", 124, 268, size=12.0), *glyphs("保障", 124, 343, size=12.0)]
    heads = zip(("序号", "类别", "工作任务", "责任单位"), xs, strict=False)
    its += [glyph for head, x in heads for glyph in glyphs(head, x + 4, 208, size=12.0)]
    lines = [Rule(LEFT, y, 390.0, y) for y in (200.0, 230.0, 380.0)]
    [block] = [one for one in read([page(its, lines)]).blocks if isinstance(one, Table)]
    assert [row[:3] for row in rows(block)] == [
        ["序号", "类别", "工作任务"],
        *[[str(at), "服务" if at < 4 else "保障", name] for at, name in enumerate(works, start=1)],
    ]


def test_cells_of_several_lines_between_three_lines_are_one_row() -> None:
    its, _ = table([ROWS[0]], XS, 200)
    its += [
        *glyphs("1", 86, 249, size=12),
        *glyphs("改建食堂，", 124, 240, size=12),
        *glyphs("配备厨师", 124, 257, size=12),
    ]
    its += [*glyphs("市民政局", 212, 249, size=12), *glyphs("2", 86, 290, size=12), *glyphs("培训", 124, 290, size=12)]
    lines = [Rule(LEFT, y, 330.0, y) for y in (200.0, 230.0, 320.0)]
    assert tables_of(its, lines) == [[ROWS[0], ["1", "改建食堂，配备厨师", "市民政局"], ["2", "培训", ""]]]


def test_lines_under_running_text_make_no_table() -> None:
    its = [glyph for y in (200, 230, 260) for glyph in glyphs("依托社区养老服务设施建设老年食堂和助餐点", LEFT, y)]
    assert tables_of(its, [Rule(LEFT, y, 500.0, y) for y in (220.0, 250.0, 280.0)]) == []


def test_lines_drawn_in_dots_are_lines() -> None:
    its, rules = table(ROWS, XS, 200)
    dots = []
    for rule in rules:
        length = max(rule.right - rule.left, rule.bottom - rule.top)
        for at in range(int(length // 2) + 1):
            x, y = (rule.left + 2 * at, rule.top) if rule.flat else (rule.left, rule.top + 2 * at)
            dots.append(Rule(x, y, x + 0.5, y + 0.5))
    assert tables_of(its, dots) == [ROWS]


def test_a_frame_around_the_page_is_no_table() -> None:
    plan = ["为完善老年助餐服务网络，结合本市实际，制定本方案。", "一、总体要求", "到2027年，全市建成老年食堂120家。"]
    [running] = typeset(plan)
    frame = grid([LEFT - 20, WIDTH - 60], [TOP - 20, HEIGHT - 60])
    assert texts(read([page(running.glyphs, frame)])) == plan


def test_a_frame_around_the_number_of_a_page_is_no_table() -> None:
    frame = grid([250, 340], [HEIGHT - 74, HEIGHT - 40])
    plan = ["健全养老服务网络。", "培训护理人员。", "建设信息平台。"]
    sheets = [
        page([*glyphs(line, LEFT, TOP), *glyphs(str(number), 290, HEIGHT - 60)], frame, number=number)
        for number, line in enumerate(plan, 1)
    ]
    assert "".join(texts(read(sheets))) == "".join(plan)


def test_large_print_over_the_text_is_a_watermark() -> None:
    plan = ["为完善老年助餐服务网络，结合本市实际，制定本方案。", "一、总体要求", "到2027年，全市建成老年食堂120家。"]
    [running] = typeset(plan)
    document = read([page([*running.glyphs, *glyphs("内部资料", LEFT + 40, TOP - 10, size=48.0)])])
    assert texts(document) == plan
    assert [(one.text, one.reason) for one in document.dropped] == [("内部资料", "watermark")]


def test_a_large_title_over_no_text_stays() -> None:
    its = [*glyphs("澜州市文件", LEFT, TOP, size=48.0), *typeset(["为完善老年助餐服务网络，制定本方案。"])[0].glyphs]
    low = [Glyph(one.char, one.left, one.top + 80, one.right, one.bottom + 80, one.size) for one in its[5:]]
    assert texts(read([page([*its[:5], *low])]))[0] == "澜州市文件"


def test_the_ring_of_a_seal_is_no_text_of_the_page() -> None:
    ring = b""
    for at, char in enumerate("澜州市民政局办公室"):
        turn = math.radians(60 - 15 * at)
        x, y = 300 + 45 * math.sin(-turn), 500 + 45 * math.cos(turn)
        ring += text(
            char, x, y, 11.0, f"{math.cos(turn):.3f} {math.sin(turn):.3f} {-math.sin(turn):.3f} {math.cos(turn):.3f}"
        )
    [read_page] = pages(pdf(text("到2027年，全市建成老年食堂120家。", 80, 700) + ring))
    assert "".join(glyph.char for glyph in read_page.glyphs) == "到2027年，全市建成老年食堂120家。"
    assert read_page.slanted == "澜州市民政局办公室"


def test_characters_of_a_font_that_is_nowhere_are_read_one_by_one() -> None:
    apart = b"".join(text(char, 80 + 16 * at, 700) for at, char in enumerate("澜州市老年助餐服务行动计划"))
    [read_page] = pages(pdf(apart))
    assert "".join(glyph.char for glyph in read_page.glyphs) == "澜州市老年助餐服务行动计划"
    assert not any(glyph.bold for glyph in read_page.glyphs)


WITHOUT_MAP = {
    40: b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Title /Encoding /Identity-H /DescendantFonts [41 0 R] >>",
    41: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Title /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 42 0 R >>",
    42: b"<< /Type /FontDescriptor /FontName /ABCDEF+Title /Flags 4 /FontBBox [0 -140 1000 860] /ItalicAngle 0"
    b" /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >>",
}


def test_characters_of_a_font_without_a_map_are_told() -> None:
    title = b"BT /F2 22 Tf 1 0 0 1 150 780 Tm <0003000403000301> Tj ET\n"
    body = b"".join(text("到2027年，全市建成老年食堂120家，服务质量明显提升。", 80, 700 - 30 * at) for at in range(6))
    data = pdf(title + body, more=WITHOUT_MAP).replace(b"/F1 2 0 R >>", b"/F1 2 0 R /F2 40 0 R >>")
    report = Report()
    document = assemble("pdf", pages(data), report, load().matcher(report))
    assert texts(document)[0] == "\ufffd" * 4
    assert [(one.code.value, one.params) for one in report] == [("characters-unreadable", {"count": 4, "pages": "1"})]


def labelled(labels: list[str]) -> list[Page]:
    """Pages with a label in the top left corner of each and text below it."""
    plan = [f"到2027年，全市建成老年食堂{number}20家，服务能力明显提升。" for number in range(1, len(labels) + 1)]
    return [
        page([*glyphs(label, LEFT, 40.0), *typeset([text])[0].glyphs], number=number)
        for number, (label, text) in enumerate(zip(labels, plan, strict=True), start=1)
    ]


def test_labels_of_annexes_at_the_heads_of_pages_are_no_running_heads() -> None:
    document = read(labelled(["附件1", "附件2", "附件3", "附件4"]))
    assert texts(document)[::2] == ["附件1", "附件2", "附件3", "附件4"]
    assert document.dropped == ()


def test_a_label_that_every_page_of_its_annex_repeats_stands_once() -> None:
    document = read(labelled(["附件1", "附件1", "附件1", "附件2", "附件2"]))
    assert [text for text in texts(document) if text.startswith("附件")] == ["附件1", "附件2"]
    assert [(one.text, one.reason) for one in document.dropped] == [
        ("附件1", "running-header"), ("附件1", "running-header"), ("附件2", "running-header")
    ]  # fmt: skip


def test_the_foot_of_a_table_parts_no_footnotes_from_the_text() -> None:
    its, rules = table(ROWS, [LEFT, 118.0, 206.0, 300.0], 600)
    running = typeset(["为完善老年助餐服务网络，结合本市实际，制定本方案。"] * 8)[0].glyphs
    note = glyphs("注：本表按年度更新。", LEFT, 700, size=12.0)
    document = read([page([*running, *its, *note], rules)])
    assert (document.blocks[-1].story, texts(document)[-1]) == ("body", "注：本表按年度更新。")


def test_areas_beside_the_cells_of_a_table_are_its_cells_too() -> None:
    shown = b"".join(text(str(x + y), 100 * x, 680 - 20 * y) for x, y in ((1, 0), (2, 0), (1, 2), (2, 2), (3, 2)))
    grounds = b"0.9 g " + b"".join(
        b"%d %d 100 40 re f " % corner for corner in [(80, 660), (180, 660), (80, 620), (180, 620), (280, 620)]
    )
    [block] = read(list(pages(pdf(grounds + b"0 g " + shown)))).blocks
    assert rows(block) == [["1", "2", ""], ["3", "4", "5"]]


def test_a_row_of_high_areas_alone_is_a_row_of_cells() -> None:
    shown = text("1", 100, 680) + text("2", 200, 680)
    high = b"0.9 g 80 660 100 40 re f 180 660 100 40 re f 0 g "
    low = b"0.9 g 80 676 100 16 re f 180 676 100 16 re f 0 g "
    assert isinstance(read(list(pages(pdf(high + shown)))).blocks[0], Table)
    assert not isinstance(read(list(pages(pdf(low + shown)))).blocks[0], Table)


def test_a_date_goes_on_no_name_above_it() -> None:
    cover = [
        *centred("澜州市老龄事业规划", 200, size=26.0),
        *centred("澜州市民政局", 600),
        *centred("二〇二七年三月", 640),
    ]
    assert texts(read([page(cover)])) == ["澜州市老龄事业规划", "澜州市民政局", "二〇二七年三月"]


def test_recipients_begin_below_a_title_that_fills_its_line() -> None:
    title, recipients = "关于分解落实区政府工作报告确定的重点任务的通知", "区政府各部门、各直属单位："
    body = wrapped("现将各项任务分解下达，请制定方案，认真抓好落实。" + SENTENCE * 3, 23)
    its = [glyph for at, line in enumerate([title, recipients, *body]) for glyph in glyphs(line, LEFT, TOP + 28 * at)]
    assert texts(read([page(its)]))[:2] == [title, recipients]


def beside_text(notes: dict[str, float], at: float = 40.0, size: float = 9.0) -> Document:
    """Pages of the sentence, and notes in small print at these heights."""
    (sheet,) = typeset([SENTENCE * 3, "一、工作目标", SENTENCE * 2], ems=24.0)
    words = [glyph for text, top in notes.items() for glyph in glyphs(text, at, top, size=size)]
    return read([page([*moved_right(sheet.glyphs, 60.0), *words])])


def moved_right(its: tuple[Glyph, ...], by: float) -> list[Glyph]:
    return [Glyph(one.char, one.left + by, one.top, one.right + by, one.bottom, one.size) for one in its]


@pytest.mark.parametrize("at", [40.0, 535.0])
def test_notes_in_the_margin_stand_apart_from_the_text(at: float) -> None:
    document = beside_text({"养老网络": TOP + 4, "协调发展": TOP + 16, "目标任务": TOP + 5 * STEP}, at)
    assert texts(document) == [SENTENCE * 3, "一、工作目标", SENTENCE * 2, "养老网络协调发展", "目标任务"]
    assert [block.story for block in document.blocks] == ["body"] * 3 + ["footnote"] * 2


def test_print_of_the_size_of_the_text_beside_it_is_no_note() -> None:
    assert all(block.story == "body" for block in beside_text({"养老": TOP}, 80.0, 16.0).blocks)


def test_the_number_of_a_line_is_no_note() -> None:
    assert all(block.story == "body" for block in beside_text({"12": TOP}).blocks)


COLUMNS = (
    ("1.算力设施。建设智算中", "心2座，服务企业三百家", "以上。"),
    ("2.网络设施。建成通信基", "站2万个，实现重点场所", "覆盖。"),
    ("3.数据设施。建设数据空", "间4个，归集公共数据百", "亿条。"),
)


def test_columns_of_text_in_a_box_are_read_one_after_the_other() -> None:
    xs, ys = [LEFT, 500.0], [200.0, 320.0]
    its = glyphs("专栏1　数字基础设施工程", 200.0, 206.0, size=12.0)
    for col, lines in enumerate(COLUMNS):
        for row, line in enumerate(lines):
            its += glyphs(line, 90.0 + 138.0 * col, 230.0 + 18.0 * row, size=10.5)
    ((cell,),) = tables_of(its, grid(xs, ys))[0]
    assert cell.split("\n") == ["专栏1 数字基础设施工程", *("".join(lines) for lines in COLUMNS)]


def test_rows_of_a_table_inside_a_frame_stay_rows() -> None:
    xs, ys = [LEFT, 500.0], [200.0, 320.0]
    cells = [
        ["任务", "单位", "时限"],
        ["建站", "市民政局、市财政局", "六月"],
        ["培训", "市教育局", "长期"],
        ["检查", "市局", "七月"],
    ]
    its = [
        one
        for row, texts in enumerate(cells)
        for col, text in enumerate(texts)
        for one in glyphs(text, 90.0 + 138.0 * col, 210.0 + 18.0 * row, size=10.5)
    ]
    ((cell,),) = tables_of(its, grid(xs, ys))[0]
    assert [line.split() for line in cell.split("\n")][1:] == cells[1:]


MIDDLE_XS = (LEFT, 150.0, 190.0, 340.0, 450.0)
MIDDLE = [
    (0.0, ["领域", "序号", "任务", "责任单位", "完成时限"]),
    (24.0, ["", "", "编制社区服务设施的专", "", ""]),
    (31.0, ["", "1", "", "市自然资源局", "2026年6月"]),
    (38.0, ["", "", "项规划", "", ""]),
    (45.0, ["设施建设", "", "", "", ""]),
    (66.0, ["", "2", "建成服务中心42家", "市民政局", "2027年12月"]),
    (90.0, ["助餐", "3", "制定管理办法", "市财政局", "2026年9月"]),
]


def in_the_middle(size: float = 10.0) -> list[Glyph]:
    return [
        one
        for down, texts_ in MIDDLE
        for left, text_ in zip(MIDDLE_XS, texts_, strict=True)
        for one in glyphs(text_, left, 200.0 + down, size=size)
    ]


def test_cells_in_the_middle_of_rows_without_lines_make_a_table() -> None:
    (found,) = tables_of(in_the_middle(), [])
    assert found == [
        MIDDLE[0][1],
        ["设施建设", "1", "编制社区服务设施的专项规划", "市自然资源局", "2026年6月"],
        ["设施建设", "2", "建成服务中心42家", "市民政局", "2027年12月"],
        ["助餐", "3", "制定管理办法", "市财政局", "2026年9月"],
    ]


@pytest.mark.parametrize("size", [10.0, 14.0])
def test_a_heading_right_below_such_a_table_is_text(size: float) -> None:
    its = [*in_the_middle(), *glyphs("二、主要任务", 190.0, 318.0, size=size)]
    document = read([page(its)])
    assert [isinstance(block, Table) for block in document.blocks] == [True, False]
    assert texts(document)[1] == "二、主要任务"


def test_a_paragraph_below_cells_in_the_middle_is_no_row() -> None:
    its = [
        *in_the_middle(),
        *glyphs("各单位要高度重视，认真抓好落实，确保各项任务按期完成，取得实效。", 60.0, 320.0, size=12.0),
    ]
    assert [isinstance(block, Table) for block in read([page(its)]).blocks] == [True, False]


BANDS = [
    ["方面", "任务", "责任单位"],
    ["提升供给", "扩建福利院", "市民政局"],
    ["", "适老化改造", "市残联"],
    ["加强保障", "稳步扩大参保", "市医保局"],
    ["优化环境", "制定指南", "市卫健委"],
]


def bands(count: int, edges: list[float]) -> tuple[list[Glyph], list[Rule]]:
    """Rows of which every other one has a ground, whose edges are lines."""
    its, rules = [], []
    for row, cells in enumerate(BANDS[:count]):
        top = 200.0 + 26.0 * row
        its += [
            one for left, cell in zip(edges, cells, strict=False) for one in glyphs(cell, left + 4, top + 6, size=11.0)
        ]
        rules += grid(edges, [top, top + 26.0]) if row % 2 == 0 else []
    return its, rules


@pytest.mark.parametrize("count", [4, 5])
def test_rows_between_grounds_belong_to_the_table(count: int) -> None:
    its, rules = bands(count, [LEFT, 160.0, 330.0, 480.0])
    assert tables_of(its, rules) == [BANDS[:count]]


def test_text_between_two_tables_with_the_same_columns_parts_them() -> None:
    edges = [LEFT, 160.0, 330.0, 480.0]
    its, rules = bands(1, edges)
    its += glyphs("各单位要认真落实下列任务，按期完成并报告情况。", 90.0, 232.0, size=11.0)
    its += [
        one for left, cell in zip(edges, BANDS[1], strict=False) for one in glyphs(cell, left + 4, 258.0, size=11.0)
    ]
    assert len(tables_of(its, [*rules, *grid(edges, [252.0, 278.0])])) == 2


def test_two_frames_around_a_page_are_ornaments() -> None:
    (sheet,) = typeset([SENTENCE * 3, "一、工作目标", SENTENCE * 4])
    frames = [*grid([40.0, 555.0], [40.0, 802.0]), *grid([46.0, 549.0], [46.0, 796.0])]
    assert texts(read([page(sheet.glyphs, frames)])) == [SENTENCE * 3, "一、工作目标", SENTENCE * 4]


def left_heads(rows_: list[tuple[str, list[str]]], size: float = 12.0) -> list[Glyph]:
    its, top = [], 100.0
    for head, lines in rows_:
        its += glyphs(head, LEFT, top, size=size)
        for line in lines:
            its += glyphs(line, 200.0, top, size=size)
            top += 20.0
    return its


def test_headings_left_of_their_text_are_lines_above_it() -> None:
    text_ = [SENTENCE[:25], SENTENCE[25:]]
    its = left_heads(
        [
            ("一、发展目标", text_),
            ("二、重点任务", ["（一）壮大海洋渔业，建设海洋牧场六个，" + "提升服务能力", "水平。"]),
            ("三、保障措施", text_),
        ]
    )
    assert texts(read([page(its)])) == [
        "一、发展目标", SENTENCE, "二、重点任务", "（一）壮大海洋渔业，建设海洋牧场六个，提升服务能力水平。", "三、保障措施", SENTENCE,
    ]  # fmt: skip


def test_rows_of_a_table_whose_first_cells_are_counted_stay_rows() -> None:
    rows_ = [
        ["一、建设站点", "县民政局负责牵头落实", "六月"],
        ["二、培训队伍", "县人力社保局负责牵头", "七月"],
        ["三、检查", "县市场监管局负责牵头", "八月"],
    ]
    its = [
        one
        for at, cells in enumerate(rows_)
        for col, cell in enumerate(cells)
        for one in glyphs(cell, LEFT + 150.0 * col, 100.0 + 20.0 * at, size=12.0)
    ]
    assert [isinstance(block, Table) for block in read([page(its)]).blocks] == [True]
