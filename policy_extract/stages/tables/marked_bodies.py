"""Columns headed by bodies, with marks that say what each has to do with the row (√, ★, 牵头) → units.

What a sign means is said by a legend above or below the table, or in a
heading. A star among other signs leads without one. Several signs that nothing
explains are a finding: who leads cannot be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.records import record, replace
from policy_extract.stages.grids.grid import is_filled
from policy_extract.stages.grids.heading_words import UNIT_ROLES, squeezed
from policy_extract.stages.passages import whole_text
from policy_extract.stages.units.names import Name
from policy_extract.stages.units.segments import Duty
from policy_extract.stages.units.units import make_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.blocks import Cell, Paragraph
    from policy_extract.findings import Report
    from policy_extract.generated.plain import Unit
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.tables.column_cells import Cells
    from policy_extract.stages.tables.column_words import ColumnForm
    from policy_extract.stages.tables.rows import Entry
    from policy_extract.stages.units.segments import Role

SHORT_NAME = 6
"""Characters up to which any heading of marks may be the name of a body: 自然资源, 各乡镇."""
STARS = "★☆"
"""Signs that lead where others stand beside them; the first of them where both are used."""
_ALIKE = str.maketrans("✓✔☑＊", "√√√*")
"""Signs that fonts print in several ways."""


def is_marked(cells: Cells, column: ColumnForm) -> bool:
    """Whether the column is headed by a body and holds marks alone."""
    if not column.header or cells.matcher.first("certain-body", column.header[-1]) is None:
        return False
    return _holds_marks(cells, column)


def _holds_marks(cells: Cells, column: ColumnForm) -> bool:
    return cells.share(column.index, lambda cell: cells.matcher.first("duty-mark", cell.text) is not None) == 1


def marked_together(cells: Cells, columns: Sequence[ColumnForm], *, explained: bool) -> frozenset[int]:
    """The columns of marks under short names (水利, 乡镇), which are bodies where marks say so: in words (牵头, 配合), or `explained` by a legend."""
    marked = [column for column in columns if _may_be_body(column) and _holds_marks(cells, column)]
    said = explained or any(cells.share(column.index, lambda cell: _shares_duty(cells, cell)) > 0 for column in marked)
    if not said or len(marked) < 2:
        return frozenset()
    beside = (column for column in columns if column.role in UNIT_ROLES and _holds_marks(cells, column))  # 属地
    return frozenset(column.index for column in (*marked, *beside))


def _may_be_body(column: ColumnForm) -> bool:
    """Whether a heading is short and says nothing known of its column, but perhaps that bodies stand there."""
    plain = not column.known or column.role == "other" or (column.role in UNIT_ROLES and len(column.header) > 1)
    return plain and bool(column.header) and len(squeezed(column.header[-1])) <= SHORT_NAME


def _shares_duty(cells: Cells, cell: Cell) -> bool:
    match = cells.matcher.first("duty-mark", cell.text)
    return match is not None and match.get("role") in {"lead", "support"}


@record
class MarkedBodies:
    """What the marks of one table mean."""

    layout: TableLayout
    matcher: Matcher
    said: Mapping[str, tuple[Role, At]]
    """By sign the role that a legend gives it, and where."""
    star: str | None
    """The sign that leads because it is a star among others."""

    def units(self, entry: Entry) -> tuple[Unit, ...]:
        """The bodies whose columns are marked in a row."""
        marked = [(column, entry.cell(column.index)) for column in entry.columns if column.marked]
        found = [self._unit(column, cell, entry) for column, cell in marked if is_filled(cell)]
        led = any(unit.role == "lead" for unit in found)
        return tuple(replace(unit, role="support") if led and unit.role == "joint" else unit for unit in found)

    def _unit(self, column: ColumnForm, cell: Cell, entry: Entry) -> Unit:
        """The body of a column in the role its mark gives it."""
        heading = next(one for line in reversed(self.layout.heading) if is_filled(one := line[column.index]))
        text, sign = heading.text, squeezed(cell.text)
        name = Name(len(text) - len(text.lstrip()), len(text.rstrip()), sign, None, "")
        role, at = self.said.get(sign) or (self._by_itself(sign), None)
        by = (*entry.quote(cell), *([at] if at is not None else []))
        where = whole_text(self.layout.address(heading), text)
        return make_unit(where, name, Duty(role, via="column", by=by), self.matcher)

    def _by_itself(self, sign: str) -> Role:
        """What a sign or a word means that no legend explains."""
        return self._in_words(sign) or ("lead" if sign == self.star else "joint")

    def _in_words(self, sign: str) -> Role | None:
        match = self.matcher.first("duty-mark", sign)
        return match.get("role") if match is not None else None  # type: ignore[return-value]  # the grammar's `set` names roles

    def note_unexplained(self, columns: Sequence[ColumnForm], table: str, report: Report) -> None:
        """Say that signs differ and nothing tells how, or that a legend leaves one out; roles were given all the same."""
        first: dict[str, Cell] = {}
        for cell in _marks(self.layout, columns):
            sign = squeezed(cell.text)
            if sign not in self.said and sign != self.star and self._in_words(sign) is None:
                first.setdefault(sign.translate(_ALIKE), cell)
        if len(first) > 1 or (first and self.said):
            cell = list(first.values())[-1]
            at = At(block=self.layout.address(cell), start=0, end=len(cell.text))
            report.note(Code.MARKS_UNEXPLAINED, at, table=table, signs=" ".join(first))


def marked_bodies(
    layout: TableLayout, columns: Sequence[ColumnForm], lines: Iterable[Paragraph], matcher: Matcher
) -> MarkedBodies:
    """What the marks of a table mean; `lines` may explain them."""
    said: dict[str, tuple[Role, At]] = {}
    for line in lines if any(column.marked for column in columns) else ():
        for match in matcher.all("mark-meaning", line.text, block=line.id):
            role: Role = match.get("role")  # type: ignore[assignment]  # as above
            said.setdefault(match.group("mark") or "", (role, At(block=line.id, start=match.start, end=match.end)))
    signs = {squeezed(cell.text) for cell in _marks(layout, columns)}
    star = next((sign for sign in STARS if sign in signs), None) if len(signs) > 1 and not said else None
    return MarkedBodies(layout, matcher, said, star)


def _marks(layout: TableLayout, columns: Sequence[ColumnForm]) -> list[Cell]:
    """The cells with marks, row by row."""
    marked = [column.index for column in columns if column.marked]
    return [cell for row in layout.data() for index in marked if is_filled(cell := row.cells[index])]
