"""The plain data view of a comparison: one line per change.

Columns stand two spaces apart, as in the views of a plan; docs/diff.md
describes them to readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.json_text import write_decimal
from policy_extract.labels import labels
from policy_extract.lexical.lines import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Amount, Change, Diff, Side

_KINDS, _SEVERITIES, _DOCUMENTS = labels("changes"), labels("severities"), labels("documents")
ARROW, NOTHING = " → ", "—"
THINGS = ("-added", "-removed", "-moved", "-renumbered", "-split", "-merged")
"""Endings of kinds that happen to a thing as a whole: people know it by its label, not by all its text."""
NAMED_BY_TEXT = frozenset({"unit", "carry-over", "deadline", "target", "value"})
"""Nouns whose text is short and says it all."""
MARKS = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
KEPT = 6
"""Characters that stay at each end of a long stretch that is the same."""


def lines(diff: Diff, told: Callable[[str], str] = str) -> Iterator[str]:
    """`实质  数值变更  a1/t1/r5  养老床位  2027 target  65 → 70（+5）`, in the order of the changes; `told` says which side changed."""
    return (line_of(change, told) for change in diff.changes)


def line_of(change: Change, told: Callable[[str], str] = str) -> str:
    """One change as a line."""
    named = "" if change.noun == "front" else ids(change)  # 状态变更 says of what
    begins = (_SEVERITIES[change.severity], _KINDS[change.kind], named)
    cells = (*begins, *steps(change), told(field(change)), _what(change))
    return "  ".join(flat(cell) for cell in cells if cell)


def ids(change: Change) -> str:
    """`2/1/3`, `2/1/3 → 2/1/4` where they differ, `2/1/3+2/1/4 → 2/1/3` for a merge."""
    return _both(*("+".join(dict.fromkeys(side.id for side in sides)) for sides in (change.old, change.new)))


def steps(change: Change) -> tuple[str, ...]:
    """Where it happened, and what the thing is called where its texts do not say it."""
    sides = (*change.old, *change.new)
    said = {text for side in sides for text in (side.text, side.label if by_label(change) else "")}
    called = (side.label for side in change.new[:1] or change.old[:1])
    where = f"{change.field}{ARROW}{change.where}" if _went(change) else change.where
    return tuple(
        step for step in dict.fromkeys((where, *called)) if step and step not in said and not opens(step, said)
    )


def field(change: Change) -> str:
    """Which side of a thing changed; empty where the kind says it."""
    return "" if _went(change) else change.field or ""


def _went(change: Change) -> bool:
    """From under one heading to under another; the old one stands in `field`."""
    return change.kind.endswith("-moved") and change.field is not None


def opens(label: str, texts: Iterable[str]) -> bool:
    """Whether the label is the beginning of one of the texts."""
    return label.endswith("…") and any(text.startswith(label[:-1]) for text in texts)


def partly(change: Change) -> bool:
    """Whether some words stayed, so that it is worth marking the others."""
    return any(piece.op == "same" for piece in change.wording)


def names(sides: Sequence[Side], change: Change) -> list[str]:
    """What each side is called: a thing by its label, anything else by its text, a kind of document by its word."""
    if change.kind == "kind-changed":
        return [_DOCUMENTS.get(side.text, side.text) for side in sides]
    return [side.label if by_label(change) else side.text for side in sides]


def by_label(change: Change) -> bool:
    """Whether the change concerns a whole thing, which is shown by its label."""
    return change.noun not in NAMED_BY_TEXT and change.kind.endswith(THINGS)


def signed(amount: Amount) -> str:
    """`+5`, `−2.5`."""
    return ("−" if amount.difference < 0 else "+") + write_decimal(abs(amount.difference))


def _what(change: Change) -> str:
    if partly(change):
        return marked((piece.op, piece.text) for piece in change.wording)
    old, new = ("、".join(names(sides, change)) for sides in (change.old, change.new))
    if old == new or not ((old and new) or change.kind.endswith("-changed")):
        return old or new
    return f"{old or NOTHING}{ARROW}{new or NOTHING}" + (f"（{signed(change.amount)}）" if change.amount else "")


def marked(pieces: Iterable[tuple[str, str]]) -> str:
    """`每个街道[-建成-]{+至少建成+}养老中心`, with … in the middle of long stretches that both texts share."""
    return "".join(MARKS[op].format(text) for op, text in shortened(pieces))


def shortened(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pieces, with … in the middle of long stretches that both texts share."""
    for op, text in pieces:
        long = op == "same" and len(text) > 2 * KEPT + 4
        yield op, f"{text[:KEPT]}…{text[-KEPT:]}" if long else text


def _both(old: str, new: str) -> str:
    return ARROW.join(dict.fromkeys(text for text in (old, new) if text))
