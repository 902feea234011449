"""Table blocks → tables of the plan, and the indicators or items in their rows.

A table whose heading is not known stays `other`, with all its cells, and a
finding says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.records import field, mutable, record, replace
from policy_extract.stages.front.head_ends import is_record
from policy_extract.stages.grids.layout import lay_out
from policy_extract.stages.outline.outline import boxes_of
from policy_extract.stages.passages import passage_of, whole_text
from policy_extract.stages.structure import Piece, blocks_from
from policy_extract.stages.tables.beginnings import Before, Beginning, beginning_of, names_a_list
from policy_extract.stages.tables.captions import measure_of
from policy_extract.stages.tables.cell_units import CellUnits
from policy_extract.stages.tables.columns import Context, read_columns
from policy_extract.stages.tables.doubts import (
    note_doubts,
    note_duties_on_lines,
    note_flattened,
    note_unread,
)
from policy_extract.stages.tables.indicators import read_indicators
from policy_extract.stages.tables.items import RowContext, read_items
from policy_extract.stages.tables.joins import widened
from policy_extract.stages.tables.lost_tables import note_lost, note_remains
from policy_extract.stages.tables.marked_bodies import marked_bodies
from policy_extract.stages.tables.notes import read_notes
from policy_extract.stages.tables.places import TablePlace
from policy_extract.stages.tables.plan_tables import TableReading, plan_table
from policy_extract.stages.tables.rows import Bands, TableRows
from policy_extract.stages.units.segments import read_legends
from policy_extract.stages.units.units import add_carried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.findings import Report
    from policy_extract.generated.plain import Indicator, Item, PlanTable
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.parts.plan_years import PlanYears
    from policy_extract.stages.structure import PartForm, SectionForm, StageContext
    from policy_extract.stages.tables.items import ListKind
    from policy_extract.stages.tables.joins import Widened
    from policy_extract.stages.tasks.tasks import TaskList
    from policy_extract.stages.units.segments import Legend


@mutable
class TableList:
    """Tables, indicators and items of a document, in reading order."""

    tables: list[PlanTable] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@record
class DocumentTables:
    """What the tables of all parts of a document have in common, and where goes what they hold."""

    read: TableList
    tasks: TaskList
    """A note under a table may assign units to tasks."""
    years: PlanYears
    dump: bool
    """The source shows no merged cells."""


@mutable
class _Reader:
    """One part's tables while they are read."""

    part: PartForm
    document: DocumentTables
    context: StageContext
    by_position: Legend | None = None
    """What legends have said about the first name of a list, down to the table."""
    before: Before | None = None
    """The table read last."""
    halves: dict[str, TableReading] = field(default_factory=dict)
    """What tables were read as that are the second half of one too wide for its page, by the ids of their blocks."""
    lost: set[str] = field(default_factory=set)
    """The ids of lines that were found to be the heading of a table, or a row."""

    def add(self, place: TablePlace, read: TableReading) -> None:
        """Add a table to those of the document."""
        section = self.context.owned.sections.get(place.table.id)
        self.document.read.tables.append(plan_table(place, section, read))

    @property
    def matcher(self) -> Matcher:
        """The rules."""
        return self.context.matcher

    @property
    def report(self) -> Report:
        """Where findings go."""
        return self.context.report


def read_tables(
    part: PartForm, sections: Sequence[SectionForm], document: DocumentTables, context: StageContext
) -> None:
    """Add every table of the part in reading order; claims captions and notes, records carry-overs among the tasks."""
    boxes = {box.table: box for _, box in boxes_of(sections)}
    reader = _Reader(part, document, context, document.tasks.legends.by_position)
    count = 0
    for index, block in enumerate(part.blocks):
        if isinstance(block, Paragraph):
            _pass_paragraph(reader, index, block)
            continue
        of_site = context.owned.roles.get(block.id) == "other" and is_record(block, context.matcher)
        count += 1
        place = TablePlace(part, index, block, f"{part.id}/t{count}", first=count == 1)
        box = boxes.get(block.id)
        context.owned.claim([block], "table")
        if of_site:  # a table all the same: what the front matter reads from its cells quotes them
            reader.add(place, TableReading("other"))
        elif box is not None:
            title = Piece(box.title, box.at) if box.title is not None else None
            reader.add(place, TableReading("box", title))
        else:
            _read_table(reader, place)
    note_lost(part.blocks, reader.lost, context.owned, context.matcher, context.report)
    if document.dump:
        note_remains(part.blocks, reader.lost, context.matcher, context.report)


def _pass_paragraph(reader: _Reader, index: int, block: Paragraph) -> None:
    """Note that a paragraph stands between two tables, what it says about leads, and a heading without its table."""
    if block.text.strip():
        reader.before = reader.before and replace(reader.before, adjoins=False)
        for note in (note_flattened, note_duties_on_lines):
            if note(reader.part.blocks, index, reader.matcher, reader.report):
                reader.lost.add(block.id)
    for legend in read_legends(passage_of(block), reader.matcher):
        reader.by_position = legend if legend.by != "mark" else reader.by_position


def _read_table(reader: _Reader, place: TablePlace) -> None:
    """Add the table, and the rows of one that is understood."""
    if (half := reader.halves.pop(place.table.id, None)) is not None:
        reader.add(place, half)
        return
    found = beginning_of(place, reader.before, reader.context)
    notes = read_notes(place, found.layout, reader.context)
    read = TableReading("other", found.title, found.layout, (), notes)
    read = _read_layout(reader, place, found, read)
    if read.kind == "other":
        note_unread(place.table, place.name, reader.report)
    reader.add(place, read)


def _read_layout(reader: _Reader, place: TablePlace, found: Beginning, unread: TableReading) -> TableReading:
    """The table with its kind and columns; adds its rows, together with a second half that stands after it."""
    if (layout := found.layout) is None:
        return unread
    wide = _wide(reader, place.index, layout)
    whole = wide.layout if wide is not None else layout
    text = found.text
    measure = measure_of(place, layout.above, text, reader.matcher)
    title = reader.part.head.title
    document = title.text if title is not None and names_a_list(title.text, reader.matcher) else ""
    marks = any(reader.matcher.first("mark-meaning", line.text) is not None for line in unread.notes.explaining)
    context = Context(text, document, reader.document.years.first_year(text, reader.matcher), measure, marks)
    kind, columns = read_columns(whole, context, reader.matcher)
    if kind == "other":
        return unread
    bands = reader.before.bands if reader.before is not None and found.goes_on else Bands()
    reader.before = Before(layout, text, bands)
    note_doubts(layout, columns, place.name, reader.report)
    read = replace(unread, kind=kind, columns=columns)
    _read_rows(reader, place.name, replace(read, layout=whole), context)  # both halves of a table too wide for its page
    if wide is not None:
        half = replace(layout, table=wide.table, shown=wide.shown)
        reader.halves[wide.table.id] = TableReading(kind, None, half, columns)
    return read


def _wide(reader: _Reader, index: int, layout: TableLayout) -> Widened | None:
    """The table together with the one after it, where that goes on with more columns of the same rows."""
    for block in blocks_from(reader.part.blocks, index + 1):
        if isinstance(block, Table):
            other = lay_out(block, reader.matcher) if block.rows > 1 else None
            return widened(layout, other, reader.matcher) if other is not None else None
        if block.text.strip():
            return None
    return None


def _read_rows(reader: _Reader, name: str, read: TableReading, context: Context) -> None:
    """Add the indicators or items of a table, with the units that a note under it gives to all of them."""
    layout, columns, notes = read.layout, read.columns, read.notes
    assert layout is not None
    carried = notes.record(reader.document.tasks, reader.matcher, reader.report)
    by_position = notes.by_position or _in_heading(layout, reader) or reader.by_position
    marked = marked_bodies(layout, columns, notes.explaining, reader.matcher)
    marked.note_unexplained(columns, name, reader.report)
    units = CellUnits(by_position, marked, reader.matcher, reader.report)
    common = RowContext(name, list_kind(context.title, reader.matcher), units.of, reader.matcher, context.measure)
    bands = reader.before.bands if reader.before is not None else Bands()
    table = TableRows(layout, columns, reader.document.dump, sums=read.kind == "indicators")
    rows = table.entries(bands, reader.matcher)
    if read.kind == "indicators":
        indicators = read_indicators(rows, common, notes)
        reader.document.read.indicators += [
            replace(one, units=add_carried(one.units, carried)) if carried else one for one in indicators
        ]
        return
    items = read_items(rows, common)
    reader.document.read.items += [
        replace(one, units=add_carried(one.units, carried)) if carried else one for one in items
    ]


def _in_heading(layout: TableLayout, reader: _Reader) -> Legend | None:
    """A legend by position that stands in a heading cell: 责任单位（列第一位的为牵头单位）."""
    for header in layout.headers:
        for text in header:
            for legend in read_legends(whole_text("", text), reader.matcher):
                if legend.lasts:
                    return legend
    return None


def list_kind(title: str, matcher: Matcher) -> ListKind:
    """What the title says that the list lists."""
    match = matcher.first("list-kind", title.strip())
    return match.get("list") if match is not None else "other"  # type: ignore[return-value]  # the grammar's `set` names lists
