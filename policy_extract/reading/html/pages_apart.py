"""Texts that a site cuts into several pages: what stands on the other pages is not in this one, and a finding says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.findings import Code
from policy_extract.reading.html.weights import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher

_LONGEST: Final = 80
_PAGER: Final = re.compile(
    r"""\bcreatePageHTML\(\s{0,9}(?P<count>\d{1,3})\s{0,9},\s{0,9}(?P<at>\d{1,3})\s{0,9},\s{0,9}["'](?P<name>[^"']{1,80})["']\s{0,9},\s{0,9}["'](?P<form>\w{1,10})["']"""
)
"""The script with which TRS prints the pages of a text: their number, which one this is, their name."""


def note_next_page(root: Element, matcher: Matcher, report: Report) -> None:
    """Add a finding where a page leads to the next page of its text."""
    found = _scripted(root) or _linked(root, matcher)
    if found is not None:
        text, target = found
        report.note(Code.PAGE_CONTINUES, text=text, target=target.rpartition("/")[2][:_LONGEST])


def _scripted(root: Element) -> tuple[str, str] | None:
    for script in root.iter("script"):
        said = _PAGER.search(script.text or "")
        if said is not None and int(said["at"]) + 1 < int(said["count"]):
            return said["count"], f"{said['name']}_{int(said['at']) + 1}.{said['form']}"
    return None


def _linked(root: Element, matcher: Matcher) -> tuple[str, str] | None:
    for link in root.iter("a"):
        target = str(link.get("href", "")).strip()
        if not target or target.startswith("#") or target.lower().startswith("javascript:"):
            continue
        text = text_of(link)
        if text and matcher.first("next-page", text) is not None:
            return text, target
    return None
