"""The generator of the mutation test, by itself: an edit that the new document does not say would prove nothing."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading import read
from policy_extract.reading.flow.notation import read_notation
from tests.diff.mutation.draft import Draft
from tests.diff.mutation.generator import EDITS, LONG_PLAN, MEASURES, SAMPLES, documents, mutated, mutated_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.diff.mutation.generator import Pair

MUTATION = Path(__file__).parent / "mutation"

TABLE = """养老服务行动方案
| 序号 | 类别 | 指标 | 2026年 |
| 1 | 安养 | 床位 | 10 |
| 2 | ^ | 照料中心 | 20 |
"""


def pairs_of(edit: str) -> Iterator[Pair]:
    """Every sample on which an edit can be done, changed by it alone."""
    pairs = (mutated(path, seed=5, count=1, only=(edit,)) for path in (*SAMPLES, LONG_PLAN, MEASURES))
    return (pair for pair in pairs if pair.edits)


@pytest.mark.parametrize("edit", EDITS)
def test_the_new_document_says_what_the_edit_says(edit: str) -> None:
    """Read again, a task that was moved stands where it was put, a lead that was changed leads."""
    pairs = list(islice(pairs_of(edit), 2))
    assert pairs, "no sample can be edited so"
    assert [pair.unread for pair in pairs] == [()] * len(pairs)
    assert all(pair.expected or edit == "skip_number" for pair in pairs)


@pytest.mark.parametrize("tracked", [False, True], ids=["typed", "tracked"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_word_reads_as_the_draft_does(path: Path, tracked: bool) -> None:  # a parameter of the test
    """The same edits in the XML of the Word file give the same blocks, automatic numbers included."""
    made = (mutated_word(path, seed, 5, tracked=tracked) for seed in range(40))
    done = list(islice((one for one in made if one is not None), 2))
    assert done, "no edits of this sample can be made in Word"
    assert [one.differs for one in done] == [None] * len(done)


def test_tracked_edits_leave_the_original_as_it_was() -> None:
    """What was typed over tracked changes is gone when they are rejected."""
    path = next(path for path in SAMPLES if path.parent.name == "district-action-plan")
    word = next(one for seed in range(5) if (one := mutated_word(path, seed, 12, tracked=True)) is not None)
    report = Report()
    original = read(word.new, report, load().matcher(report), revisions="original")
    before = read(word.old, report, load().matcher(report))
    assert original.blocks == before.blocks


def test_a_pair_can_be_made_again_by_its_name() -> None:
    """The same seed gives the same edits and the same text."""
    first, second = (mutated(SAMPLES[0], seed=3, count=10) for _ in range(2))
    assert first.new == second.new
    assert first.expected == second.expected


def test_batches_hold_the_edits_asked_for() -> None:
    """Thirty edits find a place in a document of the usual length."""
    assert len(mutated(SAMPLES[0], seed=1, count=30).edits) >= 30


def test_the_generator_knows_nothing_of_the_comparison() -> None:
    """It would find what the comparison finds, and nothing else."""
    knowing = [
        path.name for path in MUTATION.glob("*.py") if "policy_extract.comparison" in path.read_text(encoding="utf-8")
    ]
    assert knowing == []


def test_there_are_documents() -> None:
    assert len(documents()) >= len(SAMPLES) >= 10


# ---------------------------------------------------------------- the draft


def draft_of(text: str) -> Draft:
    return Draft(read_notation(text))


def test_an_offset_of_the_old_text_is_found_after_what_was_typed() -> None:
    draft = draft_of("建成中心20家")
    draft.overwrite("b1", 0, 2, "新建")
    draft.overwrite("b1", 2, 2, "养老")
    assert draft.overwrite("b1", 4, 6, "30")
    assert draft.text("b1") == "新建养老中心30家"


def test_what_was_written_over_is_not_written_over_again() -> None:
    draft = draft_of("建成中心20家")
    draft.overwrite("b1", 4, 6, "30")
    assert not draft.overwrite("b1", 4, 6, "40")
    assert not draft.overwrite("b1", 2, 5, "站点")


def test_a_row_put_into_a_merged_area_makes_it_taller() -> None:
    draft = draft_of(TABLE)
    draft.add_row("b2", "1", ["2", "", "餐厅", "5"])
    assert [
        (cell.row, cell.rows, cell.text) for cell in draft.grids["b2"].built("b2", None).cells if cell.col == 1
    ] == [
        (0, 1, "类别"),
        (1, 3, "安养"),
    ]


def test_a_row_taken_out_of_a_merged_area_makes_it_shorter() -> None:
    draft = draft_of(TABLE)
    draft.drop_row("b2", "2")
    assert [cell.rows for cell in draft.grids["b2"].built("b2", None).cells if cell.text == "安养"] == [1]
