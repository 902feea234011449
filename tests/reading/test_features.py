"""Every feature of Word the reader knows, one small file each: its blocks, its findings, its characters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx_builder import read
from feature_corpus import FEATURES, Feature, lines_of
from independent_count import count
from word_ledger import account

from policy_extract.findings import Report
from policy_extract.reading.word import trimming

if TYPE_CHECKING:
    from policy_extract.reading.word.docx import Revisions

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
WORD_FILES = sorted(CORPUS.rglob("*.docx"))

features = pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
versions = pytest.mark.parametrize("revisions", ["accepted", "original"])


@features
def test_a_feature_reads_as_the_page_shows_it(feature: Feature) -> None:
    assert lines_of(read(feature.data)) == feature.lines


@pytest.mark.parametrize(
    "feature", [each for each in FEATURES if each.before is not None], ids=lambda feature: feature.name
)
def test_a_changed_document_reads_as_it_was_before(feature: Feature) -> None:
    assert lines_of(read(feature.data, revisions="original")) == feature.before


@features
def test_a_feature_makes_its_findings_and_no_others(feature: Feature) -> None:
    report = Report()
    read(feature.data, report)
    assert {str(finding.code) for finding in report} - {"missing-part"} == feature.codes - {"missing-part"}


@features
@versions
def test_the_account_of_a_feature_adds_up_to_a_second_count(feature: Feature, revisions: Revisions) -> None:
    ledger = account(feature.data, revisions=revisions)
    assert ledger.difference == {}
    assert {story: number for story, number in ledger.in_file.items() if number} == count(feature.data)


@features
@versions
def test_a_long_part_reads_without_the_formatting_nobody_reads(
    feature: Feature, revisions: Revisions, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(feature.data, revisions=revisions)
    monkeypatch.setattr(trimming, "LONG", 0)
    assert read(feature.data, revisions=revisions) == whole


def test_no_two_features_have_one_name() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)


@pytest.mark.skipif(not WORD_FILES, reason="the corpus of real documents, which lies next to the project, is not here")
@versions
def test_real_documents_read_the_same_without_the_formatting_nobody_reads(
    revisions: Revisions, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [path.read_bytes() for path in WORD_FILES]
    whole = [read(data, revisions=revisions) for data in files]
    monkeypatch.setattr(trimming, "LONG", 0)
    assert [read(data, revisions=revisions) for data in files] == whole


@pytest.mark.skipif(not WORD_FILES, reason="the corpus of real documents, which lies next to the project, is not here")
@versions
def test_the_account_of_real_documents_adds_up_to_a_second_count(revisions: Revisions) -> None:
    for path in WORD_FILES:
        data = path.read_bytes()
        ledger = account(data, revisions=revisions)
        assert ledger.difference == {}, path.name
        assert {story: number for story, number in ledger.in_file.items() if number} == count(data), path.name


def test_the_page_of_other_readers_has_every_feature_and_ours_keeps_them_all() -> None:
    page = (Path(__file__).parents[2] / "docs" / "word-readers.md").read_text(encoding="utf-8")
    rows = [line.split(" | ")[:2] for line in page.splitlines() if line.startswith("| ")]
    kept = [name.removeprefix("| ") for name, ours in rows if ours == "✓"]
    assert kept == [feature.name for feature in sorted(FEATURES, key=_group) if feature.fair]


def _group(feature: Feature) -> int:
    return list(dict.fromkeys(each.group for each in FEATURES)).index(feature.group)
