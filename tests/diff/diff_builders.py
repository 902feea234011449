"""Small comparisons for tests of what people see: one call, and only what the test is about."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policy_extract.comparison.changes.diff_model import (
    FORMAT,
    Amount,
    BlockPair,
    Change,
    Counts,
    Diff,
    DiffSource,
    Overview,
    Piece,
    Side,
    TaskCounts,
)
from policy_extract.comparison.changes.severity import noun_of, severity_of
from policy_extract.model import At

if TYPE_CHECKING:
    from collections.abc import Sequence


def side(label: str, text: str | None = None, path: str = "2/1", block: str = "") -> Side:
    """One side, named by its label; its text is the label where the test says nothing else."""
    printed = label if text is None else text
    at = (At(block=block, start=0, end=len(printed)),) if block else ()
    return Side(id=path, label=label, text=printed, at=at)


def change(
    kind: str, old: Sequence[Side] = (), new: Sequence[Side] = (), where: str = "一、主要任务", **more: Any
) -> Change:
    """A change with the severity and the noun of its kind."""
    given = {"severity": severity_of(kind), "noun": noun_of(kind) or "paragraph", "field": None, "wording": ()}
    matched = {"how": "same-place", "confidence": 1.0} if old and new else {"how": None, "confidence": None}
    said = {"kind": kind, "old": tuple(old), "new": tuple(new), "where": where, "amount": None}
    return Change(**({"id": "c1"} | said | given | matched | more))


def pieces(*marked: str) -> tuple[Piece, ...]:
    """`-gone`, `+new`, `the same`: pieces of a reworded text."""
    ops = {"-": "deleted", "+": "inserted"}
    return tuple(Piece(op=ops.get(one[0], "same"), text=one.lstrip("-+")) for one in marked)


def amount(old: str, new: str) -> Amount:
    """A number that changed."""
    difference = Decimal(new) - Decimal(old)
    return Amount(
        old=Decimal(old), new=Decimal(new), difference=difference, direction="up" if difference > 0 else "down"
    )


def source(name: str, title: str | None = "澜州市养老服务行动方案") -> DiffSource:
    """A document that was compared."""
    return DiffSource(name=name, format="docx", sha256="0" * 64, revisions="accepted", title=title)


def diff(*changes: Change, blocks: Sequence[BlockPair] = (), **more: Any) -> Diff:
    """The changes as a comparison of old.docx and new.docx, numbered in order."""
    numbered = tuple(one.model_copy(update={"id": f"c{place}"}) for place, one in enumerate(changes, 1))
    count = Counter(one.severity for one in changes)
    counts = Counts(**{name: count[name] for name in ("substance", "wording", "form")})
    tasks = TaskCounts(old=0, new=0, added=0, removed=0, split=0, merged=0, moved=0)
    counted = Overview(tasks=tasks, values=0, deadlines=0, bodies=())
    given = {
        "overview": counted,
        "old": source("old.docx"),
        "new": source("new.docx"),
        "matches": (),
        "blocks": tuple(blocks),
    }
    return Diff(**({"format": FORMAT, "counts": counts, "changes": numbered} | given | more))


def pair(old: str = "", new: str = "", state: str = "same") -> BlockPair:
    """Blocks of both documents, named with spaces between them."""
    return BlockPair(old=tuple(old.split()), new=tuple(new.split()), state=state)
