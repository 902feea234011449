"""Rows of an indicator table → indicators with typed values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Span
from policy_extract.lexical.quantities import read_quantity, scale_of
from policy_extract.plain import Indicator, Value
from policy_extract.records import record
from policy_extract.stages.forms import spans
from policy_extract.stages.table_layout import is_filled, joined
from policy_extract.stages.table_notes import ends_with_mark
from policy_extract.stages.table_rows import row_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.blocks import Cell
    from policy_extract.grammar import Matcher
    from policy_extract.stages.columns import ColumnForm
    from policy_extract.stages.items import RowContext
    from policy_extract.stages.table_notes import TableNotes
    from policy_extract.stages.table_rows import Entry

FEWEST_BLANKS = 2
"""Columns that must be blank beside a name before it is taken for a category."""
_WHOLE = {"约束": "约束性", "预期": "预期性", "引导": "引导性"}


@record
class _Name:
    """The name of an indicator without what brackets behind it say."""

    start: int
    end: int
    measure: str | None = None
    attribute: str | None = None


def read_indicators(rows: Iterable[Entry], context: RowContext, notes: TableNotes) -> list[Indicator]:
    """The indicators in printed order; a row that names something and gives nothing else opens a category."""
    found: list[Indicator] = []
    taken: dict[str, int] = {}
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
        found.append(_indicator(entry, cell, heads, context, taken, notes))
    return found


def _only_names(entry: Entry, name: Cell) -> bool:
    """Whether a row of several columns shows nothing but a name, and perhaps a category."""
    others = [column for column in entry.columns if column.role != "category" and entry.cell(column.index) is not name]
    return len(others) >= FEWEST_BLANKS and not any(is_filled(entry.row.cells[column.index]) for column in others)


def _indicator(
    entry: Entry,
    cell: Cell,
    heads: tuple[str, ...],
    context: RowContext,
    taken: dict[str, int],
    notes: TableNotes,
) -> Indicator:
    number = entry.number()
    name = _cut_name(cell.text, context.matcher, notes.marks)
    measure = _measure(entry, context.matcher) or name.measure
    values = tuple(
        _value(entry, column, measure, round_cumulative=notes.round_cumulative)
        for column in entry.columns
        if column.role == "value"
    )
    own = measure or next((one.measure for one in entry.columns if one.measure and one.role in {"name", "value"}), None)
    return Indicator(
        id=row_id(context.table, number, entry.row.index, taken),
        table=context.table,
        no=number,
        category=(*heads, *entry.groups(besides=cell)),
        name=cell.text[name.start : name.end].replace("\n", ""),
        measure=own,
        attribute=_attribute(entry, context.matcher) or name.attribute,
        values=values,
        units=context.units(entry),
        note=entry.text("note"),
        at=spans([Span(entry.address(cell), name.start, name.end)]),
    )


# ---------------------------------------------------------------- name, measure, attribute


def _cut_name(text: str, matcher: Matcher, marks: frozenset[str]) -> _Name:
    """The name without the brackets behind it that give measure and attribute, and without the number of a note."""
    marked = any(ends_with_mark(text, mark) for mark in marks)
    name = _Name(len(text) - len(text.lstrip()), len(text.rstrip()) - marked)
    for family in ("attribute-bracket", "measure-bracket", "attribute-bracket"):
        match = matcher.first(family, text[: name.end])
        if match is not None and match.start > name.start:
            end = name.start + len(text[name.start : match.start].rstrip())
            attribute = match.group("attribute")
            name = _Name(name.start, end, _plain(match.group("measure")) or name.measure, attribute or name.attribute)
    return _Name(name.start, name.end, name.measure, _whole(name.attribute))


def _plain(measure: str | None) -> str | None:
    return "".join(measure.split()) if measure else None


def _whole(attribute: str | None) -> str | None:
    return _WHOLE.get(attribute, attribute) if attribute else None


def _measure(entry: Entry, matcher: Matcher) -> str | None:
    """What the measure column says; a dash is nothing."""
    text = entry.text("measure")
    if text is None or read_quantity(text).form == "none":
        return None
    match = matcher.first("measure", text)
    return _plain(match.group("measure")) if match is not None else text


def _attribute(entry: Entry, matcher: Matcher) -> str | None:
    """约束性 or 预期性, from the attribute column, else from the note."""
    texts = [text for text in (entry.text("attribute"), entry.text("note")) if text]
    found = (matcher.first("attribute", text) for text in texts)
    return next((_whole(match.group("attribute")) for match in found if match is not None), None)


# ---------------------------------------------------------------- values


def _value(entry: Entry, column: ColumnForm, measure: str | None, *, round_cumulative: bool) -> Value:
    cell = entry.cell(column.index)
    quantity = read_quantity(cell.text)
    form = "rate" if column.rate and quantity.form == "amount" and not quantity.cumulative else quantity.form
    row = column.measure or "%" if form == "rate" else measure or column.measure
    said = _said(quantity.measure, row) if form not in {"none", "text", "full"} else None
    rounded = round_cumulative and joined(cell).startswith(("（", "("))
    return Value(
        year=column.year or quantity.year,
        kind=column.kind or "target",
        raw=joined(cell),
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
        at=entry.quote(cell),
    )


def _said(own: str | None, row: str | None) -> str | None:
    """The value's unit of measure: its own; a bare 万 counts what the row counts."""
    if own and scale_of(own) > 1 and len(own) == 1 and row and scale_of(row) == 1:
        return own + row
    return own or row
