"""What holds for every comparison, whatever the documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.comparison.account.uncovered import pointed_at
from policy_extract.comparison.changes.severity import noun_of
from policy_extract.comparison.likeness.spelling import same_spelling

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.model import Plan


def check_diff_laws(old: Plan, new: Plan, diff: Diff) -> None:
    """Every law, for one comparison."""
    every_block_is_in_one_pair(old, new, diff)
    wording_gives_both_sides(diff)
    sides_stand_where_they_say(old, new, diff)
    counts_are_right(diff)
    states_say_what_was_found(old, new, diff)
    every_difference_is_told(old, new, diff)


def every_block_is_in_one_pair(old: Plan, new: Plan, diff: Diff) -> None:
    """Nothing of either document is left out, nothing stands twice."""
    for plan, blocks in ((old, [pair.old for pair in diff.blocks]), (new, [pair.new for pair in diff.blocks])):
        counted = Counter(block for pair in blocks for block in pair)
        assert counted == Counter({block.id: 1 for block in plan.blocks})
    firsts = [pair.new[0] for pair in diff.blocks if pair.new]
    order = {block.id: place for place, block in enumerate(new.blocks)}
    assert firsts == sorted(firsts, key=order.__getitem__)


def wording_gives_both_sides(diff: Diff) -> None:
    """The pieces in order are the old text without the inserted ones, the new text without the deleted ones."""
    for change in diff.changes:
        if not change.wording:
            continue
        before = "".join(piece.text for piece in change.wording if piece.op != "inserted")
        after = "".join(piece.text for piece in change.wording if piece.op != "deleted")
        assert same_spelling(before) == same_spelling(change.old[0].text), change
        assert same_spelling(after) == same_spelling(change.new[0].text), change


def sides_stand_where_they_say(old: Plan, new: Plan, diff: Diff) -> None:
    """Every span lies inside its block."""
    for plan, sides in (
        (old, [side for change in diff.changes for side in change.old]),
        (new, [side for change in diff.changes for side in change.new]),
    ):
        lengths = {block.id: len(block.text or "") for block in plan.blocks}
        lengths |= {cell.block: len(cell.text) for table in plan.tables for cell in table.cells}
        for side in sides:
            assert all(0 <= at.start <= at.end <= lengths[at.block] for at in side.at), side


def counts_are_right(diff: Diff) -> None:
    """The counts are those of the changes, the ids count up, and each kind has its noun."""
    counted = Counter(change.severity for change in diff.changes)
    assert (counted["substance"], counted["wording"], counted["form"]) == (
        diff.counts.substance,
        diff.counts.wording,
        diff.counts.form,
    )
    assert [change.id for change in diff.changes] == [f"c{count}" for count in range(1, len(diff.changes) + 1)]
    for change in diff.changes:
        assert change.old or change.new, change
        told_of_targets_too = change.noun == "target" and change.kind.startswith(("value-", "deadline-"))
        assert told_of_targets_too or noun_of(change.kind) in {None, change.noun}, change


def states_say_what_was_found(old: Plan, new: Plan, diff: Diff) -> None:
    """Blocks called the same are printed the same, spaces aside; where some are not, some change says so."""
    texts = [
        {block.id: "".join(f"{block.number or ''}{block.text or ''}".split()) for block in plan.blocks}
        for plan in (old, new)
    ]
    for pair in diff.blocks:
        if pair.state == "same":
            assert [texts[0][block] for block in pair.old] == [texts[1][block] for block in pair.new]
    if not diff.changes:
        assert {pair.state for pair in diff.blocks} <= {"same", "retyped"}


def every_difference_is_told(old: Plan, new: Plan, diff: Diff) -> None:
    """A change points at every block that is not the same, in one document or the other; lines and tables without a visible character are no text."""
    said = [
        {block.id for block in plan.blocks if (block.text or "").strip() or block.number}
        | {cell.block.partition(".")[0] for table in plan.tables for cell in table.cells if cell.text.strip()}
        for plan in (old, new)
    ]
    told_at = pointed_at(diff.changes)
    for pair in diff.blocks:
        shown = [said[0].intersection(pair.old), said[1].intersection(pair.new)]
        if pair.state != "same" and any(shown):
            assert shown[0] & told_at[0] or shown[1] & told_at[1], pair


MIRRORED = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}


def told(diff: Diff, *, mirrored: bool = False) -> Counter[tuple[object, ...]]:
    """The changes, each with its kind and sides; mirrored as the comparison the other way must tell them."""
    counted: Counter[tuple[object, ...]] = Counter()
    for change in diff.changes:
        kind, old, new = change.kind, change.old, change.new
        if mirrored:
            first, dash, last = kind.rpartition("-")
            kind, old, new = first + dash + MIRRORED.get(last, last), new, old
        # Of several with the same words, any may be said to have moved.
        if kind.endswith("-moved") or change.field == "moved":
            continue
        counted[kind, tuple((one.id, one.text) for one in old), tuple((one.id, one.text) for one in new)] += 1
    return counted
