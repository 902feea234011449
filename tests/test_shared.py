"""How well the documents next to the project are read: plans with answers written by hand, and real files, where there are any."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policy_extract import dump_plan, parse
from tests.collectors.laws import check_laws

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold"
SEEDS = SHARED / "corpus" / "seeds"
REAL = sorted(path for path in (SHARED / "corpus" / "real").glob("*") if path.suffix in {".docx", ".txt"})
FACETS = "front,annexes,outline,tasks,units,unit-notes,carried"
FORMS = {"docx": 0.99, "text": 0.98}
"""The F1 every facet must reach; a text dump has lost its numbering."""

needs_shared = pytest.mark.skipif(
    not (SHARED / "tools" / "score.py").exists(),
    reason=f"no {SHARED.name} folder next to the project; it is not part of it",
)


def seed(name: str, form: str) -> Path:
    """The seed document in its Word form, or as text or Markdown."""
    endings = [".docx"] if form == "docx" else [".txt", ".md"]
    return next(path for ending in endings if (path := SEEDS / (name + ending)).exists())


@needs_shared
@pytest.mark.parametrize("form", FORMS)
def test_seed_documents_are_read_as_a_clerk_reads_them(form: str, tmp_path: Path) -> None:
    for gold in sorted(GOLD.glob("*.json")):
        (tmp_path / gold.name).write_bytes(dump_plan(parse(seed(gold.stem, form))))
    score = [sys.executable, SHARED / "tools" / "score.py", GOLD, tmp_path, "--only", FACETS, "--min", str(FORMS[form])]
    scored = subprocess.run(score, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout + scored.stderr


@needs_shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_document_is_read_and_obeys_the_laws(path: Path) -> None:
    check_laws(parse(path))
