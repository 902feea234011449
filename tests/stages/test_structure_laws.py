"""What holds of the structure of every document: wide and narrow signs say the same, and no document is without tasks in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from tests.stages.parsed import SAMPLES, SEEDS, document_of, gold_documents, parsed, sections_of

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.blocks import Block
    from policy_extract.generated.plain import Plan

WIDE, NARROW = "（），：；！？．", "(),:;!?."
TO_NARROW = str.maketrans(WIDE, NARROW)
TO_WIDE = str.maketrans(NARROW + "0123456789", WIDE + "０１２３４５６７８９")
LONG = 1_500
"""Characters from which on a document has tasks, or says that it has none."""
DOCUMENTS = [*SAMPLES, *SEEDS]


def structure(plan: Plan) -> dict[str, object]:
    """The structure that a plan describes, written so that the width of its signs makes no difference."""
    return {
        "front": (fold(plan.front.title.text) if plan.front.title else None, plan.front.date and plan.front.date.iso),
        "parts": [(part.id, part.kind, fold(part.label.text) if part.label else None) for part in plan.parts],
        "sections": [(one.id, one.level, one.role, fold(one.title or "")) for _, one in sections_of(plan)],
        "tasks": [(task.id, [(fold(unit.name), unit.role) for unit in task.units]) for task in plan.tasks],
    }


def respelled(block: Block, table: dict[int, int]) -> Block:
    """The paragraph with its signs in another width."""
    return replace(block, text=block.text.translate(table)) if isinstance(block, Paragraph) else block


@pytest.mark.parametrize("table", [TO_NARROW, TO_WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name + "-" + path.stem)
def test_wide_and_narrow_signs_say_the_same(path: Path, table: dict[int, int]) -> None:
    document = document_of(path)
    again = parsed(document, [respelled(block, table) for block in document.blocks])
    assert structure(again) == structure(parsed(document))


@pytest.mark.parametrize("path", [*DOCUMENTS, *gold_documents()], ids=lambda path: path.parent.name + "-" + path.stem)
def test_a_document_of_some_length_has_tasks_or_says_that_it_has_none(path: Path) -> None:
    plan = parsed(document_of(path))
    length = sum(len(block.text or "") for block in plan.blocks)
    assert plan.tasks or length < LONG or "no-tasks" in {finding.code for finding in plan.findings}
