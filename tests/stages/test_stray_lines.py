"""One stray line spoils at most its own section, or is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.stray_lines import costs
from tests.stages.parsed import SAMPLES, SEEDS, document_of, gold_documents

if TYPE_CHECKING:
    from pathlib import Path

EVERY = 11
"""Of so many places one is tried here; docs/stray-lines.md has more."""
FEW = 193
"""The same for documents of hundreds of blocks."""
MORE = 31
"""The same where minutes may pass."""


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.suffix == ".docx"], ids=lambda path: path.parent.name
)
def test_a_stray_line_takes_no_more_than_its_own_section_in_silence(path: Path) -> None:
    silent = [(cost.line, cost.place, cost.lost) for cost in costs(document_of(path), EVERY) if cost.silent]
    assert silent == []


@pytest.mark.parametrize("every", [FEW, pytest.param(MORE, marks=[pytest.mark.full, pytest.mark.timeout(600)])])
@pytest.mark.parametrize("path", [*SEEDS, *gold_documents(("docx",))], ids=lambda path: path.stem)
def test_nor_does_it_in_real_documents(path: Path, every: int) -> None:
    silent = [(cost.line, cost.place, cost.lost) for cost in costs(document_of(path), every) if cost.silent]
    assert silent == []
