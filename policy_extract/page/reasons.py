"""Which rules say that a value is what it is."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from policy_extract.generated.plain import At
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policy_extract.grammar import Fired, Rule
    from policy_extract.model import PlanTable, TableCell

_T = TypeVar("_T")
_DRAWER = 128
"""Characters of a block whose things are kept together."""
_FAR = 24
"""How many buckets are searched backwards for a word: together about as long as the longest list of bodies."""
_MOST = 3
"""Most rules shown for one value, the most specific first."""
_LONGEST_WORD = 60
"""Characters of a text that a rule looks at by itself: a name, a mark, a heading cell."""


@record
class Reason:
    """A rule, and the one that would have won without it."""

    rule: Rule
    second: Rule | None


class Near(Generic[_T]):
    """Things that stand in blocks, found by place without looking at all the others of a long block."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, int], list[tuple[int, int, _T]]] = {}

    def add(self, block: str, start: int, end: int, thing: _T) -> None:
        """Remember where a thing stands."""
        for drawer in range(start // _DRAWER, end // _DRAWER + 1):
            self._held.setdefault((block, drawer), []).append((start, end, thing))

    def at(self, span: At) -> list[_T]:
        """All that share a character with the span, in the order they were added."""
        drawers = range(span.start // _DRAWER, span.end // _DRAWER + 1)
        held = (one for drawer in drawers for one in self._held.get((span.block, drawer), ()))
        found = (thing for start, end, thing in held if start < span.end and end > span.start)
        return list({id(thing): thing for thing in found}.values())

    def before(self, span: At) -> list[_T]:
        """All that end before the span and not far from it, the nearest first."""
        last = span.start // _DRAWER
        held = (
            one for drawer in range(last, max(last - _FAR, -1), -1) for one in self._held.get((span.block, drawer), ())
        )
        return [thing for _, end, thing in sorted(held, key=itemgetter(0), reverse=True) if end <= span.start]


class Reasons:
    """The rules that fired, by the characters they read."""

    def __init__(self, trace: Iterable[Fired], texts: Mapping[str, str]) -> None:
        self._there: Near[Fired] = Near()
        self._anywhere: dict[str, dict[str, Reason]] = {}
        for one in trace:
            if texts.get(one.block, "")[one.start : one.end] == one.text:
                self._there.add(one.block, one.start, one.end, one)
            elif not one.block and len(one.text) <= _LONGEST_WORD:
                self._anywhere.setdefault(one.text, {}).setdefault(*_named(one))

    def of(self, at: Iterable[At], words: Iterable[str] = ()) -> list[Reason]:
        """What read these characters, the closest fit first; then what reads these words wherever they stand."""
        here = [(_looseness(one, span), one) for span in at for one in self._there.at(span)]
        found: dict[str, Reason] = {}
        for _, one in sorted(here, key=itemgetter(0)):
            found.setdefault(*_named(one))
        for word in words:
            for name, reason in self._anywhere.get(word, {}).items():
                found.setdefault(name, reason)
        return [*found.values()][:_MOST]

    def before(self, at: At, word: str) -> At | None:
        """The nearest place before some characters where a rule read this word, in the same block."""
        last = next((one for one in self._there.before(at) if one.text.startswith(word)), None)
        return None if last is None else At(block=at.block, start=last.start, end=last.end)


def _named(one: Fired) -> tuple[str, Reason]:
    return f"{one.rule.file}/{one.rule.id}", Reason(one.rule, one.runner_up)


def _looseness(one: Fired, span: At) -> int:
    """How many characters belong to only one of the two spans."""
    return abs(one.start - span.start) + abs(one.end - span.end)


class Headings:
    """The heading cells that say what a cell of a table is."""

    def __init__(self, tables: Iterable[PlanTable]) -> None:
        self._above: dict[str, tuple[TableCell, ...]] = {}
        for table in tables:
            self._above.update(_above(table))

    def of(self, at: Iterable[At]) -> Iterator[TableCell]:
        """The heading cells over the first of these places."""
        first = next(iter(at), None)
        yield from () if first is None else self._above.get(first.block, ())


def _above(table: PlanTable) -> Iterator[tuple[str, tuple[TableCell, ...]]]:
    heads: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        if cell.row < table.header_rows and cell.text.strip():
            for col in range(cell.col, cell.col + cell.cols):
                heads.setdefault(col, []).append(cell)
    for cell in table.cells:
        if cell.row >= table.header_rows:
            yield cell.block, tuple(heads.get(cell.col, ()))
