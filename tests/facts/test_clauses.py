"""Clauses as plans print them, read as a clerk reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.facts.pages import Entry, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import Plan, Task

ROLES = {"lead": "牵头", "support": "配合", "joint": "责任"}


def said_by(plan: Plan) -> Iterator[str]:
    """The first task's units by role, then its deadlines, open lists and what gave the roles."""
    task = plan.tasks[0]
    own = [unit for unit in task.units if unit.via == "clause"]
    for role, label in ROLES.items():
        if names := [unit.name + (f"（{unit.note}）" if unit.note else "") for unit in own if unit.role == role]:
            yield " ".join([label, *names])
    yield from (f"时限 {one.year}" + (f"-{one.month:02}" if one.month else "") for one in task.deadlines if one.year)
    yield from (f"未尽 {unit.more}" for unit in own if unit.more)
    yield from _basis(plan, task)


def _basis(plan: Plan, task: Task) -> Iterator[str]:
    texts = {block.id: block.text or "" for block in plan.blocks}
    places = dict.fromkeys((at.block, at.start, at.end) for unit in task.units for at in unit.by)
    yield from (f"依据 {texts[block][start:end]}" for block, start, end in places)


@pytest.mark.parametrize("entry", read_pages("clauses"), ids=lambda entry: entry.name)
def test_a_clause_names_its_units(entry: Entry) -> None:
    assert sorted(said_by(entry.plan())) == sorted(entry.expected)
