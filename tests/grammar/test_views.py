"""What people see of the rules: which ones fired, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.errors import GrammarError
from policy_extract.findings import Report
from policy_extract.grammar import Grammars, load
from policy_extract.grammar.coverage import Row, counts
from policy_extract.grammar.show import show
from tests.grammar.grammar_builder import file, folder, rule

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def grammars(tmp_path: Path) -> Grammars:
    """Two files, two families, three rules."""
    units = file(
        rule(
            "year",
            r"(?P<year>20\d\d)",
            "2025",
            gives='{ year = "2025" }',
            more='source = "GB/T 9704-2012"\nset = { rank = 1 }',
        ),
        rule("digits", r"\d+", "7"),
    )
    return load(
        folder=folder(
            tmp_path, outline=file(rule("chapter", "第.章", "第一章", finds="number"), stage="outline"), units=units
        )
    )


def test_coverage_counts_every_rule_those_that_never_fired_too(grammars: Grammars) -> None:
    first, second = (grammars.matcher(Report(), trace=True) for _ in range(2))
    first.all("clause", "2025、7、8")
    second.first("clause", "9")
    assert counts([first.trace, second.trace], grammars) == [
        Row("outline.toml", "chapter", "number", 0),
        Row("units.toml", "year", "clause", 1),
        Row("units.toml", "digits", "clause", 3),
    ]


def test_all_stages_are_shown_with_their_families(grammars: Grammars) -> None:
    assert show(grammars) == [
        "outline — Responsible units (outline.toml)",
        "  number: chapter",
        "",
        "units — Responsible units (units.toml)",
        "  clause: year, digits",
    ]


def test_a_stage_is_shown_rule_by_rule(grammars: Grammars) -> None:
    assert show(grammars, "units") == [
        "units — Responsible units (units.toml)", "",
        "clause", "  year (units.toml:5)", "    …", "  digits (units.toml:15)", "    …",
    ]  # fmt: skip


def test_a_stage_is_shown_in_chinese(grammars: Grammars) -> None:
    assert show(grammars, "outline", chinese=True)[2:] == [
        "层次序数 number", "  chapter (outline.toml:5)", "    如此。",
    ]  # fmt: skip


def test_a_family_is_shown_rule_by_rule(grammars: Grammars) -> None:
    assert show(grammars, "clause") == ["clause", "  year (units.toml:5)", "    …", "  digits (units.toml:15)", "    …"]


def test_a_rule_is_shown_in_chinese(grammars: Grammars) -> None:
    assert show(grammars, "year", chinese=True)[1:] == [
        "  识别\u3000\u3000 clause",
        "  含义\u3000\u3000 如此。",
        "  依据\u3000\u3000 GB/T 9704-2012",
        "  附带\u3000\u3000 rank = 1",
        "  模式\u3000\u3000 (?P<year>20\\d\\d)",
        "  匹配\u3000\u3000 2025",
        "             年 = 2025",
        "  不匹配\u3000 没有",
    ]


def test_a_rule_is_shown_in_full(grammars: Grammars) -> None:
    assert show(grammars, "year") == [
        "year (units.toml:5)",
        "  finds    clause",
        "  means    …",
        "  zh       如此。",
        "  source   GB/T 9704-2012",
        "  sets     rank = 1",
        r"  pattern  (?P<year>20\d\d)",
        "  accepts  2025",
        "             year = 2025",
        "  rejects  没有",
        "             prose",
    ]


def test_what_there_is_not_is_told_with_what_there_is(grammars: Grammars) -> None:
    with pytest.raises(
        GrammarError, match=r"^years: is neither a stage, a family nor a rule; stages are outline, units$"
    ):
        show(grammars, "years")
