"""Entries of a table of contents that were cut at a width: between their leader dots and the page's number, or inside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part

_LEADERS: Final = re.compile(r"(?:[.…·⋯] ?){3,}\d{0,3}$")
_REST: Final = re.compile(r"[.…·⋯ ]{0,200}\d{1,4}")
_DIGITS: Final = re.compile(r"\d{1,4}$")
_LONGEST: Final = 300


def with_whole_entries(parts: Iterable[Part], matcher: Matcher) -> list[Part]:
    """The lines and tables; the lines of one entry are one, also where the number of their page stands between."""
    whole: list[Part] = []
    before, last = 0, -1
    for part in parts:
        above = whole[last] if whole else ""
        if isinstance(part, str) and isinstance(above, str) and _goes_on(above.rstrip(), part.strip(), before):
            whole[last] = above.rstrip() + part.strip()
            continue
        if not _is_page_number(part, matcher):
            before = _page_of(above, matcher) or before
            last = len(whole)
        whole.append(part)
    return whole


def _is_page_number(part: Part, matcher: Matcher) -> bool:
    """Whether the line is the number of a page by its form, and so may stand inside an entry: — 3 —."""
    return isinstance(part, str) and len(part) <= _LONGEST and matcher.first("page-number-line", part) is not None


def _goes_on(above: str, rest: str, before: int) -> bool:
    """Whether a line is the rest of the entry above it; pages count up, and the one of the entry before that is `before`."""
    if len(above) > _LONGEST or _LEADERS.search(above[-12:]) is None or _REST.fullmatch(rest) is None:
        return False
    page = _DIGITS.search(above)
    return page is None or (rest.isdecimal() and int(page[0]) < before <= int(page[0] + rest))


def _page_of(line: Part, matcher: Matcher) -> int:
    """The page that an entry of the contents names; 0 where the line is none."""
    if not isinstance(line, str) or len(line) > _LONGEST or matcher.first("leader-line", line) is None:
        return 0
    page = _DIGITS.search(line.rstrip())
    return int(page[0]) if page else 0
