"""Any Word file, however damaged, gives blocks that obey the laws and an account that adds up, or one clear line."""

from __future__ import annotations

import pytest
from docx_builder import read
from feature_corpus import FEATURES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from independent_count import count
from mutation import damaged_files, damaged_parts, mutated_documents
from test_docx_hostile import check

from policy_extract.errors import InputError
from policy_extract.findings import Report
from policy_extract.reading.ledger import ledger_of

VERSIONS = st.sampled_from(["accepted", "original"])
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def hold(data: bytes, revisions: str, *, counted: bool) -> None:
    """Read the file and see that the laws hold; `counted`: the second count can read it too."""
    report = Report()
    try:
        document = read(data, report, revisions=revisions)
    except InputError as fault:
        refusal: str | None = str(fault)
    else:
        refusal = None
        check(document)
    if refusal is not None:
        assert refusal
        assert "\n" not in refusal
        return
    assert all(finding.message for finding in report)
    ledger = ledger_of(data, document)
    assert ledger.difference == {}
    if counted:
        assert {story: number for story, number in ledger.in_file.items() if number} == count(data)


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(mutated_documents(FEATURES), VERSIONS)
def test_elements_in_wrong_places_lose_no_character(data: bytes, revisions: str) -> None:
    hold(data, revisions, counted=True)


@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(damaged_parts(FEATURES), VERSIONS)
def test_damaged_parts_give_blocks_or_one_line(data: bytes, revisions: str) -> None:
    hold(data, revisions, counted=False)


@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(damaged_files(FEATURES), VERSIONS)
def test_damaged_files_give_blocks_or_one_line(data: bytes, revisions: str) -> None:
    hold(data, revisions, counted=False)


LONG = settings(max_examples=4_000, deadline=None, suppress_health_check=QUIET)


@pytest.mark.full
@pytest.mark.timeout(1_800)
@LONG
@given(mutated_documents(FEATURES), VERSIONS)
def test_elements_in_wrong_places_lose_no_character_at_length(data: bytes, revisions: str) -> None:
    hold(data, revisions, counted=True)


@pytest.mark.full
@pytest.mark.timeout(1_800)
@LONG
@given(st.one_of(damaged_parts(FEATURES), damaged_files(FEATURES)), VERSIONS)
def test_damage_gives_blocks_or_one_line_at_length(data: bytes, revisions: str) -> None:
    hold(data, revisions, counted=False)
