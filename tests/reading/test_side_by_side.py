"""Text whose columns stand side by side, and pages of two columns: one column is read after the other."""

from __future__ import annotations

from dump_builder import shown
from glyph_builder import LEFT, glyphs, measure, page, read, rows, table, texts, typeset, wrapped

from policy_extract.blocks import Paragraph, Table
from policy_extract.reading.pages.page_content import Page, Rule
from policy_extract.records import replace

PLAN = [
    "青禾县老年助餐服务三年行动方案",
    "为完善老年助餐服务网络，增强老年人的获得感、幸福感、安全感，结合本县实际，制定本方案。",
    "一、总体要求",
    "坚持政府引导、市场运作、社会参与，到2027年，全县建成老年食堂120家以上，助餐服务覆盖所有街道和八成以上的行政村。",
    "二、主要任务",
    "（一）建设老年食堂。依托社区养老服务设施、机关食堂和社会餐饮企业，改建、扩建一批老年食堂，配备适老化餐位。（责任单位：县民政局、县商务局）",
    "（二）加强食品安全监管。将老年食堂纳入日常监督检查，落实食品留样制度，每年开展专项检查两次以上。（责任单位：县市场监管局）",
    "三、保障措施",
    "各乡镇人民政府要加强组织领导，制定年度工作计划，统筹用好各类资金，确保各项任务落到实处、见到实效。",
]
WIDTH = 38
"""Half-width columns of a column of text."""


def columns(paragraphs: list[str], rows: int) -> list[list[str]]:
    """The lines of each page, the left column and the right one side by side."""
    lines = [line for text in paragraphs for line in wrapped(text, WIDTH / 2)]
    pages = [lines[start : start + 2 * rows] for start in range(0, len(lines), 2 * rows)]
    return [_beside(its[: (len(its) + 1) // 2], its[(len(its) + 1) // 2 :]) for its in pages]


def _beside(left: list[str], right: list[str]) -> list[str]:
    right = right + [""] * (len(left) - len(right))
    return [one + " " * (WIDTH + 6 - _width(one)) + two for one, two in zip(left, right, strict=True)]


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    text = "\f".join("\n".join(line.rstrip() for line in its) for its in columns(PLAN[1:], 12))
    assert shown(f"{'':24}{PLAN[0]}\n{text}") == PLAN


def test_a_page_with_few_lines_has_the_columns_of_the_others() -> None:
    pages = columns(PLAN[1:] * 2, 13)
    assert len(pages[-1]) < 8
    assert shown("\f".join("\n".join(its) for its in pages)) == PLAN[1:] * 2


def test_rows_of_tasks_and_bodies_are_no_columns_of_text() -> None:
    rows = [f"{number}. 建设第{number}批老年食堂，配备适老化餐位" for number in range(1, 13)]
    text = "\n".join(f"{row}{'':{50 - _width(row)}}县民政局、县财政局" for row in rows)
    lines = shown(f"重点任务\n{text}")
    assert len(lines) == len(rows) + 1


def test_lines_with_wide_blanks_here_and_there_stay() -> None:
    text = "\n".join(f"{line}\n县民政局      县财政局" for line in PLAN * 2)
    assert shown(text)[:3] == [PLAN[0], "县民政局      县财政局", PLAN[1]]


def test_the_last_page_of_a_document_in_columns_has_columns_too() -> None:
    ems, step = 14.0, 16.0
    rows = [line for one in PLAN[1:] * 3 for line in wrapped(one, ems)]
    full = rows[:48]
    pages = [_page(full[:24], full[24:], 1, step), _page(rows[48:51], rows[51:54], 2, step)]
    [one] = typeset(["".join(line.strip() for line in rows[:54])], ems=ems, lines_per_page=200)
    assert "".join(texts(read(pages))) == "".join(texts(read([one])))


HEADINGS = [
    "（一）建设老年食堂",
    "依托社区养老服务设施和机关食堂，改建一批老年食堂。",
    "牵头单位：县民政局",
    "配合单位：县商务局",
    "（二）培训护理人员",
    "支持职业学校开设养老服务专业，定期开展护理员培训。",
    "牵头单位：县教育局",
    "配合单位：县民政局",
]


def test_columns_of_short_lines_are_told_by_their_indented_paragraphs() -> None:
    rows = [line for one in HEADINGS * 2 for line in wrapped(one, 14.0)]
    half = len(rows) // 2
    assert texts(read([_page(rows[:half], rows[half:], 1, 16.0)])) == HEADINGS * 2


def test_rows_of_several_cells_without_lines_are_no_columns_of_text() -> None:
    its = []
    for at in range(12):
        for text, left in (("建设社区老年食堂和助餐点位", 0), ("12", 190), ("30", 240), ("县民政局", 280)):
            its += glyphs(text, LEFT + left, 60 + 20 * at, size=12.0)
    [table] = [block for block in read([page(its)]).blocks if isinstance(block, Table)]
    assert (table.rows, table.cols) == (12, 4)


def test_a_title_in_a_column_has_its_own_size() -> None:
    rows = [line for one in PLAN[1:] * 2 for line in wrapped(one, 14.0)]
    full = next(at for at in range(20, 30) if measure(rows[at]) == 14.0)
    one = _page(rows[:full], rows[full + 1 :], 1, 16.0)
    title = glyphs("青禾县助餐方案", LEFT + 20, 42, size=16.0)
    beside = glyphs(rows[full], LEFT + 220, 44, size=12.0)
    found = read([page([*title, *beside, *one.glyphs])]).blocks
    assert [block.font_size for block in found if isinstance(block, Paragraph)][:2] == [16.0, 12.0]


ROWS = [["1", "建食堂", "县民政局"], ["2", "训人员", "县教育局"], ["3", "建平台", "县数据局"]]


def _in_columns(text_rows: int, tables: list[tuple[list[list[str]], float, float]]) -> Page:
    """A page whose left column holds lines, and whose right one does below a table; tables stand where they are put."""
    lines = [line for one in PLAN[1:] * 3 for line in wrapped(one, 14.0)]
    its = [*_page(lines[:text_rows], [], 1, 16.0).glyphs]
    its += [glyph for at, line in enumerate(lines[:20]) for glyph in glyphs(line, LEFT + 220, 220 + 16 * at, size=12.0)]
    rules = []
    for cells, left, top in tables:
        more, drawn = table(cells, [left, left + 26, left + 80, left + 150], top)
        its += more
        rules += drawn
    return page(its, rules)


def test_a_table_stands_in_its_column() -> None:
    found = read([_in_columns(28, [(ROWS, LEFT + 220, 70.0)])]).blocks
    [at] = [at for at, block in enumerate(found) if isinstance(block, Table)]
    after = found[at + 1]
    assert isinstance(after, Paragraph)
    assert after.text == PLAN[1]
    assert sum(isinstance(block, Paragraph) and block.text == PLAN[1] for block in found[:at]) == 1


def test_a_table_goes_on_in_the_right_column_of_its_page() -> None:
    first, rest = (ROWS[:2], LEFT, 520.0), (ROWS[2:], LEFT + 220, 70.0)
    [found] = [block for block in read([_in_columns(28, [first, rest])]).blocks if isinstance(block, Table)]
    assert rows(found) == ROWS


def _sheet(left: Page, right: Page, number: int) -> Page:
    """A sheet with two pages side by side, each with its number at the foot."""
    its = [
        *left.glyphs,
        *(glyph._replace(left=glyph.left + left.width, right=glyph.right + left.width) for glyph in right.glyphs),
        *glyphs(f"— {2 * number - 1} —", 280, 780, size=14.0),
        *glyphs(f"— {2 * number} —", 280 + left.width, 780, size=14.0),
    ]
    rules = [*left.rules, *(replace(rule, left=rule.left + 595, right=rule.right + 595) for rule in right.rules)]
    return Page(number, 2 * left.width, left.height, tuple(its), tuple(rules))


def test_two_pages_on_a_sheet_are_told_by_their_numbers() -> None:
    its = typeset(PLAN * 2, lines_per_page=9)[:4]
    sheets = [_sheet(its[0], its[1], 1), _sheet(its[2], its[3], 2)]
    found = read(sheets)
    assert texts(found) == texts(read(its))
    assert {one.reason for one in found.dropped} == {"page-number"}


def test_the_footnotes_of_each_of_two_pages_on_a_sheet_are_told() -> None:
    pages = []
    for one, note in zip(typeset(PLAN * 2, lines_per_page=12), ("①指乡镇敬老院。", "②指社区食堂。"), strict=False):
        its = [*one.glyphs, *glyphs(note, LEFT, 720 + 40 * len(pages), size=9.0)]
        pages.append(
            page(its, [Rule(LEFT, 712 + 40 * len(pages), LEFT + 140, 712 + 40 * len(pages))], number=one.number)
        )
    its, drawn = table(ROWS, [LEFT, LEFT + 26, LEFT + 80, LEFT + 150], 650)
    text = page([*pages[1].glyphs, *its], [*pages[1].rules, *drawn])
    found = read([_sheet(pages[0], text, 1)])
    assert [one.text for one in found.blocks if isinstance(one, Paragraph) and one.story == "footnote"] == [
        "①指乡镇敬老院。",
        "②指社区食堂。",
    ]


def _page(left: list[str], right: list[str], number: int, step: float) -> Page:
    its = [glyph for at, line in enumerate(left) for glyph in glyphs(line, LEFT, 60 + step * at, size=12.0)]
    its += [glyph for at, line in enumerate(right) for glyph in glyphs(line, LEFT + 220, 60 + step * at, size=12.0)]
    return page(its, number=number)
