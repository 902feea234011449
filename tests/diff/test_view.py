"""The plain data view: one line per change."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from diff_builders import amount, change, diff, pieces, side

from policy_extract.comparison.changes.diff_model import ChangeKind, Severity
from policy_extract.comparison.changes.severity import severity_of
from policy_extract.comparison.changes.view import lines
from policy_extract.labels import labels

ADDED = side("3.建设服务设施", "建成养老中心10个。", "2/1/3")


def shown(*changes: object) -> list[str]:
    return list(lines(diff(*changes)))  # type: ignore[arg-type]


def test_every_kind_and_severity_has_a_label_of_its_own() -> None:
    assert set(labels("changes")) == set(get_args(ChangeKind))
    assert len(set(labels("changes").values())) == len(labels("changes"))
    assert set(labels("severities")) == set(get_args(Severity))


def test_no_change_gives_no_line() -> None:
    assert shown() == []


def test_a_thing_that_came_is_shown_by_its_label() -> None:
    assert shown(change("task-added", new=[ADDED])) == ["实质  新增任务  2/1/3  一、主要任务  3.建设服务设施"]


def test_a_thing_that_went_is_shown_by_its_label() -> None:
    assert shown(change("task-removed", old=[ADDED])) == ["实质  删除任务  2/1/3  一、主要任务  3.建设服务设施"]


def test_renumbering_shows_both_numbers_and_both_ids() -> None:
    old, new = side("7.健全", "7.", "2/1/7"), side("8.健全", "8.", "2/1/8")
    assert shown(change("task-renumbered", [old], [new])) == [
        "形式  任务重编号  2/1/7 → 2/1/8  一、主要任务  7.健全 → 8.健全"
    ]


def test_a_move_shows_the_headings_of_both_places() -> None:
    old, new = side("5.甲", "5.", "2/1/5"), side("2.甲", "2.", "2/2/2")
    assert shown(change("task-moved", [old], [new], "（二）建设", field="（一）健全")) == [
        "实质  任务移动  2/1/5 → 2/2/2  （一）健全 → （二）建设  5.甲 → 2.甲"
    ]


def test_a_merge_shows_what_was_merged() -> None:
    old = [side("1.甲", path="2/1"), side("2.乙", path="2/2")]
    assert shown(change("task-merged", old, [side("1.甲乙", path="2/1")])) == [
        "实质  任务合并  2/1+2/2 → 2/1  一、主要任务  1.甲、2.乙 → 1.甲乙"
    ]


def test_a_value_shows_both_and_how_far_it_went() -> None:
    old, new = side("养老床位", "65", "a1/t1/r5"), side("养老床位", "62.5", "a1/t1/r5")
    one = change("value-changed", [old], [new], "养老床位", field="2027 target", amount=amount("65", "62.5"))
    assert shown(one) == ["实质  数值变更  a1/t1/r5  养老床位  2027 target  65 → 62.5（−2.5）"]


def test_a_change_that_leaves_nothing_says_so() -> None:
    lead = [side("市人社局", path="2/1")]
    assert shown(change("lead-changed", lead, where="1.甲")) == ["实质  牵头变更  2/1  1.甲  市人社局 → —"]
    assert shown(change("lead-changed", new=lead, where="1.甲")) == ["实质  牵头变更  2/1  1.甲  — → 市人社局"]


def test_reworded_text_is_shown_with_its_words_and_its_name() -> None:
    old, new = side("2.扩大供给", "每个街道建成"), side("2.扩大供给", "每个街道至少建成")
    one = change("task-reworded", [old], [new], wording=pieces("每个街道", "-建成", "+至少建成", "养老中心1个。"))
    assert shown(one) == ["措辞  任务改写  2/1  一、主要任务  2.扩大供给  每个街道[-建成-]{+至少建成+}养老中心1个。"]


def test_text_of_which_nothing_stayed_is_old_and_new() -> None:
    one = change("investment-changed", [side("2.35")], [side("3.10")], "水库", wording=pieces("-2.35", "+3.10"))
    assert shown(one) == ["实质  投资变更  2/1  水库  2.35 → 3.10"]


def test_long_stretches_that_stay_are_shortened() -> None:
    one = change(
        "task-reworded", [side("甲")], [side("甲")], wording=pieces("一二三四五六七八九十一二三四五六七", "-甲", "+乙")
    )
    assert shown(one)[0].endswith("一二三四五六…二三四五六七[-甲-]{+乙+}")


@pytest.mark.parametrize("text", ["换\n行", "\x1b[31m红", "\u202e反"])
def test_a_text_stays_on_its_line_and_steers_no_terminal(text: str) -> None:
    [line] = shown(change("unit-added", new=[side(text)]))
    assert not set(line) & {"\n", "\x1b", "\u202e"}


@pytest.mark.parametrize("kind", get_args(ChangeKind))
def test_every_kind_is_in_the_documentation(kind: ChangeKind) -> None:
    page = (Path(__file__).parents[2] / "docs" / "diff.md").read_text(encoding="utf-8")
    assert f"| `{kind}` | {labels('changes')[kind]} | {severity_of(kind)} |" in page
