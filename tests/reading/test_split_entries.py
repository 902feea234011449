"""Entries of a table of contents that were cut at a width."""

from __future__ import annotations

import pytest
from dump_builder import dropped, matcher, shown

from policy_extract.reading.repair.split_entries import with_whole_entries


@pytest.mark.parametrize(
    ("lines", "entries"),
    [
        (["一、总体要求......", "......3"], ["一、总体要求............3"]),
        (["一、总体要求......", "12"], ["一、总体要求......12"]),
        (["一、总则......9", "二、保障......1", "2"], ["一、总则......9", "二、保障......12"]),
        (["一、总则......9", "二、保障......12", "3"], ["一、总则......9", "二、保障......12", "3"]),
        (["一、总则......3", "1.健全网络......4"], ["一、总则......3", "1.健全网络......4"]),
        (["一、总则......9", "二、保障......", "— 2 —", "12"], ["一、总则......9", "二、保障......12", "— 2 —"]),
        (["推动各乡镇落实……", "3家"], ["推动各乡镇落实……", "3家"]),
    ],
    ids=["dots", "number", "inside-a-number", "a-page-number-below", "entries", "page-between", "no-entry"],
)
def test_the_lines_of_an_entry_are_one(lines: list[str], entries: list[str]) -> None:
    assert with_whole_entries(lines, matcher()) == entries


def test_no_digit_of_the_contents_is_taken_for_a_page_number() -> None:
    contents = ["目录", "一、总体要求……………9", "二、主要任务……………1", "2", "三、保障措施……………1", "8"]
    text = [
        "健全覆盖城乡的养老服务网络推",
        "动居家社区机构协调发展，提升",
        "照护能力，完善保障制度，持续",
        "增进老年人福祉。",
    ] * 3
    assert shown("\n".join([*contents, *text]))[2:4] == ["二、主要任务……………12", "三、保障措施……………18"]
    assert not dropped("\n".join([*contents, *text]), "page-number")
