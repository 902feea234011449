"""Pages that show a document and what explains it behind tabs: the name on a tab is the heading of what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.reading.html.weights import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.grammar import Matcher

_POINTS: Final = ("href", "data-target", "data-bs-target", "aria-controls")
"""Attributes in which a tab names the element it shows."""
_LONGEST: Final = 30
"""Characters of the name on a tab."""


def name_tabs(root: Element, matcher: Matcher) -> None:
    """Put the names of tabs that explain a document (政策解读) above what they show, where no line there says it."""
    panes = {str(one.get("id")): one for one in root.iter(etree.Element) if one.get("id")}
    for tab in list(root.iter("a", "button", "li", "span", "div")) if panes else ():
        name = next((name for point in _POINTS if (name := str(tab.get(point, "")).lstrip("#")) in panes), None)
        if name is None or _holds(panes[name], tab) or _holds(tab, panes[name]):
            continue
        text = text_of(tab)
        if not text or len(text) > _LONGEST or matcher.first("explaining-title", text) is None:
            continue
        pane = panes.pop(name)  # the first name is its heading
        if text not in text_of(pane)[: 2 * _LONGEST]:
            _move(tab, pane)


def _holds(outer: Element, inner: Element) -> bool:
    """Whether an element is another, or stands in it."""
    return outer is inner or any(one is outer for one in inner.iterancestors())


def _move(tab: Element, pane: Element) -> None:
    """Take the text of a tab out of it and make it the first heading of what the tab shows."""
    heading = etree.Element("h2")
    heading.text = text_of(tab)
    heading.tail, pane.text = pane.text, None
    pane.insert(0, heading)
    for one in list(tab):
        tab.remove(one)
    tab.text = None
