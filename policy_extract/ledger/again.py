"""A filled-in ledger as chapters again, to be sent out in parts or put into a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.ledger.ledger_columns import same_words
from policy_extract.ledger.ledger_entries import entries_of
from policy_extract.ledger.sheet_writer import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.grammar import Grammars
    from policy_extract.ledger.filled import Filled
    from policy_extract.ledger.stored_state import StoredPlan


def chapters_of(ledger: Filled, grammars: Grammars) -> Iterator[Chapter]:
    """Each plan that the ledger keeps, with its rows that are still there and what people wrote in them."""
    for kept in ledger.kept:
        plan = kept.plan
        keys = {row.id: key for key, row in kept.rows.items() if row.id and key in ledger.keys}
        entries = [entry for entry in entries_of(plan, ledger.rows, grammars.matcher(Report())) if entry.id in keys]
        filled = {key: _filled(ledger, kept, key) for key in keys.values()}
        yield Chapter(plan, entries, filled, tuple(ledger.foreign), keys)


def _filled(ledger: Filled, kept: StoredPlan, key: str) -> dict[str, str]:
    """What people wrote in a row, in the plan's columns too, where it is something else than the plan says."""
    row, was = ledger.keys[key][0], kept.rows[key].cells
    changed = {
        name: text
        for name in was
        if name in ledger.columns and (text := ledger.text(row, name)) and not same_words(text, was[name])
    }
    return changed | ledger.written(row)
