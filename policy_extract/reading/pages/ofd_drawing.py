"""What the objects of an OFD page show: glyphs, ruled lines, and the text that is kept apart from both."""

from __future__ import annotations

import math
import re
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError
from policy_extract.reading.pages.ofd_numbers import Matrix, matrix_of, moved, number_in, numbers_in, stops
from policy_extract.reading.pages.ofd_package import child, children, text_of
from policy_extract.reading.pages.page_content import Glyph, Rule
from policy_extract.reading.pages.pdfium import MOST_GLYPHS_OF_A_PAGE, MOST_RULES_OF_A_PAGE
from policy_extract.reading.zipped_xml import local
from policy_extract.records import mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.reading.pages.ofd_sheets import Sheet

POINTS: Final = 72 / 25.4
"""Of a millimetre, the unit of the format."""
_ABOVE: Final = 0.88
"""Share of the size that a glyph reaches above its base line."""
_HALF: Final = 0.5
"""Share of the size that a narrow glyph without another after it is wide."""
_BOLD: Final = 600
_THIN: Final = 0.6
"""Millimetres; a filled shape so thin is a line."""
_LEVEL: Final = 0.05
"""Millimetres by which the ends of a straight line may be off."""
_OVER: Final = 36.0
"""Points by which a glyph may hang over the edge of its page."""
_STEP: Final = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")


@mutable
class Drawing:
    """What has been found of a page so far, in points from its top left corner."""

    sheet: Sheet
    glyphs: list[Glyph]
    rules: list[Rule]
    turned: list[str]
    slanted: list[str]
    outside: list[str]
    pictures: bool = False

    @property
    def size(self) -> int:
        """How many characters it shows and keeps apart."""
        return len(self.glyphs) + len(self.turned) + len(self.slanted) + len(self.outside)

    def must_hold(self, more: int) -> None:
        """Check that there is room for so many characters.

        Fails: DamagedDocumentError for more than any page shows.
        """
        if self.size + more > MOST_GLYPHS_OF_A_PAGE:
            raise DamagedDocumentError(
                f"a page of the OFD file has more than {MOST_GLYPHS_OF_A_PAGE} characters; print it to a PDF"
            )


def draw(layer: Element, drawing: Drawing) -> None:
    """Put the objects of a layer on the page.

    Fails: DamagedDocumentError for more than any page shows.
    """
    for element in _objects(layer):
        match local(element):
            case "TextObject":
                _draw_text(element, drawing)
            case "PathObject":
                for rule in _lines(element, drawing.sheet):
                    _add_rule(rule, drawing)
            case "ImageObject":
                drawing.pictures = True
            case _:
                pass


def _objects(layer: Element) -> Iterator[Element]:
    """The objects of a layer and of the blocks in it."""
    stack = [iter(layer)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif local(element) == "PageBlock":
            stack.append(iter(element))
        else:
            yield element


def _add_rule(rule: Rule, drawing: Drawing) -> None:
    if len(drawing.rules) >= MOST_RULES_OF_A_PAGE:
        raise DamagedDocumentError(
            f"a page of the OFD file is drawn with more than {MOST_RULES_OF_A_PAGE} lines; print it to a PDF"
        )
    if _on_paper(drawing.sheet, rule):
        drawing.rules.append(rule)


def _draw_text(element: Element, drawing: Drawing) -> None:
    """Put the glyphs of a text object on the page; text that runs across the others is kept apart."""
    matrix = matrix_of(element)
    angle = abs(math.degrees(math.atan2(matrix[1], matrix[0]))) % 180
    codes = list(children(element, "TextCode"))
    drawing.must_hold(sum(len(code.text or "") for code in codes))
    if min(angle, 180 - angle) > 5:
        aside = drawing.turned if abs(angle - 90) < 5 else drawing.slanted
        aside.extend(char for code in codes for char in code.text or "" if not char.isspace())
        return
    run = _run_of(element, matrix, drawing.sheet)
    x = y = 0.0
    for code in codes:
        x, y = number_in(code.get("X"), x), number_in(code.get("Y"), y)
        if text := code.text:
            down = code.get("DeltaY")
            xs = stops(x, code.get("DeltaX"), len(text), default=run.size if down is None else 0.0)
            ys = None if down is None else stops(y, down, len(text), default=0.0)
            _put(_placed(run, text, xs, y, ys), drawing)


@record
class _Run:
    """What all characters of a text object have in common."""

    matrix: Matrix
    left: float
    top: float
    size: float
    """Millimetres that a character is wide at most, before the matrix."""
    wide: float
    """Factor of that on the page."""
    high: float
    """Points."""
    bold: bool


def _run_of(element: Element, matrix: Matrix, sheet: Sheet) -> _Run:
    size = number_in(element.get("Size"), 0.0)
    bold = number_in(element.get("Weight"), 0.0) >= _BOLD or element.get("Font", "") in sheet.bold
    left, top = _corner(element, sheet)
    high = size * math.hypot(matrix[2], matrix[3]) * POINTS
    wide = math.hypot(matrix[0], matrix[1]) * number_in(element.get("HScale"), 1.0)
    return _Run(matrix, left, top, size, wide, high, bold)


def _placed(run: _Run, text: str, xs: Sequence[float], y: float, ys: Sequence[float] | None) -> list[Glyph]:
    """The glyphs of characters that stand at these places of their object, all at `y` where `ys` is None.

    The steps are those of the whole run at once: there is a run for a line, and a glyph for every character.
    """
    a, b, c, d, e, f = run.matrix
    left, top, size, wide, least = run.left, run.top, run.size, run.wide, run.size * 0.1
    starts = [left + a * x + c * y + e for x, y in zip(xs, ys or repeat(y))]  # noqa: B905  # one y for all of them
    steps = [*(after - before for before, after in pairwise(xs)), size * (_HALF if text[-1].isascii() else 1.0)]
    widths = [(step if least <= step <= size else max(min(step or size, size), least)) * wide for step in steps]
    ends = [(start + width) * POINTS for start, width in zip(starts, widths, strict=True)]
    above, below = run.high * _ABOVE, run.high * (1 - _ABOVE)
    tops: Iterable[float]
    feet: Iterable[float]
    if ys is None and not b:
        base = (top + d * y + f) * POINTS
        tops, feet = repeat(base - above), repeat(base + below)
    else:
        bases = [(top + b * x + d * y + f) * POINTS for x, y in zip(xs, ys or repeat(y))]  # noqa: B905  # as above
        tops, feet = [base - above for base in bases], [base + below for base in bases]
    firsts = [start * POINTS for start in starts]
    return list(map(Glyph._make, zip(text, firsts, tops, ends, feet, repeat(run.high), repeat(run.bold))))  # as above


def _put(glyphs: Sequence[Glyph], drawing: Drawing) -> None:
    """Put glyphs on the page, or beside it; white space leaves none."""
    right, foot = drawing.sheet.box[2] * POINTS + _OVER, drawing.sheet.box[3] * POINTS + _OVER
    shown = [glyph for glyph in glyphs if not glyph[0].isspace()]
    inside = [
        glyph for glyph in shown if -_OVER <= glyph[1] <= glyph[3] <= right and -_OVER <= glyph[2] <= glyph[4] <= foot
    ]
    drawing.glyphs += inside
    if len(inside) < len(shown):
        kept = set(map(id, inside))
        drawing.outside += [glyph.char for glyph in shown if id(glyph) not in kept]


def _on_paper(sheet: Sheet, thing: Rule) -> bool:
    """Whether a line stands on the page with its whole extent, or all but the little that may hang over, as glyphs have to."""
    wide, high = sheet.box[2] * POINTS, sheet.box[3] * POINTS
    return -_OVER <= thing.left <= thing.right <= wide + _OVER and -_OVER <= thing.top <= thing.bottom <= high + _OVER


def _lines(element: Element, sheet: Sheet) -> Iterator[Rule]:
    """The straight lines a path draws along the page's edges: strokes, and filled shapes as thin as a stroke."""
    matrix = matrix_of(element)
    left, top = _corner(element, sheet)
    for points in _figures(text_of(child(element, "AbbreviatedData"))):
        placed = [(x + left, y + top) for x, y in (moved(matrix, *point) for point in points)]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
            yield _rule(min(xs), min(ys), max(xs), max(ys))
        elif element.get("Stroke", "true") != "false":
            for (x1, y1), (x2, y2) in pairwise(placed):
                if min(abs(x1 - x2), abs(y1 - y2)) <= _LEVEL:
                    yield _rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _figures(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each figure of a path; curves go straight to their ends (clause 9.1)."""
    points: list[tuple[float, float]] = []
    for step, written in _STEP.findall(data):
        numbers = numbers_in(written)
        if step in "SM":
            if len(points) > 1:
                yield points
            points = []
        if step == "C":
            points += points[:1] if points[-1:] != points[:1] else []
        elif len(numbers) >= 2:
            points.append((numbers[-2], numbers[-1]))
    if len(points) > 1:
        yield points


def _rule(left: float, top: float, right: float, bottom: float) -> Rule:
    return Rule(left * POINTS, top * POINTS, right * POINTS, bottom * POINTS)


def _corner(element: Element, sheet: Sheet) -> tuple[float, float]:
    """Where an object's own origin stands on the paper."""
    numbers = numbers_in(element.get("Boundary", "")) or [0.0, 0.0]
    return numbers[0] - sheet.box[0], (numbers[1] if len(numbers) > 1 else 0.0) - sheet.box[1]
