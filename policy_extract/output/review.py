"""What a clerk should look at first in a plan: values that may be wrong or missing, by doubt.

The order is that of DOUBTS, then reading order; docs/views.md describes it to
readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.generated.plain import At
from policy_extract.labels import labels
from policy_extract.output.quoting import quoted
from policy_extract.output.sections import rows_of_units
from policy_extract.records import record
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.model import Plan, PlanTable, Section, Spans

HIGH, MIDDLE, LOW = labels("doubts").values()

DOUBTS = {
    # Something may be lost, or taken for what it is not.
    "ledger-difference": HIGH,
    "time-budget-exceeded": HIGH,
    "text-decoded-with-loss": HIGH,
    "pages-unreadable": HIGH,
    "characters-unreadable": HIGH,
    "conversion-lost": HIGH,
    "formatting-lost": HIGH,
    "unknown-part": HIGH,
    "annex-missing": HIGH,
    "annex-elsewhere": HIGH,
    "page-continues": HIGH,
    "page-text-dropped": HIGH,
    "bundle-file-skipped": HIGH,
    "bundle-file-unread": HIGH,
    "cells-hidden": HIGH,
    "formula-without-value": HIGH,
    "table-of-no-kind": HIGH,
    "table-torn": HIGH,
    "table-flattened": HIGH,
    "no-tasks": HIGH,
    "units-unread": HIGH,
    "units-without-task": HIGH,
    "carry-over-without-units": HIGH,
    "unit-doubtful": HIGH,
    "marks-unexplained": HIGH,
    "bracket-unclosed": HIGH,
    # Read, by inference or against odd print.
    "number-twice": MIDDLE,
    "number-repeated": MIDDLE,
    "number-skipped": MIDDLE,
    "number-backwards": MIDDLE,
    "number-alone": MIDDLE,
    "number-inferred": MIDDLE,
    "number-not-computed": MIDDLE,
    "unknown-number-format": MIDDLE,
    "unknown-element": MIDDLE,
    "tasks-unannounced": MIDDLE,
    "structure-doubtful": MIDDLE,
    "annex-label-missing": MIDDLE,
    "label-in-text": MIDDLE,
    "annex-not-listed": MIDDLE,
    "annex-unknown": MIDDLE,
    "value-of-words": MIDDLE,
    "target-without-subject": MIDDLE,
    # Read as printed; something a reader might expect is not there.
    "unit-repeated": LOW,
    "unit-unknown": LOW,
    "target-without-year": LOW,
    "section-without-title": LOW,
    "title-missing": LOW,
    "stamped": LOW,
    "number-spaced": LOW,
    "period-backwards": LOW,
}
"""Finding codes and what the plan itself shows, most doubtful first: how doubtful it is."""


@record
class Doubt:
    """One thing to look at."""

    level: str
    """高, 中 or 低."""
    what: str
    """In Chinese, as in every view."""
    at: At | None
    """Null where it is about the whole document."""
    quoted: str
    """The characters at `at`; where there is no place, what the finding names."""
    name: str
    """In DOUBTS: the code of the finding, where one says it."""


_Found = tuple[str, "At | None", str]
"""Name in DOUBTS, where it stands, and what it is called."""


def doubts(plan: Plan) -> list[Doubt]:
    """What to look at, most doubtful first, then in reading order."""
    texts = texts_of(plan)
    ranks = {name: rank for rank, name in enumerate(DOUBTS)}
    blocks = {block.id: place for place, block in enumerate(plan.blocks)}
    cells = {cell: place for place, cell in enumerate(texts)}

    def order(found: _Found) -> tuple[int, int, int, int]:
        name, at, _ = found
        if at is None:
            return ranks[name], -1, 0, 0
        return ranks[name], blocks.get(at.block.partition(".")[0], 0), cells.get(at.block, -1), at.start

    return [
        Doubt(DOUBTS[name], labels("codes")[name], at, quoted([at], texts) if at else named, name)
        for name, at, named in sorted(_found(plan), key=order)
    ]


def _found(plan: Plan) -> Iterator[_Found]:
    """Everything doubtful."""
    for one in plan.findings:
        if one.code in DOUBTS:
            yield one.code, one.at, " ".join(map(str, one.params.values()))
    for table in plan.tables:
        if table.kind == "other":
            yield "table-of-no-kind", _first_cell(table), table.id
    yield from _about_sections(plan.sections)
    yield from _unknown_units(plan)
    for value in (value for indicator in plan.indicators for value in indicator.values):
        if value.form == "text":
            yield "value-of-words", _first(value.at), value.raw
    for target in plan.targets:
        if target.subject is None:
            yield "target-without-subject", _first(target.at), target.raw
        if target.year is None:
            yield "target-without-year", _first(target.at), target.raw


def _about_sections(sections: Sequence[Section]) -> Iterator[_Found]:
    waiting = [*sections]
    while waiting:
        section = waiting.pop()
        waiting += section.sections
        if section.title is None:
            yield "section-without-title", _first(section.at), section.id
        if section.number is not None and section.number.inferred is not None:
            yield "number-inferred", _opening(section), section.id


def _unknown_units(plan: Plan) -> Iterator[_Found]:
    """Names that the directory of bodies does not know, each where it is first printed; not those a finding doubts."""
    doubted = {one.params.get("name") for one in plan.findings if one.code == "unit-doubtful"}
    unknown = {unit.name: unit for _, unit in reversed([*rows_of_units(plan)]) if unit.body is None}
    yield from (("unit-unknown", _first(unit.at), unit.name) for unit in unknown.values() if unit.name not in doubted)


def _opening(section: Section) -> At | None:
    """The block a section opens with, down to the end of its title, or of the block where it has none."""
    first = _first(section.at)
    return At(block=first.block, start=0, end=first.end) if first else None


def _first_cell(table: PlanTable) -> At | None:
    """The first cell with anything in it."""
    cell = next((cell for cell in table.cells if cell.text.strip()), None)
    return At(block=cell.block, start=0, end=len(cell.text)) if cell else None


def _first(spans: Spans) -> At | None:
    return spans[0] if spans else None
