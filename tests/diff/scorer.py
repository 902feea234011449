"""How well a comparison reports known edits: recall and precision by kind, false moves, and a list of what is amiss."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.comparison.changes.diff_model import Change, Diff, Side
    from tests.diff.mutation.expected import Expected, Thing


def fits(expected: Expected, change: Change) -> bool:
    """Whether a reported change is this one: its kind, and on each side as many things, each the one that is meant."""
    return (
        expected.kind == change.kind and _sides_fit(expected.old, change.old) and _sides_fit(expected.new, change.new)
    )


def _sides_fit(things: tuple[Thing, ...], sides: tuple[Side, ...]) -> bool:
    left = list(sides)
    for thing in things:
        if (found := next((side for side in left if _is_meant(thing, side)), None)) is None:
            return False
        left.remove(found)
    return not left


def _is_meant(thing: Thing, side: Side) -> bool:
    here = thing.block is None or any(
        at.block == thing.block or at.block.startswith(thing.block + ".") for at in side.at
    )
    said = thing.text is None or (side.text == thing.text if thing.whole else thing.text in side.text)
    return here and said and thing.id in {None, side.id}


@dataclass(slots=True)
class Count:
    """One kind of change over all pairs."""

    expected: int = 0
    found: int = 0
    reported: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.reported if self.reported else 1.0


@dataclass(slots=True)
class Score:
    """What came out over many pairs."""

    kinds: dict[str, Count] = field(default_factory=dict)
    false_moves: int = 0
    pairs: int = 0
    exact: int = 0
    """Pairs of which every change was reported and nothing else."""
    unread: list[str] = field(default_factory=list)
    """Pairs left out: read again, the new document does not say what was edited."""
    amiss: list[str] = field(default_factory=list)
    """Misses, inventions and wrong severities, one line each."""

    def add(self, name: str, expected: Iterable[Expected], diff: Diff) -> None:
        """Hold one comparison against what is known."""
        left = list(diff.changes)
        before = len(self.amiss)
        for change in left:
            self._of(change.kind).reported += 1
        for one in expected:
            count = self._of(one.kind)
            count.expected += 1
            if (change := next((change for change in left if fits(one, change)), None)) is None:
                self.amiss.append(f"{name}: missed {one}")
                continue
            left.remove(change)
            count.found += 1
            if change.severity != one.severity:
                self.amiss.append(f"{name}: {change.severity} instead of {one.severity}: {one}")
        self.amiss += [f"{name}: invented {shown(change)}" for change in left]
        self.false_moves += sum(change.kind.endswith("-moved") for change in left)
        self.pairs += 1
        self.exact += len(self.amiss) == before

    def _of(self, kind: str) -> Count:
        return self.kinds.setdefault(kind, Count())

    def below(self, least: float) -> list[str]:
        """The kinds whose recall or precision is lower."""
        return [kind for kind, count in sorted(self.kinds.items()) if min(count.recall, count.precision) < least]

    def causes(self) -> Counter[str]:
        """How often each kind was missed, invented or weighed wrongly."""
        return Counter(" ".join(line.split(": ", 1)[1].split()[:2]) for line in self.amiss)

    def table(self) -> Iterator[str]:
        """The kinds as rows of Markdown."""
        yield "| kind | edits | recall | precision |"
        yield "|---|---|---|---|"
        for kind, count in sorted(self.kinds.items()):
            yield f"| {kind} | {count.expected} | {count.recall:.3f} | {count.precision:.3f} |"


def shown(change: Change) -> str:
    """A reported change in one line."""
    return f"{change.kind} {_side(change.old)} → {_side(change.new)}"


def _side(sides: tuple[Side, ...]) -> str:
    return " + ".join(f"{side.id} {side.text[:60]!r}" for side in sides) or "—"
