"""Annexes that a page only links to."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.blocks import METADATA, Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.reading.html.weights import leads_to_file, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.blocks import Block
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
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
_SOURCES: Final = ("data-original", "data-src", "data-lazy-src", "data-url", "src")
_LEVELS: Final = 4
"""Elements around a picture in which the words above it are looked for."""
_PIECES: Final = 60
_WORDS: Final = 40
"""Pieces and characters of these words."""


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


def note_pictures(root: Element, numbered: Numbered, report: Report, matcher: Matcher) -> None:
    """Add a finding for every file that a page shows in place of text: in a viewer, as pictures on a page with hardly any text, as a picture of a table."""
    shown = [
        str(one.get(name))
        for one in root.iter("iframe", "embed", "object", "div")
        for name in _SHOWN
        if leads_to_file(str(one.get(name, "")))
    ]
    short = sum(_length(block) for block in numbered.blocks) < _FEWEST
    for one in root.iter("img"):
        target = _source(one)
        if _PICTURE.search(target) and not _is_small(one) and (short or _shows_table(one, matcher)):
            shown += [] if any(above.tag in _APART for above in one.iterancestors()) else [target]
    for target in list(dict.fromkeys(shown))[:_MOST]:
        name = target.rpartition("/")[2][:_LONGEST]
        report.note(Code.ANNEX_ELSEWHERE, None, text=name, target=name)


def _source(picture: Element) -> str:
    """The file of a picture; pages that load them late name it beside a blank one."""
    return next((str(said) for name in _SOURCES if (said := picture.get(name))), "")


def _shows_table(picture: Element, matcher: Matcher) -> bool:
    """Whether a picture is called a table or an annex, or the words right above it announce one: 见下表, 表1 主要指标."""
    named = (picture.get("alt") or "", picture.get("title") or "")
    return any(matcher.first("pictured-table", text.strip()) is not None for text in (*named, _above(picture)) if text)


def _above(picture: Element) -> str:
    """The last words before a picture, in its paragraph or in the one above."""
    element: Element | None = picture
    for _ in range(_LEVELS):
        if element is None:
            break
        before = element.getprevious()
        if before is not None:
            texts = list(islice(before.itertext(etree.Element), _PIECES + 1))
            said = "".join(map(str, texts)).strip() if len(texts) <= _PIECES else ""
            if said := said + (before.tail or "").strip():
                return said[-_WORDS:]
        element = element.getparent()
        if element is not None and (said := (element.text or "").strip()):
            return said[-_WORDS:]
    return ""


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
