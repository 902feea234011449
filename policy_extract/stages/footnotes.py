"""Footnotes that a text prints at its end, under the marks that stand in it: ①, [1]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.counts import Headings
    from policy_extract.stages.headings import Heading
    from policy_extract.stages.structure import Ownership


def claim_footnotes(headings: Headings, body: Sequence[Block], matcher: Matcher, owned: Ownership) -> None:
    """Claim the lines that close a text, if the mark of each stands after a word above them: 服务体系①."""
    notes = _closing_lines(headings, body, owned)
    if not notes:
        return
    texts = [block.text for block in body[: notes[0]] if isinstance(block, Paragraph)]
    marks = {fold(match.group("mark") or "") for text in texts for match in matcher.all("footnote-reference", text)}
    if all(_mark(headings[index]) in marks for index in notes):
        owned.claim([body[index] for index in notes], "footnote")
        for index in notes:
            headings[index] = None


def _closing_lines(headings: Headings, body: Sequence[Block], owned: Ownership) -> list[int]:
    """Places of the last lines of a text that open with a mark; a signature may stand among them."""
    found: list[int] = []
    for index in range(len(body) - 1, -1, -1):
        if headings[index] is None and body[index].id in owned.roles:
            continue
        if not _mark(headings[index]):
            break
        found.append(index)
    return found[::-1]


def _mark(heading: Heading | None) -> str:
    """The number of a heading that may be a footnote's mark: ①, [1]; empty for any other."""
    number = "" if heading is None else fold(heading.number or "")
    return number if number.startswith(("[", "〔")) or (heading is not None and heading.style == "circled") else ""
