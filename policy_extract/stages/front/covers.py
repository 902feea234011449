"""What a cover prints between two prints of the title: the bodies that issue the document, and the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.front.issuers import as_date, split_names
from policy_extract.stages.structure import piece

if TYPE_CHECKING:
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.front.lines_of_head import Lines
    from policy_extract.stages.structure import Head

COVER_LINES = 8
"""Lines of a cover from the title to the date."""


def is_signed(lines: Lines, index: int, end: int) -> bool:
    """Whether a line of a cover above the title names a body and a day, or the day stands below it."""
    matcher = lines.matcher
    texts = [block.text for block in lines.blocks[index : min(end, index + 2)] if isinstance(block, Paragraph)]
    if matcher.first("signature-with-date", texts[0]) is not None:
        return True
    return _is_dated(texts[-1], matcher) and matcher.first("signature", texts[0]) is not None


def _is_dated(below: str, matcher: Matcher) -> bool:
    """Whether a line below the name of a body is a day or a month, as signatures have it or as people type it: 2026.03."""
    return matcher.first("date-line", below) is not None or matcher.first("signing-date", below) is not None


def date_below_issuer(lines: Lines, index: int) -> Match | None:
    """The day or month that people typed as they like, right below the body that a cover names."""
    block = lines.blocks[index]
    named = index > 0 and lines.owned.roles.get(lines.blocks[index - 1].id) == "issuer"
    return lines.matcher.first("signing-date", block.text) if named and isinstance(block, Paragraph) else None


def with_cover(lines: Lines, index: int, head: Head) -> Head | None:
    """The head with the body that a cover names above the date."""
    blocks, matcher, owned = lines.blocks, lines.matcher, lines.owned
    block, below = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    if head.title is None or not isinstance(block, Paragraph):
        return None
    if printed := matcher.first("signature-with-date", block.text, block=block.id):
        owned.claim([block], "issuer")
        names = split_names(piece(block, *printed.span("issuer")), matcher)
        return replace(head, issuers=(*head.issuers, *names), date=head.date or as_date(block, printed))
    if not isinstance(below, Paragraph):
        return None
    named = index > 0 and owned.roles.get(blocks[index - 1].id) == "issuer"
    signed = _is_dated(below.text, matcher) or matcher.first("signature", below.text) is not None
    signed = signed or matcher.first("salutation", below.text) is not None  # the body that reports
    signed = signed or (named and matcher.first("contents-title", below.text) is not None)
    match = matcher.first("signature", block.text, block=block.id) if signed else None
    if match is None:
        return None
    owned.claim([block], "issuer")
    return replace(head, issuers=(*head.issuers, *split_names(piece(block, *match.span("issuer")), matcher)))


def date_of_cover(lines: Lines, start: int, index: int, head: Head) -> Match | None:
    """The date on this line of a cover: the title stands above it, on one line or several, and again above the text."""
    block = lines.blocks[index]
    match = lines.matcher.first("date-line", block.text, block=block.id) if isinstance(block, Paragraph) else None
    if match is None or head.title is None:
        return None
    above = lines.blocks[max(start, index - COVER_LINES) : index]
    printed = same_title("".join(one.text for one in above if isinstance(one, Paragraph)))
    return match if same_title(head.title.text) in printed else None


def same_title(title: str) -> str:
    """A title as it is compared with another print of it, whatever quotation marks and dashes that has."""
    return re.sub(r"[\s《》〈〉“”—–-]", "", fold(title))
