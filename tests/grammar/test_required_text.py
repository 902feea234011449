"""What a pattern needs is in every text it matches."""

from __future__ import annotations

import re

import pytest

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.grammar.families import Compiled
from policy_extract.grammar.prefilter import FIRST_FEW, numbered
from policy_extract.grammar.required_text import required
from policy_extract.lexical.width import fold
from tests.test_invariants import LINES


def shown(pattern: str) -> list[str]:
    return [" ".join(sorted(one)) for one in required(pattern).needs]


def possible(pattern: str, text: str) -> bool:
    """Whether the text holds what the pattern needs, among patterns that need something else."""
    signs, (_, _, needed) = numbered([required(one).needs for one in ("[年0-4]", "[四五]丁", pattern)])
    return not needed & ~signs.of(text)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("牵头", ["牵头"]),
        ("牵头单位", ["牵头", "头单"]),
        ("[甲乙]{2,3}丙?丁", ["丙丁 乙丁 甲丁", "乙 甲"]),
        ("(?:甲|乙丙)丁*", ["乙丙 甲"]),
        ("(?:甲丁|乙丙)", ["乙丙 甲丁"]),
        ("甲(?:乙|丙?)丁", ["丙丁 乙丁 甲丁", "甲"]),
        ("甲[^乙]丁", ["甲", "丁"]),
        ("甲.?丁", ["甲", "丁"]),
        ("甲|丁*", []),
        ("(?P<name>甲)(?P=name)乙", ["甲", "乙"]),
        ("(?>甲)乙++", ["甲乙"]),
        ("(?=甲)乙(?!丙)(?<=丁)戊$", ["乙戊"]),
        ("[^甲]|乙", []),
        (r"[^\W\d]\s.", []),
        ("(?i)ab", []),
        ("(?i:a)b", ["b"]),
        ("[a-c]", ["a b c"]),
        ("[一-龥]", []),
        ("", []),
    ],
)
def test_what_must_stand_in_a_text_is_worked_out(pattern: str, expected: list[str]) -> None:
    assert shown(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:甲|乙)?丙", "(?=[丙乙甲])"),
        ("(?:(?:甲|乙丁)*|戊)丙", "(?=[丙乙戊甲])"),
        (r"(?:\d|第)?年", r"(?=[\d年第])"),
        (r"(?:5|\-)?[\]年]", r"(?=[5\-\]年])"),
        ("(?<!甲)(?:乙)?丙", "(?=[丙乙])"),
        ("甲?[^乙]", ""),
        ("甲?", ""),
        ("甲乙?", ""),
        ("(?P<name>甲乙|丙)", ""),
        ("(?=[甲乙])(?:甲|乙)?丙", ""),
        ("^甲?乙", ""),
        ("(?i)甲?乙", ""),
    ],
)
def test_the_search_is_told_what_a_match_begins_with_where_re_does_not_see_it(pattern: str, expected: str) -> None:
    assert required(pattern).opening == expected


def test_a_digit_of_any_script_is_a_digit() -> None:
    assert shown(r"\d年") == ["0年 1年 2年 3年 4年 5年 6年 7年 8年 9年"]
    for year in ("7年", "٢年", "७年"):
        assert re.search(r"\d年", year)
        assert possible(r"\d年", year)
    assert not possible(r"\d年", "七年")
    assert not possible(r"2\d年", "7年")
    assert not possible(r"2\d年", "年")
    assert not possible(r"\d年", "7个年")


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("甲乙|丙", "丙", True),
        ("甲乙|丙", "乙", False),
        ("甲+丁", "甲", False),
        ("甲+丁", "丁甲", False),
        ("甲+丁", "丙甲丁", True),
        ("甲.丁", "丁甲", True),
        ("[甲\U00020000]丁", "\U00020000丁", True),
        ("[甲\U00020000]丁", "\ud840丁", False),
        ("[^甲]", "甲", True),
    ],
)
def test_a_text_is_searched_for_a_pattern_that_finds_in_it_all_it_needs(
    pattern: str, text: str, *, expected: bool
) -> None:
    assert possible(pattern, text) is expected


def test_whatever_a_rule_finds_in_any_known_line_holds_what_it_needs() -> None:
    """In the lines of all examples and cases."""
    texts = [fold(line) for line in LINES]
    found = 0
    rules = load(whole=True).rules
    known = [required(rule.expanded) for rule in rules]
    signs, asked = numbered(one.needs for one in known)
    for rule, one, needed in zip(rules, known, asked, strict=True):
        pattern, opened = re.compile(rule.expanded), re.compile(one.opening + rule.expanded)
        for text in texts:
            match, told = pattern.search(text), opened.search(text)
            assert (told and told.regs) == (match and match.regs), (rule.where, text)
            if needed and match is not None:
                found += 1
                assert not needed & ~signs.of(match[0]), (rule.where, text)
    assert found > 1_000


def test_rules_with_and_without_their_needs_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that keeps no rules works the needs out after a few documents; what is read may not depend on it."""
    grammars = load(whole=True)
    first, *_, later = [grammars.matcher(Report()) for _ in range(FIRST_FEW + 1)]
    looked_up: list[str] = []
    find = Compiled.plain.func
    monkeypatch.setattr(Compiled, "plain", property(lambda self: looked_up.append(self.rule.id) or find(self)))
    counts = []
    for matcher in (first, later):
        looked_up.clear()
        found = [
            repr((matcher.all(finds, line), matcher.first(finds, line)))
            for finds in grammars.families
            for line in LINES[::5]
        ]
        counts.append((len(looked_up), found))
    (plainly, expected), (filtered, found) = counts
    assert found == expected
    assert filtered < plainly / 5
