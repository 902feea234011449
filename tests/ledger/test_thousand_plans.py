"""Ledgers of very many plans: what they cost, and how large they may be."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
import weakref
from typing import TYPE_CHECKING

import pytest
from ledger_builder import TEXT, entries, ledger_of, plan_of

from policy_extract.errors import InputError
from policy_extract.grammar import load
from policy_extract.ledger import filled, workbook_package
from policy_extract.ledger.filled import read_ledger
from policy_extract.ledger.sheet_writer import Chapter, write_ledger
from policy_extract.ledger.update import update_ledger
from policy_extract.reading.sheets.workbook_parts import PLAN, Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import Plan


def plans(count: int, first: int = 0) -> Iterator[Plan]:
    """Plans with titles of their own, one after the other."""
    for number in range(first, first + count):
        plan = plan_of(TEXT.replace("养老服务", f"养老服务（{number}）"), f"plan{number}.txt")
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        yield plan.model_copy(update={"source": plan.source.model_copy(update={"sha256": digest})})


def room_for(count: int) -> int:
    """Bytes that a ledger of so many plans takes while it is made."""
    tracemalloc.start()
    write_ledger(io.BytesIO(), (Chapter(plan, entries(plan)) for plan in plans(count)), "tasks")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_the_room_a_ledger_takes_hardly_grows_with_its_plans() -> None:
    room_for(5)  # what is loaded once
    few, many = room_for(10), room_for(60)
    assert (many - few) / 50 < 20_000


def test_an_update_has_one_plan_in_memory_at_a_time() -> None:
    before = ledger_of(*plans(12))
    made: list[weakref.ref[Plan]] = []
    alive = []

    def given() -> Iterator[Plan]:
        for plan in plans(12):
            made.append(weakref.ref(plan))
            yield plan
            del plan
            alive.append(sum(one() is not None for one in made))

    _, outcomes = update_ledger(before, given(), load())
    assert [outcome.kept for outcome in outcomes] == [3] * 12
    assert max(alive) <= 3


def test_a_ledger_may_be_larger_than_a_workbook_that_is_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workbook_package.BOUNDS.cells >= 5 * PLAN.cells
    assert workbook_package.BOUNDS.bytes >= 5 * PLAN.bytes
    data = ledger_of(*plans(2))
    assert len(read_ledger(data).kept) == 2
    for bounds, sentence in ((Bounds(2**20, 20), "more than 20 cells"), (Bounds(1000, 2000), "unzips to more")):
        monkeypatch.setattr(filled, "BOUNDS", bounds)
        with pytest.raises(InputError, match=sentence):
            read_ledger(data)
