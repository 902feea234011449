"""A ledger that people filled in, after the plan has changed."""

from __future__ import annotations

import io
import zipfile
from copy import copy
from typing import TYPE_CHECKING, Any

import pytest
from ledger_builder import TEXT, ledger_of, needs_office, plan_of, sheet_of, table, tasks, through_office
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from policy_extract.errors import InputError
from policy_extract.grammar import load
from policy_extract.ledger.update import update_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from policy_extract.ledger.update import Outcome

OLD = plan_of(TEXT)


def filled(data: bytes, change: Callable[[Any], None] = lambda _: None) -> bytes:
    """The ledger after somebody wrote in every row, and did what else `change` does to the sheet."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["台账"]
    for row in range(4, sheet.max_row + 1):
        if str(sheet.cell(row, 15).value).startswith("e"):
            sheet.cell(row, 8).value = f"进展：{str(sheet.cell(row, 2).value).splitlines()[0]}"
            sheet.cell(row, 10).value = "推进中"
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def updated(data: bytes, *texts: str) -> bytes:
    """The ledger brought up to date with the plans in these texts."""
    return outcome_of(data, *texts)[0]


def outcome_of(data: bytes, *texts: str) -> tuple[bytes, list[Outcome]]:
    """The same, with what was done."""
    return update_ledger(data, [plan_of(text) for text in texts], load())


def progress(data: bytes) -> dict[str, str | None]:
    """What was filled in, by the headings of the tasks it stands beside."""
    return {row["任务"].splitlines()[0]: row["进展"] for row in tasks(data)}


def told(data: bytes) -> dict[str, str]:
    """What the update reports, by heading."""
    return {row["任务"].splitlines()[0]: row["变动"] or "" for row in tasks(data)}


def test_the_same_plan_changes_nothing_that_is_shown() -> None:
    before = filled(ledger_of(OLD))
    after, [outcome] = outcome_of(before, TEXT)
    assert table(after) == table(before)
    assert (outcome.kept, outcome.changed, outcome.new, outcome.gone) == (3, 0, 0, 0)


def test_a_task_keeps_what_was_filled_in_wherever_it_goes() -> None:
    moved = TEXT.replace(
        "3.加强监管。", "3.推进智慧养老。建设平台1个。（责任单位：市数据局）\n4.加强日常监管。"
    ).replace("1.完善津贴制度。", "1.完善补贴制度。")
    after = updated(filled(ledger_of(OLD)), moved)
    assert progress(after) == {
        "1.完善补贴制度": "进展：1.完善津贴制度",
        "2.扩大服务供给": "进展：2.扩大服务供给",
        "3.推进智慧养老": None,
        "4.加强日常监管": "进展：3.加强监管",
    }
    assert told(after)["3.推进智慧养老"] == "新增"
    assert [row["序号"] for row in tasks(after)] == [1, 2, 3, 4]


def test_a_new_task_stands_after_the_one_before_it_and_has_its_chapters_look() -> None:
    new = TEXT.replace("（二）提升", "3.改造设施。改造设施20处。（责任单位：市住建局）\n（二）提升").replace(
        "3.加强", "4.加强"
    )
    sheet = sheet_of(updated(filled(ledger_of(OLD)), new))
    assert [str(sheet.cell(row, 2).value)[:6] for row in (5, 6, 7, 9)] == [
        "1.完善津贴",
        "2.扩大服务",
        "3.改造设施",
        "4.加强监管",
    ]
    assert sheet.cell(7, 8)._style == sheet.cell(6, 8)._style
    assert {"A4:M4", "A8:M8"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.auto_filter.ref == "A3:M9"


def test_a_new_chapter_gets_a_band_also_above_all_others() -> None:
    new = TEXT.replace(
        "一、主要任务", "一、重点工程\n1.实施安居工程。新建住房100套。（责任单位：市住建局）\n二、主要任务"
    )
    after = updated(filled(ledger_of(OLD)), new)
    sheet = sheet_of(after)
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == ["一、重点工程", 1, "二、主要任务 / （一）健全保障体系"]
    [choice] = sheet.data_validations.dataValidation
    assert "J4" in choice.sqref
    rules = {str(area.sqref): area.rules[0].formula for area in sheet.conditional_formatting}
    assert rules["A4:M1048576"] == ['LEFT($M4,3)="已删除"']


def test_a_task_that_is_gone_stays_and_is_told() -> None:
    gone = TEXT.replace("2.扩大服务供给", "x").split("\n")
    after = updated(filled(ledger_of(OLD)), "\n".join(line for line in gone if not line.startswith("x")))
    assert progress(after)["2.扩大服务供给"] == "进展：2.扩大服务供给"
    assert told(after)["2.扩大服务供给"] == "已删除"
    assert [row["序号"] for row in tasks(after)] == [1, None, 2]


def test_a_changed_lead_or_deadline_is_told() -> None:
    new = TEXT.replace("*市人社局、市民政局", "市人社局、*市民政局").replace("2026年6月底前", "2026年9月底前")
    after = updated(filled(ledger_of(OLD)), new)
    assert told(after)["1.完善津贴制度"].split("\n") == [
        "牵头单位：市人社局 → 市民政局",
        "完成时限：2026年6月底前 → 2026年9月底前",
    ]
    row = tasks(after)[0]
    assert (row["牵头单位"], row["配合单位"], str(row["到期日"])[:10]) == ("市民政局", "市人社局", "2026-09-30")
    assert told(updated(after, new))["1.完善津贴制度"] == ""


@pytest.mark.parametrize(
    ("bodies", "said"),
    [
        ("*市人社局、市民政局、市数据局", ["增加单位：市数据局"]),
        ("*市人社局、市财政局", ["增加单位：市财政局", "减少单位：市民政局"]),
        ("*市人社局、市民政部门", ["单位改称：市民政局 → 市民政部门"]),
        ("市人社局、市民政局", ["牵头单位：市人社局 → （无）"]),
        ("*市人社局、*市民政局", ["牵头单位：市人社局 → 市人社局、市民政局"]),
    ],
)
def test_bodies_that_come_and_go_are_told(bodies: str, said: list[str]) -> None:
    after = updated(filled(ledger_of(OLD)), TEXT.replace("*市人社局、市民政局", bodies))
    assert told(after)["1.完善津贴制度"].split("\n") == said


def test_rows_grow_with_what_is_told_and_never_shrink() -> None:
    before = filled(ledger_of(OLD), lambda sheet: setattr(sheet.row_dimensions[6], "height", 300))
    new = TEXT.replace("*市人社局、市民政局", "、".join(f"市第{number}工作局" for number in "一二三四五六七八九"))
    sheet = sheet_of(updated(before, new.replace("500张", "600张")))
    assert sheet.row_dimensions[5].height > sheet_of(before).row_dimensions[5].height
    assert sheet.row_dimensions[6].height == 300


SPLIT = TEXT.replace(
    "2.扩大服务供给。到2027年，建成养老中心10个以上，新增床位500张。",
    "2.建设养老中心。到2027年，建成养老中心10个以上，优化布局。（责任单位：市民政局）\n3.新增养老床位。到2027年，新增床位500张。",
).replace("3.加强监管", "4.加强监管")


def test_what_people_wrote_in_the_plans_columns_stays_theirs() -> None:
    def by_hand(sheet: Any) -> None:
        sheet.cell(5, 7).value = "2026年5月底（市里要求提前）"

    new = TEXT.replace("2026年6月底前", "2026年9月底前")
    row = tasks(updated(filled(ledger_of(OLD), by_hand), new))[0]
    assert row["完成时限"] == "2026年5月底（市里要求提前）"
    assert row["变动"].split("\n")[-1] == "人工改过，未更新：完成时限"


def test_columns_comments_colours_and_order_of_people_stay() -> None:
    def own(sheet: Any) -> None:
        sheet.insert_cols(9)
        sheet.cell(3, 9).value = "联系人"
        for row in (5, 6, 8):
            sheet.cell(row, 9).value = f"联系人{row}"
        sheet.cell(6, 9).comment = Comment("电话待核", "李")
        sheet.cell(6, 8).fill = PatternFill("solid", start_color="FFFF00")
        sheet.cell(12, 8).value = "=COUNTA(H5:H8)"
        one, other = [[copy(sheet.cell(row, c).value) for c in range(1, 17)] for row in (5, 6)]
        for column in range(16):
            sheet.cell(5, column + 1).value, sheet.cell(6, column + 1).value = other[column], one[column]

    new = TEXT.replace("（二）提升", "3.改造设施。改造设施20处。（责任单位：市住建局）\n（二）提升").replace(
        "3.加强", "4.加强"
    )
    sheet = sheet_of(updated(filled(ledger_of(OLD), own), new))
    rows = [[sheet.cell(row, column).value for column in (2, 8, 9)] for row in range(4, 14)]
    assert [(str(task)[:6], people) for task, _, people in rows if people] == [
        ("2.扩大服务", "联系人6"),
        ("1.完善津贴", "联系人5"),
        ("4.加强监管", "联系人8"),
    ]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.coordinate, cell.comment.text) for cell in marked] == [("I7", "电话待核")]
    yellow = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb == "00FFFF00"]
    assert yellow == ["H7"]
    assert "=COUNTA(H5:H9)" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_parts_that_nobody_touched_are_the_same_bytes() -> None:
    before = filled(ledger_of(OLD))
    after = updated(before, TEXT.replace("2026年6月", "2026年9月"))
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        changed = {name for name in one.namelist() if one.read(name) != other.read(name)}
        assert one.namelist() == other.namelist()
    assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}


@pytest.mark.full
@needs_office
def test_what_was_saved_by_libreoffice_is_brought_up_to_date(tmp_path: Path) -> None:
    saved = through_office(tmp_path, filled(ledger_of(OLD, plan_of(SPLIT.replace("澜州", "青禾")))), "xlsx")
    new = TEXT.replace("（二）提升", "3.改造设施。改造设施20处。（责任单位：市住建局）\n（二）提升").replace(
        "3.加强", "4.加强"
    )
    after = updated(saved, new)
    assert progress(after)["4.加强监管"] in {"进展：3.加强监管", "进展：4.加强监管"}
    assert [row["进展"] for row in tasks(after)][:4] == [
        "进展：1.完善津贴制度",
        "进展：2.扩大服务供给",
        None,
        "进展：3.加强监管",
    ]
    again = through_office(tmp_path, after, "xlsx")
    assert [row["任务"] for row in tasks(again)] == [row["任务"] for row in tasks(after)]


def test_a_row_that_people_removed_or_copied_is_as_they_left_it() -> None:
    def change(sheet: Any) -> None:
        for column in range(1, 16):
            sheet.cell(9, column).value = sheet.cell(6, column).value
            sheet.cell(5, column).value = None

    after = updated(filled(ledger_of(OLD), change), TEXT.replace("到2027年", "到2026年"))
    assert [(row["任务"].splitlines()[0], row["完成时限"]) for row in tasks(after)] == [
        ("2.扩大服务供给", "到2026年"),
        ("3.加强监管", "持续推进"),
        ("2.扩大服务供给", "到2026年"),
    ]


def test_of_several_plans_only_the_one_that_changed_is_written() -> None:
    other = TEXT.replace("澜州市", "青禾县").replace("养老服务提升", "乡村教育振兴").replace("津贴", "校舍")
    before = filled(ledger_of(OLD, plan_of(other)))
    after, [outcome] = outcome_of(before, other.replace("95%", "98%"))
    assert outcome.version_of == "青禾县乡村教育振兴行动方案（2025—2027年）"
    assert [row["变动"] for row in tasks(after)] == [None, None, None, "任务有改动\n目标/指标有改动", None, None]


def test_another_plan_is_added_after_the_others() -> None:
    other = "青禾县水利建设方案\n一、重点任务\n1.修建水库。新建水库2座。（责任单位：县水利局）\n"
    after, [outcome] = outcome_of(filled(ledger_of(OLD)), other)
    assert outcome.version_of is None
    assert [row["序号"] for row in table(after)][-3:] == ["青禾县水利建设方案", "一、重点任务", 4]
    again, [outcome] = outcome_of(after, other.replace("2座", "3座"))
    assert (outcome.kept, outcome.changed) == (1, 1)
    assert tasks(again)[-1]["目标/指标"] == "新建水库3座"


def test_targets_are_followed_too() -> None:
    before = filled(ledger_of(OLD, rows="targets"))
    after = updated(before, TEXT.replace("500张", "600张").replace("2.扩大", "2.持续扩大"))
    row = tasks(after)[2]
    assert (row["目标/指标"], row["变动"]) == ("新增床位600张", "任务有改动\n目标/指标有改动")
    assert tasks(after)[1]["任务"].startswith("2.持续扩大服务供给")


def test_a_split_task_keeps_its_row_and_names_its_parts() -> None:
    after = updated(filled(ledger_of(OLD)), SPLIT)
    assert list(progress(after).values()).count("进展：2.扩大服务供给") == 1
    assert len(tasks(after)) == 4


PARTED = """\
澜州市养老服务提升行动方案（2025—2027年）
一、主要任务
1.强化阵地建设。{one}，{two}，{three}。（责任单位：市民政局）
2.加强监管。每季度开展检查1次。（责任单位：市民政局）
"""
PARTS = """\
澜州市养老服务提升行动方案（2025—2027年）
一、主要任务
1.建设示范中心。{one}。（责任单位：市民政局）
2.升级照料中心。{two}。（责任单位：市民政局）
3.组建服务队伍。{three}。（责任单位：市民政局）
4.加强监管。每季度开展检查1次。（责任单位：市民政局）
"""


def test_of_parts_that_are_about_as_like_it_the_first_keeps_the_row() -> None:
    said = {
        "one": "深入实施街镇养老服务中心三年提升行动，建设示范引领型养老服务中心",
        "two": "升级城乡社区养老服务照料中心，构建多层级养老服务网络",
        "three": "组建以专业工作人员、党员干部、志愿者为主的养老服务队伍，培育高素质人才",
    }
    after = updated(filled(ledger_of(plan_of(PARTED.format(**said)))), PARTS.format(**said))
    kept = next(row for row in tasks(after) if row["变动"] and "拆分出" in row["变动"])
    assert kept["任务"].startswith("1.建设示范中心")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'<row r="5"', b'<row r="five"'), (b's="5"', b's="99"'), (b"</sheetData>", b""), (b'ref="A4:M4"', b'ref="4:M"')],
)
def test_a_broken_sheet_is_one_sentence_or_does_not_matter(old: bytes, new: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ledger_of(OLD))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name.endswith("sheet1.xml") else data)
    try:
        updated(out.getvalue(), TEXT.replace("*市人社局", "*市财政局").replace("津贴制度", "=津贴制度"))
    except InputError as error:
        assert str(error).startswith("the workbook is cut off or broken")  # noqa: PT017  either is well


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda book: book.remove(book["数据"]), "this is no ledger; give a workbook that `ledger` wrote"),
        (
            lambda book: book["台账"].delete_cols(15),
            "the hidden column 标识 of this ledger is gone; take a copy that has it",
        ),
        (
            lambda book: setattr(book["数据"]["D2"], "value", "eJw"),
            "the hidden sheet of this ledger was changed; take a copy from before that",
        ),
    ],
)
def test_a_workbook_that_is_no_ledger_any_more_is_refused(spoil: Callable[[Any], None], sentence: str) -> None:
    book = load_workbook(io.BytesIO(ledger_of(OLD)))
    spoil(book)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(InputError) as caught:
        updated(out.getvalue(), TEXT)
    assert str(caught.value) == sentence
