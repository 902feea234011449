"""Footnotes that a text prints at its end or at the foot of a page, under the marks that stand in it: ①, [1]."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.width import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.outline.headings import Heading
    from policy_extract.stages.structure import Ownership

_BRACKETS: Final = ("[", "〔")
_MARKED: Final = re.compile(r"[\u4e00-\u9fff](?P<mark>\d{1,2})(?:[（(][^（()）]{1,10}[）)])?$")
"""A cell whose last word has a raised number: 发明专利拥有量1."""


def claim_footnotes(headings: Headings, body: Sequence[Block], matcher: Matcher, owned: Ownership) -> None:
    """Claim the lines whose mark stands after a word above them (服务体系①): all that close a text, and those in brackets anywhere.

    A page prints its footnotes at its foot, so the text goes on below them; ① in the middle of a text counts its items.
    """
    marked = {index: _mark(heading) for index, heading in enumerate(headings) if _mark(heading)}
    if not marked:
        return
    explained = _explained(marked, body, matcher)
    closing = _closing_lines(headings, marked, body, owned)
    notes = set(closing) if explained.issuperset(closing) else set()
    notes |= {index for index in explained if marked[index].startswith(_BRACKETS)}
    owned.claim([body[index] for index in sorted(notes)], "footnote")
    for index in notes:
        headings[index] = None


def claim_marks_of_tables(headings: Headings, body: Sequence[Block], owned: Ownership) -> None:
    """Claim the lines right below a table that count the raised numbers of its cells (拥有量1): 1 指……, 2 暂用……."""
    marks: set[str] = set()
    for index, block in enumerate(body):
        heading = headings[index]
        if isinstance(block, Table):
            marks = {match["mark"] for cell in block.cells if (match := _MARKED.search(cell.text.rstrip()))}
        elif heading is not None and heading.style == "arabic-bare" and heading.number in marks:
            owned.claim([block], "note")
            headings[index] = None
        elif block.id not in owned.roles:
            marks = set()


def _explained(marked: Mapping[int, str], body: Sequence[Block], matcher: Matcher) -> set[int]:
    """Places of the marked lines whose mark stands after a word in the text above."""
    seen: set[str] = set()
    found = set()
    for index, block in enumerate(body):
        if index in marked:
            if marked[index] in seen:
                found.add(index)
        elif isinstance(block, Paragraph):
            seen |= {fold(match.group("mark") or "") for match in matcher.all("footnote-reference", block.text)}
    return found


def _closing_lines(headings: Headings, marked: Mapping[int, str], body: Sequence[Block], owned: Ownership) -> list[int]:
    """Places of the last lines of a text that open with a mark; a signature may stand among them."""
    found: list[int] = []
    for index in range(len(body) - 1, -1, -1):
        if index in marked:
            found.append(index)
        elif headings[index] is not None or body[index].id not in owned.roles:
            break
    return found


def _mark(heading: Heading | None) -> str:
    """The number of a heading that may be a footnote's mark: ①, [1]; empty for any other."""
    number = "" if heading is None else fold(heading.number or "")
    return number if number.startswith(_BRACKETS) or (heading is not None and heading.style == "circled") else ""
