"""What is true of every plan, checked in every case and every sample, so that no test can forget it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from policy_extract.model import Item
from policy_extract.output.canonical import as_model, dump_plan, load_plan
from policy_extract.output.things import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.model import Plan

QUOTED = ("raw", "name", "text", "title", "content")
"""The field that repeats the characters of `at`; the first a model has counts."""


def check_laws(made: Plan) -> None:
    """The contract holds, quotes quote, ids are unique, every block is owned, rows point to what there is, what is printed reads back."""
    plan = as_model(made)
    assert dump_plan(plan) == dump_plan(made)
    assert list(misquoted(plan)) == []
    assert list(repeated_ids(plan)) == []
    assert list(homeless_blocks(plan)) == []
    assert {row.task for row in (*plan.indicators, *plan.items)} <= {None, *(task.id for task in plan.tasks)}
    assert list(broken_rows(plan)) == []
    assert load_plan(dump_plan(plan)) == plan


def misquoted(plan: Plan) -> Iterator[str]:
    """Things whose spans do not quote what they say; line breaks between quotes aside."""
    texts = {block.id: block.text or "" for block in plan.blocks}
    texts |= {cell.block: cell.text for table in plan.tables for cell in table.cells}
    numbers = {cell.block: cell.numbers for table in plan.tables for cell in table.cells if cell.numbers}
    for thing in everything(plan):
        spans = getattr(thing, "at", None)
        if not isinstance(spans, tuple) or not spans:
            continue
        fields = QUOTED if not isinstance(thing, Item) else ("content",)
        printed = next((getattr(thing, name) for name in fields if hasattr(thing, name)), None)
        quoted = "".join(texts[at.block][at.start : at.end] for at in spans)
        if printed is not None and isinstance(thing, Item):
            quoted = with_numbers(quoted, numbers.get(spans[0].block, ()))
        if hasattr(thing, "via"):  # the name of a unit has no blanks
            quoted, printed = "".join(quoted.split()), "".join((printed or "").split())
        if printed is not None and quoted.replace("\n", "") != printed.replace("\n", ""):
            yield f"{type(thing).__name__} {printed!r} quotes {quoted!r}"


def with_numbers(text: str, numbers: tuple[str, ...]) -> str:
    """The paragraphs of a cell after their automatic numbers, as an item's content has them."""
    lines = text.split("\n")
    if len(lines) != len(numbers):
        return text
    return "".join(
        (number if any(map(str.isalnum, number)) else "") + line for number, line in zip(numbers, lines, strict=True)
    )


def repeated_ids(plan: Plan) -> Iterator[str]:
    """Ids that name two things of a kind."""
    sections = [thing.id for thing in everything(plan.sections) if hasattr(thing, "sections")]
    kinds = (plan.parts, plan.tasks, plan.tables, plan.indicators, plan.items, plan.boxes, plan.targets, plan.blocks)
    for ids in (sections, *([thing.id for thing in kind] for kind in kinds)):
        yield from (name for name, count in Counter(ids).items() if count > 1)


def homeless_blocks(plan: Plan) -> Iterator[str]:
    """Blocks of a part or section that does not exist."""
    parts = {part.id for part in plan.parts}
    sections = {thing.id for thing in everything(plan.sections) if hasattr(thing, "sections")} | {None}
    for block in plan.blocks:
        if block.part not in parts or block.section not in sections:
            yield block.id


def broken_rows(plan: Plan) -> Iterator[tuple[str, object]]:
    """Rows of the tables for analysis that have the key of another row, or point to a row that is not there."""
    ids: dict[str, set[object]] = {}
    for table in TABLES:
        rows = list(table.rows("x", plan))
        keys = Counter(tuple(row[column] for column in table.key) for row in rows)
        yield from ((table.name, key) for key, count in keys.items() if count > 1)
        ids[table.name] = {row.get("id") for row in rows} | {None}
        for column, other in table.links.items():
            yield from ((f"{table.name}.{column}", row[column]) for row in rows if row[column] not in ids[other])


def everything(start: BaseModel | Iterable[Any]) -> Iterator[BaseModel]:
    """The models in a model or list, itself first."""
    waiting: list[Any] = [start]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, BaseModel):
            yield thing
            waiting += [value for _, value in thing]
        elif isinstance(thing, tuple | list):
            waiting += thing
