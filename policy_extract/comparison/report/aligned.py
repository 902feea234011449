"""Both documents whole, block beside block, with the words that differ marked.

Every block of both stands in exactly one row, so a reader can trust that
nothing is missing, whatever the list of changes says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.report.change_text import Runs, deleted, inserted, same
from policy_extract.comparison.report.grids import Grid, compare_tables, grid, runs_of
from policy_extract.comparison.words.word_diff import changed_regions, pieces
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.model import Plan, PlanBlock, PlanTable

    Mark = Callable[[str], Runs]
    """How all of a text is marked: `same`, `deleted`, `inserted`."""
    Range = tuple[int, int]
    """Characters of a text: start, end."""

_BREAK = "\n"
"""Stands between paragraphs that are compared as one text."""


@record
class Line:
    """A paragraph."""

    block: str
    number: str
    """The automatic number before it; empty where it has none."""
    role: str
    """What the plan took it for: title, heading, body."""
    runs: Runs


Content = Line | Grid


@record
class Row:
    """Blocks that belong together, one document on each side."""

    state: str
    """As in `BlockPair.state`."""
    old: tuple[Content, ...]
    new: tuple[Content, ...]
    both: Runs
    """Both texts in one, where paragraphs changed; else empty."""


def rows(diff: Diff, old: Plan, new: Plan, names: Collection[str]) -> Iterator[Row]:
    """Every block of both documents, in the order of the new one; `names` are never cut by a mark."""
    before, after = _Blocks(old), _Blocks(new)
    for pair in diff.blocks:
        yield _row(pair.state, _Stretch(before, pair.old), _Stretch(after, pair.new), names)


class _Blocks:
    """The paragraphs and tables of a plan by the ids of their blocks."""

    def __init__(self, plan: Plan) -> None:
        self._blocks = {block.id: block for block in plan.blocks}
        self._tables = {block: table for table in plan.tables for block in table.blocks}

    def content(self, names: Sequence[str], mark: Mark) -> tuple[Content, ...]:
        """These blocks, all of their text marked."""
        return tuple(self._one(name, mark) for name in names)

    def text(self, names: Sequence[str]) -> str | None:
        """What these paragraphs say; None where a table is among them."""
        texts = [self._blocks[name].text for name in names]
        return _BREAK.join(text or "" for text in texts) if None not in texts else None

    def marked(self, names: Sequence[str], ranges: Sequence[Range], op: str) -> tuple[Content, ...]:
        """These paragraphs; `ranges` of their joined text are marked."""
        return tuple(self._marked(names, ranges, op))

    def _marked(self, names: Sequence[str], ranges: Sequence[Range], op: str) -> Iterator[Line]:
        start = 0
        for name in names:
            block = self._blocks[name]
            text = block.text or ""
            yield _line(block, runs_of(text, [(first - start, last - start) for first, last in ranges], op))
            start += len(text) + len(_BREAK)

    def tables(self, names: Sequence[str]) -> list[tuple[str, PlanTable]]:
        """Those of these blocks that are tables."""
        return [(name, self._tables[name]) for name in names if name in self._tables]

    def _one(self, name: str, mark: Mark) -> Content:
        table = self._tables.get(name)
        if table is None:
            return _line(self._blocks[name], mark(self._blocks[name].text or ""))
        return grid(name, table, lambda cell: mark(cell.text))


@record
class _Stretch:
    """Blocks of one version that belong together."""

    blocks: _Blocks
    names: Sequence[str]

    def content(self, mark: Mark) -> tuple[Content, ...]:
        """All of their text marked."""
        return self.blocks.content(self.names, mark)


def _row(state: str, old: _Stretch, new: _Stretch, names: Collection[str]) -> Row:
    if not old.names or not new.names:
        return Row(state, old.content(deleted), new.content(inserted), ())
    if state == "same":
        return Row(state, old.content(same), new.content(same), ())
    old_text, new_text = (one.blocks.text(one.names) for one in (old, new))
    if old_text is not None and new_text is not None:
        regions = changed_regions(old_text, new_text, names)
        gone = old.blocks.marked(old.names, [(one.old_start, one.old_end) for one in regions], "deleted")
        come = new.blocks.marked(new.names, [(one.new_start, one.new_end) for one in regions], "inserted")
        return Row(state, gone, come, tuple(pieces(old_text, new_text, regions)) if regions else ())
    old_tables, new_tables = (one.blocks.tables(one.names) for one in (old, new))
    if len(old_tables) == len(new_tables) == len(old.names) == len(new.names):
        pairs = [compare_tables(*both, names) for both in zip(old_tables, new_tables, strict=True)]
        return Row(state, tuple(one for one, _ in pairs), tuple(other for _, other in pairs), ())
    return Row(state, old.content(deleted), new.content(inserted), ())


def _line(block: PlanBlock, runs: Runs) -> Line:
    return Line(block.id, block.number or "", block.role, runs)
