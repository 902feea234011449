"""Takes a missing title from the web page around the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Table
from policy_extract.findings import Report
from policy_extract.stages.front.head_ends import is_record
from policy_extract.stages.front.site_record import SiteRecord
from policy_extract.stages.parts.parts import split_parts
from policy_extract.stages.structure import Ownership, StageContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block, Paragraph
    from policy_extract.grammar import Matcher
    from policy_extract.stages.parts.parts import Layout


_FIRST = 3
"""The site's record about the document is looked for in this many blocks."""


def with_page_title(blocks: Sequence[Block], titles: Sequence[Paragraph], context: StageContext) -> tuple[Block, ...]:
    """The blocks; if they have no title, the first usable title of the page or of its record is put before them.

    Other titles of the page belong to the site and are claimed as `other`.
    """
    matcher = context.matcher
    recorded = any(isinstance(one, Table) and is_record(one, matcher) for one in blocks[:_FIRST])
    layout = _read(blocks, matcher) if titles or recorded else None
    wanting = layout is not None and layout.parts[0].head.title is None
    named = (*titles, *layout.record.titles) if layout is not None and wanting else ()
    found = next((one for one in named if _read((one, *blocks), matcher).parts[0].head.title is not None), None)
    context.owned.claim((one for one in titles if one is not found), "other")
    return tuple(blocks) if found is None else (found, *blocks)


def _read(blocks: Sequence[Block], matcher: Matcher) -> Layout:
    """The parts of the blocks, only looked at."""
    return split_parts(blocks, SiteRecord(), StageContext(matcher, Report(), Ownership()))
