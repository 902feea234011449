"""A table and what was read in it → the table of the contract, on the grid as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.generated.plain import Column, PlanTable, TableCell
from policy_extract.records import record
from policy_extract.stages.grids.grid import distinct, joined
from policy_extract.stages.structure import as_text
from policy_extract.stages.tables.notes import TableNotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Cell
    from policy_extract.generated.plain import ColumnRole
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.structure import Piece
    from policy_extract.stages.tables.column_words import ColumnForm
    from policy_extract.stages.tables.places import TablePlace


@record
class TableReading:
    """What a table was read as."""

    kind: Literal["indicators", "worklist", "box", "other"]
    title: Piece | None = None
    layout: TableLayout | None = None
    columns: tuple[ColumnForm, ...] = ()
    """Empty where the table was not understood."""
    notes: TableNotes = TableNotes()


def plan_table(place: TablePlace, section: str | None, read: TableReading) -> PlanTable:
    """The table with all its cells, and its columns where they were read; `section` is the one it stands in."""
    table, layout, columns = place.table, read.layout, read.columns
    return PlanTable(
        id=place.name,
        blocks=(table.id,),
        part=place.part.id,
        section=section,
        kind=read.kind,
        title=as_text(read.title),
        rows=table.rows,
        cols=table.cols,
        header_rows=layout.below if layout is not None and columns else table.header_rows,
        columns=_columns(layout, columns) if layout is not None and columns else (),
        cells=tuple(_cell(table.address(cell), cell) for cell in table.cells),
        notes=tuple(text for piece in read.notes.pieces if (text := as_text(piece))),
    )


def _columns(layout: TableLayout, columns: Sequence[ColumnForm]) -> tuple[Column, ...]:
    """The columns of the printed grid, each as what it was read as; in a form a column holds labels of any kind."""
    blank = Column(header=(), role="other", year=None, value_kind=None)
    if layout.form:
        return (blank,) * len(layout.shown)
    if layout.turned:
        names = [column.index for column in columns if column.role in {"category", "name", "content"}]
        role: ColumnRole = "value" if any(column.role == "value" for column in columns) else "units"
        heads = [tuple(joined(cell) for cell in distinct(row.cells[col] for col in names)) for row in layout.rows]
        heads = [(joined(layout.heading[0][names[-1]]),), *heads]
        return tuple(
            Column(header=head, role=role if col else "other", year=None, value_kind=None)
            for col, head in enumerate(heads)
        )
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
