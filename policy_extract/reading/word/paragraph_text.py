"""One line of the page while it is assembled, and which characters of the file count as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policy_extract.blocks import add_stretch
from policy_extract.reading.word.symbols import sign
from policy_extract.reading.word.xml_names import A, M, V, W, local
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

SOFT_HYPHEN = "\u00ad"

_SYM, _FIELD, _WORD_ART = W + "sym", W + "fldSimple", V + "textpath"
# A hyphen that must not end a line is "-", as Word copies it to plain text, so that 2021-2025 is found however it was typed.
_HYPHENS = {W + "noBreakHyphen": "-", W + "softHyphen": SOFT_HYPHEN}
WRITTEN = (W + "t", W + "delText", W + "instrText", W + "delInstrText", M + "t", A + "t")
"""Elements whose own text is text of the document."""
TEXTS = (*WRITTEN, _SYM, _FIELD, _WORD_ART, *_HYPHENS)
"""Elements that stand for characters of the document, on the page or after it."""

SETTINGS = frozenset(
    {
        "posOffset",
        "align",
        "pctWidth",
        "pctHeight",
        "pctPosHOffset",
        "pctPosVOffset",
        "fldData",
        "LockedField",
        "FieldCodes",
    }
)
"""Elements whose text is a setting of Word or of a drawing."""

NOTE_KINDS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote", W + "commentReference": "comment"}

Note = tuple[str, str]
"""Kind and id of a footnote, endnote or comment."""


class Face(NamedTuple):
    """How a run is printed."""

    bold: bool
    underlined: bool
    hidden: bool
    size: float | None


@mutable
class Line:
    """The text of one paragraph while it is assembled."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[tuple[int, int]] = field(default_factory=list)
    underlined: list[tuple[int, int]] = field(default_factory=list)
    face: Face | None = None
    """Of the first visible run."""
    boxes: list[Element | str] = field(default_factory=list)
    """Text boxes anchored here (w:txbxContent), and the text of word art."""
    notes: list[tuple[Note, str]] = field(default_factory=list)
    """Notes marked here, and why the mark is not printed; "" where it is."""
    foreign: list[Element] = field(default_factory=list)
    """Places of documents embedded whole."""
    drops: list[tuple[str, list[str]]] = field(default_factory=list)
    """Reason → pieces of text that are not printed, in order."""
    break_before: bool = False
    break_after: bool = False
    in_contents: bool = False
    """Some of the text is the result of a TOC field."""

    @property
    def has_asides(self) -> bool:
        """Something other than text hangs on the line."""
        return bool(self.boxes or self.notes or self.drops or self.foreign)

    @property
    def text(self) -> str:
        """What the page shows."""
        return "".join(self.parts)

    def add(self, text: str, face: Face) -> None:
        """Append visible text."""
        if not text:
            return
        if not text.isspace():
            if self.face is None:
                self.face = face
            if self.break_after:  # a page ends inside the paragraph
                self.break_after = False
                text = "\n" + text
        end = self.length + len(text)
        if face.bold:
            add_stretch(self.bold, self.length, end)
        if face.underlined:
            add_stretch(self.underlined, self.length, end)
        self.parts.append(text)
        self.length = end

    def drop(self, text: str, reason: str) -> None:
        """Note text that the page does not show."""
        if not text:
            return
        if self.drops and self.drops[-1][0] == reason:
            self.drops[-1][1].append(text)
        else:
            self.drops.append((reason, [text]))

    def break_page(self) -> None:
        """Pass a page break: before the text, or after what there is of it."""
        if self.face is None:
            self.break_before = True
        else:
            self.break_after = True


@mutable
class CellLooks:
    """Where the text of a cell, its paragraphs joined, is printed bold or with a line under it."""

    bold: list[tuple[int, int]] = field(default_factory=list)
    underlined: list[tuple[int, int]] = field(default_factory=list)

    def take(self, line: Line, start: int) -> None:
        """Add what a paragraph's line shows; it begins at this character of the cell. A blank one shows nothing."""
        if line.text.strip():
            self.bold += [(low + start, high + start) for low, high in line.bold]
            self.underlined += [(low + start, high + start) for low, high in line.underlined]


def known_text(element: Element) -> str:
    """The characters of all TEXTS below an element, printed or not."""
    return "".join(characters(each) for each in element.iter(*TEXTS))


def all_text(element: Element) -> str:
    """Every character below an element, printed or not, that of elements nobody knows included."""
    return "".join(_all_characters(element))


def _all_characters(top: Element) -> Iterator[str]:
    for element in top.iter():
        if element.tag in TEXTS:
            yield characters(element)
        if element.text is not None and element.tag not in WRITTEN and local(str(element.tag)) not in SETTINGS:
            yield loose(element.text)
        if element.tail is not None and element is not top:
            yield loose(element.tail)


def characters(element: Element) -> str:
    """The characters one of TEXTS stands for; a line break inside it is a space, as in Word."""
    text = element.text
    tag = element.tag
    if tag == _SYM:
        return sign(element.get(W + "font", ""), element.get(W + "char", ""))
    if tag in _HYPHENS:
        return _HYPHENS[str(tag)]
    if tag == _FIELD:
        return element.get(W + "instr", "")
    if tag == _WORD_ART:
        return element.get("string", "")
    return "" if text is None else text.replace("\n", " ").replace("\r", " ")


def loose(text: str | None) -> str:
    r"""Text of an element nobody knows, without the spaces of pretty printing.

    >>> loose("\n   见附图\n  "), loose(None)
    ('见附图', '')
    """
    return " ".join((text or "").split())


def drop_all(element: Element, reason: str, line: Line) -> None:
    """Take an element out of the page: its text and the notes it refers to."""
    line.drop(all_text(element), reason)
    for mark in element.iter(*NOTE_KINDS):
        line.notes.append(((NOTE_KINDS[str(mark.tag)], mark.get(W + "id", "")), reason))
