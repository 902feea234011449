"""The tree of headings, walked without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.model import Indicator, Item, Plan, Section, Task, Unit


def walk(sections: Iterable[Section]) -> Iterator[tuple[Section | None, Section]]:
    """Every section, in reading order, after the one above it."""
    waiting: list[tuple[Section | None, Section]] = []
    waiting += [(None, section) for section in reversed([*sections])]
    while waiting:
        above, section = waiting.pop()
        yield above, section
        waiting += [(section, below) for below in reversed(section.sections)]


def titles_of(plan: Plan) -> dict[str | None, str | None]:
    """The titles of sections and boxes by id; a task has that of its section."""
    titles: dict[str | None, str | None] = {section.id: section.title for _, section in walk(plan.sections)}
    return titles | {box.id: box.title for box in plan.boxes}


def rows_of_units(plan: Plan) -> Iterator[tuple[Task | Indicator | Item, Unit]]:
    """The units of tasks, indicators and items, each with its row."""
    rows: tuple[Task | Indicator | Item, ...] = (*plan.tasks, *plan.indicators, *plan.items)
    return ((row, unit) for row in rows for unit in row.units)


def named_units(plan: Plan) -> Iterator[tuple[str, Unit]]:
    """The units of tasks, indicators and items, each with the id of its row."""
    return ((row.id, unit) for row, unit in rows_of_units(plan))
