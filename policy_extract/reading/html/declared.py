"""What a tag says with its attributes and the page's style sheet: decided once for all elements of a page that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.html.lists import mso_level
from policy_extract.reading.html.looks import breaks_page, look_of, says_label, styles
from policy_extract.reading.html.tags import BLOCKS, note_story
from policy_extract.reading.html.weights import leads_inside
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.reading.html.looks import Look
    from policy_extract.reading.html.style_sheets import Sheet

_RUNNING = frozenset({"header", "footer"})
"""How LibreOffice calls what it prints on every page."""


@mutable
class Declared:
    """What all elements of a page with this tag and these attributes have in common."""

    tag: str
    style: str
    """Their own and the page's style sheet say it."""
    block: bool
    story: str
    """Of a note that begins with one; "" for any other."""
    running: bool
    """It is printed on every page."""
    breaks_before: bool
    breaks_after: bool
    level: int | None
    """Of the list that Word says a paragraph is in."""
    leads_inside: bool
    """It leads to a place in the same page."""
    label: bool
    """It may be the number of its paragraph; its text decides."""
    looks: dict[Look, Look] = field(default_factory=dict)
    """Look of the text around such an element → look of its own text, where no label begins with it."""

    def look(self, element: Element, outer: Look) -> Look:
        """The look of the text in an element."""
        found = self.looks.get(outer)
        if found is None:
            found = look_of(element, self.tag, self.style, outer)
            if outer.label or not self.label:
                self.looks[outer] = found
        return found


@mutable
class Declarations:
    """What has been said so far on one page."""

    sheet: Sheet
    _known: dict[tuple[object, ...], Declared] = field(default_factory=dict)

    def around(self) -> Declared:
        """What is said around the root: nothing."""
        return Declared("", "", True, "", False, False, False, None, False, False)

    def of(self, element: Element, tag: str) -> Declared:
        """What the tag and the attributes of an element say."""
        key = (tag, *element.items())
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._decided(element, tag)
        return found

    def _decided(self, element: Element, tag: str) -> Declared:
        style = self.sheet.style_of(element, tag)
        return Declared(
            tag,
            style,
            tag in BLOCKS,
            note_story(element, tag),
            tag == "div" and element.get("title") in _RUNNING,
            breaks_page(style, "before"),
            breaks_page(style, "after"),
            mso_level(style) if tag == "p" else None,
            tag == "a" and leads_inside(element),
            says_label(styles(style)),
        )
