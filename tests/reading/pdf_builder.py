"""A writer of small PDFs: pages of text in a Chinese font without outlines, ruled lines, whatever an object may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FONT = {
    2: b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [3 0 R] /ToUnicode 5 0 R >>",
    3: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /W [32 [500] 33 126 500]"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 4 0 R >>",
    4: b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -140 1000 860] /ItalicAngle 0"
    b" /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >>",
}
_SAME = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""
FIRST_PAGE = 10


def text(words: str, left: float, baseline: float, size: float = 16.0, matrix: str = "1 0 0 1") -> bytes:
    """The operators that print a line."""
    codes = words.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {matrix} {left} {baseline} Tm <{codes}> Tj ET\n".encode()


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """The operators that draw a line."""
    return f"{x0} {y0} m {x1} {y1} l S\n".encode()


def pdf(*pages: bytes, entries: bytes = b"", page: bytes = b"", more: dict[int, bytes] | None = None) -> bytes:
    """A PDF with these operators on its pages."""
    numbers = range(FIRST_PAGE, FIRST_PAGE + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = {
        1: b"<< /Type /Catalog /Pages 6 0 R " + entries + b" >>",
        **_FONT,
        5: stream(_SAME),
        6: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
    }
    for number, content in zip(numbers, pages, strict=True):
        objects[number] = (
            b"<< /Type /Page /Parent 6 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 2 0 R >> /XObject << /X 8 0 R >> >>"
            b" /Contents %d 0 R %s >>" % (number + 1, page)
        )
        objects[number + 1] = stream(content)
    return file_of(objects | (more or {}))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """An object that holds bytes."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def file_of(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """The file that holds these objects, and where each of them stands."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(out)


def lines(words: Sequence[str], left: float = 80.0, first: float = 750.0, step: float = 28.0) -> bytes:
    """The operators that print lines one under the other."""
    return b"".join(text(line, left, first - step * at) for at, line in enumerate(words))
