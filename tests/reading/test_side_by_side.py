"""Text whose columns stand side by side, and pages of two columns: one column is read after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dump_builder import shown
from glyph_builder import LEFT, glyphs, page, read, texts, typeset, wrapped

if TYPE_CHECKING:
    from policy_extract.reading.pages.page_content import Page

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


def _page(left: list[str], right: list[str], number: int, step: float) -> Page:
    its = [glyph for at, line in enumerate(left) for glyph in glyphs(line, LEFT, 60 + step * at, size=12.0)]
    its += [glyph for at, line in enumerate(right) for glyph in glyphs(line, LEFT + 220, 60 + step * at, size=12.0)]
    return page(its, number=number)
