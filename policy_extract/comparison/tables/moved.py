"""Which tables stand elsewhere now: under another heading, in another part, or among other tables of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.changes.change_log import Draft, side
from policy_extract.comparison.likeness.pairing import moved
from policy_extract.comparison.plans.plan_view import first_cells
from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.comparison.changes.diff_model import Side
    from policy_extract.comparison.likeness.pairing import Pair
    from policy_extract.comparison.plans.heading_matching import Outline
    from policy_extract.comparison.plans.plan_view import Heading, PlanForm, TableForm
    from policy_extract.comparison.plans.regrouped_annexes import Regrouped
    from policy_extract.comparison.plans.versions import Matched, Versions


@record
class _Homes:
    """What holds the tables of both versions."""

    parts: dict[str, str]
    """New parts by the old ones."""
    regrouped: Regrouped
    outline: Outline
    old: dict[str, Heading]
    new: dict[str, Heading]

    def of(self, pair: Pair[TableForm]) -> str | None:
        """What holds the new table; None where that is another part or heading than the one that held the old."""
        old, new = pair.old.table, pair.new.table
        if self.parts.get(old.part, old.part) != new.part and not self.regrouped.took_along(old.part, new.part):
            return None
        before, after = self.old.get(old.section or ""), self.new.get(new.section or "")
        return None if before and after and self._parted(before, after) else new.section or new.part

    def _parted(self, before: Heading, after: Heading) -> bool:
        """Whether both headings stand in both versions, and are two; parts of what was split or merged are one."""
        there, here = self.outline.pairs.of_old(before), self.outline.pairs.of_new(after)
        if there is None or here is None or there is here:
            return False
        return after not in self.outline.splits.get(id(before), ()) and before not in self.outline.merges.get(
            id(after), ()
        )


def compare_places(matched: Matched, regrouped: Regrouped, both: Versions) -> None:
    """Note the tables that moved; an annex or a heading that moved takes its own along."""
    tables = matched.tables
    partner = {pair.old.id: pair.new.id for pair in matched.parts.pairs}
    homes = _Homes(partner, regrouped, matched.outline, _by_id(both.old), _by_id(both.new))
    elsewhere = moved(tables, homes.of)
    for pair in tables.pairs:
        if id(pair.new) in elsewhere:
            both.log.add(
                both.new.place_of(tuple(first_cells(pair.new))),
                Draft("table-moved", old=[_whole(pair.old)], new=[_whole(pair.new)], where=pair.new.table.part),
            )


def _by_id(form: PlanForm) -> dict[str, Heading]:
    return {heading.id: heading for heading in form.headings}


def _whole(form: TableForm) -> Side:
    return side(form.table.id, form.label, form.label, first_cells(form))
