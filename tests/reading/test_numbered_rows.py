"""Rows that a first column counts, where no lines are between them."""

from __future__ import annotations

from policy_extract.reading.pages.numbered_rows import cells_over_rows, ends_of_rows
from policy_extract.reading.pages.page_content import Glyph
from tests.lines import lines_run_by

XS = (0.0, 40.0, 200.0)


def rows(count: int) -> list[Glyph]:
    """A number and a character beside it for each row, 20 points below each other."""
    return [
        Glyph(char, left + 5 * at, 20.0 * row, left + 5 * at + 5, 20.0 * row + 10, 10.0)
        for row in range(1, count + 1)
        for left, text in ((5.0, str(row)), (50.0, "桥"))
        for at, char in enumerate(text)
    ]


def test_a_row_ends_halfway_between_two_numbers() -> None:
    assert ends_of_rows(rows(3), XS) == [35.0, 55.0]


def test_more_rows_than_a_page_holds_are_not_compared_with_each_other() -> None:
    """A crafted page has room for thousands of numbers, and every line would be compared with each of them."""
    glyphs = rows(4_000)
    assert ends_of_rows(glyphs, XS) == []
    assert cells_over_rows(glyphs, XS, [20.0 * row - 5 for row in range(1, 4_002)]) == {}
    few, many = (lines_run_by(lambda count=count: ends_of_rows(rows(count), XS)) for count in (1_000, 4_000))
    assert many < 5 * few
