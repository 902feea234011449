"""When the habit of closing paragraphs with bare lists of bodies is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.stages.passages import whole_text
from policy_extract.stages.units.clauses import read_clauses
from policy_extract.stages.units.unlabelled_brackets import ClosingHabit

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = "建成养老驿站五个。（康养服务中心、文体活动中心）"


def _counted(texts: list[str], seen: list[str]) -> Iterator[Paragraph]:
    for text in texts:
        seen.append(text)
        yield Paragraph("b1", text)


def _asked_for(text: str) -> bool:
    """Whether reading the clauses of the paragraph looks for the habit."""
    report, seen = Report(), list[str]()
    matcher = load().matcher(report)
    read_clauses(whole_text("b1", text), matcher, report, habit=ClosingHabit(_counted([BARE], seen), matcher))
    return bool(seen)


def test_a_labelled_clause_does_not_depend_on_the_habit() -> None:
    """Nor does a bracket that only explains a term."""
    assert not _asked_for("建成养老驿站五个。（责任单位：市民政局、市住建局）")
    assert not _asked_for("建成养老驿站（含日间照料中心）五个。")


def test_a_bare_list_of_what_may_be_bodies_does() -> None:
    """A finding says that it is skipped where there is no such habit."""
    assert _asked_for(BARE)
