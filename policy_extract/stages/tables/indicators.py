"""Rows of an indicator table → indicators with typed values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.generated.plain import At, Indicator, Value
from policy_extract.lexical.choices import chosen
from policy_extract.lexical.quantities import dated_parts, read_quantity, scale_of
from policy_extract.records import field, record, replace
from policy_extract.stages.grids.grid import is_filled, joined
from policy_extract.stages.tables.notes import ends_with_mark
from policy_extract.stages.tables.rows import row_id, year_of_bands, year_of_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.blocks import Cell
    from policy_extract.grammar import Matcher
    from policy_extract.stages.tables.column_words import ColumnForm, ValueKind
    from policy_extract.stages.tables.items import RowContext
    from policy_extract.stages.tables.notes import TableNotes
    from policy_extract.stages.tables.rows import Entry

FEWEST_BLANKS = 2
"""Columns that must be blank beside a name before it is taken for a category."""
SIGNS = "*＊#＃※△▲◆"
"""After a name or a value they refer to a note."""


@record
class _Name:
    """The name of an indicator, without what stands before it and what brackets after it say."""

    spans: tuple[At, ...]
    """Its characters: a bracket in the middle may be left out."""
    text: str
    number: str | None = None
    measure: str | None = None
    attribute: str | None = None


def read_indicators(rows: Iterable[Entry], context: RowContext, notes: TableNotes) -> list[Indicator]:
    """The indicators in printed order; a row that names something and gives nothing else opens a category."""
    reader = _IndicatorReader(context, notes)
    found: list[Indicator] = []
    heads: tuple[str, ...] = ()
    bands: tuple[Cell, ...] = ()
    for entry in rows:
        if entry.bands != bands:
            bands, heads = entry.bands, ()
        cell = entry.first("name")
        if cell is None:
            continue
        if _only_names(entry, cell):
            heads = (joined(cell),)
            continue
        found.append(reader.read(entry, heads))
    return found


def _only_names(entry: Entry, name: Cell) -> bool:
    """Whether a row of several columns shows nothing but a name, and perhaps a category."""
    others = [column for column in entry.columns if column.role != "category" and entry.cell(column.index) is not name]
    return len(others) >= FEWEST_BLANKS and not any(is_filled(entry.row.cells[column.index]) for column in others)


@record
class _IndicatorReader:
    """Reads the rows of one table."""

    context: RowContext
    notes: TableNotes
    taken: dict[str, int] = field(default_factory=dict)
    """How often each id came."""

    def read(self, entry: Entry, heads: tuple[str, ...]) -> Indicator:
        """The indicator of a row; `heads` are the categories that rows above it open."""
        context = self.context
        cells = entry.all("name")
        number = entry.number()
        name = self._name(entry, cells)
        if number is not None and number == joined(cells[0]):
            number = None
        number = number or name.number
        own = _measure(entry, context.matcher) or name.measure or _measure_of_columns(entry) or context.measure
        columns = [
            column
            for column in entry.columns
            if column.role == "value" and all(entry.cell(column.index) is not cell for cell in cells)
        ]
        year = year_of_row(entry, context.matcher)
        if year is None and (banded := year_of_bands(entry, context.matcher)) is not None:
            columns = [_of_band(column, *banded) for column in columns]
        of_row = any(column.yearly for column in entry.columns)
        return Indicator(
            id=row_id(entry, context.table, number, self.taken),
            table=context.table,
            no=number,
            category=(*heads, *entry.groups(*cells)),
            name=name.text,
            measure=own,
            attribute=_attribute(entry, context.matcher) or name.attribute,
            values=tuple(
                value
                for column in columns
                for value in self._values(entry, column, own, year if of_row or column.kind != "baseline" else None)
            ),
            units=context.units(entry),
            note=entry.text("note"),
            at=name.spans,
        )

    def _name(self, entry: Entry, cells: Sequence[Cell]) -> _Name:
        """The name that these cells hold between them, outermost first."""
        numbered = not any(column.role == "no" for column in entry.columns)
        parts = [self._cut_name(entry.address(cell), cell.text, numbered=numbered) for cell in cells]
        return _Name(
            spans=tuple(span for part in parts for span in part.spans),
            text="".join(part.text for part in parts),
            number=parts[0].number,
            measure=next((part.measure for part in reversed(parts) if part.measure), None),
            attribute=next((part.attribute for part in reversed(parts) if part.attribute), None),
        )

    def _cut_name(self, address: str, text: str, *, numbered: bool) -> _Name:
        """The name without the brackets after it that give measure and attribute, a number before it, and that of a note."""
        matcher = self.context.matcher
        marked = any(ends_with_mark(text, mark) for mark in self.notes.marks)
        start, end = len(text) - len(text.lstrip()), len(text.rstrip()) - marked
        end = start + len(text[start:end].rstrip(SIGNS).rstrip()) or end
        typed = matcher.first("typed-number", text) if numbered else None
        if typed is not None and typed.end < end:
            start = typed.end
        measure = attribute = None
        for family in ("attribute-bracket", "measure-bracket", "attribute-bracket"):
            match = matcher.first(family, text[:end])
            if match is not None and match.start > start:
                end = start + len(text[start : match.start].rstrip())
                measure = _plain(match.group("measure")) or measure
                attribute = match.group("attribute") or attribute
        cut = matcher.first("measure-inside", text[:end]) if measure is None else None
        low, high = cut.span("bracket") if cut is not None else (end, end)
        spans_of_name = [(start, end)] if low <= start or low == end else [(start, low), (high, end)]
        return _Name(
            spans=tuple(At(block=address, start=low, end=high) for low, high in spans_of_name),
            text="".join(text[low:high] for low, high in spans_of_name).replace("\n", ""),
            number=(typed.group("no") or typed.group("no_in_words"))
            if typed is not None and start == typed.end
            else None,
            measure=measure or (_plain(cut.group("measure")) if cut is not None else None),
            attribute=_whole(attribute),
        )

    def _values(self, entry: Entry, column: ColumnForm, measure: str | None, year: int | None) -> Iterator[Value]:
        """The value in a column, or one for each year that its cell names; `measure` and `year` are those of its row."""
        cell = entry.cell(column.index)
        parts = dated_parts(cell.text) if column.year is None else []
        if not parts:
            yield self._value(cell.text, column, measure, year, entry.quote(cell))
        for start, end in parts:
            at = (At(block=entry.address(cell), start=start, end=end),)
            yield self._value(cell.text[start:end], column, measure, year, at)

    def _value(self, text: str, column: ColumnForm, measure: str | None, year: int | None, at: tuple[At, ...]) -> Value:
        quantity = read_quantity(text)
        raw = text.strip().replace("\n", "")
        form = "rate" if column.rate and quantity.form == "amount" and not quantity.cumulative else quantity.form
        row = column.measure or ("%" if form == "rate" else measure)
        said = _said(quantity.measure, row) if form not in {"none", "text", "full"} else None
        rounded = self.notes.round_cumulative and raw.startswith(("（", "("))
        return Value(
            year=column.year or quantity.year or year,
            kind=column.kind or "target",
            raw=raw,
            form=form,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            pair=quantity.pair,
            bound=quantity.bound,
            measure=said,
            scale=scale_of(said),
            cumulative=quantity.cumulative or rounded,
            base_year=quantity.base_year,
            at=at,
        )


def _of_band(column: ColumnForm, year: int, kind: ValueKind | None) -> ColumnForm:
    """A column of values below a band that names their year; a column with a time of its own keeps that."""
    timed = column.year is not None or column.first_year is not None or column.rate or column.criterion
    return column if timed else replace(column, year=year, kind=kind or column.kind)


def _plain(measure: str | None) -> str | None:
    return "".join(measure.split()) if measure else None


def _whole(attribute: str | None) -> str | None:
    """约束 is short for 约束性."""
    return attribute.removesuffix("性") + "性" if attribute else None


def _measure(entry: Entry, matcher: Matcher) -> str | None:
    """What the measure column says; a dash is nothing."""
    text = entry.text("measure")
    if text is None or read_quantity(text).form == "none":
        return None
    match = matcher.first("measure", text)
    return _plain(match.group("measure")) if match is not None else text


def _measure_of_columns(entry: Entry) -> str | None:
    """The unit of measure in the heading of the names, or in those of all columns of values alike."""
    names = (column.measure for column in entry.columns if column.role == "name" and column.measure)
    values = {column.measure for column in entry.columns if column.role == "value" and not column.rate}
    return next(names, None) or (values.pop() if len(values) == 1 else None)


def _attribute(entry: Entry, matcher: Matcher) -> str | None:
    """约束性 or 预期性, from the attribute column, else from the note."""
    texts = [chosen(text) for text in (entry.text("attribute"), entry.text("note")) if text]
    found = (matcher.first("attribute", text) for text in texts)
    return next((_whole(match.group("attribute")) for match in found if match is not None), None)


def _said(own: str | None, row: str | None) -> str | None:
    """The value's unit of measure: its own; a bare 万 counts what the row counts."""
    if own and scale_of(own) > 1 and len(own) == 1 and row and scale_of(row) == 1:
        return own + row
    return own or row
