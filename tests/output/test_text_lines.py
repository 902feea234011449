"""Where the blocks of a text file stand in it, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_extract import parse
from policy_extract.model import At
from policy_extract.output.text_lines import line_finder
from policy_extract.reading.characters import decode
from policy_extract.texts import texts_of
from tests.collectors.counting import calls

SAMPLES = Path(__file__).parents[2] / "samples"
PLAN = """\
澜州市养老服务行动方案

一、主要任务
1.健全保障体系。提高津贴标准，扩大
津贴范围。（责任单位：市民政局）

| 序号 | 内容 |
|---|---|
| 1 | 建设中心 |
"""


def line_of(text: str, words: str, encoding: str = "utf-8") -> int | None:
    """The line on which the words of the first block that has them begin."""
    data = text.encode(encoding)
    plan = parse(data)
    block, printed = next((block, printed) for block, printed in texts_of(plan).items() if words in printed)
    start = printed.index(words)
    return line_finder(data, plan)(At(block=block, start=start, end=start + len(words)))


@pytest.mark.parametrize(("words", "line"), [("澜州市", 1), ("一、", 3), ("健全", 4), ("建设中心", 9)])
def test_a_block_stands_where_its_words_do(words: str, line: int) -> None:
    assert line_of(PLAN, words) == line


def test_a_place_inside_a_block_is_on_a_line_of_its_own() -> None:
    assert line_of(PLAN, "责任单位") == 5


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_lines_end_as_they_do_on_every_system(line_end: str) -> None:
    assert line_of(PLAN.replace("\n", line_end), "建设中心") == 9


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_lines_are_the_same_in_every_encoding(encoding: str) -> None:
    assert line_of(PLAN, "责任单位", encoding) == 5


def test_what_is_said_twice_is_found_where_it_is_said_again() -> None:
    assert line_of("甲方案\n一、任务\n（一）建设。\n二、任务\n（一）建设场地。\n（二）建设。\n", "二、任务") == 4


def test_a_word_file_has_no_lines() -> None:
    data = (SAMPLES / "opinion" / "source.docx").read_bytes()
    plan = parse(data)
    assert line_finder(data, plan)(At(block=plan.blocks[0].id, start=0, end=1)) is None


def test_a_block_that_is_not_in_the_file_has_no_line() -> None:
    plan = parse(PLAN.encode())
    assert line_finder(b"other", plan)(At(block=plan.blocks[0].id, start=0, end=1)) is None


@pytest.mark.parametrize("name", ["source.txt", "source.md"])
def test_every_block_of_a_sample_has_the_line_it_stands_on(name: str) -> None:
    data = (SAMPLES / "plain-plan" / name).read_bytes()
    lines = decode(data).text.splitlines()
    plan = parse(data)
    find = line_finder(data, plan)
    printed = {block: text for block, text in texts_of(plan).items() if text.strip()}
    found = {block: find(At(block=block, start=0, end=1)) for block in printed}
    assert [block for block, line in found.items() if line is None] == []
    assert sorted(found.values(), key=lambda line: line or 0) == [*found.values()]
    wrong = {
        block: lines[line - 1]
        for block, line in found.items()
        if line and printed[block].split()[0][:4] not in "".join(lines[line - 1].replace("*", "").split())
    }
    assert wrong == {}


def test_time_grows_with_the_file_and_not_with_its_square() -> None:
    """Blocks that are nowhere, each as long as what may be skipped."""

    def work(count: int) -> int:
        plan = parse(("甲方案\n" + "一、建设场地。\n" * count).encode())
        data = ("一、建设场馆。\n" * count).encode()
        return calls(lambda: line_finder(data, plan))

    assert work(4_000) < 5 * work(1_000)
