"""Cells that are not part of an indicator or item: what changed in them, by row and column.

People identify a cell by the name of its row and the heading of its column (历史 · 现有在岗人数),
so both tables are aligned before their cells are compared. Changes of heading cells, of totals
and of all cells of tables whose rows are not understood are reported here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.comparison.changes.change_log import Draft, Place, side
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import first_cells, opening
from policy_extract.comparison.tables.alignment import overlay
from policy_extract.comparison.tables.turned import lattices
from policy_extract.comparison.values.amounts import amount_of_texts
from policy_extract.comparison.words.rewording import reworded
from policy_extract.generated.plain import At
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.changes.change_log import ChangeLog
    from policy_extract.comparison.changes.diff_model import ChangeKind, Severity, Side
    from policy_extract.comparison.likeness.pairing import Pair
    from policy_extract.comparison.plans.plan_view import TableForm
    from policy_extract.comparison.tables.alignment import Lattice, Line, Overlay
    from policy_extract.model import TableCell

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
REWORKED = 1 / 3
"""Share of changed cells from which a table is reported as reworked."""
FEWEST = 9
"""Changed cells; below that, a table is reported cell by cell, however small it is."""


@record
class _Cells:
    """Both versions of one table."""

    old: Lattice
    new: Lattice
    over: Overlay
    read: tuple[frozenset[str], frozenset[str]]
    """Addresses of cells that rows quote, on both sides."""
    told: frozenset[str]
    """Texts already reported with columns and fields of rows, normalised."""
    forms: Pair[TableForm]
    place: int
    log: ChangeLog


def compare_cells(forms: Pair[TableForm], place: int, log: ChangeLog) -> None:
    """Note added, removed, moved and changed rows, columns and cells, unless indicators or items cover them."""
    tables = lattices(forms.old.table, forms.new.table)
    old, new = tables.old, tables.new
    read = tuple(_read(form) for form in (forms.old, forms.new))
    cells = _Cells(old, new, overlay(old, new), (read[0], read[1]), forms.old.told | forms.new.told, forms, place, log)
    if tables.turned:
        log.add(Place(place), _of_table("table-transposed", forms))
    _compare_columns(cells)
    _compare_rows(cells)
    changed = sum(_compare_cell(cells, facing) for facing in _pairs(cells))
    if changed >= FEWEST and changed > REWORKED * len(forms.new.table.cells):
        _note_reworked(cells, changed)


def _read(form: TableForm) -> frozenset[str]:
    loose = {address for address, _ in form.loose}
    return frozenset(cell.block for cell in form.table.cells if cell.text.strip() and cell.block not in loose)


class _Facing(NamedTuple):
    """A cell of each version, or of one, in a row and a column that belong together."""

    old: TableCell | None
    new: TableCell | None
    row: Line
    """Of the new version, as `col`."""
    col: Line


def _pairs(cells: _Cells) -> Iterator[_Facing]:
    """Cells that stand in rows and columns that belong together, each pair once.

    Heading cells are reported with their columns, row numbers with the rows that were added, removed or moved.
    """
    met: set[tuple[str | None, str | None]] = set()
    columns = [
        (one, other)
        for one, other in cells.over.columns
        if not (cells.old.counts_rows(one.place) and cells.new.counts_rows(other.place))
    ]
    for row, other_row in cells.over.rows:
        for col, other_col in columns:
            one, two = cells.old.cell(row.place, col.place), cells.new.cell(other_row.place, other_col.place)
            key = (one.block if one else None, two.block if two else None)
            if key not in met:
                met.add(key)
                yield _Facing(one, two, other_row, other_col)


def _compare_cell(cells: _Cells, facing: _Facing) -> bool:
    """Whether the cell changed in a way that is reported here."""
    one, two, row, col = facing
    old, new = (cell.text.strip() if cell else "" for cell in (one, two))
    if same_spelling(old) == same_spelling(new) or not (_is_loose(cells, 0, one) and _is_loose(cells, 1, two)):
        return False
    name = _name(cells.new, row)
    amount = amount_of_texts(old, new) if _same_heading(cells, col) else None
    cells.log.add(
        Place(cells.place, row.place),
        Draft(
            "cell-changed",
            severity="substance" if _NUMBER.findall(old) != _NUMBER.findall(new) else None,
            field=cells.new.heading(col.place) or None,
            old=[_side(one, name)] if one and old else (),
            new=[_side(two, name)] if two and new else (),
            where=cells.forms.new.label,
            wording=reworded(old, new) if old and new and amount is None else (),
            amount=amount,
        ),
    )
    return True


def _same_heading(cells: _Cells, col: Line) -> bool:
    """Whether a column is called as before; 用电量（度） and 用电量（千度） count otherwise."""
    return all(before.name == after.name for before, after in cells.over.columns if after.place == col.place)


def _is_loose(cells: _Cells, which: int, cell: TableCell | None) -> bool:
    """Whether no other change reports what the cell says."""
    return cell is None or (cell.block not in cells.read[which] and same_spelling(cell.text) not in cells.told)


def _name(lattice: Lattice, row: Line) -> str:
    """What a row is called: its first words, as printed, else its number."""
    texts = [cell.text for col in range(lattice.width) if (cell := lattice.cell(row.place, col)) is not None]
    words = (text for text in texts if same_spelling(text) and same_spelling(text) in row.name)
    return opening(next(words, next((text for text in texts if text.strip()), "")))


def _side(cell: TableCell, name: str) -> Side:
    text = cell.text
    return side(cell.block, name or opening(text), text, [At(block=cell.block, start=0, end=len(text))])


# ---------------------------------------------------------------- rows and columns


def _compare_columns(cells: _Cells) -> None:
    over = cells.over
    for column in over.columns_removed:
        severity: Severity | None = "form" if cells.old.counts_rows(column.place) else None
        _note_line(cells, "column-removed", old=_column(cells, 0, column), severity=severity)
    for column in over.columns_added:
        severity = "form" if cells.new.counts_rows(column.place) else None
        _note_line(cells, "column-added", new=_column(cells, 1, column), severity=severity)
    for before, after in over.columns:
        moved = after.place in over.columns_moved
        if before.name != after.name or moved:
            kind: ChangeKind = "column-moved" if before.name == after.name else "column-renamed"
            _note_line(cells, kind, old=_column(cells, 0, before), new=_column(cells, 1, after))


def _compare_rows(cells: _Cells) -> None:
    over = cells.over
    for row in over.rows_removed:
        _note_line(cells, "row-removed", old=_row(cells, 0, row))
    for row in over.rows_added:
        _note_line(cells, "row-added", new=_row(cells, 1, row), row=row.place)
    for before, after in over.rows:
        if after.place in over.rows_moved:
            _note_line(cells, "row-moved", old=_row(cells, 0, before), new=_row(cells, 1, after), row=after.place)


def _note_line(
    cells: _Cells,
    kind: ChangeKind,
    *,
    old: Sequence[TableCell] = (),
    new: Sequence[TableCell] = (),
    row: int = 0,
    severity: Severity | None = None,
) -> None:
    """A row or a column, where no fact is read from its cells."""
    if any(not _is_loose(cells, which, cell) for which, some in enumerate((old, new)) for cell in some):
        return
    if any(old) or any(new):
        cells.log.add(
            Place(cells.place, row),
            Draft(
                kind,
                severity=severity,
                old=[_line(old)] if old else (),
                new=[_line(new)] if new else (),
                where=cells.forms.new.label,
            ),
        )


def _column(cells: _Cells, which: int, column: Line) -> list[TableCell]:
    """The heading cells of a column; all its cells, where it has no heading."""
    lattice = (cells.old, cells.new)[which]
    rows = range(lattice.head) if lattice.head else range(lattice.height)
    return _said([lattice.cell(row, column.place) for row in rows])


def _row(cells: _Cells, which: int, row: Line) -> list[TableCell]:
    lattice = (cells.old, cells.new)[which]
    return _said([lattice.cell(row.place, col) for col in range(lattice.width)])


def _said(cells: Sequence[TableCell | None]) -> list[TableCell]:
    """Each cell that says something, once."""
    return list({cell.block: cell for cell in cells if cell is not None and cell.text.strip()}.values())


def _line(cells: Sequence[TableCell]) -> Side:
    text = " ".join(cell.text for cell in cells)
    return side(
        cells[0].block, opening(text), text, [At(block=cell.block, start=0, end=len(cell.text)) for cell in cells]
    )


def _note_reworked(cells: _Cells, changed: int) -> None:
    """Report once that most of a table changed, with its cells as details."""
    share = f"{changed}/{len(cells.forms.new.table.cells)}"
    cells.log.add(Place(cells.place), _of_table("table-reworked", cells.forms, share))


def _of_table(kind: ChangeKind, forms: Pair[TableForm], field: str | None = None) -> Draft:
    """A change of a table as a whole."""
    old, new = ([side(form.table.id, form.label, form.label, first_cells(form))] for form in (forms.old, forms.new))
    return Draft(kind, field=field, old=old, new=new, where=forms.new.table.part)
