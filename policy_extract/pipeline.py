"""The order of the stages: bytes → blocks → parts → sections → tasks and units → plan.

Read `parse_document` first; it is the whole program in a dozen lines.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.output.canonical import check
from policy_extract.plain import BundledFile, Plan, Source
from policy_extract.reading import read, read_as_one
from policy_extract.reading.forms import form_called
from policy_extract.records import record
from policy_extract.stages.assemble import Read, assemble
from policy_extract.stages.cross_references import link_rows, task_headings
from policy_extract.stages.forms import Ownership
from policy_extract.stages.legends import closing_legend
from policy_extract.stages.outline import outline, walk
from policy_extract.stages.page_title import with_page_title
from policy_extract.stages.parts import split_parts
from policy_extract.stages.plan_years import plan_years
from policy_extract.stages.raised_clauses import raise_clauses
from policy_extract.stages.references import read_references
from policy_extract.stages.site_record import split_record
from policy_extract.stages.tables import TableList, read_tables
from policy_extract.stages.targets import item_numbers, own_year, plan_start, read_targets
from policy_extract.stages.tasks import TaskList, hand_back, note_missing, read_tasks
from policy_extract.stages.units import Legends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.blocks import Document, Place
    from policy_extract.grammar import Fired, Grammars, Matcher
    from policy_extract.plain import Target
    from policy_extract.stages.forms import SectionForm

__all__ = ["Outcome", "parse_bytes", "parse_document", "read"]

SECONDS = 20.0
"""Time one document may take; past it the plan holds what was read so far, with a finding."""


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
    seconds: float = SECONDS,
    trace: bool = False,
    unchecked: bool = False,
    annexes: Sequence[tuple[str, bytes]] = (),
) -> Outcome:
    """The plan in a file's bytes, held against the contract; `name` is what `source.name` says.

    `annexes` are files that belong to it, by name and bytes.

    `unchecked` leaves that to the caller: writing JSON holds a plan against the contract by itself.

    Fails: InputError where the bytes are of no format we read; as `check` for a bug.
    """
    report = Report()
    matcher = (grammars or load()).matcher(report, seconds=seconds, trace=trace)
    document = (
        read_as_one([(name, data), *annexes], report, matcher, revisions=revisions)
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
    """The files a document was put together from, in the contract's form; None where it is one file."""
    files = (
        BundledFile(name=one.name, format=one.format, sha256=one.sha256, read_through=one.read_through)
        for one in document.files
    )
    return tuple(files) or None


def parse_document(document: Document, source: Source, matcher: Matcher, report: Report) -> Plan:
    """The plan in a document that has been read."""
    owned, found = Ownership(), TaskList(legends=Legends(closing_legend(document.blocks, matcher)))
    dump = not form_called(document.format).merged_cells
    blocks, record = split_record(document.blocks, matcher, owned)
    titled = with_page_title(blocks, record.title, matcher, owned)
    layout = split_parts(titled, record, matcher, report, owned, document.openings)
    since, own = plan_start(layout, matcher), own_year(layout, matcher)
    years = plan_years(layout, since, matcher)
    since = years.stated or since
    sections: list[SectionForm] = []
    tables = TableList()
    targets: list[Target] = []
    for part in layout.parts:
        tree = outline(part, matcher, report, owned)
        raise_clauses(tree, matcher, owned)
        read_tables(part, tree, tables, found, matcher, report, owned, years=years, dump=dump)
        read_tasks(part, tree, found, matcher, report, owned)
        targets += read_targets(part, tree, since, own, matcher, owned)
        sections += tree
    hand_back(found)
    note_missing(found, layout.parts, report)
    tasks = found.tasks if tables.indicators or tables.items else []
    headings = task_headings(tasks, {section.id: section.title for section in walk(sections)})
    tables.indicators = link_rows(tables.indicators, headings, matcher)
    tables.items = link_rows(tables.items, headings, matcher)
    tables.items = item_numbers(tables.items, tables.tables, since, own, matcher)
    read = Read(layout, sections, found, tables, read_references(document.blocks, matcher), targets)
    return assemble(source, document, read, matcher, report, owned)
