"""Finds lines of a head that a page or a converter printed on the line of the title, after it.

A title ends with a word that says what the document is (通知, 方案 …). What follows on its line is cut off, if all of it is what usually stands
below a title: a document number, a date, recipients, remarks of a site about its page.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.grammar import Matcher

HEAD_BLOCKS: Final = 60
"""Blocks of a document among which such lines are looked for."""
_LONGEST: Final = 400
"""Characters of a line that may hold a title and what stands below it."""
_MOST_WORDS: Final = 12
"""Words, parted by spaces, after a title."""
_WORDS_BEFORE: Final = 4
"""Words before a title: a body, and a date in three pieces."""
_WORD: Final = re.compile(r"\S+")
_OF_A_HEAD: Final = ("order-remark", "date-line", "signature-with-date", "page-furniture", "site-line", "head-remark")
"""Families of which one line below a title is."""
_ABOVE_A_TITLE: Final = ("date-line", "signature-with-date", "order-remark")
"""Families of lines that close one document, above the title of the next that it carries."""
_IF_APART: Final = ("signature",)
"""The same, where a space parts them from the title: a body is named inside titles, too."""
_IF_EMPTY: Final = (("document-number", False), ("recipients", True))
"""Families whose lines may go on: nothing may follow them here; and whether a space must part them from the title."""


@record
class _Word:
    """A word of a line, between spaces."""

    start: int
    end: int


def head_lines(text: str, matcher: Matcher) -> list[int]:
    """Where a further line begins: each one after the title that opens this text, or the title itself after a signature or a number; empty if none."""
    if len(text) > _LONGEST:
        return []
    if matcher.first("title-end", text) is None:
        return _title_after_signature(text, matcher)
    for found in reversed(list(matcher.all("title-end", text))):
        title, rest = text[: found.end], text[found.end :]
        if not rest.strip() or matcher.first("number", text) is not None:
            continue
        if matcher.first("title", title) is not None and (lines := list(_lines(text, found.end, matcher))):
            return lines
    return _title_after_signature(text, matcher)


def _title_after_signature(text: str, matcher: Matcher) -> list[int]:
    """Where a title begins after a signature with its date, a date or a document number, with a space between them."""
    words = _words(text, 0)
    for before, title in pairwise(words[: _WORDS_BEFORE + 1]):
        line = text[: before.end]
        number = matcher.first("document-number", line)
        signs = any(matcher.first(family, line) is not None for family in _ABOVE_A_TITLE)
        if (signs or (number is not None and not number.group("rest"))) and matcher.first("title", text[title.start :]):
            return [title.start]
    return []


def _lines(text: str, start: int, matcher: Matcher) -> Iterator[int]:
    """Where the lines begin that make up all of the text from `start` on; none where anything else stands in it."""
    words = _words(text, start)
    begins: list[int] = []
    at = 0
    while at < len(words) <= _MOST_WORDS:
        apart = words[at].start > start
        if matcher.first("set-off-label", text[words[at].start :]) is not None:
            yield from (*begins, words[at].start)  # the text of the document begins here
            return
        end = next(
            (end for end in range(len(words), at, -1) if _is_line(text, words[at], words[end - 1], apart, matcher)), at
        )
        if end == at:
            return
        begins.append(words[at].start)
        at = end
    yield from begins if at == len(words) else ()


def _words(text: str, start: int) -> list[_Word]:
    """The words of a text from `start` on."""
    return [_Word(*word.span()) for word in _WORD.finditer(text, start)]


def _is_line(text: str, first: _Word, last: _Word, apart: bool, matcher: Matcher) -> bool:
    """Whether a line that stands below titles reaches from one word to another."""
    line = text[first.start : last.end]
    if any(matcher.first(family, line) is not None for family in (*_OF_A_HEAD, *(_IF_APART if apart else ()))):
        return True
    number = matcher.first("document-number", line)
    if number is not None and number.group("rest"):
        return False
    open_ones = (matcher.first(family, line) for family, spaced in _IF_EMPTY if apart or not spaced)
    return any(found is not None and not found.group("rest") for found in open_ones)
