"""Rows of tables: indicators and items, matched by what they say, then compared field by field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from policy_extract.blocks import Span
from policy_extract.comparison.drafts import Place, amount_between, side
from policy_extract.comparison.forms import opening
from policy_extract.comparison.likeness import alike, longest_rising
from policy_extract.comparison.pairing import LONG_ENOUGH, Pairing, Ways, pair_up
from policy_extract.comparison.promises import compare_deadlines, compare_targets
from policy_extract.comparison.spelling import same_spelling
from policy_extract.comparison.units import Row, compare_units
from policy_extract.comparison.wording import reworded
from policy_extract.model import Indicator, Item
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.comparison.drafts import Drafts
    from policy_extract.comparison.forms import PlanForm, TableForm
    from policy_extract.comparison.model import ChangeKind, Side
    from policy_extract.comparison.pairing import Pair
    from policy_extract.comparison.promises import Term
    from policy_extract.model import PlanTable, Target, Value

AnyRow = TypeVar("AnyRow", Indicator, Item)

Year = tuple[int | None, str]
"""Year and kind of a value, or of a column of values."""


def compare_indicators(tables: Pairing[TableForm], old: PlanForm, new: PlanForm, drafts: Drafts) -> None:
    """Note what changed among the indicators of the tables that are in both documents."""
    rows = _match_rows([(pair.old.indicators, pair.new.indicators) for pair in tables.pairs], _INDICATORS)
    columns = _compare_columns(tables, new, drafts)
    rest = _Rest("indicator", rows, tables, old, new, drafts)
    rest.note()
    for pair in rows.pairs:
        row = _row(pair, pair.new.name, new.place_of(pair.new.at))
        _compare_indicator(pair, row, drafts)
        _compare_values(pair, row, columns.get(pair.new.table, frozenset()), drafts)
        rest.compare_groups(pair, pair.old.category, pair.new.category)


def compare_items(tables: Pairing[TableForm], old: PlanForm, new: PlanForm, drafts: Drafts) -> None:
    """Note what changed among the rows of the work lists that are in both documents."""
    rows = _match_rows([(pair.old.items, pair.new.items) for pair in tables.pairs], _ITEMS)
    rest = _Rest("item", rows, tables, old, new, drafts)
    rest.note()
    elsewhere = _promised(rows.removed), _promised(rows.added)
    for pair in rows.pairs:
        row = _row(pair, opening(pair.new.content), new.place_of(pair.new.at))
        terms = _compare_item(pair, row, drafts)
        compare_targets(_kept(pair.old, elsewhere[1]), _kept(pair.new, elsewhere[0]), row, terms, (), drafts)
        rest.compare_groups(pair, pair.old.group, pair.new.group)


def _row(pair: Pair[AnyRow], where: str, place: Place) -> Row:
    return Row(pair.old.id, pair.new.id, where, place)


# ---------------------------------------------------------------- matching


def _match_rows(tables: Iterable[tuple[Sequence[AnyRow], Sequence[AnyRow]]], ways: Ways[AnyRow]) -> Pairing[AnyRow]:
    """Rows matched within their table, then what is left across tables."""
    known = list(tables)
    rows = Pairing([row for old, _ in known for row in old], [row for _, new in known for row in new])
    for old, new in known:
        rows.take(pair_up(old, new, ways))
    rows.take(pair_up(rows.removed, rows.added, ways))
    return rows


def _indicator_likeness(one: Indicator, other: Indicator) -> float:
    """How alike the names are; the same values and the same number count a little."""
    name = alike(same_spelling(one.name), same_spelling(other.name))
    values, others = ([same_spelling(value.raw) for value in row.values] for row in (one, other))
    return 0.75 * name + (0.2 if values == others and any(values) else 0.0) + (0.05 if one.no == other.no else 0.0)


def _item_likeness(one: Item, other: Item) -> float:
    """How alike the contents are; the other cells count a little, unless other bodies answer for it under another name."""
    content = 0.75 * alike(same_spelling(one.content), same_spelling(other.content))
    units, other_units = ({unit.body or unit.name for unit in row.units} for row in (one, other))
    if units and other_units and not units & other_units and (not one.extra or one.extra != other.extra):
        return content
    both = zip(_cells(one), _cells(other), strict=True)
    said = [cell == other_cell for cell, other_cell in both if cell or other_cell]
    shared = sum(said) / len(said) if said else 1.0
    score = content + 0.25 * shared
    # 城南, 20亩, 2026年 and 城北, 25亩, 2027年 are two rows, though half of each name is the same.
    return score if shared or len(said) < 2 or len(one.content) >= LONG_ENOUGH else 0.8 * score


def _cells(row: Item) -> tuple[object, ...]:
    """What a row says besides its content."""
    return row.no, row.group, row.deadline and row.deadline.raw, [unit.name for unit in row.units], row.extra


_INDICATORS: Ways[Indicator] = Ways(
    text=lambda row: same_spelling("/".join((*row.category, row.name))),
    place=lambda row: row.no or row.id,
    likeness=_indicator_likeness,
    name=lambda row: same_spelling(row.name),
)

_ITEMS: Ways[Item] = Ways(
    text=lambda row: same_spelling(row.content),
    place=lambda row: row.no or row.id,
    likeness=_item_likeness,
    name=lambda row: same_spelling(row.content),
)


# ---------------------------------------------------------------- rows as wholes


@mutable
class _Rest(Generic[AnyRow]):
    """What is told of rows as wholes, the same for indicators and items."""

    noun: str
    rows: Pairing[AnyRow]
    tables: Pairing[TableForm]
    old: PlanForm
    new: PlanForm
    drafts: Drafts
    regrouped: set[tuple[str, str, str]] = field(default_factory=set)
    """Table, group before, group after: told once for all rows."""

    def note(self) -> None:
        """Rows that came, went, moved, or were renumbered."""
        behind = self._places_of_removed()
        for row in self.rows.removed:
            self.drafts.add(
                self._kind("removed"), behind[id(row)], old=[_side(row)], where=self.old.table_labels[row.table]
            )
        for row in self.rows.added:
            self.drafts.add(
                self._kind("added"), self.new.place_of(row.at), new=[_side(row)], where=self.new.table_labels[row.table]
            )
        moved = self._moved()
        for pair in self.rows.pairs:
            self.drafts.match(self.noun, [pair.old.id], [pair.new.id], pair.how, pair.confidence)  # type: ignore[arg-type]  # indicator or item
            if id(pair.new) in moved:
                self._place_changed("moved", pair)
            elif same_spelling(pair.old.no or "") != same_spelling(pair.new.no or ""):
                self._place_changed("renumbered", pair)

    def _places_of_removed(self) -> dict[int, Place]:
        """Where removed rows stood: after the row before them that is still there, else after the head of the table."""
        heads = {pair.old.table.id: self.new.order.get(pair.new.table.blocks[0], 0) for pair in self.tables.pairs}
        places: dict[int, Place] = {}
        table, last = "", Place(0)
        for row in self.rows.old:
            if row.table != table:
                table, last = row.table, Place(heads[row.table], after=True)
            if (pair := self.rows.of_old(row)) is None:
                places[id(row)] = last
            else:
                last = self.new.place_of(pair.new.at)._replace(after=True)
        return places

    def _place_changed(self, what: str, pair: Pair[AnyRow]) -> None:
        self.drafts.add(
            self._kind(what),
            self.new.place_of(pair.new.at),
            old=[_side(pair.old)],
            new=[_side(pair.new)],
            where=self.new.table_labels[pair.new.table],
            how=pair.how,
            confidence=pair.confidence,
        )

    def _moved(self) -> set[int]:
        """Rows that stand in another table now, or changed places within theirs."""
        same = {pair.new.table.id: pair.old.table.id for pair in self.tables.pairs}
        old_places = {id(row): place for place, row in enumerate(self.rows.old)}
        moved: set[int] = set()
        kept: dict[str, list[Pair[AnyRow]]] = {}
        for pair in self.rows.pairs:
            if same[pair.new.table] == pair.old.table:
                kept.setdefault(pair.new.table, []).append(pair)
            else:
                moved.add(id(pair.new))
        for pairs in kept.values():
            rising = longest_rising([old_places[id(pair.old)] for pair in pairs])
            moved |= {id(pair.new) for place, pair in enumerate(pairs) if place not in rising}
        return moved

    def compare_groups(self, pair: Pair[AnyRow], old: Sequence[str], new: Sequence[str]) -> None:
        """The groups a row stands in: told once where a whole group is called something else."""
        before, after = ("\n".join(groups) for groups in (old, new))
        key = (pair.new.table, before, after)
        if same_spelling(before) == same_spelling(after) or key in self.regrouped:
            return
        self.regrouped.add(key)
        self.drafts.add(
            "category-changed",
            self.new.place_of(pair.new.at),
            old=[side(pair.old.id, before, before)],
            new=[side(pair.new.id, after, after)],
            where=_name(pair.new),
            noun="indicator" if self.noun == "indicator" else "item",
            wording=reworded(before, after),
        )

    def _kind(self, what: str) -> ChangeKind:
        return f"{self.noun}-{what}"  # type: ignore[return-value]  # a kind of both nouns


def _text(row: Indicator | Item) -> str:
    """What a row says: the name of an indicator, the content of an item."""
    return str(getattr(row, "content", None) or getattr(row, "name", ""))


def _name(row: Indicator | Item) -> str:
    return opening(_text(row))


def _side(row: Indicator | Item) -> Side:
    return side(row.id, (row.no or "") + ("." if row.no else "") + _name(row), _text(row), row.at)


# ---------------------------------------------------------------- fields of an indicator


def _compare_indicator(pair: Pair[Indicator], row: Row, drafts: Drafts) -> None:
    old, new = pair.old, pair.new
    if same_spelling(old.name) != same_spelling(new.name):
        drafts.add(
            "indicator-renamed",
            row.place,
            old=[_side(old)],
            new=[_side(new)],
            where=row.where,
            wording=reworded(old.name, new.name),
            how=pair.how,
            confidence=pair.confidence,
        )
    _compare_text("measure-changed", old.measure, new.measure, row, drafts)
    _compare_text("attribute-changed", old.attribute, new.attribute, row, drafts)
    _compare_text("note-changed", old.note, new.note, row, drafts)
    compare_units(old.units, new.units, row, drafts)


def _compare_text(
    kind: ChangeKind, old: str | None, new: str | None, row: Row, drafts: Drafts, *, column: str | None = None
) -> None:
    """One field that is text on both sides."""
    if same_spelling(old or "") == same_spelling(new or ""):
        return
    drafts.add(
        kind,
        row.place,
        old=[side(row.old, old, old)] if old else (),
        new=[side(row.new, new, new)] if new else (),
        where=row.where,
        field=column,
        noun="indicator" if kind in {"measure-changed", "note-changed", "attribute-changed"} else "item",
        wording=reworded(old, new) if old and new else (),
    )


def _compare_values(pair: Pair[Indicator], row: Row, columns: frozenset[Year], drafts: Drafts) -> None:
    """The values by year and kind; those of a column that came or went are told by the column."""
    old, new = _by_year(pair.old.values), _by_year(pair.new.values)
    for key in dict.fromkeys([*old, *new]):
        if key[0] in columns:
            continue
        before, after = old.get(key), new.get(key)
        if before is not None and after is not None:
            _compare_value(before, after, row, drafts)
        elif after is not None and after.form != "none":
            drafts.add("value-added", row.place, new=[_value(after, row.new)], where=row.where, field=_year(key[0]))
        elif before is not None and before.form != "none":
            drafts.add("value-removed", row.place, old=[_value(before, row.old)], where=row.where, field=_year(key[0]))


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


def _compare_value(before: Value, after: Value, row: Row, drafts: Drafts) -> None:
    if same_spelling(before.raw) == same_spelling(after.raw):
        return
    year = _year((after.year, after.kind))
    tell = partial(
        drafts.add,
        place=row.place,
        old=[_value(before, row.old)],
        new=[_value(after, row.new)],
        where=row.where,
        noun="value",
    )
    number = _number(before) != _number(after)
    if number:
        amount = amount_between(before.value, after.value) if before.scale == after.scale else None
        tell("value-changed", field=year, amount=amount)
    if before.bound != after.bound and before.form == after.form:
        tell("bound-changed", field=year)
    elif not number and (before.measure or "") != (after.measure or ""):
        tell("measure-changed", field=year)
    elif not number:
        tell("retyped", field=year)


def _number(value: Value) -> tuple[object, ...]:
    """What a value says, its bound and measure left out."""
    text = same_spelling(value.raw) if value.form == "text" else ""
    return (
        value.form,
        value.value,
        value.low,
        value.high,
        value.pair,
        value.scale,
        value.cumulative,
        value.base_year,
        text,
    )


def _value(value: Value, identity: str) -> Side:
    return side(identity, value.raw, value.raw, value.at)


def _year(key: Year) -> str:
    year, kind = key
    return f"{year} {kind}" if year else kind


def _compare_columns(tables: Pairing[TableForm], new: PlanForm, drafts: Drafts) -> Mapping[str, frozenset[Year]]:
    """Note columns of a year that came or went; by new table, the years of their values."""
    found = {}
    for pair in tables.pairs:
        old_years, new_years = _years(pair.old.table), _years(pair.new.table)
        come, gone = new_years.keys() - old_years.keys(), old_years.keys() - new_years.keys()
        place = new.order.get(pair.new.table.blocks[0], 0)
        tell = partial(drafts.add, place=place, where=pair.new.label)
        for key in sorted(come, key=str):
            tell("year-column-added", field=_year(key), new=[_column(pair.new, key, new_years[key])])
        for key in sorted(gone, key=str):
            tell("year-column-removed", field=_year(key), old=[_column(pair.old, key, old_years[key])])
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
    places = [Span(cell.block, 0, len(cell.text)) for cell in cells]
    return side(form.table.id, heading or _year(key), _year(key), places)


# ---------------------------------------------------------------- fields of an item


def _compare_item(pair: Pair[Item], row: Row, drafts: Drafts) -> set[Term]:
    """Note what changed in a row, but for the numbers it promises; the years that became others."""
    old, new = pair.old, pair.new
    wording = reworded(old.content, new.content, [unit.name for unit in (*old.units, *new.units)])
    if wording and _numberless(old) != _numberless(new):
        drafts.add(
            "item-reworded",
            row.place,
            old=[_side(old)],
            new=[_side(new)],
            where=row.where,
            wording=wording,
            how=pair.how,
            confidence=pair.confidence,
        )
    before, after = ([one.deadline] if one.deadline else [] for one in (old, new))
    terms = compare_deadlines(before, after, row, drafts)
    compare_units(old.units, new.units, row, drafts)
    _compare_text("investment-changed", old.investment, new.investment, row, drafts)
    _compare_text("nature-changed", old.nature, new.nature, row, drafts)
    for column in dict.fromkeys([*old.extra, *new.extra]):
        _compare_text("field-changed", old.extra.get(column), new.extra.get(column), row, drafts, column=column)
    return terms


def _promised(items: Iterable[Item]) -> set[str]:
    """The clauses in which rows promise numbers."""
    return {same_spelling(number.clause) for item in items for number in item.numbers}


def _kept(item: Item, elsewhere: set[str]) -> list[Target]:
    """The numbers a row promises, without those that a row promises which came or went as a whole: it was split or merged."""
    return [number for number in item.numbers if same_spelling(number.clause) not in elsewhere]


def _numberless(item: Item) -> str:
    """What the content says besides the numbers it promises, which are told one by one."""
    content = item.content
    for number in item.numbers:
        content = content.replace(number.raw.replace("\n", ""), "#", 1)
    return same_spelling(content)
