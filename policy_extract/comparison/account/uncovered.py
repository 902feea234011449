"""Blocks that differ between the documents and are not covered by a change yet: each gets a change of its own.

The other modules compare headings, rows and values. Whatever they miss, a paragraph of a new
annex or a number printed differently, is reported here, so that for every block whose state
is not `same` a change refers to it or to its counterpart in the other document. Blocks
without a visible character are ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.account.outside import ECHOES
from policy_extract.comparison.changes.change_log import Draft, Place, side
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import first_cells, opening
from policy_extract.comparison.words.rewording import reworded
from policy_extract.generated.plain import At

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import BlockPair, Change, ChangeKind, Side
    from policy_extract.comparison.plans.plan_view import PlanForm
    from policy_extract.comparison.plans.versions import Versions

_KINDS: dict[str, ChangeKind] = {
    "added": "paragraph-added",
    "removed": "paragraph-removed",
    "changed": "paragraph-reworded",
}


def tell_the_rest(blocks: Iterable[BlockPair], both: Versions) -> None:
    """Note each pair of blocks that differ and to which no change found so far refers.

    Headings whose numbers are printed in another style are one change: a dump has 1、 for every 一、.
    """
    told, told_new = pointed_at(change for _, change in both.log.changes)
    restyled: tuple[list[str], list[str]] = ([], [])
    for pair in blocks:
        before = [block for block in pair.old if _says_something(block, both.old)]
        after = [block for block in pair.new if _says_something(block, both.new)]
        if pair.state == "same" or not (before or after) or told & {*before} or told_new & {*after}:
            continue
        if pair.state == "retyped" and _printed(before, both.old) != _printed(after, both.new):
            restyled[0].extend(before)
            restyled[1].extend(after)
        else:
            _tell(pair.state, before, after, both)
    if restyled[1]:
        _tell("retyped", *restyled, both)


def _printed(blocks: Iterable[str], plan: PlanForm) -> str:
    """The characters of these blocks with their numbers, in one spelling."""
    return same_spelling("".join((plan.blocks[block].number or "") + (plan.texts.get(block) or "") for block in blocks))


def pointed_at(changes: Iterable[Change]) -> tuple[set[str], set[str]]:
    """The blocks of the old and of the new document to which these changes refer."""
    old: set[str] = set()
    new: set[str] = set()
    for change in changes:
        old.update(_blocks_of(change.old))
        new.update(_blocks_of(change.new))
    return old, new


def _blocks_of(sides: Iterable[Side]) -> Iterator[str]:
    return (at.block.partition(".")[0] for one in sides for at in one.at)


def _says_something(block: str, plan: PlanForm) -> bool:
    """Whether a block shows any character, in its number or in a cell as well."""
    return bool((plan.texts.get(block) or "").strip() or plan.blocks[block].number or _first_cell(block, plan))


def _first_cell(block: str, plan: PlanForm) -> At | None:
    """The cell that stands for a table."""
    cells = (cell for form in plan.tables if block in form.table.blocks for cell in first_cells(form))
    return next((cell for cell in cells if cell.block.partition(".")[0] == block), None)


def _tell(state: str, before: Sequence[str], after: Sequence[str], both: Versions) -> None:
    """One change for blocks that belong together."""
    sides, others = [_side(block, both.old) for block in before], [_side(block, both.new) for block in after]
    texts = ["\n".join(one.text for one in some) for some in (sides, others)]
    same = state == "retyped" or same_spelling(texts[0]) == same_spelling(texts[1])
    kind: ChangeKind = "retyped" if same else _KINDS[state]
    place = Place(both.new.order[after[0]]) if after else Place(both.old.order[before[0]], gone=True)
    plan, block = (both.new, after[0]) if after else (both.old, before[0])
    one_each = len(sides) == len(others) == 1
    both.log.add(
        place,
        Draft(
            kind,
            noun="paragraph",
            severity="form" if plan.blocks[block].role in ECHOES else None,
            old=sides,
            new=others,
            where=plan.blocks[block].part,
            wording=reworded(*texts) if kind == "paragraph-reworded" and one_each else (),
        ),
    )


def _side(block: str, plan: PlanForm) -> Side:
    """A block with all it says; of a table its first cell stands for it."""
    cell = _first_cell(block, plan)
    span = cell or At(block=block, start=0, end=len(plan.texts.get(block, "")))
    text = plan.texts.get(span.block, "")
    return side(span.block, opening((plan.blocks[block].number or "") + text), text, [span])
