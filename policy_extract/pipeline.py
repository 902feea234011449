"""The order of the stages: bytes → blocks → parts → sections → tasks and units → plan.

Read `parse_document` first; it is the whole program in a dozen lines.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from policy_extract.findings import Report
from policy_extract.generated.plain import BundledFile, Plan, Source
from policy_extract.grammar import load
from policy_extract.output.canonical import check
from policy_extract.reading import read, read_as_one
from policy_extract.reading.forms import form_called
from policy_extract.records import record
from policy_extract.stages.front.site_record import split_record
from policy_extract.stages.outline.outline import outline, walk
from policy_extract.stages.parts.page_title import with_page_title
from policy_extract.stages.parts.parts import split_parts
from policy_extract.stages.parts.plan_years import plan_years
from policy_extract.stages.plan_assembly import Read, assemble
from policy_extract.stages.references import read_references
from policy_extract.stages.structure import Ownership, StageContext
from policy_extract.stages.tables.tables import DocumentTables, TableList, read_tables
from policy_extract.stages.targets.targets import Years, item_numbers, own_year, plan_start, read_targets
from policy_extract.stages.tasks.cross_references import link_rows, task_headings
from policy_extract.stages.tasks.shared_clauses import raise_clauses
from policy_extract.stages.tasks.structure_doubts import note_doubts
from policy_extract.stages.tasks.tasks import TaskList, hand_back, note_missing, read_tasks
from policy_extract.stages.units.legends import closing_legend
from policy_extract.stages.units.units import Legends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.blocks import Document, Place
    from policy_extract.grammar import Fired, Grammars, Matcher
    from policy_extract.stages.parts.parts import Layout
    from policy_extract.stages.parts.plan_years import PlanYears
    from policy_extract.stages.structure import PartForm, SectionForm

__all__ = ["Outcome", "parse_bytes", "parse_document", "parse_together", "read"]


@record
class Outcome:
    """A plan, and, where asked for, which rule read which characters."""

    plan: Plan
    trace: tuple[Fired, ...] = ()
    places: Mapping[str, Place] = MappingProxyType({})
    """Block id, or a cell's address, to where it stands in the file."""


def parse_bytes(
    data: bytes,
    name: str,
    *,
    grammars: Grammars | None = None,
    revisions: Literal["accepted", "original"] = "accepted",
    trace: bool = False,
    unchecked: bool = False,
) -> Outcome:
    """The plan in a file's bytes, checked against the contract; `name` becomes `source.name`.

    `unchecked` leaves the check to the caller: writing JSON validates a plan anyway.

    Fails: InputError where the bytes are of no format we read; as `check` for a bug.
    """
    return parse_together([(name, data)], grammars=grammars, revisions=revisions, trace=trace, unchecked=unchecked)


def parse_together(
    files: Sequence[tuple[str, bytes]],
    *,
    grammars: Grammars | None = None,
    revisions: Literal["accepted", "original"] = "accepted",
    trace: bool = False,
    unchecked: bool = False,
) -> Outcome:
    """The plan in the first of these files, each a name and bytes, with the annexes in the others; else as `parse_bytes`."""
    (name, data), *annexes = files
    report = Report()
    matcher = (grammars or load()).matcher(report, trace=trace)
    document = (
        read_as_one(files, report, matcher, revisions=revisions)
        if annexes
        else read(data, report, matcher, revisions=revisions)
    )
    source = Source(
        name=name,
        format=document.format,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        revisions=document.revisions,
        read_through=document.read_through,
        files=_files(document),
    )
    plan = parse_document(document, source, matcher, report)
    if not unchecked:
        check(plan)
    return Outcome(plan, tuple(matcher.trace), document.places)


def _files(document: Document) -> tuple[BundledFile, ...] | None:
    """The files that a document consists of, in the contract's form; None where it is one file."""
    files = (
        BundledFile(name=one.name, format=one.format, sha256=one.sha256, read_through=one.read_through)
        for one in document.files
    )
    return tuple(files) or None


def parse_document(document: Document, source: Source, matcher: Matcher, report: Report) -> Plan:
    """The plan in a document that has been read: its parts, their sections, tables and tasks, targets, links, the whole."""
    context = StageContext(matcher, report, Ownership())
    layout = _read_parts(document, context)
    first_year, years = _read_years(layout, matcher)
    trees = [_read_sections(part, context) for part in layout.parts]
    tables = _no_tables_yet(document, first_year, matcher)
    _read_tables_and_tasks(layout, trees, tables, context)
    note_doubts(layout, trees, tables.tasks.tasks, context)
    parts = zip(layout.parts, trees, strict=True)
    targets = [one for part, tree in parts for one in read_targets(part, tree, years, context)]
    linked = _link_rows(tables, trees, years, matcher)
    sections = [section for tree in trees for section in tree]
    read = Read(layout, sections, tables.tasks, linked, read_references(document.blocks, matcher), targets)
    return assemble(source, document, read, context)


def _read_parts(document: Document, context: StageContext) -> Layout:
    """Main text, carried plan and annexes, with what the page says beside them."""
    blocks, record = split_record(document.blocks, context.matcher, context.owned)
    titled = with_page_title(blocks, record.titles, context)
    return split_parts(titled, record, context, document.openings)


def _read_years(layout: Layout, matcher: Matcher) -> tuple[PlanYears, Years]:
    """What the heads say about the plan's first year, and the years of numbers without one of their own."""
    since = plan_start(layout, matcher)
    plan = plan_years(layout, since, matcher)
    return plan, Years(plan.stated or since, own_year(layout, matcher))


def _read_sections(part: PartForm, context: StageContext) -> list[SectionForm]:
    """The sections of one part, with the clauses that speak for several of them at the heading above."""
    tree = outline(part, context)
    raise_clauses(tree, context.matcher, context.owned)
    return tree


def _no_tables_yet(document: Document, first_year: PlanYears, matcher: Matcher) -> DocumentTables:
    """Tables and tasks before any was read; the last legend of the document counts from its beginning."""
    tasks = TaskList(legends=Legends(closing_legend(document.blocks, matcher)))
    return DocumentTables(TableList(), tasks, first_year, dump=not form_called(document.format).merged_cells)


def _read_tables_and_tasks(
    layout: Layout, trees: Sequence[list[SectionForm]], found: DocumentTables, context: StageContext
) -> None:
    """Tables and tasks part by part: what stands under a table may speak for tasks, and a legend for what follows it."""
    for part, tree in zip(layout.parts, trees, strict=True):
        read_tables(part, tree, found, context)
        read_tasks(part, tree, found.tasks, context)
    hand_back(found.tasks)
    note_missing(found.tasks, layout.parts, trees, context)


def _link_rows(found: DocumentTables, trees: Sequence[list[SectionForm]], years: Years, matcher: Matcher) -> TableList:
    """The tables, their rows linked to tasks and with the numbers that their contents promise."""
    tables = found.read
    named = found.tasks.tasks if tables.indicators or tables.items else []
    titles = {section.id: section.title for tree in trees for section in walk(tree)} if named else {}
    headings = task_headings(named, titles)
    items = link_rows(tables.items, headings, matcher)
    return TableList(
        tables=tables.tables,
        indicators=link_rows(tables.indicators, headings, matcher),
        items=item_numbers(items, tables.tables, years, matcher),
    )
