"""Files given beside the shipped ones add rules, and replace rules, terms and lexicons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_extract.errors import GrammarSyntaxError
from policy_extract.grammar import Grammars, load
from policy_extract.grammar.check import check
from tests.grammar.grammar_builder import file, folder, rule

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = (
    '[terms]\nmark = "☆"\n\n[[word]]\nid = "short-name"\nmeans = "…"\nwords = ["人社局"]\n',
    rule("narrow", "{mark}市", "☆市", more='set = { role = "lead", rank = 1 }'),
    rule("broad", "{short-name}", "人社局", more='set = { role = "joint", rank = 2 }'),
    rule("other", "年", "年", finds="label"),
)

ASKED = """
[units]
clause = { groups = ["list?", "sign?"], role = ["joint", "lead"], rank = "number", "own?" = [true] }
label = { groups = ["label"] }
"""


def loaded(tmp_path: Path, *texts: str, asked: str = "") -> Grammars:
    paths = [tmp_path / f"mine-{count}.toml" for count in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return load(paths, folder=folder(tmp_path, units=file(*SHIPPED), families=asked))


def order(grammars: Grammars, finds: str = "clause") -> list[str]:
    return [rule.id for rule in grammars.families[finds].rules]


def mine(name: str, pattern: str = "我", accept: str = "我", **more: str) -> str:
    return rule(name, pattern, accept, **({"more": 'set = { role = "lead", rank = 5 }'} | more))


def test_other_rules_go_on_top_of_their_family_in_their_order(tmp_path: Path) -> None:
    assert order(loaded(tmp_path, file(mine("a"), mine("b", "你", "你")))) == ["a", "b", "narrow", "broad"]


def test_a_later_file_goes_on_top_of_an_earlier_one(tmp_path: Path) -> None:
    assert order(loaded(tmp_path, file(mine("a")), file(mine("b", "你", "你")))) == ["b", "a", "narrow", "broad"]


def test_a_rule_with_the_id_of_another_takes_its_place(tmp_path: Path) -> None:
    grammars = loaded(tmp_path, file(mine("broad")))
    assert order(grammars) == ["narrow", "broad"]
    assert grammars.families["clause"].rules[1].pattern == "我"


def test_an_extra_rule_may_say_what_it_reads_in_one_language(tmp_path: Path) -> None:
    [own, *_] = loaded(tmp_path, file(mine("a").replace('meaning_zh = "如此。"\n', ""))).families["clause"].rules
    assert (own.said(chinese=True), own.said(chinese=False)) == ("…", "…")


def test_a_new_stage_stands_by_itself(tmp_path: Path) -> None:
    grammars = loaded(tmp_path, file(rule("a", "我", "我", finds="mine"), stage="mine"))
    assert (order(grammars), order(grammars, "mine")) == (["narrow", "broad"], ["a"])


def test_a_term_is_replaced_in_all_rules_of_its_stage(tmp_path: Path) -> None:
    grammars = loaded(tmp_path, file('[terms]\nmark = "★"\n'))
    [narrow, broad] = grammars.families["clause"].rules
    assert (narrow.expanded, narrow.timed, broad.timed) == ("(?:★)市", True, False)


def test_a_lexicon_is_replaced_in_all_rules_of_its_stage(tmp_path: Path) -> None:
    grammars = loaded(tmp_path, file('[[word]]\nid = "short-name"\nmeans = "…"\nwords = ["医保局"]\n'))
    assert grammars.words("short-name") == ("医保局",)
    assert grammars.families["clause"].rules[1].expanded == "(?:医保局)"


def test_only_what_an_extra_file_touches_is_matched_with_a_time_limit(tmp_path: Path) -> None:
    grammars = loaded(tmp_path, file(mine("a")))
    assert {rule.id for rule in grammars.rules if rule.timed} == {"a"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (file(mine("a"), stage="mine"), 'finds: clause is found by units.toml, stage units; write stage = "units"'),
        (
            file(mine("broad", finds="label")),
            'id: broad takes the place of units.toml:21, which finds clause; write finds = "clause", or choose another id',
        ),
        (file(mine("a", more="")), "set: role is missing; every other rule of clause sets it (and 1 more"),
        (
            file(mine("a", more='set = { role = "boss", rank = 1 }')),
            'set: role = "boss" means nothing to units; others are "joint", "lead"',
        ),
        (
            file(mine("a", more='set = { role = "lead", rank = "1" }')),
            'set: rank = "1" means nothing to units; others are any number',
        ),
        (
            file(mine("a", more='set = { role = "lead", rank = 1, x = 1 }')),
            "set: x = 1 means nothing to units; take it out",
        ),
        (
            file(mine("a", more='set = { role = "lead", rank = 1, own = 1 }')),
            "set: own = 1 means nothing to units; others are true",
        ),
        (file(mine("a", finds="cause")), "finds: no stage asks for cause; the nearest are clause, label"),
        (file(mine("a", "(?P<who>我)")), "pattern: no stage reads the group who; groups are list, sign"),
        (
            file(mine("a", finds="label", more="")),
            "pattern: the group label is missing; every other rule of label has it, write (?P<label>…)",
        ),
        (file('[terms]\nmark = "("\n'), "terms: mark: missing ), unterminated subpattern"),
        (
            file('[terms]\nmark = "(?P<x>市)"\n', mine("a", "{mark}{mark}", "市市")),
            "pattern: redefinition of group name 'x'",
        ),
        (
            file('[[word]]\nid = "short-name"\nmeans = "…"\nwords = ["x"]\n', stage="mine"),
            "id: short-name is a lexicon of units.toml",
        ),
    ],
)
def test_an_extra_file_that_does_not_fit_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(GrammarSyntaxError) as caught:
        loaded(tmp_path, text, asked=ASKED)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "mine-0.toml:"))


def test_an_extra_rule_says_what_the_stage_asks_for(tmp_path: Path) -> None:
    own = 'set = { role = "joint", rank = 1.5, own = true }'
    grammars = loaded(tmp_path, file(mine("a", "(?P<list>我)|(?P<open>你)(?P=open)", more=own)), asked=ASKED)
    assert order(grammars) == ["a", "narrow", "broad"]


def test_check_holds_the_shipped_rules_against_what_the_stages_ask_for(tmp_path: Path) -> None:
    made = folder(tmp_path, units=file(*SHIPPED), families=ASKED.replace('["joint", "lead"]', '["lead"]'))
    assert [str(one) for one in check(folder=made)] == [
        'units.toml:21: set: role = "joint" means nothing to units; others are "lead"',
        "units.toml:33: pattern: the group label is missing; every other rule of label has it, write (?P<label>…)",
    ]


def test_a_list_that_is_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(GrammarSyntaxError, match=r"families\.toml:1: not TOML"):
        check(folder=folder(tmp_path, units=file(*SHIPPED), families="["))


def test_check_tells_which_shipped_examples_an_extra_rule_takes(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(file(mine("a", "☆", "☆☆")), encoding="utf-8")
    made = folder(tmp_path, units=file(*SHIPPED))
    assert order(load([path], folder=made)) == ["a", "narrow", "broad"]
    assert [str(one) for one in check([path], folder=made)] == [
        "units.toml:16: accept: '☆市' is taken by a, which stands above narrow; make a narrower, or move narrow above it"
    ]


def test_a_term_that_breaks_a_shipped_pattern_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    text = file('[terms]\nmark = "(?P<label>☆)"\n')
    made = folder(tmp_path, units=file('[terms]\nmark = "☆"\n', rule("a", "(?P<label>{mark})", "☆")))
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GrammarSyntaxError, match=r"units\.toml:10: pattern: redefinition of group name 'label'"):
        load([path], folder=made)
