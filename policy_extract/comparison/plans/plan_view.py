"""A plan as it is compared: headings with their own text, tables with their rows, paragraphs outside both.

The contract stores positions; a comparison needs to know what belongs
together. A heading here (a section, a task or a box) holds the text printed
under it without number and title, so that renumbering changes no text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from policy_extract.comparison.changes.change_log import Place
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.generated.plain import At
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.model import (
        Deadline,
        Indicator,
        Item,
        Part,
        Plan,
        PlanBlock,
        PlanTable,
        Spans,
        Target,
        Unit,
    )

OPENING = 30
"""Characters that stand for a text without a heading."""


class Stretch(NamedTuple):
    """Characters of one block or cell: `text[start:end]`."""

    block: str
    start: int
    end: int


@record
class Body:
    """Text of several stretches, a line each, with a mapping back to the original positions."""

    text: str
    stretches: tuple[Stretch, ...]
    starts: tuple[int, ...]
    """Where each stretch begins in `text`."""

    def locate(self, start: int, end: int) -> Iterator[Stretch]:
        """Where `text[start:end]` stands; line breaks between stretches stand nowhere."""
        for place in range(max(bisect_right(self.starts, start) - 1, 0), len(self.stretches)):
            block, opens, closes = self.stretches[place]
            offset = self.starts[place]
            if offset >= end:
                return
            first, last = max(start - offset, 0), min(end - offset, closes - opens)
            if first < last:
                yield Stretch(block, opens + first, opens + last)


def body_of(stretches: Sequence[Stretch], texts: dict[str, str]) -> Body:
    """The text of these stretches, a line each."""
    lines = [texts[one.block][one.start : one.end] for one in stretches]
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    return Body("\n".join(lines), tuple(stretches), tuple(starts))


@mutable
class Heading:
    """A section, a task or a box, with the text printed under it and nothing below it."""

    noun: Literal["section", "task", "box"]
    id: str
    part: str
    number: str
    title: str
    at: Spans
    body: Body
    blocks: tuple[str, ...]
    """Its own blocks, tables left out, heading included."""
    order: int
    """Place in reading order."""
    parent: Heading | None = None
    children: list[Heading] = field(default_factory=list)
    units: Sequence[Unit] = ()
    deadlines: Sequence[Deadline] = ()
    targets: list[Target] = field(default_factory=list)
    title_key: str = ""
    body_key: str = ""
    value: int | None = None
    """What its number counts."""
    content_key: str = ""
    """Its title and text without clauses that name units, which a split task repeats."""
    prose_key: str = ""
    """The same without its title."""
    shared: bool = False
    """Whether it is one because the other version has it: bodies and promises are read for what it stands in."""
    size: int = 0
    """Characters of its text and of all that stands below it."""

    @property
    def label(self) -> str:
        """`1.健全社会保障体系`: what people call it."""
        return (self.number + (self.title or opening(self.body.text))) or self.id

    @property
    def text(self) -> str:
        """Title and text, without the number."""
        return "\n".join(filter(None, (self.title, self.body.text)))

    @property
    def where(self) -> str:
        """The headings it stands under, outermost first; one without a title (第九条) by its number alone."""
        above, one = [], self.parent
        while one is not None:
            above.append(one.label if one.title else one.number or one.label)
            one = one.parent
        return " / ".join(reversed(above))


@mutable
class TableForm:
    """A table with its rows that were read, and the cells no row quotes."""

    table: PlanTable
    indicators: list[Indicator] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    loose: list[tuple[str, str]] = field(default_factory=list)
    """Address and text of each cell that no row quotes, in reading order; empty cells left out."""
    told: frozenset[str] = frozenset()
    """What columns and fields of rows say, in one spelling."""
    key: frozenset[str] = frozenset()
    """The texts of its cells, in one spelling."""

    @property
    def label(self) -> str:
        """Its title, else its id."""
        return self.table.title.text if self.table.title else self.table.id


@mutable
class PlanForm:
    """A whole plan as it is compared."""

    plan: Plan
    texts: dict[str, str]
    """Text of every block and cell by id."""
    headings: list[Heading]
    """In reading order."""
    tables: list[TableForm]
    table_labels: dict[str, str]
    """What each table is called, by id."""
    parts: list[Part]
    outside: list[PlanBlock]
    """Paragraphs that stand under no heading."""
    order: dict[str, int]
    """Place of every block."""
    blocks: dict[str, PlanBlock]
    """Every block by id."""

    @property
    def first_heading(self) -> int:
        """Place of the first heading, or of the end where there is none."""
        return min((heading.order for heading in self.headings), default=len(self.order))

    def place_of(self, spans: Spans, otherwise: int = 0) -> Place:
        """Where these characters begin."""
        if not spans:
            return Place(otherwise)
        block, _, cell = spans[0].block.partition(".")
        return Place(self.order.get(block, otherwise), int(cell.partition(".")[0]) if cell else 0)


_BRACKET_BEHIND = re.compile(r"^([^。]+)。[（(〔【].*")
"""What stands behind the first sentence of a text if that is a bracket: 新增托位600个。（责任单位：市卫健委）."""


def opening(text: str) -> str:
    """The first words of a text, on one line; without the bracket of bodies that may follow its first sentence."""
    line = _BRACKET_BEHIND.sub(r"\1", " ".join(text[: 2 * OPENING].split()))
    return line if len(line) <= OPENING else line[:OPENING] + "…"


def name_texts(heading: Heading) -> None:
    """Set the keys by which its texts are compared."""
    heading.title_key, heading.body_key = same_spelling(heading.title), same_spelling(heading.body.text)
    heading.content_key = heading.content_key or heading.title_key + heading.body_key
    heading.prose_key = heading.content_key.removeprefix(heading.title_key)


def set_sizes(headings: Sequence[Heading]) -> None:
    """Count what each heading says with all that stands below it; they come in reading order."""
    for heading in headings:
        heading.size = len(heading.title_key) + len(heading.body_key)
    for heading in reversed(headings):
        if heading.parent is not None:
            heading.parent.size += heading.size


def first_cells(form: TableForm) -> Iterator[At]:
    """The first cell with text of each block of a table, which stands for the block."""
    for block in form.table.blocks:
        cells = (cell for cell in form.table.cells if cell.text.strip() and cell.block.partition(".")[0] == block)
        yield from (At(block=cell.block, start=0, end=len(cell.text)) for cell in islice(cells, 1))
