"""Which pages an OFD file has, and which parts of the package describe each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError
from policy_extract.reading.pages.ofd_numbers import numbers_in
from policy_extract.reading.pages.ofd_package import OfdPackage, child, children, text_of
from policy_extract.reading.pages.pdfium import MOST_PAGES
from policy_extract.reading.zipped_xml import resolve
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_A4: Final = (0.0, 0.0, 210.0, 297.0)
_WIDEST: Final = 5_000.0
"""Millimetres; no page is larger, whatever its file says."""


@record
class Sheet:
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


def sheets_of(package: OfdPackage) -> Iterator[Sheet]:
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
            yield Sheet(
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


def annotations_of(package: OfdPackage, sheet: Sheet) -> Iterator[str]:
    """The texts that annotations of a page show."""
    for part in sheet.notes:
        for note in package.xml(part).iter("{*}Annot"):
            text = "".join(each.text or "" for each in note.iter("{*}TextCode"))
            if text.strip():
                yield text


def seals_of(package: OfdPackage) -> int:
    """How many stamps electronic signatures show on the pages."""
    bodies = children(package.xml("OFD.xml"), "DocBody")
    named = package.named("OFD.xml", [text_of(child(body, "Signatures")) for body in bodies])
    usual = [name for path in _documents(package) for name in package.named(path, ["Signs/Signatures.xml"])]
    return sum(1 for part in named or usual for _ in children(package.xml(part), "Signature"))


def _box(area: Element | None) -> tuple[float, float, float, float] | None:
    numbers = numbers_in(text_of(child(area, "PhysicalBox")))
    if len(numbers) != 4 or not all(0 < side <= _WIDEST for side in numbers[2:]):
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]
