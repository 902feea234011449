"""A document is no different from itself, and in another form it differs in form only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract import parse
from policy_extract.comparison.compare import compare
from tests.diff.mutation.generator import ROOT, SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.comparison.model import Change

CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*/source.*") if path.suffix in {".docx", ".txt", ".md"})
KEPT = sorted(
    path
    for folder in ("seeds", "seeds-libreoffice", "real")
    for path in (CORPUS / folder).glob("*")
    if path.suffix in {".docx", ".txt", ".md"} and path.name != "README.md"
)
needs_shared = pytest.mark.skipif(not SEEDS, reason="no shared folder beside the project; it is not part of it")


@pytest.mark.parametrize("path", [*SAMPLES, *KEPT], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_no_different_from_itself(path: Path) -> None:
    plan = parse(path)
    diff = compare(plan, plan)
    assert diff.changes == ()
    assert {pair.state for pair in diff.blocks} <= {"same"}


def substantial(changes: tuple[Change, ...]) -> list[Change]:
    return [change for change in changes if change.severity != "form"]


def other_form(word: Path) -> Path | None:
    return next((other for ending in (".txt", ".md") if (other := word.with_suffix(ending)).exists()), None)


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_a_sample_says_the_same_as_text(ending: str) -> None:
    word = ROOT / "samples" / "plain-plan" / "source.docx"
    assert substantial(compare(parse(word), parse(word.with_suffix(f".{ending}"))).changes) == []


@needs_shared
@pytest.mark.parametrize("word", SEEDS, ids=lambda path: path.stem)
def test_a_kept_document_says_the_same_as_text(word: Path) -> None:
    """A dump has other spaces and breaks; docs/diff-accuracy.md lists what is told of them."""
    text = other_form(word)
    assert text is not None
    told = compare(parse(word), parse(text)).changes
    assert {change.kind for change in told} <= {"retyped"}
