"""An OFD file (GB/T 33190-2016, the page format of Chinese offices) → pages, which are then read like any others.

Text stands in the file as runs with a place for every character, tables as
drawn lines, so the file is read as what it is: a description of pages.
"""

from __future__ import annotations

import math
import re
from itertools import accumulate, islice, pairwise, repeat
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Dropped
from policy_extract.errors import DamagedDocumentError
from policy_extract.findings import Code
from policy_extract.reading.characters import visible
from policy_extract.reading.pages.assembler import assemble
from policy_extract.reading.pages.counting import by_story
from policy_extract.reading.pages.ofd_package import OfdPackage, child, children, open_ofd, text_of
from policy_extract.reading.pages.page_content import Glyph, Page, Rule
from policy_extract.reading.pages.pdfium import MOST_GLYPHS, MOST_GLYPHS_OF_A_PAGE, MOST_PAGES, MOST_RULES_OF_A_PAGE
from policy_extract.reading.source import SourceFile
from policy_extract.reading.zipped_xml import local, resolve
from policy_extract.records import mutable, record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from policy_extract.blocks import Document
    from policy_extract.reading.source import ReadContext

_POINTS: Final = 72 / 25.4
"""Of a millimetre, the unit of the format."""
_A4: Final = (0.0, 0.0, 210.0, 297.0)
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
_WIDEST: Final = 5_000.0
"""Millimetres; no page is larger, whatever its file says."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP: Final = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_RUN: Final = "g"

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of an OFD file; the text of annotations is dropped and reported.

    Fails: DamagedDocumentError, LockedDocumentError; NotADocumentError where the pages hold no text.
    """
    package = open_ofd(file)
    sheets = list(_sheets(package))
    document = assemble("ofd", _pages(package, sheets), context.report, context.matcher)
    notes = [text for sheet in sheets for text in _annotations(package, sheet)]
    seals = _seals(package)
    if notes or seals:
        context.report.note(Code.STAMPED, annotations=len(notes), seals=seals)
    return replace(document, dropped=(*document.dropped, *(Dropped(text, "body", "annotation") for text in notes)))


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of an OFD file, as they are read.

    Fails: as `read`, but for pages without text.
    """
    package = open_ofd(SourceFile(data))
    yield from _pages(package, _sheets(package))


def count(file: SourceFile, document: Document) -> dict[str, int]:
    """The visible characters of all text codes, those of a page's templates once for each page."""
    package = open_ofd(file)
    total = 0
    for sheet in _sheets(package):
        parts = [package.xml(path) for path in (sheet.content, *sheet.templates, *sheet.notes) if path in package]
        total += sum(visible(each.text or "") for root in parts for each in root.iter("{*}TextCode"))
    return by_story(total, document)


# ---------------------------------------------------------------- which pages there are


@record
class _Sheet:
    """A page of a document, by the parts that describe it."""

    content: str
    templates: tuple[str, ...]
    notes: tuple[str, ...]
    """Parts with its annotations."""
    box: tuple[float, float, float, float]
    """Left, top, width, height of the paper, in millimetres."""
    bold: frozenset[str]
    """Ids of bold fonts."""


def _documents(package: OfdPackage) -> list[str]:
    """The main parts: a file may hold several documents."""
    bodies = children(package.xml("OFD.xml"), "DocBody")
    roots = [text_of(child(body, "DocRoot")) for body in bodies]
    return list(dict.fromkeys(resolve("OFD.xml", root) for root in roots if root))


def _sheets(package: OfdPackage) -> Iterator[_Sheet]:
    """The pages of all documents.

    Fails: DamagedDocumentError where one is missing, or they are more than any document has.
    """
    count = 0
    for path in _documents(package):
        root = package.xml(path)
        common = child(root, "CommonData")
        bold = frozenset(_bold_fonts(package, path, common))
        templates = {
            each.get("ID", ""): resolve(path, each.get("BaseLoc", "")) for each in children(common, "TemplatePage")
        }
        notes = _annotated(package, path, root)
        usual = _box(child(common, "PageArea")) or _A4
        pages = list(children(child(root, "Pages"), "Page"))
        count += len(pages)
        if count > MOST_PAGES:
            raise DamagedDocumentError(f"the OFD file has more than {MOST_PAGES} pages; split it")
        for page in pages:
            content = resolve(path, page.get("BaseLoc", ""))
            if content not in package:
                raise DamagedDocumentError("a page of the OFD file is missing; ask for another copy")
            sheet = package.xml(content)
            named = (templates.get(each.get("TemplateID", ""), "") for each in children(sheet, "Template"))
            after = tuple(each for each in named if each in package)
            annotations = tuple(notes.get(page.get("ID", ""), ()))
            package.must_hold(content, *after, *annotations)
            yield _Sheet(
                content,
                after,
                annotations,
                _box(child(sheet, "Area")) or usual,
                bold,
            )


def _bold_fonts(package: OfdPackage, path: str, common: Element | None) -> Iterator[str]:
    places = [text_of(place) for name in ("PublicRes", "DocumentRes") for place in children(common, name)]
    for part in package.named(path, places):
        fonts = children(child(package.xml(part), "Fonts"), "Font")
        yield from (font.get("ID", "") for font in fonts if font.get("Bold") == "true")


def _annotated(package: OfdPackage, path: str, root: Element) -> dict[str, list[str]]:
    """Page id → the parts with its annotations."""
    found: dict[str, list[str]] = {}
    for part in package.named(path, map(text_of, children(root, "Annotations"))):
        for page in children(package.xml(part), "Page"):
            files = package.named(part, map(text_of, children(page, "FileLoc")))
            found.setdefault(page.get("PageID", ""), []).extend(files)
    return found


def _annotations(package: OfdPackage, sheet: _Sheet) -> Iterator[str]:
    """The texts that annotations of a page show."""
    for part in sheet.notes:
        for note in package.xml(part).iter("{*}Annot"):
            text = "".join(each.text or "" for each in note.iter("{*}TextCode"))
            if text.strip():
                yield text


def _seals(package: OfdPackage) -> int:
    """How many stamps electronic signatures show on the pages."""
    bodies = children(package.xml("OFD.xml"), "DocBody")
    named = package.named("OFD.xml", [text_of(child(body, "Signatures")) for body in bodies])
    usual = [name for path in _documents(package) for name in package.named(path, ["Signs/Signatures.xml"])]
    return sum(1 for part in named or usual for _ in children(package.xml(part), "Signature"))


def _box(area: Element | None) -> tuple[float, float, float, float] | None:
    numbers = _numbers(text_of(child(area, "PhysicalBox")))
    if len(numbers) != 4 or not all(0 < side <= _WIDEST for side in numbers[2:]):
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


# ---------------------------------------------------------------- what a page shows


@mutable
class _Drawing:
    """What has been found of a page so far, in points from its top left corner."""

    sheet: _Sheet
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


def _pages(package: OfdPackage, sheets: Iterable[_Sheet]) -> Iterator[Page]:
    total = 0
    for number, sheet in enumerate(sheets, start=1):
        drawing = _Drawing(sheet, [], [], [], [], [])
        for part in (*sheet.templates, sheet.content):
            for layer in children(child(package.xml(part), "Content"), "Layer"):
                _draw(layer, drawing)
        total += drawing.size
        if total > MOST_GLYPHS:
            raise DamagedDocumentError(f"the OFD file has more than {MOST_GLYPHS} characters; split the document")
        yield Page(
            number,
            sheet.box[2] * _POINTS,
            sheet.box[3] * _POINTS,
            tuple(drawing.glyphs),
            tuple(drawing.rules),
            turned="".join(drawing.turned),
            slanted="".join(drawing.slanted),
            outside="".join(drawing.outside),
            pictures=drawing.pictures,
        )


def _draw(layer: Element, drawing: _Drawing) -> None:
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


def _add_rule(rule: Rule, drawing: _Drawing) -> None:
    if len(drawing.rules) >= MOST_RULES_OF_A_PAGE:
        raise DamagedDocumentError(
            f"a page of the OFD file is drawn with more than {MOST_RULES_OF_A_PAGE} lines; print it to a PDF"
        )
    if _on_paper(drawing.sheet, rule):
        drawing.rules.append(rule)


def _draw_text(element: Element, drawing: _Drawing) -> None:
    """Put the glyphs of a text object on the page; text that runs across the others is kept apart."""
    matrix = _matrix(element)
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
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        if text := code.text:
            down = code.get("DeltaY")
            xs = _stops(x, code.get("DeltaX"), len(text), default=run.size if down is None else 0.0)
            ys = None if down is None else _stops(y, down, len(text), default=0.0)
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


def _run_of(element: Element, matrix: Matrix, sheet: _Sheet) -> _Run:
    size = _number(element.get("Size"), 0.0)
    bold = _number(element.get("Weight"), 0.0) >= _BOLD or element.get("Font", "") in sheet.bold
    left, top = _corner(element, sheet)
    high = size * math.hypot(matrix[2], matrix[3]) * _POINTS
    wide = math.hypot(matrix[0], matrix[1]) * _number(element.get("HScale"), 1.0)
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
    ends = [(start + width) * _POINTS for start, width in zip(starts, widths, strict=True)]
    above, below = run.high * _ABOVE, run.high * (1 - _ABOVE)
    tops: Iterable[float]
    feet: Iterable[float]
    if ys is None and not b:
        base = (top + d * y + f) * _POINTS
        tops, feet = repeat(base - above), repeat(base + below)
    else:
        bases = [(top + b * x + d * y + f) * _POINTS for x, y in zip(xs, ys or repeat(y))]  # noqa: B905  # as above
        tops, feet = [base - above for base in bases], [base + below for base in bases]
    firsts = [start * _POINTS for start in starts]
    return list(map(Glyph._make, zip(text, firsts, tops, ends, feet, repeat(run.high), repeat(run.bold))))  # as above


def _put(glyphs: Sequence[Glyph], drawing: _Drawing) -> None:
    """Put glyphs on the page, or beside it; white space leaves none."""
    right, foot = drawing.sheet.box[2] * _POINTS + _OVER, drawing.sheet.box[3] * _POINTS + _OVER
    shown = [glyph for glyph in glyphs if not glyph[0].isspace()]
    inside = [
        glyph for glyph in shown if -_OVER <= glyph[1] <= glyph[3] <= right and -_OVER <= glyph[2] <= glyph[4] <= foot
    ]
    drawing.glyphs += inside
    if len(inside) < len(shown):
        kept = set(map(id, inside))
        drawing.outside += [glyph.char for glyph in shown if id(glyph) not in kept]


def _on_paper(sheet: _Sheet, thing: Rule) -> bool:
    """Whether a line stands on the page with its whole extent, or all but the little that may hang over, as glyphs have to."""
    wide, high = sheet.box[2] * _POINTS, sheet.box[3] * _POINTS
    return -_OVER <= thing.left <= thing.right <= wide + _OVER and -_OVER <= thing.top <= thing.bottom <= high + _OVER


def _stops(start: float, written: str | None, length: int, *, default: float) -> list[float]:
    """Where each of so many glyphs stands on an axis; the file says the steps between them.

    >>> _stops(1.0, "2 g 2 3 4", 5, default=0.0)
    [1.0, 3.0, 6.0, 9.0, 13.0]
    """
    steps = _plain_numbers(written, length - 1) if written else []
    if steps is None:
        steps = list(islice(_steps(written or ""), max(length - 1, 0)))
    steps += [steps[-1] if steps else default] * (length - 1 - len(steps))
    return list(accumulate(steps, initial=start))


def _steps(written: str) -> Iterator[float]:
    """The numbers of a list in which `g n d` stands for n times d (clause 11.3)."""
    words = iter(written.split())
    for word in words:
        if word != _RUN:
            yield _number(word, 0.0)
            continue
        times, step = int(_number(next(words, None), 0.0)), _number(next(words, None), 0.0)
        yield from repeat(step, min(max(times, 0), MOST_GLYPHS_OF_A_PAGE))


def _lines(element: Element, sheet: _Sheet) -> Iterator[Rule]:
    """The straight lines a path draws along the page's edges: strokes, and filled shapes as thin as a stroke."""
    matrix = _matrix(element)
    left, top = _corner(element, sheet)
    for points in _figures(text_of(child(element, "AbbreviatedData"))):
        placed = [(x + left, y + top) for x, y in (_moved(matrix, *point) for point in points)]
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
        numbers = _numbers(written)
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
    return Rule(left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS)


# ---------------------------------------------------------------- numbers


def _matrix(element: Element) -> Matrix:
    numbers = _numbers(element.get("CTM", ""))
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else _PLAIN


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _corner(element: Element, sheet: _Sheet) -> tuple[float, float]:
    """Where an object's own origin stands on the paper."""
    numbers = _numbers(element.get("Boundary", "")) or [0.0, 0.0]
    return numbers[0] - sheet.box[0], (numbers[1] if len(numbers) > 1 else 0.0) - sheet.box[1]


def _plain_numbers(written: str, most: int | None = None) -> list[float] | None:
    """The first numbers of a list, at most so many; None where there is anything else among them."""
    try:
        numbers = list(map(float, written.split()[:most]))
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) and "_" not in written else None


def _numbers(written: str) -> Sequence[float]:
    """All numbers in a text, whatever stands between them."""
    plain = _plain_numbers(written)
    return (
        plain
        if plain is not None
        else [number for found in _NUMBER.findall(written) if math.isfinite(number := float(found))]
    )


def _number(written: str | None, default: float) -> float:
    """The first number of an attribute; nearly all are a number and nothing else."""
    if not written:
        return default
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if math.isfinite(number) and "_" not in written:
        return number
    found = _numbers(written)
    return found[0] if found else default
