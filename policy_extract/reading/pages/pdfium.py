"""A program of its own: a PDF on its input → glyphs and ruled lines of each page on its output, by pdfium.

It runs apart from the package, because pdfium ends the whole process when it
runs out of memory or into a mistake of its own; so it imports nothing of the
package, and what it writes are numbers and characters only (`pdf.py` reads
them).

    python pdfium.py FOLDER_OF_PYPDFIUM2 pages|count|pictures < x.pdf

Frames: a letter, the length of what follows, and that. `P` is a page, `N` how
many visible characters one has, `I` what one looks like in grey, `F` why nothing
more can be read, `E` the end.
"""

from __future__ import annotations

import ctypes
import math
import os
import struct
import sys
import threading
import time
from array import array
from collections import Counter
from itertools import pairwise

TYPE_CHECKING = False  # the module typing takes a sixth of the time in which a page is read
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Final

SECONDS: Final = 1.5
"""Time of the processor for a file of one page."""
SECONDS_PER_PAGE: Final = 0.05
SECONDS_PER_PICTURE: Final = 0.5
MOST_SECONDS: Final = 60.0
MOST_MEMORY: Final = 256 * 1024 * 1024
MOST_PAGES: Final = 3_000
MOST_GLYPHS_OF_A_PAGE: Final = 50_000
MOST_GLYPHS: Final = 3_000_000
MOST_OBJECTS_OF_A_PAGE: Final = 200_000
MOST_RULES_OF_A_PAGE: Final = 20_000
_MOST_CLIPS: Final = 16
"""Clipping paths of a line that are looked at."""
_MOST_CORNERS: Final = 32
"""Corners of one of them."""
_DEEPEST_FORM: Final = 5
_THIN: Final = 3.0
"""Points; a filled area that is thinner is a ruled line."""
_DOT: Final = 3.0
"""Points; what is shorter is a line only with others."""
_SHORTEST: Final = 0.3
_LOWEST_CELL: Final = 1.8
"""Ems: the filled background of a cell is higher than this, that of a line of text is not."""
_HIGHEST_CELL: Final = 8.0
"""Ems: a row of cells with nothing above it is lower than this; the panels of a page are higher."""
_BOLD: Final = 600
_STROKED: Final = 2
"""Text that is filled and outlined: so programs print bold where a font has no bold face, as most Chinese ones have none."""
_OUTLINED: Final = 6
"""The same, and added to the clipping path: told apart from bold."""
_NO_WIDTH: Final = 0.01
"""Points, below which pdfium leaves text out."""
_AS_IT_IS: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_HYPHEN: Final = 2
"""How pdfium shows the hyphen that tears a word at the end of a line."""
_MARKS: Final = frozenset(map(ord, "·×÷±°§—–…‘’“”‰℃①②③④⑤⑥⑦⑧⑨⑩≥≤≠→←↑↓■□●○★☆▲△◆◇√"))
"""Non-Han characters of Chinese texts; they are trusted where a font uses character codes but does not map them."""
_LARGEST: Final = 14_400.0
"""Points of a page's side (ISO 32000-1, Annex C)."""
_SMALLEST: Final = 0.1
_MOST_UPRIGHT: Final = 4
"""Characters in a row that stand upright in a line set round a seal."""
_SLANT: Final = 15
"""Degrees."""
HEAD: Final = struct.Struct("<ffIIIIIB")
"""Of a page: width, height; how many glyphs, characters that are turned, slanted, outside, rules; whether it has pictures."""

SIZE: Final = struct.Struct("<II")
"""Of a picture: width and height in pixels, a byte for each."""
PIXELS: Final = 1.25
"""Of a point, on a page of usual size."""
_MOST_PIXELS: Final = 2_000
"""Of a picture's side."""

_Box = tuple[float, float, float, float]


class Refusal(Exception):  # noqa: N818  # what the caller is told, no mistake of this program
    """Why the file cannot be read, in one word."""


def main(folder: str, wanted: str) -> None:
    """Write the frames of the PDF on the standard input."""
    sys.path.insert(0, folder)
    import pypdfium2_raw as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415  # its folder is known only now

    data = sys.stdin.buffer.read()
    _limit_memory(len(data))
    budget = _Budget(SECONDS_PER_PICTURE if wanted == "pictures" else SECONDS_PER_PAGE)
    try:
        _write_pages(pdfium, _opened(pdfium, data), wanted, budget)
        _frame(b"E")
    except Refusal as refusal:
        _frame(b"F", str(refusal).encode())
    except MemoryError:
        _frame(b"F", b"large")
    sys.stdout.buffer.flush()
    os._exit(0)  # closing a document takes time and gains nothing


def _frame(kind: bytes, payload: bytes = b"") -> None:
    sys.stdout.buffer.write(kind + struct.pack("<I", len(payload)) + payload)


class _Budget:
    """Ends the process when a file takes more time than any document of so many pages needs."""

    def __init__(self, per_page: float) -> None:
        self.allowed = SECONDS
        self._per_page = per_page
        threading.Thread(target=self._watch, daemon=True).start()

    def page_done(self) -> None:
        self.allowed = min(self.allowed + self._per_page, MOST_SECONDS)

    def _watch(self) -> None:
        while time.process_time() < self.allowed:
            time.sleep(0.05)
        os._exit(3)


def _limit_memory(size: int) -> None:
    """Let the system refuse more memory than any document needs, where it can."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    limit = MOST_MEMORY + 3 * size
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _opened(pdfium: Any, data: bytes) -> Any:
    """The document.

    Fails: Refusal where it is encrypted or broken.
    """
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        raise Refusal("locked" if locked else "damaged")
    return document


def _write_pages(pdfium: Any, document: Any, wanted: str, budget: _Budget) -> None:
    count = pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        raise Refusal("pages")
    glyphs = 0
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        _show_glyphs_without_outlines(pdfium, page)
        text = pdfium.FPDFText_LoadPage(page) if page else None
        here = max(pdfium.FPDFText_CountChars(text), 0) if text else 0
        glyphs += here
        if here > MOST_GLYPHS_OF_A_PAGE or glyphs > MOST_GLYPHS:
            raise Refusal("glyphs")
        if wanted == "pictures":
            _frame(b"I", _picture(pdfium, page))
        elif wanted == "count":
            _frame(b"N", struct.pack("<I", _visible(pdfium, text, here)))
        else:
            _frame(b"P", _PageReader(pdfium, page, text, here).payload())
        if text:
            pdfium.FPDFText_ClosePage(text)
        if page:
            pdfium.FPDF_ClosePage(page)
        budget.page_done()


def _picture(pdfium: Any, page: Any) -> bytes:
    """Size and grey pixels of a page, row by row from the top; nothing where it cannot be drawn."""
    sides = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)] if page else [0.0, 0.0]
    width, height = (int(side * min([PIXELS, *(_MOST_PIXELS / max(one, 1.0) for one in sides)])) for side in sides)
    bitmap = (
        pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0) if width > 0 and height > 0 else None
    )
    if not bitmap:
        return SIZE.pack(0, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return SIZE.pack(width, height) + b"".join(drawn[row * stride : row * stride + width] for row in range(height))


def _show_glyphs_without_outlines(pdfium: Any, page: Any) -> None:
    """Give text that takes no width an outline, so that pdfium reads it.

    A font that is neither in the file nor on this machine has no glyphs; a
    piece of text of one character then takes no room, and pdfium leaves it out.
    """
    sides = [ctypes.c_float() for _ in range(4)]
    left, _, right, _ = sides
    places = [ctypes.byref(side) for side in sides]
    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    for drawn, _ in _objects(pdfium, page) if page else ():
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        pdfium.FPDFPageObj_GetBounds(drawn, *places)
        pdfium.FPDFTextObj_GetFontSize(drawn, ctypes.byref(size))
        if right.value - left.value < _NO_WIDTH and size.value > _SMALLEST:
            pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix))
            pdfium.FPDFTextObj_SetTextRenderMode(drawn, _OUTLINED)
            pdfium.FPDFPageObj_SetMatrix(drawn, ctypes.byref(matrix))


def _objects(pdfium: Any, page: Any) -> Iterator[tuple[Any, tuple[float, ...]]]:
    """What the page draws, with the matrix of the forms it stands in; those forms themselves too.

    Fails: Refusal where there is too much of it.
    """
    number = 0
    runs: list[tuple[Any, int, tuple[float, ...], int]] = [
        (lambda index: pdfium.FPDFPage_GetObject(page, index), pdfium.FPDFPage_CountObjects(page), _AS_IT_IS, 0)
    ]
    while runs:
        get, count, above, depth = runs.pop()
        number += count
        if number > MOST_OBJECTS_OF_A_PAGE:
            raise Refusal("objects")
        for index in range(count):
            drawn = get(index)
            yield drawn, above
            if depth < _DEEPEST_FORM and pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_FORM:
                inside = pdfium.FPDFFormObj_CountObjects(drawn)
                matrix = _times(_matrix(pdfium, drawn), above)
                runs.append((
                    lambda index, form=drawn: pdfium.FPDFFormObj_GetObject(form, index), inside, matrix, depth + 1,
                ))  # fmt: skip


def _matrix(pdfium: Any, drawn: Any) -> tuple[float, ...]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _visible(pdfium: Any, text: Any, count: int) -> int:
    """How many visible characters the text of a page has."""
    return sum(1 for index in range(count) if (char := _character(pdfium, text, index)) and not char.isspace())


class _PageReader:
    """One page; what is found in it is kept in arrays that are written as they are."""

    def __init__(self, pdfium: Any, page: Any, text: Any, count: int) -> None:
        self.pdfium = pdfium
        self.page = page
        self.text = text
        self.count = count
        self.pictures = False
        self.rules: list[_Box] = []
        self.dots: list[_Box] = []
        """Pieces of which a line may be made, where they are not too many."""
        self.areas: list[_Box] = []
        """Filled areas that may be the ground of a cell."""
        edges = pdfium.FS_RECTF()
        if page:
            pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(edges))
        self.edges = (edges.left, edges.bottom, edges.right, edges.top)

    def payload(self) -> bytes:
        """The glyphs and lines of the page as bytes, to be sent as one frame."""
        glyphs = self._glyphs()
        directions = _bent([direction for *_, direction in glyphs])
        turn = _most_usual(directions)
        width, height = (min(abs(side), _LARGEST) for side in self._size(turn))
        kept: list[tuple[Any, ...]] = []
        turned: list[str] = []
        slanted: list[str] = []
        outside: list[str] = []
        for (char, left, bottom, right, top, size, bold, _), direction in zip(glyphs, directions, strict=True):
            if direction != turn:
                (slanted if direction < 0 else turned).append(char)
                continue
            box = _upright((left, bottom, right, top), self.edges, turn)
            if 0 < box[0] + box[2] < 2 * width and 0 < box[1] + box[3] < 2 * height:
                kept.append((char, *_sane_box(box), _sane_size(size, box), bold))
            else:
                outside.append(char)
        if self.page:
            self._walk_objects()
            self.rules += _edges_of_cells(self.areas, _median([glyph[5] for glyph in kept]))
            self.rules += self.dots if len(self.dots) <= MOST_RULES_OF_A_PAGE else []
        rules = [_sane(number) for box in self.rules for number in _upright(box, self.edges, turn)]
        asides = (turned, slanted, outside)
        return b"".join([
            HEAD.pack(width, height, len(kept), *map(len, asides), len(self.rules), self.pictures),
            "".join(glyph[0] for glyph in kept).encode("utf-32-le"),
            array("f", [number for glyph in kept for number in glyph[1:6]]).tobytes(),
            bytes(glyph[6] for glyph in kept),
            *("".join(chars).encode("utf-32-le") for chars in asides),
            array("f", rules).tobytes(),
        ])  # fmt: skip

    def _size(self, turn: int) -> tuple[float, float]:
        left, bottom, right, top = self.edges
        return (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)

    # ------------------------------------------------------------ glyphs

    def _glyphs(self) -> list[tuple[str, float, float, float, float, float, int, int]]:
        """Each visible character with its box (left, bottom, right, top), size, whether it is bold, and the way it runs."""
        pdfium, text = self.pdfium, self.text
        box_of, matrix_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetMatrix
        size_of, weight_of = pdfium.FPDFText_GetFontSize, pdfium.FPDFText_GetFontWeight
        object_of, mode_of = _addresses(pdfium.FPDFText_GetTextObject), pdfium.FPDFTextObj_GetTextRenderMode
        box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        to_box, to_matrix = ctypes.byref(box), ctypes.byref(matrix)
        found = []
        last: int | None = None
        """The piece of text that the glyph before is of; all of a piece have one font and run one way."""
        for index in range(self.count):
            char = _character(pdfium, text, index)
            if not char or char.isspace():
                continue
            box_of(text, index, to_box)
            piece = object_of(text, index)
            if piece is None or piece != last:
                last = piece
                matrix_of(text, index, to_matrix)
                size = size_of(text, index) * math.hypot(matrix.c, matrix.d)
                drawn = ctypes.cast(piece or 0, pdfium.FPDF_PAGEOBJECT)
                bold = int(weight_of(text, index) >= _BOLD or mode_of(drawn) == _STROKED)
                direction = 0 if not matrix.b and matrix.a > 0 else _direction(matrix.a, matrix.b)
            found.append((char, box.left, box.bottom, box.right, box.top, size, bold, direction))
        return found

    # ------------------------------------------------------------ ruled lines

    def _walk_objects(self) -> None:
        """Find the ruled lines of the page, those in its forms too."""
        pdfium = self.pdfium
        for drawn, above in _objects(pdfium, self.page):
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._take_path(drawn, above)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures = True

    def _take_path(self, drawn: Any, above: tuple[float, ...]) -> None:
        """Add the lines of a path: its strokes, and filled areas too thin to be anything else."""
        pdfium = self.pdfium
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke))
        segments = pdfium.FPDFPath_CountSegments(drawn)
        if not (fill.value or stroke.value) or segments > MOST_RULES_OF_A_PAGE:
            return
        matrix = _times(_matrix(pdfium, drawn), above)
        shapes = self._shapes(drawn, segments, matrix)
        if fill.value:
            self.areas += [bounds for shape in shapes if shape and _is_area(bounds := _bounds(shape))]
        if stroke.value:
            sides = [(*one, *two) for shape in shapes for one, two in pairwise(shape)]
        elif self._is_white(drawn):
            sides = []
        else:
            sides = [_bounds(shape) for shape in shapes if shape]
        for x0, y0, x1, y1 in sides:
            left, bottom, right, top = side = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
            if not _is_inside(side, self.edges):  # only there is it worth asking what of it is shown
                left, bottom, right, top = _common(_common(side, self.edges), self._window(drawn, above))
            long, wide = max(right - left, top - bottom), min(right - left, top - bottom)
            if long > _DOT and wide <= _THIN:
                self.rules.append((left, bottom, right, top))
            elif _SHORTEST <= long <= _DOT and len(self.dots) <= MOST_RULES_OF_A_PAGE:
                self.dots.append((left, bottom, right, top))
        if len(self.rules) > MOST_RULES_OF_A_PAGE:
            raise Refusal("objects")

    def _shapes(self, drawn: Any, segments: int, matrix: tuple[float, ...]) -> list[list[tuple[float, float]]]:
        """The corners of each shape of a path; one with a curve has none."""
        pdfium = self.pdfium
        a, b, c, d, e, f = matrix
        x, y = ctypes.c_float(), ctypes.c_float()
        shapes: list[list[tuple[float, float]]] = []
        for index in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
                shapes.append([])
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                shapes[-1] = []
                continue
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            shapes[-1].append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if pdfium.FPDFPathSegment_GetClose(segment):
                shapes[-1].append(shapes[-1][0])
        return shapes

    def _window(self, drawn: Any, above: tuple[float, ...]) -> _Box:
        """The box outside which nothing of an object is shown: that of its clipping paths."""
        pdfium = self.pdfium
        clip = pdfium.FPDFPageObj_GetClipPath(drawn)
        a, b, c, d, e, f = above
        x, y = ctypes.c_float(), ctypes.c_float()
        window = self.edges
        for path in range(min(pdfium.FPDFClipPath_CountPaths(clip), _MOST_CLIPS) if clip else 0):
            corners: list[tuple[float, float]] = []
            for index in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_CORNERS)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
                pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
                corners.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if corners:
                window = _common(window, _bounds(corners))
        return window

    def _is_white(self, drawn: Any) -> bool:
        """Whether an area is filled with the colour of the paper."""
        channels = [ctypes.c_uint() for _ in range(4)]
        known = self.pdfium.FPDFPageObj_GetFillColor(drawn, *(ctypes.byref(channel) for channel in channels))
        return bool(known) and (min(channel.value for channel in channels[:3]) > 250 or not channels[3].value)


def _addresses(function: Any) -> Any:
    """A function of a text and a place, whose pointers come back as numbers, which can be compared."""
    prototype = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _character(pdfium: Any, text: Any, index: int) -> str:
    """The character a glyph stands for; U+FFFD where its font does not say, "" for a control sign."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    if 32 < code < 0x7F or 0x2E80 <= code < 0xD800 or 0xF900 <= code < 0xFFF0:
        return chr(code)
    if code == _HYPHEN and not pdfium.FPDFText_HasUnicodeMapError(text, index):
        return "-"
    if code not in _MARKS and pdfium.FPDFText_HasUnicodeMapError(text, index):
        return "\ufffd"  # what stands for it is the number of its glyph
    if code <= 32:
        return ""
    if 0x80 <= code < 0xA0:  # a Windows font that says nothing of its encoding
        return bytes([code]).decode("cp1252", "replace")
    return "\ufffd" if 0xD800 <= code < 0xE000 or code in {0xFFFE, 0xFFFF} or code > 0x10FFFF else chr(code)


def _sane(number: float) -> float:
    """The number, kept near the page; 0 for what is none."""
    return max(min(number, 2 * _LARGEST), -_LARGEST) if number == number else 0.0  # noqa: PLR0124  # only NaN differs from itself


def _sane_box(box: _Box) -> Iterable[float]:
    """The box, kept near the page; nearly all are there."""
    x0, y0, x1, y1 = box
    least, most = -_LARGEST, 2 * _LARGEST
    if least <= x0 <= most and least <= y0 <= most and least <= x1 <= most and least <= y1 <= most:
        return box
    return map(_sane, box)


def _sane_size(size: float, box: _Box) -> float:
    """The size of a font; the height of the glyph where the file says nothing sensible."""
    return size if _SMALLEST < size < _LARGEST else max(_sane(box[3] - box[1]), 1.0)


def _direction(a: float, b: float) -> int:
    """The quarter turns to the left that text of this matrix runs at; -1 where it is slanted."""
    degrees = math.degrees(math.atan2(b, a)) % 360
    quarter = round(degrees / 90)
    return quarter % 4 if abs(degrees - 90 * quarter) <= _SLANT else -1


def _bent(directions: list[int]) -> list[int]:
    """The directions, with the few upright characters between slanted ones as slanted: those at the top of a seal's ring."""
    start = 0
    for at, direction in enumerate(directions):
        if direction < 0:
            if 0 < start < at <= start + _MOST_UPRIGHT:
                directions[start:at] = [-1] * (at - start)
            start = at + 1
    return directions


def _most_usual(directions: Any) -> int:
    """The right angle that most glyphs run at."""
    counts = Counter(direction for direction in directions if direction >= 0)
    return counts.most_common(1)[0][0] if counts else 0


def _upright(box: _Box, edges: _Box, turn: int) -> _Box:
    """The box as left, top, right, bottom from the top left corner, once the page is turned so that its text stands upright."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = edges
    if turn == 0:
        return left - x0, y1 - top, right - x0, y1 - bottom
    if turn == 1:
        return bottom - y0, left - x0, top - y0, right - x0
    if turn == 2:
        return x1 - right, bottom - y0, x1 - left, top - y0
    return y1 - top, x1 - right, y1 - bottom, x1 - left


def _times(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that does one, then two."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _median(sizes: list[float]) -> float:
    """The size in the middle; 0 where there is none."""
    return sorted(sizes)[len(sizes) // 2] if sizes else 0.0


def _is_area(box: _Box) -> bool:
    return box[2] - box[0] > _THIN and box[3] - box[1] > _THIN


def _edges_of_cells(areas: list[_Box], em: float) -> list[_Box]:
    """The edges of areas beside and above each other like cells, and of areas that extend their rows and columns.

    A row alone is one of cells where its areas are much higher than a line; others are the ground of text.
    """
    sides = [(round(x0), round(y0), round(x1), round(y1)) for x0, y0, x1, y1 in areas]
    edges = _by_side(sides)
    high = [_LOWEST_CELL * em < y1 - y0 < _HIGHEST_CELL * em for _, y0, _, y1 in areas]
    cells: set[int] = set()
    for at, box in enumerate(sides):
        beside, above = ([side for side in pair if side in edges] for pair in _facing(box))
        if beside and (above or high[at]):
            cells.add(at)
    new = list(cells)
    while new:
        found = {one for pair in _facing(sides[new.pop()]) for side in pair for one in edges.pop(side, ())} - cells
        cells |= found
        new += found
    return [edge for at in sorted(cells) for edge in _outline(areas[at])]


_Side = tuple[str, int, int, int]


def _by_side(boxes: list[tuple[int, int, int, int]]) -> dict[_Side, list[int]]:
    """Which boxes have a side there: left, right, foot or head, each from where to where."""
    edges: dict[_Side, list[int]] = {}
    for at, (x0, y0, x1, y1) in enumerate(boxes):
        for side in (("left", x0, y0, y1), ("right", x1, y0, y1), ("foot", y0, x0, x1), ("head", y1, x0, x1)):
            edges.setdefault(side, []).append(at)
    return edges


def _facing(box: tuple[int, int, int, int]) -> tuple[tuple[_Side, _Side], tuple[_Side, _Side]]:
    """The sides of boxes that touch this one: of those beside it, and of those above and below."""
    x0, y0, x1, y1 = box
    return (("left", x1, y0, y1), ("right", x0, y0, y1)), (("head", y0, x0, x1), ("foot", y1, x0, x1))


def _outline(box: _Box) -> tuple[_Box, ...]:
    """The four sides of a box."""
    x0, y0, x1, y1 = box
    return (x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)


def _is_inside(box: _Box, other: _Box) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


def _common(box: _Box, other: _Box) -> _Box:
    """What two boxes have in common; a box without width or height where that is nothing."""
    left, bottom = max(box[0], other[0]), max(box[1], other[1])
    return left, bottom, max(min(box[2], other[2]), left), max(min(box[3], other[3]), bottom)


def _bounds(shape: list[tuple[float, float]]) -> _Box:
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return min(xs), min(ys), max(xs), max(ys)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
