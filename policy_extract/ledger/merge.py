"""Returned copies → the ledger: what each body wrote goes into its cell; contradictions are reported.

Every copy records what it contained when it was sent out, so that what a body changed
can be told from what was there before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.ledger.filled import PEOPLES, read_ledger
from policy_extract.ledger.ledger_columns import HEADINGS, same_words
from policy_extract.ledger.sheet_grid import Grid
from policy_extract.ledger.workbook_package import Book, check_unsigned, read_rightly
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_extract.ledger.filled import Filled

CHOSEN: Final = "state"
"""The column in which only one thing can be said."""


@record
class Conflict:
    """A cell that cannot be written."""

    file: str
    task: str
    column: str
    """Its heading."""
    text: str
    """What came back."""
    there: str
    """What stands there, or came back from another."""


@record
class UnplacedText:
    """Something in a copy that has no place in the ledger."""

    file: str
    row: int
    text: str


@record
class Merged:
    """The ledger with what came back, and what has to be reported."""

    data: bytes
    cells: int
    """Cells that were written."""
    joined: int
    """Those of them in which several bodies wrote: a line each, with its name."""
    conflicts: tuple[Conflict, ...]
    unplaced: tuple[UnplacedText, ...]


def merge_ledgers(data: bytes, returned: Mapping[str, bytes]) -> Merged:
    """The ledger with what came back, by the names of the copies.

    Fails: InputError where the ledger is none, or signed.
    """
    ledger, book = read_ledger(data), Book(data)
    check_unsigned(book)
    taken = _Taken(ledger)
    for name, copy in returned.items():
        taken.take(name, read_ledger(copy))
    cells = dict(taken.cells())
    with read_rightly():
        grid = Grid(book, ledger.sheet)
        for (row, column), text in cells.items():
            grid.write(row, column, text)
    joined = sum(len({*said.values()}) > 1 for said in taken.said.values())
    return Merged(book.saved(), len(cells), joined - taken.undecided, tuple(taken.conflicts), tuple(taken.unplaced))


class _Taken:
    """What the copies say, cell by cell."""

    def __init__(self, ledger: Filled) -> None:
        self.ledger = ledger
        self.said: dict[tuple[str, str], dict[str, str]] = {}
        """By key and column, then by copy."""
        self.conflicts: list[Conflict] = []
        self.unplaced: list[UnplacedText] = []
        self.undecided = 0
        """Cells in which copies choose differently."""

    def take(self, name: str, copy: Filled) -> None:
        """Take in what somebody changed in a copy."""
        sent = {key: row.cells for kept in copy.kept for key, row in kept.rows.items()}
        for key, rows in copy.keys.items():
            for row in rows:
                self._take_row(name, key, copy.written(row), sent.get(key, {}))
        known = {row for rows in copy.keys.values() for row in rows}
        for row in range(copy.heading + 1, copy.last + 1):
            if row not in known and (text := " ".join(copy.written(row).values())):
                self.unplaced.append(UnplacedText(name, row, text))

    def _take_row(self, name: str, key: str, written: Mapping[str, str], sent: Mapping[str, str]) -> None:
        changed = {column: text for column, text in written.items() if not same_words(text, sent.get(column, ""))}
        if not key.startswith("e") or not changed:
            return
        if key not in self.ledger.keys:
            self.unplaced += (UnplacedText(name, 0, text) for text in changed.values())
            return
        for column, text in changed.items():
            there = self._there(key, column)
            if there is None:
                self.unplaced.append(UnplacedText(name, 0, f"{column}：{text}"))
            elif there and not same_words(there, sent.get(column, "")) and not same_words(there, text):
                self.conflicts.append(self._conflict(name, key, column, text, there))
            elif not same_words(there, text):
                self.said.setdefault((key, column), {})[name] = text

    def _there(self, key: str, column: str) -> str | None:
        """What the ledger shows there; None where it has no such column."""
        place = self._place(column)
        return None if place is None else self.ledger.texts.get((self.ledger.keys[key][0], place), "")

    def _place(self, column: str) -> int | None:
        ours = self.ledger.columns if column in PEOPLES else self.ledger.foreign
        return ours.get(column)

    def _conflict(self, name: str, key: str, column: str, text: str, there: str) -> Conflict:
        task = self.ledger.text(self.ledger.keys[key][0], "task").split("\n")[0]
        return Conflict(name, task, HEADINGS.get(column, column), text, there)

    def cells(self) -> Iterator[tuple[tuple[int, int], str]]:
        """What to write, where."""
        for (key, column), said in self.said.items():
            texts = list(dict.fromkeys(said.values()))
            place = self._place(column)
            assert place is not None
            if len(texts) > 1 and column == CHOSEN:
                self.undecided += 1
                (first, text), *others = said.items()
                self.conflicts += (
                    self._conflict(name, key, column, other, f"{text}（{first}）") for name, other in others
                )
                continue
            whole = texts[0] if len(texts) == 1 else "\n".join(f"{name}：{text}" for name, text in said.items())
            for row in self.ledger.keys[key]:
                yield (row, place), whole
