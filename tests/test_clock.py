"""One clock for a document and all its stages: past its time the plan holds what was read so far, and says so.

The clock here counts how often it is looked at, so that time runs out at a
chosen look and no test depends on how fast the machine is.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from benchmarks import text_shapes, word_shapes
from policy_extract import clock
from policy_extract.findings import Code, Report
from policy_extract.grammar import load
from policy_extract.grammar.prefilter import FIRST_FEW
from policy_extract.output.canonical import check
from policy_extract.pipeline import Outcome, parse_bytes
from policy_extract.reading.ledger import ledger_of
from policy_extract.reading.word.docx import read_docx
from tests.lines import lines_run

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/source.*"))
PLAN = "澜州市养老服务行动方案\n一、重点任务\n（一）健全体系。到2027年，建成服务中心20家。（责任单位：市民政局）\n"


@pytest.fixture(autouse=True, scope="module")
def _prefilter() -> None:
    """The first documents of a process may be read without a prefilter, and look at the clock more often."""
    for _ in range(FIRST_FEW + 1):
        parse_bytes(PLAN.encode(), "x.txt", unchecked=True)


def looked_at(monkeypatch: pytest.MonkeyPatch) -> count[int]:
    """The looks at the clock from now on, one second each."""
    looks = count()
    passed = [0.0]

    def look() -> float:
        passed[0] = float(next(looks))
        return passed[0]

    monkeypatch.setattr(clock, "perf_counter", look)
    monkeypatch.setattr(clock, "thread_time", lambda: passed[0])
    return looks


def parsed(data: bytes, name: str, seconds: float) -> Outcome:
    outcome = parse_bytes(data, name, grammars=load().within(seconds), unchecked=True)
    check(outcome.plan)
    return outcome


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.plan.findings]


def whole(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str) -> int:
    """How often a parse looks at the clock when its time is not limited."""
    looks = looked_at(monkeypatch)
    parsed(data, name, 1e9)
    return next(looks)


def test_a_document_read_in_time_has_no_finding_of_it() -> None:
    assert Code.TIME_BUDGET_EXCEEDED not in codes(parsed(PLAN.encode(), "x.txt", 1e9))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_wherever_the_time_ends_the_plan_keeps_the_contract_and_says_so_once(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = sample.read_bytes()
    looks = whole(monkeypatch, data, sample.name)
    for seconds in range(1, looks, max(1, looks // 12)):
        looked_at(monkeypatch)
        outcome = parsed(data, sample.name, seconds)
        assert codes(outcome).count(Code.TIME_BUDGET_EXCEEDED) == 1


def test_time_in_which_the_processor_does_other_things_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(monkeypatch)
    monkeypatch.setattr(clock, "thread_time", lambda: 0.0)
    assert codes(parsed(PLAN.encode(), "x.txt", 3)) == []


def test_what_was_read_before_the_time_ended_is_in_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    text = PLAN + "（二）完善设施。到2027年，建成服务中心20家。（责任单位：市民政局）\n" * 300
    data = text.encode()
    looks = whole(monkeypatch, data, "x.txt")
    looked_at(monkeypatch)
    outcome = parsed(data, "x.txt", looks - looks // 20)
    assert 0 < len(outcome.plan.targets) < 301
    assert outcome.plan.front.title is not None


def test_a_word_file_that_is_not_read_to_its_end_drops_the_rest_with_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = next(shape for shape in word_shapes.SHAPES if shape.name == "short paragraphs").of_length(20_000)
    looked_at(monkeypatch)
    report = Report()
    document = read_docx(data, report, clock=clock.Clock(50, report))
    assert 0 < len(document.blocks) < 60
    assert {one.reason for one in document.dropped} == {"time-limit"}
    assert ledger_of(data, document).difference == {}
    assert [finding.code for finding in report] == [Code.TIME_BUDGET_EXCEEDED]


@pytest.mark.parametrize("name", ["amounts in one line", "one long list of units", "rows of work", "headings 1."])
def test_past_the_time_little_is_done(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the time is up the rest costs a small part of what it would have cost."""
    shape = next(shape for shape in text_shapes.SHAPES if shape.name == name)
    data = shape.of_length(30_000)
    parsed(data, shape.file, 1e9)  # what is loaded once
    lines = lines_run(data, shape.file)
    looked_at(monkeypatch)
    assert lines_run(data, shape.file, 3) < lines / 2


def test_time_that_another_program_took_is_given_back() -> None:
    running = clock.Clock(10, Report())
    before = running.left()
    running.leave_out(5)
    assert before + 4 < running.left() <= before + 5
