"""A ledger as it is made: its rows, how it prints, what is calculated."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from ledger_builder import HEADINGS, TEXT, ledger_of, needs_office, plan_of, sheet_of, table, tasks, through_office
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

PLAN = plan_of(TEXT)
ITEMS = """\
青禾县重点工作清单
| 序号 | 工作内容 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 建成公园3个 | 县住建局 | 2026年9月底前 |
| 2 | 修订办事指南 | 县政务办 | 年底前 |
"""


def test_a_row_says_what_the_plan_says() -> None:
    first, second, third = tasks(ledger_of(PLAN))
    assert (first["序号"], first["任务"].split("\n")[0], first["目标/指标"]) == (
        1,
        "1.完善津贴制度",
        "覆盖率达到95%以上",
    )
    assert (first["牵头单位"], first["配合单位"], first["责任单位"]) == ("市人社局", "市民政局", None)
    assert (first["完成时限"], str(first["到期日"])[:10]) == ("2026年6月底前", "2026-06-30")
    assert (second["配合单位"], second["出处"]) == ("市财政局、各县（市、区）人民政府", "一、（一）2.")
    assert (third["责任单位"], third["完成时限"], third["到期日"]) == ("市民政局、市市场监管局", "持续推进", None)


def test_chapters_are_bands_across_the_sheet() -> None:
    sheet = sheet_of(ledger_of(PLAN))
    assert [sheet["A4"].value, sheet["A7"].value] == [
        "一、主要任务 / （一）健全保障体系",
        "一、主要任务 / （二）提升服务质量",
    ]
    assert {"A1:M1", "A4:M4", "A7:M7"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_several_plans_have_a_band_each() -> None:
    other = plan_of(TEXT.replace("澜州市", "青禾县"))
    bands = [row["序号"] for row in table(ledger_of(PLAN, other)) if isinstance(row["序号"], str)]
    assert bands[0].startswith("澜州市养老服务")
    assert bands[3].startswith("青禾县养老服务")


def test_rows_of_targets_share_the_cells_of_their_task() -> None:
    data = ledger_of(PLAN, rows="targets")
    assert [row["目标/指标"] for row in tasks(data)] == [
        "覆盖率达到95%以上",
        "建成养老中心10个以上",
        "新增床位500张",
        "每季度开展检查1次",
    ]
    merged = {str(area) for area in sheet_of(data).merged_cells.ranges}
    assert {"A6:A7", "B6:B7", "D6:D7", "E6:E7", "L6:L7"} <= merged
    assert not {"H6:H7", "J6:J7"} & merged


def test_goals_of_the_period_before_are_no_rows() -> None:
    plan = plan_of(
        """临江市民政事业发展规划（2026—2030年）
一、发展基础
表1 主要指标完成情况
| 序号 | 指标 | 2025年目标值 | 2025年完成值 | 年均增长 |
|---|---|---|---|---|
| 1 | 护理床位（张） | 500 | 520 | 6.5% |
二、主要目标
表2 主要指标
| 序号 | 指标 | 2025年现状值 | 2030年目标值 |
|---|---|---|---|
| 1 | 护理床位（张） | 520 | 700 |
""",
        "plan.md",
    )
    assert [(row["目标/指标"], row["完成时限"]) for row in tasks(ledger_of(plan, rows="targets"))] == [
        ("护理床位 2030年 700张", "2030年")
    ]


def test_a_list_of_work_has_a_row_for_each_of_its_rows() -> None:
    rows = tasks(ledger_of(plan_of(ITEMS, "list.md"), rows="items"))
    assert [(row["任务"], row["责任单位"], row["完成时限"]) for row in rows] == [
        ("建成公园3个", "县住建局", "2026年9月底前"),
        ("修订办事指南", "县政务办", "年底前"),
    ]


def test_a_plan_without_a_task_has_the_rows_of_its_lists() -> None:
    rows = tasks(ledger_of(PLAN, plan_of(ITEMS, "list.md")))
    assert [row["任务"].split("\n")[0] for row in rows][-2:] == ["建成公园3个", "修订办事指南"]


def test_it_prints_a4_across_with_the_heading_on_every_page() -> None:
    sheet = sheet_of(ledger_of(PLAN))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "C4")
    assert [cell.value for cell in sheet[3]] == HEADINGS


def test_a_state_is_chosen_from_a_list_and_ids_are_hidden() -> None:
    sheet = sheet_of(ledger_of(PLAN))
    [choice] = sheet.data_validations.dataValidation
    assert choice.formula1 == '"未启动,推进中,已完成,滞后,长期推进,已销号"'
    assert "J4" in choice.sqref
    assert [sheet.column_dimensions[letter].hidden for letter in "MNO"] == [False, True, True]


def test_text_that_could_be_a_formula_stays_text() -> None:
    data = ledger_of(plan_of(TEXT.replace("完善津贴制度。", '=HYPERLINK("http://x")。')))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        page = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    evil = plan_of("澜州市行动计划\n一、重点任务\n1.-1+1\n（责任单位：=市民政局）\n")
    assert all(cell.data_type != "f" for row in sheet_of(ledger_of(evil)).iter_rows() for cell in row)


def test_another_reader_of_workbooks_sees_the_same_rows() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(ledger_of(PLAN))).get_sheet_by_name("台账").to_python()
    [first] = [row for row in rows if row[0] == 1]
    assert (first[1].split("\n")[0], first[3], str(first[13])) == ("1.完善津贴制度", "市人社局", "2026-06-30")


def test_the_same_plans_give_the_same_bytes() -> None:
    assert ledger_of(PLAN) == ledger_of(PLAN)


def test_rows_grow_with_what_people_write() -> None:
    with zipfile.ZipFile(io.BytesIO(ledger_of(PLAN))) as file:
        page = file.read("xl/worksheets/sheet1.xml").decode()
    assert "customHeight" not in page
    assert re.search(r'<row r="5" ht="\d', page)


@pytest.mark.full
@needs_office
@pytest.mark.parametrize(
    ("day", "state", "colour"),
    [
        ("2026,5,1", "", ""),
        ("2026,6,10", "", "#bdd7ee"),
        ("2026,7,1", "推进中", "#f8b4b4"),
        ("2026,7,1", "已完成", ""),
        ("2026,5,1", "滞后", "#ffe699"),
    ],
)
def test_libreoffice_colours_a_deadline_by_the_day(tmp_path: Path, day: str, state: str, colour: str) -> None:
    page = through_office(tmp_path, _on(day, state), "html").decode()
    [cell] = re.findall(r"<td[^>]*>(?:<[^>]*>)*2026年6月底前", page)
    assert (re.findall(r'bgcolor="(#\w+)"', cell.lower()) or [""]) == [colour]


def _on(day: str, state: str) -> bytes:
    """The ledger as it is on that day, where the first task is in that state."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ledger_of(PLAN))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                said = f'<c r="J5" t="inlineStr"><is><t>{state}</t></is></c>'
                page = re.sub(r'<c r="J5"[^>]*/>', said, data.decode()) if state else data.decode()
                data = page.replace("TODAY()", f"DATE({day})").encode()
            target.writestr(name, data)
    return out.getvalue()
