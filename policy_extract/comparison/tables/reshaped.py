"""Rows of work lists that became tasks of the text, and tasks that became rows: the same work in another form.

Rows are matched with rows and headings with headings. What is left on either side is compared with what is left of the other form;
a list all of whose rows became tasks is not reported as removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract.comparison.changes.change_log import Draft, side
from policy_extract.comparison.headings.texts import kind_of, spans_of
from policy_extract.comparison.likeness.pairing import SIMILAR
from policy_extract.comparison.likeness.similarity import Index, alike, contained, runs
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.heading_matching import SHORTEST
from policy_extract.comparison.plans.plan_view import Stretch, body_of
from policy_extract.comparison.tables.row_fields import side_of
from policy_extract.comparison.values.numbers import pair_numbers
from policy_extract.comparison.values.targets import Promises, compare_deadlines, compare_targets
from policy_extract.comparison.values.units import Row, compare_units
from policy_extract.comparison.words.explained import Explanations, clause_of
from policy_extract.comparison.words.rewording import in_pieces
from policy_extract.comparison.words.word_diff import changed_regions
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.change_log import ChangeLog, Place
    from policy_extract.comparison.changes.diff_model import Side
    from policy_extract.comparison.headings.texts import Kind
    from policy_extract.comparison.plans.plan_view import Body, Heading, PlanForm, TableForm
    from policy_extract.comparison.plans.versions import Matched, Versions
    from policy_extract.comparison.words.word_diff import Region
    from policy_extract.model import At, Deadline, Item, Target, Unit

MOST_OF_IT = 0.9
"""How much a text that stands whole in another counts, compared with one that is the same."""
HALF = 0.5
"""The share of its rows that must have become tasks for a list not to be gone."""


class Work(NamedTuple):
    """One piece of work, a row or a heading with text, as it is compared with one of the other form."""

    thing: Item | Heading
    side: Side
    where: str
    place: int | Place
    body: Body
    units: Sequence[Unit]
    deadlines: Sequence[Deadline]
    targets: Sequence[Target]


@record
class Found:
    """A piece of work of the old version and what it is in the new one, of another form."""

    old: Work
    new: Work
    noun: Kind
    """What the one of the two is that is a heading."""
    likeness: float


@mutable
class Reshaped:
    """What changed its form, and what need therefore not be reported as added or removed."""

    found: list[Found] = field(default_factory=list)
    things: set[int] = field(default_factory=set)
    """`id` of every row and heading among it."""
    tables: set[int] = field(default_factory=set)
    """`id` of every list most of whose rows are among it."""


def find_reshaped(matched: Matched, both: Versions) -> Reshaped:
    """Rows left over in either version that are headings left over in the other."""
    old, new, rows, outline = both.old, both.new, matched.rows, matched.outline
    reshaped = Reshaped()
    lists, others = matched.tables.removed, matched.tables.added
    gone = [_of_row(row, old) for row in (*rows.removed, *_rows_of(lists))]
    come = [_of_row(row, new) for row in (*rows.added, *_rows_of(others))]
    old_headings = [(_of_heading(one, old), one.noun) for one in _alone(outline.pairs.removed, outline.merges.values())]
    new_headings = [(_of_heading(one, new), one.noun) for one in _alone(outline.pairs.added, outline.splits.values())]
    reshaped.found += [Found(row, heading, noun, score) for row, heading, noun, score in _best(gone, new_headings)]
    reshaped.found += [Found(heading, row, noun, score) for row, heading, noun, score in _best(come, old_headings)]
    reshaped.things = _things(reshaped.found)
    apart: set[int] = set()
    for form in (*lists, *others):
        rows_of_it = {id(row) for row in form.items}
        count = len(rows_of_it & reshaped.things)
        if count and count >= HALF * len(rows_of_it):
            reshaped.tables.add(id(form))
        else:
            apart |= rows_of_it  # a few rows of a long list that resemble tasks: the list is another
    reshaped.found = [one for one in reshaped.found if not apart & _things([one])]
    reshaped.things = _things(reshaped.found)
    return reshaped


def _things(found: Iterable[Found]) -> set[int]:
    return {id(one.thing) for pair in found for one in (pair.old, pair.new)}


def _rows_of(tables: Iterable[TableForm]) -> Iterator[Item]:
    return (row for form in tables for row in form.items)


def _alone(left: Iterable[Heading], told: Iterable[Sequence[Heading]]) -> Iterator[Heading]:
    """The headings without any below them that were neither split off nor merged."""
    met = {id(one) for some in told for one in some}
    return (one for one in left if id(one) not in met and not one.children and one.noun != "box")


def _best(rows: Sequence[Work], headings: Sequence[tuple[Work, Kind]]) -> Iterator[tuple[Work, Work, Kind, float]]:
    """Each row with the heading that says the same, the most alike first."""
    if not rows or not headings:
        return
    keys = [_key(row) for row in rows]
    index = Index(runs(_key(heading)) for heading, _ in headings)
    scores = sorted(
        (-score, here, there)
        for here, key in enumerate(keys)
        for there in index.candidates(runs(key))
        if (score := _likeness(key, headings[there][0])) >= SIMILAR
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, here, there in scores:
        if here not in taken[0] and there not in taken[1]:
            taken[0].add(here)
            taken[1].add(there)
            yield rows[here], headings[there][0], headings[there][1], -score


def _key(work: Work) -> str:
    """What it says without the clause that names bodies, in one spelling."""
    return getattr(work.thing, "content_key", "") or same_spelling(work.body.text)


def _likeness(row: str, heading: Work) -> float:
    """How alike they are; a row that stands whole in a task is that task with more words."""
    title, text = getattr(heading.thing, "title_key", ""), _key(heading)
    whole = MOST_OF_IT * contained(runs(row), runs(text)) if len(row) >= SHORTEST else 0.0
    return max(alike(row, text), alike(row, title), whole)


def _of_row(row: Item, form: PlanForm) -> Work:
    body = body_of([Stretch(at.block, at.start, at.end) for at in row.at], form.texts)
    deadlines = [row.deadline] if row.deadline else []
    where = form.table_labels[row.table]
    return Work(row, side_of(row), where, form.place_of(row.at), body, row.units, deadlines, row.numbers)


def _of_heading(heading: Heading, form: PlanForm) -> Work:
    titles = [Stretch(at.block, at.start, at.end) for at in heading.at] if heading.title else []
    body = body_of([*titles, *heading.body.stretches], form.texts)
    whole = side(heading.id, heading.label, heading.text, [*heading.at, *spans_of(heading.body)])
    return Work(heading, whole, heading.where, heading.order, body, heading.units, heading.deadlines, heading.targets)


def compare_reshaped(reshaped: Reshaped, both: Versions) -> None:
    """Note each as moved, and what changed in it besides."""
    for found in reshaped.found:
        before, after = found.old, found.new
        both.log.match(found.noun, [before.side.id], [after.side.id], "similar", round(found.likeness, 2))
        both.log.add(
            after.place,
            Draft(
                kind_of(found.noun, "moved"),
                severity="form",
                field=before.where,
                old=[before.side],
                new=[after.side],
                where=after.where,
                how="similar",
                confidence=round(found.likeness, 2),
            ),
        )
        _compare_contents(found, both)


def _compare_contents(found: Found, both: Versions) -> None:
    before, after = found.old, found.new
    row = Row(before.side.id, after.side.id, after.side.label, after.place)
    told = len(both.log.changes)
    compare_units(before.units, after.units, row, both.log)
    terms = compare_deadlines(before.deadlines, after.deadlines, row, both.log)
    promises = Promises(before.targets, after.targets, pair_numbers(before.body, after.body))
    compare_targets(promises, row, terms, both.log)
    accounts = Explanations()
    accounts.enter(change for _, change in both.log.changes[told:])
    accounts.quote_clauses(_named(before, both.old), _named(after, both.new))
    names = [unit.name for unit in (*before.units, *after.units)]
    regions = changed_regions(before.body.text, after.body.text, names)
    left = [one for one in regions if _says(one, before.body, after.body)]
    if any(not accounts.explain(one, before.body, after.body, bounds=True) for one in left):
        _note_text(found, regions, both.log)


def _named(work: Work, form: PlanForm) -> list[At]:
    """Where bodies and terms stand that a row has in columns of their own."""
    return [*clause_of(work.units, form.texts), *(at for one in work.deadlines for at in one.at)]


def _says(region: Region, old: Body, new: Body) -> bool:
    """Whether more than marks changed."""
    texts = old.text[region.old_start : region.old_end] + new.text[region.new_start : region.new_end]
    return any(sign.isalnum() for sign in texts)


def _note_text(found: Found, regions: Sequence[Region], log: ChangeLog) -> None:
    before, after = found.old, found.new
    log.add(
        after.place,
        Draft(
            kind_of(found.noun, "reworded"),
            old=[side(before.side.id, before.side.label, before.body.text, spans_of(before.body))],
            new=[side(after.side.id, after.side.label, after.body.text, spans_of(after.body))],
            where=after.where,
            wording=in_pieces(before.body.text, after.body.text, regions),
            how="similar",
            confidence=round(found.likeness, 2),
        ),
    )
