"""The same text typed as another office would type it has the same tasks and the same bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from policy_extract.blocks import Paragraph
from policy_extract.pipeline import parse_bytes
from tests.stages.parsed import SAMPLES, SEEDS, document_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from policy_extract.generated.plain import Plan

ANSWERS = "(?:责任|牵头|配合)(?:单位|部门)"
CLAUSE = rf"（({ANSWERS}[^（）\n]*)）"

WAYS: dict[str, Callable[[str], str]] = {
    "（一） as (一)": lambda text: re.sub(r"(?m)^(\s*)（([一二三四五六七八九十]+)）", r"\1(\2)", text),
    "（一） as （一）、": lambda text: re.sub(r"(?m)^(\s*)（([一二三四五六七八九十]+)）", r"\1（\2）、", text),
    "一、 as 一．": lambda text: re.sub(r"(?m)^(\s*)([一二三四五六七八九十]+)、", r"\1\2．", text),
    "一、 as 一 and a space": lambda text: re.sub(r"(?m)^(\s*)([一二三四五六七八九十]+)、", "\\1\\2\u3000", text),
    "一、 as 第一章": lambda text: re.sub(r"(?m)^(\s*)([一二三四五六七八九十]+)、", "\\1第\\2章\u3000", text),
    "1. as 1 and a space": lambda text: re.sub(r"(?m)^(\s*)(\d{1,2})[.．](?!\d)", r"\1\2 ", text),
    "1. as 1、": lambda text: re.sub(r"(?m)^(\s*)(\d{1,2})[.．](?!\d)", r"\1\2、", text),
    "a clause in 〔〕": lambda text: re.sub(CLAUSE, r"〔\1〕", text),
    "a clause in 【】": lambda text: re.sub(CLAUSE, r"【\1】", text),
    "a clause in []": lambda text: re.sub(CLAUSE, r"[\1]", text),
    "a clause on a line of its own": lambda text: re.sub(CLAUSE + r"(。?)", r"\2\n（\1）", text),
    "责任单位 as 工作分工": lambda text: re.sub(rf"（责任单位({'[^（）]*'})）", r"（工作分工\1）", text),
    "责任单位 as 落实单位": lambda text: text.replace("责任单位", "落实单位"),
    "责任单位 as 承办部门": lambda text: text.replace("责任单位", "承办部门"),
    "a colon and a space": lambda text: text.replace("：", "： "),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "lines that end in CR LF": lambda text: text.replace("\n", "\r\n"),
    "indents of no-break spaces": lambda text: re.sub(r"(?m)^\s*", "\u00a0\u00a0\u00a0\u00a0", text),
}
BROKEN_NUMBERS = {"draft-with-changes", "guiding-opinion", "plain-plan"}
"""Samples whose numbers are damaged on purpose, or need their point: 1.1; 1、 for 一、 beside 1. in a dump."""


def text_of(path: Path) -> str:
    """The paragraphs of a document, a line each, with the numbers that Word prints."""
    blocks = [block for block in document_of(path).blocks if isinstance(block, Paragraph)]
    return "\n".join("\u3000\u3000" + (block.number or "") + block.text for block in blocks)


def tasks(plan: Plan) -> list[tuple[str | None, list[tuple[str, str]]]]:
    """Title and bodies of each task."""
    return [(task.title, [(unit.name, unit.role) for unit in task.units]) for task in plan.tasks]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda path: path.parent.name + "-" + path.stem)
def test_tasks_and_bodies_are_the_same(path: Path, way: str) -> None:
    if way.startswith("1.") and path.parent.name in BROKEN_NUMBERS:
        pytest.skip("its numbers are damaged, or need their point")
    text = text_of(path)
    again = WAYS[way](text)
    if again == text:
        pytest.skip("nothing in it is typed so")
    assert tasks(parse_bytes(again.encode(), "plan.txt").plan) == tasks(parse_bytes(text.encode(), "plan.txt").plan)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_a_label_that_nobody_knows_is_read_or_told(path: Path) -> None:
    text = text_of(path)
    again = text.replace("责任单位：", "推开：")
    before, after = parse_bytes(text.encode(), "plan.txt").plan, parse_bytes(again.encode(), "plan.txt").plan
    kept = sum(bool(task.units) for task in after.tasks)
    told = sum(finding.code in {"units-unread", "unit-doubtful", "no-tasks"} for finding in after.findings)
    assert kept + told >= 0.9 * sum(bool(task.units) for task in before.tasks)


@pytest.mark.parametrize("path", [*SAMPLES], ids=lambda path: path.parent.name)
def test_tasks_stay_where_the_highest_numbers_were_lost(path: Path) -> None:
    text = text_of(path)
    again = re.sub(r"(?m)^(\s*)([一二三四五六七八九十]+)、", r"\1", text)
    before, after = parse_bytes(text.encode(), "plan.txt").plan, parse_bytes(again.encode(), "plan.txt").plan
    assert {task.title for task in before.tasks} <= {task.title for task in after.tasks}
