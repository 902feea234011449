"""What a pattern needs is in every text it matches."""

from __future__ import annotations

import re

import pytest

from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.grammar.needs import any_of, needs, signs_of
from policy_extract.lexical.width import fold
from tests.test_invariants import LINES


def shown(pattern: str) -> list[str]:
    return ["".join(sorted(one)) for one in needs(pattern)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("牵头", ["牵", "头"]),
        ("[甲乙]{2,3}丙?丁", ["丁", "乙甲"]),
        ("(?:甲|乙丙)丁*", ["乙甲"]),
        ("甲|丁*", []),
        ("(?P<name>甲)(?P=name)", ["甲"]),
        ("(?>甲)乙++", ["甲", "乙"]),
        ("(?=甲)乙(?!丙)(?<=丁)", ["乙"]),
        ("[^甲]|乙", []),
        (r"[^\W\d]\s.", []),
        ("(?i)ab", []),
        ("(?i:a)b", ["b"]),
        ("[a-c]", ["abc"]),
        ("[一-龥]", []),
        ("", []),
    ],
)
def test_what_must_stand_in_a_text_is_worked_out(pattern: str, expected: list[str]) -> None:
    assert shown(pattern) == expected


def test_a_digit_of_any_script_is_a_digit() -> None:
    assert shown(r"\d年") == ["年", "0123456789"]
    for year in ("7年", "٢年", "७年"):
        assert re.search(r"\d年", year)
        assert all(one & signs_of(year) for one in needs(r"\d年"))
    assert not signs_of("七年") & set("0123456789")


def test_one_of_several_patterns_needs_what_any_of_them_needs() -> None:
    assert any_of(map(needs, ("甲乙|甲丙", "丁{2}[戊己]"))) == frozenset("甲丁")
    assert any_of(map(needs, ("甲", ".*"))) == frozenset()


def test_whatever_a_rule_finds_in_any_known_line_holds_what_it_needs() -> None:
    """In the lines of all examples and cases."""
    texts = [fold(line) for line in LINES]
    found = 0
    for rule in load(whole=True).rules:
        pattern, needed = re.compile(rule.expanded), needs(rule.expanded)
        for text in texts:
            if needed and (match := pattern.search(text)) is not None:
                found += 1
                assert all(one & signs_of(match[0]) for one in needed), (rule.where, text)
    assert found > 1_000


def test_rules_with_and_without_their_needs_find_the_same() -> None:
    """`load()` knows them from an earlier run or not at all; what is read may not depend on it."""
    kept, whole = load().matcher(Report()), load(whole=True).matcher(Report())
    for finds in load().families:
        for line in LINES[::5]:
            assert [*map(repr, kept.all(finds, line))] == [*map(repr, whole.all(finds, line))]
            assert repr(kept.first(finds, line)) == repr(whole.first(finds, line))
