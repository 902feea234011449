"""What any reader written in Python has to do with a file of a form before it understands anything: open it and look at each piece of its text once.

A library in C parses a page in a tenth of the time in which Python visits its
elements, and pdfium gives the text of a PDF without places in a sixth of the
time in which it gives the places. Which of these reading is compared with is
said in docs/decisions/0031.
"""

from __future__ import annotations

import io
import zipfile
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree
from python_calamine import CalamineWorkbook

from policy_extract.reading.characters import decode
from policy_extract.reading.pages import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def visited_page(data: bytes) -> int:
    """How much text a web page holds: parsed by lxml, every element visited, its styles taken apart."""
    root = etree.fromstring(data, etree.HTMLParser(encoding=decode(data).encoding))
    length = 0
    for element in root.iter(etree.Element):
        dict(part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
        length += len("".join((element.text or "").split())) + len("".join((element.tail or "").split()))
    return length


def placed_glyphs(data: bytes) -> int:
    """How many pages a PDF has, for each of which pdfium gave every glyph and ruled line with its place."""
    return sum(1 for _ in pdf._frames(data, "pages", b"P"))  # noqa: SLF001  # pdfium and the pipe to it, nothing after that


def placed_text(data: bytes) -> int:
    """How many characters an OFD file holds: all XML unzipped and parsed, a place computed for each."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.lower().endswith(".xml")]
        return sum(len(_places(package.read(name))) for name in names)


def cell_values(data: bytes) -> int:
    """How many rows a workbook has, the value of each cell given by python-calamine; what a cell shows (95% for 0.95) takes its format, too."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _places(xml: bytes) -> list[tuple[str, float]]:
    return [
        one
        for code in etree.fromstring(xml).iter("{*}TextCode")
        for one in _run(code.text or "", code.get("DeltaX", ""), code.get("X", ""))
    ]


def _run(text: str, steps: str, left: str) -> Iterator[tuple[str, float]]:
    return zip(text, accumulate(map(float, steps.replace("g", " ").split()), initial=float(left or 0)), strict=False)
