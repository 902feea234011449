"""A filled-in ledger and later versions of its plans → the same workbook, brought up to date.

The workbook is changed in place: rows stay where people put them, new ones
are inserted after the row that precedes them, and only cells in the plan's
columns that nobody has edited are overwritten. What changed in a row is
written to a column of its own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.ledger import stored_state
from policy_extract.ledger.filled import read_ledger
from policy_extract.ledger.ledger_columns import (
    HEADINGS,
    band_key,
    cells_of,
    key_of,
    last_due,
    ledger_title,
    same_words,
)
from policy_extract.ledger.ledger_entries import entries_of, title_of
from policy_extract.ledger.pairs import pair, version_of
from policy_extract.ledger.row_changes import (
    BY_HAND,
    Stayed,
    fates,
    is_told,
    told_of_fresh,
    told_of_gone,
    told_of_stayed,
)
from policy_extract.ledger.sheet_edits import Placing
from policy_extract.ledger.sheet_grid import Grid
from policy_extract.ledger.stored_state import StoredPlan, StoredRow, fingerprint_of
from policy_extract.ledger.workbook_package import Book, check_unsigned, read_rightly
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.grammar import Grammars
    from policy_extract.ledger.filled import Filled
    from policy_extract.ledger.ledger_entries import Entry
    from policy_extract.ledger.row_changes import RowChanges
    from policy_extract.model import Plan


@record
class Outcome:
    """What an update did with one plan."""

    name: str
    """Of its file."""
    version_of: str | None
    """The title of the plan it is a later version of; None where it was added."""
    kept: int
    """Rows that stay, the changed ones too."""
    changed: int
    new: int
    gone: int


@record
class _Known:
    """A plan of the ledger, with its rows."""

    kept: StoredPlan
    plan: Plan
    entries: Sequence[Entry]


def update_ledger(data: bytes, plans: Iterable[Plan], grammars: Grammars) -> tuple[bytes, list[Outcome]]:
    """The workbook brought up to date with these plans, and what was done for each; one plan is in memory at a time.

    Fails: InputError where it is no ledger, broken, or signed.
    """
    ledger, book = read_ledger(data), Book(data)
    check_unsigned(book)
    with read_rightly():
        grid = Grid(book, ledger.sheet)
    made = _Update(ledger, grid, grammars)
    outcomes = [made.take(plan) for plan in plans]
    with read_rightly():
        made.finish()
    return book.saved(), outcomes


class _Update:
    """A ledger while plans are taken into it."""

    def __init__(self, ledger: Filled, grid: Grid, grammars: Grammars) -> None:
        self.ledger = ledger
        self.grid = grid
        self.grammars = grammars
        self.placing = Placing(ledger, grid)
        self.waiting = [*ledger.kept]
        """Plans of which no later version has been given."""
        self.done: list[StoredPlan] = []

    def _entries(self, plan: Plan) -> list[Entry]:
        return entries_of(plan, self.ledger.rows, self.grammars.matcher(Report()))

    def _known(self, kept: StoredPlan) -> _Known:
        plan = kept.plan
        return _Known(kept, plan, self._entries(plan))

    def take(self, plan: Plan) -> Outcome:
        """Take one plan in: as a later version of one that is there, else after all others."""
        after = self._entries(plan)
        titles = [kept.title for kept in self.waiting]
        found = version_of(
            plan, after, titles, ((known.plan, known.entries) for known in map(self._known, self.waiting))
        )
        if found is None:
            return self._add(plan, after)
        known = self._known(self.waiting.pop(found))
        self._retitle(known, plan)
        went = pair(known.plan, plan, known.entries, after)
        return self._renew(known, plan, fates(went, known.entries, after), after)

    def finish(self) -> None:
        """Put the rows in, count them, and keep what the next update needs."""
        for kept in self.waiting:
            self.placing.count({key: row.id for key, row in kept.rows.items()}, self._groups(kept), kept.fingerprint)
        self.placing.finish()
        every = [*self.waiting, *self.done]
        self.grid.book.replace(
            self.grid.book.sheets[self.ledger.hidden], stored_state.sheet_of(every, self.ledger.rows)
        )

    def _groups(self, kept: StoredPlan) -> dict[str, str]:
        """The task that each row of a plan is counted under, by their ids; but for rows of targets each is its own."""
        if self.ledger.rows != "targets":
            return {row.id: row.id for row in kept.rows.values() if row.id}
        return _groups_of(self._entries(kept.plan))

    # ------------------------------------------------------------ one plan

    def _add(self, plan: Plan, after: Sequence[Entry]) -> Outcome:
        """A plan that the ledger did not have."""
        kept = stored_state.keep(plan, {}, {"": band_key(fingerprint_of(plan), "")})
        self.placing.add_document(kept.bands[""], title_of(plan))
        return replace(self._renew(_Known(kept, plan, ()), plan, fates({}, (), after), after), version_of=None)

    def _renew(self, known: _Known, plan: Plan, became: RowChanges, after: Sequence[Entry]) -> Outcome:
        """Write what became of every row."""
        fingerprint = fingerprint_of(plan)
        keys = {row.id: key for key, row in known.kept.rows.items() if row.id}
        bands = self._bands(known, became, after, fingerprint)
        rows = {key: StoredRow("", row.cells) for key, row in known.kept.rows.items()}
        now = {stayed.new.id: keys[stayed.old.id] for stayed in became.stayed}
        now |= _new_keys([fresh.new.id for fresh in became.fresh], fingerprint, {*now.values()})
        rows |= {now[entry.id]: StoredRow(entry.id, cells_of(entry)) for entry in after}
        changed = sum([self._stay(keys[one.old.id], known.kept, one, bands) for one in became.stayed])
        for gone in became.gone:
            self._tell(keys[gone.old.id], told_of_gone(gone))
        said = {fresh.new.id: told_of_fresh(fresh) for fresh in became.fresh}
        for fresh in became.fresh:
            if (key := now[fresh.new.id]) in known.kept.rows:  # it was gone for a while
                self._stay(key, known.kept, Stayed(fresh.new, fresh.new, (), ()), bands)
        self.placing.add(after, now, said, bands)
        self.placing.count({key: row.id for key, row in rows.items()}, _groups_of(after), fingerprint)
        self.done.append(stored_state.keep(plan, rows, bands))
        return Outcome(
            plan.source.name, title_of(known.plan), len(became.stayed), changed, len(became.fresh), len(became.gone)
        )

    def _stay(self, key: str, kept: StoredPlan, stayed: Stayed, bands: Mapping[str, str]) -> bool:
        """Whether a row changed; its cells are updated except those that people have edited."""
        was, now = kept.rows[key].cells, cells_of(stayed.new)
        moved = bands.get(stayed.new.band) != kept.bands.get(stayed.old.band)
        said = told_of_stayed(stayed, stayed.new.band if moved else None)
        for row in self.ledger.keys.get(key, ()):
            theirs = [name for name in now if not same_words(self.placing.text(row, name), was.get(name, ""))]
            for name, text in now.items():
                if name not in theirs and text != was.get(name, ""):
                    self.placing.set(row, name, text)
            self.placing.set(row, "due", last_due(stayed.new))
            by_hand = [HEADINGS[name] for name in theirs if now[name] != was.get(name, "")]
            kept_by_hand = [f"{BY_HAND}{'、'.join(by_hand)}"] if by_hand else []
            self._tell_row(row, "\n".join([said, *kept_by_hand] if said else kept_by_hand))
        return bool(said)

    def _tell(self, key: str, said: str) -> None:
        """Write a remark on a removed row and clear its due date."""
        for row in self.ledger.keys.get(key, ()):
            self.placing.set(row, "due", None)
            self._tell_row(row, said)

    def _tell_row(self, row: int, said: str) -> None:
        """Write the remark before people's own text in the column; that of the previous update is removed."""
        theirs = "\n".join(line for line in self.placing.text(row, "change").split("\n") if not is_told(line))
        self.placing.set(row, "change", "\n".join(filter(None, (said, theirs))))

    # ------------------------------------------------------------ chapters and titles

    def _bands(self, known: _Known, became: RowChanges, after: Sequence[Entry], fingerprint: str) -> dict[str, str]:
        """The keys of the new plan's chapters; one that most rows of an old one moved to is that one, renamed."""
        there = dict.fromkeys(entry.band for entry in after)
        bands = {band: key for band, key in known.kept.bands.items() if band in there or not band}
        went: dict[str, Counter[str]] = {}
        for stayed in became.stayed:
            went.setdefault(stayed.old.band, Counter())[stayed.new.band] += 1
        for band, counts in went.items():
            name = counts.most_common(1)[0][0]
            if band in known.kept.bands and band not in bands and name not in bands:
                bands[name] = known.kept.bands[band]
                self._rename(bands[name], band, name)
        return {band: bands.get(band) or band_key(fingerprint, band) for band in there} | (
            {"": bands[""]} if "" in bands else {}
        )

    def _rename(self, key: str, old: str, new: str) -> None:
        """Write a chapter's or document's new name, where the old one still stands."""
        for row in self.ledger.keys.get(key, ()):
            if same_words(self.placing.text(row, "no"), old):
                self.placing.set(row, "no", new)

    def _retitle(self, known: _Known, plan: Plan) -> None:
        old, new = title_of(known.plan), title_of(plan)
        if "" in known.kept.bands:
            self._rename(known.kept.bands[""], old, new)
        for (row, column), text in self.ledger.texts.items():
            if row < self.ledger.heading and text == ledger_title(old):
                self.placing.set_text(row, column, ledger_title(new))


def _groups_of(entries: Sequence[Entry]) -> dict[str, str]:
    return {entry.id: entry.group for entry in entries}


def _new_keys(ids: Sequence[str], fingerprint: str, taken: set[str]) -> dict[str, str]:
    """A key for each new row, none of them that of a row that stays."""
    keys: dict[str, str] = {}
    for one in ids:
        name = one
        while (key := key_of(fingerprint, name)) in taken:
            name += "~"
        keys[one] = key
        taken.add(key)
    return keys
