"""`diff BASE FIRST SECOND`: what both redrafts did, what one did, and where they do not go together."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_extract.comparison.compare import compare
from policy_extract.comparison.three_way import three_way
from policy_extract.pipeline import parse_bytes
from tests.collectors.program import Program

BASE = """\
澜州市养老服务提升行动方案
一、总体要求
到2028年底，基本养老服务体系更加健全。
二、主要任务
1.完善津贴制度。实现高龄津贴应发尽发，及时足额。（责任单位：市人社局、市民政局）
2.扩大服务供给。每个街道建成养老中心1个。（责任单位：市民政局、市财政局）
3.加强监督管理。定期开展检查，公布检查结果，健全长效机制。（责任单位：市民政局）
4.强化资金保障。加大投入力度，提高使用效益。（责任单位：市财政局）
"""


def states(first: str, second: str) -> list[tuple[str, str, str]]:
    """State and kinds of what the two redrafts did."""
    plans = [parse_bytes(text.encode(), "x.txt").plan for text in (BASE, first, second)]
    found = three_way(*(compare(plans[0], plan) for plan in plans[1:]))
    return [(one.state, one.first.kind if one.first else "", one.second.kind if one.second else "") for one in found]


def edited(*edits: tuple[str, str]) -> str:
    text = BASE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


VALUE = edited(("中心1个", "中心2个"))


def test_the_same_edit_stands_in_both() -> None:
    assert states(VALUE, VALUE) == [("both", "value-changed", "value-changed")]


def test_another_value_is_a_conflict() -> None:
    assert states(VALUE, edited(("中心1个", "中心3个"))) == [("conflict", "value-changed", "value-changed")]


def test_what_one_redraft_did_alone_is_told_by_redraft() -> None:
    assert states(VALUE, edited(("到2028年底", "到2027年底"))) == [
        ("first", "value-changed", ""),
        ("second", "", "section-reworded"),
    ]


def test_other_words_of_one_sentence_go_together() -> None:
    first, second = edited(("定期开展", "每月开展")), edited(("长效机制", "长效监督机制"))
    assert states(first, second) == [("first", "task-reworded", ""), ("second", "", "task-reworded")]


def test_the_same_words_do_not() -> None:
    first, second = edited(("定期开展", "每月开展")), edited(("定期开展", "不定期抽样开展"))
    assert states(first, second) == [("conflict", "task-reworded", "task-reworded")]


def test_a_task_that_one_drops_and_the_other_rewords_is_a_conflict_whichever_way_round() -> None:
    gone = BASE.replace("4.强化资金保障。加大投入力度，提高使用效益。（责任单位：市财政局）\n", "")
    reworded = edited(("加大投入力度", "加大市级财政投入力度"))
    assert states(gone, reworded) == [("conflict", "task-removed", "task-reworded")]
    assert states(reworded, gone) == [("conflict", "task-reworded", "task-removed")]


def test_a_task_that_both_drop_is_no_conflict() -> None:
    gone = BASE.replace("4.强化资金保障。加大投入力度，提高使用效益。（责任单位：市财政局）\n", "")
    assert states(gone, gone) == [("both", "task-removed", "task-removed")]


def test_bodies_of_one_task_are_no_conflict_unless_they_are_the_same_body() -> None:
    first, second = edited(("、市财政局）\n3", "、市财政局、市教育局）\n3")), edited(("、市财政局）\n3", "）\n3"))
    assert states(first, second) == [("first", "unit-added", ""), ("second", "", "unit-removed")]


def test_another_lead_is_a_conflict() -> None:
    first, second = (
        edited(("市人社局、市民政局", "*市人社局、市民政局")),
        edited(("市人社局、市民政局", "市人社局、*市民政局")),
    )
    assert ("conflict", "lead-changed", "lead-changed") in states(first, second)


def test_renumbering_is_no_change_of_its_own() -> None:
    added = edited(("3.加强", "3.建设智慧平台。建成平台。（责任单位：市数据局）\n4.加强"), ("4.强化", "5.强化"))
    assert states(added, BASE) == [("first", "task-added", "")]


def test_redrafts_that_changed_nothing_give_nothing() -> None:
    assert states(BASE, BASE) == []


# ---------------------------------------------------------------- as people call it


@pytest.fixture
def program(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """The command line, in a folder with a base and two redrafts."""
    monkeypatch.chdir(tmp_path)
    second = edited(("中心1个", "中心3个"), ("高龄津贴", "高龄补贴"))
    for name, text in (("base.txt", BASE), ("a.txt", VALUE), ("b.txt", second)):
        Path(name).write_text(text, encoding="utf-8")
    return Program(capsysbinary, monkeypatch)


def test_the_report_begins_with_conflicts_and_shows_what_each_says(program: Program) -> None:
    result = program("diff", "base.txt", "a.txt", "b.txt", "--lang", "zh")
    assert (result.code, result.err) == (1, "")
    assert result.out.decode().startswith(
        "base.txt → a.txt | b.txt：冲突 1 处，两稿相同 0 处，仅甲稿 0 处，仅乙稿 1 处\n"
        "\n"
        "冲突 1\n"
        "  数值变更  2.扩大服务供给\n"
        "    a.txt  每个街道建成养老中心1个 → 每个街道建成养老中心2个\n"
        "    b.txt  每个街道建成养老中心1个 → 每个街道建成养老中心3个\n"
    )


def test_lines_say_how_each_change_goes_together_with_the_other_redraft(program: Program) -> None:
    lines = program("diff", "base.txt", "a.txt", "b.txt", "--as", "lines").out.decode().splitlines()
    assert [line.partition("  ")[0] for line in lines] == ["冲突·甲稿", "冲突·乙稿", "仅乙稿"]


def test_markdown_has_a_column_for_each_redraft(program: Program) -> None:
    told = program("diff", "base.txt", "a.txt", "b.txt", "--as", "markdown").out.decode()
    assert "| what | base\\.txt | a\\.txt | b\\.txt |" in told
    assert "| 每个街道建成养老中心1个 | 每个街道建成养老中心2个 | 每个街道建成养老中心3个 |" in told


def test_it_can_be_written(program: Program) -> None:
    result = program("diff", "base.txt", "a.txt", "b.txt", "-o", "three.txt")
    assert result.out == b""
    assert result.err.startswith("base.txt → a.txt | b.txt: 1 in conflict")
    assert Path("three.txt").read_text(encoding="utf-8").startswith("base.txt → a.txt | b.txt: 1 in conflict")


def test_only_what_is_asked_for_counts(program: Program) -> None:
    lines = program("diff", "base.txt", "a.txt", "b.txt", "--only", "substance", "--as", "lines").out.decode()
    assert "仅乙稿" not in lines


def test_other_forms_are_refused(program: Program) -> None:
    result = program("diff", "base.txt", "a.txt", "b.txt", "--as", "html", "--lang", "zh")
    assert (result.code, result.out) == (2, b"")
    assert "两份改稿只能用 text、lines 或 markdown 显示" in result.err


def test_two_unchanged_redrafts_are_exit_code_0(program: Program) -> None:
    assert program("diff", "base.txt", "base.txt", "base.txt").code == 0
