"""A plan as it is compared: headings with their own text, tables with their rows, paragraphs outside both.

The contract says where everything stands; a comparison asks what belongs
together. A heading here (a section, a task or a box) has the text printed under it
without its number and title, so that renumbering changes no text.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from policy_extract.blocks import Span
from policy_extract.comparison.drafts import Place
from policy_extract.comparison.spelling import same_spelling
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.model import (
        At,
        Box,
        Deadline,
        Indicator,
        Item,
        Part,
        Plan,
        PlanBlock,
        PlanTable,
        Section,
        Spans,
        Target,
        Unit,
    )

OPENING = 30
"""Characters that stand for a text without a heading."""
_AFTER_A_TITLE = " \u3000\t。：:．.\n"
"""What may part a run-in heading from its text."""


class Stretch(NamedTuple):
    """Characters of one block or cell: `text[start:end]`."""

    block: str
    start: int
    end: int


@record
class Body:
    """Text of several stretches, a line each, and the way back to where a character stands."""

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
        """The headings it stands under, outermost first."""
        above, one = [], self.parent
        while one is not None:
            above.append(one.label)
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
    """What columns and fields of rows tell, in one spelling."""
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


def form_of(plan: Plan) -> PlanForm:
    """The plan as it is compared."""
    texts = {block.id: block.text for block in plan.blocks if block.text is not None}
    texts |= {cell.block: cell.text for table in plan.tables for cell in table.cells}
    order = {block.id: place for place, block in enumerate(plan.blocks)}
    headings = _headings(plan, texts, order)
    owned = {block for heading in headings for block in heading.blocks}
    outside = [block for block in plan.blocks if block.kind == "paragraph" and block.id not in owned]
    tables = _tables(plan)
    return PlanForm(
        plan,
        texts,
        headings,
        tables,
        {form.table.id: form.label for form in tables},
        list(plan.parts),
        outside,
        order,
        {block.id: block for block in plan.blocks},
    )


def opening(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text[: 2 * OPENING].split())
    return line if len(line) <= OPENING else line[:OPENING] + "…"


# ---------------------------------------------------------------- headings


def _headings(plan: Plan, texts: dict[str, str], order: dict[str, int]) -> list[Heading]:
    roles: dict[str, str] = {block.id: block.role for block in plan.blocks}
    headings = list(_sections(plan, texts, roles, order))
    by_id = {heading.id: heading for heading in headings}
    for task in plan.tasks:
        if (heading := by_id.get(task.id)) is not None:
            heading.noun, heading.units, heading.deadlines = "task", task.units, task.deadlines
            heading.content_key = same_spelling(heading.title) + same_spelling(task.text)
    for box in plan.boxes:
        heading = _box(box, plan, texts, order)
        heading.parent = by_id.get(box.section or "")
        if heading.parent is not None:
            heading.parent.children.append(heading)
        by_id[box.id] = heading
        headings.append(heading)
    for target in plan.targets:
        if target.task in by_id:
            by_id[target.task].targets.append(target)
    headings.sort(key=lambda heading: heading.order)
    for heading in headings:
        name_texts(heading)
    for heading in reversed(headings):
        heading.size += len(heading.title_key) + len(heading.body_key)
        if heading.parent is not None:
            heading.parent.size += heading.size
    return headings


def name_texts(heading: Heading) -> None:
    """Set the keys by which its texts are compared."""
    heading.title_key, heading.body_key = same_spelling(heading.title), same_spelling(heading.body.text)
    heading.content_key = heading.content_key or heading.title_key + heading.body_key
    heading.prose_key = heading.content_key.removeprefix(heading.title_key)


def _sections(plan: Plan, texts: dict[str, str], roles: dict[str, str], order: dict[str, int]) -> Iterator[Heading]:
    waiting: list[tuple[Section, Heading | None]] = [(section, None) for section in reversed(plan.sections)]
    while waiting:
        section, parent = waiting.pop()
        blocks = tuple(block for block in section.blocks if block in texts and roles[block] != "box")
        heading = Heading(
            noun="section",
            id=section.id,
            part=section.part,
            number=(section.number.inferred or section.number.raw) if section.number else "",
            value=section.number.value if section.number else None,
            title=section.title or "",
            at=section.at,
            body=body_of(_own_text(section, blocks, texts), texts),
            blocks=blocks,
            order=order.get(section.blocks[0], 0) if section.blocks else 0,
            parent=parent,
        )
        if parent is not None:
            parent.children.append(heading)
        yield heading
        waiting += [(below, heading) for below in reversed(section.sections)]


def _own_text(section: Section, blocks: Iterable[str], texts: dict[str, str]) -> list[Stretch]:
    """Its paragraphs, the number and the title cut off the front."""
    titles = {at.block: at.end for at in section.at} if section.title is not None else {}
    typed = section.number.raw if section.number and section.number.origin == "typed" else ""
    stretches = []
    for place, block in enumerate(blocks):
        text = texts[block]
        start = titles.get(block, _behind(typed, text) if place == 0 else 0)
        while block in titles and start < len(text) and text[start] in _AFTER_A_TITLE:
            start += 1
        if start < len(text):
            stretches.append(Stretch(block, start, len(text)))
    return stretches


def _behind(number: str, text: str) -> int:
    """The place after a typed number, which the contract quotes without its spaces; 0 where it does not open the text."""
    place = 0
    for sign in number:
        while place < len(text) and text[place].isspace():
            place += 1
        if place == len(text) or text[place] != sign:
            return 0
        place += 1
    return place


def _box(box: Box, plan: Plan, texts: dict[str, str], order: dict[str, int]) -> Heading:
    first = box.at[0].block.partition(".")[0] if box.at else ""
    cells = [cell.block for table in plan.tables if first in table.blocks for cell in table.cells]
    blocks = () if cells else tuple(_blocks_of_box(box, first, plan, order))
    ends = {at.block: at.end for at in box.at}
    stretches = [
        Stretch(block, start, len(texts[block]))
        for block in (cells or blocks)
        if (start := _title_end(texts[block], ends.get(block))) < len(texts[block])
    ]
    return Heading(
        noun="box",
        id=box.id,
        part=box.part,
        number=box.number or "",
        title=box.title or "",
        at=box.at,
        body=body_of(stretches, texts),
        blocks=blocks,
        order=order.get(first, 0),
    )


def _title_end(text: str, end: int | None) -> int:
    while end is not None and end < len(text) and text[end] in _AFTER_A_TITLE:
        end += 1
    return end or 0


def _blocks_of_box(box: Box, first: str, plan: Plan, order: dict[str, int]) -> Iterator[str]:
    """Its paragraphs: from its title to the next box or the end of the boxed text."""
    others = {at.block for other in plan.boxes if other.id != box.id for at in other.at[:1]}
    for block in plan.blocks[order.get(first, len(plan.blocks)) :]:
        if block.role != "box" or block.text is None or (block.id in others and block.id != first):
            return
        yield block.id


# ---------------------------------------------------------------- tables


def _tables(plan: Plan) -> list[TableForm]:
    forms = {table.id: TableForm(table) for table in plan.tables if table.kind != "box"}
    for indicator in plan.indicators:
        forms[indicator.table].indicators.append(indicator)
    for item in plan.items:
        forms[item.table].items.append(item)
    for form in forms.values():
        form.told = frozenset(same_spelling(text) for text in _told(form))
        rows: list[Indicator | Item] = [*form.indicators, *form.items]
        quoted = {at.block for row in rows for at in _spans_of(row)}
        cells = [(cell.block, cell.text, same_spelling(cell.text)) for cell in form.table.cells]
        form.key = frozenset(key for _, _, key in cells if key)
        form.loose = [(block, text) for block, text, key in cells if key and block not in quoted]
    return list(forms.values())


def first_cells(form: TableForm) -> Iterator[Span]:
    """The first cell with text of each block of a table, which stands for the block."""
    for block in form.table.blocks:
        cells = (cell for cell in form.table.cells if cell.text.strip() and cell.block.partition(".")[0] == block)
        yield from (Span(cell.block, 0, len(cell.text)) for cell in islice(cells, 1))


def _told(form: TableForm) -> Iterator[str]:
    """The texts of cells that the columns and the fields of rows tell."""
    for column in form.table.columns:
        if column.year is not None:
            yield from column.header
    for indicator in form.indicators:
        yield from filter(
            None, (indicator.no, indicator.measure, indicator.attribute, indicator.note, *indicator.category)
        )
    for item in form.items:
        yield from filter(None, (item.no, item.investment, item.nature, *item.group, *item.extra.values()))


def _spans_of(row: Indicator | Item) -> Iterator[At]:
    """The places that the fields of a row quote."""
    yield from row.at
    for unit in row.units:
        yield from unit.at
    for value in getattr(row, "values", ()):
        yield from value.at
    if (deadline := getattr(row, "deadline", None)) is not None:
        yield from deadline.at
