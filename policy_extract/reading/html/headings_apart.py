"""Tables of a page whose heading stands in a table of its own, where only the rows below it scroll: they are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.html.block_tables import are_headings
from policy_extract.reading.html.builders import TableBuilder
from policy_extract.reading.spans import Span2D

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.builders import Draft


def with_headings(drafts: Sequence[Draft], matcher: Matcher) -> list[Draft]:
    """The drafts; a row of headings that is a table of its own is the first row of the table right below it."""
    found: list[Draft] = []
    for draft in drafts:
        above = found[-1] if found else None
        if isinstance(above, TableBuilder) and isinstance(draft, TableBuilder) and _heads(above, draft, matcher):
            draft.rows[:0] = above.rows
            draft.place = above.place
            found.pop()
        found.append(draft)
    return found


def _heads(above: TableBuilder, below: TableBuilder, matcher: Matcher) -> bool:
    """Whether a table is the heading of the next: one row of headings, over as many columns, of which none is repeated."""
    around = [draft.inside[1] if draft.inside is not None else None for draft in (above, below)]
    if len(above.rows) != 1 or around[0] is not around[1] or not below.rows:
        return False
    heads, first = above.rows[0], below.rows[0]
    texts = [cell.text for cell in heads]
    squares = all(cell.span == Span2D(1, 1) for cell in (*heads, *first))
    return (
        squares and len(heads) == len(first) and texts != [cell.text for cell in first] and are_headings(texts, matcher)
    )
