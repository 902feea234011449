"""Box forms → boxes of the plan: number, title, and one entry per paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.generated.plain import Box, BoxEntry
from policy_extract.stages.outline.headings import find_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import BoxForm, SectionForm


def read_box(box: BoxForm, section: SectionForm | None, texts: Mapping[str, str], matcher: Matcher) -> Box:
    """The box in the contract's form; `texts` gives the text of blocks and cells."""
    return Box(
        id=box.id,
        part=box.part,
        section=section.id if section is not None and section.level else None,
        level=box.level,
        number=box.number,
        title=box.title,
        entries=tuple(_entry(block, texts[block][start:end], matcher) for block, start, end in box.paragraphs),
        at=box.at,
    )


def _entry(block: str, text: str, matcher: Matcher) -> BoxEntry:
    """A paragraph cut after its run-in heading."""
    line = Paragraph(block, text)
    title = find_title(line, 0, matcher)
    if title is None or not text[title[1] :].strip(" 。：:"):
        return BoxEntry(title=None, text=text.strip())
    return BoxEntry(title=text[slice(*title)], text=text[title[1] :].lstrip(" 。：:").strip())
