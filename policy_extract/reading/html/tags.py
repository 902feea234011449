"""What the tags of a page stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PARAGRAPHS: Final = frozenset({"p", "li", "dt", "dd", "caption", *HEADINGS})
"""Each is one paragraph; a line break in it need not end it."""
BLOCKS: Final = PARAGRAPHS | {
    "html", "body", "head", "div", "center", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "dl", "dir", "menu", "pre",
    "blockquote", "article", "section", "main", "header", "footer", "nav", "aside", "address", "figure", "figcaption", "form", "fieldset",
    "legend", "hr", "details", "summary", "hgroup", "title", "colgroup", "col", "noscript", "ucapcontent", "ucaptitle", "isindex", "option",
}  # fmt: skip
SILENT: Final = frozenset({"script", "style", "template", "title"})
"""Their content is no text of the page; the title is read apart."""
FURNITURE: Final = frozenset(
    {
        "nav", "footer", "button", "select", "option", "textarea", "iframe", "noscript", "svg", "canvas", "object", "audio", "video", "map",
        "menu", "input", "datalist", "noframes", "applet", "marquee",
    }
)  # fmt: skip
"""Their content belongs to the site, wherever they stand."""


def children(element: Element) -> Iterator[Element]:
    """The elements right below one; comments are none."""
    return (child for child in element if isinstance(child.tag, str))


_NOTE: Final = re.compile(r"(?:sd)?(?P<kind>foot|end)note\d{1,4}|_?(?P<word>ftn|edn)\d{1,4}")
"""What Word and LibreOffice call the notes at the end of a page."""


def note_story(element: Element, tag: str) -> str:
    """The story of a note that begins here: footnote, endnote; "" for any other element."""
    name = element.get("id") if tag in {"div", "li", "p"} else None
    found = _NOTE.fullmatch(name) if name else None
    if found is None:
        return ""
    return "endnote" if found["kind"] == "end" or found["word"] == "edn" else "footnote"
