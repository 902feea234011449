"""Responsibility clauses on lines of their own after several headings → the section above these, which owns them.

    1.建设社区
    （1）改造厂房。
    （2）引进企业。
    责任单位：市科技局

The line stands after （2） but belongs to 1., since nothing else says who does （1）.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.stages.outline.outline import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import Ownership, SectionForm

PARTS_OF_A_TASK = frozenset({"arabic-bracket", "circled", "letter"})
"""Numbers that customarily count the parts of one task: one line after them is enough."""
OFTEN = 2
"""If the numbers could also count tasks, so many sections must each have a single such line after their headings."""
LABEL_WITHIN = 16
"""Characters from the start of a line in which the label of a clause is looked for."""


def raise_clauses(sections: Sequence[SectionForm], matcher: Matcher, owned: Ownership) -> None:
    """Give the lines to the section above, where no heading beside the last has a clause of its own."""
    parents = [section for section in walk(sections) if section.sections and not _has_grandchildren(section)]
    lines = {section.id: _closing_lines(section, matcher) for section in parents}
    own = {section.sections[0].style for section in parents if _any_labelled(section.sections[:-1], matcher)}
    several = [section for section in parents if len(section.sections) > 1 and lines[section.id]]
    shared = Counter(section.sections[0].style for section in several)
    for section in parents:
        style = section.sections[0].style
        if style not in own and shared[style] >= (1 if style in PARTS_OF_A_TASK else OFTEN):
            _move(section, lines[section.id], owned)


def _has_grandchildren(section: SectionForm) -> bool:
    return any(child.sections for child in section.sections)


def _closing_lines(section: SectionForm, matcher: Matcher) -> list[Block]:
    """The clauses on lines of their own that close the last heading below the section."""
    found: list[Block] = []
    for block in reversed(section.sections[-1].blocks[1:]):
        if not isinstance(block, Paragraph) or not _is_clause(block, matcher):
            break
        found.insert(0, block)
    return found


def _is_clause(block: Paragraph, matcher: Matcher) -> bool:
    text = block.text.lstrip(" \t\u3000（(〔[【")
    opening = text[:LABEL_WITHIN]
    if "：" not in opening and ":" not in opening:
        return False
    person = matcher.first("other-label", opening)
    match = matcher.first("label", opening if person is None or person.start else text)
    return match is not None and (match.start == 0 or (person is not None and person.start == 0))


def _any_labelled(sections: Sequence[SectionForm], matcher: Matcher) -> bool:
    texts = [block.text for section in sections for block in section.blocks if isinstance(block, Paragraph)]
    return any(("：" in text or ":" in text) and matcher.first("label", text) is not None for text in texts)


def _move(section: SectionForm, lines: Sequence[Block], owned: Ownership) -> None:
    last = section.sections[-1]
    section.blocks.extend(lines)
    owned.sections.update((line.id, section.id) for line in lines)
    del last.blocks[len(last.blocks) - len(lines) :]
