"""Cell references in formulas and areas, adjusted after rows were inserted.

They are adjusted as a spreadsheet does when somebody inserts rows there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LAST_ROW: Final = 1_048_576
_SHEET: Final = r"(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_FORMULA: Final = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    rf"|(?<![\w.$]){_SHEET}(?:"
    r"(?P<c1>\$?[A-Z]{1,3})(?P<r1>\$?\d{1,7})(?::(?P<c2>\$?[A-Z]{1,3})(?P<r2>\$?\d{1,7}))?"
    r"|(?P<w1>\$?\d{1,7}):(?P<w2>\$?\d{1,7})"
    r")(?![\w(.!:])"
)
_NAME: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Shift:
    """How many rows were put after which; rows count from 1."""

    def __init__(self, inserted: Mapping[int, int]) -> None:
        self._after = sorted(inserted)
        self._total = [0, *accumulate(inserted[row] for row in self._after)]

    def row(self, row: int) -> int:
        """Where a row is now.

        >>> shift = Shift({4: 2})
        >>> [shift.row(row) for row in (3, 4, 5)], [shift.end(row) for row in (3, 4, 5)]
        ([3, 4, 7], [3, 6, 7])
        """
        return min(row + self._total[bisect_left(self._after, row)], LAST_ROW)

    def end(self, row: int) -> int:
        """The new last row of an area that ended with this row: rows inserted after it are included."""
        return min(row + self._total[bisect_right(self._after, row)], LAST_ROW)

    def begin(self, row: int) -> int:
        """The new first row of an area that began with this row: rows inserted just before it are included."""
        return self.row(row - 1) + 1 if row > 1 else row

    def area(self, area: str, *, grows: bool = False) -> str:
        """The cells of an area, A4:M20; one of several rows that `grows` takes in the rows put at its edges.

        >>> Shift({4: 2}).area("A3:M4", grows=True), Shift({4: 2}).area("A3:M4"), Shift({4: 2}).area("B5")
        ('A3:M6', 'A3:M4', 'B7')
        """
        first, colon, last = area.partition(":")
        grows = grows and bool(colon) and first.lstrip(ascii_uppercase) != last.lstrip(ascii_uppercase)
        begin, end = (self.begin, self.end) if grows else (self.row, self.row)
        return self._name(first, begin) + colon + self._name(last, end)

    def areas(self, areas: str, *, grows: bool = False) -> str:
        """Several areas with blanks between."""
        return " ".join(self.area(area, grows=grows) for area in areas.split())

    @staticmethod
    def _name(name: str, where: Callable[[int], int]) -> str:
        return _NAME.sub(lambda found: f"{found[1]}{where(int(found[2]))}", name)

    def formula(self, formula: str, sheet: str, *, own: bool, grows: bool = False) -> str:
        """A formula; names without a sheet are of this one where the formula is its `own`.

        >>> Shift({4: 2}).formula('SUM(H4:H9)+台账!B5&"A5"', "台账", own=True)
        'SUM(H4:H11)+台账!B7&"A5"'
        >>> Shift({4: 2}).formula("LOG10(A5)+台账!$B$5+'台账'!$3:$9", "台账", own=False)
        "LOG10(A5)+台账!$B$7+'台账'!$3:$11"
        """

        def moved(found: re.Match[str]) -> str:
            if found["text"] is not None:
                return found[0]
            named = found["sheet"]
            if not (own if named is None else _unquoted(named) == sheet):
                return found[0]
            if found["w1"] is not None:
                end = self.end if grows else self.row
                return f"{named or ''}{_row(found['w1'], self.row)}:{_row(found['w2'], end)}"
            last = ""
            if found["c2"] is not None:
                several = grows and found["r1"].lstrip("$") != found["r2"].lstrip("$")
                last = f":{found['c2']}{_row(found['r2'], self.end if several else self.row)}"
            return f"{named or ''}{found['c1']}{_row(found['r1'], self.row)}{last}"

        return _FORMULA.sub(moved, formula)


def _row(row: str, where: Callable[[int], int]) -> str:
    fixed = "$" if row.startswith("$") else ""
    return f"{fixed}{where(int(row.lstrip('$')))}"


def _unquoted(sheet: str) -> str:
    name = sheet[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def copied(formula: str, down: int, right: int) -> str:
    """The formula as it is when it is copied that many rows and columns further.

    >>> copied('A4+$B4&C$4&"A4"', 2, 1)
    'B6+$B6&D$4&"A4"'
    """

    def moved(found: re.Match[str]) -> str:
        if found["text"] is not None:
            return found[0]
        named = found["sheet"] or ""
        if found["w1"] is not None:
            return f"{named}{_down(found['w1'], down)}:{_down(found['w2'], down)}"
        last = f":{_right(found['c2'], right)}{_down(found['r2'], down)}" if found["c2"] is not None else ""
        return f"{named}{_right(found['c1'], right)}{_down(found['r1'], down)}{last}"

    return _FORMULA.sub(moved, formula)


def _down(row: str, down: int) -> str:
    return row if row.startswith("$") else str(max(int(row) + down, 1))


def _right(column: str, right: int) -> str:
    return column if column.startswith("$") or not right else letters(place_of(column) + right)


def place_of(column: str) -> int:
    """The place of a column, from 0.

    >>> [place_of(column) for column in ("A", "Z", "AA")]
    [0, 25, 26]
    """
    place = 0
    for char in column:
        place = place * 26 + ord(char) - ord("A") + 1
    return place - 1


def letters(place: int) -> str:
    """The letters of a column by its place, from 0.

    >>> [letters(place) for place in (0, 25, 26)]
    ['A', 'Z', 'AA']
    """
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
