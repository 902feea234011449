"""Matches quote the original characters; the higher rule wins; a document has one time budget."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract.findings import Code, Report
from policy_extract.generated.plain import At
from policy_extract.grammar import load
from policy_extract.grammar.matching import LONG
from policy_extract.lexical.width import fold
from tests.grammar.grammar_builder import file, folder, matcher, rule

if TYPE_CHECKING:
    from pathlib import Path

LABEL = rule(
    "label",
    "(?P<label>责任单位|牵头单位)：(?P<note>（[^（）]{1,9}）)?",
    "责任单位：",
    more="set = { role = 'joint', rank = 2 }",
)
DIGITS = rule("digits", r"\d+", "25")
YEAR = rule("year", r"20\d\d", "2025")
SLOW = rule("slow", "^(市|市市)+$", "市")
"""Exponential."""


def test_a_group_quotes_the_original_characters_and_a_span_counts_them(tmp_path: Path) -> None:
    text = "８．健全保障(责任单位:(市级)民政局)"
    match = matcher(tmp_path, LABEL).first("clause", text)
    assert match
    assert (match.text, match.group("note"), match.span("note")) == ("责任单位:(市级)", "(市级)", (12, 16))
    assert text[match.start : match.end] == match.text


def test_a_group_that_took_no_part_is_none_and_its_span_is_empty(tmp_path: Path) -> None:
    match = matcher(tmp_path, LABEL).first("clause", "责任单位：市民政局")
    assert match
    assert (match.group("note"), match.span("note"), "note" in match, match.has("label")) == (None, (5, 5), False, True)
    assert match.group("never-heard-of") is None


def test_a_match_gives_the_constants_of_its_rule(tmp_path: Path) -> None:
    match = matcher(tmp_path, LABEL).first("clause", "责任单位：市民政局")
    assert match
    assert (match.rule.id, match.get("role"), match.get("rank"), match.get("level")) == ("label", "joint", 2, None)


def test_the_first_rule_that_is_found_wins_wherever_it_stands(tmp_path: Path) -> None:
    match = matcher(tmp_path, YEAR, DIGITS).first("clause", "7个，到2025年")
    assert match
    assert (match.rule.id, match.text) == ("year", "2025")


def test_a_piece_is_searched_as_if_nothing_stood_around_it(tmp_path: Path) -> None:
    ours = matcher(tmp_path, rule("opening", "^(?P<year>20[0-9]{2})年$", "2025年"))
    text = "到２０２５年底"
    match = ours.first_of_piece("clause", text, 1, 6)
    assert match
    assert (match.text, match.span("year")) == ("２０２５年", (0, 4))
    assert ours.first("clause", text) is None
    assert ours.first_of_piece("clause", text, 0, 6) is None


def test_a_family_that_is_not_found_gives_none(tmp_path: Path) -> None:
    one = matcher(tmp_path, YEAR)
    assert one.first("clause", "没有") is None
    assert one.all("clause", "没有") == []


def test_a_family_nobody_wrote_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        matcher(tmp_path, YEAR).first("clauses", "2025")


def test_all_matches_come_from_left_to_right_and_the_higher_rule_is_taken_at_one_place(tmp_path: Path) -> None:
    matches = matcher(tmp_path, YEAR, DIGITS).all("clause", "3家、2025年、20266")
    assert [(one.rule.id, one.text) for one in matches] == [
        ("digits", "3"), ("year", "2025"), ("year", "2026"), ("digits", "6"),
    ]  # fmt: skip


def test_all_matches_can_be_asked_of_a_stretch(tmp_path: Path) -> None:
    matches = matcher(tmp_path, DIGITS, rule("end", "家$", "家")).all("clause", "12、34家、56", start=1, end=6)
    assert [(one.text, one.start) for one in matches] == [("2", 1), ("34", 3), ("家", 5)]


def test_a_match_of_no_characters_does_not_go_on_for_ever(tmp_path: Path) -> None:
    matches = matcher(tmp_path, rule("gap", "(?=家)", "家"), DIGITS).all("clause", "家7家")
    assert [(one.start, one.end) for one in matches] == [(0, 0), (1, 2), (2, 2)]


@given(text=st.text("家0125（(＊ 年", max_size=30), start=st.integers(0, 12), stop=st.integers(0, 30))
def test_all_matches_are_those_of_trying_every_rule_at_every_place(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: int, stop: int
) -> None:
    one = matcher(tmp_path_factory.getbasetemp(), YEAR, rule("pair", r"\d（|\d\d年", "1（"), DIGITS)
    place, expected = start, []
    stop = min(stop, len(text))
    while place <= stop:
        found = [
            (rule, match)
            for rule in one._families["clause"].compiled
            if (match := rule.plain.match(fold(text), place, stop))
        ]
        if found:
            expected.append((found[0][0].rule.id, found[0][1].span()))
            place = found[0][1].end()
        else:
            place += 1
    assert [
        (match.rule.id, (match.start, match.end)) for match in one.all("clause", text, start=start, end=stop)
    ] == expected


def test_a_lexicon_gives_its_words_and_matches_the_longest(tmp_path: Path) -> None:
    words = '\n[[word]]\nid = "short-name"\nmeans = "…"\nwords = ["人社", "人社局", "*办"]\n'
    one = matcher(tmp_path, words, rule("name", "{short-name}", "人社"))
    assert one.words("short-name") == ("人社", "人社局", "*办")
    assert [match.text for match in one.all("clause", "人社局、＊办、人社")] == ["人社局", "＊办", "人社"]


def test_shared_terms_are_seen_by_every_file_and_a_files_own_comes_first(tmp_path: Path) -> None:
    shared = file("[terms]\nmark = '☆'\ncolon = '：'\n", stage="shared")
    grammars = load(
        folder=folder(tmp_path, terms=shared, units=file("[terms]\nmark = '★'\n", rule("a", "{mark}{colon}", "★：")))
    )
    assert grammars.families["clause"].rules[0].expanded == "(?:★)(?:：)"


def test_counts_and_escaped_braces_are_no_terms(tmp_path: Path) -> None:
    assert matcher(tmp_path, rule("a", r"[{}]?市{2,20}\{市\}", "市市{市}")).first("clause", "市市市{市}")


# ---------------------------------------------------------------- time


def test_a_long_line_gives_what_a_short_one_gives(tmp_path: Path) -> None:
    one = matcher(tmp_path, LABEL, YEAR)
    match = one.first("clause", "　" * LONG + "责任单位:2025")
    assert match
    assert (match.text, match.start) == ("责任单位:", LONG)
    assert [found.text for found in one.all("clause", "　" * LONG + "责任单位:2025")] == ["责任单位:", "2025"]


def test_a_slow_rule_of_an_extra_file_is_stopped_and_noted_once(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(file(SLOW), encoding="utf-8")
    report = Report()
    one = load([mine], folder=folder(tmp_path, units=file(YEAR))).within(0.2).matcher(report)
    hostile = "市" * 60 + "2025"
    assert one.first("clause", hostile, block="b7") is None
    assert one.all("clause", hostile, block="b8") == []
    assert one.first("clause", "2025", block="b9") is None
    assert [(one.code, one.at, one.message) for one in report] == [
        (
            Code.TIME_BUDGET_EXCEEDED,
            At(block="b7", start=0, end=64),
            "Reading took longer than 0.2 s; what comes later was not searched.",
        )
    ]


def test_a_shipped_rule_is_stopped_on_a_long_line(tmp_path: Path) -> None:
    report = Report()
    one = load(folder=folder(tmp_path, units=file(SLOW))).within(0.2).matcher(report)
    assert one.first("clause", "市" * LONG + "2") is None
    assert [finding.code for finding in report] == [Code.TIME_BUDGET_EXCEEDED]


def test_a_shipped_rule_is_stopped_where_an_extra_file_changes_its_terms(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(file("[terms]\nname = '(市|市市)+'\n"), encoding="utf-8")
    shipped = file("[terms]\nname = '市'\n", rule("whole", "^{name}$", "市"))
    report = Report()
    one = load([mine], folder=folder(tmp_path, units=shipped)).within(0.2).matcher(report)
    assert one.first("clause", "市" * 60 + "2") is None
    assert len(report) == 1


def test_an_extra_rule_that_is_slow_on_its_own_example_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(file(rule("slow", "^(市|市市)+$", "市", reject="市" * 60 + "2")), encoding="utf-8")
    with pytest.raises(Exception, match=r"mine.toml:10: '市+2' takes longer than 2 s; bound what repeats"):
        load([mine], folder=folder(tmp_path))


# ---------------------------------------------------------------- trace


def test_the_trace_says_what_fired_where_and_what_came_second(tmp_path: Path) -> None:
    one = matcher(tmp_path, LABEL, YEAR, DIGITS, trace=True)
    one.first("clause", "7个，到2025年", block="b1")
    one.all("clause", "责任单位：2025", block="b2")
    assert [
        (fired.rule_id, fired.block, fired.start, fired.end, fired.runner_up and fired.runner_up.id)
        for fired in one.trace
    ] == [
        ("year", "b1", 4, 8, "digits"),
        ("label", "b2", 0, 5, None),
        ("year", "b2", 5, 9, "digits"),
    ]
    fired = one.trace[1]
    assert (fired.file, fired.stage, fired.finds, fired.groups) == ("units.toml", "units", "clause", {"label": (0, 4)})


def test_without_being_asked_nothing_is_traced(tmp_path: Path) -> None:
    one = matcher(tmp_path, YEAR)
    one.first("clause", "2025")
    assert one.trace == []


def test_tracing_changes_no_match(tmp_path: Path) -> None:
    plain, traced = (matcher(tmp_path, YEAR, DIGITS, trace=trace) for trace in (False, True))
    text = "3家、2025年、20266"
    assert [repr(one) for one in plain.all("clause", text)] == [repr(one) for one in traced.all("clause", text)]


def test_a_matcher_and_all_it_remembers_is_freed_with_its_last_use(tmp_path: Path) -> None:
    one = matcher(tmp_path, LABEL)
    assert one.first("clause", "责任单位：市民政局")
    seen = weakref.ref(one)
    gc.disable()
    try:
        del one
        assert seen() is None
    finally:
        gc.enable()
