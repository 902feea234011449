"""Rows of tables: indicators and items, matched by what they say, then compared field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from policy_extract.comparison.changes.change_log import Draft, Place, side
from policy_extract.comparison.likeness.pairing import LONG_ENOUGH, Pairing, Ways, moved, pair_up
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import opening
from policy_extract.comparison.tables.row_fields import (
    compare_columns,
    compare_indicator,
    compare_item,
    compare_values,
    kept_of,
    name_of,
    promised,
    side_of,
)
from policy_extract.comparison.values.targets import Promises, compare_targets
from policy_extract.comparison.values.units import Row
from policy_extract.comparison.words.rewording import reworded
from policy_extract.model import Indicator, Item
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from policy_extract.comparison.changes.diff_model import ChangeKind
    from policy_extract.comparison.likeness.pairing import Pair
    from policy_extract.comparison.plans.plan_view import TableForm
    from policy_extract.comparison.plans.versions import Versions

AnyRow = TypeVar("AnyRow", Indicator, Item)


def compare_indicators(tables: Pairing[TableForm], both: Versions) -> None:
    """Note what changed among the indicators of the tables that are in both documents."""
    rows = _match_rows([(pair.old.indicators, pair.new.indicators) for pair in tables.pairs], _INDICATORS)
    columns = compare_columns(tables, both.new, both.log)
    rest = _Rest("indicator", rows, tables, both)
    rest.note()
    for pair in rows.pairs:
        row = _row(pair, pair.new.name, both.new.place_of(pair.new.at))
        compare_indicator(pair, row, both.log)
        compare_values(pair, row, columns.get(pair.new.table, frozenset()), both.log)
        rest.compare_groups(pair, pair.old.category, pair.new.category)


def match_items(tables: Pairing[TableForm]) -> Pairing[Item]:
    """How the rows of the work lists that are in both documents go together."""
    return _match_rows([(pair.old.items, pair.new.items) for pair in tables.pairs], _ITEMS)


def compare_items(rows: Pairing[Item], tables: Pairing[TableForm], told: Collection[int], both: Versions) -> None:
    """Note what changed among these rows; by `id`, those that other changes report are left out."""
    rest = _Rest("item", rows, tables, both, told)
    rest.note()
    elsewhere = promised(rows.removed), promised(rows.added)
    for pair in rows.pairs:
        row = _row(pair, opening(pair.new.content), both.new.place_of(pair.new.at))
        terms = compare_item(pair, row, both.log)
        promises = Promises(kept_of(pair.old, elsewhere[1]), kept_of(pair.new, elsewhere[0]))
        compare_targets(promises, row, terms, both.log)
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


def _number(row: Indicator | Item) -> str:
    return same_spelling(row.no or "")


# ---------------------------------------------------------------- rows as wholes


@mutable
class _Rest(Generic[AnyRow]):
    """What is reported of whole rows, the same for indicators and items."""

    noun: str
    rows: Pairing[AnyRow]
    tables: Pairing[TableForm]
    both: Versions
    told: Collection[int] = ()
    """`id` of the rows that other changes report."""
    regrouped: set[tuple[str, str, str]] = field(default_factory=set)
    """Table, group before, group after: reported once for all rows."""

    def note(self) -> None:
        """Note rows that were added, removed, moved or renumbered."""
        places = self._places_of_removed()
        for row in (one for one in self.rows.removed if id(one) not in self.told):
            self.both.log.add(
                places[id(row)],
                Draft(self._kind("removed"), old=[side_of(row)], where=self.both.old.table_labels[row.table]),
            )
        for row in (one for one in self.rows.added if id(one) not in self.told):
            self.both.log.add(
                self.both.new.place_of(row.at),
                Draft(self._kind("added"), new=[side_of(row)], where=self.both.new.table_labels[row.table]),
            )
        moved = self._moved()
        old_numbered, new_numbered = ({row.table for row in rows if row.no} for rows in (self.rows.old, self.rows.new))
        for pair in self.rows.pairs:
            self.both.log.match(self.noun, [pair.old.id], [pair.new.id], pair.how, pair.confidence)  # type: ignore[arg-type]  # indicator or item
            if id(pair.new) in moved:
                self._place_changed("moved", pair)
            elif pair.old.table not in old_numbered or pair.new.table not in new_numbered:
                continue  # one version numbers no row of it, which is reported for the column
            elif _number(pair.old) != _number(pair.new):
                self._place_changed("renumbered", pair)

    def _places_of_removed(self) -> dict[int, Place]:
        """Where removed rows stood: after the row before them that is still there, else after the head of the table."""
        heads = {pair.old.table.id: self.both.new.order.get(pair.new.table.blocks[0], 0) for pair in self.tables.pairs}
        places: dict[int, Place] = {}
        table, last = "", Place(0)
        for row in self.rows.old:
            if row.table != table:
                table, last = row.table, Place(heads[row.table], after=True)
            if (pair := self.rows.of_old(row)) is None:
                places[id(row)] = last
            else:
                last = self.both.new.place_of(pair.new.at)._replace(after=True)
        return places

    def _place_changed(self, what: str, pair: Pair[AnyRow]) -> None:
        self.both.log.add(
            self.both.new.place_of(pair.new.at),
            Draft(
                self._kind(what),
                old=[side_of(pair.old)],
                new=[side_of(pair.new)],
                where=self.both.new.table_labels[pair.new.table],
                how=pair.how,
                confidence=pair.confidence,
            ),
        )

    def _moved(self) -> set[int]:
        """Rows that stand in another table now, or changed places within theirs."""
        same = {pair.new.table.id: pair.old.table.id for pair in self.tables.pairs}
        return moved(self.rows, lambda pair: pair.new.table if same[pair.new.table] == pair.old.table else None)

    def compare_groups(self, pair: Pair[AnyRow], old: Sequence[str], new: Sequence[str]) -> None:
        """Note changed groups of a row, once for all rows where a whole group was renamed."""
        before, after = ("\n".join(groups) for groups in (old, new))
        key = (pair.new.table, before, after)
        if same_spelling(before) == same_spelling(after) or key in self.regrouped:
            return
        self.regrouped.add(key)
        self.both.log.add(
            self.both.new.place_of(pair.new.at),
            Draft(
                "category-changed",
                old=[side(pair.old.id, before, before)],
                new=[side(pair.new.id, after, after)],
                where=name_of(pair.new),
                noun="indicator" if self.noun == "indicator" else "item",
                wording=reworded(before, after),
            ),
        )

    def _kind(self, what: str) -> ChangeKind:
        return f"{self.noun}-{what}"  # type: ignore[return-value]  # a kind of both nouns
