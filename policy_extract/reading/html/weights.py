"""How much text stands below each element of a page, outside links and in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.reading.html.looks import hides, styles
from policy_extract.reading.html.tags import SILENT
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LONGEST_LINK: Final = 200
"""Characters; a longer link is a text somebody forgot to end a link in."""
_DOCUMENT_FILE: Final = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|rtf|zip|rar|7z|pptx?|ceb|txt)(?:[?#&].*)?$", re.IGNORECASE
)


@mutable
class Weights:
    """Characters below each element, outside links and in them."""

    order: list[Element]
    text: dict[Element, int] = field(default_factory=dict)
    links: dict[Element, int] = field(default_factory=dict)
    hidden: int = 0
    """Of the heaviest element that is not displayed."""
    concealed: set[Element] = field(default_factory=set)
    """The outermost elements that are not displayed, where what is hidden does not count."""

    def whole(self, element: Element) -> int:
        """All characters."""
        return self.text[element] + self.links[element]


def weigh(root: Element, *, shown: bool) -> Weights:
    """How much text stands below each element; `shown` counts what is not displayed, too."""
    weights = Weights(list(root.iter(etree.Element)))
    text, links = dict.fromkeys(weights.order, 0), dict.fromkeys(weights.order, 0)
    weights.text, weights.links = text, links
    hiding: dict[str, bool] = {"": False}
    for element in reversed(weights.order):
        tag = element.tag
        own = text[element]
        if tag in SILENT:
            own = text[element] = 0
        elif said := element.text:
            own = text[element] = own + len(said.strip())
        parent = element.getparent()
        if parent is None:
            continue
        if tail := element.tail:
            text[parent] += len(tail.strip())
        if not own and not links[element]:
            continue
        if not shown and _is_hidden(element, hiding):
            weights.hidden = max(weights.hidden, own)
            weights.concealed.add(element)
        elif tag == "a" and own <= LONGEST_LINK and leads_away(element):
            links[parent] += own + links[element]
        else:
            text[parent] += own
            links[parent] += links[element]
    return weights


def length_of(text: str | None) -> int:
    """How many characters a text has; none where it is blank."""
    return len(text.strip()) if text else 0


def _is_hidden(element: Element, hiding: dict[str, bool]) -> bool:
    """Whether the style of an element hides it; what a style says is remembered."""
    style = element.get("style", "")
    if style not in hiding:
        hiding[style] = hides(styles(style))
    return hiding[style]


def leads_away(link: Element) -> bool:
    """Whether a link leads to another page; one to a place in this page or to an annex is part of the text."""
    target = link.get("href")
    return target is not None and not leads_inside(link) and not leads_to_file(target)


def leads_inside(link: Element) -> bool:
    """Whether a link leads to a place in the same page, as those of a table of contents do."""
    target = link.get("href", "")
    return len(target) > 1 and (target.startswith("#") or "#_Toc" in target)


def leads_to_file(target: str) -> bool:
    """Whether the target of a link is a document of its own.

    >>> leads_to_file("/upload/P0201.docx?id=3"), leads_to_file("index.html")
    (True, False)
    """
    return _DOCUMENT_FILE.search(target) is not None


def text_of(element: Element) -> str:
    """All text below an element, white space folded."""
    return " ".join("".join(map(str, element.itertext(etree.Element))).split())
