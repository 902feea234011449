"""Text → deadlines: 到2026年底, 2025年达到, and terms such as 每年 that name no year."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from policy_extract.generated.plain import At, Deadline
from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.dates import FIVE_YEAR_PLANS
from policy_extract.lexical.numerals import read_numeral
from policy_extract.records import record
from policy_extract.stages.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Match, Matcher

QUOTES = "《“‘「『"


@record
class Due:
    """A deadline, or a term of its own that has none."""

    start: int
    end: int
    kind: Literal["by", "term", "base", "now"]
    """`by` a deadline, `term` 每年 and the like, `base` a year something is counted from, `now` 今年 and 全年."""
    year: int | None
    month: int | None
    this_year: bool = False
    """It means the year of the document without printing it: 今年, 9月底前."""
    until: int | None = None
    """The last year of a term that is a five-year plan's: “十四五”期间."""


def read_dues(where: Passage, matcher: Matcher, spoken: AbstractSet[tuple[int, int]] = frozenset()) -> list[Due]:
    """Deadlines and terms in a passage, outside quotation and title marks, those of the `spoken` stretches apart."""
    text, start, end = where.text, where.start, where.end
    if not any(text.find(sign, start, end) >= 0 for sign in ("年", "月", "期", "五", "：2", "基础上", "同比")):
        return []
    found = where.all("deadline", matcher)
    if not found:
        return []
    quoted = sorted(stretch for stretch in quoted_stretches(text, start, end) if stretch not in spoken)
    opened, closed = [low for low, _ in quoted], [*accumulate((high for _, high in quoted), max)]
    return [_due(match) for match in found if not _inside(match, opened, closed)]


def quoted_stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches in quotation or title marks, narrow ones included, outermost and innermost alike."""
    found = [pair for pair in pairs(text, start, end) if text[pair[0]] in QUOTES]
    if text.find('"', start, end) < 0:
        return found
    narrow = [index for index in range(start, end) if text[index] == '"']
    return found + [(low, high + 1) for low, high in zip(narrow[::2], narrow[1::2], strict=False)]


def _inside(match: Match, opened: list[int], closed: list[int]) -> bool:
    """Whether the match stands inside quotation marks; “十五五”末 merely contains a pair of its own.

    `opened` are the places where marks open, `closed` how far those opened so far reach.
    """
    before = bisect_right(opened, match.start)
    return before > 0 and match.end <= closed[before - 1] and not match.has("plan")


def _due(match: Match) -> Due:
    year = read_numeral(match.group("year") or "")
    until = None
    if (plan := match.group("plan")) is not None:
        year = until = FIVE_YEAR_PLANS.get(plan, (None, None))[1]
    kind = str(match.get("kind"))
    month = read_numeral(match.group("month") or "")
    this_year = match.get("this_year") is True
    return Due(match.start, match.end, kind, year if kind == "by" else None, month, this_year, until)  # type: ignore[arg-type]  # the grammar's `set` names kinds


def read_deadlines(found: Iterable[At], texts: Mapping[str, str], matcher: Matcher) -> tuple[Deadline, ...]:
    """The deadlines printed in these stretches, in the contract's form."""
    return tuple(
        Deadline(
            raw=texts[span.block][low:high],
            year=year,
            month=month if month and month <= 12 else None,
            at=(At(block=span.block, start=low, end=high),),
        )
        for span in found
        for low, high, year, month in _deadlines_of(texts[span.block], span, matcher)
    )


def _deadlines_of(text: str, span: At, matcher: Matcher) -> list[tuple[int, int, int | None, int | None]]:
    """Where the deadlines of a stretch stand, in order, with year and month: dates, and words such as 持续推进 after a label or clause."""
    dues = [due for due in read_dues(Passage(span.block, text, span.start, span.end), matcher) if due.kind == "by"]
    found = [(due.start, due.end, due.year, due.month) for due in dues]
    for match in matcher.all("task-deadline", text, block=span.block, start=span.start, end=span.end):
        low, high = match.span("value")
        if not any(due.start < high and low < due.end for due in dues):
            month = read_numeral(match.group("month") or "") if "month" in match else None
            found.append((low, low + len(text[low:high].rstrip()), None, month))
    return sorted(found, key=lambda one: one[:2])
