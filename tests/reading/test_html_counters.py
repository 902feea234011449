"""Numbers that a style sheet prints: counted as a browser counts them, read as automatic numbers, and never where no rule names the element."""

from __future__ import annotations

import pytest
from page_builder import TITLE, read_page

from policy_extract.blocks import Paragraph
from policy_extract.pipeline import parse_bytes
from tests.lines import lines_run_by


def numbers(style: str, body: str) -> list[tuple[str, str]]:
    """Number and text of every paragraph of a page."""
    document = read_page(f"<html><head><style>{style}</style></head><body>{TITLE}{body}</body></html>")
    return [(block.number, block.text) for block in document.blocks if isinstance(block, Paragraph)][1:]


CHAPTERS = """\
.text { counter-reset: chapter }
.text h2 { counter-increment: chapter; counter-reset: part }
.text h2::before { content: counter(chapter, cjk-ideographic) "\\3001" }
.text .part { counter-increment: part }
.text .part::before { content: "（" counter(part, simp-chinese-informal) "）" }
"""


def test_chapters_and_their_parts_are_counted() -> None:
    body = """<div class="text"><h2>总体要求</h2><p class="part">健全体系。</p><p class="part">建设设施。</p>
      <h2>重点任务</h2><p class="part">加强监督。</p></div><p class="part">不在正文中。</p>"""
    assert numbers(CHAPTERS, body) == [
        ("一、", "总体要求"), ("（一）", "健全体系。"), ("（二）", "建设设施。"),
        ("二、", "重点任务"), ("（一）", "加强监督。"), ("", "不在正文中。"),
    ]  # fmt: skip


def test_lists_in_lists_print_the_numbers_around_them() -> None:
    style = "ol { counter-reset: item; list-style: none } li { counter-increment: item } li::before { content: counters(item, '.') ' ' }"
    body = "<ol><li>健全体系</li><li>建设设施<ol><li>建站</li><li>配人</li></ol></li><li>加强监督</li></ol>"
    assert numbers(style, body) == [
        ("1", "健全体系"), ("2", "建设设施"), ("2.1", "建站"), ("2.2", "配人"), ("3", "加强监督"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("style", "number"),
    [
        ("p.a::before { counter-increment: n; content: '第' counter(n, cjk-decimal) '条' }", "第一条"),
        ("#text > .a:before { counter-increment: n 3; content: counter(n) }", "3"),
        ("* .a::before { counter-reset: n 7; content: counter(n, upper-roman) '.' }", "VII."),
        (".a::before { content: counter(never) }", "0"),
        (".b::before { content: counter(n) }", ""),
        (".a::before { content: '•' }", ""),
        (".a::after { content: counter(n) }", ""),
        (".a::before { content: none }", ""),
        (".a::before { content: counter(n) '" + "长" * 30 + "' }", ""),
        ("div:hover .a::before { content: counter(n) }", ""),
    ],
)
def test_what_a_rule_says_is_printed_and_nothing_else(style: str, number: str) -> None:
    assert numbers(style, '<div id="text"><p class="a">健全体系。</p></div>') == [(number, "健全体系。")]


def test_a_number_that_is_typed_as_well_is_printed_once() -> None:
    assert numbers(CHAPTERS, '<div class="text"><h2>一、总体要求</h2></div>') == [("", "一、总体要求")]


def test_the_number_of_an_empty_line_is_not_that_of_the_next() -> None:
    assert numbers(CHAPTERS, '<div class="text"><h2> </h2><p>健全体系。</p></div>') == [("", "健全体系。")]


def test_chapters_numbered_by_style_are_sections_and_their_entries_tasks() -> None:
    body = """<div class="text"><h2>总体要求</h2><p>坚持以人为本，统筹城乡。</p><h2>重点任务</h2>
      <p class="part">健全服务体系。到2027年，建成养老中心100家。（责任单位：市民政局）</p>
      <p class="part">加强队伍建设。培训护理员500人。（责任单位：市人力社保局）</p></div>"""
    source = f"<html><head><style>{CHAPTERS}</style></head><body>{TITLE}{body}</body></html>"
    plan = parse_bytes(source.encode(), "x.html").plan
    assert [section.number.raw for section in plan.sections if section.number] == ["一、", "二、"]
    assert [[unit.name for unit in task.units] for task in plan.tasks] == [["市民政局"], ["市人力社保局"]]


def test_work_grows_with_the_elements_however_many_rules_and_however_deep() -> None:
    style = "".join(f"{'b ' * 200}.c{n}::before {{ content: counter(n) }}" for n in range(2_000))
    deep = "<b>" * 100 + '<p class="c1">健全体系。</p>' + "</b>" * 100
    few, many = (lines_run_by(lambda times=times: numbers(style, deep * times)) for times in (5, 20))
    assert many < 4.5 * few
