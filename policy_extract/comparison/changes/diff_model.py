"""The contract of a comparison, `policy-extract/diff-1`: what `diff --as json` prints.

Pydantic models, frozen, without unknown keys, every field described, like the
plan's own. Fields may be added in a later `diff-1` release, never renamed or
re-meant. Nothing here computes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from policy_extract.model import Canonical, Number, Spans

FORMAT: Literal["policy-extract/diff-1"] = "policy-extract/diff-1"

Noun = Literal[
    "front", "annex", "section", "task", "unit", "carry-over", "deadline", "target", "table", "indicator", "value", "item",
    "box", "paragraph",
]  # fmt: skip
"""What a change is about."""

ChangeKind = Literal[
    # front matter
    "title-changed", "status-changed", "document-number-changed", "issuers-changed", "recipients-changed", "date-changed",
    "period-changed", "kind-changed",
    # annexes
    "annex-added", "annex-removed", "annex-moved", "annex-renumbered", "annex-retitled",
    "annex-split", "annex-merged",
    # headings that are no tasks
    "section-added", "section-removed", "section-moved", "section-renumbered", "section-retitled", "section-split",
    "section-merged", "section-reworded",
    # tasks
    "task-added", "task-removed", "task-moved", "task-renumbered", "task-retitled", "task-split", "task-merged",
    "task-reworded",
    # who is responsible
    "unit-added", "unit-removed", "unit-renamed", "lead-changed", "role-changed", "unit-note-changed",
    "carry-over-added", "carry-over-removed", "carry-over-changed",
    # by when, how much
    "deadline-added", "deadline-removed", "deadline-changed",
    "target-added", "target-removed", "value-added", "value-removed", "value-changed", "bound-changed", "measure-changed",
    # tables
    "table-added", "table-removed", "table-moved", "table-retitled", "table-reworked", "table-transposed",
    "cell-changed", "row-added", "row-removed", "row-moved", "column-added", "column-removed", "column-renamed", "column-moved",
    "year-column-added", "year-column-removed",
    "indicator-added", "indicator-removed", "indicator-moved", "indicator-renumbered", "indicator-renamed",
    "attribute-changed", "category-changed", "note-changed",
    "item-added", "item-removed", "item-moved", "item-renumbered", "item-reworded", "investment-changed", "nature-changed",
    "field-changed",
    # boxes and text outside headings
    "box-added", "box-removed", "box-moved", "box-renumbered", "box-retitled", "box-reworded",
    "paragraph-added", "paragraph-removed", "paragraph-moved", "paragraph-reworded",
    # the same words in other dress: spacing, width, numbering marks, paragraph breaks
    "retyped",
]  # fmt: skip

Severity = Literal["substance", "wording", "form"]
"""`substance` what has to be done, by whom, by when, how much; `wording` the same in other words; `form` numbers, order, spacing."""

How = Literal["same-text", "same-place", "similar", "neighbours", "same-key", "split", "merge"]
"""How two things were matched."""

Confidence = float


class DiffSource(Canonical):
    """One of the two documents."""

    name: str
    """File name without its folder; `-` for standard input."""
    format: str
    """As in the plan's `source`."""
    sha256: str
    """SHA-256 of its bytes."""
    revisions: Literal["accepted", "original"]
    """Which version of a file with tracked changes was read."""
    title: str | None
    """Title of its main part."""
    place: str | None = None
    """The place the plan is for, as printed; null where unsure."""


class Side(Canonical):
    """What stands on one side of a change."""

    id: str
    """Id in that document's plan: `2/1/1`, `a1/t1/r5`, `b12`; of a unit its row's id; of front matter the field's name."""
    label: str
    """What people call it: number and heading, name, or opening words."""
    text: str
    """The characters the change is about: a heading, a name, a value, a whole task."""
    at: Spans
    """Where they stand in that document; empty where the value was derived."""


class Piece(Canonical):
    """A stretch of reworded text; all pieces in order give both sides."""

    op: Literal["same", "deleted", "inserted"]
    """In both texts, only in the old one, or only in the new one."""
    text: str
    """Its characters, as the old text has them where both do."""


class Amount(Canonical):
    """A number that changed."""

    old: Number
    """As printed."""
    new: Number
    """As printed."""
    difference: Number
    """New minus old."""
    direction: Literal["up", "down"]
    """Which way it went."""


class Change(Canonical):
    """One change, in terms of the plan."""

    id: str
    """`c1`, `c2` …: its position among the changes."""
    kind: ChangeKind
    """What happened."""
    severity: Severity
    """How much it matters."""
    noun: Noun
    """What it happened to."""
    where: str
    """Heading, row or part in which it happened, as the new document calls it (as the old one, where it is gone)."""
    field: str | None
    """Which side of the thing: `2025 target` of an indicator, the heading of a column, the headings a moved task stood under;
    null where the kind says it."""
    old: tuple[Side, ...]
    """What stood in the old document; empty for what was added, several for a merge or a change of leads."""
    new: tuple[Side, ...]
    """What stands in the new document; empty for what was removed, several for a split or a change of leads."""
    wording: tuple[Piece, ...]
    """Word by word, where text was reworded or retitled; else empty."""
    amount: Amount | None
    """The numbers, where both sides are amounts."""
    how: How | None
    """How the two sides were matched; null for what was added or removed."""
    confidence: Confidence | None = Field(ge=0, le=1)
    """From 0 to 1: how sure the match is; null for what was added or removed."""


class Match(Canonical):
    """Things of both documents taken for the same."""

    noun: Noun
    """What they are."""
    old: tuple[str, ...]
    """Ids in the old plan; several for a merge."""
    new: tuple[str, ...]
    """Ids in the new plan; several for a split."""
    how: How
    """How they were found."""
    confidence: Confidence = Field(ge=0, le=1)
    """From 0 to 1."""


class BlockPair(Canonical):
    """Where the blocks of one document went in the other; every block of both stands in exactly one of these."""

    old: tuple[str, ...]
    """Blocks of the old document; empty for added ones."""
    new: tuple[str, ...]
    """Blocks of the new document; empty for removed ones."""
    state: Literal["same", "retyped", "changed", "added", "removed"]
    """`retyped`: the same but for spacing, width and paragraph breaks."""


class Counts(Canonical):
    """How many changes there are, by severity."""

    substance: int
    """Changes of substance."""
    wording: int
    """Changes of wording."""
    form: int
    """Changes of form."""


class TaskCounts(Canonical):
    """How many tasks there are, and what became of them."""

    old: int
    """Tasks of the old document."""
    new: int
    """Tasks of the new document."""
    added: int
    """New ones."""
    removed: int
    """Those that are gone."""
    split: int
    """Those that became several."""
    merged: int
    """Those that several became."""
    moved: int
    """Those under another heading, or in another order."""


class RoleCounts(Canonical):
    """How many tasks and rows of tables name a body, by its role."""

    lead: int
    """It leads."""
    joint: int
    """It is responsible with others, where nobody leads."""
    support: int
    """It supports."""


class BodyShare(Canonical):
    """What one body has to do in both documents."""

    name: str
    """What the new document calls it most often; what the old one does, where it is gone."""
    old_name: str | None
    """What the old document calls it, where that is another name."""
    old: RoleCounts
    """In the old document."""
    new: RoleCounts
    """In the new document."""


class Overview(Canonical):
    """What changed, counted."""

    tasks: TaskCounts
    """The tasks."""
    values: int
    """Values, bounds and measures that changed."""
    deadlines: int
    """Deadlines that came, went or changed."""
    bodies: tuple[BodyShare, ...]
    """Every body of either document, those whose part changed most first."""


class Correspondence(Canonical):
    """Two things that resemble each other, in plans that are no versions of one another."""

    noun: Noun
    """What they are."""
    old: Side
    """The one of the old plan."""
    new: Side
    """The one of the new plan."""
    score: Confidence = Field(ge=0, le=1)
    """How much they resemble each other, from 0 to 1."""
    mutual: bool
    """Whether each resembles the other more than anything else does."""


class Diff(Canonical):
    """Two versions of a plan, compared."""

    format: Literal["policy-extract/diff-1"]
    """Name and major version of this contract."""
    old: DiffSource
    """The earlier document."""
    new: DiffSource
    """The later document."""
    counts: Counts
    """How many changes, by severity."""
    overview: Overview
    """What changed, counted by tasks, values, deadlines and bodies."""
    changes: tuple[Change, ...]
    """In the order of the new document; what is gone stands where it stood."""
    matches: tuple[Match, ...]
    """What was taken for the same."""
    blocks: tuple[BlockPair, ...]
    """Every block of both documents, in the order of the new one."""
    correspondences: tuple[Correspondence, ...] = ()
    """What resembles what, the likeliest first for each thing of the new plan; empty unless it was asked for (`--loose`)."""
