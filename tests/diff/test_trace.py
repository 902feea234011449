"""One plan through many drafts: a row for each task, whatever happened to it in between."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policy_extract.comparison.trace import trace
from policy_extract.pipeline import parse_bytes
from tests.collectors.program import Program

if TYPE_CHECKING:
    from policy_extract.model import Plan

FIRST = """澜州市养老服务行动方案
一、主要任务
1.完善津贴制度。实现高龄津贴应发尽发，稳步提高补贴标准。（责任单位：市民政局）
2.加强监督管理。定期开展检查，公开检查结果。（责任单位：市民政局）
3.发展老年教育。办好老年大学，扩大招生规模。（责任单位：市教育局）
"""
SECOND = FIRST.replace(
    "2.加强", "2.建设智慧平台。建成平台1个，接入全部养老机构。（责任单位：市民政局）\n3.加强"
).replace("3.发展", "4.发展")
THIRD = SECOND.replace("1.完善津贴制度。实现高龄津贴应发尽发，稳步提高补贴标准。（责任单位：市民政局）\n", "").replace(
    "市教育局", "*市教育局"
)


def plans(*texts: str) -> list[Plan]:
    return [parse_bytes(text.encode(), "x.txt").plan for text in texts]


def rows(*texts: str) -> list[list[str]]:
    return [[cell.state for cell in row.cells] for row in trace(plans(*texts))]


def test_tasks_that_come_go_and_are_renumbered_keep_their_rows() -> None:
    assert rows(FIRST, SECOND, THIRD) == [
        ["first", "same", "gone"],
        ["absent", "new", "same"],
        ["first", "changed", "same"],
        ["first", "changed", "changed"],
    ]


def test_drafts_that_say_the_same_show_no_change() -> None:
    assert rows(FIRST, FIRST, FIRST) == [["first", "same", "same"]] * 3


def test_a_task_that_came_back_is_one_of_its_own() -> None:
    without = FIRST.replace("2.加强监督管理。定期开展检查，公开检查结果。（责任单位：市民政局）\n3.发展", "2.发展")
    assert ["first", "gone", "absent"] in rows(FIRST, without, FIRST)
    assert ["absent", "absent", "new"] in rows(FIRST, without, FIRST)


def test_parts_of_a_split_task_share_its_row() -> None:
    old = "一、主要任务\n1.加快社区食堂建设。新建社区食堂，培育送餐队伍，推行统一配送。\n"
    new = (
        "一、主要任务\n1.新建社区食堂。加快社区食堂建设，推行统一配送。\n2.培育送餐队伍。依托物业企业，形成稳定力量。\n"
    )
    [row] = trace(plans(old, new))
    assert [cell.label for cell in row.cells] == ["1.加快社区食堂建设", "1.新建社区食堂、2.培育送餐队伍"]


def test_tasks_that_were_merged_end_in_the_same_one() -> None:
    one = "1.办好老年大学。扩大招生规模，优化课程设置，建设示范校区。\n"
    two = "2.组建讲师团队。吸收退休教师参加，开展巡回授课，培育骨干力量。\n"
    merged = (
        "1.发展老年教育。扩大招生规模，优化课程设置，建设示范校区。吸收退休教师参加，开展巡回授课，培育骨干力量。\n"
    )
    found = list(trace(plans(f"一、主要任务\n{one}{two}", f"一、主要任务\n{merged}")))
    assert [row.cells[-1].label for row in found] == ["1.发展老年教育", "1.发展老年教育"]


# ---------------------------------------------------------------- the command


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with three drafts of a plan."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("one.txt", FIRST), ("two.txt", SECOND), ("three.txt", THIRD)):
        Path(name).write_text(text, encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


DRAFTS = ("one.txt", "two.txt", "three.txt")


def test_a_table_has_a_column_for_each_draft(program: Program) -> None:
    result = program("trace", *DRAFTS, "--as", "markdown", "--lang", "zh")
    assert (result.code, result.err) == (1, "")
    assert result.out.decode().replace("\\", "").splitlines()[:4] == [
        "| one.txt | two.txt | three.txt |",
        "| --- | --- | --- |",
        "| 1.完善津贴制度 | = | — |",
        "|  | 2.建设智慧平台（新增） | = |",
    ]


def test_lines_name_the_drafts_in_which_a_task_is_another(program: Program) -> None:
    lines = program("trace", *DRAFTS).out.decode().splitlines()
    assert lines[:2] == ["one.txt  1.完善津贴制度", "  three.txt  —"]


def test_csv_calculates_nothing_and_opens_in_excel(program: Program) -> None:
    Path("one.txt").write_text(FIRST.replace("完善津贴制度", "=1+1"), encoding="utf-8")
    out = program("trace", "one.txt", "two.txt", "--as", "csv").out
    assert out.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(out.decode("utf-8-sig"))) for cell in row]
    assert not any(cell.startswith("=") and len(cell) > 1 for cell in cells)


def test_the_same_drafts_exit_with_0_and_one_draft_is_not_enough(program: Program) -> None:
    assert program("trace", "one.txt", "one.txt").code == 0
    assert program("trace", "one.txt").code == 2
