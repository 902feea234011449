"""A mistake in a grammar file is reported with file, line, what is wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.errors import GrammarExampleError, GrammarSyntaxError
from policy_extract.grammar import load
from policy_extract.grammar.check import check
from tests.grammar.grammar_builder import HEAD, file, folder, rule

if TYPE_CHECKING:
    from pathlib import Path

GOOD = rule("own-line", "^责任单位：(?P<list>.{1,80})$", "责任单位：市民政局", gives='{ list = "市民政局" }')


def told(tmp_path: Path, text: str) -> list[str]:
    return [str(problem) for problem in check(folder=folder(tmp_path, units=text))]


def test_a_file_without_mistakes_has_no_problems(tmp_path: Path) -> None:
    assert told(tmp_path, file(GOOD)) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("^责任单位：", "^{label}{kolon}", "units.toml:8: pattern: unknown term {label}; terms are none yet"),
        ('id = "own-line"', 'id = "own-line"\nname = "x"', "units.toml:6: unknown key name; keys here are id, finds, means, meaning_zh, source, pattern, set, accept, reject"),
        ('id = "own-line"', 'id = "OwnLine"', "units.toml:5: id: OwnLine is not written like bracketed-at-end: small letters, digits, hyphens"),
        ('finds = "clause"\n', "", 'units.toml:4: finds: is missing; add finds = "…"'),
        ('means = "…"', "means = 7", "units.toml:7: means: must be a text"),
        ("^责任", "^(责任", "units.toml:8: pattern: missing ), unterminated subpattern at '^(责任单位：(?P<'; close what is open, and put \\ before a sign meant literally"),
        ("^责任", "(?<=。+)责任", "units.toml:8: pattern: look-behind requires fixed-width pattern; look back over a fixed number of characters, or match what stands before"),
        ("位：(", "位:(", "units.toml:8: pattern: : is never seen; write ： — text is folded before matching"),
        ("位：(", "位[:;]?(", "units.toml:8: pattern: ; is never seen; write ； — text is folded before matching"),
        ("^责任", r"\(责任", "units.toml:8: pattern: \\( is never seen; write （ — text is folded before matching"),
        ("^责任", "[{open}]责任", "units.toml:8: pattern: {open} stands inside [{open}]; make the whole [...] a term, or write \\{ for the sign itself"),
        ("reject = [{ text", "rejects = [{ text", "units.toml:4: reject: is missing; every rule shows a text it rejects, [[rule.reject]] with text and why"),
        (', why = "prose"', "", 'units.toml:10: why: is missing; add why = "…"'),
        ("gives = { list", "gives = { lists", "units.toml:9: gives: the pattern has no group lists; groups are list"),
        ("gives = {", "give = {", "units.toml:9: unknown key give; keys here are text, gives"),
        ('list = "市民政局"', 'list = "市财政局"', "units.toml:9: accept: '责任单位：市民政局' gives list = '市民政局', not '市财政局'"),
        ('text = "责任单位：市民政局"', 'text = "牵头：市民政局"', "units.toml:9: accept: '牵头：市民政局' is not found; change the pattern or the text"),
        ('text = "没有"', 'text = "责任单位:无"', "units.toml:10: reject: '责任单位:无' holds '责任单位:无', which the rule finds; prose"),
        ('stage = "units"\n', "", 'units.toml:1: stage: is missing; add stage = "…"'),
        ('meaning_zh = "如此。"\n', "", 'units.toml:4: meaning_zh: is missing; add meaning_zh = "…"'),
        ("如此。", "so", "units.toml:11: meaning_zh: is not Chinese; say in Chinese what the rule reads"),
        ("means = ", "means ", "units.toml:7: not TOML: Expected '=' after a key in a key/value pair; patterns stand in 'single quotes', other texts in \"double quotes\""),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_cure(tmp_path: Path, before: str, after: str, problem: str) -> None:
    text = file(GOOD)
    assert before in text
    assert problem in "\n".join(told(tmp_path, text.replace(before, after, 1)))


def test_an_unknown_term_is_told_with_the_terms_there_are(tmp_path: Path) -> None:
    text = file("[terms]\nopen = '（'\nclose = '）'\n", rule("own-line", "{open}责任{kolon}", "（责任"))
    assert told(tmp_path, text) == ["units.toml:11: pattern: unknown term {kolon}; terms are close, open"]


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = file(rule("first", "(", "一"), rule("second", "{x}", "二"), rule("third", "三", "四", finds="label"))
    assert [line.split(":")[1] for line in told(tmp_path, text)] == ["8", "17", "27"]


def test_loading_tells_the_first_mistake_and_how_many_more_there_are(tmp_path: Path) -> None:
    text = file(rule("first", "{x}", "一"), rule("second", "{y}", "二"))
    with pytest.raises(GrammarSyntaxError) as caught:
        load(folder=folder(tmp_path, units=text))
    assert str(caught.value).startswith("units.toml:8: pattern: unknown term {x}")
    assert str(caught.value).endswith("(and 1 more; `policy-extract grammar check` lists all)")


def test_an_example_written_as_a_table_of_its_own_has_its_own_line(tmp_path: Path) -> None:
    text = file(GOOD.replace("reject = [", "source = 'x'\n#") + '[[rule.reject]]\ntext = "责任单位：无"\nwhy = "x"\n')
    assert told(tmp_path, text)[0].startswith("units.toml:13: reject: '责任单位：无'")


def test_each_line_of_a_list_of_examples_is_told_apart(tmp_path: Path) -> None:
    listed = 'accept = [\n  { text = "责任单位：甲局" },\n  { text = "乙局" },\n]\n#'
    assert told(tmp_path, file(GOOD.replace("accept = ", listed)))[0].startswith("units.toml:11: accept: '乙局'")


def test_an_accepted_text_must_be_won_against_the_rules_above(tmp_path: Path) -> None:
    text = file(rule("anywhere", "责任单位：", "见责任单位：市民政局"), GOOD)
    [problem] = told(tmp_path, text)
    taken, cure = problem.split("; ")
    assert taken == "units.toml:18: accept: '责任单位：市民政局' is taken by anywhere, which stands above own-line"
    assert cure == "make anywhere narrower, or move own-line above it"


def test_examples_below_a_broken_pattern_wait_until_it_is_mended(tmp_path: Path) -> None:
    [problem] = told(tmp_path, file(rule("broken", "(", "一"), GOOD))
    assert problem.startswith("units.toml:8: pattern: missing )")


def test_a_rule_of_another_family_takes_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, file(rule("anywhere", "责任单位：", "见责任单位：市民政局", finds="label"), GOOD)) == []


def test_an_id_is_given_once_in_a_file(tmp_path: Path) -> None:
    assert told(tmp_path, file(GOOD, GOOD)) == [
        "units.toml:14: id: own-line is taken by the rule in line 5; rename one"
    ]


def test_a_family_belongs_to_one_file(tmp_path: Path) -> None:
    other = file(GOOD.replace("own-line", "other"), stage="outline")
    problems = check(folder=folder(tmp_path, units=file(GOOD), outline=other))
    assert [str(one) for one in problems] == [
        "units.toml:5: finds: clause is found by outline.toml, stage outline; choose another name"
    ]


def test_two_files_of_one_stage_are_refused(tmp_path: Path) -> None:
    problems = check(folder=folder(tmp_path, units=file(), more=file()))
    assert [str(one) for one in problems] == [
        "units.toml:1: stage: units is the stage of more.toml; rename one, or make one file"
    ]


def test_terms_in_a_circle_are_told(tmp_path: Path) -> None:
    text = file("[terms]\na = '{b}'\nb = '{a}'\n", rule("own-line", "{a}", "一"))
    assert "units.toml:11: pattern: terms go in a circle: a → b → a; take one of them out" in told(tmp_path, text)


def test_a_term_that_no_rule_uses_is_proven_too(tmp_path: Path) -> None:
    assert told(tmp_path, file("[terms]\nopen = '[（'\n", GOOD))[0].startswith(
        "units.toml:4: terms: open: unterminated character set"
    )


def test_terms_that_double_each_other_do_not_fill_the_memory(tmp_path: Path) -> None:
    doubled = "".join(f"t{n} = '{{t{n - 1}}}{{t{n - 1}}}'\n" for n in range(1, 30))
    [problem, *_] = told(tmp_path, file(f"[terms]\nt0 = '一'\n{doubled}"))
    assert "200000 are allowed, use fewer" in problem


def test_a_name_is_a_term_or_a_lexicon(tmp_path: Path) -> None:
    text = file('[terms]\nmark = "☆"\n[[word]]\nid = "mark"\nmeans = "…"\nwords = ["☆"]\n')
    assert told(tmp_path, text) == ["units.toml:4: mark is a term and a lexicon; rename one of them"]


def test_a_word_is_listed_once_however_wide(tmp_path: Path) -> None:
    text = file('[[word]]\nid = "mark"\nmeans = "…"\nwords = ["*", "☆", "＊"]\n')
    assert told(tmp_path, text) == ["units.toml:6: words: * is listed more than once; delete one"]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "units.toml").write_bytes(b"\xef\xbb\xbf" + file(GOOD).replace("\n", "\r\n").encode())
    assert check(folder=made) == []
    (made / "units.toml").write_bytes(file(GOOD.replace("^", "(")).replace("\n", "\r\n").encode())
    assert [one.line for one in check(folder=made)] == [8]


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "units.toml").write_bytes(file(GOOD).encode("gb18030"))
    assert [str(one) for one in check(folder=made)] == ["units.toml:1: is not UTF-8 (byte 96); save it as UTF-8"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GrammarSyntaxError, match=r"nowhere\.toml:1: cannot be read \(No such file or directory\)"):
        load(["nowhere.toml"], folder=folder(tmp_path))


def test_a_deeply_nested_file_is_told(tmp_path: Path) -> None:
    assert "is nested too deeply" in told(tmp_path, f"{HEAD}x = {'[' * 5000}{']' * 5000}")[0]


def test_an_extra_rule_that_does_not_hold_its_examples_is_not_loaded(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(file(rule("mine", "牵头", "配合")), encoding="utf-8")
    with pytest.raises(GrammarExampleError, match=r"mine\.toml:9: accept: '配合' is not found; change the pattern"):
        load([mine], folder=folder(tmp_path, units=file(GOOD)))
