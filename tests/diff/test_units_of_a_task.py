"""Who is responsible for a task, in two versions of it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from policy_extract.comparison.compare import compare
from policy_extract.pipeline import parse_bytes
from tests.lines import lines_run_by

if TYPE_CHECKING:
    from policy_extract.generated.plain import Plan


def plan(clause: str) -> Plan:
    """A plan of one task."""
    text = f"澜州市方案\n一、主要任务\n1.加强领导。落实工作。（责任单位：{clause}）\n"
    return parse_bytes(text.encode(), "x.txt").plan


def changes(old: str, new: str) -> list[str]:
    """What became of the bodies between two clauses."""
    return [change.kind for change in compare(plan(old), plan(new)).changes if change.noun == "unit"]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("市民政局、民政局", "民政局、市民政局", []),
        ("民政局", "市民政局", ["unit-renamed"]),
        ("市民政局", "民政局", ["unit-renamed"]),
        ("市民政局", "省民政厅", ["unit-removed", "unit-added"]),
        ("市民政局", "市民政局、省民政厅", ["unit-added"]),
    ],
)
def test_a_body_is_the_same_under_the_surest_of_its_names(old: str, new: str, kinds: list[str]) -> None:
    assert sorted(changes(old, new)) == sorted(kinds)


def clauses(count: int) -> tuple[str, str]:
    """So many bodies in each of two versions, none the same."""
    names = ["".join(signs) for signs in product("建设养老服务体系完善高龄", repeat=3)][:count]
    old, new = ("、".join(f"市{name}{end}" for name in names) for end in ("局", "委"))
    return old, new


def work(count: int) -> int:
    """Lines of Python run to compare so many bodies."""
    old, new = map(plan, clauses(count))
    return lines_run_by(lambda: compare(old, new))


def test_thousands_of_bodies_cost_no_more_than_their_number() -> None:
    assert work(1_200) < 4 * 1.3 * work(300)
    assert changes(*clauses(1_200)).count("unit-added") > 800
