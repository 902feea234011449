"""A document is no different from itself, and in another form it differs in form only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract import parse
from policy_extract.comparison.compare import compare
from tests.diff.mutation.generator import ROOT, SEEDS
from tests.diff.plan_pair import pair

if TYPE_CHECKING:
    from pathlib import Path

    from policy_extract.comparison.changes.diff_model import Change

CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*/source.*") if path.suffix in {".docx", ".txt", ".md"})
KEPT = sorted(
    path
    for folder in ("seeds", "seeds-libreoffice", "real")
    for path in (CORPUS / folder).glob("*")
    if path.suffix in {".docx", ".txt", ".md"} and path.name != "README.md"
)
needs_shared = pytest.mark.skipif(not SEEDS, reason="no shared folder next to the project; it is not part of it")


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
    assert [change.kind for change in told] in ([], ["retyped"])


COUNTED = """\
⟦policy-extract blocks 1⟧
⟦center 22pt⟧澜州市养老服务行动方案
⟦#一、⟧主要任务
⟦#1．⟧健全保障体系。提高津贴标准。（责任单位：市民政局）
⟦#2．⟧扩大服务供给。定期开展检查。（责任单位：市财政局）
⟦header=1⟧| 站点名称 | 床位 | 备注 |
| 城南示范站点 | 20 | 本年 建成 |
"""
TYPED = (
    COUNTED.replace("⟦#一、⟧", "一、 ")
    .replace("⟦#1．⟧", "　　1． ")
    .replace("⟦#2．⟧", "2．　")
    .replace("本年 建成", "本年建成")
)


def test_numbers_typed_or_counted_indents_and_spaces_in_cells_are_no_difference() -> None:
    told = pair(COUNTED, TYPED)
    assert told.diff.changes == ()
    assert {one.state for one in told.diff.blocks} == {"same"}


def numbered(chapter: str, section: str) -> str:
    """A plan of two chapters with these numbers before what they count."""
    text = "澜州市养老服务行动方案\n"
    for at, word in enumerate("一二", start=1):
        text += f"{chapter.format(word, at)}第{word}类任务\n{section.format('一', 1)}健全第{word}类服务\n"
        text += "1. 建设站点。（责任单位：市民政局）\n2. 检查站点。（责任单位：市财政局）\n"
    return text


def test_numbers_a_dump_prints_in_another_style_are_one_change_that_points_at_all_headings() -> None:
    [one] = pair(numbered("{0}、", "（{0}）"), numbered("{1}、 ", "（{1}） ")).diff.changes
    assert (one.kind, one.severity, len(one.old), len(one.new)) == ("retyped", "form", 4, 4)
