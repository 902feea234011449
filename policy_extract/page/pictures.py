"""Pictures of the pages of a PDF, small enough to stand in a page, and where blocks stand on them."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from typing import TYPE_CHECKING

from policy_extract.page.markup import Html, element, joined
from policy_extract.reading.pages.pdf import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_extract.generated.plain import Place
    from policy_extract.reading.pages.pdf import Picture

MOST = 300
"""Pages that are drawn; a plan has fewer."""
_SHADES = 16
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def boxes_of(places: Mapping[str, Place]) -> dict[str, str]:
    """Block or cell to where it stands, for the script: `3 70.1 100.0 500.2 120.5`, page and edges in points."""
    return {
        name: " ".join(str(number) for number in (place.page, *place.box))
        for name, place in places.items()
        if place.page is not None and place.box is not None
    }


def sheets(data: bytes) -> Html:
    """The pages of a PDF as hidden pictures; the script shows the piece that belongs to the selected value."""
    return joined(_sheet(number, picture) for number, picture in enumerate(_first(data), 1))


def _first(data: bytes) -> Iterator[Picture]:
    for _, picture in zip(range(MOST), pictures(data), strict=False):
        yield picture


def _sheet(number: int, picture: Picture) -> Html:
    if not picture.width:
        return joined()
    source = f"data:image/png;base64,{b64encode(png(picture)).decode()}"
    return element("img", src=source, alt="", id=f"sheet-{number}", hidden=True, loading="lazy")


def png(picture: Picture) -> bytes:
    """The picture as a PNG of sixteen shades."""
    width, height = picture.width, picture.height
    shades = picture.pixels.translate(bytes(value * _SHADES // 256 for value in range(256)))
    rows = b"".join(b"\0" + _packed(shades[row * width : (row + 1) * width]) for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(map(_piece, pieces))


def _packed(row: bytes) -> bytes:
    """Two pixels to a byte."""
    even = row if len(row) % 2 == 0 else row + b"\0"
    return bytes(first << 4 | second for first, second in zip(even[::2], even[1::2], strict=True))


def _piece(piece: tuple[bytes, bytes]) -> bytes:
    kind, content = piece
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
