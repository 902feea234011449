"""Headings without a number that only their look tells: lines set apart, in the middle, bold or large, again and again."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.outline.counts import next_values
from policy_extract.stages.outline.headings import LONGEST_UNNUMBERED, heading_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.structure import StageContext

SHORTEST_TEXT = 40
"""Characters of a paragraph whose look is that of the text."""
FEWEST = 2
"""Lines of one look that make headings."""
LARGER = 1.12
"""Smallest ratio of a heading's font size to that of the text."""


@record
class _Look:
    """How a paragraph is set."""

    centred: bool
    bold: bool
    size: float


def open_by_look(headings: Headings, body: Sequence[Block], context: StageContext) -> None:
    """Fill the slots of lines that are headings by their look.

    Where a file says itself which paragraphs are headings, it is believed. Lines of one look are headings if no
    number counts on across any of them: what stands inside the numbered text divides it, and opens no section here.
    """
    if any(one is not None and one.outline_level is not None for one in headings):
        return
    text = _look_of_text(body)
    for places in _alike(headings, body, context, text):
        if len(places) >= FEWEST and not _count_on(headings, places):
            for index in places:
                block = body[index]
                headings[index] = heading_of_line(block, _words(block)) if isinstance(block, Paragraph) else None


def _count_on(headings: Headings, places: Sequence[int]) -> bool:
    """Whether a count that was open before one of these places goes on after it."""
    ahead, last = next_values(headings), dict[str, int]()
    apart = set(places)
    for index, heading in enumerate(headings):
        if index in apart and any(ahead[index].value(key) == value + 1 for key, value in last.items()):
            return True
        if heading is not None and heading.value is not None:
            last[heading.key] = heading.value
    return False


def _look(block: Paragraph) -> _Look:
    printed = len(block.text.strip())
    bold = sum(high - low for low, high in block.bold)
    return _Look(block.align == "center", printed > 0 and bold >= printed, block.font_size or 0)


def _look_of_text(body: Sequence[Block]) -> _Look:
    """The look of most of the longer paragraphs."""
    looks = Counter(_look(block) for block in body if isinstance(block, Paragraph) and len(block.text) >= SHORTEST_TEXT)
    return looks.most_common(1)[0][0] if looks else _Look(centred=False, bold=False, size=0)


def _is_set_apart(look: _Look, text: _Look) -> bool:
    """Whether a look is that of a heading over such text."""
    larger = 0 < text.size * LARGER < look.size
    return (look.centred and not text.centred) or (look.bold and not text.bold) or larger


def _alike(headings: Headings, body: Sequence[Block], context: StageContext, text: _Look) -> Iterator[list[int]]:
    """Places of the lines that may be headings, those of each look together, if most lines of that look may be."""
    found: dict[_Look, list[int]] = defaultdict(list)
    others: Counter[_Look] = Counter()
    for index, block in enumerate(body):
        heading = headings[index]
        taken = heading is not None and not heading.by_words
        if not isinstance(block, Paragraph) or taken or block.id in context.owned.roles:
            continue
        look = _look(block)
        if not block.text.strip() or not _is_set_apart(look, text):
            continue
        if _may_head_with_colon(block, context) and _has_text_below(headings, body, index, look):
            found[look].append(index)
        else:
            others[look] += 1
    yield from (places for look, places in found.items() if len(places) > others[look])


def _words(block: Paragraph) -> str:
    """The words of a line, without the colon that may close them."""
    text = block.text.strip()
    return text[:-1].rstrip() if fold(text).endswith("：") else text


def _may_head_with_colon(block: Paragraph, context: StageContext) -> bool:
    """Whether the words of a line that is set apart may be those of a heading; its colon may be part of the setting, a label's is not."""
    matcher, text = context.matcher, block.text.strip()
    if _words(block) == text:
        return may_head(block, context)
    labelled = any(matcher.first(family, text) is not None for family in ("label", "plain-sentence"))
    return not labelled and may_head(replace(block, text=_words(block)), context)


def may_head(block: Paragraph, context: StageContext) -> bool:
    """Whether the words of a line may be those of a heading: few, no sentence, no label, no body's name."""
    words = fold(block.text).strip()
    if not 1 < len(words) <= LONGEST_UNNUMBERED or block.number or block.story != "body":
        return False
    if words.endswith(("。", "；", "：", "，", "、", "！", "？", "…")):
        return False
    return all(
        context.matcher.first(family, words) is None for family in ("no-heading", "label", "caption-label", "date-line")
    )


def _has_text_below(headings: Headings, body: Sequence[Block], index: int, look: _Look) -> bool:
    """Whether what a line heads follows it: text, or numbered headings; not a table, and no line like it."""
    for place in range(index + 1, len(body)):
        block = body[place]
        if not isinstance(block, Paragraph):
            return False
        if block.text.strip():
            return headings[place] is not None or _look(block) != look
    return False
