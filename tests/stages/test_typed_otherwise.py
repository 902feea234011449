"""The same text typed as another office would type it has the same tasks and the same bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from policy_extract.blocks import Paragraph
from policy_extract.lexical.numerals import read_numeral
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
    "a clause in ﹙﹚": lambda text: re.sub(CLAUSE, r"﹙\1﹚", text),
    "a stop of full width for 。": lambda text: re.sub(
        r"(?<=[\u4e00-\u9fff）])(?<![一二三四五六七八九十])。", "．", text
    ),
    "a clause on a line of its own": lambda text: re.sub(CLAUSE + r"(。?)", r"\2\n（\1）", text),
    "责任单位 as 工作分工": lambda text: re.sub(r"（责任单位([^（）]*)）", r"（工作分工\1）", text),
    "责任单位 as 落实单位": lambda text: text.replace("责任单位", "落实单位"),
    "责任单位 as 承办部门": lambda text: text.replace("责任单位", "承办部门"),
    "a colon and a space": lambda text: text.replace("：", "： "),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "lines that end in CR LF": lambda text: text.replace("\n", "\r\n"),
    "indents of no-break spaces": lambda text: re.sub(r"(?m)^\s*", "\u00a0\u00a0\u00a0\u00a0", text),
}
LISTED = re.compile(r"（(?:责任|牵头)(?:单位|部门)：([^（）；：\n]*)）")
"""A clause that is one plain list."""

SAID: dict[str, Callable[[str, str], str]] = {
    "A牵头，B配合": lambda first, others: f"（{first}牵头，{others}配合）",
    "A会同B负责": lambda first, others: f"（{first}会同{others}负责）",
    "A、B按职责分工负责": lambda first, others: f"（{first}、{others}按职责分工负责）",
    "由A、B负责": lambda first, others: f"（由{first}、{others}负责）",
    "A为主，B配合": lambda first, others: f"（{first}为主，{others}配合）",
    "责任：": lambda first, others: f"（责任：{first}、{others}）",
    "责任单位为": lambda first, others: f"（责任单位为{first}、{others}）",
    "责任单位是": lambda first, others: f"（责任单位是{first}、{others}）",
    "责任单位 and a dash": lambda first, others: f"（责任单位—{first}、{others}）",
    "责任单位 and a space": lambda first, others: f"（责任单位\u3000{first}、{others}）",
    "A和B": lambda first, others: f"（责任单位：{first}和{others}）",
    "A以及B": lambda first, others: f"（责任单位：{first}以及{others}）",
    "等单位": lambda first, others: f"（责任单位：{first}、{others}等单位）",
    "/ between them": lambda first, others: f"（责任单位：{first}/{others.replace('、', '/')}）",
    "①② before the labels": lambda first, others: f"（①牵头单位：{first}；②配合单位：{others}）",
    "a deadline after them": lambda first, others: f"（责任单位：{first}、{others}；完成时限：2026年底前）",
    "a deadline before them": lambda first, others: f"（完成时限：2026年底；责任单位：{first}、{others}）",
    "a person before them": lambda first, others: f"（分管领导：张三；责任单位：{first}、{others}）",
    "a person after them": lambda first, others: f"（责任单位：{first}、{others}；责任人：李四、王五）",
}
ONE_TO_TEN = "一二三四五六七八九十"
LEVELS = [
    r"([一二三四五六七八九十]{1,3})、",
    r"（([一二三四五六七八九十]{1,3})）",
    r"(\d{1,2})[.．](?!\d)",
    r"（(\d{1,2})）",
]
"""How most documents number their levels."""
STYLES: dict[str, list[str]] = {
    "chapters": ["第{cn}章\u3000", "第{cn}节\u3000", "{cn}、", "（{cn}）"],
    "parts": ["第{cn}部分\u3000", "{cn}、", "（{cn}）", "{n}."],
    "volumes": ["第{cn}篇\u3000", "第{cn}章\u3000", "第{cn}节\u3000", "{cn}、"],
    "digits": ["{n}、", "（{n}）", "{circled}", "{n}）"],
    "one sign": ["{cn}、", "{ideograph}", "{dotted}", "{bracketed}"],
}
"""Other ways, level by level."""
BROKEN_NUMBERS = {"draft-with-changes", "guiding-opinion", "plain-plan", "ouhai-2023"}
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


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_tasks_stay_where_the_highest_numbers_were_lost(path: Path) -> None:
    text = text_of(path)
    again = re.sub(r"(?m)^(\s*)([一二三四五六七八九十]+)、", r"\1", text)
    before, after = parse_bytes(text.encode(), "plan.txt").plan, parse_bytes(again.encode(), "plan.txt").plan
    assert {task.title for task in before.tasks} <= {task.title for task in after.tasks}


def said(text: str, way: str) -> str:
    """The text with its plain lists said another way."""

    def again(found: re.Match[str]) -> str:
        first, *others = (name.strip("*☆★ ") for name in re.split("[、，]", found[1]))
        plain = others and all(
            len(name) > 2 and not name.startswith(("各", "县（", "有关")) for name in (first, *others)
        )
        return SAID[way](first, "、".join(others)) if plain and not found[1].endswith("等") else found[0]

    return LISTED.sub(again, text)


def bodies(plan: Plan) -> list[tuple[str | None, list[str]]]:
    """Title of each task, and the names of its bodies."""
    return [(task.title, sorted({unit.name for unit in task.units})) for task in plan.tasks]


@pytest.mark.parametrize("way", SAID)
@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda path: path.parent.name + "-" + path.stem)
def test_bodies_are_the_same_however_the_clause_says_it(path: Path, way: str) -> None:
    text = text_of(path)
    again = said(text, way)
    if again == text:
        pytest.skip("no plain list in it")
    assert bodies(parse_bytes(again.encode(), "plan.txt").plan) == bodies(parse_bytes(text.encode(), "plan.txt").plan)


@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda path: path.parent.name + "-" + path.stem)
def test_a_clause_before_the_full_stop_says_the_same(path: Path) -> None:
    text = text_of(path)
    again = re.sub(f"。{CLAUSE}(?=\n|$)", r"（\1）。", text)
    assert tasks(parse_bytes(again.encode(), "plan.txt").plan) == tasks(parse_bytes(text.encode(), "plan.txt").plan)


def restyled(text: str, style: str) -> str:
    """The text with the numbers of each level in another style."""
    for level, printed in zip(LEVELS, STYLES[style], strict=True):
        text = re.sub(
            rf"(?m)^(\s*){level}\s*", lambda found, printed=printed: "\0" + found[1] + number(found[2], printed), text
        )
    return text.replace("\0", "")


def number(value: str, printed: str) -> str:
    """A number from 1 to 20, typed in digits or Chinese, as another style prints it."""
    n = read_numeral(value) or 0
    cn = ONE_TO_TEN[n - 1] if n <= 10 else "十" + ONE_TO_TEN[n - 11 : n - 10] if n < 20 else "二十"
    signs = {"circled": 0x2460, "dotted": 0x2488, "bracketed": 0x2474}
    ideograph = chr(0x3220 + n - 1) if n <= len(ONE_TO_TEN) else f"（{cn}）"
    return printed.format(
        n=n, cn=cn, ideograph=ideograph, **{name: chr(first + n - 1) for name, first in signs.items()}
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda path: path.parent.name + "-" + path.stem)
def test_tasks_are_the_same_however_levels_are_numbered(path: Path, style: str) -> None:
    if {path.parent.name, path.stem} & BROKEN_NUMBERS:
        pytest.skip("its numbers are damaged, or need their point")
    text = text_of(path)
    again = restyled(text, style)
    assert tasks(parse_bytes(again.encode(), "plan.txt").plan) == tasks(parse_bytes(text.encode(), "plan.txt").plan)
