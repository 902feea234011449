"""The time check finds rules that look innocent and are not linear, and leaves linear ones alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.grammar import Rule, load
from policy_extract.grammar.timing import check_time
from tests.grammar.grammar_builder import file, folder, rule

if TYPE_CHECKING:
    from pathlib import Path

CLAUSE = "建成。（责任单位：市民政局、市财政局）"


def told(tmp_path: Path, pattern: str, accept: str) -> list[str]:
    grammars = load(folder=folder(tmp_path, units=file(rule("only", pattern, accept))))
    return [str(problem) for problem in check_time(grammars)]


@pytest.mark.parametrize(
    ("pattern", "accept"),
    [
        (r"（(?P<label>责任单位)：(?P<list>.+)）\s*$", CLAUSE),
        ("责任单位.*市财政局", CLAUSE),
        (r" *\d+$", "到 2025"),
        (r"^(?P<number>\d+)[ ]*[ ]*、", "12  、总体"),
        ("《(?=.*》)", "《澜州市条例》"),
        ("^(市|市市)+。", "市市。"),
        ("^((市)+、?)+$", "市市、市"),
    ],
)
def test_a_pattern_that_is_not_linear_is_told_with_its_line(tmp_path: Path, pattern: str, accept: str) -> None:
    [problem] = told(tmp_path, pattern, accept)
    assert problem.startswith(("units.toml:8: pattern: is not linear: ", "units.toml:8: pattern: is too slow: "))
    assert problem.endswith("; bound what repeats, .{0,80} for .*, or exclude what ends it, [^。]* for .*")


@pytest.mark.parametrize(
    ("pattern", "accept"),
    [
        (r"（(?P<label>责任单位)：(?P<list>[^（）]{1,80})）", CLAUSE),
        ("^.*$", CLAUSE),
        (r"\d{1,4}", "到2025年"),
        ("(?:市[^市、]{1,20}、){0,9}市", CLAUSE),
    ],
)
def test_a_linear_pattern_passes(tmp_path: Path, pattern: str, accept: str) -> None:
    assert told(tmp_path, pattern, accept) == []


def test_an_exponential_rule_of_an_extra_file_is_stopped(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(file(rule("mine", "^(市|市市)+$", "市市")), encoding="utf-8")
    [problem] = check_time(load([mine], folder=folder(tmp_path)))
    assert "is too slow: " in str(problem)


def test_with_an_extra_file_its_own_rules_are_tried_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(file(rule("mine", "^市局$", "市局")), encoding="utf-8")
    seen: list[str] = []
    grammars = load([mine], folder=folder(tmp_path, units=file(rule("a", "一", "一"))))
    check_time(grammars, lambda _count, _total, tried: seen.append(tried.id))
    assert seen == ["mine"]


def test_progress_is_told_rule_by_rule(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []

    def progress(count: int, total: int, rule: Rule) -> None:
        seen.append((count, total, rule.id))

    grammars = load(folder=folder(tmp_path, units=file(rule("a", "一", "一"), rule("b", "二", "二"))))
    check_time(grammars, progress)
    assert seen == [(1, 2, "a"), (2, 2, "b")]
