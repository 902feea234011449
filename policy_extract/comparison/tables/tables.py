"""Tables of two documents: which are the same, and what changed in those that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.changes.change_log import Draft, Place, side
from policy_extract.comparison.likeness.pairing import Ways, pair_up
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import first_cells, opening
from policy_extract.comparison.tables.cells import compare_cells
from policy_extract.comparison.tables.row_fields import side_of
from policy_extract.comparison.tables.rows import compare_indicators, compare_items
from policy_extract.comparison.words.rewording import reworded

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Side
    from policy_extract.comparison.likeness.pairing import Pair, Pairing
    from policy_extract.comparison.plans.plan_view import PlanForm, TableForm
    from policy_extract.comparison.plans.versions import Matched, Versions
    from policy_extract.comparison.tables.reshaped import Reshaped

    Cell = tuple[str, str]


def match_tables(old: PlanForm, new: PlanForm) -> Pairing[TableForm]:
    """How the tables of both documents go together."""
    return pair_up(old.tables, new.tables, _TABLES)


def compare_tables(matched: Matched, reshaped: Reshaped, both: Versions) -> None:
    """Note what changed in the tables. An added or removed annex is reported together with its tables."""
    tables, parts = matched.tables, matched.parts
    gone, come = ({part.id for part in some} for some in (parts.removed, parts.added))
    for form in (form for form in tables.removed if form.table.part not in gone):
        if id(form) in reshaped.tables:
            _note_rest(form, reshaped, both, came=False)
        else:
            both.log.add(
                Place(_place(both.old, form), gone=True),
                Draft("table-removed", old=[_table(form)], where=form.table.part),
            )
    for form in (form for form in tables.added if form.table.part not in come):
        if id(form) in reshaped.tables:
            _note_rest(form, reshaped, both, came=True)
        else:
            both.log.add(_place(both.new, form), Draft("table-added", new=[_table(form)], where=form.table.part))
    for pair in tables.pairs:
        both.log.match("table", [pair.old.table.id], [pair.new.table.id], pair.how, pair.confidence)
        _compare_captions(pair, both)
        compare_cells(pair, _place(both.new, pair.new), both.log)
    compare_indicators(tables, both)
    compare_items(matched.rows, tables, reshaped.things, both)


def _note_rest(form: TableForm, reshaped: Reshaped, both: Versions, *, came: bool) -> None:
    """Of a list most of whose rows are tasks in the other version, the rows that are none."""
    plan = both.new if came else both.old
    for row in (one for one in form.items if id(one) not in reshaped.things):
        place, where = plan.place_of(row.at), form.label
        if came:
            both.log.add(place, Draft("item-added", new=[side_of(row)], where=where))
        else:
            both.log.add(place._replace(gone=True), Draft("item-removed", old=[side_of(row)], where=where))


def _likeness(one: TableForm, other: TableForm) -> float:
    """The share of cells both have, and a title they share."""
    smaller = min(len(one.key), len(other.key))
    cells = len(one.key & other.key) / smaller if smaller else 0.0
    titles = alike(same_spelling(one.label), same_spelling(other.label))
    return 0.8 * cells + 0.2 * titles if one.table.title or other.table.title else cells


_TABLES: Ways[TableForm] = Ways(
    text=lambda form: "\n".join(sorted(form.key)),
    place=lambda form: form.table.id,
    likeness=_likeness,
    name=lambda form: same_spelling(form.table.title.text) if form.table.title else "",
)


def _compare_captions(pair: Pair[TableForm], both: Versions) -> None:
    if _named_by_annex(pair.old, both.old) and _named_by_annex(pair.new, both.new):
        return
    before, after = pair.old.table.title, pair.new.table.title
    old_text, new_text = (title.text if title else "" for title in (before, after))
    if same_spelling(old_text) != same_spelling(new_text):
        both.log.add(
            _place(both.new, pair.new),
            Draft(
                "table-retitled",
                old=[side(pair.old.table.id, old_text, old_text, before.at)] if before else (),
                new=[side(pair.new.table.id, new_text, new_text, after.at)] if after else (),
                where=pair.new.label,
                wording=reworded(old_text, new_text) if before and after else (),
            ),
        )


def _named_by_annex(form: TableForm, plan: PlanForm) -> bool:
    """Whether the table has the title of the annex it stands in, which is reported by itself."""
    titles = {part.title.text for part in plan.parts if part.id == form.table.part and part.title}
    return form.table.title is not None and form.table.title.text in titles


def _table(form: TableForm) -> Side:
    text = "\n".join(filter(None, (opening(cell.text) for cell in form.table.cells)))
    return side(form.table.id, form.label, text, first_cells(form))


def _place(plan: PlanForm, form: TableForm) -> int:
    return plan.order.get(form.table.blocks[0], 0)
