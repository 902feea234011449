"""Tables that go on after a repeated heading, whatever the reader."""

from __future__ import annotations

from docx_builder import docx, p, r, tbl, tc, tr
from dump_builder import as_seen, cells, read_dump

from policy_extract.blocks import Block, Cell, Document, Paragraph, Table
from policy_extract.findings import Code, Report
from policy_extract.generated.plain import At
from policy_extract.reading.continued import join_continued_tables

HEADING = ["序号", "任务", "单位"]


def table(name: str, *rows: list[str], inside: str | None = None) -> Table:
    squares = tuple(Cell(row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts))
    return Table(name, len(rows), len(rows[0]), squares, inside=inside)


def joined(*blocks: Block, report: Report | None = None) -> Document:
    return join_continued_tables(Document("docx", blocks), report or Report())


def test_tables_with_the_same_heading_and_nothing_between_are_one() -> None:
    document = joined(
        table("b1", HEADING, ["1", "甲", "乙"]), table("b2", HEADING, ["2", "丙", "丁"]), Paragraph("b3", "后文")
    )
    assert [as_seen(block) for block in document.blocks] == [[HEADING, ["1", "甲", "乙"], ["2", "丙", "丁"]], "后文"]
    assert [block.id for block in document.blocks] == ["b1", "b2"]
    assert [(one.text, one.reason) for one in document.dropped] == [("序号\t任务\t单位", "repeated-heading")]


def test_after_an_empty_paragraph_only_running_numbers_or_a_page_s_end_join() -> None:
    first, blank = table("b1", HEADING, ["1", "甲", "乙"]), Paragraph("b2", " ")
    again = table("b3", HEADING, ["1", "丙", "丁"])
    assert len(joined(first, blank, table("b3", HEADING, ["2", "丙", "丁"])).blocks) == 1
    assert len(joined(first, blank, table("b3", HEADING, ["", "丙", "丁"])).blocks) == 1
    assert len(joined(first, blank, again).blocks) == 3
    assert len(joined(first, Paragraph("b2", "", page_break_before=True), again).blocks) == 1


def test_a_line_that_says_so_joins_and_is_dropped() -> None:
    first = table("b1", HEADING, ["1", "甲", "乙"])
    for line in ("续表", "（续表）", "续表1", "续上表："):
        document = joined(first, Paragraph("b2", line), table("b3", HEADING, ["丙", "丙", "丁"]))
        assert len(document.blocks) == 1
        assert sorted(one.text for one in document.dropped) == sorted([line, "序号\t任务\t单位"])
        (whole,) = joined(first, Paragraph("b2", line), table("b3", ["2", "丙", "丁"])).blocks
        assert as_seen(whole) == [HEADING, ["1", "甲", "乙"], ["2", "丙", "丁"]]
    assert len(joined(first, Paragraph("b2", "续表的填写要求"), table("b3", HEADING)).blocks) == 3


def test_text_or_another_heading_between_them_does() -> None:
    first = table("b1", HEADING, ["1", "甲", "乙"])
    assert len(joined(first, Paragraph("b2", "表2"), table("b3", HEADING)).blocks) == 3
    assert len(joined(first, Paragraph("b2", "", number="一、"), table("b3", HEADING)).blocks) == 3
    assert len(joined(first, table("b2", ["序号", "任务", "时限"])).blocks) == 2
    assert len(joined(first, table("b2", ["序号", "任务"])).blocks) == 2


def test_three_pages_are_one_table() -> None:
    pages = [table(f"b{page}", HEADING, [str(page), "甲", "乙"]) for page in (1, 2, 3)]
    (whole,) = joined(*pages).blocks
    assert isinstance(whole, Table)
    assert [cell.text for cell in whole.cells if cell.col == 0] == ["序号", "1", "2", "3"]


def test_a_heading_repeated_inside_one_table_is_taken_out() -> None:
    rows = [[str(number), f"任务{number}", "民政局"] for number in range(1, 9)]
    document = joined(table("b1", HEADING, *rows[:5], HEADING, *rows[5:]))
    assert as_seen(document.blocks[0]) == [HEADING, *rows]
    assert len(document.dropped) == 1


def test_rows_that_only_resemble_the_heading_stay() -> None:
    rows = [["1", "甲", ""], ["2", "乙", ""], ["1", "甲", ""], ["3", "丙", ""], ["4", "丁", ""]]
    assert joined(table("b1", *rows)).dropped == ()


def test_findings_quote_the_same_characters_as_before() -> None:
    report = Report()
    for block in ("b3.1.1", "b3.0.1", "b4", "b2"):
        report.note(Code.TABLE_TORN, At(block=block, start=0, end=1), have=1, want=2)
    blocks = (
        table("b1", HEADING, ["1", "甲", "乙"]),
        Paragraph("b2", ""),
        table("b3", HEADING, ["2", "丙", "丁"]),
        Paragraph("b4", "后文"),
    )
    joined(*blocks, report=report)
    assert [finding.at.block for finding in report if finding.at] == ["b1.2.1", "b1.0.1", "b2", "b1"]


def test_a_table_inside_a_cell_moves_with_its_cell() -> None:
    document = joined(
        table("b1", HEADING, ["1", "甲", "乙"]),
        table("b2", HEADING, ["2", "丙", "丁"]),
        table("b3", ["内"], inside="b2.1.1"),
    )
    nested = document.blocks[1]
    assert isinstance(nested, Table)
    assert (nested.id, nested.inside) == ("b2", "b1.2.1")


def test_word_files_and_dumps_are_joined_alike() -> None:
    pages = [(HEADING, ["1", "甲", "乙"]), (HEADING, ["2", "丙", "丁"])]
    word = docx(p().join(tbl(*(tr(*(tc(p(r(text))) for text in row)) for row in rows)) for rows in pages))
    dump = "\n".join(cells(*rows) for rows in pages)
    for source in (word, dump):
        (whole,) = read_dump(source).blocks
        assert as_seen(whole) == [HEADING, ["1", "甲", "乙"], ["2", "丙", "丁"]]


def test_rows_of_data_that_are_repeated_stay() -> None:
    rows = [["1", "建站点", "民政局"], ["2", "建食堂", "商务局"]]
    assert joined(table("b1", *rows, *rows, ["3", "培训", "人社局"])).dropped == ()


def test_boxes_with_the_same_title_are_two() -> None:
    assert len(joined(table("b1", ["专栏"], ["甲"]), table("b2", ["专栏"], ["乙"])).blocks) == 2


def test_a_heading_that_reaches_down_into_the_rows_is_none() -> None:
    cells_of = (Cell(0, 0, 2, 1, "甲"), Cell(0, 1, 1, 1, "乙"), Cell(1, 1, 1, 1, "丙"))
    assert len(joined(Table("b1", 2, 2, cells_of), Table("b2", 2, 2, cells_of)).blocks) == 2
