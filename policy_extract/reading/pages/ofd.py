"""An OFD file (GB/T 33190-2016, the page format of Chinese offices) → pages, which are then read like any others.

Text stands in the file as runs with a place for every character, tables as
drawn lines, so the file is read as what it is: a description of pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Dropped
from policy_extract.errors import DamagedDocumentError
from policy_extract.findings import Code
from policy_extract.reading.characters import visible
from policy_extract.reading.pages.assembler import assemble
from policy_extract.reading.pages.counting import by_story
from policy_extract.reading.pages.ofd_drawing import POINTS, Drawing, draw
from policy_extract.reading.pages.ofd_package import OfdPackage, child, children, open_ofd
from policy_extract.reading.pages.ofd_sheets import Sheet, annotations_of, seals_of, sheets_of
from policy_extract.reading.pages.page_content import Page
from policy_extract.reading.pages.pdfium import MOST_GLYPHS
from policy_extract.reading.source import SourceFile
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.blocks import Document
    from policy_extract.reading.source import ReadContext


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of an OFD file; the text of annotations is dropped and reported.

    Fails: DamagedDocumentError, LockedDocumentError; NotADocumentError where the pages hold no text.
    """
    package = open_ofd(file)
    sheets = list(sheets_of(package))
    document = assemble("ofd", _pages(package, sheets), context.report, context.matcher)
    notes = [text for sheet in sheets for text in annotations_of(package, sheet)]
    seals = seals_of(package)
    if notes or seals:
        context.report.note(Code.STAMPED, annotations=len(notes), seals=seals)
    return replace(document, dropped=(*document.dropped, *(Dropped(text, "body", "annotation") for text in notes)))


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of an OFD file, as they are read.

    Fails: as `read`, but for pages without text.
    """
    package = open_ofd(SourceFile(data))
    yield from _pages(package, sheets_of(package))


def count(file: SourceFile, document: Document) -> dict[str, int]:
    """The visible characters of all text codes, those of a page's templates once for each page."""
    package = open_ofd(file)
    total = 0
    for sheet in sheets_of(package):
        parts = [package.xml(path) for path in (sheet.content, *sheet.templates, *sheet.notes) if path in package]
        total += sum(visible(each.text or "") for root in parts for each in root.iter("{*}TextCode"))
    return by_story(total, document)


def _pages(package: OfdPackage, sheets: Iterable[Sheet]) -> Iterator[Page]:
    total = 0
    for number, sheet in enumerate(sheets, start=1):
        drawing = Drawing(sheet, [], [], [], [], [])
        for part in (*sheet.templates, sheet.content):
            for layer in children(child(package.xml(part), "Content"), "Layer"):
                draw(layer, drawing)
        total += drawing.size
        if total > MOST_GLYPHS:
            raise DamagedDocumentError(f"the OFD file has more than {MOST_GLYPHS} characters; split the document")
        yield Page(
            number,
            sheet.box[2] * POINTS,
            sheet.box[3] * POINTS,
            tuple(drawing.glyphs),
            tuple(drawing.rules),
            turned="".join(drawing.turned),
            slanted="".join(drawing.slanted),
            outside="".join(drawing.outside),
            pictures=drawing.pictures,
        )
