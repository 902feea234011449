"""Numbers in words count as those in digits: 三十家 → 五十家 is a value that changed."""

from __future__ import annotations

import pytest
from plan_pair import pair

from policy_extract.comparison.changes.view import lines
from policy_extract.comparison.words.word_diff import changed_regions

PLAN = "澜州市养老服务行动方案\n一、主要任务\n1.完善津贴制度。实现高龄津贴应发尽发。{}（责任单位：市民政局）\n2.加强保障。加大投入。（责任单位：市财政局）\n"


def told(old: str, new: str) -> list[str]:
    return list(lines(pair(PLAN.format(old), PLAN.format(new)).diff))


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("新建养老中心三十家。", "新建养老中心五十家。", "三十家 → 五十家（+20）"),
        ("选派指导员十五，轮流值守。", "选派指导员二十，轮流值守。", "十五 → 二十（+5）"),
        ("每次研究三项重点。", "每次研究五项重点。", "三项 → 五项（+2）"),
        ("抽查站点百分之三十。", "抽查站点百分之五十。", "百分之三十 → 百分之五十（+20）"),
    ],
)
def test_a_number_in_words_that_changed_is_a_value_and_nothing_else(old: str, new: str, value: str) -> None:
    [line] = told(old, new)
    assert line.startswith("实质  数值变更")
    assert line.endswith(value)


@pytest.mark.parametrize(
    ("old", "new"), [("推进一体化服务。", "推进统一服务。"), ("落实“十四五”部署。", "落实“十五五”部署。")]
)
def test_numerals_in_words_and_names_are_no_values(old: str, new: str) -> None:
    assert not any("数值变更" in line for line in told(old, new))


def test_a_number_in_words_is_never_cut() -> None:
    old, new = "新建养老中心三十家", "新建养老中心五十家"
    assert [(old[a:b], new[c:d]) for a, b, c, d in changed_regions(old, new)] == [("三十", "五十")]
