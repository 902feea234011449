"""Tables that a text dump shows with tabs."""

from __future__ import annotations

from dump_builder import cells, codes, read_dump, shown, the_table

from policy_extract.findings import Report
from policy_extract.generated.plain import At

HEADING = ["序号", "任务", "责任单位"]


def test_cells_on_lines_of_their_own_make_a_table() -> None:
    source = "任务清单\n" + cells(HEADING, ["1", "建站点", "民政局"]) + "\n\n附件2"
    assert shown(source) == ["任务清单", [HEADING, ["1", "建站点", "民政局"]], "附件2"]


def test_two_cells_a_line_are_a_table_under_headings_that_are_known() -> None:
    rows = "部门\t工作职责\n市民政局\t建站点\n市财政局\t安排经费"
    assert shown(rows) == [[["部门", "工作职责"], ["市民政局", "建站点"], ["市财政局", "安排经费"]]]
    assert shown("一、总体要求\t1\n二、主要任务\t3\n三、保障措施\t9") == [
        "一、总体要求\t1",
        "二、主要任务\t3",
        "三、保障措施\t9",
    ]


def test_a_band_above_the_heading_belongs_to_the_table() -> None:
    lines = "一、市场环境\t\t\n" + "\t".join(HEADING) + "\n1\t建站点\t民政局"
    assert shown(lines) == [[["一、市场环境", "", ""], HEADING, ["1", "建站点", "民政局"]]]


def test_an_empty_cell_is_a_line_with_a_tab_only() -> None:
    assert shown(cells(HEADING, ["2", "", "商务局"], ["3", "培训", ""])) == [
        [HEADING, ["2", "", "商务局"], ["3", "培训", ""]]
    ]


def test_a_cell_goes_on_in_a_line_without_a_tab() -> None:
    assert shown("\t序号\n\t2027年\n完成情况\n\t单位\n\n\t1\n\t5\n\t家\n") == [
        [["序号", "2027年\n完成情况", "单位"], ["1", "5", "家"]]
    ]


def test_a_cell_that_ends_in_an_empty_line_does_not_end_its_row() -> None:
    source = cells(HEADING) + "\t1\n\t建站点\n\n\t民政局\n\n" + cells(["2", "建食堂", "商务局"])
    assert shown(source) == [[HEADING, ["1", "建站点", "民政局"], ["2", "建食堂", "商务局"]]]


def test_a_serial_number_that_ends_in_an_empty_line_is_no_band() -> None:
    source = cells(HEADING) + "\t1\n\n\t建站点\n\t民政局\n\n" + cells(["2", "建食堂", "商务局"])
    assert shown(source) == [[HEADING, ["1", "建站点", "民政局"], ["2", "建食堂", "商务局"]]]


def test_text_after_a_blank_line_inside_a_row_belongs_to_its_cell() -> None:
    source = cells(HEADING) + "\t1\n\t建站点\n\n配设备\n\t民政局\n\n"
    assert shown(source) == [[HEADING, ["1", "建站点\n配设备", "民政局"]]]


def test_text_after_a_full_row_ends_the_table() -> None:
    source = cells(HEADING, ["1", "建站点", "民政局"]) + "二、保障措施\n" + cells(HEADING, ["1", "培训", "人社局"])
    assert shown(source) == [[HEADING, ["1", "建站点", "民政局"]], "二、保障措施", [HEADING, ["1", "培训", "人社局"]]]


def test_a_row_of_one_cell_is_a_band_across_the_table() -> None:
    band = the_table(cells(HEADING, ["实施安养行动"], ["1", "建站点", "民政局"])).cells[3]
    assert (band.text, band.row, band.col, band.cols) == ("实施安养行动", 1, 0, 3)


def test_bands_that_follow_each_other_stay_apart() -> None:
    assert (
        the_table(cells(["序号", "任务"], ["一、安养行动"], ["（一）网络"], ["1", "建站点"], ["2", "建食堂"])).rows == 5
    )


def test_two_blank_lines_separate_tables() -> None:
    source = cells(HEADING, ["1", "建站点", "民政局"]) + "\n" + cells(["年份", "家数"], ["2027年", "5"])
    assert [len(table) for table in shown(source) if isinstance(table, list)] == [2, 2]


def test_a_box_is_a_table_of_one_column_whose_text_has_several_lines() -> None:
    source = "前文。\n\n\t专栏1  提升照护能力\n\n\t培养人才。加强培训。\n    建设基地。每年5家。\n\n\n（二）下一节"
    assert shown(source) == [
        "前文。",
        [["专栏1  提升照护能力"], ["培养人才。加强培训。\n建设基地。每年5家。"]],
        "（二）下一节",
    ]


def test_rows_that_are_not_set_apart_are_told_by_the_column_that_counts() -> None:
    source = "".join(f"\t{text}\n" for text in [*HEADING, "1", "建站点", "民政局", "2", "建食堂", "商务局"])
    assert shown(source) == [[HEADING, ["1", "建站点", "民政局"], ["2", "建食堂", "商务局"]]]


def test_rows_that_run_into_each_other_are_taken_apart() -> None:
    source = cells(
        HEADING, ["1", "建站点", "民政局", "2", "建食堂", "商务局"], ["3", "培训", "人社局"], ["4", "评估", "民政局"]
    )
    assert the_table(source).rows == 5


def test_a_torn_row_is_padded_and_noted() -> None:
    report = Report()
    source = cells(HEADING, ["1", "建站点", "民政局"], ["2", "建食堂"])
    (table,) = read_dump(source, report).blocks
    assert [(finding.code.value, finding.params, finding.at) for finding in report] == [
        ("table-torn", {"have": 2, "want": 3}, At(block="b1.2.0", start=0, end=1)),
    ]
    assert shown(source) == [[HEADING, ["1", "建站点", "民政局"], ["2", "建食堂", ""]]]
    assert table.id == "b1"


def test_a_heading_cell_stands_above_the_number_and_the_text_of_a_task() -> None:
    rows = [["安养行动", str(number), f"任务{number}", "民政局"] for number in range(1, 5)]
    source = cells(["行动", "具体工作", "责任单位"], *rows)
    assert shown(source) == [[["行动", "具体工作", "具体工作", "责任单位"], *rows]]
    assert codes(source) == []


def test_a_heading_cell_stands_above_its_subheadings() -> None:
    source = cells(
        ["序号", "指标", "目标", "单位"], ["", "", "2026年", "2028年", ""], ["1", "床位", "100", "300", "民政局"]
    )
    assert shown(source) == [
        [
            ["序号", "指标", "目标", "目标", "单位"],
            ["", "", "2026年", "2028年", ""],
            ["1", "床位", "100", "300", "民政局"],
        ],
    ]


def test_paragraphs_that_are_indented_by_tabs_are_no_table() -> None:
    assert shown("\t为加快发展，制定本方案。\n\t一、总体要求\n\t到2028年，建成20家。\n") == [
        "为加快发展，制定本方案。",
        "一、总体要求",
        "到2028年，建成20家。",
    ]
    assert shown("\t一、总体要求\n\n\t到2028年，建成20家。\n\n\t二、主要任务") == [
        "一、总体要求",
        "到2028年，建成20家。",
        "二、主要任务",
    ]


def test_a_paragraph_right_under_the_last_cell_is_taken_off_it() -> None:
    source = "\t序号\n\t任务\n\t单位\n\n\t1\n\t建站点\n\t民政局\n（二）下一节\n文字。"
    assert shown(source) == [[["序号", "任务", "单位"], ["1", "建站点", "民政局"]], "（二）下一节", "文字。"]


def test_rows_on_one_line_make_a_table() -> None:
    source = "清单\n序号\t任务\t单位\n1\t建站点\t民政局\n2\t建食堂\t\n备注：以上任务。"
    assert shown(source) == [
        "清单",
        [["序号", "任务", "单位"], ["1", "建站点", "民政局"], ["2", "建食堂", ""]],
        "备注：以上任务。",
    ]


def test_a_line_between_two_rows_is_a_band_unless_it_is_a_caption() -> None:
    rows, more = "1\t建站点\t民政局\n2\t建食堂\t商务局\n", "3\t培训\t人社局\n4\t评估\t民政局\n"
    assert the_table(f"{rows}二、提升行动\n{more}").rows == 5
    assert len(shown(f"{rows}表2 项目\n{more}")) == 3


def test_a_band_may_stand_right_under_the_heading() -> None:
    table = the_table("序号\t任务\t单位\n一、提升行动\n1\t建站点\t民政局\n二、培训行动\n2\t培训\t人社局\n")
    assert (table.rows, table.cols) == (5, 3)


def test_one_line_with_tabs_is_a_paragraph() -> None:
    assert shown("联系人：王明\t电话：123\t传真：456\n后文。") == ["联系人：王明\t电话：123\t传真：456", "后文。"]


def test_a_torn_row_does_not_swallow_the_band_below_it() -> None:
    heading = ["序号", "任务", "单位", "时限"]
    source = cells(
        heading,
        ["1", "建站点"],
        ["二、提升行动"],
        ["2", "建食堂", "商务局", "2027年"],
        ["3", "培训", "人社局", "2028年"],
    )
    assert [row[:2] for row in the_table_rows(source)] == [
        ["序号", "任务"],
        ["1", "建站点"],
        ["二、提升行动"] * 2,
        ["2", "建食堂"],
        ["3", "培训"],
    ]


def the_table_rows(source: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in the_table(source).grid()]
