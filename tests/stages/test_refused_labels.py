"""A label in the middle of a sentence is refused before what stands after the next one is read."""

from __future__ import annotations

import pytest

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.stages.passages import whole_text
from policy_extract.stages.units.clauses import read_clauses
from tests.lines import lines_run_by

REFUSED = ["完善机制，责任单位：加快推进，", "完善机制，牵头单位：市民政局、编制方案、"]


@pytest.mark.parametrize("sentence", REFUSED)
def test_each_of_many_refused_labels_costs_little_more_than_one_alone(sentence: str) -> None:
    matcher = load().matcher(Report())

    def work(times: int) -> int:
        return lines_run_by(lambda: read_clauses(whole_text("b1", f"做好服务。{sentence * times}"), matcher, Report()))

    work(1)  # what is loaded once
    assert work(40) <= 40 * 4 * work(1)


def test_a_label_in_a_sentence_is_read_with_the_labels_after_it() -> None:
    text = "完善机制，牵头单位：市民政局，配合单位：市财政局"
    (clause,) = read_clauses(whole_text("b1", text), load().matcher(Report()), Report())
    assert [text[name.start : name.end] for part in clause.segments for name in part.names] == ["市民政局", "市财政局"]
