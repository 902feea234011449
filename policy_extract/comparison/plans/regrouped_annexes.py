"""Annexes that no longer exist although their text was kept: merged with another, split, or made a chapter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.similarity import Index, contained, runs
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.heading_matching import MOSTLY
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.comparison.plans.plan_view import Heading, PlanForm
    from policy_extract.comparison.plans.versions import Matched, Versions
    from policy_extract.model import Part

_ABOUT = frozenset({"annex-label", "annex-list"})
"""Roles of lines that say which annex follows, and nothing of what is in it."""


@mutable
class Regrouped:
    """Where the annexes went, or came from, that only one version has."""

    merges: dict[str, list[Part]] = field(default_factory=dict)
    """By id of a new part: the old annexes that went into it besides its own."""
    splits: dict[str, list[Part]] = field(default_factory=dict)
    """By id of an old part: the new annexes that were split off it."""
    promoted: list[tuple[Part, Heading]] = field(default_factory=list)
    """Old annexes with the new chapter each became."""
    demoted: list[tuple[Heading, Part]] = field(default_factory=list)
    """Old chapters with the new annex each became."""

    shares: dict[int, float] = field(default_factory=dict)
    """By `id` of an annex reported here: the share of its text that stands where it went, or came from."""

    def went(self, old: Part, whole: str | Heading, share: float) -> None:
        """An old annex stands in a new part, or became a chapter."""
        self.shares[id(old)] = share
        if isinstance(whole, str):
            self.merges.setdefault(whole, []).append(old)
        else:
            self.promoted.append((old, whole))

    def came(self, new: Part, whole: str | Heading, share: float) -> None:
        """A new annex stood in an old part, or was a chapter."""
        self.shares[id(new)] = share
        if isinstance(whole, str):
            self.splits.setdefault(whole, []).append(new)
        else:
            self.demoted.append((whole, new))

    @property
    def parts(self) -> set[int]:
        """`id` of every annex that is reported here, and so was neither added nor removed."""
        return {*self.shares}

    @property
    def headings(self) -> set[int]:
        """`id` of every chapter that was an annex or became one."""
        return {id(one) for one in (*(new for _, new in self.promoted), *(old for old, _ in self.demoted))}

    @property
    def together(self) -> set[tuple[str, str]]:
        """Ids of old and new parts that share their text, besides those taken for the same."""
        merged = {(part.id, new) for new, some in self.merges.items() for part in some}
        return merged | {(old, part.id) for old, some in self.splits.items() for part in some}

    def took_along(self, old: str, new: str) -> bool:
        """Whether regrouping explains why text of part `old` is now in part `new`."""
        chapters = {part.id for part, _ in self.promoted}, {part.id for _, part in self.demoted}
        return (old, new) in self.together or old in chapters[0] or new in chapters[1]


def find_regrouped(matched: Matched, both: Versions) -> Regrouped:
    """Annexes of one version most of whose text stands in an annex of the other, or in a chapter that version alone has."""
    found = Regrouped()
    parts, chapters = matched.parts, matched.outline.pairs
    kept = [pair for pair in parts.pairs if "main" not in {pair.old.id, pair.new.id}]
    there = _Wholes(both.new, [pair.new for pair in kept], chapters.added)
    for part, whole, share in _sources(parts.removed, both.old, there):
        found.went(part, whole, share)
    there = _Wholes(both.old, [pair.old for pair in kept], chapters.removed)
    for part, whole, share in _sources(parts.added, both.new, there):
        found.came(part, whole, share)
    return found


@record
class _Wholes:
    """What may hold the text of an annex that the other version has alone."""

    form: PlanForm
    annexes: Sequence[Part]
    """Those that stand in both versions."""
    chapters: Sequence[Heading]
    """Those that stand in this version alone."""


def _sources(annexes: Sequence[Part], ours: PlanForm, theirs: _Wholes) -> Iterable[tuple[Part, str | Heading, float]]:
    """Each of our annexes whose text is mostly in one of their annexes (by its id) or chapters, with the share that is there."""
    annexes = [part for part in annexes if part.id != "main"]
    if not annexes:
        return
    held = _by_part(ours)
    alone = {id(one) for one in theirs.chapters}
    chapters = [one for one in theirs.chapters if one.noun != "box" and id(one.parent) not in alone]
    wholes: list[str | Heading] = [*(part.id for part in theirs.annexes), *chapters]
    texts = _by_part(theirs.form)
    counted = [*(texts[part.id] for part in theirs.annexes), *(_below(one) for one in chapters)]
    index = Index(counted)
    for part in annexes:
        shares = [(contained(held[part.id], counted[at]), -at) for at in index.candidates(held[part.id])]
        share, at = max(shares, default=(0.0, 0))
        if share >= MOSTLY:
            yield part, wholes[-at], round(share, 2)


def _by_part(form: PlanForm) -> dict[str, Counter[str]]:
    """The runs of what stands in each part, its label and title left out."""
    titles = {at.block for part in form.parts for text in (part.label, part.title) if text for at in text.at}
    found: dict[str, Counter[str]] = {part.id: Counter() for part in form.parts}
    for block in form.plan.blocks:
        if block.id not in titles and block.role not in _ABOUT and block.text:
            found[block.part].update(runs(same_spelling(block.text)))
    for table in form.plan.tables:
        for cell in table.cells:
            found[table.part].update(runs(same_spelling(cell.text)))
    return found


def _below(chapter: Heading) -> Counter[str]:
    """The runs of all that stands below a chapter's title."""
    found: Counter[str] = Counter()
    waiting = [chapter]
    while waiting:
        one = waiting.pop()
        for line in one.body.text.split("\n") + ([one.title] if one is not chapter else []):
            found.update(runs(same_spelling(line)))
        waiting += one.children
    return found
