"""All lines of a title: what belongs to it above and below its likeliest line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.front.lines_of_head import Lines

TITLE_LINE = 60
"""Characters a line of a title may have; longer lines are text."""
_JOINT = 2
TITLE_LINES = 5
"""Lines that a title may run over."""
PREFACE_BLOCKS = 12
"""Blocks of a preface after which a title is still looked for."""
SENTENCE = 30
"""From this length on a line that ends in 。 is text and ends the head."""
SHORTEST_PLACE = 2
"""Characters of the name of a place."""
_LARGER = 1.12
"""Smallest ratio of a title's font size to that of the text."""


def may_be_title(block: Paragraph, matcher: Matcher) -> bool:
    text = fold(block.text).strip()
    if not any(map(str.isalnum, text)) or text.endswith(("。", "；", "：", "，", "、")) or is_too_long(text, matcher):
        return False
    families = (
        "issuer-mark",
        "first-page-mark",
        "document-number",
        "bracket-line",
        "page-furniture",
        "contents",
        "contents-title",
        "annex-label",
        "annex-list",
        "date-line",
        "signature-with-date",
        "unnumbered-heading",
        "set-off-heading",
    )
    return all(matcher.first(family, text) is None for family in families)


def is_too_long(text: str, matcher: Matcher) -> bool:
    """Whether a line is longer than titles are, not counting the bodies that open it: a dozen may issue a plan together."""
    if len(text) <= 2 * TITLE_LINE:
        return False
    opening = matcher.first("title-issuer", text)
    return opening is None or len(text) - opening.end > 2 * TITLE_LINE


def plain_title(text: str) -> str:
    return re.sub(r"^[—–-]+|\s", "", fold(text))


# ---------------------------------------------------------------- above and below


def whole_title(lines: Lines, place: int, match: Match | None, head: range) -> tuple[int, int]:
    """First and last line of a title that may run over several lines of the head."""
    blocks, matcher = lines.blocks, lines.matcher
    start, end = head.start, head.stop
    first = last = place
    size = _size_of_text(blocks, end)
    while (
        first > start
        and not _stand_bodies_above(lines, start, first)
        and _opens_title(blocks[first - 1], blocks[first], size, matcher)
    ):
        first -= 1
    first = _down_to_opening(lines, start, first, last)
    while (
        last + 1 < end
        and last - first < TITLE_LINES
        and (_is_open(blocks[first : last + 1], blocks[last + 1]) or _goes_on(lines, match, last, size))
    ):
        last += 1
    return first, last


def _stand_bodies_above(lines: Lines, start: int, first: int) -> bool:
    """Whether two bodies stand on lines of their own right above a whole title without 关于, which they issue together."""
    bodies = [index for index in range(max(start, first - _JOINT), first) if lines.is_a(index, "signature")]
    opens = lines.is_a(first, "title-opening", "title-needs-opening", "title-issuer")
    return len(bodies) == _JOINT and lines.is_a(first, "title") and not opens


def _is_open(above: Sequence[Block], below: Block) -> bool:
    """Whether the lines of a title open a 《 or a bracket that the line below closes."""
    text = fold("".join(getattr(block, "text", "") for block in above))
    line = fold(below.text) if isinstance(below, Paragraph) and len(below.text) <= TITLE_LINE else ""
    return any(
        text.count(opening) > text.count(closing) and closing in line.partition(opening)[0]
        for opening, closing in ("《》", "（）")
    )


def _down_to_opening(lines: Lines, start: int, first: int, last: int) -> int:
    """The first line of a title that ends in 的通知: that of its 关于, however many lines it was broken over, and of who issues it."""
    blocks, matcher = lines.blocks, lines.matcher
    text = "".join(getattr(block, "text", "").strip() for block in blocks[first : last + 1])
    if matcher.first("title-needs-opening", text) is None or matcher.first("title-opening", text) is not None:
        return first
    opening = first - 1
    while opening >= max(start, last - TITLE_LINES):
        block = blocks[opening]
        if not isinstance(block, Paragraph) or block.number or not may_be_title(block, matcher):
            return first
        if matcher.first("title-opening", block.text) is not None:
            break
        opening -= 1
    else:
        return first
    while opening > start and _opens_title(blocks[opening - 1], blocks[opening], None, matcher):
        opening -= 1
    return opening


def _size_of_text(blocks: Sequence[Block], end: int) -> float | None:
    """The font size of the first longer paragraph after the head; None where the file says none."""
    texts = (
        one for one in blocks[end : end + PREFACE_BLOCKS] if isinstance(one, Paragraph) and len(one.text) >= SENTENCE
    )
    return next((one.font_size for one in texts), None)


def _set_alike(above: Paragraph, below: Paragraph, size: float | None) -> bool:
    """Whether two lines are set as one title is: both in the middle, or both in one font larger than that of the text."""
    if above.align == below.align == "center":
        return True
    if size is None or above.font_size is None or above.font_size != below.font_size:
        return False
    return above.font_size > _LARGER * size


def _goes_on(lines: Lines, match: Match | None, last: int, size: float | None) -> bool:
    """Whether the line below `last` belongs to the title: it completes an unfinished one, or is formatted like it."""
    blocks, matcher = lines.blocks, lines.matcher
    below = blocks[last + 1]
    if isinstance(below, Paragraph) and matcher.first("bracket-line", below.text) is not None:
        after = getattr(blocks[last + 2], "text", "") if last + 2 < len(blocks) else ""
        return after.lstrip().startswith("的") and matcher.first("title-last-line", after) is not None
    if isinstance(below, Paragraph) and matcher.first("title-last-line", below.text) is not None:
        above = getattr(blocks[last], "text", "")
        return may_be_title(below, matcher) or matcher.first("title-in-marks", above) is not None
    ended = matcher.first("title", getattr(blocks[last], "text", "")) is not None
    return match is None and not ended and _continues_title(below, blocks[last], size, matcher)


def _opens_title(above: Block, below: Block, size: float | None, matcher: Matcher) -> bool:
    """Whether `above` is an earlier line of the title that `below` closes."""
    if not isinstance(above, Paragraph) or not isinstance(below, Paragraph) or not may_be_title(above, matcher):
        return False
    if len(above.text) > TITLE_LINE or above.number or plain_title(above.text) == plain_title(below.text):
        return False
    if matcher.first("page-stamp", above.text) is not None:
        return False
    if matcher.first("column-in-quotes", above.text) and matcher.first("body-place", below.text):
        return False
    if above.text.count("《") > above.text.count("》"):
        return matcher.first("title-issuer", below.text) is None
    if matcher.first("title-continued", below.text) or matcher.first("title-unfinished", above.text):
        return True
    if _are_two_issuers(above, below, matcher):
        return True
    if matcher.first("title", above.text):
        return False
    if _set_alike(above, below, size):
        if has_own_subject(above, below, matcher):
            return False
        return not matcher.first("status", above.text)
    if "center" in (above.align, below.align):
        return False
    if matcher.first("title-second-line", below.text) or matcher.first("title-first-line", above.text):
        return True
    if matcher.first("title-place", above.text) and not matcher.first("title-place", below.text):
        return matcher.first("no-title", above.text) is None
    return all(matcher.first("signature", line.text) is not None for line in (above, below))


def has_own_subject(above: Paragraph, below: Paragraph, matcher: Matcher) -> bool:
    """Whether a whole title that names the place of the body above it stands below: 中共青禾镇委员会, 青禾镇党委2026年工作要点."""
    if matcher.first("signature", above.text) is None or matcher.first("title", below.text) is None:
        return False
    return plain_title(below.text)[:SHORTEST_PLACE] in plain_title(above.text)


def _are_two_issuers(above: Paragraph, below: Paragraph, matcher: Matcher) -> bool:
    """Whether a body stands above the line of a title that another one opens: 中共青禾县委办公室, 青禾县人民政府办公室关于……."""
    first, *others = re.split(r"[\s、]+", above.text.strip())
    if matcher.first("signature", first) is None or matcher.first("title-opening", above.text) is not None:
        return False
    if others and matcher.first("signature", others[-1]) is None:  # a name that is broken off
        return matcher.first("title-issuer", above.text.rstrip() + below.text.lstrip()) is not None
    issuer = matcher.first("title-issuer", below.text)
    return issuer is not None and plain_title(above.text) not in plain_title(issuer.group("issuer") or "")


def _continues_title(below: Block, above: Block, size: float | None, matcher: Matcher) -> bool:
    if not isinstance(below, Paragraph) or not isinstance(above, Paragraph) or not may_be_title(below, matcher):
        return False
    return len(below.text) <= TITLE_LINE and _set_alike(above, below, size) and not below.number
