"""Tables that a program printed as one: the label of an annex in a row of its own opens another, whatever the reader."""

from __future__ import annotations

from docx_builder import docx, p, tbl, tc, tr
from dump_builder import as_seen, matcher, read_dump

from policy_extract.blocks import Block, Cell, Document, Paragraph, Place, Table
from policy_extract.findings import Code, Report
from policy_extract.generated.plain import At
from policy_extract.reading.fused import part_fused_tables


def table(name: str, *rows: list[tuple[str, int]], inside: str | None = None) -> Table:
    """A table of cells given by their text and how many columns they cover."""
    cells: list[Cell] = []
    for row, line in enumerate(rows):
        col = 0
        for text, cols in line:
            cells.append(Cell(row, col, 1, cols, text))
            col += cols
    return Table(name, len(rows), sum(cols for _, cols in rows[0]), tuple(cells), inside=inside)


def parted(*blocks: Block, report: Report | None = None, places: dict[str, Place] | None = None) -> Document:
    return part_fused_tables(Document("docx", blocks, places=places or {}), report or Report(), matcher())


FIRST = [[("指标", 1), ("目标", 2)], [("站点", 1), ("20家", 2)]]
SECOND = [[("任务", 2), ("单位", 1)], [("建站", 2), ("民政局", 1)]]
LABEL = [("附件2\n任务清单", 3)]
APART = [
    [["指标", "目标"], ["站点", "20家"]],
    [["附件2\n任务清单"] * 2, ["任务", "单位"], ["建站", "民政局"]],
]


def test_a_label_across_the_table_opens_another_and_each_has_its_own_columns() -> None:
    document = parted(Paragraph("b1", "前文"), table("b2", *FIRST, LABEL, *SECOND), Paragraph("b3", "后文"))
    assert [as_seen(block) for block in document.blocks] == ["前文", *APART, "后文"]
    assert [block.id for block in document.blocks] == ["b1", "b2", "b3", "b4"]
    assert document.dropped == ()


def test_a_label_in_the_first_row_leaves_the_table_as_it_is() -> None:
    document = Document("docx", (table("b1", LABEL, *SECOND),))
    assert part_fused_tables(document, Report(), matcher()) is document


def test_what_quotes_a_cell_quotes_it_where_it_is_now() -> None:
    report = Report()
    for address in ("b1", "b1.1.1", "b1.3.2", "b2"):
        report.note(Code.TABLE_TORN, At(block=address, start=0, end=1), have=1, want=2)
    places = {"b1": Place(line=1), "b1.2.0": Place(line=3), "b1.3.2": Place(line=4), "b2": Place(line=9)}
    document = parted(table("b1", *FIRST, LABEL, *SECOND), Paragraph("b2", "后文"), report=report, places=places)
    assert [finding.at.block for finding in report if finding.at] == ["b1", "b1.1.1", "b2.1.1", "b3"]
    assert {name: place.line for name, place in document.places.items()} == {
        "b1": 1,
        "b2": 3,
        "b2.0.0": 3,
        "b2.1.1": 4,
        "b3": 9,
    }


def test_a_part_without_a_place_of_its_own_has_that_of_the_table() -> None:
    document = parted(table("b1", *FIRST, LABEL, *SECOND), places={"b1": Place(page=7)})
    assert document.places == {"b1": Place(page=7), "b2": Place(page=7)}


def test_the_label_of_a_narrower_part_covers_all_of_its_text() -> None:
    narrow = [[("附件2", 2), ("", 1)], [("任务", 1), ("单位", 1), ("", 1)], [("建站", 1), ("民政局", 1), ("", 1)]]
    assert [as_seen(block) for block in parted(table("b1", *FIRST, *narrow)).blocks] == [
        APART[0],
        [["附件2", "附件2", ""], ["任务", "单位", ""], ["建站", "民政局", ""]],
    ]
    assert len(parted(table("b1", *FIRST, narrow[0], *SECOND)).blocks) == 1


def test_a_label_in_one_column_is_text_of_a_row() -> None:
    rows = [[("材料", 1), ("名称", 1), ("页数", 1)], [("附件2", 1), ("", 1), ("", 1)]]
    assert len(parted(table("b1", *rows)).blocks) == 1


def test_a_row_that_a_cell_from_above_reaches_into_opens_none() -> None:
    cells = (Cell(0, 0, 1, 2, "站点"), Cell(0, 2, 2, 1, ""), Cell(1, 0, 1, 2, "附件2"))
    assert len(parted(Table("b1", 2, 3, cells)).blocks) == 1


def test_a_cell_merged_downwards_and_a_repeated_heading_stay_in_their_part() -> None:
    cells = (
        *(Cell(0, 0, 1, 1, "序号"), Cell(0, 1, 1, 2, "任务")),
        *(Cell(1, 0, 2, 1, "1"), Cell(1, 1, 1, 2, "建站"), Cell(2, 1, 1, 2, "培训")),
        *(Cell(3, 0, 2, 3, "附件2"), Cell(5, 0, 1, 1, "2"), Cell(5, 1, 1, 1, "巡诊"), Cell(5, 2, 1, 1, "")),
    )
    first, second = parted(Table("b1", 6, 3, cells, header_rows=1)).blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (as_seen(first), first.header_rows) == ([["序号", "任务"], ["1", "建站"], ["1", "培训"]], 1)
    assert (as_seen(second), second.header_rows) == ([["附件2"] * 3, ["附件2"] * 3, ["2", "巡诊", ""]], 0)


def test_a_table_that_holds_another_stays_whole_and_its_address_follows() -> None:
    outer, inner = table("b2", *FIRST, LABEL, *SECOND), table("b3", [("甲", 1)], inside="b2.3.2")
    document = parted(table("b1", *FIRST, LABEL, *SECOND), outer, inner)
    assert [block.id for block in document.blocks] == ["b1", "b2", "b3", "b4"]
    assert isinstance(nested := document.blocks[-1], Table)
    assert nested.inside == "b3.3.2"


def test_tables_that_word_fused_are_two() -> None:
    rows = [
        tr(*(tc(text.replace("\n", " "), f'<w:gridSpan w:val="{cols}"/>') for text, cols in line))
        for line in (*FIRST, LABEL, *SECOND)
    ]
    blocks = read_dump(docx(p("前文") + tbl(*rows))).blocks
    assert [as_seen(block) for block in blocks[1:]] == [APART[0], [["附件2 任务清单"] * 2, *APART[1][1:]]]


def test_rows_of_a_text_dump_are_parted_too() -> None:
    dump = "\t指标\n\t目标\n\n\t站点\n\t20家\n\n\t附件2 任务清单\n\n\t任务\n\t单位\n\n\t建站\n\t民政局\n\n"
    assert len([block for block in read_dump(dump).blocks if isinstance(block, Table)]) == 2


SECOND_TITLE = [("2026年文化活动计划表", 3)]
COUNTED = [[("序号", 1), ("项目", 1), ("单位", 1)], [("1", 1), ("图书馆", 1), ("文旅局", 1)]]


def test_the_title_of_a_counted_table_opens_another() -> None:
    blocks = parted(table("b1", *COUNTED, SECOND_TITLE, *COUNTED)).blocks
    assert [as_seen(block)[0] for block in blocks] == [["序号", "项目", "单位"], ["2026年文化活动计划表"] * 3]


def test_a_title_that_is_repeated_opens_none() -> None:
    rows = (*COUNTED, SECOND_TITLE, *COUNTED)
    assert len(parted(table("b1", SECOND_TITLE, *rows)).blocks) == 1
    assert len(parted(Paragraph("b1", "2026年文化活动计划表"), table("b2", *rows)).blocks) == 2


def test_a_band_and_a_title_above_rows_open_none() -> None:
    assert len(parted(table("b1", *COUNTED, [("二、文化活动", 3)], *COUNTED)).blocks) == 1
    assert len(parted(table("b1", *COUNTED, SECOND_TITLE, COUNTED[1])).blocks) == 1
