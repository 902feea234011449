"""No edge of a changed stretch lies inside the name of a body, a number or a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract.comparison.words.word_diff import changed_regions

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = (
    "市财政局",
    "市发展改革委",
    "市发展和改革局",
    "省民政厅",
    "县市场监督管理局",
    "市应急局",
    "市应急管理局",
    "市税务局",
)
UNITS = re.compile("|".join((*NAMES, r"\d[\d.]*%?", r"20\d\d年\d+月")))
WORDS = st.sampled_from(
    [*NAMES, "3.5%", "35", "2026年6月", "2026年12月", "由", "会同", "、", "牵头，", "到", "完成", "管理", "改革"]
)


def cut(text: str, edges: list[int]) -> Iterator[str]:
    for found in UNITS.finditer(text):
        if any(found.start() < edge < found.end() for edge in edges):
            yield found[0]


def parted(words: list[str]) -> str:
    """A sentence in which no two words run together to another one."""
    return "；".join(words)


@settings(deadline=None)  # the directory and the dictionary are read for the first example
@given(st.lists(WORDS, max_size=12).map(parted), st.lists(WORDS, max_size=12).map(parted))
def test_names_numbers_and_dates_are_never_cut(old: str, new: str) -> None:
    regions = changed_regions(old, new)
    assert list(cut(old, [edge for one in regions for edge in one[:2]])) == []
    assert list(cut(new, [edge for one in regions for edge in one[2:]])) == []


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("由市商务局发挥作用", "由市文化广电旅游局发挥作用", [("市商务局", "市文化广电旅游局")]),
        ("民政局要牵头", "市民政局要牵头", [("民政局", "市民政局")]),
        ("市住建局和审计局检查", "市住建局和审计厅检查", [("审计局", "审计厅")]),
        ("稳定财政投入", "稳定财政收入", [("投入", "收入")]),
        ("由县种苗服务中心供应", "由县种畜服务中心供应", [("县种苗服务中心", "县种畜服务中心")]),
        ("由县种苗服务中心供应", "由县林业服务站供应", [("县种苗服务中心", "县林业服务站")]),
    ],
)
def test_bodies_are_known_where_no_list_names_them(old: str, new: str, changed: list[tuple[str, str]]) -> None:
    assert [(old[a:b], new[c:d]) for a, b, c, d in changed_regions(old, new)] == changed
