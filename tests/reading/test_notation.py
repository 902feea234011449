"""The notation says everything blocks say, and reads any text."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.blocks import Cell, Document, Dropped, Paragraph, Table
from policy_extract.reading.flow.notation import read_notation
from policy_extract.reading.flow.notation_writing import write_document, write_notation
from policy_extract.records import replace

PAGE = Path(__file__).parents[2] / "docs" / "notation.md"
EXAMPLES = re.findall(r"```notation\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
TABLES = settings(max_examples=int(os.environ.get("NOTATION_EXAMPLES", "300")), deadline=None)
"""NOTATION_EXAMPLES=5000 is the long run."""

SIGNS = [
    *'甲乙 一1ab|^<⟦⟧#=\\"⏎\n\t\r\u3000\u200b\x0b\x00\x85\u2028\ufeff-,.',
    r"\u{41}",
    r"\s",
    "⟦bold⟧",
    "\ud800",
    "::",
    "##[",
    "##vso[",
]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=6).map("".join)
WORDS = TEXTS.filter(bool)


@st.composite
def bold_stretches(draw: st.DrawFn, length: int) -> tuple[tuple[int, int], ...]:
    ends = sorted(draw(st.sets(st.integers(0, length), max_size=4)))
    return tuple(zip(ends[::2], ends[1::2], strict=False))


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(TEXTS)
    levels = st.none() | st.integers(0, 8)
    return Paragraph(
        "",
        text,
        number=draw(TEXTS),
        style=draw(TEXTS | st.just("heading 1")),
        align=draw(st.sampled_from(["", "center", "right", "left", "both", "bold", "list=1"]) | TEXTS),
        outline_level=draw(levels),
        list_level=draw(levels),
        bold=draw(bold_stretches(len(text))),
        underlined=draw(bold_stretches(len(text))),
        font_size=draw(st.none() | st.sampled_from([22.0, 10.5, 16.0]) | st.floats(0, 1000)),
        page_break_before=draw(st.booleans()),
        story=draw(st.sampled_from(["body", "footnote"]) | TEXTS),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with areas merged at random."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, col in ((row, col) for row in range(height) for col in range(width)):
        if (row, col) in taken:
            continue
        rows, cols = draw(st.integers(1, height - row)), draw(st.integers(1, width - col))
        area = {(row + down, col + right) for down in range(rows) for right in range(cols)}
        if area & taken:
            rows, cols, area = 1, 1, {(row, col)}
        taken |= area
        numbers = st.none() | st.lists(TEXTS, min_size=1, max_size=3).map(tuple)
        text, bold = draw(TEXTS), draw(st.booleans())
        parts, underlined = (draw(bold_stretches(len(text))) for _ in range(2))
        cells.append(Cell(row, col, rows, cols, text, draw(numbers), bold, () if bold else parts, underlined))
    header, inside = draw(st.integers(0, height)), draw(st.none() | WORDS | st.just("b2.0.1"))
    return Table("", height, width, tuple(cells), header, inside, draw(st.sampled_from(["body", "textbox"])))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Blocks that count b1, b2, … and now and then count otherwise."""
    drafts = draw(st.lists(paragraphs() | tables(), max_size=4))
    names = [draw(st.sampled_from([f"b{position}"] * 3 + ["b7", "x|1"])) for position in range(1, len(drafts) + 1)]
    blocks = tuple(replace(draft, id=name) for draft, name in zip(drafts, names, strict=True))
    left_out = draw(st.lists(st.builds(Dropped, TEXTS, st.sampled_from(["body", "header"]), WORDS), max_size=2))
    return Document("notation", blocks, tuple(left_out), draw(st.sampled_from(["accepted", "original"])))


@TABLES
@given(tables())
def test_a_table_with_any_merged_areas_comes_back(table: Table) -> None:
    blocks = (replace(table, id="b1"),)
    assert read_notation(write_notation(blocks)).blocks == blocks


@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_attribute_of_every_block_comes_back(document: Document) -> None:
    assert read_notation(write_notation(document.blocks)).blocks == document.blocks
    assert read_notation(write_document(document)) == document


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*SIGNS, "\n| ", "⟦", "⟧", "⟦#1.⟧", "⟦list=x⟧", "⟦22pt⟧", "| ^ | < |\n", "⟦header=9⟧|"])
    ).map("".join)
)
def test_any_text_is_read_and_what_was_read_comes_back(text: str) -> None:
    blocks = read_notation(text).blocks
    assert read_notation(write_notation(blocks)).blocks == blocks


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_page_are_how_blocks_are_written(example: str) -> None:
    document = read_notation(example)
    spaced = [re.sub(r" +", " ", line) for line in example.splitlines() if line]
    written = write_document(document) if example.startswith("⟦policy-extract") else write_notation(document.blocks)
    assert [re.sub(r" +", " ", line) for line in written.splitlines() if line] == spaced


def test_a_plain_line_is_a_paragraph_and_shows_no_attribute() -> None:
    assert read_notation("一、总体目标\n\n  到2028年。\n").blocks == (
        Paragraph("b1", "一、总体目标"),
        Paragraph("b2", "到2028年。"),
    )
    assert write_notation([Paragraph("b1", "一、总体目标")]) == "一、总体目标\n"


def test_merged_cells_are_shown_by_where_they_come_from() -> None:
    table = Table("b1", 2, 2, (Cell(0, 0, 2, 1, "类别"), Cell(0, 1, 1, 1, "甲"), Cell(1, 1, 1, 1, "乙")))
    assert write_notation([table]) == "| 类别 | 甲 |\n| ^    | 乙 |\n"


def test_a_mark_that_completes_no_rectangle_is_text() -> None:
    (table,) = read_notation("| 甲 | < |\n| ^ | 乙 |\n").blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["甲", "<", "^", "乙"]


def test_a_short_row_is_filled_up() -> None:
    (table,) = read_notation("| 甲 | 乙 |\n| 丙 |\n").blocks
    assert isinstance(table, Table)
    assert [cell.text for row in table.grid() for cell in row] == ["甲", "乙", "丙", ""]


def test_a_blank_line_separates_tables_that_touch() -> None:
    blocks = (Table("b1", 1, 1, (Cell(0, 0, 1, 1, "甲"),)), Table("b2", 1, 1, (Cell(0, 0, 1, 1, "乙"),)))
    assert write_notation(blocks) == "| 甲 |\n\n| 乙 |\n"


def test_brackets_that_say_nothing_known_are_text() -> None:
    assert read_notation("⟦重要⟧事项").blocks == (Paragraph("b1", "⟦重要⟧事项"),)
