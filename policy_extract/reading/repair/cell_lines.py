"""Tables whose cells a copy printed on lines of their own, some of them on several lines → their rows.

    序号              1
    工作任务          建设湿地公园。
    责任单位          县水务局
    完成时限          县住建局
                      12月底前

Numbers that go up open the rows; what each column may hold says which lines are
its cell. Without numbers every row has one line for each heading. Where lines
can be shared out in two ways, or not at all, there is no table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.lexical.quantities import read_quantity
from policy_extract.reading.known_lines import names_bodies, names_time
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policy_extract.grammar import Matcher

    Role = Callable[[str, Matcher], str]

_FEWEST: Final = 3
_MOST: Final = 14
"""Headings of a table."""
_FEWEST_ROWS: Final = 2
_LONGEST_HEADING: Final = 14
_MOST_LINES: Final = 24
"""Lines of a row."""
_MOST_SKIPPED: Final = 10
"""Numbers that may be missing between two rows."""
_FEWEST_CHECKED: Final = 2
"""Columns of values, bodies or dates without which rows that have no numbers cannot be told."""
_NUMBER: Final = re.compile(r"(\d{1,4})[.．、]?")
_UNITS: Final = {"units", "lead", "support"}
_AMOUNTS: Final = {"value", "investment"}
_MAY_BE_BLANK: Final = frozenset({"note", "support"})
_MAY_BE_MERGED: Final = frozenset({"note", "support", "units", "lead", "deadline"})
"""Columns whose cell may reach down over a row that has no number of its own."""


@record
class CellRows:
    """The rows of a table, heading first, and the line after it."""

    rows: tuple[tuple[str, ...], ...]
    end: int


def rows_of_cells(lines: Sequence[str], start: int, role_of: Role, matcher: Matcher) -> CellRows | None:
    """The table that begins with the heading on a line; None where there is none. `role_of`: what a heading names."""
    first = role_of(lines[start], matcher) if len(lines[start].strip()) <= _LONGEST_HEADING else ""
    if not first:
        return None
    reader = _Reader(lines, role_of, matcher)
    return reader.numbered(start) if first == "no" else reader.unnumbered(start)


@record
class _Reader:
    lines: Sequence[str]
    role_of: Role
    matcher: Matcher

    # ------------------------------------------------------------ rows with numbers

    def numbered(self, start: int) -> CellRows | None:
        """The table whose first column counts its rows."""
        filled = self._filled(start, _MOST + 1, heading=True)
        width = next((at for at in range(_FEWEST, len(filled)) if _number(self.lines[filled[at]]) == 1), 0)
        heading = tuple(self.lines[at].strip() for at in filled[:width])
        roles = tuple(self.role_of(text, self.matcher) for text in heading)
        known = sum(map(bool, roles))
        if known < _FEWEST or 2 * known <= width or any(len(text) > _LONGEST_HEADING for text in heading):
            return None
        if not {"name", "content", "category", ""} & set(roles):
            roles = tuple("name" if role == "value" else role for role in roles)  # 2026年预期目标 in words
        rows, position, number = [heading], filled[width], 1
        while (found := self._row(position, number, heading, roles)) is not None:
            more, position = found
            rows += more
            following = _number(self.lines[position]) if position < len(self.lines) else None
            if following is None or not _follows(following, number):
                sums, position = self._sums(position, roles)
                whole = len(rows) > _FEWEST_ROWS and not self._goes_on_later(position, number, width)
                return CellRows((*rows, *sums), position) if whole else None
            number = following
        return None

    def _sums(self, position: int, roles: Sequence[str]) -> tuple[list[tuple[str, ...]], int]:
        """The row of sums below the last one, 合计 and a number for each column of amounts, and the line after it; no row where there is none."""
        amounts = [col for col, role in enumerate(roles) if role in _AMOUNTS]
        filled = self._filled(position, 1 + len(amounts))
        texts = [self.lines[at].strip() for at in filled]
        if not amounts or len(texts) <= len(amounts) or self.matcher.first("total-row", texts[0]) is None:
            return [], position
        if any(read_quantity(text).form in {"text", "none"} for text in texts[1:]):
            return [], position
        cells = {1: texts[0], **dict(zip(amounts, texts[1:], strict=True))}
        return [tuple(cells.get(col, "") for col in range(len(roles)))], filled[-1] + 1

    def _goes_on_later(self, position: int, number: int, width: int) -> bool:
        """Whether the number of a further row stands some lines below, or the heading again: what is between was not understood."""
        filled = self._filled(position, 2 * width)
        if filled and self.role_of(self.lines[filled[0]], self.matcher) == "no":
            return True
        numbers = (_number(self.lines[at]) for at in filled)
        return any(one is not None and _follows(one, number) for one in numbers)

    def _filled(self, start: int, most: int, *, heading: bool = False) -> list[int]:
        """The next lines that are not blank, up to a caption or, unless `heading` (总投资), the word for sums."""
        found: list[int] = []
        for at in range(start, min(len(self.lines), start + 3 * most)):
            if not self.lines[at].strip():
                continue
            if len(found) == most or (found and self._ends_rows(self.lines[at].strip(), heading=heading)):
                break
            found.append(at)
        return found

    def _ends_rows(self, text: str, *, heading: bool) -> bool:
        families = ("caption-line",) if heading else ("caption-line", "total-row")
        return any(self.matcher.first(family, text) is not None for family in families)

    def _row(
        self, position: int, number: int, heading: tuple[str, ...], roles: Sequence[str]
    ) -> tuple[list[tuple[str, ...]], int] | None:
        """The row whose number stands on a line, perhaps one without a number and the heading again below it, and the line after them."""
        filled = self._filled(position, _MOST_LINES)
        texts = [self.lines[at].strip() for at in filled]
        for end in range(1, len(texts)):
            following = _number(texts[end])
            if following is not None and _follows(following, number):
                again = [heading] if tuple(texts[end - len(heading) : end]) == heading else []
                own = texts[1 : end - len(heading) * len(again)]
                cells = self._shared(own, roles[1:])
                rows = [cells] if cells is not None else self._two_rows(own, roles[1:])
                if rows:
                    return [(texts[0], *rows[0]), *(("", *row) for row in rows[1:]), *again], filled[end]
                if end >= len(roles):
                    return None
        return self._last_row(texts, filled, roles)

    def _two_rows(self, texts: Sequence[str], roles: Sequence[str]) -> list[tuple[str, ...]]:
        """A full row and one below it that shares its number, and perhaps its bodies and its date; [] where that is in doubt."""
        found: list[list[tuple[str, ...]]] = []
        for cut in range(len(roles), len(texts)):
            if names_bodies(texts[cut], self.matcher):
                continue
            first = self._shared(texts[:cut], roles)
            second = self._shared(texts[cut:], roles, _MAY_BE_MERGED)
            if first is not None and second is not None:
                found.append([first, second])
        return found[0] if len(found) == 1 else []

    def _last_row(
        self, texts: Sequence[str], filled: Sequence[int], roles: Sequence[str]
    ) -> tuple[list[tuple[str, ...]], int] | None:
        """The row below which no number stands: as few lines as fill it, and more bodies in its last cell."""
        for end in range(len(roles), len(texts) + 1):
            cells = self._shared(texts[1:end], roles[1:])
            if cells is None or not all(cells):
                continue
            below = end
            while roles[-1] in _UNITS and below < len(texts) and self._goes_on_last(texts, below):
                below += 1
            last = "\n".join((cells[-1], *texts[end:below]))
            return [(texts[0], *cells[:-1], last)], filled[below - 1] + 1
        return None

    def _goes_on_last(self, texts: Sequence[str], at: int) -> bool:
        """Whether a line is one more body, and no signature, which a date follows."""
        dated = at + 1 < len(texts) and self.matcher.first("date-line", texts[at + 1]) is not None
        return names_bodies(texts[at], self.matcher) and not dated

    def _shared(
        self, texts: Sequence[str], roles: Sequence[str], blank: frozenset[str] = _MAY_BE_BLANK
    ) -> tuple[str, ...] | None:
        """The lines as one cell for each role; None where they fit in no way, or in two equally good ones."""
        best: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 1, ())}
        for role in roles:
            after: dict[int, tuple[int, int, tuple[int, ...]]] = {}
            for start, (cost, ways, ends) in best.items():
                for end, more in self._cells_from(texts, start, role, roles, blank):
                    had = after.get(end)
                    if had is None or cost + more < had[0]:
                        after[end] = (cost + more, ways, (*ends, end))
                    elif cost + more == had[0]:
                        after[end] = (had[0], had[1] + ways, had[2])
            best = after
        found = best.get(len(texts))
        if found is None or found[1] != 1:
            return None
        starts = (0, *found[2][:-1])
        return tuple(_cell(texts[start:end], role) for start, end, role in zip(starts, found[2], roles, strict=True))

    def _cells_from(
        self, texts: Sequence[str], start: int, role: str, roles: Sequence[str], blank: frozenset[str]
    ) -> Iterator[tuple[int, int]]:
        """Where a cell that begins on a line may end, each with what speaks against it."""
        if role in blank:
            yield start, 2
        bodies = _UNITS.isdisjoint(roles)
        for end in range(start + 1, len(texts) + 1):
            text = texts[end - 1]
            if not (self._fits(text, role, bodies=bodies) if end == start + 1 else self._goes_on(text, role)):
                return
            yield end, end - start - 1

    # ------------------------------------------------------------ rows without numbers

    def unnumbered(self, start: int) -> CellRows | None:
        """The table in which each row has one line for each heading, and at least two columns say what they hold."""
        filled = self._filled(start, _MOST, heading=True)
        roles: list[str] = []
        for at in filled:
            role = self.role_of(self.lines[at], self.matcher)
            if not role or role == "no":
                break
            roles.append(role)
        width = len(roles)
        checked = sum(role in {*_UNITS, "value", "deadline", "attribute", "measure"} for role in roles)
        if width < _FEWEST or checked < _FEWEST_CHECKED or checked == width:
            return None
        rows = [tuple(self.lines[at].strip() for at in filled[:width])]
        end = filled[width - 1] + 1
        while len(filled := self._filled(end, width)) == width:
            cells = tuple(self.lines[at].strip() for at in filled)
            if not all(self._fits(cell, role, strictly=True) for cell, role in zip(cells, roles, strict=True)):
                break
            rows.append(cells)
            end = filled[-1] + 1
        return CellRows(tuple(rows), end) if len(rows) > _FEWEST_ROWS else None

    # ------------------------------------------------------------ what a column may hold

    def _fits(self, text: str, role: str, *, strictly: bool = False, bodies: bool = True) -> bool:
        """Whether a line may be the first of a cell; `strictly`: it says by itself what it is, `bodies`: these may be names."""
        first = self.matcher.first
        if role in _UNITS:
            return names_bodies(text, self.matcher)
        if role in _AMOUNTS:
            return read_quantity(text).form != "text" or (not strictly and len(text) <= _LONGEST_HEADING)
        if role == "measure":
            return first("measure", text) is not None or "/" in text or names_bodies(text, self.matcher)
        if role == "attribute":
            return first("attribute", text) is not None
        if role == "deadline":
            dated = any(first(family, text) is not None for family in ("cell-date", "time-of-a-year", "deadline"))
            return dated or (not strictly and len(text) <= _LONGEST_HEADING and not names_bodies(text, self.matcher))
        plain = read_quantity(text).form == "text" and first("measure", text) is None
        return plain and not ((strictly or not bodies) and names_bodies(text, self.matcher))

    def _goes_on(self, text: str, role: str) -> bool:
        """Whether a line may go on a cell that has one already."""
        if role in _UNITS:
            return names_bodies(text, self.matcher)
        if role in {*_AMOUNTS, "measure", "attribute", "deadline", "no"}:
            return False
        return self._fits(text, "name", strictly=True) and not names_time(text, self.matcher)


def _follows(following: int, number: int) -> bool:
    """Whether the one number may be that of the next row, some numbers left out."""
    return 0 < following - number <= _MOST_SKIPPED


def _number(text: str) -> int | None:
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found is not None else None


def _cell(texts: Sequence[str], role: str) -> str:
    """The lines of a cell: bodies stay apart, a sentence that was cut goes on."""
    return ("\n" if role in _UNITS else "").join(texts)
