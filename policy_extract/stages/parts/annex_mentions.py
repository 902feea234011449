"""Where the text points at an annex: 详见附件2, 按附件1、3执行, 见附件."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, stretch_of
from policy_extract.findings import Code
from policy_extract.stages.parts.annex_lookups import read_annex_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from policy_extract.blocks import Block
    from policy_extract.generated.plain import At
    from policy_extract.grammar import Matcher
    from policy_extract.stages.parts.annex_lookups import AnnexNumber
    from policy_extract.stages.structure import Ownership, PartForm, StageContext

_LISTS = frozenset({"annex-label", "annex-list", "toc", "title"})
"""What names annexes and points at none."""


def find_mentions(
    blocks: Sequence[Block], parts: Sequence[PartForm], context: StageContext
) -> Mapping[str, tuple[At, ...]]:
    """Part id → where the text points at it, in reading order; a number that no annex has is a finding."""
    matcher = context.matcher
    annexes = [part for part in parts if part.kind == "annex"]
    if not annexes:
        return {}
    numbered = {number: part.id for part in annexes if (number := _number(part, matcher)) is not None}
    found: dict[str, list[At]] = defaultdict(list)
    for where, text in _texts(blocks, context.owned):
        mentions = matcher.all("annex-mention", text, block=where)
        if mentions and matcher.first("annex-label", text) is not None:
            continue  # the label in the first row of an annex that is a table
        for match in mentions:
            at = stretch_of(where, match.span("said"))
            said = match.group("said") or ""
            numbers = list(_numbers(said, numbered, matcher))
            for number in numbers:
                if number in numbered:
                    found[numbered[number]].append(at)
                elif numbered:
                    context.report.note(Code.ANNEX_UNKNOWN, at, label=said)
            if not numbers and len(annexes) == 1:
                found[annexes[0].id].append(at)
    return {part: tuple(spans) for part, spans in found.items()}


def _texts(blocks: Iterable[Block], owned: Ownership) -> Iterator[tuple[str, str]]:
    """The paragraphs and cells that can point at an annex."""
    for block in blocks:
        if owned.roles.get(block.id) in _LISTS:
            continue
        if isinstance(block, Paragraph):
            yield block.id, block.text
        else:
            yield from ((block.address(cell), cell.text) for cell in block.cells)


def _number(part: PartForm, matcher: Matcher) -> AnnexNumber | None:
    """The number in an annex's label."""
    label = matcher.first("annex-label", part.label.text) if part.label is not None else None
    return read_annex_number(label.group("number")) if label is not None and label.has("number") else None


def _numbers(said: str, known: Collection[AnnexNumber], matcher: Matcher) -> Iterator[AnnexNumber]:
    """The numbers a mention names; 1—3 is one where an annex has that number, else it is 1, 2 and 3."""
    before: int | None = None
    """Where what runs on to the next number began."""
    for match in matcher.all("annex-mention-number", said):
        number = read_annex_number(match.group("number"))
        if number is None:
            continue
        last = number[0]
        if before is None:
            first = last
        elif (before, last) in known:
            yield before, last
            before = None
            continue
        else:
            first = before
        before = first if match.has("to") else None
        if before is None:
            yield from ((one,) for one in range(first, last + 1))
