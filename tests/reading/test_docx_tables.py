"""Tables on their full grid, and page frames that are no tables."""

from __future__ import annotations

import pytest
from docx_builder import (
    cells,
    codes,
    docx,
    dropped,
    lists,
    lvl,
    numbered,
    p,
    r,
    read,
    squares,
    table,
    tbl,
    tc,
    texts,
    tr,
)
from hypothesis import given
from hypothesis import strategies as st

from policy_extract.blocks import Paragraph, Table
from policy_extract.errors import DamagedDocumentError
from policy_extract.findings import Report
from policy_extract.reading.word.word_grid import Row, RowCell, lay_out

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int | str) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def grid(*rows: str) -> list[list[str]]:
    return squares(table(read(docx(tbl(*rows)))))


def test_rows_and_cells_are_read_in_order() -> None:
    assert grid(tr("序号", "指标"), tr("1", "老年大学覆盖率")) == [["序号", "指标"], ["1", "老年大学覆盖率"]]


def test_a_table_stands_between_its_neighbours() -> None:
    document = read(docx(p("甲") + tbl(tr("乙")) + p("丙")))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert [block.id for block in document.blocks] == ["b1", "b2", "b3"]


def test_a_cell_over_two_columns_covers_both() -> None:
    assert grid(tr(tc("目标", span(2)), "单位"), tr("2025年", "2026年", "%")) == [
        ["目标", "目标", "单位"],
        ["2025年", "2026年", "%"],
    ]


def test_a_cell_over_three_rows_covers_them() -> None:
    rows = [tr(tc("养老", RESTART), "1"), tr(tc("", CONTINUE), "2"), tr(tc("", CONTINUE), "3")]
    assert grid(*rows) == [["养老", "1"], ["养老", "2"], ["养老", "3"]]


def test_a_merged_area_may_be_wide_and_high() -> None:
    rows = [tr(tc("甲", span(2) + RESTART), "乙"), tr(tc("", span(2) + CONTINUE), "丙")]
    assert grid(*rows) == [["甲", "甲", "乙"], ["甲", "甲", "丙"]]


def test_text_under_a_merged_cell_is_not_printed() -> None:
    document = read(docx(tbl(tr(tc("养老", RESTART)), tr(tc("旧", CONTINUE)))))
    assert squares(table(document)) == [["养老"], ["养老"]]
    assert dropped(document) == [("旧", "merged-cell")]


def test_a_merge_without_a_beginning_begins() -> None:
    assert grid(tr(tc("甲", CONTINUE)), tr(tc("", CONTINUE))) == [["甲"], ["甲"]]


def test_a_merge_does_not_jump_over_a_row() -> None:
    assert grid(tr(tc("甲", RESTART)), tr("乙"), tr(tc("丙", CONTINUE))) == [["甲"], ["乙"], ["丙"]]


def test_a_merge_of_another_width_begins_anew() -> None:
    assert grid(tr(tc("甲", RESTART + span(2))), tr(tc("乙", CONTINUE), "丙")) == [["甲", "甲"], ["乙", "丙"]]


def test_rows_may_begin_late_and_end_early() -> None:
    late = tr("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    report = Report()
    document = read(docx(tbl(tr("甲", "丙", "丁"), late)), report)
    assert squares(table(document)) == [["甲", "丙", "丁"], ["", "乙", ""]]
    assert "table-torn" not in codes(report)


def test_old_sideways_merges_are_read() -> None:
    row = tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("乙"))
    assert grid(row, tr("1", "2", "3")) == [["甲", "甲", "乙"], ["1", "2", "3"]]


def test_a_torn_row_is_padded_and_noted() -> None:
    report = Report()
    document = read(docx(tbl(tr("甲", "乙", "丙"), tr("丁"))), report)
    assert squares(table(document)) == [["甲", "乙", "丙"], ["丁", "", ""]]
    (torn,) = [finding for finding in report if finding.code == "table-torn"]
    assert torn.params == {"have": 1, "want": 3}
    assert torn.at is not None
    assert torn.at.block == "b1.1.1"


@pytest.mark.parametrize("written", ["two", "0", "-1", "99999", ""])
def test_a_span_that_means_nothing_is_one_square_and_noted(written: str) -> None:
    report = Report()
    assert squares(table(read(docx(tbl(tr(tc("甲", span(written)), "乙"))), report))) == [["甲", "乙"]]
    assert "invalid-value" in codes(report)


def test_a_wrong_or_missing_column_list_changes_nothing() -> None:
    body = "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>" + tr("甲", "乙") + "</w:tbl>"
    assert squares(table(read(docx(body)))) == [["甲", "乙"]]


def test_a_row_without_cells_is_no_row() -> None:
    assert grid("<w:tr/>", tr("甲")) == [["甲"]]


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert grid(tr(tc(p("2015年") + p("完成情况")))) == [["2015年\n完成情况"]]


def test_empty_paragraphs_end_no_cell_but_may_stand_inside() -> None:
    assert grid(tr(tc(p("甲") + p() + p("乙") + p() + p()))) == [["甲\n\n乙"]]


def test_an_empty_cell_is_empty() -> None:
    assert grid(tr("甲", "")) == [["甲", ""]]


@pytest.mark.parametrize("wrapper", ["sdt", "customXml", "ins"])
def test_wrappers_around_rows_and_cells_are_looked_through(wrapper: str) -> None:
    def wrap(inner: str) -> str:
        return f"<w:{wrapper}>{f'<w:sdtContent>{inner}</w:sdtContent>' if wrapper == 'sdt' else inner}</w:{wrapper}>"

    assert grid(tr("甲", "乙"), wrap(tr("丙", wrap(tc("丁"))))) == [["甲", "乙"], ["丙", "丁"]]


def test_repeated_heading_rows_are_counted_from_the_top() -> None:
    header = "<w:tblHeader/>"
    rows = [tr("甲", properties=header), tr("乙", properties=header), tr("丙"), tr("丁", properties=header)]
    assert table(read(docx(tbl(*rows)))).header_rows == 2


def test_words_of_a_cell_that_stand_out_are_told() -> None:
    """Of two paragraphs in one cell: where the bold and the underlined words stand in its text."""
    names = p(r("市民政局", "<w:b/>") + r("、市财政局")) + p(r("市教育局", '<w:u w:val="single"/>'))
    [cell] = cells(table(read(docx(tbl(tr(tc(names)))))))
    assert (cell.text, cell.bold) == ("市民政局、市财政局\n市教育局", False)
    assert (cell.bold_parts, cell.underlined) == (((0, 4),), ((10, 14),))


def test_a_cell_is_bold_when_all_its_text_is() -> None:
    row = tr(tc(p(r("序", "<w:b/>") + r(" ") + r("号", "<w:b/>"))), tc(p(r("指", "<w:b/>") + r("标"))), tc())
    assert [cell.bold for cell in cells(table(read(docx(tbl(row)))))] == [True, False, False]


def test_automatic_numbers_of_a_cell_stand_beside_its_lines() -> None:
    content = p(r("甲"), numbered()) + p("乙") + p(r("丙"), numbered())
    (cell,) = table(read(docx(tbl(tr(tc(content))), numbering=lists(lvl(0, "%1."))))).cells
    assert (cell.text, cell.numbers) == ("甲\n乙\n丙", ("1.", "", "2."))


def test_a_line_break_in_a_numbered_cell_is_a_line_without_number() -> None:
    content = p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", numbered()) + p(r("丙"), numbered())
    (cell,) = table(read(docx(tbl(tr(tc(content))), numbering=lists(lvl(0, "%1."))))).cells
    assert (cell.text, cell.numbers) == ("甲\n乙\n丙", ("1.", "", "2."))


def test_a_column_of_bare_automatic_numbers_keeps_them() -> None:
    rows = [tr(tc(p("", numbered())), "甲"), tr(tc(p("", numbered())), "乙")]
    document = read(docx(tbl(*rows), numbering=lists(lvl(0, "%1"))))
    assert [cell.numbers for cell in table(document).cells] == [("1",), None, ("2",), None]


def test_numbers_under_a_merged_cell_are_not_counted() -> None:
    rows = [
        tr(tc(p(r("甲"), numbered()), RESTART)),
        tr(tc(p("", numbered()), CONTINUE)),
        tr(tc(p(r("乙"), numbered()))),
    ]
    document = read(docx(tbl(*rows), numbering=lists(lvl(0, "%1."))))
    assert [cell.numbers for cell in table(document).cells] == [("1.",), ("2.",)]


def test_a_table_in_a_cell_follows_its_table_and_says_where_it_was() -> None:
    document = read(docx(tbl(tr("甲", "乙"), tr("丙", tc(p("丁") + tbl(tr("内")) + p("戊")))) + p("己")))
    outer, inner, after = document.blocks
    assert isinstance(outer, Table)
    assert isinstance(inner, Table)
    assert squares(outer) == [["甲", "乙"], ["丙", "丁\n戊"]]
    assert (inner.id, inner.inside, squares(inner)) == ("b2", "b1.1.1", [["内"]])
    assert after.id == "b3"


def test_a_table_in_a_cell_is_no_frame_whatever_it_holds() -> None:
    inner = tbl(tr(tc(p("丙") + tbl(tr("丁")) + p())))
    document = read(docx(tbl(tr("甲", tc(inner + p())))))
    assert [(block.id, block.inside) for block in document.blocks if isinstance(block, Table)] == [
        ("b1", None),
        ("b2", "b1.0.1"),
        ("b3", "b2.0.0"),
    ]


def test_a_text_box_in_a_cell_follows_the_table() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    document = read(docx(tbl(tr(tc(p(r("甲") + box)), "乙"))))
    assert isinstance(document.blocks[0], Table)
    assert document.blocks[1] == Paragraph("b2", "框", style="normal", story="textbox")


def test_a_box_of_one_cell_is_a_table() -> None:
    document = read(
        docx(p("甲") + tbl(tr(tc(p("专栏1 加强长期照护") + p("完善政策。") + p("扩大试点。") + p("加强培训。")))))
    )
    assert len(table(document).cells) == 1


def test_a_frame_around_the_text_is_no_table() -> None:
    frame = tbl(
        tr(
            tc(
                p("青禾县实施方案")
                + p("一、总体要求")
                + p("二、主要任务")
                + tbl(tr("序号", "指标"))
                + p("三、保障措施")
            )
        )
    )
    document = read(docx(frame))
    assert texts(document) == ["青禾县实施方案", "一、总体要求", "二、主要任务", "三、保障措施"]
    assert squares(table(document)) == [["序号", "指标"]]
    assert table(document).inside is None


def test_a_cell_around_a_table_is_a_frame_however_little_stands_beside_it() -> None:
    document = read(
        docx(p("青禾县养老服务体系建设实施方案") + tbl(tr(tc(p("甲") + tbl(tr("序号", "指标")) + p()), tc())))
    )
    assert texts(document) == ["青禾县养老服务体系建设实施方案", "甲"]
    assert (table(document).id, table(document).inside) == ("b3", None)


def test_frames_in_frames_are_opened_up_to_a_limit() -> None:
    nested = p("内")
    for _ in range(12):
        nested = tbl(tr(tc(nested + p())))
    tables = [block for block in read(docx(nested)).blocks if isinstance(block, Table)]
    assert len(tables) == 4


def test_a_frame_may_have_empty_cells_around_the_text() -> None:
    lines = ["一、总体要求", "二、主要任务", "三、保障措施", "四、附则"]
    text = tc("".join(p(line) for line in lines))
    assert texts(read(docx(tbl(tr(tc(), tc(), tc()), tr(tc(), text, tc()))))) == lines


def test_a_cell_with_a_few_lines_is_a_table_even_where_it_is_all_there_is() -> None:
    assert squares(table(read(docx(tbl(tr(tc(p("甲") + p("乙") + p("丙")))))))) == [["甲\n乙\n丙"]]


def test_a_cell_with_less_than_half_of_the_text_is_no_frame() -> None:
    body = p("青禾县养老服务体系建设实施方案及其说明") + tbl(tr(tc(p("甲") + p("乙") + p("丙") + p("丁"))))
    assert squares(table(read(docx(body)))) == [["甲\n乙\n丙\n丁"]]


def test_paragraphs_where_rows_should_stand_are_dropped_not_lost() -> None:
    document = read(docx(f"<w:tbl>{tr('甲')}{p('乙')}</w:tbl>"))
    assert squares(table(document)) == [["甲"]]
    assert dropped(document) == [("乙", "misplaced")]


def test_cells_without_a_table_are_read_as_text() -> None:
    assert texts(read(docx(tr("甲", "乙") + p("丙")))) == ["甲", "乙", "丙"]


def test_too_many_squares_are_refused() -> None:
    wide = tr(*(tc("", span(1000)) for _ in range(5)))
    with pytest.raises(DamagedDocumentError, match="grid squares"):
        read(docx(tbl(wide, *[tr("甲")] * 1000)))


ROWS = st.lists(
    st.builds(
        lambda cells, before, after: Row(tuple(RowCell("甲", width, merge) for width, merge in cells), before, after),
        st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", "restart", "continue"])), min_size=1, max_size=4),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=6,
)


@given(ROWS)
def test_every_square_belongs_to_exactly_one_cell(rows: list[Row[str]]) -> None:
    layout = lay_out(rows)
    owned = [
        (row, col)
        for cell in layout.cells
        for row in range(cell.row, cell.row + cell.rows)
        for col in range(cell.col, cell.col + cell.cols)
    ]
    assert sorted(owned) == [(row, col) for row in range(layout.rows) for col in range(layout.cols)]


@given(ROWS)
def test_cells_stand_in_reading_order_of_their_corners(rows: list[Row[str]]) -> None:
    corners = [(cell.row, cell.col) for cell in lay_out(rows).cells]
    assert corners == sorted(corners)
