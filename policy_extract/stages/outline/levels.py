"""Headings in reading order → how deep each lies: the stack of open sections.

The level follows from the stack of open numbering styles, not from the glyph
alone: a style that is open already continues its level; a new one opens a
level below, unless custom (GB/T 9704-2012 §7.3.3: 一、 → （一） → 1. → （1）) sets
it above a style that is open. Numbers typed wrongly become findings and leave
the tree as it is. A heading without a number opens no level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.lexical.numerals import write_chinese
from policy_extract.records import field, mutable
from policy_extract.stages.structure import SectionForm

if TYPE_CHECKING:
    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.stages.outline.counts import Ahead
    from policy_extract.stages.outline.headings import Heading
    from policy_extract.stages.structure import PartForm

FIRST_LEVEL_RANK = 10
"""Rank of 一、 in grammars/outline.toml; 部分, 篇, 章, 节 and 条 rank above it."""


@mutable
class Open:
    """An open section on the stack."""

    key: str
    rank: int
    section: SectionForm
    outline_level: int | None
    container: bool
    """Its heading fills its paragraph, so that what follows may stand below it."""
    holds: bool
    """It has no number, and numbered headings stand below it."""


@mutable
class Tree:
    """The tree of one part while it grows."""

    part: PartForm
    report: Report
    """Where doubts about its numbers go."""
    roots: list[SectionForm] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    inside: set[tuple[str, str]] = field(default_factory=set)
    """(outer, inner): styles seen nested so; what was seen once holds for the part."""
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each style, its last value and the identity of the section above."""
    introduced: bool = False
    """The line above introduces a list (——社会：), so that numbering may restart."""
    depths: dict[str, int] = field(default_factory=dict)
    """How many sections were open where each style stood last, itself included."""


# ---------------------------------------------------------------- the stack


def open_section(tree: Tree, block: Block, heading: Heading, ahead: Ahead) -> None:
    """Open a section at the level its number asks for."""
    _close_down(tree, heading, ahead)
    parent = tree.stack[-1] if tree.stack else None
    if heading.number is not None:
        _check_sequence(tree, heading)
    section = SectionForm(
        part=tree.part.id,
        level=1 + sum(opened.section.number is not None for opened in tree.stack),
        role="other",
        hands_down="other",
        number=heading.number,
        value=heading.value,
        style=heading.style,
        origin=heading.origin,
        title=heading.title,
        at=heading.at,
        opening=(block.id, heading.rest),
        inferred=heading.inferred,
    )
    (parent.section.sections if parent else tree.roots).append(section)
    tree.depths[heading.key] = len(tree.stack) + 1
    tree.inside.update((opened.key, heading.key) for opened in tree.stack)
    container = heading.alone and not heading.closed
    tree.stack.append(Open(heading.key, heading.rank, section, heading.outline_level, container, heading.holds))


def _close_down(tree: Tree, heading: Heading, ahead: Ahead) -> None:
    """Close the sections that the new heading does not stand in."""
    stack = tree.stack
    if heading.number is None:
        while stack and (heading.outline_level is None or not _holds_unnumbered(stack[-1], heading)):
            stack.pop()
        return
    keys = [opened.key for opened in stack]
    if heading.key in keys:
        del stack[keys.index(heading.key) :]
        return
    while stack and _ends(tree, heading, ahead):
        stack.pop()


def _holds_unnumbered(opened: Open, heading: Heading) -> bool:
    level = opened.section.level - 1 if opened.outline_level is None else opened.outline_level
    return heading.outline_level is not None and level < heading.outline_level


def _ends(tree: Tree, heading: Heading, ahead: Ahead) -> bool:
    """Whether a heading in a style that is not open ends the innermost open section."""
    top = tree.stack[-1]
    if top.section.number is None:
        return _ends_unnumbered(tree, heading)
    if (top.key, heading.key) in tree.inside:
        return False
    if (heading.key, top.key) in tree.inside:
        return True
    if heading.rank >= top.rank:
        return False
    if top.container and heading.value == 1:
        return False
    if _is_counted_inside(top, heading, ahead):
        return False
    continues = ahead.value(top.key) == (top.section.value or 0) + 1
    outer = any(opened.rank < heading.rank for opened in tree.stack[:-1])
    if outer and continues and heading.value == 1:
        _note_doubt(top, heading, tree.report)
    return outer or not continues


def _note_doubt(top: Open, heading: Heading, report: Report) -> None:
    """Note that a heading that ranks above the open entry by custom may stand inside it, whose numbering continues."""
    report.note(
        Code.STRUCTURE_DOUBTFUL,
        heading.number_at or heading.at[0],
        text=f"{heading.number}{heading.title or ''}",
        role="a heading above the entry before it",
        second="a heading inside the entry before it",
        other=f"{top.section.number}{top.section.title or ''}",
    )


def _is_counted_inside(top: Open, heading: Heading, ahead: Ahead) -> bool:
    """Whether the heading starts numbering that continues before the open section's does: 5. （一） （二） 6.."""
    own, outer = ahead.get(heading.key), ahead.get(top.key)
    if own is None or outer is None or heading.value != 1:
        return False
    return own[0] == 2 and outer[0] == (top.section.value or 0) + 1 and own[1] < outer[1]


def _ends_unnumbered(tree: Tree, heading: Heading) -> bool:
    """Whether a numbered heading ends a section without a number.

    序言 has no subheadings, nor has a line such as 征求意见稿 that only looks like
    a heading; 附则 contains （一）, but articles that continue after it return to
    the level that articles had before.
    """
    top = tree.stack[-1]
    if top.outline_level is not None and heading.outline_level is not None:
        return heading.outline_level <= top.outline_level
    if heading.key in tree.depths and not (top.holds and heading.value == 1):
        return tree.depths[heading.key] <= len(tree.stack)
    return not top.holds and heading.rank <= FIRST_LEVEL_RANK


def _check_sequence(tree: Tree, heading: Heading) -> None:
    """Note a number that repeats, skips or runs backwards; 1 may always begin anew."""
    report = tree.report
    raw, value = heading.number or "", heading.value
    where = heading.number_at
    if heading.spaced:
        report.note(Code.NUMBER_SPACED, where, number=raw)
    if value is None:
        return
    key = heading.key
    parent = id(tree.stack[-1].section) if tree.stack else 0
    before, above = tree.last.get(key, (value - 1, parent))
    expected = before + 1 == value or (value == 1 and (above != parent or tree.introduced))
    previous = raw.replace(_spelled(raw, value), _spelled(raw, before, like=value), 1)
    if not expected and value == before:
        report.note(Code.NUMBER_REPEATED, where, number=raw)
    elif not expected and value > before:
        report.note(Code.NUMBER_SKIPPED, where, number=raw, previous=previous)
    elif not expected:
        report.note(Code.NUMBER_BACKWARDS, where, number=raw, previous=previous)
    tree.last[key] = (value, parent)


def _spelled(raw: str, value: int, *, like: int | None = None) -> str:
    """The value in the spelling that `raw` uses for its own: Chinese or digits."""
    own = value if like is None else like
    return write_chinese(value) if write_chinese(own) in raw else str(value)
