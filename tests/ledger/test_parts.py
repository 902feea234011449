"""What is sent to each body, what comes back, and what a calendar holds."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from icalendar import Calendar
from ledger_builder import TEXT, entries, ledger_of, plan_of, sheet_of, tasks
from openpyxl import load_workbook

from policy_extract.grammar import load
from policy_extract.ledger.calendar import calendar
from policy_extract.ledger.merge import merge_ledgers
from policy_extract.ledger.sheet_writer import Chapter
from policy_extract.ledger.split import shares
from policy_extract.ledger.update import update_ledger
from tests.collectors.program import Program

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAN = plan_of(TEXT)


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with a plan and its ledger."""
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text(TEXT, encoding="utf-8")
    called = Program(capsysbinary, monkeypatch)
    called("ledger", "x.txt", "-o", "台账.xlsx")
    return called


def fill(path: str, cells: Mapping[str, str]) -> None:
    """Write these texts into cells of a ledger, as a body does."""
    book = load_workbook(path)
    for name, text in cells.items():
        book["台账"][name] = text
    book.save(path)


def said(path: str) -> dict[str, tuple[str | None, str | None]]:
    """Progress and state of every task, by heading."""
    return {row["任务"].splitlines()[0]: (row["进展"], row["状态"]) for row in tasks(Path(path).read_bytes())}


# ---------------------------------------------------------------- sent out


def test_every_body_gets_the_tasks_that_name_it(program: Program) -> None:
    result = program("ledger", "台账.xlsx", "--split-by", "unit", "-o", "out")
    assert (result.code, result.err) == (0, "out: 5 files, one for each body\n")
    names = {path.stem: [row["任务"][:2] for row in tasks(path.read_bytes())] for path in Path("out").iterdir()}
    assert names == {
        "市人社局": ["1."],
        "市民政局": ["1.", "2.", "3."],
        "市财政局": ["2."],
        "各县（市、区）人民政府": ["2."],
        "市市场监管局": ["3."],
    }
    sheet = sheet_of(Path("out/市财政局.xlsx").read_bytes())
    assert sheet["A1"].value == "任务落实台账（市财政局）"


def test_what_was_filled_in_is_sent_along(program: Program) -> None:
    fill("台账.xlsx", {"H5": "已发放", "P3": "联系人", "P5": "李", "G5": "2026年5月底"})
    program("ledger", "台账.xlsx", "--split-by", "unit", "-o", "out")
    [row] = tasks(Path("out/市人社局.xlsx").read_bytes())
    assert (row["进展"], row["联系人"], row["完成时限"]) == ("已发放", "李", "2026年5月底")


def test_a_body_can_be_sent_a_paper_to_sign(program: Program) -> None:
    assert program("ledger", "x.txt", "--split-by", "unit", "--as", "docx", "-o", "out").code == 0
    paper = Document("out/市民政局.docx")
    assert paper.paragraphs[0].text == "督办单（市民政局）"
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert [row[3] for row in rows[2:]] == ["配合\n（市人社局牵头）", "牵头", "责任"]
    assert rows[2][1].startswith("1.完善津贴制度\n实现")
    assert paper.paragraphs[-1].text.startswith("承办单位（盖章）")


def test_bodies_of_two_places_are_two() -> None:
    plans = [plan_of(text) for text in (TEXT, TEXT.replace("澜州市", "临江市"))]
    chapters = [Chapter(plan, entries(plan)) for plan in plans]
    names = [share.file for share in shares(chapters)]
    assert len(names) == len({*names}) == 10
    assert sum(name.startswith("临江市") for name in names) == 5


def test_names_of_bodies_are_made_names_of_files() -> None:
    plan = plan_of("澜州市方案\n一、重点任务\n1.建设。建设3处。（责任单位：市水利局/水务集团、市<x>局）\n")
    names = [share.file for share in shares([Chapter(plan, entries(plan))])]
    assert not any(sign in name for name in names for sign in '/<>:"|?*\\')


# ---------------------------------------------------------------- collected


def test_what_bodies_filled_in_goes_where_it_belongs(program: Program) -> None:
    program("ledger", "台账.xlsx", "--split-by", "unit", "-o", "out")
    fill("out/市人社局.xlsx", {"H5": "已发放津贴", "J5": "已完成"})
    fill("out/市民政局.xlsx", {"H6": "选址完成", "H8": "检查4次"})
    result = program("ledger", "--merge", "out", "台账.xlsx")
    assert (result.code, result.err) == (0, "4 cells filled in, 0 of them by several; 0 conflicts\n")
    assert said("台账.xlsx") == {
        "1.完善津贴制度": ("已发放津贴", "已完成"),
        "2.扩大服务供给": ("选址完成", None),
        "3.加强监管": ("检查4次", None),
    }


def test_what_several_wrote_of_one_task_is_put_together_with_their_names(program: Program) -> None:
    program("ledger", "台账.xlsx", "--split-by", "unit", "-o", "out")
    fill("out/市民政局.xlsx", {"H6": "选址完成"})
    fill("out/市财政局.xlsx", {"H5": "资金到位"})
    result = program("ledger", "--merge", "out", "台账.xlsx", "-o", "新.xlsx")
    assert (result.code, result.err) == (0, "1 cell filled in, 1 of them by several; 0 conflicts\n")
    assert said("新.xlsx")["2.扩大服务供给"] == ("市民政局：选址完成\n市财政局：资金到位", None)
    assert said("台账.xlsx")["2.扩大服务供给"] == (None, None)


def test_a_second_round_takes_only_what_changed(program: Program) -> None:
    fill("台账.xlsx", {"H5": "一季度：调研", "H6": "一季度：选址"})
    program("ledger", "台账.xlsx", "--split-by", "unit", "-o", "out")
    fill("out/市人社局.xlsx", {"H5": "二季度：发放"})
    assert program("ledger", "--merge", "out", "台账.xlsx").code == 0
    assert [progress for progress, _ in said("台账.xlsx").values()] == ["二季度：发放", "一季度：选址", None]


def test_what_contradicts_itself_is_told_and_changes_nothing(program: Program) -> None:
    program("ledger", "台账.xlsx", "--split-by", "unit", "-o", "out")
    fill("out/市民政局.xlsx", {"J6": "推进中"})
    fill("out/市财政局.xlsx", {"J5": "滞后"})
    fill("out/市人社局.xlsx", {"H5": "已发放"})
    fill("台账.xlsx", {"H5": "办公室另有记录"})
    result = program("ledger", "--merge", "out", "台账.xlsx")
    assert result.code == 1
    assert result.err.splitlines() == [
        "市人社局: 1.完善津贴制度, 进展: “已发放” came back, but there is “办公室另有记录”",
        "市财政局: 2.扩大服务供给, 状态: “滞后” came back, but there is “推进中（市民政局）”",
        "0 cells filled in, 0 of them by several; 2 conflicts",
    ]
    assert said("台账.xlsx")["1.完善津贴制度"] == ("办公室另有记录", None)


def test_what_has_no_place_in_the_ledger_is_told(program: Program) -> None:
    program("ledger", "台账.xlsx", "--split-by", "unit", "-o", "out")
    fill("out/市财政局.xlsx", {"H7": "另：专项检查", "P3": "电话", "P5": "123"})
    result = program("ledger", "--merge", "out", "台账.xlsx")
    assert result.code == 1
    assert result.err.splitlines()[:2] == [
        "市财政局: “电话：123” belongs to no row and column of the ledger",
        "市财政局: “另：专项检查” belongs to no row and column of the ledger",
    ]


def test_copies_sent_out_before_an_update_still_find_their_rows() -> None:
    before = ledger_of(PLAN)
    copy = load_workbook(io.BytesIO(before))
    copy["台账"]["H6"] = "选址完成"
    out = io.BytesIO()
    copy.save(out)
    new = TEXT.replace("2.扩大服务供给", "3.扩大服务供给").replace("3.加强监管", "4.加强监管")
    data, _ = update_ledger(before, [plan_of(new.replace("3.扩大", "2.改造设施。改造20处。\n3.扩大", 1))], load())
    merged = merge_ledgers(data, {"市民政局": out.getvalue()})
    assert (merged.cells, merged.conflicts, merged.unplaced) == (1, (), ())
    assert {row["任务"].splitlines()[0]: row["进展"] for row in tasks(merged.data)}["3.扩大服务供给"] == "选址完成"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["x.txt", "--split-by", "unit", "-o", "x.txt"], "x.txt is not a folder; a file for each body needs one"),
        (["--merge", "nowhere", "台账.xlsx"], "nowhere is not a folder; name the one that holds what came back"),
        (["--merge", ".", "x.txt", "台账.xlsx"], "what came back goes into one ledger; name that one"),
        (["x.txt", "--as", "ics", "-o", "x.xlsx"], "x.xlsx does not end in .ics; name such a file"),
        (["x.txt", "--as", "docx", "-o", "x.docx"], "docx goes with --split-by, ics stands alone"),
        (["x.txt", "--split-by", "unit", "--merge", "."], "one at a time: --update, --split-by or --merge"),
    ],
)
def test_what_makes_no_sense_is_one_line(program: Program, arguments: list[str], sentence: str) -> None:
    result = program("ledger", *arguments)
    assert result.code == 2
    assert sentence in result.err


# ---------------------------------------------------------------- the calendar


def events(data: bytes) -> list[Any]:
    return Calendar.from_ical(data).walk("VEVENT")


def test_a_deadline_is_a_day_with_fifteen_days_notice(program: Program) -> None:
    result = program("ledger", "x.txt", "--as", "ics", "-o", "日程.ics")
    assert result.code == 0
    assert result.err.splitlines()[-1] == "3.加强监管: 持续推进 names no day and is not in the calendar"
    first, second = events(Path("日程.ics").read_bytes())
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 6, 30), date(2026, 7, 1))
    assert first["summary"] == "到期：1.完善津贴制度"
    assert "牵头单位：市人社局" in first["description"]
    assert second.decoded("dtstart") == date(2027, 12, 31)
    [alarm] = first.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-15)


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ("每年6月底前", {"FREQ": ["YEARLY"], "UNTIL": [date(2027, 12, 31)]}),
        ("每季度末", {"FREQ": ["MONTHLY"], "INTERVAL": [3], "BYMONTHDAY": [-1], "UNTIL": [date(2027, 12, 31)]}),
    ],
)
def test_what_comes_back_has_a_rule(raw: str, rule: dict[str, Any]) -> None:
    plan = plan_of(TEXT.replace("持续推进", raw))
    data, vague = calendar([Chapter(plan, entries(plan))])
    assert vague == []
    assert {**events(data)[-1]["rrule"]} == rule


def test_entries_keep_their_names_when_the_ledger_is_brought_up_to_date(program: Program) -> None:
    program("ledger", "台账.xlsx", "--as", "ics", "-o", "a.ics")
    Path("new.txt").write_text(TEXT.replace("2026年6月", "2026年9月").replace("2.扩大", "2.继续扩大"), encoding="utf-8")
    program("ledger", "--update", "台账.xlsx", "new.txt")
    program("ledger", "台账.xlsx", "--as", "ics", "-o", "b.ics")
    one, other = (events(Path(name).read_bytes()) for name in ("a.ics", "b.ics"))
    assert [event["uid"] for event in one] == [event["uid"] for event in other]
    assert len({event["uid"] for event in one}) == 2
    assert other[0].decoded("dtstart") == date(2026, 9, 30)


def test_what_is_done_is_not_in_the_calendar(program: Program) -> None:
    fill("台账.xlsx", {"J5": "已完成"})
    program("ledger", "台账.xlsx", "--as", "ics", "-o", "a.ics")
    assert [event["summary"] for event in events(Path("a.ics").read_bytes())] == ["到期：2.扩大服务供给"]


def test_lines_are_short_and_signs_that_mean_something_are_escaped() -> None:
    plan = plan_of(TEXT.replace("完善津贴制度", "完善高龄;独居,空巢津贴制度，" + "长" * 90))
    data, _ = calendar([Chapter(plan, entries(plan))])
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert events(data)[0]["summary"].startswith("到期：1.完善高龄;独居,空巢")
    assert data == calendar([Chapter(plan, entries(plan))])[0]
