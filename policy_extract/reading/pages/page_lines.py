"""Glyphs → lines, each with its text, its edges and its formatting; spaces are recognised by the width of gaps."""

from __future__ import annotations

from itertools import accumulate, groupby, pairwise
from operator import eq, itemgetter, sub
from statistics import median
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import is_ideograph, is_latin
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.reading.pages.page_content import Glyph

_SAME_LINE: Final = 0.45
"""Ems between the middles of two glyphs of one line; subscripts stand so low."""
_SAME_PLACE: Final = 0.12
"""Ems between two prints of one glyph, which make it bold."""
_LATIN_SPACE: Final = 0.18
"""Ems between two Latin words."""
_WIDE_SPACE: Final = 0.7
"""Ems between two characters, beyond the line's usual gap, that make a space where no others can be compared."""
_CHINESE_SPACE: Final = 0.28
"""Ems, likewise, between two ideographs among others that stand closer."""
_AS_FAR: Final = 0.15
"""Ems by which the gaps of letter-spaced words differ at most."""
_CLEAR: Final = 1.4
"""Ems, likewise, between two pieces of a line that are separated by space."""
_APART: Final = 0.8
"""Ems between two columns of a table, whatever the usual gap: in rows of single characters that is the gap of columns."""
_MOST_MARKS: Final = 3
"""Closing marks in a row that stay with what stands before them."""
_OPENING: Final = frozenset("（《〈“‘「『【〔[(<{")
_QUOTES: Final = frozenset("\"'“”‘’")
"""No line ends before or after them, whether they are straight or not (Unicode Standard Annex #14, LB19)."""
_LEFT: Final = itemgetter(1)
_HEIGHT: Final = itemgetter(2, 4, 5)
"""Top, bottom and size of a glyph."""
_CLOSING: Final = frozenset("，。、；：！？）》〉”’」』】〕…％%])>},.;:!?")


@record
class Piece:
    """A stretch of a line that stands clear of the rest."""

    text: str
    left: float
    right: float
    start: int
    """Where it begins in the text of the line."""
    size: float
    """Of the font of most of it."""
    top: float
    bottom: float


@record
class Line:
    """Glyphs that stand beside each other."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """Of the font of most of it."""
    edge_sizes: tuple[float, float]
    """Of the fonts of its first and of its last character."""
    bold: tuple[tuple[int, int], ...]
    """Stretches of the text."""
    head: float
    """Width of the unbreakable text that opens the line: a word, a character with the mark after it."""
    firm: float
    """Right edge without a mark that closes the line and may hang over its end."""
    pieces: tuple[Piece, ...]
    parts: tuple[Piece, ...] = ()
    """Finer pieces: what may stand in columns of a table."""

    @property
    def middle(self) -> float:
        """Between its left and its right edge."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def all_bold(self) -> bool:
        """Whether nothing of it is light."""
        return self.bold == ((0, len(self.text)),)


def lines_of(page: int, glyphs: Iterable[Glyph], gutter: float | None = None) -> tuple[list[Line], str]:
    """The lines from top to bottom, and the glyphs that were printed twice; `gutter` is a place between two columns."""
    lines: list[Line] = []
    twice: list[str] = []
    for row in rows_of(glyphs) if gutter is None else _rows_of_columns(list(glyphs), gutter):
        kept = row if _is_printed_once(row) else _without_twice(row, twice)
        lines.append(_line(page, kept))
    return lines, "".join(twice)


def _is_printed_once(row: Sequence[Glyph]) -> bool:
    """Whether no character of a line is that of one of the two before it, as hardly any is."""
    text = "".join([glyph[0] for glyph in row])
    return not any(map(eq, text, text[1:])) and not any(map(eq, text, text[2:]))


def _without_twice(row: Sequence[Glyph], twice: list[str]) -> list[Glyph]:
    """The glyphs of a line without those that were printed once more, which are added to the list."""
    kept: list[Glyph] = []
    for glyph in row:
        if _printed_before(glyph, kept):
            twice.append(glyph.char)
        else:
            kept.append(glyph)
    return kept


def part_of(line: Line, left: float, right: float) -> Line | None:
    """What of a line stands between two places, by the middles of its pieces; None for nothing."""
    pieces = [piece for piece in line.pieces if left <= (piece.left + piece.right) / 2 < right]
    if len(pieces) == len(line.pieces):
        return line
    if not pieces:
        return None
    start = pieces[0].start
    after = [piece.start for piece in line.pieces if piece.start > pieces[-1].start]
    end = after[0] - (line.text[after[0] - 1] == " ") if after else len(line.text)
    closing = line.text[end - 1] in _CLOSING
    return replace(
        line,
        text=line.text[start:end],
        left=pieces[0].left,
        top=min(piece.top for piece in pieces),
        right=pieces[-1].right,
        bottom=max(piece.bottom for piece in pieces),
        size=max(pieces, key=lambda piece: len(piece.text)).size,
        edge_sizes=(pieces[0].size, pieces[-1].size),
        bold=tuple(
            (max(one, start) - start, min(two, end) - start) for one, two in line.bold if one < end and two > start
        ),
        head=line.head if start == 0 else line.size,
        firm=pieces[-1].right - (pieces[-1].size if closing else 0.0),
        pieces=tuple(replace(piece, start=piece.start - start) for piece in pieces),
        parts=tuple(replace(part, start=part.start - start) for part in line.parts if start <= part.start < end),
    )


def _rows_of_columns(glyphs: Sequence[Glyph], gutter: float) -> list[list[Glyph]]:
    """The glyphs of each line where two columns may have their lines at different heights; those at about one height are one line."""
    sides = [[glyph for glyph in glyphs if (glyph.left >= gutter) == right] for right in (False, True)]
    rows = sorted([(_height(row), row) for side in sides for row in rows_of(side)], key=itemgetter(0))
    found: list[tuple[float, list[Glyph]]] = []
    for height, row in rows:
        level = bool(found) and height - found[-1][0] <= _SAME_LINE * row[0].size
        if level and (found[-1][1][-1].left >= gutter) != (row[0].left >= gutter):
            found[-1] = (found[-1][0], sorted([*found[-1][1], *row], key=_LEFT))
        else:
            found.append((height, row))
    return [row for _, row in found]


def _height(row: Sequence[Glyph]) -> float:
    """Where the middle of most glyphs of a row stands."""
    return median((glyph.top + glyph.bottom) / 2 for glyph in row)


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line from left to right, lines from top to bottom."""
    rows: list[tuple[float, list[Glyph]]] = []
    middle = size = float("-inf")
    # Glyphs of one run have the same top, bottom and size: the first decides for all of them.
    runs = [(key, list(run)) for key, run in groupby(glyphs, key=_HEIGHT)]
    for (top, bottom, its), run in sorted(runs, key=lambda one: one[0][0] + one[0][1]):
        own = (top + bottom) / 2
        if rows and own - middle <= _SAME_LINE * max(size, its):
            rows[-1][1].extend(run)
            if its > size:
                middle, size = own, its
        else:
            rows.append((own, run))
            middle, size = own, its
    return [sorted(row, key=_LEFT) for _, row in rows]


def _printed_before(glyph: Glyph, kept: Sequence[Glyph]) -> bool:
    for other in kept[-2:]:  # noqa: SIM110  # this is asked for every glyph, and a generator takes as long again
        if other.char == glyph.char and glyph.left - other.left < _SAME_PLACE * glyph.size:
            return True
    return False


def _line(page: int, row: Sequence[Glyph]) -> Line:
    chars, lefts, tops, rights, bottoms, sizes, bolds = zip(*row, strict=True)
    size, top, bottom = _size(sizes), min(tops), max(bottoms)
    gaps = list(map(sub, lefts[1:], rights))
    spaces = _spaces(chars, gaps, size)
    spaced = any(spaces)
    places = list(accumulate((1 + (space > 0) for space in spaces[1:]), initial=0)) if spaced else range(len(row))
    wide = [at for at, space in enumerate(spaces) if space > 1]
    apart = [at for at, gap in enumerate(gaps, start=1) if gap > _APART * size]
    whole = Piece("".join(chars), lefts[0], rights[-1], 0, size, top, bottom)  # most lines are one piece
    pieces = tuple(_pieces(row, wide, places)) if wide else (whole,)
    parts = pieces if apart == wide else tuple(_pieces(row, apart, places)) if apart else (whole,)
    shown = [" " + char if space else char for space, char in zip(spaces, chars, strict=True)] if spaced else chars
    return Line(
        page,
        "".join(shown),
        lefts[0],
        top,
        max(rights[-3:]),
        bottom,
        size,
        (sizes[0], sizes[-1]),
        tuple(_bold(row, places)) if any(bolds) else (),
        _head(row),
        lefts[-1] if chars[-1] in _CLOSING else rights[-1],
        pieces,
        parts,
    )


def _size(sizes: Sequence[float]) -> float:
    """The size of the font of most of some glyphs."""
    return sorted(sizes)[len(sizes) // 2] or 1.0


def _spaces(chars: Sequence[str], gaps: Sequence[float], size: float) -> list[int]:
    """The gap before each glyph: none (0), a space (1), or wide enough to begin a separate piece of the line (2)."""
    usual = min(max(median(gaps), 0.0), 2 * size) if len(gaps) > 2 else 0.0
    spaces = [0] * len(chars)
    if not gaps or max(gaps) - usual <= _LATIN_SPACE * size:
        return spaces
    for at, gap in enumerate(gaps):
        wide = gap - usual
        if wide <= _LATIN_SPACE * size:  # less than any space
            continue
        before, after = chars[at], chars[at + 1]
        if is_latin(before) and is_latin(after):
            least = _LATIN_SPACE
        elif is_ideograph(before) and is_ideograph(after) and _stands_out(gaps, at, size):
            least = _CHINESE_SPACE
        else:
            least = _WIDE_SPACE
        spaces[at + 1] = 2 if wide > _CLEAR * size else int(wide > least * size)
    return spaces


def _stands_out(gaps: Sequence[float], at: int, size: float) -> bool:
    """Whether a gap differs from those beside it; letter-spaced words have several alike, two characters no others."""
    beside = [gaps[one] for one in (at - 1, at + 1) if 0 <= one < len(gaps)]
    return len(gaps) > 2 and all(abs(gaps[at] - one) > _AS_FAR * size for one in beside)


def _bold(row: Sequence[Glyph], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches of the text that are printed bold; `places` says where in it each glyph stands.

    Digits and marks between two bold ideographs are bold, whatever their own font says of itself.
    """
    bold = [glyph.bold for glyph in row]
    told = [at for at, glyph in enumerate(row) if is_ideograph(glyph.char)]
    for one, two in pairwise(told):
        if bold[one] and bold[two]:
            bold[one:two] = [True] * (two - one)
    for is_bold, run in groupby(zip(places, bold, strict=True), key=lambda one: one[1]):
        if is_bold:
            inside = [place for place, _ in run]
            yield inside[0], inside[-1] + 1


def _pieces(row: Sequence[Glyph], cuts: Sequence[int], places: Sequence[int]) -> Iterator[Piece]:
    """The stretches of the line between some of its glyphs."""
    for start, end in pairwise([0, *cuts, len(row)]):
        chars, lefts, tops, rights, bottoms, sizes, _ = zip(*row[start:end], strict=True)
        text, size = "".join(chars), _size(sizes)
        yield Piece(text, lefts[0], rights[-1], places[start], size, min(tops), max(bottoms))


def _head(row: Sequence[Glyph]) -> float:
    """The width of what a line break may not separate from the first glyph: a word and its marks."""
    last = 0
    while last + 1 < len(row) and (row[last].char in _OPENING or row[last].char in _QUOTES):
        last += 1
    if is_latin(row[last].char):
        while last + 1 < len(row) and is_latin(row[last + 1].char):
            last += 1
    if last + 2 < len(row) and row[last + 1].char in _QUOTES:
        return row[last + 2].right - row[0].left
    most = last + _MOST_MARKS
    while last < most and last + 1 < len(row) and row[last + 1].char in _CLOSING:
        last += 1
    return row[last].right - row[0].left
