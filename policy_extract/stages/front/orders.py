"""What orders (令) and collections of laws print around a title: the post that signed, a remark on the order, the body named below the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.records import replace
from policy_extract.stages.front.issuers import as_date, split_names
from policy_extract.stages.front.title_lines import plain_title
from policy_extract.stages.structure import piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.structure import Head


def date_below_post(blocks: Sequence[Block], index: int, matcher: Matcher) -> Match | None:
    """The date on this line, where the line above is the head of the body that signs: 省长 / 2026年3月1日."""
    block, above = blocks[index], blocks[index - 1] if index else None
    if not isinstance(block, Paragraph) or not isinstance(above, Paragraph):
        return None
    match = matcher.first("date-line", block.text, block=block.id)
    return match if match is not None and matcher.first("signing-post", above.text, block=above.id) else None


def with_order_remark(block: Paragraph, head: Head, matcher: Matcher) -> Head | None:
    """The head with what a remark says: （1991年3月26日澜州市人民政府令19号发布）, （临发〔2026〕1号 2026年1月21日）; None where the line is none."""
    match = matcher.first("order-remark", block.text, block=block.id)
    if match is None:
        return None
    names = split_names(piece(block, *match.span("issuer")), matcher) if match.group("issuer") else ()
    number = head.number or piece(block, *match.span("order"))
    return replace(head, number=number, issuers=head.issuers or names, date=head.date or as_date(block, match))


def is_body_below_title(blocks: Sequence[Block], index: int, title: str, matcher: Matcher) -> bool:
    """Whether the line is the name of a body, right below a first print of the title that stands again further down."""
    block, above = blocks[index], blocks[index - 1] if index else None
    if not isinstance(block, Paragraph) or not isinstance(above, Paragraph):
        return False
    return plain_title(above.text) == plain_title(title) and matcher.first("signature", block.text) is not None
