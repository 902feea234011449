"""The same document as Word and as a page gives the same plan, whatever site publishes it and however it sets the text."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dump_builder import read_dump
from site_pages import SITES, body

from policy_extract.pipeline import parse_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.generated.plain import Plan, Section

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DOCUMENTS = (
    "city-action-plan",
    "district-action-plan",
    "measures",
    "notice-with-plan",
    "opinion",
    "sentence-clauses",
    "plain-plan",
)


def fold(text: object) -> str:
    return "".join(str(getattr(text, "text", text) or "").split())


def walk(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from walk(section.sections)


def facts(plan: Plan) -> Counter[tuple[object, ...]]:
    """What a plan says, without the places it stands at."""
    front = plan.front
    found: list[tuple[object, ...]] = [
        ("title", fold(front.title)),
        ("number", fold(front.document_number)),
        ("date", front.date and front.date.iso),
    ]
    found += [("issuer", fold(one)) for one in front.issuers] + [("recipient", fold(one)) for one in front.recipients]
    found += [("part", one.kind, fold(one.label), fold(one.title)) for one in plan.parts]
    found += [
        ("section", one.part, one.level, one.number and fold(one.number.raw), fold(one.title))
        for one in walk(plan.sections)
    ]
    found += [("task", one.part, fold(one.title)) for one in plan.tasks]
    found += [
        ("unit", fold(task.title), fold(one.name), one.role, one.via) for task in plan.tasks for one in task.units
    ]
    found += [("table", one.kind, one.rows, one.cols) for one in plan.tables]
    found += [("indicator", fold(one.name), tuple(fold(value.raw) for value in one.values)) for one in plan.indicators]
    found += [("item", fold(one.content)) for one in plan.items]
    return Counter(found)


@cache
def by_word(name: str) -> Counter[tuple[object, ...]]:
    return facts(parse_bytes((SAMPLES / name / "source.docx").read_bytes(), "x.docx").plan)


@cache
def blocks(name: str) -> tuple[object, ...]:
    return read_dump((SAMPLES / name / "source.docx").read_bytes()).blocks


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_site_gives_the_plan_that_the_word_file_gives(name: str, site: str) -> None:
    around, way = SITES[site]
    page = around(body(blocks(name), way))  # type: ignore[arg-type]  # blocks, kept between tests
    plan = parse_bytes(page, "x.html").plan
    assert plan.source.format == "html"
    there, here = by_word(name), facts(plan)
    assert (there - here, here - there) == (Counter(), Counter())
