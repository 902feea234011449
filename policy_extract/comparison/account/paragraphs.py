"""Where every block of both documents went: the account that shows nothing was left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from policy_extract.comparison.changes.diff_model import BlockPair
from policy_extract.comparison.likeness.pairing import Ways, pair_up
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.lexical.numerals import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.comparison.likeness.pairing import Pairing
    from policy_extract.comparison.plans.plan_view import Heading, PlanForm, TableForm
    from policy_extract.comparison.plans.versions import Matched, Versions
    from policy_extract.model import PlanBlock

State = Literal["same", "retyped", "changed", "added", "removed"]


_GAP = re.compile(rf"^(（\S{{1,4}}）|[\d{NUMERALS}]{{1,4}}[、．.])\s+")
"""A number that opens a paragraph, and the space after it."""


def _printed(number: str | None, text: str | None) -> str:
    """A paragraph as it is read: whether its number was typed or counted by the program, and how far it is indented, is not."""
    return _GAP.sub(r"\1", f"{number or ''}{text or ''}".strip())


class _Account:
    """Blocks that have been matched, on both sides."""

    def __init__(self, old: PlanForm, new: PlanForm) -> None:
        self._old, self._new = old, new
        self._keys = (
            {block.id: same_spelling((block.number or "") + (block.text or "")) for block in old.plan.blocks},
            {block.id: same_spelling((block.number or "") + (block.text or "")) for block in new.plan.blocks},
        )
        self.taken_old: set[str] = set()
        self.taken_new: set[str] = set()
        self.pairs: list[BlockPair] = []

    def join(self, old: Sequence[str], new: Sequence[str], state: State | None = None) -> None:
        """These blocks became those; those that are matched already are left out. Without a state their texts say it."""
        old = [block for block in old if block not in self.taken_old]
        new = [block for block in new if block not in self.taken_new]
        if not old or not new:
            return
        self.taken_old.update(old)
        self.taken_new.update(new)
        self.pairs.append(BlockPair(old=tuple(old), new=tuple(new), state=state or self._state(old, new)))

    def _state(self, old: Sequence[str], new: Sequence[str]) -> State:
        return "changed" if self.key(0, old) != self.key(1, new) else self._layout(old, new)

    def _layout(self, old: Sequence[str], new: Sequence[str]) -> State:
        """The same as both are printed, or the same but for spacing, width and paragraph breaks."""
        printed = [
            [_printed(form.blocks[block].number, form.texts.get(block)) for block in blocks]
            for form, blocks in ((self._old, old), (self._new, new))
        ]
        return "same" if printed[0] == printed[1] else "retyped"

    def key(self, side: int, blocks: Iterable[str]) -> str:
        """The text of these blocks in one spelling."""
        return "".join(self._keys[side][block] for block in blocks)

    def take_as_same(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Match paragraphs that say the same in all, one by one where they are the same, else together."""
        if len(old) == len(new):
            for before, after in zip(old, new, strict=True):
                self.join([before], [after], self._layout([before], [after]))
        self.join(old, new, self._layout(old, new))

    def align(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Match paragraphs of two stretches that belong together: the same first, then what stands between the same."""
        old = [block for block in old if block not in self.taken_old]
        new = [block for block in new if block not in self.taken_new]
        places: dict[str, list[int]] = {}
        for at, block in enumerate(old):
            places.setdefault(self.key(0, [block]), []).append(at)
        gap: list[str] = []
        place = 0
        for block in new:
            same = places.get(self.key(1, [block]), [])
            next_same = bisect_left(same, place)
            if next_same == len(same):
                gap.append(block)
                continue
            found = same[next_same]
            self._fill(old[place:found], gap)
            self.join([old[found]], [block])
            gap, place = [], found + 1
        self._fill(old[place:], gap)

    def _fill(self, old: Sequence[str], new: Sequence[str]) -> None:
        """What stands between two matched paragraphs: broken otherwise, or versions of each other."""
        if old and new and self.key(0, old) == self.key(1, new):
            self.join(old, new)
            return
        before = [(block, self.key(0, [block])) for block in old]
        after = [(block, self.key(1, [block])) for block in new]
        for pair in pair_up(before, after, _VERSIONS).pairs:
            self.join([pair.old[0]], [pair.new[0]])


_VERSIONS: Ways[tuple[str, str]] = Ways(
    text=lambda paragraph: paragraph[1],
    place=lambda paragraph: paragraph[0],
    likeness=lambda one, other: alike(one[1], other[1]),
    name=lambda _: "",
)


def account_for_blocks(matched: Matched, outside: Pairing[PlanBlock], both: Versions) -> tuple[BlockPair, ...]:
    """Every block of both documents once: matched, added or removed; in the order of the new document."""
    old, new, outline = both.old, both.new, matched.outline
    account = _Account(old, new)
    for table in matched.tables.pairs:
        account.join(table.old.table.blocks, table.new.table.blocks, _state_of_tables(table.old, table.new))
    for pair in outline.pairs.pairs:
        olds = [pair.old, *outline.merges.get(id(pair.new), ())]
        news = [pair.new, *outline.splits.get(id(pair.old), ())]
        box: State = "changed" if pair.old.text != pair.new.text else "same"
        account.join([*_box_tables(pair.old)], [*_box_tables(pair.new)], box)
        if _differ(pair.old, pair.new):
            account.join(pair.old.blocks[:1], pair.new.blocks[:1])
            account.align(
                [block for one in olds for block in one.blocks], [block for one in news for block in one.blocks]
            )
        else:
            account.take_as_same(pair.old.blocks, pair.new.blocks)
    for found in outside.pairs:
        account.join([found.old.id], [found.new.id])
    _by_text(account, old, new)
    return tuple(_in_order(account, old, new))


def _differ(old: Heading, new: Heading) -> bool:
    """Whether two headings say different things; a dump that prints a number in another style says the same."""
    numbers = [same_spelling(heading.number) for heading in (old, new)]
    return numbers[0] != numbers[1] or (old.title_key, old.body_key) != (new.title_key, new.body_key)


def _state_of_tables(old: TableForm, new: TableForm) -> State:
    """By the words of their cells: spaces and line breaks in a cell follow from its width, empty cells from those merged."""
    cells = [
        [(cell.row, cell.col, "".join(cell.text.split())) for cell in form.table.cells if cell.text.strip()]
        for form in (old, new)
    ]
    if cells[0] == cells[1]:
        return "same"
    spelled = [[(row, col, same_spelling(text)) for row, col, text in some] for some in cells]
    return "retyped" if spelled[0] == spelled[1] else "changed"


def _box_tables(heading: Heading) -> Iterator[str]:
    """The table a box stands in."""
    if heading.noun == "box" and not heading.blocks:
        yield from dict.fromkeys(one.block.partition(".")[0] for one in heading.body.stretches)


def _by_text(account: _Account, old: PlanForm, new: PlanForm) -> None:
    """What is left and stands word for word in the other document."""
    left: dict[str, list[str]] = {}
    for block in reversed(old.plan.blocks):
        if block.id not in account.taken_old and (key := account.key(0, [block.id])):
            left.setdefault(key, []).append(block.id)
    for block in new.plan.blocks:
        if block.id not in account.taken_new and (stack := left.get(account.key(1, [block.id]))):
            account.join([stack.pop()], [block.id])


def _in_order(account: _Account, old: PlanForm, new: PlanForm) -> Iterator[BlockPair]:
    """All pairs by their first new block; what was removed stands after what stood before it."""
    by_new = {pair.new[0]: pair for pair in account.pairs}
    follows: dict[str | None, list[BlockPair]] = {}
    last: str | None = None
    first_new = {block: pair.new[0] for pair in account.pairs for block in pair.old}
    for block in old.plan.blocks:
        if block.id in first_new:
            last = first_new[block.id]
        else:
            follows.setdefault(last, []).append(BlockPair(old=(block.id,), new=(), state="removed"))
    yield from follows.get(None, ())
    for block in new.plan.blocks:
        if block.id in by_new:
            yield by_new[block.id]
        elif block.id not in account.taken_new:
            yield BlockPair(old=(), new=(block.id,), state="added")
        yield from follows.get(block.id, ())
