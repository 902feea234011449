r"""Tables copied out of a browser, whose cells hold paragraphs: a tab alone between cells, two blank lines or more between rows.

A browser ends each paragraph with a blank line, also in a cell (`innerText` in
the HTML standard), so that lines of text, gaps and tabs follow each other:

    1 ⏎ ⏎ ⇥ ⏎ ⏎ 建站点 ⏎ ⏎ ⇥ ⏎ ⏎ 民政局 ⏎ ⏎ ⏎ ⏎ ⏎ 2 ⏎ ⏎ ⇥ …

What stands above a table or below it stands as near to its cells as their own
paragraphs do to each other. It is no part of them: of a last cell only the first
paragraph is, of a first one the last.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.plain_tables import Grid
from policy_extract.reading.repair.bare_rows import heading_role
from policy_extract.reading.repair.table_cuts import cuts_of
from policy_extract.reading.repair.table_seams import kind_of_text, paragraphs, seams_of, text_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part
    from policy_extract.reading.repair.table_seams import Row

_ROW_END: Final = re.compile(r"(\n{3,})")
_CELL_END: Final = re.compile(r"\n*\t\n*")
_FEWEST_ROWS: Final = 2
_MOST_BANDS: Final = 2
"""Rows of one cell that follow each other in a table."""
_MOST_HEADING_LINES: Final = 3
_SAMPLE: Final = 30
"""Rows that show what a column holds."""
_PAIR: Final = 2
"""Columns of a table whose rows have one cell where the other is merged with that above."""
_BLANKS: Final = " \r"


def split_copied_tables(lines: Sequence[str], matcher: Matcher) -> Iterator[Part]:
    """The lines in their order, with every run that shows such a table replaced by its grid."""
    return _parts(lines, matcher) if _are_copied(lines) else iter(lines)


def _are_copied(lines: Sequence[str]) -> bool:
    """Whether tabs stand alone between blank lines, and more often than on lines with text, where one alone is a blank cell or row."""
    near = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    alone = sum("\t" in line and not (above + line + below).strip() for above, line, below in near)
    return alone > sum("\t" in line.rstrip() for line in lines)


def _parts(lines: Sequence[str], matcher: Matcher) -> Iterator[Part]:
    *its, last = _ROW_END.split("\n".join(line if line.strip() else line.strip(_BLANKS) for line in lines))
    chunks = [*its[::2], last]
    gaps = [len(gap) - 1 for gap in its[1::2]]
    sure = _end_only_rows(chunks)
    rows: list[Row] = []
    for chunk, gap in zip(chunks, [*gaps, 0], strict=True):
        if _is_row(chunk, goes_on=bool(rows)):
            rows.append(_CELL_END.split(chunk))
        elif rows and _is_line(chunk) and (sure or _may_be_band(rows, chunk, matcher)):
            rows.append([chunk])
        else:
            yield from _Tables(rows, matcher).parts()
            rows = []
            yield from (*chunk.split("\n"), *[""] * gap)
    yield from _Tables(rows, matcher).parts()


def _end_only_rows(chunks: Sequence[str]) -> bool:
    """Whether gaps of two blank lines stand nowhere but between rows: paragraphs have none between them."""
    return not any(
        "\t" not in one + two and ("\n\n" in one.strip("\n") or "\n\n" in two.strip("\n"))
        for one, two in pairwise(chunks)
    )


def _is_row(chunk: str, *, goes_on: bool) -> bool:
    """Whether lines show a row: a tab stands alone on one, below a row there are tabs at all; no two lines hold cells of their own."""
    if "\t" not in chunk or any(
        "\t" in one and "\t" in two for one, two in pairwise(map(str.strip, chunk.split("\n")))
    ):
        return False
    return goes_on or any("\n" in found for found in _CELL_END.findall(chunk))


def _is_line(chunk: str) -> bool:
    return "\t" not in chunk and "\n" not in chunk


def _may_be_band(rows: Sequence[Row], line: str, matcher: Matcher) -> bool:
    """Whether a line may be a band of the table above it: it is no sentence, and not too many follow each other."""
    return any(len(row) > 1 for row in rows[-_MOST_BANDS:]) and kind_of_text(line, matcher) not in {
        "caption",
        "sentence",
    }


# ---------------------------------------------------------------- the tables of a run of rows


class _Tables:
    """Rows that follow each other without text that stands clear of them: one table, or several with text in their cells."""

    def __init__(self, rows: list[Row], matcher: Matcher) -> None:
        self.matcher = matcher
        self.below: list[str] = []
        """Bands with no row below them."""
        while rows and len(rows[-1]) == 1:
            self.below.insert(0, rows.pop()[0])
        self.rows = rows
        self.own: list[tuple[str, ...]] = []
        """The rows of the table that is not ended yet."""

    def parts(self) -> Iterator[Part]:
        """The tables that the rows make up, with the text above, between and below them."""
        if not self.rows:
            yield from _lines(self.below)
            return
        *above, first = self._head(self.rows[0][0], 0, 0)
        yield from _lines(above)
        self.rows[0] = [first, *self.rows[0][1:]]
        cuts = cuts_of([len(row) for row in self.rows], seams_of(self.rows, self.matcher))
        for position, row in enumerate(self.rows):
            yield from self._row(position, row, cuts[position])
        yield from _lines(self.below)

    def _row(self, position: int, row: Row, cuts: Sequence[int]) -> Iterator[Part]:
        """What a row ends: tables with the text below them; the rest of it goes on the table that is left."""
        cells, start = row, 0
        for cut in cuts:
            between = yield from self._ended(cells[: cut - start + 1])
            if cut == len(row) - 1:
                yield from _lines(between)
                return
            *between, first = self._head("\n\n".join(between), position, cut)
            yield from _lines(between)
            cells, start = [first, *row[cut + 1 :]], cut
        if position == len(self.rows) - 1:
            yield from _lines((yield from self._ended(cells)))
        else:
            self.own.append(_texts(cells))

    def _ended(self, last: Row) -> Generator[Part, None, list[str]]:
        """The rows down to the last one as a table, as lines where they are too few; and the paragraphs of its last cell below the first."""
        its = paragraphs(last[-1])
        if len(last) > 1 or self._is_below_merged(its[0]):
            if self._ends_blank(its[0], len(last)):
                its = ["", *its]
            self.own.append(_texts([*last[:-1], its[0]]))
            del its[0]
        rows, self.own = self.own, []
        widest = max((len(row) for row in rows if "".join(row)), default=0)
        if sum(len(row) > 1 for row in rows) >= _FEWEST_ROWS and widest:
            rows = [row if "".join(row) else row[:widest] for row in rows]
            yield Grid(tuple(rows if widest > _PAIR else _beside_merged(rows)))
        else:
            yield from _lines("\t".join(row) for row in rows)
        return its

    def _ends_blank(self, text: str, width: int) -> bool:
        """Whether the first line where a last cell should be is text below a blank one; no sentence is that has only a heading above it."""
        column = [row[-1] for row in self.own[-_SAMPLE:] if len(row) == width]
        alone = len(self.own) == 1 and kind_of_text(text, self.matcher) == "sentence"
        return bool(text) and not alone and self._is_unlike(text, column)

    def _is_below_merged(self, text: str) -> bool:
        """Whether a line goes on the rows of one cell that stand beside a merged one."""
        return [len(row) for row in self.own[-_PAIR:]] == [1, 1] and not kind_of_text(text, self.matcher)

    # ------------------------------------------------------------ the ends of a table

    def _head(self, cell: str, position: int, at: int) -> list[str]:
        """The paragraphs of a first cell, of which the last is its text: "" where that stands above a table with a blank corner."""
        its = paragraphs(cell)
        width = len(self.rows[position]) - at
        below = [row[0] for row in self.rows[position + 1 : position + 1 + _SAMPLE] if len(row) == width]
        if its[-1] and self._is_unlike(its[-1], below):
            return [*its, ""]
        count = self._heading_lines(its)
        return [*its[:-count], "\n".join(its[-count:])]

    def _heading_lines(self, its: Sequence[str]) -> int:
        """How many of the last paragraphs are one heading: those that only together are a known one, or begin with a lone character."""
        for count in range(2, 1 + min(_MOST_HEADING_LINES, len(its))):
            parted = len(its[-count]) == 1 or not heading_role(its[-1], self.matcher)
            if parted and heading_role("".join(its[-count:]), self.matcher):
                return count
        return 1

    def _is_unlike(self, text: str, column: Sequence[str]) -> bool:
        """Whether a line is text that stands in no cell: a caption, or a kind that its column does not show elsewhere."""
        kind = kind_of_text(text, self.matcher)
        return kind == "caption" or (
            bool(kind)
            and not any(kind_of_text(line, self.matcher) == kind for cell in column for line in cell.split("\n"))
        )


def _beside_merged(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows of a table of two columns; where many of one cell follow each other, a merged one reaches down beside them."""
    found: list[tuple[str, ...]] = []
    for alone, group in groupby(rows, key=lambda row: len(row) == 1):
        its = list(group)
        merged = alone and found and len(its) > _MOST_BANDS
        found += [("", *row) for row in its] if merged else its
    return found


def _lines(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs as lines, a blank one below each, as they were copied."""
    for paragraph in paragraphs:
        yield from (*paragraph.split("\n"), "")


def _texts(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(text_of, cells))
