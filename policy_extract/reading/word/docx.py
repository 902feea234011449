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
from policy_extract.reading.word.fields import Fields, whole_fields
from policy_extract.reading.word.misplaced_text import move_misplaced_text
from policy_extract.reading.word.numbering import Numbering
from policy_extract.reading.word.package import open_package
from policy_extract.reading.word.paragraph_text import all_text
from policy_extract.reading.word.settings import Settings
from policy_extract.reading.word.state import Notes, State
from policy_extract.reading.word.stories import Story
from policy_extract.reading.word.styles import Styles
from policy_extract.reading.word.trimming import without_looks, without_table_styles
from policy_extract.reading.word.xml_names import MC, W, shown
from policy_extract.reading.word.xml_places import WordPlaces
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element as Element

    from policy_extract.clock import Clock
    from policy_extract.reading.source import ReadContext, Revisions
    from policy_extract.reading.word.package import Package, Relationship

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
    main = _MainPart(package, package.main_part())
    parts = {main.name: "body"}
    for kind, story in NOTE_PARTS:
        if (name := main.part_of_kind(kind)) is not None:
            parts[name] = story
    parts |= _running_parts(main)
    counts: Counter[str] = Counter()
    for name, story in parts.items():
        counts[story] += weigh(all_text(package.xml(name)))
    return counts


@record
class _MainPart:
    """The part of a package that holds the text, and what it points to."""

    package: Package
    name: str

    @property
    def relationships(self) -> dict[str, Relationship]:
        """By their ids."""
        return self.package.relationships(self.name)

    def part_of_kind(self, kind: str) -> str | None:
        """The part of that kind it points to, or the one that has the usual name."""
        targets = [
            relationship.target
            for relationship in self.relationships.values()
            if relationship.kind == kind and not relationship.external
        ]
        return next((name for name in [*targets, f"word/{kind}.xml"] if name in self.package), None)


def _running_parts(main: _MainPart) -> dict[str, str]:
    return {
        relationship.target: relationship.kind
        for relationship in main.relationships.values()
        if relationship.kind in {"header", "footer"}
        and not relationship.external
        and relationship.target in main.package
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
    main = _MainPart(package, package.main_part())
    root = package.xml(main.name, without_looks)
    body = _body(root, main.name)
    move_misplaced_text(root, report)
    state = _state(main, root, revisions, report)
    state.clock = clock
    Story("body", state, _fields(root, state.settings)).read(body)
    _drop(state, "body", ((child, "misplaced") for child in root if child is not body))
    _drop_unread_notes(state)
    running = _running_text(main, state)
    _note_embedded_parts(main, report)
    return Document(
        "docx",
        tuple(state.output.blocks),
        (*state.output.dropped, *running),
        revisions,
        WordPlaces(state.output.sources, _part_names(main, root)),
    )


def _part_names(main: _MainPart, root: Element) -> dict[str, str]:
    """The part that has a root of this tag, of those whose text becomes blocks."""
    notes = {W + kind: main.part_of_kind(kind) for kind, _ in NOTE_PARTS}
    return {str(root.tag): main.name} | {tag: name for tag, name in notes.items() if name is not None}


def _body(root: Element, part: str) -> Element:
    body = root.find(W + "body") if root.tag == W + "document" else None
    if body is None:
        raise NotADocumentError(
            f"{part}: the main part is {shown(root)} without a body, not a Word document; save the document as .docx"
        )
    return body


def _state(main: _MainPart, root: Element, revisions: Revisions, report: Report) -> State:
    package = main.package
    styled = main.part_of_kind("styles")
    if styled is None:
        report.note(Code.MISSING_PART, part="word/styles.xml")
    styles = Styles(package.xml(styled, without_table_styles) if styled else None, report)
    lists = main.part_of_kind("numbering")
    numbering = Numbering(package.xml(lists) if lists else None, styles, report)
    prefixes = root.get(MC + "Ignorable", "").split()
    skippable = frozenset(uri for uri in (root.nsmap.get(prefix) for prefix in prefixes) if uri)
    settings = Settings(styles, report, GONE[revisions], KEPT[revisions], skippable, original=revisions == "original")
    return State(root, settings, numbering, _notes(main, settings), main.relationships)


def _fields(root: Element, settings: Settings) -> Fields:
    return Fields(whole_fields(root, frozenset(settings.gone)))


def _notes(main: _MainPart, settings: Settings) -> Notes:
    notes = Notes()
    for kind, tag in NOTE_PARTS:
        name = main.part_of_kind(kind)
        if name is None:
            continue
        root = main.package.xml(name, without_looks)
        move_misplaced_text(root, settings.report)
        notes.fields[tag] = _fields(root, settings)
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


def _drop_unread_notes(state: State) -> None:
    """Notes without a mark on the page are not printed, nor are the lines above the notes."""
    notes = state.notes
    for note, element in notes.elements.items():
        if note not in notes.done:
            _drop(state, note[0], [(element, notes.lost.get(note, "unreferenced"))])
    for story, element, reason in notes.others:
        _drop(state, story, [(element, reason)])


def _drop(state: State, story: str, elements: Iterable[tuple[Element, str]]) -> None:
    for element, reason in elements:
        text = all_text(element)
        if text:
            state.output.dropped.append(Dropped(text, story, reason))


def _running_text(main: _MainPart, state: State) -> list[Dropped]:
    """The text of headers and footers, which is printed on every page and belongs to none."""
    running: list[Dropped] = []
    seen: set[str] = set()
    package = main.package
    for relationship in main.relationships.values():
        if relationship.kind not in {"header", "footer"} or relationship.external or relationship.target in seen:
            continue
        seen.add(relationship.target)
        if relationship.target not in package:
            state.settings.report.note(Code.BROKEN_REFERENCE, what=relationship.kind, target=relationship.target)
            continue
        running += _running_part(package.xml(relationship.target, without_looks), relationship.kind, state)
    return running


def _running_part(root: Element, kind: str, state: State) -> list[Dropped]:
    # Findings about places would name blocks that do not exist, so only the others are handed on.
    aside = Report()
    move_misplaced_text(root, aside)
    settings = replace(state.settings, report=aside)
    own = State(root, settings, state.numbering, Notes())
    Story(kind, own, _fields(root, settings)).read(root)
    state.settings.report.findings.extend(finding for finding in aside if finding.at is None)
    texts = [text for block in own.output.blocks for text in texts_of(block)]
    return [*own.output.dropped, *(Dropped(text, kind, _running_reason(text)) for text in texts if text)]


def _running_reason(text: str) -> str:
    """`page-number` for a text that says nothing else, `running-header` otherwise.

    >>> [_running_reason(text) for text in ("— 1 —", "第 1 页 共 3 页", "青禾县人民政府文件")]
    ['page-number', 'page-number', 'running-header']
    """
    return "page-number" if _PAGE_NUMBER.fullmatch(text) else "running-header"


def _note_embedded_parts(main: _MainPart, report: Report) -> None:
    for relationship in main.relationships.values():
        if relationship.kind in _EMBEDDED and not relationship.external:
            report.note(Code.UNKNOWN_PART, part=relationship.target)
