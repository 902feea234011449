"""What changed in a row that both documents have: the values of an indicator, the cells of an item."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.change_log import Draft, side
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import opening
from policy_extract.comparison.values.amounts import amount_between, amount_of_texts, unit_of
from policy_extract.comparison.values.targets import compare_deadlines
from policy_extract.comparison.values.units import Row, compare_units
from policy_extract.comparison.words.rewording import NUMBER, reworded
from policy_extract.generated.plain import At

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy_extract.comparison.changes.change_log import ChangeLog
    from policy_extract.comparison.changes.diff_model import ChangeKind, Side
    from policy_extract.comparison.likeness.pairing import Pair, Pairing
    from policy_extract.comparison.plans.plan_view import PlanForm, TableForm
    from policy_extract.comparison.values.targets import Term
    from policy_extract.model import Indicator, Item, PlanTable, Target, Value

Year = tuple[int | None, str]
"""Year and kind of a value, or of a column of values."""


def text_of(row: Indicator | Item) -> str:
    """What a row says: the name of an indicator, the content of an item."""
    return str(getattr(row, "content", None) or getattr(row, "name", ""))


def name_of(row: Indicator | Item) -> str:
    """The first words of a row."""
    return opening(text_of(row))


def side_of(row: Indicator | Item) -> Side:
    """One side of a change of a whole row."""
    return side(row.id, (row.no or "") + ("." if row.no else "") + name_of(row), text_of(row), row.at)


def compare_indicator(pair: Pair[Indicator], row: Row, log: ChangeLog) -> None:
    """Note what changed in an indicator besides its values."""
    old, new = pair.old, pair.new
    if same_spelling(old.name) != same_spelling(new.name):
        log.add(
            row.place,
            Draft(
                "indicator-renamed",
                old=[side_of(old)],
                new=[side_of(new)],
                where=row.where,
                wording=reworded(old.name, new.name),
                how=pair.how,
                confidence=pair.confidence,
            ),
        )
    _compare_field("measure-changed", pair, "measure", row, log)
    _compare_field("attribute-changed", pair, "attribute", row, log)
    _compare_field("note-changed", pair, "note", row, log)
    compare_units(old.units, new.units, row, log)


def _compare_field(
    kind: ChangeKind,
    pair: Pair[Indicator] | Pair[Item],
    name: str,
    row: Row,
    log: ChangeLog,
) -> None:
    """One field of the row that is text on both sides; `name` is that of the field, or the heading of its column."""
    old, new = (_field(one, name, kind) for one in (pair.old, pair.new))
    if same_spelling(old) == same_spelling(new):
        return
    amount = amount_of_texts(old.strip(), new.strip())
    log.add(
        row.place,
        Draft(
            kind,
            severity="substance" if NUMBER.findall(old) != NUMBER.findall(new) else None,
            amount=amount,
            old=[side(row.old, old, old, _beginning(pair.old))] if old else (),
            new=[side(row.new, new, new, _beginning(pair.new))] if new else (),
            where=row.where,
            field=name if kind == "field-changed" else None,
            noun="indicator" if kind in {"measure-changed", "note-changed", "attribute-changed"} else "item",
            wording=reworded(old, new) if old and new and amount is None else (),
        ),
    )


def _field(row: Indicator | Item, name: str, kind: ChangeKind) -> str:
    """The text in a field; in a column of the document's own where the change is of one."""
    return (getattr(row, "extra", {}).get(name) if kind == "field-changed" else getattr(row, name)) or ""


def _beginning(row: Indicator | Item) -> tuple[At, ...]:
    """Where the row begins: its fields say nothing of where they stand."""
    return tuple(At(block=at.block, start=at.start, end=at.start) for at in row.at[:1])


def compare_values(pair: Pair[Indicator], row: Row, columns: frozenset[Year], log: ChangeLog) -> None:
    """The values by year and kind; those of an added or removed column are reported with the column."""
    old, new = _by_year(pair.old.values), _by_year(pair.new.values)
    for key in dict.fromkeys([*old, *new]):
        if key[0] in columns:
            continue
        before, after = old.get(key), new.get(key)
        if before is not None and after is not None:
            _compare_value(before, after, row, log)
        elif after is not None and after.form != "none":
            log.add(row.place, Draft("value-added", new=[_value(after, row.new)], where=row.where, field=_year(key[0])))
        elif before is not None and before.form != "none":
            log.add(
                row.place, Draft("value-removed", old=[_value(before, row.old)], where=row.where, field=_year(key[0]))
            )


def _by_year(values: Iterable[Value]) -> dict[tuple[Year, int], Value]:
    """The values by year and kind, and turn, should a year have several."""
    found: dict[tuple[Year, int], Value] = {}
    for value in values:
        year = (value.year, value.kind)
        turn = 0
        while (year, turn) in found:
            turn += 1
        found[year, turn] = value
    return found


def _compare_value(before: Value, after: Value, row: Row, log: ChangeLog) -> None:
    if same_spelling(before.raw) == same_spelling(after.raw):
        return
    year = _year((after.year, after.kind))
    draft = partial(
        Draft,
        old=[_value(before, row.old)],
        new=[_value(after, row.new)],
        where=row.where,
        noun="value",
    )
    number = _number(before) != _number(after)
    if number:
        amount = amount_between(before.value, after.value) if before.scale == after.scale else None
        log.add(row.place, draft("value-changed", field=year, amount=amount))
    if before.bound != after.bound and before.form == after.form:
        log.add(row.place, draft("bound-changed", field=year))
    elif not number and unit_of(before.measure) != unit_of(after.measure):
        log.add(row.place, draft("measure-changed", field=year))
    elif not number:
        log.add(row.place, draft("retyped", field=year))


def _number(value: Value) -> tuple[object, ...]:
    """What a value says, its bound and measure left out."""
    text = same_spelling(value.raw) if value.form == "text" else ""
    amounts = (value.value, value.low, value.high, *(value.pair or ()))
    scaled = tuple(one and one * value.scale for one in amounts)
    return value.form, scaled, value.cumulative, value.base_year, text


def _value(value: Value, identity: str) -> Side:
    return side(identity, value.raw, value.raw, value.at)


def _year(key: Year) -> str:
    year, kind = key
    return f"{year} {kind}" if year else kind


def compare_columns(tables: Pairing[TableForm], new: PlanForm, log: ChangeLog) -> Mapping[str, frozenset[Year]]:
    """Note columns of a year that were added or removed; by new table, the years of their values."""
    found = {}
    for pair in tables.pairs:
        old_years, new_years = _years(pair.old.table), _years(pair.new.table)
        come, gone = new_years.keys() - old_years.keys(), old_years.keys() - new_years.keys()
        place = new.order.get(pair.new.table.blocks[0], 0)
        draft = partial(Draft, where=pair.new.label)
        for key in sorted(come, key=str):
            log.add(place, draft("year-column-added", field=_year(key), new=[_column(pair.new, key, new_years[key])]))
        for key in sorted(gone, key=str):
            log.add(place, draft("year-column-removed", field=_year(key), old=[_column(pair.old, key, old_years[key])]))
        found[pair.new.table.id] = frozenset(come | gone)
    return found


def _years(table: PlanTable) -> dict[Year, str]:
    return {
        (column.year, column.value_kind or ""): " ".join(dict.fromkeys(column.header))
        for column in table.columns
        if column.role == "value"
    }


def _column(form: TableForm, key: Year, heading: str) -> Side:
    columns = {
        index
        for index, column in enumerate(form.table.columns)
        if column.role == "value" and (column.year, column.value_kind or "") == key
    }
    cells = [cell for cell in form.table.cells if cell.col in columns and cell.row < form.table.header_rows]
    places = [At(block=cell.block, start=0, end=len(cell.text)) for cell in cells]
    return side(form.table.id, heading or _year(key), _year(key), places)


def compare_item(pair: Pair[Item], row: Row, log: ChangeLog) -> set[Term]:
    """Note what changed in a row, but for the numbers it promises; the years that became others."""
    old, new = pair.old, pair.new
    wording = reworded(old.content, new.content, [unit.name for unit in (*old.units, *new.units)])
    if wording and _numberless(old) != _numberless(new):
        log.add(
            row.place,
            Draft(
                "item-reworded",
                old=[side_of(old)],
                new=[side_of(new)],
                where=row.where,
                wording=wording,
                how=pair.how,
                confidence=pair.confidence,
            ),
        )
    before, after = ([one.deadline] if one.deadline else [] for one in (old, new))
    terms = compare_deadlines(before, after, row, log)
    compare_units(old.units, new.units, row, log)
    _compare_field("investment-changed", pair, "investment", row, log)
    _compare_field("nature-changed", pair, "nature", row, log)
    for column in dict.fromkeys([*old.extra, *new.extra]):
        _compare_field("field-changed", pair, column, row, log)
    return terms


def promised(items: Iterable[Item]) -> set[str]:
    """The clauses in which rows promise numbers."""
    return {same_spelling(number.clause) for item in items for number in item.numbers}


def kept_of(item: Item, elsewhere: set[str]) -> list[Target]:
    """The numbers a row promises, less those in added or removed rows too: the row was split or merged."""
    return [number for number in item.numbers if same_spelling(number.clause) not in elsewhere]


def _numberless(item: Item) -> str:
    """What the content says besides the numbers it promises, which are reported one by one."""
    content = item.content
    for number in item.numbers:
        content = content.replace(number.raw.replace("\n", ""), "#", 1)
    return same_spelling(content)
