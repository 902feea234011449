"""Real pairs kept next to the project: what an analyst would say is reported, and in how few lines."""

from __future__ import annotations

import pytest

from tests.diff.pairs_at_hand import CASES, CORPUS, Case, read

ABSENT = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus next to the project is not here")
LINES = 3
"""Read for each important thing, at most."""


@ABSENT
@pytest.mark.parametrize("case", [case for case in CASES if not case.loose], ids=lambda case: case.what)
def test_what_an_analyst_would_say_is_told_and_nothing_is_invented(case: Case) -> None:
    found = read(case)
    assert (found.missed, found.invented) == ((), ())


@ABSENT
def test_most_tasks_of_a_province_find_those_of_a_city() -> None:
    [case] = [one for one in CASES if one.loose]
    assert len(read(case).missed) <= 1


@ABSENT
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_what_an_analyst_would_say_is_found_in_few_lines(case: Case) -> None:
    assert read(case).there <= LINES * case.things


@ABSENT
def test_a_heavy_redraft_is_read_in_thirty_lines() -> None:
    [case] = [one for one in CASES if one.what == "heavy redraft"]
    assert read(case).substance <= LINES * len(case.wanted)
