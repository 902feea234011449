"""A plan → the form in which it is compared: its headings with their own text, its tables with their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.spelling import same_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.model import (
        At,
        Box,
        Indicator,
        Item,
        Plan,
        Section,
        Target,
    )

from policy_extract.comparison.plans.plan_view import (
    Heading,
    PlanForm,
    Stretch,
    TableForm,
    body_of,
    name_texts,
    set_sizes,
)

AFTER_A_TITLE = " \u3000\t。：:．.\n"
"""What may part a run-in heading from its text."""


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
    owners = {block: heading for heading in headings for block in heading.blocks}
    for target in plan.targets:
        if (heading := _holder(target, by_id, owners)) is not None:
            heading.targets.append(target)
    headings.sort(key=lambda heading: heading.order)
    for heading in headings:
        name_texts(heading)
    set_sizes(headings)
    return headings


def _holder(target: Target, by_id: dict[str, Heading], owners: dict[str, Heading]) -> Heading | None:
    """The heading under which a promise is reported; for the text below a box that has only a title, the heading the text belongs to."""
    heading = by_id.get(target.task or "")
    if heading is not None and heading.noun == "box" and not heading.body.stretches and target.at:
        return owners.get(target.at[0].block, heading)
    return heading


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
        start = titles.get(block, _after(typed, text) if place == 0 else 0)
        between = AFTER_A_TITLE if block in titles else " \u3000\t" if start else ""
        while start < len(text) and text[start] in between:
            start += 1
        if start < len(text):
            stretches.append(Stretch(block, start, len(text)))
    return stretches


def _after(number: str, text: str) -> int:
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
    while end is not None and end < len(text) and text[end] in AFTER_A_TITLE:
        end += 1
    return end or 0


def _blocks_of_box(box: Box, first: str, plan: Plan, order: dict[str, int]) -> Iterator[str]:
    """Its paragraphs: from its title to the next box or the end of the boxed text."""
    others = {at.block for other in plan.boxes if other.id != box.id for at in other.at[:1]}
    for block in plan.blocks[order.get(first, len(plan.blocks)) :]:
        if block.role != "box" or block.text is None or (block.id in others and block.id != first):
            return
        yield block.id


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


def _told(form: TableForm) -> Iterator[str]:
    """The texts of cells that columns and the fields of rows show."""
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
