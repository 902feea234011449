"""The shipped grammar files, whatever they say."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import policy_extract
from policy_extract.grammar import load
from policy_extract.grammar.asked import asked_of
from policy_extract.grammar.check import check
from policy_extract.grammar.grammars import shipped_folder
from policy_extract.stages.units.segments import Role

if TYPE_CHECKING:
    import pytest

LONGEST = 160
"""Characters of a pattern."""


def test_the_shipped_files_have_no_mistakes() -> None:
    assert [str(problem) for problem in check()] == []


def test_the_list_of_families_holds_what_the_code_names_and_the_rules_use() -> None:
    """The rules are held against the list by the test above; here the list is held against the code, and against rules that are gone."""
    package = Path(policy_extract.__file__).parent
    code = "\n".join(file.read_text(encoding="utf-8") for file in package.rglob("*.py"))
    of_a_record = {f"record-{kind}" for kind in ("number", "date", "issuer")}  # asked for by the kind of a label
    named = {*of_a_record, *re.findall(r'"(\w[\w-]*)"', code)}
    families = load(whole=True).families
    for finds, asked in asked_of(shipped_folder()).items():
        assert finds in named
        assert families[finds].stage == asked.stage
        rules = families[finds].rules
        groups = {name for rule in rules for name in re.compile(rule.expanded).groupindex}
        assert asked.groups.keys() - groups == set(), finds
        assert asked.constants.keys() - {key for rule in rules for key in rule.set} == set(), finds
        assert {*asked.groups, *asked.constants} - named == set(), finds
        for key, values in asked.values.items():
            set_ = [rule.set.get(key) for rule in rules]
            assert isinstance(values, str) or [value for value in values if value not in set_] == [], (finds, key)


def test_the_roles_of_units_are_those_of_the_contract() -> None:
    asked = asked_of(shipped_folder())
    assert {asked[finds].values["role"] for finds in ("label", "unit-verb")} == {tuple(sorted(get_args(Role)))}


def test_every_rule_says_in_chinese_what_it_alone_reads() -> None:
    first: dict[str, str] = {}
    for rule in load(whole=True).rules:
        before = first.setdefault(rule.meaning_zh, rule.where)
        assert before == rule.where, (
            f"{rule.where}: meaning_zh is that of {before}; say in it what this rule reads and that one does not"
        )


def test_a_source_is_named_as_readers_of_both_languages_find_it() -> None:
    """It stands in both languages of `grammar show`: the title of a document, or the designation of a standard."""
    told = {rule.id: rule.source for rule in load(whole=True).rules if rule.source}
    assert told
    assert {name: source for name, source in told.items() if re.search("[a-z]", source)} == {}


def test_no_pattern_is_longer_than_a_line() -> None:
    """What is longer hides what it says: its parts get names, as terms or lists of words."""
    for file in shipped_folder().glob("*.toml"):
        for rule in tomllib.loads(file.read_text(encoding="utf-8")).get("rule", []):
            assert len(rule["pattern"]) <= LONGEST, f"{file.name}: {rule['id']}"


def test_the_shipped_grammars_are_loaded_once() -> None:
    assert load() is load()


def test_every_example_is_a_test(pytestconfig: pytest.Config) -> None:
    # In a run of its own: the run this test is part of may have been asked for a few tests only.
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", str(shipped_folder())],
        cwd=pytestconfig.rootpath, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    items = {line for line in listed.splitlines() if line.startswith("grammars/")}
    expected = {
        f"grammars/{rule.file}::{rule.id}::{kind}-{count}"
        for rule in load(whole=True).rules
        for kind, examples in (("accept", rule.accept), ("reject", rule.reject))
        for count in range(1, len(examples) + 1)
    } | {f"grammars/directory.toml::{body}" for body in load().directory.bodies}
    assert expected
    assert items == expected


def test_loading_imports_no_module_that_only_some_documents_need() -> None:
    code = "import sys; from policy_extract.grammar import load; load(); print(sorted({'regex', 'pydantic', 'lxml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
