"""Every sample says what a careful clerk reads in it: `expected.toml`, written by hand, never from output.

This is the oracle the goldens are not: a golden only says that nothing changed.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policy_extract.model import Plan, Section, Unit

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SOURCES = sorted(source for source in SAMPLES.glob("*/source.*") if (source.parent / "expected.toml").exists())

Facet = list[Any]


@cache
def expected(source: Path) -> dict[str, Any]:
    return tomllib.loads((source.parent / "expected.toml").read_text(encoding="utf-8"))


@cache
def plan_of(source: Path) -> Plan:
    return parse_bytes(source.read_bytes(), source.name).plan


def fold(text: str | None) -> str:
    """Text without white space, which dumps and line breaks add and remove."""
    return re.sub(r"\s", "", text or "")


# --- What the clerk wrote ---------------------------------------------------------------------------------------------


def clerk_front(clerk: dict[str, Any]) -> Facet:
    single = [f"{key}: {fold(clerk.get(key))}" for key in ("title", "status", "document_number", "date")]
    several = [f"{key}: {'，'.join(map(fold, clerk.get(key, [])))}" for key in ("issuers", "recipients")]
    return [*single, *several, f"period: {clerk.get('period', [])}"]


def clerk_annexes(clerk: dict[str, Any]) -> Facet:
    return [(fold(each["label"]), fold(each["title"]), each["listed"], each["present"]) for each in clerk["annexes"]]


def clerk_outline(clerk: dict[str, Any]) -> Facet:
    return [entry for entry in clerk_entries(clerk) if not entry[2].startswith("专栏")]


def clerk_boxes(clerk: dict[str, Any]) -> Facet:
    return [entry for entry in clerk_entries(clerk) if entry[2].startswith("专栏")]


def clerk_entries(clerk: dict[str, Any]) -> Iterator[tuple[str, int, str, str]]:
    for line in clerk["outline"].strip().split("\n"):
        part, level, number, *title = line.split(" ", 3)
        yield part, int(level), number, fold("".join(title))


def clerk_tasks(clerk: dict[str, Any]) -> Facet:
    return [task["at"].split(" ")[:2] for task in clerk["tasks"]]


def clerk_units(clerk: dict[str, Any]) -> Facet:
    return [(fold(task["at"]), clerk_roles(task)) for task in clerk["tasks"]]


def clerk_roles(row: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(
        (role, name) for role in ("lead", "support", "joint", "carried") for name in row.get(role, "").split()
    )


def clerk_notes(clerk: dict[str, Any]) -> Facet:
    return [(fold(task["at"]), *note) for task in clerk["tasks"] for note in sorted(task.get("notes", {}).items())]


def clerk_tables(clerk: dict[str, Any]) -> Facet:
    return [(fold(table["title"]), table.get("rows"), table["cols"]) for table in clerk["tables"]]


def clerk_kinds(clerk: dict[str, Any]) -> Facet:
    return [table["kind"] for table in clerk["tables"]]


def clerk_items(clerk: dict[str, Any]) -> Facet:
    return [
        (item["table"], item.get("no", ""), item.get("group", []), fold(item["content"]), item.get("deadline", ""), clerk_roles(item))
        for item in clerk["items"]
    ]  # fmt: skip


def clerk_indicators(clerk: dict[str, Any]) -> Facet:
    return [
        (row["table"], row["no"], row.get("category", ""), row["name"], row.get("measure", ""), row.get("attribute", ""),
         row["values"], clerk_roles(row))
        for row in clerk["indicators"]
    ]  # fmt: skip


# --- What the program read, in the same form --------------------------------------------------------------------------


def plan_front(plan: Plan, _: dict[str, Any]) -> Facet:
    front = plan.front
    single = [
        f"{key}: {fold(getattr(getattr(front, key), 'text', None))}" for key in ("title", "status", "document_number")
    ]
    several = [
        f"{key}: {'，'.join(fold(each.text) for each in getattr(front, key))}" for key in ("issuers", "recipients")
    ]
    period = [front.period.start, front.period.end] if front.period else []
    return [*single, f"date: {front.date.iso if front.date else ''}", *several, f"period: {period}"]


def plan_annexes(plan: Plan, _: dict[str, Any]) -> Facet:
    return [
        (
            fold(part.label.text if part.label else None),
            fold(part.title.text if part.title else None),
            part.listed,
            part.present,
        )
        for part in plan.parts
        if part.id != "main"
    ]


def plan_outline(plan: Plan, _: dict[str, Any]) -> Facet:
    return [
        (section.part, section.level, number_of(section), fold(section.title))
        for section in walk(plan.sections)
        if section.number
    ]


def plan_boxes(plan: Plan, _: dict[str, Any]) -> Facet:
    return [(box.part, box.level, fold(box.number), fold(box.title)) for box in plan.boxes]


def plan_tasks(plan: Plan, _: dict[str, Any]) -> Facet:
    numbers = {section.id: number_of(section) for section in walk(plan.sections)}
    return [[task.part, numbers[task.id]] for task in plan.tasks]


def plan_units(plan: Plan, _: dict[str, Any]) -> Facet:
    numbers = {section.id: number_of(section) for section in walk(plan.sections)}
    return [(f"{task.part}{numbers[task.id]}{fold(task.title)}", roles(task.units)) for task in plan.tasks]


def plan_notes(plan: Plan, _: dict[str, Any]) -> Facet:
    numbers = {section.id: number_of(section) for section in walk(plan.sections)}
    return [
        (f"{task.part}{numbers[task.id]}{fold(task.title)}", name, note)
        for task in plan.tasks
        for name, note in sorted((unit.name, unit.note) for unit in task.units if unit.note)
    ]


def plan_tables(plan: Plan, clerk: dict[str, Any]) -> Facet:
    open_rows = [at for at, table in enumerate(clerk["tables"]) if "rows" not in table]
    return [
        (fold(table.title.text if table.title else None), None if at in open_rows else table.rows, table.cols)
        for at, table in enumerate(plan.tables)
    ]


def plan_kinds(plan: Plan, _: dict[str, Any]) -> Facet:
    return [table.kind for table in plan.tables]


def plan_items(plan: Plan, _: dict[str, Any]) -> Facet:
    places = {table.id: at for at, table in enumerate(plan.tables, 1)}
    return [
        (places[item.table], fold(item.no), [fold(name) for name in item.group], fold(item.content),
         fold(item.deadline.raw if item.deadline else None), roles(item.units))
        for item in plan.items
    ]  # fmt: skip


def plan_indicators(plan: Plan, _: dict[str, Any]) -> Facet:
    places = {table.id: at for at, table in enumerate(plan.tables, 1)}
    return [
        (places[row.table], fold(row.no), fold("".join(row.category)), fold(row.name), fold(row.measure), fold(row.attribute),
         [f"{value.year} {value.kind} {value.form} {fold(value.raw)}" for value in row.values], roles(row.units))
        for row in plan.indicators
    ]  # fmt: skip


def number_of(section: Section) -> str:
    """What the page showed: a dump's 1、 stands for 一、."""
    return fold(section.number.inferred or section.number.raw) if section.number else ""


def roles(units: Iterable[Unit]) -> list[tuple[str, str]]:
    return sorted(("carried" if unit.via == "carry-over" else unit.role, fold(unit.name)) for unit in units)


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from walk(section.sections)


FACETS: dict[str, tuple[Callable[[dict[str, Any]], Facet], Callable[[Plan, dict[str, Any]], Facet]]] = {
    "front": (clerk_front, plan_front),
    "annexes": (clerk_annexes, plan_annexes),
    "outline": (clerk_outline, plan_outline),
    "boxes": (clerk_boxes, plan_boxes),
    "tasks": (clerk_tasks, plan_tasks),
    "units": (clerk_units, plan_units),
    "notes": (clerk_notes, plan_notes),
    "tables": (clerk_tables, plan_tables),
    "kinds": (clerk_kinds, plan_kinds),
    "items": (clerk_items, plan_items),
    "indicators": (clerk_indicators, plan_indicators),
}


def cases() -> Iterator[Any]:
    for source in SOURCES:
        for facet in FACETS:
            yield pytest.param(source, facet, id=f"{source.parent.name}/{source.name}-{facet}")


@pytest.mark.parametrize(("source", "facet"), [*cases()])
def test_the_program_reads_what_the_clerk_reads(source: Path, facet: str) -> None:
    """Each facet of each sample, entry by entry; a failure shows the two lists side by side."""
    clerk = expected(source)
    of_clerk, of_plan = FACETS[facet]
    assert of_plan(plan_of(source), clerk) == of_clerk(clerk)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: f"{source.parent.name}/{source.name}")
def test_what_would_puzzle_the_clerk_is_a_finding(source: Path) -> None:
    """Codes listed in `findings` are among the findings; others may be too."""
    found = {finding.code for finding in plan_of(source).findings}
    assert set(expected(source).get("findings", [])) <= found


def test_every_sample_has_an_expectation_and_says_what_it_shows() -> None:
    """A folder with a source but without the two pages beside it is an unfinished sample."""
    for source in SAMPLES.glob("*/source.docx"):
        about = tomllib.loads((source.parent / "about.toml").read_text(encoding="utf-8"))
        assert about["title"]
        assert about["form"]
        assert about["shows"]
        assert (source.parent / "expected.toml").exists()
