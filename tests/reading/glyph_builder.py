"""Pages made in code: lines typeset into glyphs, ruled grids, and what the assembler reads from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.reading.pages.assembler import assemble
from policy_extract.reading.pages.page_content import Glyph, Page, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Document

SIZE = 16.0
LEFT = 80.0
TOP = 80.0
STEP = 28.0
WIDTH, HEIGHT = 595.0, 842.0
NEVER_FIRST = frozenset("，。、；：！？）》”")


def glyphs(text: str, left: float, top: float, *, size: float = SIZE, bold: bool = False) -> list[Glyph]:
    """One line of glyphs: Chinese ones an em wide, others half of one; spaces leave room."""
    found = []
    for char in text:
        width = size * advance(char)
        if not char.isspace():
            found.append(Glyph(char, left, top, left + width, top + size, size, bold))
        left += width
    return found


def advance(char: str) -> float:
    """The width of a character in ems."""
    return 0.5 if char.isascii() else 1.0


def measure(text: str) -> float:
    """The width of a text in ems."""
    return sum(map(advance, text))


def wrapped(text: str, ems: float) -> list[str]:
    """The lines of a paragraph, indented by two ems, as a typesetter breaks them; numbers are not torn."""
    lines, line = [], "　　"
    for word in _words(text):
        if line.strip() and measure(line + word) > ems and word not in NEVER_FIRST:
            lines.append(line)
            line = ""
        line += word
    return [*lines, line]


def _words(text: str) -> Iterator[str]:
    word = ""
    for char in text:
        if char.isascii() and char.isalnum():
            word += char
            continue
        if word:
            yield word
        word = ""
        yield char
    if word:
        yield word


def centred(text: str, top: float, *, size: float = SIZE, ems: float = 27.0) -> list[Glyph]:
    """A line in the middle of a column of so many ems of the usual size."""
    return glyphs(text, LEFT + (ems * SIZE - measure(text) * size) / 2, top, size=size)


def typeset(
    paragraphs: Sequence[str],
    *,
    ems: float = 27.0,
    lines_per_page: int = 22,
    size: float = SIZE,
    numbered: bool = False,
) -> list[Page]:
    """Pages of running text; a paragraph that begins with a tab is set in the middle, larger."""
    rows: list[list[Glyph]] = []
    for paragraph in paragraphs:
        if paragraph.startswith("\t"):
            rows.append(_in_the_middle(paragraph[1:], ems, size))
        else:
            rows += [glyphs(line, LEFT, 0.0, size=size) for line in wrapped(paragraph, ems)]
    pages = []
    for number, start in enumerate(range(0, len(rows), lines_per_page), start=1):
        its = [moved(row, TOP + STEP * at) for at, row in enumerate(rows[start : start + lines_per_page])]
        if numbered:
            its.append(glyphs(f"— {number} —", 280.0, HEIGHT - 60, size=14.0))
        pages.append(page([glyph for row in its for glyph in row], number=number))
    return pages


def _in_the_middle(text: str, ems: float, size: float) -> list[Glyph]:
    large = 1.4 * size
    return glyphs(text, LEFT + (ems * size - measure(text) * large) / 2, 0.0, size=large)


def moved(row: Sequence[Glyph], down: float) -> list[Glyph]:
    """The glyphs further down."""
    return [Glyph(one.char, one.left, one.top + down, one.right, one.bottom + down, one.size, one.bold) for one in row]


def page(its: Sequence[Glyph], rules: Sequence[Rule] = (), *, number: int = 1, **more: object) -> Page:
    """A page of A4."""
    return Page(number, WIDTH, HEIGHT, tuple(its), tuple(rules), **more)  # type: ignore[arg-type]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The lines of a full grid."""
    flat = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return flat + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def table(
    rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, *, height: float = 30.0
) -> tuple[list[Glyph], list[Rule]]:
    """A ruled table with one line of text in each cell; "" leaves a cell empty."""
    ys = [top + height * at for at in range(len(rows) + 1)]
    its = [
        glyph
        for y, row in zip(ys, rows, strict=False)
        for x, text in zip(xs, row, strict=False)
        for glyph in glyphs(text, x + 6, y + 8, size=12.0)
    ]
    return its, grid(xs, ys)


def read(pages: Sequence[Page], report: Report | None = None) -> Document:
    """What the assembler makes of the pages."""
    report = Report() if report is None else report
    return assemble("pdf", pages, report, load().matcher(report))


def texts(document: Document) -> list[str]:
    """The paragraphs; a table as its rows."""
    return [block.text if isinstance(block, Paragraph) else str(rows(block)) for block in document.blocks]


def rows(block: object) -> list[list[str]]:
    """The texts of a table, a merged cell in each of its squares."""
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.grid()]
