"""Printed deadlines → days: 2026年6月底前 is 30 June 2026, 每季度 the last day of every quarter."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.lexical.numerals import read_numeral
from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.grammar import Match, Matcher
    from policy_extract.model import Deadline, Plan

Term = Literal["year", "half", "quarter", "month"]

MONTHS: Final[dict[Term, int]] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
"""Months from one date of a recurring deadline to the next."""


@record
class Due:
    """A deadline, and the day it means."""

    raw: str
    """As printed."""
    day: date | None
    """The last day; of a recurring deadline the first due day; None where none is named (持续推进)."""
    every: Term | None = None
    """How often it recurs."""
    until: date | None = None
    """The last day on which it does; None where none is known."""


@record
class Years:
    """The years a document is about."""

    own: int | None
    """The year it was issued in, which 年底前 refers to."""
    first: int | None
    """The year in which recurring deadlines begin."""
    last: int | None


def years_of(plan: Plan) -> Years:
    """The years that deadlines without one are counted in."""
    front = plan.front
    made = int(front.date.iso[:4]) if front.date else None
    first, last = (front.period.start, front.period.end) if front.period else (None, None)
    return Years(first if first is not None and first == last else made, first or made, last)


def due_of(deadline: Deadline, years: Years, matcher: Matcher) -> Due:
    """The day that a printed deadline means, and how often it comes back."""
    found = matcher.first("due", deadline.raw)
    if found is not None and found.get("open"):
        return Due(deadline.raw, None)
    term = matcher.first("due-term", deadline.raw)
    month, day = _month_and_day(found, deadline.month)
    if term is not None:
        return _coming_back(deadline, str(term.get("every")), month, day, years)  # type: ignore[arg-type]  # the grammar's `set` names terms
    year = deadline.year or (years.own if month is not None else None)
    return Due(deadline.raw, None if year is None else last_day(year, month or 12, day))


def _month_and_day(found: Match | None, month: int | None) -> tuple[int | None, int | None]:
    if found is None:
        return month, None
    quarter = read_numeral(found.group("quarter") or "")
    if quarter is not None:
        return 3 * quarter, None
    named = found.group("month") or str(found.get("month") or "")
    return read_numeral(named) or month, read_numeral(found.group("day") or str(found.get("day") or ""))


def _coming_back(deadline: Deadline, every: Term, month: int | None, day: int | None, years: Years) -> Due:
    """A recurring deadline, from the first year of the plan to its last."""
    first, last = deadline.year or years.first, years.last
    if first is None:
        return Due(deadline.raw, None)
    begins = last_day(first, month or MONTHS[every], day)
    return Due(deadline.raw, begins, every, last_day(last, 12) if last and begins else None)


def last_day(year: int, month: int, day: int | None = None) -> date | None:
    """That day of the month, else its last; None where there is no such month.

    >>> last_day(2026, 2), last_day(2026, 6, 15), last_day(2026, 13)
    (datetime.date(2026, 2, 28), datetime.date(2026, 6, 15), None)
    """
    if not (1 <= month <= 12 and 1900 <= year <= 9999):
        return None
    end = monthrange(year, month)[1]
    return date(year, month, min(day or end, end))
