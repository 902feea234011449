"""A line of a text with what its reader knows of it, and small questions about lines that several readers ask."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher

_MOST_RECIPIENTS: Final = 8
"""Lines that those whom a document is sent to may fill."""
SENTENCE_ENDS: Final = frozenset({"sentence", "clause", "colon"})
"""Ends after which a paragraph may end."""
UNMARKED: Final = frozenset({"", "title"})
"""Ends without a mark."""
SENTENCE_SIGNS: Final = "。；！？"
"""What a sentence ends with, or a part of one that could stand alone."""
_BETWEEN_NAMES: Final = re.compile(r"[、，；,;\s]+")
_LEAD_SIGNS: Final = "☆★*▲△●"
"""Signs before a body that leads."""
_LONGEST_TIME: Final = 14


@record
class Line:
    """A printed line with the layout facts its reader supplies; None or False where they are unknown."""

    text: str
    """Without the white space at its ends."""
    full: bool | None = None
    """Whether it reaches the right edge; None where the text was not cut at one."""
    ragged: bool = False
    """Whether short lines may be continued, too, because one printed line can arrive in several pieces."""
    indented: bool | None = None
    """Whether it begins further right than lines that go on; None where indents tell nothing."""
    centred: bool = False
    """Whether it stands in the middle, further in than a paragraph begins; False where indents tell nothing."""
    gap: str | None = None
    """What stands between the end of the line and the line below: a blank, or nothing, as in a word that was cut;
    None where only the letters tell."""
    apart: bool = False
    """Whether more than the usual space stands above it, or a blank line."""
    alone: bool = False
    """It is a paragraph of its own whatever stands around it, as a row of a table is."""
    last: bool = False
    """Nothing goes on below it: an entry of the contents ends with its page."""


def text_of(lines: Sequence[Line]) -> str:
    """The text of a paragraph; nothing but white space between its lines changes."""
    pieces = [lines[0].text]
    for above, line in pairwise(lines):
        blank = above.gap if above.gap is not None else glue(above.text[-1:], line.text[:1])[1:-1]
        pieces += [blank, line.text]
    return "".join(pieces)


def without_notes(text: str, matcher: Matcher) -> tuple[str, str]:
    """A text without what a converter or a viewer of pages wrote into it, and these notes."""
    notes = matcher.all("dump-noise", text) if "[" in text or "页" in text else []
    ends = [0, *(end for note in notes for end in (note.start, note.end)), len(text)]
    rest = "".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
    return rest, "".join(note.text for note in notes)


def opens_paragraph(text: str, matcher: Matcher) -> bool:
    """Whether a line begins as paragraphs do: with the number of a heading or with a label."""
    return matcher.first("paragraph-start", text) is not None or matcher.first("number", text) is not None


def end_of(text: str, matcher: Matcher) -> str:
    """How a line ends: `sentence`, `clause`, `colon`, `title`, `open` (as no paragraph ends); "" where nothing tells."""
    match = matcher.first("line-end", text)
    return "" if match is None else str(match.get("ends"))


def ends_sentence(text: str, matcher: Matcher) -> bool:
    """Whether a paragraph may end here: after a full stop, a semicolon, a colon or a clause."""
    return end_of(text, matcher) in SENTENCE_ENDS


def is_unmarked(text: str, matcher: Matcher) -> bool:
    """Whether a line ends without a mark: a heading, a title, or a sentence that was cut."""
    return end_of(text, matcher) in UNMARKED


def names_bodies(text: str, matcher: Matcher) -> bool:
    """Whether a text is a list of bodies and nothing else: 县水务局、县住建局等."""
    names = [name for name in _BETWEEN_NAMES.split(text.lstrip(_LEAD_SIGNS).removesuffix("等")) if name]
    return bool(names) and all(matcher.first("body-name", name) is not None for name in names)


def names_time(text: str, matcher: Matcher) -> bool:
    """Whether a short text says when: 2026年6月, 9月底前."""
    return len(text) <= _LONGEST_TIME and any(
        matcher.first(family, text) is not None for family in ("cell-date", "time-of-a-year")
    )


def opens_recipients(above: str, lines: Sequence[str], matcher: Matcher) -> bool:
    """Whether lines below a complete title begin a paragraph of their own, as those whom a document is sent to do.

    No title goes on to a colon: what stands up to one, without a full stop and
    with no end of a title in it, is all one paragraph.
    """
    if end_of(above, matcher) != "title":
        return False
    for line in lines[:_MOST_RECIPIENTS]:
        ends = end_of(line, matcher)
        if ends in {"colon", "title"} or any(sign in line for sign in SENTENCE_SIGNS):
            return ends == "colon"
    return False


def glue(before: str, after: str) -> str:
    """Two lines as one: a space between Latin words, nothing between Chinese ones or inside a number.

    >>> glue("服务更", "加便捷"), glue("Silver", "Age"), glue("到202", "7年")
    ('服务更加便捷', 'Silver Age', '到2027年')
    """
    words = is_latin(before[-1:]) and is_latin(after[:1]) and not (before[-1:].isdigit() and after[:1].isdigit())
    return f"{before} {after}" if words else before + after


def is_latin(char: str) -> bool:
    """Whether it is a Latin letter or a digit."""
    return char.isascii() and char.isalnum()


def is_ideograph(char: str) -> bool:
    """Whether it is a Chinese character, no mark and no letter."""
    return "\u3400" <= char <= "\u9fff"
