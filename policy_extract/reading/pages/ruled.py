"""Ruled lines → grids: where cells stand, and which squares are merged into one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.reading.pages.page_content import Glyph, Page, Rule

_NEAR: Final = 3.0
"""Points between lines that are one, or that meet."""
_NARROWEST: Final = 0.8
"""Ems of a row or column that could hold a character."""
_DOT: Final = 3.0
"""Points of a piece that makes a line only with others."""
_FEWEST_SIDES: Final = 3
"""Bars beside the columns of a row that only one line closes; two make a frame."""
_MOST_OF_PAGE: Final = 0.5
_NEARLY_ALL: Final = 0.9
_MARGIN: Final = 8.0
"""Points between a frame and the text in it; a cell pads its text with less."""
_BODY_OF_PAGE: Final = (0.1, 0.88)
"""From where to where, as parts of its height, a page has text and not its number."""
_BARE_NUMBER: Final = re.compile(r"\W{0,2}\d{1,4}\W{0,2}")
_MOST_OF_FRAME: Final = 9
"""Squares of a frame of two lines, with the strips between them."""
_AS_HIGH: Final = 1.2
"""Times the lowest row of a table: a row across it is no higher, a caption between two tables takes more room."""
_MOST_LINES: Final = 2_000
"""Of a page; a drawing has more, and is no table."""
_MOST_SQUARES: Final = 100_000


@record
class Bar:
    """A straight line: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float


_Group = tuple[list[Bar], list[Bar]]
"""Bars that hang together: horizontal ones from top to bottom, vertical ones from left to right."""


@record
class Square:
    """A cell of a grid: its place, and how many rows and columns it covers."""

    row: int
    col: int
    rows: int
    cols: int
    open_above: bool = False
    """Whether no line closes it above, as where a page's end cut it."""
    open_below: bool = False


@record
class Grid:
    """A table's lines."""

    xs: tuple[float, ...]
    """Edges of the columns."""
    ys: tuple[float, ...]
    """Edges of the rows."""
    squares: tuple[Square, ...]
    """In reading order."""
    open_above: bool = False
    """Whether no line closes the first row, as where a page's end cut a row or a merged cell."""
    open_below: bool = False
    """The same for the last row."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def parted(self, glyphs: Iterable[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
        """The glyphs whose middle lies inside it, and the others."""
        left, top, right, bottom = self.xs[0] - 1, self.ys[0] - 1, self.xs[-1] + 1, self.ys[-1] + 1
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in glyphs:
            _, start, high, end, low, _, _ = glyph
            holds = left <= (start + end) / 2 <= right and top <= (high + low) / 2 <= bottom
            (inside if holds else outside).append(glyph)
        return inside, outside

    def place(self, x: float, y: float) -> tuple[int, int]:
        """The row and the column of a point."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        col = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, col

    def without_strips(self, points: Sequence[tuple[float, float]], size: float) -> Grid:
        """The grid without rows and columns too narrow for a character in which no point lies: edges of grounds, double lines."""
        cols = _kept(self.xs, [x for x, _ in points], _NARROWEST * size)
        rows = _kept(self.ys, [y for _, y in points], _NARROWEST * size)
        if len(cols) == len(self.xs) - 1 and len(rows) == len(self.ys) - 1:
            return self
        return Grid(_edges_of(self.xs, cols), _edges_of(self.ys, rows), self._squares_of(rows, cols))

    def without_open_rows(self, points: Sequence[tuple[float, float]]) -> Grid:
        """The grid without a first and a last row that no line closes and no point lies in.

        There only the sides of a merged cell run on to the page's end.
        """
        rows = range(len(self.ys) - 1)
        filled = {bisect_right(self.ys, y) - 1 for _, y in points}
        kept = rows[
            self.open_above and rows[0] not in filled : len(rows) - (self.open_below and rows[-1] not in filled)
        ]
        if len(kept) in (0, len(rows)):
            return self
        ys = self.ys[kept[0] : kept[-1] + 2]
        return Grid(self.xs, ys, self._squares_of(kept, range(len(self.xs) - 1)))

    def _squares_of(self, rows: Sequence[int], cols: Sequence[int]) -> tuple[Square, ...]:
        """The squares as far as they lie in these rows and columns."""
        squares = []
        for square in self.squares:
            row, below = bisect_left(rows, square.row), bisect_left(rows, square.row + square.rows)
            col, after = bisect_left(cols, square.col), bisect_left(cols, square.col + square.cols)
            if row < below and col < after:
                squares.append(replace(square, row=row, col=col, rows=below - row, cols=after - col))
        return tuple(squares)


def _kept(edges: Sequence[float], places: Sequence[float], least: float) -> list[int]:
    """Which stretches between edges are wide enough for a character, or hold one of the places; all where none is."""
    filled = {bisect_right(edges, place) - 1 for place in places}
    kept = [at for at, (one, two) in enumerate(pairwise(edges)) if two - one >= least or at in filled]
    return kept or list(range(len(edges) - 1))


def _edges_of(edges: Sequence[float], kept: Sequence[int]) -> tuple[float, ...]:
    """The edges of the stretches that are kept, the first and the last where they were."""
    return edges[0], *(edges[at] for at in kept[1:]), edges[-1]


def grids_of(rules: Sequence[Rule], *, going_on: bool = False) -> list[Grid]:
    """The grids that the ruled lines of a page make, from top to bottom.

    `going_on`: a row goes on from the page before, so that a page without a
    line across may be filled by it.
    """
    flat, steep = lying_bars(rules), _standing_bars(rules)
    if len(flat) > _MOST_LINES or not 1 <= len(steep) <= _MOST_LINES:
        return []
    grids = [_grid(across, down) for across, down in _with_sides(_with_bands(_meeting(flat, steep)))]
    grids += [_row_without_lines(steep)] if going_on and not flat else []
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def lying_bars(rules: Iterable[Rule]) -> list[Bar]:
    """The horizontal lines from top to bottom, each whole, however many pieces it is drawn in."""
    its = (Bar((rule.top + rule.bottom) / 2, rule.left, rule.right) for rule in rules if rule.flat or _is_dot(rule))
    return [bar for bar in _merged(its) if bar.end - bar.start > _DOT]


def _standing_bars(rules: Iterable[Rule]) -> list[Bar]:
    """The vertical ones from left to right."""
    its = (Bar((rule.left + rule.right) / 2, rule.top, rule.bottom) for rule in rules if not rule.flat or _is_dot(rule))
    return [bar for bar in _merged(its) if bar.end - bar.start > _DOT]


def _is_dot(rule: Rule) -> bool:
    """Whether it is but a piece of a line, which may be one of either kind."""
    return max(rule.right - rule.left, rule.bottom - rule.top) <= _DOT


def _merged(bars: Iterable[Bar]) -> list[Bar]:
    """Bars that run on each other or end to end made one."""
    rows: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: bar.at):
        if rows and bar.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(bar)
        else:
            rows.append([bar])
    found: list[Bar] = []
    for row in rows:
        at = sum(bar.at for bar in row) / len(row)
        start, end = None, 0.0
        for bar in sorted(row, key=lambda bar: bar.start):
            if start is not None and bar.start <= end + _NEAR:
                end = max(end, bar.end)
                continue
            if start is not None:
                found.append(Bar(at, start, end))
            start, end = bar.start, bar.end
        if start is not None:
            found.append(Bar(at, start, end))
    return found


def _meeting(flat: Sequence[Bar], steep: Sequence[Bar]) -> Iterable[_Group]:
    """The bars that hang together, horizontal and vertical ones."""
    above = list(range(len(flat) + len(steep)))

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    heights = [bar.at for bar in flat]
    for index, bar in enumerate(steep, start=len(flat)):
        for other in range(bisect_left(heights, bar.start - _NEAR), bisect_right(heights, bar.end + _NEAR)):
            if flat[other].start - _NEAR <= bar.at <= flat[other].end + _NEAR:
                above[top(other)] = top(index)
    groups: dict[int, _Group] = {}
    for index, bar in enumerate([*flat, *steep]):
        groups.setdefault(top(index), ([], []))[index >= len(flat)].append(bar)
    return groups.values()


def _with_bands(groups: Iterable[_Group]) -> list[_Group]:
    """The bars that hang together, with those of one table as one: a row across it that no bar closes at the sides parts them."""
    found: list[_Group] = []
    for group in sorted(groups, key=lambda one: one[0][0].at if one[0] else 0.0):
        if found and _is_below_band(found[-1], group):
            found[-1] = ([*found[-1][0], *group[0]], [*found[-1][1], *group[1]])
        else:
            found.append(group)
    return found


def _with_sides(groups: Sequence[_Group]) -> list[_Group]:
    """The bars that hang together, with outer sides that meet no line on this page, as those of a merged cell that fills it.

    Such a bar begins where several of the table's own sides do, and reaches its last line at least.
    """
    alone = [bar for flat, steep in groups if not flat for bar in steep]
    found: list[_Group] = []
    for flat, steep in groups:
        sides: list[Bar] = []
        if flat and steep and alone:
            start, _ = _extent(steep)
            sides = [bar for bar in alone if abs(bar.start - start) <= _NEAR and bar.end >= flat[-1].at]
            alone = [bar for bar in alone if bar not in sides]
        found.append((flat, sorted([*steep, *sides], key=lambda bar: bar.at) if sides else steep))
    return found


def _is_below_band(above: _Group, below: _Group) -> bool:
    """Whether two tables without lines at their sides end at the same places, no farther apart than a row is high."""
    if not (_is_open(above) and _is_open(below)):
        return False
    one, two = above[0][-1], below[0][0]
    rows = [after.at - before.at for before, after in pairwise(above[0]) if after.at - before.at > _NEAR]
    return (
        abs(one.start - two.start) <= _NEAR
        and abs(one.end - two.end) <= _NEAR
        and bool(rows)
        and _NEAR < two.at - one.at <= _AS_HIGH * min(rows)
    )


def _is_open(group: _Group) -> bool:
    """Whether vertical bars stand between columns, but none at the sides."""
    flat, steep = group
    return (
        bool(flat and steep)
        and min(bar.start for bar in flat) < min(bar.at for bar in steep) - 2 * _NEAR
        and max(bar.end for bar in flat) > max(bar.at for bar in steep) + 2 * _NEAR
    )


def _grid(flat: Sequence[Bar], steep: Sequence[Bar]) -> Grid | None:
    """The grid of bars that hang together; None where they enclose nothing."""
    if not flat or not steep or (len(flat) == 1 and not _is_row(flat[0], steep)):
        return None
    xs = _edges([bar.at for bar in steep], [bar.start for bar in flat], [bar.end for bar in flat])
    ys = _edges([bar.at for bar in flat], [bar.start for bar in steep], [bar.end for bar in steep])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_SQUARES:
        return None
    above, below = ys[0] < flat[0].at - _NEAR, ys[-1] > flat[-1].at + _NEAR
    squares = _squares(xs, ys, flat, steep)
    if above or below:
        last = len(ys) - 1
        squares = [
            replace(one, open_above=above and one.row == 0, open_below=below and one.row + one.rows == last)
            for one in squares
        ]
    return Grid(tuple(xs), tuple(ys), tuple(squares), above, below)


def _is_row(flat: Bar, steep: Sequence[Bar]) -> bool:
    """Whether bars that begin or end at the only line make the one row of a table that a page's end left on the page."""
    start, end = _extent(steep)
    near = [abs(start - flat.at) <= _NEAR, abs(end - flat.at) <= _NEAR]
    is_closed = abs(steep[0].at - flat.start) <= _NEAR and abs(steep[-1].at - flat.end) <= _NEAR
    return len(steep) >= _FEWEST_SIDES and any(near) and _all_fill(steep, start, end) and is_closed


def _row_without_lines(steep: Sequence[Bar]) -> Grid | None:
    """The grid of a page that one row fills: bars beside each other and no line across; None where they are not."""
    start, end = _extent(steep)
    if len(steep) < _FEWEST_SIDES or not _all_fill(steep, start, end):
        return None
    squares = (Square(0, col, 1, 1, open_above=True, open_below=True) for col in range(len(steep) - 1))
    return Grid(tuple(bar.at for bar in steep), (start, end), tuple(squares), open_above=True, open_below=True)


def _edges(places: Iterable[float], starts: Iterable[float], ends: Iterable[float]) -> list[float]:
    """Where columns (or rows) begin and end: at the bars, and where the bars that cross them reach further."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    first, last = -_furthest([-start for start in starts]), _furthest(ends)
    if edges and first < edges[0] - 2 * _NEAR:
        edges.insert(0, first)
    if edges and last > edges[-1] + 2 * _NEAR:
        edges.append(last)
    return edges


def _furthest(ends: Iterable[float]) -> float:
    """Where the bars that reach furthest end: two at least, as one alone may run on beneath what hides its end."""
    found = sorted(ends, reverse=True)
    return next((one for one, two in pairwise(found) if one - two <= _NEAR), found[0])


def _extent(steep: Sequence[Bar]) -> tuple[float, float]:
    """Where the bars that reach furthest begin and end."""
    return -_furthest([-bar.start for bar in steep]), _furthest([bar.end for bar in steep])


def _all_fill(steep: Sequence[Bar], start: float, end: float) -> bool:
    """Whether all bars run from one place to the other; any may run on."""
    return all(bar.start <= start + _NEAR and bar.end >= end - _NEAR for bar in steep)


def _squares(xs: Sequence[float], ys: Sequence[float], flat: Sequence[Bar], steep: Sequence[Bar]) -> list[Square]:
    """The cells: squares of the grid with no bar between them are one."""
    right = _walls(xs, ys, steep)
    below = _walls(ys, xs, flat)
    taken: set[tuple[int, int]] = set()
    squares: list[Square] = []
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            if (row, col) in taken:
                continue
            cols = 1
            while col + cols < len(xs) - 1 and (row, col + cols) not in taken and (col + cols, row) not in right:
                cols += 1
            rows = 1
            while row + rows < len(ys) - 1 and all(
                (row + rows, one) not in below
                and (row + rows, one) not in taken
                and (one == col or (one, row + rows) not in right)
                for one in range(col, col + cols)
            ):
                rows += 1
            taken |= {(one, two) for one in range(row, row + rows) for two in range(col, col + cols)}
            squares.append(Square(row, col, rows, cols))
    return squares


def _walls(edges: Sequence[float], across: Sequence[float], bars: Sequence[Bar]) -> set[tuple[int, int]]:
    """For each edge the stretches between the edges across it that a bar runs along."""
    found: set[tuple[int, int]] = set()
    middles = [(one + two) / 2 for one, two in pairwise(across)]
    for bar in bars:
        edge = min(range(len(edges)), key=lambda index: abs(edges[index] - bar.at))
        first, last = bisect_left(middles, bar.start), bisect_right(middles, bar.end)
        found |= {(edge, stretch) for stretch in range(first, last)}
    return found


def is_frame(grid: Grid, page: Page, inside: Sequence[Glyph]) -> bool:
    """Whether a grid of one cell is but an ornament: of its page (nearly all text stands in it, and well away from it), or of the page's number."""
    if 1 < len(grid.squares) <= _MOST_OF_FRAME:
        middles = [((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2) for glyph in inside]
        grid = grid.without_strips(middles, median(glyph.size for glyph in inside))
    left, top, right, bottom = grid.box
    if len(grid.squares) != 1:
        return False
    if not _BODY_OF_PAGE[0] * page.height < (top + bottom) / 2 < _BODY_OF_PAGE[1] * page.height:
        return _BARE_NUMBER.fullmatch("".join(glyph.char for glyph in inside)) is not None
    return (
        (right - left) * (bottom - top) > _MOST_OF_PAGE * page.width * page.height
        and len(inside) > _NEARLY_ALL * len(page.glyphs)
        and min(glyph.left for glyph in inside) - left > _MARGIN
        and right - max(glyph.right for glyph in inside) > _MARGIN
    )
