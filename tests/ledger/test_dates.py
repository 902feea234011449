"""Printed deadlines, and the days they mean."""

from __future__ import annotations

from datetime import date

import pytest

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.ledger.due_dates import Years, due_of
from policy_extract.model import Deadline

YEARS = Years(own=2026, first=2025, last=2027)


@pytest.mark.parametrize(
    ("raw", "year", "month", "day", "every"),
    [
        ("到2027年底", 2027, None, date(2027, 12, 31), None),
        ("2026年6月底前", 2026, 6, date(2026, 6, 30), None),
        ("至2026年6月15日", 2026, 6, date(2026, 6, 15), None),
        ("2026年6月中旬", 2026, 6, date(2026, 6, 20), None),
        ("2026年第三季度", 2026, None, date(2026, 9, 30), None),
        ("2026年上半年", 2026, None, date(2026, 6, 30), None),
        ("2026.12", 2026, 12, date(2026, 12, 31), None),
        ("年底前", None, None, date(2026, 12, 31), None),
        ("9月底前", None, 9, date(2026, 9, 30), None),
        ("每季度", None, None, date(2025, 3, 31), "quarter"),
        ("每年6月底前", None, 6, date(2025, 6, 30), "year"),
        ("2026年起每年", 2026, None, None, None),
        ("持续推进", None, None, None, None),
        ("长期", None, None, None, None),
    ],
)
def test_a_deadline_means_a_day(
    raw: str, year: int | None, month: int | None, day: date | None, every: str | None
) -> None:
    due = due_of(Deadline(raw=raw, year=year, month=month, at=()), YEARS, load().matcher(Report()))
    assert (due.day, due.every) == (day, every)


def test_what_comes_back_does_so_until_the_plan_ends() -> None:
    due = due_of(Deadline(raw="每年", year=None, month=None, at=()), YEARS, load().matcher(Report()))
    assert due.until == date(2027, 12, 31)


def test_without_a_year_of_the_document_no_day_is_guessed() -> None:
    matcher = load().matcher(Report())
    for raw, month in (("9月底前", 9), ("每季度", None), ("年底前", None)):
        due = due_of(Deadline(raw=raw, year=None, month=month, at=()), Years(None, None, None), matcher)
        assert due.day is None
