"""Filled-in ledgers after known edits of their plans, and after real ones: nothing is lost, and it stands where it belongs."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ledger_builder import entries, ledger_of
from openpyxl import load_workbook

from policy_extract.grammar import load
from policy_extract.ledger.ledger_columns import cells_of, key_of
from policy_extract.ledger.stored_state import fingerprint_of
from policy_extract.ledger.update import update_ledger
from policy_extract.output.canonical import as_model
from policy_extract.pipeline import parse_bytes
from tests.diff.accuracy import short_run
from tests.diff.mutation.expected import Look
from tests.diff.mutation.generator import documents, mutated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policy_extract.ledger.ledger_entries import RowsOf
    from policy_extract.model import Plan
    from tests.diff.mutation.generator import Pair

LEAST = 0.99
"""The share of entries that must stand on the task they were written for."""
PAIRS = Path(__file__).parents[3] / "shared" / "corpus" / "pairs"
REAL = (
    ("sx16.docx", "sx17.docx"),
    ("yaodian2019.docx", "yaodian2021.docx"),
    ("opc08.docx", "../dev/docx/opc10.docx"),
    ("opc17.docx", "opc18.docx"),
    ("gd02.txt", "../real/gd01.txt"),
    ("rdA-old.docx", "rdA-new.docx"),
    ("rdB-old.docx", "rdB-new.docx"),
)


def carried(old: Plan, new: Plan, rows: RowsOf = "tasks") -> tuple[dict[str, str], dict[str, str]]:
    """What was written in each row by its key, and the text of the task it stands beside after the update.

    Nothing that was written is lost, every row of the new plan is there once, and its cells are the plan's.
    """
    book = load_workbook(io.BytesIO(ledger_of(old, rows=rows)))
    sheet = book["台账"]
    written = {}
    for row in range(4, sheet.max_row + 1):
        key = str(sheet.cell(row, 15).value)
        if key.startswith("e"):
            written[key] = f"写于{key}"
            sheet.cell(row, 8).value = sheet.cell(row, 11).value = written[key]
    out = io.BytesIO()
    book.save(out)
    data, [outcome] = update_ledger(out.getvalue(), [new], load())
    after = load_workbook(io.BytesIO(data))["台账"]
    lines = [[cell.value for cell in row] for row in after.iter_rows(min_row=4)]
    for column in (7, 10):
        assert {line[14]: line[column] for line in lines if line[column]} == written
    live = [line for line in lines if str(line[14]).startswith("e") and not str(line[12] or "").startswith("已删除")]
    there = entries(new, rows) + (entries(old, rows) if outcome.version_of is None else [])
    assert len(live) == len(there)
    if rows != "targets":
        wanted = sorted(cells_of(entry)["task"] for entry in there)
        assert sorted(str(line[1] or "") for line in live) == wanted
    return written, {str(line[14]): str(line[1]) for line in live}


def judged(pairs: Iterable[Pair]) -> Iterator[tuple[str, bool]]:
    """For each task of an old plan that is still there after the edits, whether what was written stands beside it."""
    for pair in pairs:
        old, new = (_named(plan, name) for plan, name in ((pair.old, "a" * 64), (pair.new, "b" * 64)))
        _, beside = carried(old, new)
        wanted = {entry.id: cells_of(entry)["task"] for entry in entries(new)}
        look = Look(pair.new, pair.draft)
        for here, there in _same_tasks(old, look).items():
            key = key_of(fingerprint_of(old), here)
            yield f"{pair.name}: {here} → {there}", beside.get(key) == wanted[there]


def _same_tasks(old: Plan, look: Look) -> Mapping[str, str]:
    """The tasks whose opening paragraph is in the new plan, and the tasks that it opens there."""
    tasks = {task.id for task in look.plan.tasks}
    opening = {section.id: section.blocks[0] for section in _sections(old.sections) if section.blocks}
    found = {}
    for task in old.tasks:
        token = opening.get(task.id)
        heading = look.heading(token) if token in look.names else None  # type: ignore[arg-type]  # names has no None
        if heading is not None and heading.id in tasks:
            found[task.id] = heading.id
    return found


def _sections(sections: Iterable[Any]) -> Iterator[Any]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _named(plan: Plan, sha256: str) -> Plan:
    model = as_model(plan)
    return model.model_copy(update={"source": model.source.model_copy(update={"sha256": sha256})})


def test_what_was_written_stands_beside_its_task() -> None:
    # In a pair that is turned, the draft that says which task is which is that of the old plan.
    forward = [pair for pair in short_run() if pair.draft is not None and not pair.name.endswith(" turned")]
    told = [*judged(forward[::4])]
    assert len(told) > 100
    assert sum(right for _, right in told) / len(told) >= LEAST, [name for name, right in told if not right]


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_what_was_written_stands_beside_its_task_after_many_edits() -> None:
    told = [*judged(mutated(path, seed, count) for path in documents() for seed, count in ((301, 8), (302, 25)))]
    assert sum(right for _, right in told) / len(told) >= LEAST, [name for name, right in told if not right]


@cache
def plan_in(name: str) -> Plan:
    path = PAIRS / name
    return as_model(parse_bytes(path.read_bytes(), path.name, grammars=load()).plan)


@pytest.mark.skipif(not PAIRS.exists(), reason="the pairs of versions are kept next to the project")
@pytest.mark.parametrize(("old", "new"), REAL)
def test_nothing_is_lost_between_real_versions(old: str, new: str) -> None:
    carried(plan_in(old), plan_in(new))


@pytest.mark.full
@pytest.mark.skipif(not PAIRS.exists(), reason="the pairs of versions are kept next to the project")
@pytest.mark.parametrize("rows", ["items", "targets"])
@pytest.mark.parametrize(("old", "new"), REAL)
def test_nothing_of_items_and_targets_is_lost_between_real_versions(old: str, new: str, rows: RowsOf) -> None:
    if not entries(plan_in(old), rows):
        pytest.skip("the plan has none")
    carried(plan_in(old), plan_in(new), rows)
