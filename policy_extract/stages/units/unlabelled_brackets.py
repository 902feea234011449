"""Whether a part closes its paragraphs with bare lists of bodies: （教导处、教科室）.

A single bracket whose words look like bodies may just explain a term. Where
several paragraphs close with one, right after a full stop or with mostly
certain bodies, that is how the document names the responsible bodies.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.brackets import pairs
from policy_extract.stages.passages import Passage
from policy_extract.stages.units.bracket_sentences import LONGEST_SENTENCE, closes_as_clause
from policy_extract.stages.units.segments import Duty, names_in, read_segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher

FEWEST = 3
"""Paragraphs that close with a list of bodies, so that it is a habit."""


class ClosingHabit:
    """Whether a part closes its paragraphs with bare lists of bodies.

    Looked for when a bracket first depends on it, since most documents have none that does
    and reading the last bracket of every paragraph costs as much as reading its clauses.
    """

    def __init__(self, blocks: Iterable[Block], matcher: Matcher) -> None:
        self._blocks = blocks
        self._matcher = matcher

    @cached_property
    def holds(self) -> bool:
        """Whether it is a habit of these blocks to close with a bracket of bodies and nothing else."""
        found = (one for one in self._blocks if isinstance(one, Paragraph) and _closes_so(one.text, self._matcher))
        return sum(1 for _, _ in zip(range(FEWEST), found, strict=False)) == FEWEST


def _closes_so(text: str, matcher: Matcher) -> bool:
    closed = text.rstrip(" \t\n\u3000\xa0。；;")
    if not closed.endswith(("）", ")", "〕")):
        return False
    shift = max(0, len(closed) - LONGEST_SENTENCE)
    low = next((low + shift for low, high in pairs(closed[shift:]) if high == len(closed) - shift), None)
    if low is None or not text[:low].strip():
        return False
    segments = read_segments(Passage("", text, low + 1, len(closed) - 1), Duty("joint"), matcher)
    return closes_as_clause(text, low, names_in(text, segments), matcher)
