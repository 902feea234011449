"""Who is responsible for a task, in two versions of it."""

from __future__ import annotations

import time
from itertools import product

import pytest

from policy_extract.diff.compare import compare
from policy_extract.pipeline import parse_bytes


def changes(old: str, new: str) -> list[str]:
    """What became of the bodies between two clauses."""
    plans = [
        parse_bytes(f"澜州市方案\n一、主要任务\n1.加强领导。落实工作。（责任单位：{clause}）\n".encode(), "x.txt").plan
        for clause in (old, new)
    ]
    return [change.kind for change in compare(*plans).changes if change.noun == "unit"]


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


def test_thousands_of_bodies_cost_no_more_than_their_number() -> None:
    names = ["".join(signs) for signs in product("建设养老服务体系完善高龄", repeat=3)][:1600]
    clauses = ["、".join(f"市{name}{end}" for name in names) for end in ("局", "委")]
    began = time.process_time()
    assert changes(*clauses).count("unit-added") > 1000
    assert time.process_time() - began < 5
