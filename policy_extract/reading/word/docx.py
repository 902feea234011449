"""A Word file → blocks in reading order: paragraphs, tables, text boxes, notes.

Read this module first: `read_docx` opens the package and reads story after
story; `stories.py` walks one of them. Everything is read from the XML itself.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Document, Dropped, texts_of
from policy_extract.clock import ENDLESS
from policy_extract.errors import NotADocumentError
from policy_extract.findings import Code, Report
from policy_extract.reading.source import SourceFile
from policy_extract.reading.word.book import Book
from policy_extract.reading.word.context import Notes, Work
from policy_extract.reading.word.fields import Fields, whole_fields
from policy_extract.reading.word.numbering import Numbering
from policy_extract.reading.word.package import Package, open_package
from policy_extract.reading.word.paragraph_text import all_text
from policy_extract.reading.word.stories import Story
from policy_extract.reading.word.strays import settle_strays
from policy_extract.reading.word.styles import Styles
from policy_extract.reading.word.trimming import without_looks, without_table_styles
from policy_extract.reading.word.xml_names import MC, W, shown
from policy_extract.reading.word.xml_places import WordPlaces
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element as Element

    from policy_extract.clock import Clock
    from policy_extract.reading.source import ReadContext, Revisions

GONE: dict[Revisions, dict[str, str]] = {
    "accepted": {W + "del": "deleted", W + "moveFrom": "moved"},
    "original": {W + "ins": "inserted", W + "moveTo": "moved"},
}
KEPT: dict[Revisions, frozenset[str]] = {
    "accepted": frozenset({W + "ins", W + "moveTo"}),
    "original": frozenset({W + "del", W + "moveFrom"}),
}
NOTE_PARTS = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))
NOT_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_EMBEDDED = frozenset({"diagramData", "chart", "oleObject", "package"})
_PAGE_NUMBER = re.compile(r"(?=.*[\divxIVX页])(?:[\W\d_ivxlcIVXLC第页共]|(?i:page|of))*", re.DOTALL)


def read(file: SourceFile, context: ReadContext) -> Document:
    """As `read_docx`."""
    return _read(file, context.report, context.revisions, context.matcher.clock)


def count(file: SourceFile, _: Document) -> Counter[str]:
    """Characters of every story the document prints; automatic numbers, tabs and line breaks are none.

    They are taken from the elements that hold text, so that a reader that
    loses a run, a cell or a note shows here and nowhere else.
    """
    return count_text(file, lambda text: len(text) - text.count("\n") - text.count("\t"))


def count_text(file: SourceFile, weigh: Callable[[str], int]) -> Counter[str]:
    """What the text of each story weighs."""
    package = open_package(file)
    main = package.main_part()
    parts = {main: "body"}
    for kind, story in NOTE_PARTS:
        if (name := part_of_kind(package, main, kind)) is not None:
            parts[name] = story
    parts |= _running_parts(package, main)
    counts: Counter[str] = Counter()
    for name, story in parts.items():
        counts[story] += weigh(all_text(package.xml(name)))
    return counts


def _running_parts(package: Package, main: str) -> dict[str, str]:
    arrows = package.relationships(main).values()
    return {
        arrow.target: arrow.kind
        for arrow in arrows
        if arrow.kind in {"header", "footer"} and not arrow.external and arrow.target in package
    }


def read_docx(data: bytes, report: Report, *, revisions: Revisions = "accepted", clock: Clock = ENDLESS) -> Document:
    """The blocks of a .docx file in reading order, and all text that stands in none of them.

    `revisions` chooses the document with its tracked changes accepted, or as
    it was before them. Headers and footers are no blocks: their text is
    dropped as running-header or page-number. What is left when the time is up
    is dropped as time-limit.

    Fails: NotADocumentError, LockedDocumentError, DamagedDocumentError; odd
    content is noted in `report`.
    """
    return _read(SourceFile(data), report, revisions, clock)


def _read(file: SourceFile, report: Report, revisions: Revisions, clock: Clock) -> Document:
    package = open_package(file)
    main = package.main_part()
    root = package.xml(main, without_looks)
    body = _body(root, main)
    settle_strays(root, report)
    work = _work(package, main, root, revisions, report)
    work.clock = clock
    Story("body", work, _fields(root, work.book)).read(body)
    _drop(work, "body", ((child, "misplaced") for child in root if child is not body))
    _drop_unread_notes(work)
    running = _running_text(package, main, work)
    _note_embedded_parts(package, main, report)
    return Document(
        "docx",
        tuple(work.output.blocks),
        (*work.output.dropped, *running),
        revisions,
        WordPlaces(work.output.sources, _part_names(package, main, root)),
    )


def _part_names(package: Package, main: str, root: Element) -> dict[str, str]:
    """The part that has a root of this tag, of those whose text becomes blocks."""
    notes = {W + kind: part_of_kind(package, main, kind) for kind, _ in NOTE_PARTS}
    return {str(root.tag): main} | {tag: name for tag, name in notes.items() if name is not None}


def _body(root: Element, part: str) -> Element:
    body = root.find(W + "body") if root.tag == W + "document" else None
    if body is None:
        raise NotADocumentError(
            f"{part}: the main part is {shown(root)} without a body, not a Word document; save the document as .docx"
        )
    return body


def _work(package: Package, main: str, root: Element, revisions: Revisions, report: Report) -> Work:
    styled = part_of_kind(package, main, "styles")
    if styled is None:
        report.note(Code.MISSING_PART, part="word/styles.xml")
    styles = Styles(package.xml(styled, without_table_styles) if styled else None, report)
    lists = part_of_kind(package, main, "numbering")
    numbering = Numbering(package.xml(lists) if lists else None, styles, report)
    prefixes = root.get(MC + "Ignorable", "").split()
    skippable = frozenset(uri for uri in (root.nsmap.get(prefix) for prefix in prefixes) if uri)
    book = Book(styles, report, GONE[revisions], KEPT[revisions], skippable, original=revisions == "original")
    return Work(root, book, numbering, _notes(package, main, book), package.relationships(main))


def _fields(root: Element, book: Book) -> Fields:
    return Fields(whole_fields(root, frozenset(book.gone)))


def part_of_kind(package: Package, main: str, kind: str) -> str | None:
    """The part of that kind the main part points to, or the one that has the usual name."""
    targets = [
        arrow.target for arrow in package.relationships(main).values() if arrow.kind == kind and not arrow.external
    ]
    return next((name for name in [*targets, f"word/{kind}.xml"] if name in package), None)


def _notes(package: Package, main: str, book: Book) -> Notes:
    notes = Notes()
    for kind, tag in NOTE_PARTS:
        name = part_of_kind(package, main, kind)
        if name is None:
            continue
        root = package.xml(name, without_looks)
        settle_strays(root, book.report)
        notes.fields[tag] = _fields(root, book)
        for element in root:
            key = (tag, element.get(W + "id", ""))
            sort = element.get(W + "type", "normal") if element.tag == W + tag else ""
            if sort in NOT_NOTES:
                notes.others.append((tag, element, "separator"))
            elif not sort or key in notes.elements:
                notes.others.append((tag, element, "misplaced"))
            else:
                notes.elements[key] = element
    return notes


def _drop_unread_notes(work: Work) -> None:
    """Notes without a mark on the page are not printed, nor are the lines above the notes."""
    notes = work.notes
    for note, element in notes.elements.items():
        if note not in notes.done:
            _drop(work, note[0], [(element, notes.lost.get(note, "unreferenced"))])
    for story, element, reason in notes.others:
        _drop(work, story, [(element, reason)])


def _drop(work: Work, story: str, elements: Iterable[tuple[Element, str]]) -> None:
    for element, reason in elements:
        text = all_text(element)
        if text:
            work.output.dropped.append(Dropped(text, story, reason))


def _running_text(package: Package, main: str, work: Work) -> list[Dropped]:
    """The text of headers and footers, which is printed on every page and belongs to none."""
    running: list[Dropped] = []
    seen: set[str] = set()
    for arrow in package.relationships(main).values():
        if arrow.kind not in {"header", "footer"} or arrow.external or arrow.target in seen:
            continue
        seen.add(arrow.target)
        if arrow.target not in package:
            work.book.report.note(Code.BROKEN_REFERENCE, what=arrow.kind, target=arrow.target)
            continue
        running += _running_part(package.xml(arrow.target, without_looks), arrow.kind, work)
    return running


def _running_part(root: Element, kind: str, work: Work) -> list[Dropped]:
    # Findings about places would name blocks that do not exist, so only the others are handed on.
    aside = Report()
    settle_strays(root, aside)
    book = replace(work.book, report=aside)
    own = Work(root, book, work.numbering, Notes())
    Story(kind, own, _fields(root, book)).read(root)
    work.book.report.findings.extend(finding for finding in aside if finding.at is None)
    texts = [text for block in own.output.blocks for text in texts_of(block)]
    return [*own.output.dropped, *(Dropped(text, kind, _running_reason(text)) for text in texts if text)]


def _running_reason(text: str) -> str:
    """`page-number` for a text that says nothing else, `running-header` otherwise.

    >>> [_running_reason(text) for text in ("— 1 —", "第 1 页 共 3 页", "青禾县人民政府文件")]
    ['page-number', 'page-number', 'running-header']
    """
    return "page-number" if _PAGE_NUMBER.fullmatch(text) else "running-header"


def _note_embedded_parts(package: Package, main: str, report: Report) -> None:
    for arrow in package.relationships(main).values():
        if arrow.kind in _EMBEDDED and not arrow.external:
            report.note(Code.UNKNOWN_PART, part=arrow.target)
