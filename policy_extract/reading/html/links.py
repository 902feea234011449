"""Annexes that a page only links to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.reading.html.weights import leads_to_file, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.findings import Report
    from policy_extract.reading.html.builders import Numbered

_MOST: Final = 50
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


def _where(text: str, numbered: Numbered) -> At | None:
    for block in numbered.blocks:
        if isinstance(block, Paragraph) and (start := block.text.find(text)) >= 0:
            return At(block=block.id, start=start, end=start + len(text))
    return None
