"""One table of a page → the tables that were printed without space between them: an annex's label across a row opens another."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
