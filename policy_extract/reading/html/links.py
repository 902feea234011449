"""Annexes that a page only links to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA, Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.reading.html.weights import leads_to_file, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.reading.html.builders import Numbered

_MOST: Final = 50
_SHOWN: Final = ("src", "data", "pdfsrc")
"""Attributes that name the file which a viewer shows."""
_FEWEST: Final = 120
"""Characters of a text; a page with fewer of them shows it as pictures."""
_APART: Final = frozenset({"a", "nav", "header", "footer"})
"""Elements whose pictures belong to the site."""
_SMALL: Final = 200
"""Pixels."""
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|bmp|tiff?|webp)(?:[?#].*)?$", re.IGNORECASE)
_LONGEST: Final = 80


def note_annexes(root: Element, numbered: Numbered, report: Report) -> None:
    """Add a finding for every annex that is a file of its own beside the page."""
    seen: set[str] = set()
    for link in root.iter("a"):
        target = str(link.get("href", ""))
        text = text_of(link)
        if len(seen) >= _MOST or not text or target in seen or not leads_to_file(target):
            continue
        seen.add(target)
        report.note(
            Code.ANNEX_ELSEWHERE,
            _where(text, numbered),
            text=text[:_LONGEST],
            target=target.rpartition("/")[2][:_LONGEST],
        )


def note_pictures(root: Element, numbered: Numbered, report: Report) -> None:
    """Add a finding for every file that a page shows in place of text: in a viewer, or as pictures on a page with hardly any text."""
    shown = [
        str(one.get(name))
        for one in root.iter("iframe", "embed", "object", "div")
        for name in _SHOWN
        if leads_to_file(str(one.get(name, "")))
    ]
    if sum(_length(block) for block in numbered.blocks) < _FEWEST:
        pictures = (one for one in root.iter("img") if not any(above.tag in _APART for above in one.iterancestors()))
        shown += [
            target for one in pictures if _PICTURE.search(target := str(one.get("src", ""))) and not _is_small(one)
        ]
    for target in list(dict.fromkeys(shown))[:_MOST]:
        name = target.rpartition("/")[2][:_LONGEST]
        report.note(Code.ANNEX_ELSEWHERE, None, text=name, target=name)


def _is_small(picture: Element) -> bool:
    """Whether a picture is too small to show a page of a document."""
    width = re.match(r"\d{1,5}", picture.get("width", ""))
    return width is not None and int(width[0]) < _SMALL


def _length(block: Block) -> int:
    """Characters of a block that is text of the document."""
    if block.story == METADATA:
        return 0
    return len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells)


def _where(text: str, numbered: Numbered) -> At | None:
    for block in numbered.blocks:
        if isinstance(block, Paragraph) and (start := block.text.find(text)) >= 0:
            return At(block=block.id, start=start, end=start + len(text))
    return None
