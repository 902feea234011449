"""Tables of a page as a reader sees them: one that was printed as several is one, several that were printed as one are several.

The heading stands in a table of its own where the rows below it scroll; an
annex's label across a row opens another table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.html.block_tables import are_headings
from policy_extract.reading.html.builders import TableBuilder
from policy_extract.reading.plain_tables import MOST_SQUARES
from policy_extract.reading.spans import Span2D, lay_out_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.builders import CellDraft, Draft

_Rows = list[list["CellDraft"]]


def tables_apart(drafts: Sequence[Draft], matcher: Matcher) -> Iterator[Draft]:
    """The drafts, a table in its parts; one that holds others stays whole."""
    holders = {id(draft.inside[0]) for draft in drafts if isinstance(draft, TableBuilder) and draft.inside is not None}
    for draft in drafts:
        cuts = _cuts(draft, matcher) if isinstance(draft, TableBuilder) and id(draft) not in holders else []
        if not isinstance(draft, TableBuilder) or not cuts:
            yield draft
            continue
        for start, end in zip([0, *cuts], [*cuts, len(draft.rows)], strict=True):
            rows = draft.rows[start:end]
            _narrow(rows)
            yield TableBuilder(rows[0][0].place if start else draft.place, draft.story, draft.inside, rows)


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


def _cuts(draft: TableBuilder, matcher: Matcher) -> list[int]:
    """The rows that open another table: one cell across, which no cell from above reaches down into."""
    found: list[int] = []
    reach = 0
    for index, row in enumerate(draft.rows):
        whole = len(row) == 1 and row[0].span.cols > 1
        if index and whole and reach <= index and matcher.first("annex-label", row[0].text.split("\n", 1)[0]):
            found.append(index)
        reach = max(reach, *(index + cell.span.rows for cell in row), 0)
    return found


def _narrow(rows: _Rows) -> None:
    """Take columns away at which no cell of these rows begins: they belong to another part of the table."""
    layout = lay_out_spans([[cell.span for cell in row] for row in rows], MOST_SQUARES)
    if layout is None:
        return
    starts = sorted({area.col for area in layout.areas})
    for cell, area in zip((cell for row in rows for cell in row), layout.areas, strict=True):
        within = sum(1 for start in starts if area.col <= start < area.col + area.cols)
        cell.span = Span2D(cell.span.rows, within)
