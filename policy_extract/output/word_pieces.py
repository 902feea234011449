"""Pieces of Word files for offices: pages, headings, tables, runs in the fonts that every Chinese Word has.

The same pieces give the same bytes.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import Element

from policy_extract.output.fonts import FANG, HEI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document
    from docx.section import Section
    from lxml.etree import _Element

_MARKS = {"deleted": ("w:strike", "C00000"), "inserted": ("w:u", "00692B")}
"""Format of deleted and inserted words: coloured, and struck through or underlined for black-and-white prints."""
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def new_file() -> Document:
    """A Word file without a word."""
    from docx import Document as new_document  # noqa: N813, PLC0415  a function with the name of a class, and slow to load

    return new_document()


def set_page(document: Document, *, across: bool = True) -> None:
    """A4, landscape or portrait; fonts for Chinese and for the rest; page numbers."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415  an extra
    from docx.shared import Mm, Pt  # noqa: PLC0415  the same

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    fonts(normal.element.get_or_add_rPr(), FANG)
    normal.element.get_or_add_rPr().append(element("w:lang", val="en-US", eastAsia="zh-CN"))
    normal.paragraph_format.space_after = Pt(0)
    _number_pages(section)


def _number_pages(section: Section) -> None:
    """`— 1 —` below, in the middle, as official documents have it."""
    section.footer.is_linked_to_previous = False
    footer = section.footer.paragraphs[0]._p  # noqa: SLF001  python-docx knows no fields
    field = element("w:fldSimple", run("1"), instr="PAGE")
    footer.addnext(paragraph([run("— "), field, run(" —")], centred=True))
    footer.getparent().remove(footer)


def head(document: Document, text: str, font: str, size: float, *, after: float = 2) -> None:
    """Put a line above the table; a title in 黑体 in the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415  an extra
    from docx.shared import Pt  # noqa: PLC0415  the same

    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if font == HEI else WD_ALIGN_PARAGRAPH.LEFT
    line.paragraph_format.space_after = Pt(after)
    said = line.add_run(legal(text))
    said.font.size = Pt(size)
    fonts(said._r.get_or_add_rPr(), font)  # noqa: SLF001  python-docx knows no East Asian font


def name_file(document: Document, title: str) -> None:
    """Give the file its title, and nothing of who made it when."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = legal(title), "", ""
    for dated in properties._element.xpath("dcterms:created | dcterms:modified"):  # noqa: SLF001  the template's own dates
        dated.getparent().remove(dated)


def saved(document: Document) -> bytes:
    """The file, its members dated alike."""
    written, again = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(again, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return again.getvalue()


def table(widths: Sequence[int], rows: Iterable[_Element]) -> _Element:
    """A table with borders; widths in twentieths of a point."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = element(
        "w:tblPr",
        element("w:tblW", type="dxa", w=sum(widths)),
        element("w:tblBorders", *(element(f"w:{side}", val="single", sz=4, space=0, color="808080") for side in sides)),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *(element(f"w:{side}", w=90, type="dxa") for side in ("left", "right"))),
    )
    return element(
        "w:tbl", properties, element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)), *rows
    )


def heading_row(widths: Sequence[int], texts: Sequence[str]) -> _Element:
    """The row that stands on every page."""
    cells = (
        cell(width, [paragraph([run(text, font=HEI)], centred=True)], shade="D9E2EC")
        for width, text in zip(widths, texts, strict=True)
    )
    return element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")), *cells)


def band_row(widths: Sequence[int], text: str) -> _Element:
    """A row across the table that says what follows; it stays with it."""
    across = cell(sum(widths), [paragraph([run(text, font=HEI)], keep=True)], shade="F2F2F2", across=len(widths))
    return element("w:tr", element("w:trPr", element("w:cantSplit")), across)


def put(document: Document, made: _Element) -> None:
    """Put a table or paragraph at the end of the file."""
    document.element.body.insert(len(document.element.body) - 1, made)


def cell(width: int, paragraphs: Sequence[_Element], *, shade: str = "", across: int = 1) -> _Element:
    """A cell, over several columns where it goes `across` them."""
    span = [element("w:gridSpan", val=across)] if across > 1 else []
    shading = [element("w:shd", val="clear", color="auto", fill=shade)] if shade else []
    return element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa"), *span, *shading), *paragraphs)


def paragraph(runs: Sequence[_Element], *, centred: bool = False, keep: bool = False) -> _Element:
    """A paragraph; with `keep`, on the same page as the next paragraph."""
    kept = [element("w:keepNext")] if keep else []
    spacing = element("w:spacing", before=20, after=20, line=300, lineRule="auto")
    aligned = element("w:jc", val="center" if centred else "left")
    return element("w:p", element("w:pPr", *kept, spacing, aligned), *runs)


def run(text: str, op: str = "same", *, font: str = "") -> _Element:
    """Characters that look alike: as they are, deleted or inserted."""
    properties = element("w:rPr")
    if font:
        fonts(properties, font)
    if op in _MARKS:
        mark, colour = _MARKS[op]
        struck = [element(mark)] if op == "deleted" else []
        lined = [element(mark, val="single")] if op == "inserted" else []
        properties.extend([*struck, element("w:color", val=colour), element("w:sz", val=21), *lined])
    else:
        properties.append(element("w:sz", val=21))
    return element("w:r", properties, *_written(text))


def _written(text: str) -> Iterator[_Element]:
    """The characters, tabs as tabs."""
    for place, part in enumerate(legal(text).split("\t")):
        if place:
            yield element("w:tab")
        if part:
            said = element("w:t")
            said.text = part
            said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield said


def fonts(properties: Any, font: str) -> None:
    """Set the fonts of a run: this one for Chinese."""
    made = element("w:rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia=font, cs="Times New Roman")
    for there in properties.findall(made.tag):
        properties.remove(there)
    properties.insert(0, made)


def legal(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def element(name: str, *children: _Element, **attributes: str | int) -> _Element:
    """An element of a Word file, by its name with `w:` before it or without."""
    made: _Element = Element(f"{_W}{name.removeprefix('w:')}")
    for key, value in attributes.items():
        made.set(f"{_W}{key}", str(value))
    made.extend(children)
    return made
