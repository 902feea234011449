"""Text where the schema allows none, moved to the nearest place where text is read.

A character between a paragraph's runs, inside a bookmark or among the
properties of a paragraph is shown by no program, and is no reason to lose it.
Most files have none, which one search per kind of place tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from policy_extract.findings import Code
from policy_extract.reading.word.element_kinds import IGNORED
from policy_extract.reading.word.paragraph_text import NOTE_KINDS, SETTINGS, TEXTS, WRITTEN, all_text, characters, loose
from policy_extract.reading.word.xml_names import SPACES, XML, W, local, shown

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from lxml.etree import _ElementUnicodeResult as LooseText

    from policy_extract.findings import Report

_TEXT_NAMES = ("w:t", "w:delText", "w:instrText", "w:delInstrText", "m:t", "a:t")
_CONTAINERS = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rubyPr", "smartTagPr", "customXmlPr",
    )
)  # fmt: skip
"""Properties: elements without text that have children in every file."""

_LEAVES = (
    *(IGNORED - _CONTAINERS),
    *(tag for tag in TEXTS if tag != W + "fldSimple"),
    *(W + name for name in ("tab", "ptab", "br", "cr", "fldChar", "altChunk", "subDoc")),
    *NOTE_KINDS,
)
"""Elements that are read by themselves, whatever stands inside them."""

_LOOSE = etree.XPath(
    f"/descendant::text()[not({' or '.join(f'parent::{name}' for name in _TEXT_NAMES)})][normalize-space()]",
    namespaces=SPACES,
    smart_strings=True,
)
_MOVABLE = (*TEXTS, W + "fldChar")


def move_misplaced_text(root: Element, report: Report) -> None:
    """Move stray text below `root` to where it is read; each place is noted once by its element's name.

    No character is added or taken away.
    """
    places: set[str] = set()
    if root.tag in TEXTS:
        _name_anew(root)
    for text in cast("list[LooseText]", _LOOSE(root)):
        _wrap(text, places)
    for leaf in root.iter(*_LEAVES):
        if len(leaf) and leaf is not root:
            _empty(leaf, places)
    for element in reversed(_among_properties(root)):  # each goes right after, so the last goes first
        _move_out(element, places)
    for place in sorted(places):
        report.note(Code.UNKNOWN_ELEMENT, element=place)


def _among_properties(root: Element) -> list[Element]:
    """Texts below properties; each element around them is looked at once."""
    clear: set[Element | None] = {None}
    found: list[Element] = []
    for text in root.iter(*_MOVABLE):
        run = text.getparent()
        if (
            run is not None
            and (run.getparent() not in clear or run.tag in _CONTAINERS)
            and not _stands_clear(run, clear)
        ):
            found.append(text)
    return found


def _stands_clear(run: Element, clear: set[Element | None]) -> bool:
    """Whether what holds a text is and has no properties around it; the elements around it are added to `clear`."""
    if run.tag in _CONTAINERS:
        return False
    passed: list[Element] = []
    step = run.getparent()
    while step is not None and step not in clear:
        if step.tag in _CONTAINERS:
            return False
        passed.append(step)
        step = step.getparent()
    clear.update(passed)
    return True


def _name_anew(root: Element) -> None:
    """Make a part that is one text a part with a text in it."""
    piece = _text_element(root, characters(root))
    if root.tag in WRITTEN:
        root.text = None
    root.insert(0, piece)
    root.tag = W + "part"


def _wrap(text: LooseText, places: set[str]) -> None:
    """Make loose text inside an element of Word's own a text of its own; unknown elements are read with theirs."""
    beside = text.getparent()
    assert beside is not None
    around = beside.getparent() if text.is_tail else beside
    if around is None or not (around.getparent() is None or _is_words_own(around) or _is_passed_over(around)):
        return
    if not text.is_tail and local(str(around.tag)) in SETTINGS:
        return
    piece = _text_element(around, loose(text))
    if text.is_tail:
        beside.tail = None
        beside.addnext(piece)
    else:
        around.text = None
        around.insert(0, piece)
    places.add(shown(around))


def _is_words_own(element: Element) -> bool:
    return str(element.tag).startswith(_OWN)


def _is_passed_over(element: Element) -> bool:
    return next(element.iterancestors(*_DRAWN, *IGNORED), None) is not None


_DRAWN = (W + "drawing", W + "pict", W + "object")
_OWN = tuple("{" + SPACES[prefix] + "}" for prefix in ("w", "m", "mc", "a", "v", "wp"))


def _text_element(near: Element, text: str) -> Element:
    piece = near.makeelement(W + "t", {XML + "space": "preserve"}, nsmap={"w": SPACES["w"]})
    piece.text = text
    return piece


def _empty(leaf: Element, places: set[str]) -> None:
    """Put what stands inside an element that is read by itself after it, where that has text."""
    if not any(all_text(child) or loose(child.tail) or _holds_mark(child) for child in leaf):
        return
    places.add(shown(leaf))
    # A child's tail is the leaf's own text and stays out of its `text`, which is read.
    for child in reversed(leaf):
        tail, child.tail = child.tail, None
        if loose(tail):
            leaf.addnext(_text_element(leaf, loose(tail)))
        leaf.addnext(child)


def _holds_mark(element: Element) -> bool:
    return next(element.iter(W + "fldChar"), None) is not None


def _move_out(element: Element, places: set[str]) -> None:
    """Put a text that stands among properties after the outermost of these; nothing stands after a root."""
    outermost = None
    step = element.getparent()
    while step is not None:
        if step.tag in IGNORED and step.getparent() is not None:
            outermost = step
        step = step.getparent()
    if outermost is not None:
        places.add(shown(outermost))
        outermost.addnext(element)
