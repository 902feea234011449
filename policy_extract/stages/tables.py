"""Table blocks → tables of the plan, their columns, and the indicators or items in their rows.

A table whose heading is not known stays `other`, with all its cells, and a
finding says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.dates import FIVE_YEAR_PLANS
from policy_extract.plain import Column, PlanTable, TableCell
from policy_extract.records import field, mutable, record, replace
from policy_extract.stages.captions import inside, measure_of, title_of
from policy_extract.stages.cell_units import CellUnits
from policy_extract.stages.clauses import read_legends
from policy_extract.stages.columns import Context, read_columns
from policy_extract.stages.forms import Piece, as_text, blocks_from
from policy_extract.stages.indicators import read_indicators
from policy_extract.stages.items import RowContext, read_items
from policy_extract.stages.outline import boxes_of
from policy_extract.stages.table_doubts import HEADING_LINES, note_doubts, note_flattened, note_unread
from policy_extract.stages.table_joins import widened
from policy_extract.stages.table_layout import continue_layout, joined, lay_out
from policy_extract.stages.table_notes import TableNotes, read_notes
from policy_extract.stages.table_rows import entries
from policy_extract.stages.titles import is_record
from policy_extract.stages.units import add_carried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Cell
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.plain import Indicator, Item
    from policy_extract.stages.clauses import Legend
    from policy_extract.stages.column_words import ColumnForm
    from policy_extract.stages.columns import TableKind
    from policy_extract.stages.forms import Ownership, PartForm, SectionForm
    from policy_extract.stages.items import ListKind
    from policy_extract.stages.parts import Layout
    from policy_extract.stages.table_joins import Widened
    from policy_extract.stages.table_layout import TableLayout
    from policy_extract.stages.tasks import TaskList


@record
class PlanYears:
    """What the document says about the plan's first year; a bare year before it is a baseline."""

    stated: int | None
    """By a period or “十四五” in a title."""
    dated: int | None
    """By the date it carries."""

    def first_year(self, title: str, matcher: Matcher) -> int | None:
        """The plan's first year; where no title of the document says one, the table's own may."""
        return self.stated or named_plan(title, matcher) or self.dated


def plan_years(layout: Layout, dated: int | None, matcher: Matcher) -> PlanYears:
    """The plan's first year, from the heads of all parts."""
    heads = [part.head for part in layout.parts]
    period = next((head.period[1] for head in heads if head.period is not None), None)
    titles = [head.title.text for head in heads if head.title is not None]
    named = next((year for title in titles if (year := named_plan(title, matcher)) is not None), None)
    return PlanYears(period or named, dated)


def named_plan(title: str, matcher: Matcher) -> int | None:
    """The first year of the five-year plan that a title names: “十四五”, 第十四个五年规划."""
    match = matcher.first("five-year-plan", title)
    years = FIVE_YEAR_PLANS.get(match.group("ordinal") or match.group("spelled") or "") if match is not None else None
    return years[0] if years else None


@mutable
class TableList:
    """Tables, indicators and items of a document, in reading order."""

    tables: list[PlanTable] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@record
class _Half:
    """The second half of a table too wide for its page."""

    kind: TableKind
    layout: TableLayout
    columns: tuple[ColumnForm, ...]


@record
class _LaidOut:
    """A table's layout, where it has one, and what names it."""

    layout: TableLayout | None
    title: Piece | None
    inherited: str = ""
    """The title of the table that it goes on."""

    @property
    def text(self) -> str:
        """The words that name it."""
        return self.title.text if self.title is not None else self.inherited


@mutable
class _Reader:
    """One part's tables while they are read."""

    part: PartForm
    years: PlanYears
    dump: bool
    read: TableList
    found: TaskList
    matcher: Matcher
    report: Report
    owned: Ownership
    by_position: Legend | None = None
    """What legends have said about the first name of a list, down to the table."""
    last: tuple[TableLayout, str] | None = None
    """The table read last and its title, while nothing but tables followed it."""
    halves: dict[str, _Half] = field(default_factory=dict)
    """Tables that are the second half of one that was read, by their ids."""


def read_tables(
    part: PartForm,
    sections: Sequence[SectionForm],
    read: TableList,
    found: TaskList,
    matcher: Matcher,
    report: Report,
    owned: Ownership,
    *,
    years: PlanYears,
    dump: bool,
) -> None:
    """Add every table of the part in reading order; claims captions and notes, records carry-overs in `found`.

    `dump` says that the source shows no merged cells.
    """
    boxes = {box.table: box for _, box in boxes_of(sections)}
    reader = _Reader(part, years, dump, read, found, matcher, report, owned, found.legends.by_position)
    count = 0
    for index, block in enumerate(part.blocks):
        if isinstance(block, Paragraph):
            _pass_paragraph(reader, index, block)
            continue
        if owned.roles.get(block.id) == "other" and is_record(block, matcher):
            continue
        count += 1
        name, box = f"{part.id}/t{count}", boxes.get(block.id)
        owned.claim([block], "table")
        if box is not None:
            title = Piece(box.title, box.at) if box.title is not None else None
            read.tables.append(_plan_table(reader, block, name, "box", title))
        else:
            _read_table(reader, index, block, name, first=count == 1)


def _pass_paragraph(reader: _Reader, index: int, block: Paragraph) -> None:
    """Note that a paragraph stands between two tables, what it says about leads, and a heading without its table."""
    if block.text.strip():
        reader.last = None
        note_flattened(reader.part.blocks[index : index + HEADING_LINES], reader.matcher, reader.report)
    for legend in read_legends(block.id, block.text, 0, len(block.text), reader.matcher):
        reader.by_position = legend if legend.by != "mark" else reader.by_position


def _read_table(reader: _Reader, index: int, table: Table, name: str, *, first: bool) -> None:
    """Add the table, and the rows of one that is understood."""
    if (half := reader.halves.pop(table.id, None)) is not None:
        reader.read.tables.append(_plan_table(reader, table, name, half.kind, None, half.layout, half.columns))
        return
    found = _laid_out(reader, index, table, first=first)
    layout = found.layout
    notes = read_notes(reader.part, index, layout, table, reader.matcher, reader.owned)
    kind: TableKind = "other"
    columns: tuple[ColumnForm, ...] = ()
    if layout is not None:
        kind, columns = _read_layout(reader, index, found, layout, name, notes)
    if kind == "other":
        note_unread(table, name, reader.report)
        columns = ()
    reader.read.tables.append(_plan_table(reader, table, name, kind, found.title, layout, columns, notes))


def _read_layout(
    reader: _Reader, index: int, found: _LaidOut, layout: TableLayout, name: str, notes: TableNotes
) -> tuple[TableKind, tuple[ColumnForm, ...]]:
    """What the table is, and its columns; adds its rows, together with a second half that stands after it."""
    wide = _wide(reader, index, layout)
    whole = wide.layout if wide is not None else layout
    text = found.text
    measure = measure_of(reader.part, index, layout.above, text, reader.matcher)
    context = Context(text, reader.years.first_year(text, reader.matcher), measure)
    kind, columns = read_columns(whole, context, reader.matcher)
    if kind != "other":
        reader.last = (layout, text)
        note_doubts(layout, columns, name, reader.report)
        _read_rows(reader, whole, kind, columns, name, context, notes)
        if wide is not None:
            reader.halves[wide.table.id] = _Half(kind, replace(layout, table=wide.table, shown=wide.shown), columns)
    return kind, columns


def _laid_out(reader: _Reader, index: int, table: Table, *, first: bool) -> _LaidOut:
    """The layout and what names the table.

    A table without a heading goes on the one before; else it is laid out where
    its title says that it lists something.
    """
    layout = lay_out(table, reader.matcher)
    inherited = ""
    if layout is None and reader.last is not None:
        before, inherited = reader.last
        layout = continue_layout(table, before, reader.matcher)
    above = layout.above if layout is not None else ()
    title = title_of(reader.part, index, above, reader.matcher, reader.owned, first=first)
    if layout is not None or (bare := lay_out(table, reader.matcher, headless=True)) is None:
        return _LaidOut(layout, title, inherited)
    title = title or inside(table, bare.above, reader.matcher)
    named = title is not None and _names_a_list(title.text, reader.matcher)
    return _LaidOut(bare if named else None, title, inherited)


def _names_a_list(title: str, matcher: Matcher) -> bool:
    return matcher.first("list-title", title) is not None or matcher.first("list-kind", title.strip()) is not None


def _wide(reader: _Reader, index: int, layout: TableLayout) -> Widened | None:
    """The table together with the one after it, where that goes on with more columns of the same rows."""
    for block in blocks_from(reader.part.blocks, index + 1):
        if isinstance(block, Table):
            other = lay_out(block, reader.matcher) if block.rows > 1 else None
            return widened(layout, other, reader.matcher) if other is not None else None
        if block.text.strip():
            return None
    return None


def _read_rows(
    reader: _Reader,
    layout: TableLayout,
    kind: TableKind,
    columns: tuple[ColumnForm, ...],
    name: str,
    context: Context,
    notes: TableNotes,
) -> None:
    """Add the indicators or items of a table, with the units that a note under it gives to all of them."""
    carried = notes.record(reader.found, reader.matcher, reader.report)
    units = CellUnits(
        notes.by_position or _in_heading(layout, reader) or reader.by_position, reader.matcher, reader.report
    )
    common = RowContext(name, list_kind(context.title, reader.matcher), units.of, reader.matcher, context.measure)
    rows = entries(layout, columns, reader.matcher, dump=reader.dump, sums=kind == "indicators")
    if kind == "indicators":
        indicators = read_indicators(rows, common, notes)
        reader.read.indicators += [
            replace(one, units=add_carried(one.units, carried)) if carried else one for one in indicators
        ]
        return
    items = read_items(rows, common)
    reader.read.items += [replace(one, units=add_carried(one.units, carried)) if carried else one for one in items]


def _in_heading(layout: TableLayout, reader: _Reader) -> Legend | None:
    """A legend by position that stands in a heading cell: 责任单位（列第一位的为牵头单位）."""
    for header in layout.headers:
        for text in header:
            for legend in read_legends("", text, 0, len(text), reader.matcher):
                if legend.by != "mark":
                    return legend
    return None


def list_kind(title: str, matcher: Matcher) -> ListKind:
    """What the title says that the list lists."""
    match = matcher.first("list-kind", title.strip())
    return match.get("list") if match is not None else "other"  # type: ignore[return-value]  # the grammar's `set` names lists


# ---------------------------------------------------------------- the contract's form


def _plan_table(
    reader: _Reader,
    table: Table,
    name: str,
    kind: Literal["indicators", "worklist", "box", "other"],
    title: Piece | None,
    layout: TableLayout | None = None,
    columns: Sequence[ColumnForm] = (),
    notes: TableNotes | None = None,
) -> PlanTable:
    return PlanTable(
        id=name,
        blocks=(table.id,),
        part=reader.part.id,
        section=reader.owned.sections.get(table.id),
        kind=kind,
        title=as_text(title),
        rows=table.rows,
        cols=table.cols,
        header_rows=layout.below if layout is not None and columns else table.header_rows,
        columns=_columns(layout, columns) if layout is not None and columns else (),
        cells=tuple(_cell(table.address(cell), cell) for cell in table.cells),
        notes=tuple(text for piece in (notes.pieces if notes else ()) if (text := as_text(piece))),
    )


def _columns(layout: TableLayout, columns: Sequence[ColumnForm]) -> tuple[Column, ...]:
    """The columns of the printed grid, each as what it was read as."""
    if layout.turned:
        heads = [joined(row.cells[0]) for row in layout.rows]
        heads = [joined(layout.heading[0][0]), *heads]
        return tuple(
            Column(header=(head,), role="value" if col else "other", year=None, value_kind=None)
            for col, head in enumerate(heads)
        )
    blank = Column(header=(), role="other", year=None, value_kind=None)
    forms = [Column(header=one.header, role=one.role, year=one.year, value_kind=one.kind) for one in columns]
    return tuple(forms[shown] if shown >= 0 else blank for shown in layout.shown)


def _cell(address: str, cell: Cell) -> TableCell:
    return TableCell(
        block=address,
        row=cell.row,
        col=cell.col,
        rows=cell.rows,
        cols=cell.cols,
        text=cell.text,
        numbers=cell.numbers,
    )
