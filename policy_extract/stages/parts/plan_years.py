"""Reads the plan's first year from the heads of all parts. A column headed by an earlier year holds baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.dates import FIVE_YEAR_PLANS
from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.grammar import Matcher
    from policy_extract.stages.parts.parts import Layout


@record
class PlanYears:
    """What the document says about the plan's first year; a bare year before it is a baseline."""

    stated: int | None
    """By a period or “十四五” in a title."""
    dated: int | None
    """By the date it carries."""

    def first_year(self, title: str, matcher: Matcher) -> int | None:
        """The plan's first year; where no title of the document says one, the table's own may."""
        return self.stated or named_plan(title, matcher) or _period_begins(title, matcher) or self.dated


def _period_begins(title: str, matcher: Matcher) -> int | None:
    """The first year of a period that the title of a table names: 发展目标（2027—2030年）."""
    match = matcher.first("period", title)
    return int(fold(match.group("start") or "0")) if match is not None and match.has("end") else None


def plan_years(layout: Layout, dated: int | None, matcher: Matcher) -> PlanYears:
    """The plan's first year, from the heads of all parts."""
    heads = [part.head for part in layout.parts]
    period = next((head.period[1] for head in heads if head.period is not None), None)
    titles = [head.title.text for head in heads if head.title is not None]
    named = next((year for title in titles if (year := named_plan(title, matcher)) is not None), None)
    return PlanYears(period or named, dated)


def named_plan(title: str, matcher: Matcher) -> int | None:
    """The first year of the five-year plan that a title names: “十四五”, 第十四个五年规划."""
    match = matcher.first("five-year-plan", title)
    years = FIVE_YEAR_PLANS.get(match.group("ordinal") or match.group("spelled") or "") if match is not None else None
    return years[0] if years else None
