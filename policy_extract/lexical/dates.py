"""Dates and periods as plans print them."""

from __future__ import annotations

from datetime import date

from policy_extract.lexical.numerals import read_numeral

FIVE_YEAR_PLANS = {
    ordinal: (1981 + 5 * index, 1985 + 5 * index)
    for index, ordinal in enumerate(("六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六"))
}
"""First and last year of the five-year plans by ordinal: 十四 (“十四五”) is 2021 to 2025."""


def read_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """The ISO form of a printed date, as exact as it is printed; None where there is no such day.

    >>> read_date("2026", "5", "23"), read_date("二〇二六", "三", "一"), read_date("2010", "2")
    ('2026-05-23', '2026-03-01', '2010-02')
    >>> read_date("2026", "13") is None
    True
    """
    numbers = [read_numeral(text) for text in (year, month, day) if text]
    values = [number for number in numbers if number is not None]
    if not values or len(values) != len(numbers):
        return None
    try:
        whole = date(*[*values, 1, 1][:3])
    except ValueError:
        return None
    return whole.isoformat()[: (4, 7, 10)[len(values) - 1]]
