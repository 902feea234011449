"""Work grows with the document and no faster: counted in lines of Python run and blocks copied, which no busy machine changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsIndex, overload

import pytest

from benchmarks import text_shapes, word_shapes
from policy_extract.blocks import Block
from policy_extract.findings import Report
from policy_extract.grammar import Matcher, load
from policy_extract.grammar.prefilter import FIRST_FEW
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.records import replace
from policy_extract.stages.front.site_record import SiteRecord
from policy_extract.stages.parts.parts import split_parts
from policy_extract.stages.structure import Head, Ownership, StageContext
from tests.lines import lines_run

if TYPE_CHECKING:
    from benchmarks.text_shapes import Shape
    from benchmarks.word_shapes import WordShape

SMALL, TIMES = 12_000, 4
"""Bytes; a shorter text of very many short pieces would fit into what is remembered from one document to the next."""
SMALLEST = 3_000
"""For the shapes that are always tried, none of which has so many."""
FASTER = 1.3
"""Times as many lines for each character as in the small document."""
DEARER = 2.6
"""The same where a longer document is read in another way; what grows with the square would take 4 times as many."""
OTHERWISE = {
    # A number above 999 is no heading any more: its line is looked at as a signature, a recipient and much else.
    "headings 1.",
    "headings without titles",
    "an annex list in lines",
    "an annex list with numbers alone",
    # Lines that are numerous and nearly of one width are taken for a text that a width cut.
    "headings 一、 counted",
    "headings 第一章",
    "contents lines",
    "contents and headings again",
}
"""Shapes whose longer document is read in another way, and why."""
ALWAYS = {
    "short paragraphs",
    "headings 一、 the same",
    "headings 1 without a point, the same",
    "headings by style",
    "round brackets in each other in a clause",
    "brackets of names in a clause",
    "amounts in one line",
    "rates in one list",
    "ranges in one line",
    "Markdown headings",
    "annex lists, each another",
    "headings by their place alone",
}
"""Shapes that once grew with their square; the others are tried by `make full`."""


AT_LENGTH = (pytest.mark.full, pytest.mark.timeout(600))

SHAPES = [*text_shapes.SHAPES, *word_shapes.SHAPES]


@pytest.fixture(autouse=True)
def _warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns and the prefilter are there before lines are counted, and a long document's answers do not all stay in memory."""
    for _ in range(FIRST_FEW + 1):
        parse_bytes("澜州市养老服务行动方案".encode(), "x.txt")
    monkeypatch.setattr("policy_extract.grammar.matching.REMEMBERED", 2_048)


def bound(shape: Shape | WordShape) -> float:
    """Times as much work for each character as a document of four times the length may take."""
    return DEARER if shape.name in OTHERWISE else FASTER


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape, id=f"{shape.file} {shape.name}", marks=() if shape.name in ALWAYS else AT_LENGTH)
        for shape in SHAPES
    ],
)
def test_four_times_the_document_is_four_times_the_work(shape: Shape | WordShape) -> None:
    size = SMALLEST if shape.name in ALWAYS else SMALL
    parse_bytes(shape.of_length(size * TIMES), shape.file)  # what is loaded once
    small, large = (lines_run(shape.of_length(size * times), shape.file) for times in (1, TIMES))
    assert large <= small * TIMES * bound(shape)


def looked_at(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Characters of the texts that the grammars are asked about; hardly any text is remembered, as in a very long document."""
    count = 0
    look = Matcher._look  # the one place that sees every text

    def counted(self: Matcher, text: str) -> tuple[str, int]:
        nonlocal count
        count += len(text)
        return look(self, text)

    with monkeypatch.context() as patch:
        patch.setattr(Matcher, "_look", counted)
        patch.setattr("policy_extract.grammar.matching.REMEMBERED", 8)
        parse_bytes(data, name, grammars=load().within(1e9), unchecked=True)
    return count


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape, id=f"{shape.file} {shape.name}", marks=() if shape.name in ALWAYS else AT_LENGTH)
        for shape in text_shapes.SHAPES
    ],
)
def test_the_grammars_are_asked_about_four_times_the_text_in_four_times_the_document(
    shape: Shape, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = (looked_at(shape.of_length(SMALL * times), shape.file, monkeypatch) for times in (1, TIMES))
    assert large <= small * TIMES * bound(shape)


class Counted(list[Block]):
    """Blocks that count how many of them slices copy."""

    copied = 0

    @overload
    def __getitem__(self, place: SupportsIndex) -> Block: ...
    @overload
    def __getitem__(self, place: slice) -> list[Block]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Block | list[Block]:
        found = super().__getitem__(place)
        if isinstance(found, list):
            Counted.copied += len(found)
        return found


def copied(shape: Shape, size: int) -> float:
    """How often each block of the text is copied while its parts are found."""
    report = Report()
    matcher = load().matcher(report)
    blocks = Counted(read(shape.of_length(size), report, matcher).blocks)
    Counted.copied = 0
    split_parts(blocks, SiteRecord(), StageContext(matcher, report, Ownership()))
    return Counted.copied / len(blocks)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape, id=shape.name)
        for shape in text_shapes.SHAPES
        if shape.name in {"short paragraphs", "annex lists", "annex labels", "date lines"}
    ],
)
def test_a_block_is_copied_as_often_in_a_long_document_as_in_a_short_one(shape: Shape) -> None:
    assert copied(shape, 40_000) <= copied(shape, 4_000) + 8


@pytest.mark.parametrize("lines", [2, 50])
def test_issuers_above_a_title_are_put_together_once(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(head: Head, **values: object) -> Head:
        made.append(len(values.get("issuers", ())))  # type: ignore[arg-type]  # a tuple, where it is given
        return replace(head, **values)

    monkeypatch.setattr("policy_extract.stages.front.head.replace", counted)
    text = "澜州市人民政府文件\n" * lines + "澜州市养老服务行动方案\n坚持以人为本。\n"
    plan = parse_bytes(text.encode(), "x.txt").plan
    assert sum(made) <= lines
    assert plan.blocks
