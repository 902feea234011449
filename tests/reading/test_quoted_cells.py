"""Rows that were copied out of a spreadsheet, with cells of several lines in quotation marks."""

from __future__ import annotations

import pytest
from dump_builder import dropped, read_dump, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.reading.ledger import ledger_of

HEADING = ["序号", "任务", "责任单位"]
ROWS = [HEADING, ["1", "建站点", "民政局\n财政局"], ["2", "建食堂", "商务局"]]

CELLS = st.sampled_from(["建站点", "民政局\n财政局", '"安养"行动\n助餐', '建"小院"', "95%", "2026年", '两处\n"小院"'])


def pasted(*rows: list[str]) -> str:
    """Rows as a spreadsheet copies them."""
    return "\n".join("\t".join(_cell(text) for text in row) for row in rows)


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "\n" in text else text


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 4))
    return draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=5))


def test_a_cell_of_several_lines_stands_in_quotation_marks() -> None:
    source = '序号\t任务\t责任单位\n1\t建站点\t"民政局\n财政局"\n2\t建食堂\t商务局'
    assert pasted(*ROWS) == source
    assert shown("任务清单\n" + source + "\n附件2") == ["任务清单", ROWS, "附件2"]


def test_the_marks_are_markup_and_those_of_the_text_are_kept() -> None:
    rows = [HEADING, ["1", '"安养"行动\n助餐', "民政局"], ["2", '建"小院"', "商务局"]]
    assert shown(pasted(*rows)) == [rows]
    assert dropped(pasted(*rows), "markup") == ['""""']


def test_two_columns_with_unknown_headings_are_a_table() -> None:
    rows = [["县民政局", "建站点\n配设备"], ["县商务局", "建食堂"]]
    assert shown(pasted(*rows)) == [rows]


@pytest.mark.parametrize(
    "lines",
    [
        ['"要建站点。', '还要建食堂。"'],
        ["前文。", '1\t建站点\t"民政局', '财政局"', "后文。"],
        ['1\t"建站点', "2\t建食堂"],
    ],
)
def test_marks_outside_the_rows_of_a_table_are_text(lines: list[str]) -> None:
    document = read_dump("\n".join(lines))
    assert not document.dropped
    assert "".join(map(str, shown("\n".join(lines)))).count('"') == "".join(lines).count('"')


@given(tables())
@settings(max_examples=50)
def test_cells_of_one_line_or_several_come_out_as_they_were(rows: list[list[str]]) -> None:
    source = "前文。\n" + pasted(["事项", *["说明\n依据"] * (len(rows[0]) - 1)], *rows) + "\n后文。"
    data = source.encode()
    assert shown(source) == ["前文。", [["事项", *["说明\n依据"] * (len(rows[0]) - 1)], *rows], "后文。"]
    assert ledger_of(data, read_dump(data)).difference == {}
