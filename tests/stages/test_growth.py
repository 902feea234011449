"""Work grows with the document and no faster: counted in lines of Python run and blocks copied, which no busy machine changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

import pytest

from benchmarks import text_shapes, word_shapes
from policy_extract.blocks import Block
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.pipeline import parse_bytes
from policy_extract.reading import read
from policy_extract.stages.forms import Ownership
from policy_extract.stages.parts import split_parts

if TYPE_CHECKING:
    from types import FrameType

    from benchmarks.text_shapes import Shape
    from benchmarks.word_shapes import WordShape

SMALL, TIMES = 3_000, 4
FASTER = 1.3
"""Times as many lines for each character as in the small document."""
ALWAYS = {
    "short paragraphs",
    "headings 一、 the same",
    "headings 1 without a point, the same",
    "headings by style",
    "round brackets in each other in a clause",
    "brackets of names in a clause",
    "amounts in one line",
    "Markdown headings",
    "annex lists, each another",
}
"""Shapes that once grew with their square; the others are tried by `make full`."""


def lines_run(data: bytes, name: str) -> int:
    """Lines of Python that a parse runs."""
    count = 0

    def trace(_: FrameType, event: str, __: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parse_bytes(data, name, seconds=1e9, unchecked=True)
    finally:
        sys.settrace(before)
    return count


SHAPES = [*text_shapes.SHAPES, *word_shapes.SHAPES]


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape, id=f"{shape.file} {shape.name}", marks=() if shape.name in ALWAYS else pytest.mark.full)
        for shape in SHAPES
    ],
)
def test_four_times_the_document_is_four_times_the_work(shape: Shape | WordShape) -> None:
    parse_bytes(shape.of_length(SMALL * TIMES), shape.file)  # what is loaded once
    small, large = (lines_run(shape.of_length(SMALL * times), shape.file) for times in (1, TIMES))
    assert large <= small * TIMES * FASTER


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
    split_parts(blocks, matcher, report, Ownership())
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
