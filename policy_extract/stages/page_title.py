"""The title of a document that only the page around it prints, put before a text that prints none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.stages.forms import Ownership
from policy_extract.stages.parts import split_parts
from policy_extract.stages.site_record import SiteRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block, Paragraph
    from policy_extract.grammar import Matcher


def with_page_title(
    blocks: Sequence[Block], title: Paragraph | None, matcher: Matcher, owned: Ownership
) -> tuple[Block, ...]:
    """The blocks, with the page's title before them where none is found in them; else it is claimed as of the site."""
    if title is None:
        return tuple(blocks)
    if not _finds_title(blocks, matcher) and _finds_title((title, *blocks), matcher):
        return (title, *blocks)
    owned.claim([title], "other")
    return tuple(blocks)


def _finds_title(blocks: Sequence[Block], matcher: Matcher) -> bool:
    """Whether the blocks have a title of their own."""
    return split_parts(blocks, SiteRecord(), matcher, Report(), Ownership()).parts[0].head.title is not None
