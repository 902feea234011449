"""Kinds of elements in a paragraph of Word: which only hold others, which have no text of the page, which of several versions is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.word.paragraph_text import SETTINGS, drop_all, loose
from policy_extract.reading.word.xml_names import MC, W, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.reading.word.paragraph_text import Line

TEXT_BOX = W + "txbxContent"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

THROUGH = frozenset(
    {W + name for name in ("hyperlink", "sdtContent", "smartTag", "customXml", "bdo", "dir", "rubyBase")}
    | {W14 + "conflictIns"}
)
"""Elements that only hold others; so do all of formulas (m:…) but m:t."""

IGNORED = frozenset(
    {
        W + name
        for name in (
            "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr",
            "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak",
            "commentRangeStart", "commentRangeEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
            "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
            "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
            "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
            "pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong", "movie", "control", "contentPart",
        )
    }
)  # fmt: skip
"""Elements without text of the page."""

_UNDERSTOOD = frozenset(
    {
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "urn:schemas-microsoft-com:vml",
    }
)
"""Namespaces whose mc:Choice is read; any other is left for its mc:Fallback."""


def printed_version(alternate: Element) -> Element | None:
    """The one version of an mc:AlternateContent that is read: a choice understood here, else the fallback."""
    choices = alternate.findall(MC + "Choice")
    for choice in choices:
        prefixes = choice.get("Requires", "").split()
        if all(choice.nsmap.get(prefix) in _UNDERSTOOD for prefix in prefixes):
            return choice
    fallback = alternate.find(MC + "Fallback")
    return fallback if fallback is not None else next(iter(choices), None)


def printed_children(alternate: Element, lost: Line) -> list[Element]:
    """The children of the version that is read; the text of the others goes to `lost`."""
    chosen = printed_version(alternate)
    for version in alternate:
        if version is not chosen:
            drop_all(version, "alternate", lost)
    return [] if chosen is None else list(chosen)


def mixed(element: Element) -> list[Element | str]:
    """Text and children of an unknown element in order, without the spaces of pretty printing."""
    parts: list[Element | str] = [] if local(str(element.tag)) in SETTINGS else [loose(element.text)]
    for child in element:
        parts += [child, loose(child.tail)]
    return [part for part in parts if not isinstance(part, str) or part]
