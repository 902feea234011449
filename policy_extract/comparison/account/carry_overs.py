"""Sentences that give bodies to other tasks (以下……不再列出): reported once, not at every task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.changes.change_log import Draft, side
from policy_extract.comparison.likeness.pairing import Ways, pair_up
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.words.rewording import reworded

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Side
    from policy_extract.comparison.plans.versions import Versions
    from policy_extract.model import CarryOver


def compare_carry_overs(both: Versions) -> None:
    """Note the sentences that give units to other tasks: come, gone, or naming others."""
    pairs = pair_up(both.old.plan.carry_overs, both.new.plan.carry_overs, _CARRY_OVERS)
    for one in pairs.removed:
        both.log.add(both.old.place_of(one.at)._replace(gone=True), Draft("carry-over-removed", old=[_carry_over(one)]))
    for one in pairs.added:
        both.log.add(both.new.place_of(one.at), Draft("carry-over-added", new=[_carry_over(one)]))
    for pair in pairs.pairs:
        if same_spelling(pair.old.raw) != same_spelling(pair.new.raw):
            names = [{same_spelling(name) for name in one.names} for one in (pair.old, pair.new)]
            both.log.add(
                both.new.place_of(pair.new.at),
                Draft(
                    "carry-over-changed",
                    severity="wording" if names[0] == names[1] and pair.old.reach == pair.new.reach else None,
                    old=[_carry_over(pair.old)],
                    new=[_carry_over(pair.new)],
                    wording=reworded(pair.old.raw, pair.new.raw, (*pair.old.names, *pair.new.names)),
                    how=pair.how,
                    confidence=pair.confidence,
                ),
            )


_CARRY_OVERS: Ways[CarryOver] = Ways(
    text=lambda one: same_spelling(one.raw),
    place=lambda one: one.reach,
    likeness=lambda one, other: alike(same_spelling(one.raw), same_spelling(other.raw)),
    name=lambda _: "",
)


def _carry_over(one: CarryOver) -> Side:
    return side("carry-over", "、".join(one.names), one.raw, one.at)
