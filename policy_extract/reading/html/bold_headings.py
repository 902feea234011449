"""Headings inside one paragraph of a page that are bold and open with their number: each opens a line of its own.

<p><b>一、总体要求</b>到2028年……。<b>二、主要任务</b><b>（一）建设站点。</b>……</p> looks like several paragraphs to whoever wrote it.
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA
from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.html.builders import ParagraphBuilder
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Paragraph, Stretches
    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.builders import Draft

_CLOSED: Final = tuple("。！？；：）】”")
"""Signs after which a line may begin."""
_WIDEST_GAP: Final = 8
"""Blanks between a sentence and the heading after it."""
_SHORTEST_TITLE: Final = 2


def with_bold_headings(drafts: Sequence[Draft], matcher: Matcher) -> list[Draft]:
    """The drafts; a paragraph is cut where a bold stretch of it opens with the number of a heading."""
    found: list[Draft] = []
    for draft in drafts:
        if isinstance(draft, ParagraphBuilder) and draft.paragraph.bold and draft.paragraph.story != METADATA:
            found += _cut(draft, matcher)
        else:
            found.append(draft)
    return found


def _cut(draft: ParagraphBuilder, matcher: Matcher) -> Iterator[ParagraphBuilder]:
    yield from cut_at(draft, list(_starts(draft.paragraph.text, draft.paragraph.bold, matcher)))


def cut_at(draft: ParagraphBuilder, starts: Sequence[int]) -> Iterator[ParagraphBuilder]:
    """The paragraph cut at these places of its text, in order; itself where there are none."""
    if not starts:
        yield draft
        return
    text = draft.paragraph.text
    bold, underlined = list(draft.paragraph.bold), list(draft.paragraph.underlined)
    for low, high in pairwise((0, *starts, len(text))):
        piece = _piece(draft.paragraph, low, high)
        piece = replace(
            piece, bold=_taken(bold, low, high, piece.text), underlined=_taken(underlined, low, high, piece.text)
        )
        yield ParagraphBuilder(piece, draft.place)


def _starts(text: str, bold: Stretches, matcher: Matcher) -> Iterator[int]:
    """Where the headings begin that do not open the paragraph.

    Each stands after a closed sentence, goes on the count above it (二、 after 一、), or is （一） right below a bold heading with 、.
    """
    counted: dict[str, int] = {}
    upper: int | None = None  # where the bold stretch ends that the last heading with 、 opens
    for start, end in bold:
        for number in matcher.all("bold-heading", text[start:end]):
            at, scheme = start + number.start, str(number.get("scheme"))
            value = read_numeral(number.group("value") or "")
            opens = number.start == 0
            before = text[max(at - _WIDEST_GAP, 0) : at].rstrip(" \u3000\xa0")
            titled = end - start - number.end >= _SHORTEST_TITLE
            goes_on = opens and titled and value is not None and counted.get(scheme) == value - 1
            follows = upper is not None and at - upper <= _WIDEST_GAP and not text[upper:at].strip()
            below = follows and value == 1 and scheme == "bracket" and not before.endswith("\n")
            if at and before and not (before.endswith(_CLOSED) or goes_on or below):
                continue
            if before and not before.endswith("\n"):
                yield at
            upper = end if scheme == "comma" else None
            if value is not None:
                counted[scheme] = value


def _piece(paragraph: Paragraph, low: int, high: int) -> Paragraph:
    """A part of a paragraph, without the white space at its end; only the first one keeps its number."""
    return replace(
        paragraph,
        text=paragraph.text[low:high].rstrip(),
        number="" if low else paragraph.number,
        list_level=None if low else paragraph.list_level,
        page_break_before=paragraph.page_break_before and not low,
    )


def _taken(stretches: list[tuple[int, int]], low: int, high: int, text: str) -> Stretches:
    """The stretches of the text between two places; those that end there are taken from the list, which is in order."""
    count = sum(1 for _ in takewhile(lambda one: one[0] < high, stretches))
    found = tuple((max(start - low, 0), min(end - low, len(text))) for start, end in stretches[:count])
    rest = [(high, end) for _, end in stretches[max(count - 1, 0) : count] if end > high]
    stretches[:count] = rest
    return found
