"""What a batch writes beside its results: tables for analysis, and findings in a form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from policy_extract.cli.start import run

SAMPLES = Path(__file__).parents[2] / "samples"


class Result(NamedTuple):
    code: int
    out: str
    err: str


class Batch:
    """Runs a batch in this folder, over plans in `plans`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *options: str) -> Result:
        code = run(["batch", "plans", "-o", "out", "--jobs", "1", *options], {})
        return Result(code, *self.capsys.readouterr())


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Batch:
    """A folder with two plans, one of them with findings, and a file that is none."""
    monkeypatch.chdir(tmp_path)
    for name in ("draft-with-changes", "opinion"):
        Path("plans", name).mkdir(parents=True)
        shutil.copy(SAMPLES / name / "source.docx", Path("plans", name, "a.docx"))
    Path("plans/scan.docx").write_bytes(b"%PDF-1.7\n")
    return Batch(capsys)


def documents(source: str) -> list[str]:
    return [name for (name,) in duckdb.sql(f"SELECT document FROM {source}").fetchall()]


def test_a_batch_becomes_one_table_for_analysis(batch: Batch) -> None:
    result = batch("--to", "corpus.duckdb", "--quiet")
    assert (result.code, result.out) == (1, "")
    with duckdb.connect("corpus.duckdb", read_only=True) as base:
        found = base.execute("SELECT document, count(*) FROM tasks GROUP BY 1 ORDER BY 1").fetchall()
    assert found == [("draft-with-changes/a.docx", 12), ("opinion/a.docx", 23)]


def test_plans_that_did_not_change_are_in_the_tables_too(batch: Batch) -> None:
    batch("--to", "corpus", "--as", "parquet")
    Path("plans/opinion/a.docx").unlink()
    assert "2 of them unchanged" in batch("--to", "corpus", "--as", "parquet").err  # a plan, and what is none
    assert documents("'corpus/documents.parquet'") == ["draft-with-changes/a.docx"]


def test_a_place_that_is_not_ours_is_refused_before_anything_is_read(batch: Batch) -> None:
    Path("corpus.duckdb").write_text("mine")
    result = batch("--to", "corpus.duckdb")
    assert (result.code, result.err) == (
        2,
        "policy-extract: corpus.duckdb is not a corpus that policy-extract wrote; name another file\n",
    )
    assert not Path("out").exists()


def test_how_tables_are_written_needs_a_place_for_them(batch: Batch) -> None:
    result = batch("--as", "parquet")
    assert result.code == 2
    assert "it says how --to writes; give --to" in result.err


def test_findings_of_all_plans_and_failures_are_printed_in_the_order_of_the_manifest(batch: Batch) -> None:
    lines = [json.loads(line) for line in batch("--findings", "json").out.splitlines()]
    assert [(line["file"], line["code"]) for line in lines] == [
        ("plans/draft-with-changes/a.docx", "number-repeated"),
        ("plans/draft-with-changes/a.docx", "number-spaced"),
        ("plans/draft-with-changes/a.docx", "number-skipped"),
        ("plans/draft-with-changes/a.docx", "bracket-unclosed"),
        ("plans/scan.docx", "unreadable"),
    ]


def test_a_text_file_has_lines_as_long_as_it_is_what_was_read(batch: Batch) -> None:
    text = "甲方案\n一、任务\n1.建设。\n1.运营。\n"
    Path("plans/x.txt").write_text(text, encoding="utf-8")
    lines = [json.loads(line) for line in batch("--findings", "json").out.splitlines()]
    assert {one["line"] for one in lines if one["code"] == "number-repeated"} == {None, 4}


def test_findings_of_plans_that_did_not_change_are_printed_again(batch: Batch) -> None:
    first, second = batch("--findings", "sarif"), batch("--findings", "sarif")
    assert "3 of them unchanged" in second.err
    assert second.out == first.out != ""


def test_a_result_that_was_spoilt_is_told_in_one_line(batch: Batch) -> None:
    from policy_extract.batch.manifest import line_without_plan
    from policy_extract.batch.run import Order, Outcome
    from policy_extract.batch.sources import Input
    from policy_extract.batch.work import Settings
    from policy_extract.cli.batch_products import write_tables
    from policy_extract.errors import OutputError

    batch()
    outcome = Outcome({"x": Input("x", "/x")}, {"x": line_without_plan("x", "failed", "gone")})
    outcome.lines["x"] = type(outcome.lines["x"])("x", "ok", "0", "0", None, {}, None)
    order = Order(["plans"], Settings("out", (), "accepted", 60, 1024))
    with pytest.raises(OutputError, match=r"^x\.json cannot be read again: No such file"):
        write_tables(outcome, order, Path("corpus"), "parquet")
    assert not Path("corpus").exists()
