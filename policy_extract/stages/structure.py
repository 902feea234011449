"""The forms between blocks and the contract: what one stage hands to the next."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

from policy_extract.generated.plain import At, Text
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.blocks import Block, Paragraph
    from policy_extract.findings import Report
    from policy_extract.generated.plain import BlockRole, NumberStyle, PlanDate
    from policy_extract.grammar import Matcher

PartKind = Literal["main", "notice", "plan", "annex"]
SectionRole = Literal["background", "guidance", "principles", "goals", "tasks", "safeguards", "other"]


@record
class Piece:
    """Characters of the document, possibly of several lines, and where they stand."""

    text: str
    at: tuple[At, ...] = ()


@mutable
class Ownership:
    """What every block was taken for; filled by the stages, each block once."""

    roles: dict[str, BlockRole] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    cells: set[str] = field(default_factory=set)
    """The ids of lines that were cells of tables which no reader could put together."""

    def claim(self, blocks: Iterable[Block], role: BlockRole) -> None:
        """Give each block this role, unless an earlier stage gave it one."""
        for block in blocks:
            self.roles.setdefault(block.id, role)


@record
class StageContext:
    """What every stage of one document works with, besides what the stages before it made."""

    matcher: Matcher
    """The rules, and the time that is left."""
    report: Report
    """Where findings go."""
    owned: Ownership
    """Which block was taken for what."""


@record
class Head:
    """What opens a part: title, status, period, number, recipients."""

    title: Piece | None = None
    second: Piece | None = None
    """A line above the title that may be the title as well."""
    kind: str = "other"
    status: Piece | None = None
    period: tuple[Piece, int, int] | None = None
    number: Piece | None = None
    issuers: tuple[Piece, ...] = ()
    date: PlanDate | None = None
    recipients: tuple[Piece, ...] = ()
    body: int = 0
    """Index of the first block that is no head matter."""


@record
class PartForm:
    """One part: what it is called, and the blocks its outline is read from."""

    id: str
    kind: PartKind
    label: Piece | None
    listed: bool | None
    present: bool
    head: Head
    listed_title: Piece | None
    blocks: tuple[Block, ...]
    source: str | None = None
    """The file of a bundle that it stands in."""


@mutable
class SectionForm:
    """A heading and what stands below it, while the tree of sections is built."""

    part: str
    level: int
    role: SectionRole
    hands_down: SectionRole
    """The role of the sections below it that announce none of their own."""
    number: str | None
    """Without spaces, as printed."""
    value: int | None
    style: NumberStyle
    origin: Literal["typed", "auto"]
    title: str | None
    at: tuple[At, ...]
    opening: tuple[str, int]
    """Block of the heading and where its own text goes on after the title."""
    blocks: list[Block] = field(default_factory=list)
    sections: list[SectionForm] = field(default_factory=list)
    boxes: list[BoxForm] = field(default_factory=list)
    id: str = ""
    inferred: str | None = None
    announced: bool = False
    """It is a task although it may name no body."""


@mutable
class BoxForm:
    """A 专栏, in a table or in paragraphs."""

    part: str
    level: int
    number: str
    value: int | None
    title: str | None
    at: tuple[At, ...]
    paragraphs: tuple[tuple[str, int, int], ...]
    """Stretches of blocks or cells: its entries."""
    table: str | None = None
    id: str = ""


def piece(block: Paragraph, start: int = 0, end: int | None = None) -> Piece:
    """A stretch of a paragraph without the white space around it."""
    end = len(block.text) if end is None else end
    text = block.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Piece(text, (At(block=block.id, start=start, end=start + len(text)),))


def join(pieces: Iterable[Piece]) -> Piece:
    """The pieces as one, their texts joined without a separator."""
    pieces = tuple(pieces)
    return Piece("".join(one.text for one in pieces), tuple(span for one in pieces for span in one.at))


def part_of(whole: Piece, start: int, end: int) -> Piece:
    """A stretch of a piece that may run over several lines, without the white space around it."""
    text = whole.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Piece(text, tuple(_quoted(whole, start, start + len(text))))


def _quoted(whole: Piece, start: int, end: int) -> Iterator[At]:
    """Where the characters of a stretch of a piece stand."""
    passed = 0
    for span in whole.at:
        low, high = max(start, passed), min(end, passed + span.end - span.start)
        if low < high:
            yield At(block=span.block, start=span.start + low - passed, end=span.start + high - passed)
        passed += span.end - span.start


def as_text(found: Piece | None) -> Text | None:
    """A piece in the contract's form."""
    return None if found is None else Text(text=found.text, at=found.at)


def unbroken(whole: Piece) -> Piece:
    """A piece without line breaks: one on several lines of a paragraph has several spans, as one on several paragraphs."""
    if "\n" not in whole.text:
        return whole
    starts = accumulate((len(line) + 1 for line in whole.text.split("\n")), initial=0)
    return join(part_of(whole, one, two - 1) for one, two in pairwise(starts))


def blocks_from(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """The blocks from `index` on, one by one: most callers look at few, and a copy would cost as much as all."""
    return (blocks[place] for place in range(index, len(blocks)))
