"""Numbers that count the bodies below a label, and nothing of the outline: 责任单位： / 1.商务局 / 2.文旅局."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.stages.units.segments import is_certain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.outline.headings import Heading

LONGEST_LABEL = 40
"""Characters of a line that may be a label, with the first body or without."""
_EDGES = " \t\u3000\xa0；;、，,。.．"


def drop_counted_bodies(headings: Headings, body: Sequence[Block], matcher: Matcher) -> None:
    """Clear the numbers 1, 2 … of lines that hold one body each, right below a label of responsible bodies.

    The label stands alone on its line, or before the first body: 责任单位：1.商务局. One line that is no body ends the list.
    """
    expected: int | None = None
    for index, (heading, block) in enumerate(zip(headings, body, strict=True)):
        if expected is not None and heading is not None and _is_body(heading, block, expected, matcher):
            headings[index] = None
            expected += 1
        elif isinstance(block, Paragraph) and block.text.strip():
            expected = _first_below(block.text, matcher) if heading is None else None
        elif not isinstance(block, Paragraph):
            expected = None


def _first_below(text: str, matcher: Matcher) -> int | None:
    """The number of the first body on a line below this one; None where it is no label."""
    if len(text) > LONGEST_LABEL:
        return None
    if (alone := matcher.first("label-alone", text)) is not None and not text[alone.end :].strip():
        return 1
    label = matcher.first("label", text)
    first = text[label.end :].strip() if label is not None and not text[: label.start].strip() else ""
    begun = matcher.first("lead-in", first) if first[:1].isdigit() else None
    return 2 if begun is not None and is_certain(first[begun.end :].strip(_EDGES), matcher) else None


def _is_body(heading: Heading, block: Block, expected: int, matcher: Matcher) -> bool:
    """Whether the line is the expected number and a body beyond doubt."""
    if heading.value != expected or not isinstance(block, Paragraph):
        return False
    start = heading.number_at.end if heading.number_at is not None else 0
    return is_certain(block.text[start:].strip(_EDGES), matcher)
