"""Two plans → their changes: this module runs the steps in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.account.carry_overs import compare_carry_overs
from policy_extract.comparison.account.front import compare_front, compare_parts, match_parts
from policy_extract.comparison.account.outside import compare_outside
from policy_extract.comparison.account.overview import overview
from policy_extract.comparison.account.paragraphs import account_for_blocks
from policy_extract.comparison.account.uncovered import tell_the_rest
from policy_extract.comparison.changes.change_log import ChangeLog
from policy_extract.comparison.changes.diff_model import FORMAT, Counts, Diff, DiffSource
from policy_extract.comparison.headings.headings import compare_headings
from policy_extract.comparison.headings.texts import Headings
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.closing import set_closing_apart
from policy_extract.comparison.plans.heading_matching import match_outline
from policy_extract.comparison.plans.plan_form import form_of
from policy_extract.comparison.plans.regrouped_annexes import find_regrouped
from policy_extract.comparison.plans.shared_headings import share_headings
from policy_extract.comparison.plans.versions import Matched, Versions
from policy_extract.comparison.tables.moved import compare_places
from policy_extract.comparison.tables.reshaped import compare_reshaped, find_reshaped
from policy_extract.comparison.tables.rows import match_items
from policy_extract.comparison.tables.tables import compare_tables, match_tables
from policy_extract.comparison.words.explained import Explanations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.comparison.changes.diff_model import BlockPair
    from policy_extract.comparison.plans.plan_view import PlanForm
    from policy_extract.model import Plan


def compare(old: Plan, new: Plan) -> Diff:
    """What changed from one version of a plan to the next; nothing of either is left out."""
    try:
        return _compared(old, new)
    finally:
        same_spelling.cache_clear()  # no text of a document outlives its comparison


def _compared(old: Plan, new: Plan) -> Diff:
    before, after = form_of(old), form_of(new)
    share_headings(before, after)
    set_closing_apart(before, after)
    log, accounts = ChangeLog(), Explanations()
    both = Versions(before, after, log)
    matched = _matched(before, after)
    compare_front(both)
    reshaped = find_reshaped(matched, both)
    regrouped = find_regrouped(matched, both)
    compare_parts(matched.parts, regrouped, both)
    compare_carry_overs(both)
    compare_tables(matched, reshaped, both)
    compare_places(matched, regrouped, both)
    compare_reshaped(reshaped, both)
    accounts.enter(change for _, change in log.changes)
    headings = Headings(matched.outline, before, after, accounts, log, _unlisted(before, after))
    compare_headings(headings, regrouped.headings | reshaped.things)
    outside = compare_outside(matched.parts, regrouped, accounts, both)
    blocks = account_for_blocks(matched, outside, both)
    tell_the_rest(blocks, both)
    changes = log.in_order(_after(before, after, blocks))
    return Diff(
        format=FORMAT,
        old=_source(old),
        new=_source(new),
        counts=Counts(
            **{name: sum(change.severity == name for change in changes) for name in ("substance", "wording", "form")}
        ),
        overview=overview(old, new, changes),
        changes=changes,
        matches=tuple(log.matches),
        blocks=blocks,
    )


def _matched(old: PlanForm, new: PlanForm) -> Matched:
    """What both versions have in common: headings, tables, rows of lists, parts."""
    outline = match_outline(old.headings, new.headings)
    tables = match_tables(old, new)
    return Matched(outline, tables, match_items(tables), match_parts(old, new, outline, tables))


def _unlisted(*forms: PlanForm) -> frozenset[str]:
    """Bodies with tasks that the directory does not know."""
    units = (unit for form in forms for heading in form.headings for unit in heading.units)
    return frozenset(unit.name for unit in units if unit.body is None)


def _source(plan: Plan) -> DiffSource:
    return DiffSource(
        name=plan.source.name,
        format=plan.source.format,
        sha256=plan.source.sha256,
        revisions=plan.source.revisions,
        title=plan.front.title.text if plan.front.title else None,
        place=plan.front.jurisdiction.name if plan.front.jurisdiction else None,
    )


def _after(old: PlanForm, new: PlanForm, blocks: Iterable[BlockPair]) -> list[int]:
    """For each place of the old document the place of the new one after which it stood."""
    went = {block: new.order[pair.new[0]] for pair in blocks if pair.new for block in pair.old}
    after, last = [], -1
    for block in old.plan.blocks:
        last = went.get(block.id, last)
        after.append(last)
    return after
