"""Entries of one sort that follow each other on the lines of a report, each in few words.

Twenty new tasks, or thirty values that changed, are one thing to a reader: what they are called and which numbers they
hold. All their text is in the pages and the data.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from policy_extract.comparison.changes.view import by_label
from policy_extract.comparison.report.change_text import BELOW, NUMBERS
from policy_extract.lexical.lines import flat
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.report.change_text import Runs
    from policy_extract.comparison.report.task_entries import Entry

SEVERAL = {True: 3, False: 2}
"""From how many entries on they share a line: of values that changed, of things added or removed."""
_THINGS = frozenset({"annex", "section", "task", "indicator", "item", "box"})
_NAME, _BEFORE, _AFTER = 20, 20, 10
"""Columns of the name of a thing, of the words before a number of it, and of those after it."""
_OPENING, _WHOLE = 44, 62
"""Columns of an added or removed thing: of its beginning, and of that together with its clauses that hold numbers."""
_CLAUSE = re.compile(r"[，,；;。：:\s]+")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?:[%％‰]|[\u3400-\u9fff](?<![年月日号]))")
"""A number with what it counts; dates and numbers of telephones are none."""


@record
class Flow:
    """Entries of one sort."""

    numbers: bool
    """Whether nothing but values changed in them; else they are things of one kind that were added or removed."""
    entries: tuple[Entry, ...]


def flows(entries: Sequence[Entry]) -> Iterator[Flow | Entry]:
    """The entries in order; those of one sort together, things where the first of them stands, values at the end."""
    sorts = [_sort(entry) for entry in entries]
    counted = Counter(sorts)
    often = {sort for sort in counted if sort and counted[sort] >= SEVERAL[sort == "numbers"]}
    told: set[str] = set()
    for entry, sort in zip(entries, sorts, strict=True):
        if sort not in often:
            yield entry
        elif sort not in told and sort != "numbers":
            told.add(sort)
            yield Flow(numbers=False, entries=_of_sort(sort, entries, sorts))
    if "numbers" in often:
        yield Flow(numbers=True, entries=_of_sort("numbers", entries, sorts))


def _of_sort(sort: str, entries: Sequence[Entry], sorts: Sequence[str]) -> tuple[Entry, ...]:
    return tuple(entry for entry, its in zip(entries, sorts, strict=True) if its == sort)


def _sort(entry: Entry) -> str:
    """What the entries on its line have in common; empty where it has a line of its own."""
    if all(change.noun in NUMBERS for change in entry.changes):
        return "numbers"
    first = entry.changes[0]
    alone = len(entry.changes) == 1 and by_label(first) and not (first.old and first.new)
    return first.kind if alone and first.noun in _THINGS else ""


def name_of(entry: Entry) -> str:
    """What the thing is called, cut."""
    return _cut(flat(entry.name), _NAME)


def around(before: str, after: str) -> tuple[str, str]:
    """The words before and after a number that name it, cut on the sides away from it.

    >>> around("各地有影响力的康养服务类、智慧养老类企业数量达", "以上，并且保持稳定增长的势头")
    ('…慧养老类企业数量达', '以上，并…')
    """
    return _tail(before, _BEFORE), _cut(after, _AFTER)


def place_of(entry: Entry) -> str:
    """The last heading it stands under."""
    return _cut(flat(entry.parts[0].place).rpartition(BELOW)[2], _OPENING)


def in_short(runs: Runs) -> str:
    r"""The name of something added or removed, and the amounts in it.

    >>> from policy_extract.comparison.report.change_text import inserted
    >>> in_short(inserted("4.支持大赛\n办好创新创业大赛，对获奖项目给予奖励，最高10万元。"))
    '4.支持大赛 … 最高10万元'
    >>> in_short(inserted("5.保障资金\n到2027年底加大投入力度。咨询电话：5550123"))
    '5.保障资金'
    """
    title, _, rest = "".join(text for _, text in runs).partition("\n")
    if cell_len(title) > _OPENING:
        title, *more = _CLAUSE.split(title, maxsplit=1)
        rest = "\n".join((*more, rest))
    counted = "，".join(_counted(clause) for clause in _CLAUSE.split(rest) if _AMOUNT.search(clause))
    return _cut(" … ".join(filter(None, (_cut(flat(title), _OPENING), flat(counted)))), _WHOLE)


def _counted(clause: str) -> str:
    """The clause, with its first amount in sight."""
    at = next(_AMOUNT.finditer(clause)).start()
    return _tail(clause[:at], _BEFORE) + clause[at:]


def _tail(text: str, width: int) -> str:
    return text if cell_len(text) <= width else f"…{set_cell_size(text[::-1], width - 1).rstrip()[::-1]}"


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, width - 1).rstrip()}…"
