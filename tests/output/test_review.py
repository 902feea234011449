"""The order of things to look at, and that no warning is left out of it."""

from __future__ import annotations

from pathlib import Path

from plan_builders import block, finding, plan, task, unit

from policy_extract.findings import KINDS
from policy_extract.labels import labels
from policy_extract.model import At
from policy_extract.output.review import DOUBTS, HIGH, LOW, MIDDLE, doubts


def at(name: str, start: int = 0, end: int = 2) -> At:
    return At(block=name, start=start, end=end)


def test_every_warning_and_error_has_its_place_in_the_order() -> None:
    assert [code for code, kind in KINDS.items() if kind.severity != "info" and code.value not in DOUBTS] == []


def test_the_page_on_views_lists_every_doubt() -> None:
    page = (Path(__file__).parents[2] / "docs" / "views.md").read_text(encoding="utf-8").partition("## `review`")[2]
    codes = labels("codes")
    assert [code for code in DOUBTS if codes[code] not in page] == []


def test_the_order_goes_from_the_most_doubtful_down() -> None:
    levels = [*DOUBTS.values()]
    assert levels == sorted(levels, key=[HIGH, MIDDLE, LOW].index)


def test_things_of_one_kind_stand_in_reading_order_and_what_has_no_place_first() -> None:
    found = (
        finding(at=at("b10"), number="3."),
        finding(at=at("b2", 1, 3), number="2."),
        finding(at=at("b2"), number="1."),
        finding("annex-missing", label="附件1"),
        finding("unit-doubtful", at=at("b10"), name="并于年底"),
    )
    shown = doubts(plan(blocks=(block("b2", "甲乙丙"), block("b10", "丁戊")), findings=found))
    assert [(one.level, one.what, one.at and one.at.block, one.quoted) for one in shown] == [
        ("高", "附件缺失", None, "附件1"),
        ("高", "单位存疑", "b10", "丁戊"),
        ("中", "编号重复", "b2", "甲乙"),
        ("中", "编号重复", "b2", "乙丙"),
        ("中", "编号重复", "b10", "丁戊"),
    ]


def test_a_name_that_the_directory_does_not_know_stands_there_once() -> None:
    units = (unit("市民政局", body="civil-affairs"), unit("云汀集团", at=(at("b2", 0, 1),)))
    tasks = (task("1", "甲", *units), task("2", "乙", unit("云汀集团", at=(at("b2", 1, 2),))))
    shown = doubts(plan(blocks=(block("b2", "甲乙丙"),), tasks=tasks))
    assert [(one.level, one.what, one.quoted) for one in shown] == [("低", "单位未收录", "甲")]
