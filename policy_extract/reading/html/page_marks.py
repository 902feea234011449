"""Numbers of printed pages in the text of a page, as sites that share documents and editors leave them: 第 2 页 共 3 页, or 2 alone between two halves of a sentence."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA, Dropped
from policy_extract.reading.html.builders import ParagraphBuilder
from policy_extract.reading.known_lines import glue, opens_paragraph
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Paragraph
    from policy_extract.grammar import Match, Matcher
    from policy_extract.reading.html.builders import Draft

_LONGEST: Final = 20
"""Characters of a mark."""
_SHORTEST: Final = 15
"""Characters of a line that a page's end may have torn without a comma before it."""
_CLOSERS: Final = tuple("。；：！？…”’）〕】》」.;:!?)]|")
_COMMAS: Final = tuple("，、,")
_FEWEST_PAGES: Final = 3
_LONGEST_HEAD: Final = 60
"""Characters of a line that each page repeats."""
_BY_WORDS: Final = "page-number-line"


def without_page_marks(drafts: Sequence[Draft], matcher: Matcher) -> tuple[list[Draft], list[Dropped]]:
    """The drafts without the numbers of pages, sentences that stood around one put together, and these numbers."""
    marks = _marks(drafts, matcher)
    heads = _running(drafts, marks)
    found: list[Draft] = []
    dropped: list[Dropped] = []
    torn = False
    for place, draft in enumerate(drafts):
        if isinstance(draft, ParagraphBuilder):
            dropped += _inside(draft, matcher)
        if place in marks or place in heads:
            dropped.append(Dropped(_text(draft), "body", "page-number" if place in marks else "running-header"))
            torn = bool(found)
            continue
        above = found[-1] if torn else None
        if (
            isinstance(above, ParagraphBuilder)
            and isinstance(draft, ParagraphBuilder)
            and _goes_on(above.paragraph, draft.paragraph, matcher)
        ):
            above.paragraph = _whole(above.paragraph, draft.paragraph)
        else:
            found.append(draft)
        torn = False
    return found, dropped


def _inside(draft: ParagraphBuilder, matcher: Matcher) -> Iterator[Dropped]:
    """Marks in the middle of a paragraph, which are taken out of it."""
    paragraph = draft.paragraph
    if "页" not in paragraph.text or len(paragraph.text) <= _LONGEST:
        return
    for mark in reversed(list(matcher.all("dump-noise", paragraph.text))):
        looks = [
            tuple((_moved(start, mark), _moved(end, mark)) for start, end in stretches)
            for stretches in (draft.paragraph.bold, draft.paragraph.underlined)
        ]
        text = draft.paragraph.text[: mark.start] + draft.paragraph.text[mark.end :]
        draft.paragraph = replace(draft.paragraph, text=text, bold=looks[0], underlined=looks[1])
        yield Dropped(mark.text, paragraph.story, "page-number")


def _moved(place: int, gone: Match) -> int:
    """Where a place of a text is once a part of it is gone."""
    return place - max(0, min(place, gone.end) - gone.start)


def _marks(drafts: Sequence[Draft], matcher: Matcher) -> frozenset[int]:
    """Where marks stand: those that say 页 or have dashes, and digits alone that count pages."""
    short = {place: text for place, draft in enumerate(drafts) if 0 < len(text := _text(draft).strip()) <= _LONGEST}
    by_words = {place for place, text in short.items() if matcher.first(_BY_WORDS, text) is not None}
    digits = [place for place, text in short.items() if text.isascii() and text.isdecimal()]
    counts = all(int(short[below]) == int(short[above]) + 1 for above, below in pairwise(digits))
    torn = any(
        _goes_on(one.paragraph, other.paragraph, matcher)
        for place in digits
        if 0 < place < len(drafts) - 1
        and isinstance(one := drafts[place - 1], ParagraphBuilder)
        and isinstance(other := drafts[place + 1], ParagraphBuilder)
    )
    return frozenset(by_words | (set(digits) if counts and torn else set()))


def _running(drafts: Sequence[Draft], marks: frozenset[int]) -> frozenset[int]:
    """Where lines stand that each page of a printed text repeats: right above or right below at least three numbers of pages, the same each time."""
    if len(marks) < _FEWEST_PAGES:
        return frozenset()
    found: set[int] = set()
    for step in (-1, 1):
        beside = {at: _text(drafts[at]).strip() for place in marks if 0 <= (at := place + step) < len(drafts)}
        times = Counter(text for text in beside.values() if 0 < len(text) <= _LONGEST_HEAD)
        repeated = {text for text, count in times.items() if count >= _FEWEST_PAGES and 2 * count > len(marks)}
        found.update(at for at, draft in enumerate(drafts) if repeated and _text(draft).strip() in repeated)
    return frozenset(found - marks)


def _text(draft: Draft) -> str:
    """The text of a paragraph of the document without a number of its own; "" for anything else."""
    paragraph = draft.paragraph if isinstance(draft, ParagraphBuilder) else None
    return "" if paragraph is None or paragraph.number or paragraph.story == METADATA else paragraph.text


def _goes_on(above: Paragraph, below: Paragraph, matcher: Matcher) -> bool:
    """Whether a sentence that a page's end broke off goes on in another paragraph."""
    text = above.text.rstrip()
    plain = all(one.outline_level is None and not one.style and one.story != METADATA for one in (above, below))
    whole = above.bold[:1] == ((0, len(above.text)),) or above.align in {"center", "right"}
    return (
        plain
        and not whole
        and below.align not in {"center", "right"}
        and not below.number
        and bool(below.text.strip())
        and (text.endswith(_COMMAS) or (len(text) >= _SHORTEST and not text.endswith(_CLOSERS)))
        and not opens_paragraph(below.text, matcher)
        and not below.text.strip().isdecimal()
    )


def _whole(above: Paragraph, below: Paragraph) -> Paragraph:
    head, tail = above.text.rstrip(), below.text.lstrip()
    text = head[:-1] + glue(head[-1:], tail)
    shift = len(text) - len(below.text)
    moved = [
        tuple((max(start + shift, len(head)), end + shift) for start, end in stretches)
        for stretches in (below.bold, below.underlined)
    ]
    return replace(above, text=text, bold=above.bold + moved[0], underlined=above.underlined + moved[1])
