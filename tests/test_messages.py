"""Everything people read is there in Chinese too, and says the same things."""

from __future__ import annotations

import ast
import importlib
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from policy_extract import errors
from policy_extract.cli.app import app
from policy_extract.cli.help import help_texts
from policy_extract.comparison.report.sections import TOPICS
from policy_extract.findings import KINDS, Code
from policy_extract.grammar.check import check
from policy_extract.messages import choose_language, say_error, say_finding
from policy_extract.messages.chinese import CLAUSES, FINDINGS, SENTENCES
from policy_extract.messages.chinese_arguments import FRAME, HELP
from policy_extract.reading.forms import form_of
from policy_extract.reading.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(errors.__file__).parent


def parameters(template: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", Code)
def test_a_finding_says_the_same_in_both_languages(code: Code) -> None:
    assert parameters(FINDINGS[code]) == parameters(KINDS[code].message)


@pytest.mark.parametrize("english", [*SENTENCES, *CLAUSES])
def test_a_sentence_says_the_same_in_both_languages(english: str) -> None:
    chinese = (SENTENCES | CLAUSES)[english]
    left_out = set(re.findall(r"\{(\w+)(?=[:}])", english)) ^ parameters(chinese)
    assert left_out <= {"verb", "kind"}  # words that Chinese does without
    assert ";" not in chinese


def test_every_help_text_is_there_in_chinese() -> None:
    assert sorted(HELP) == sorted(name for name, _ in help_texts(typer.main.get_command(app)))


def test_a_chinese_help_page_has_no_english_frame() -> None:
    from policy_extract.cli.help import localised
    from policy_extract.cli.voice import Voice

    command = localised(typer.main.get_command(app), "zh")
    page = command.get_help(command.make_context("policy-extract", ["schema"], obj=Voice("zh")))
    assert "用法：policy-extract [选项]" in page
    assert [english for english in FRAME if english in page] == []


# ---------------------------------------------------------------- sentences in the code


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package, with the module it stands in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(("policy_extract", *path.relative_to(PACKAGE).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield module, node


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def sentence(module: str, message: ast.expr) -> str:
    """The message with constants put in, and 7 for what is known only when it is raised."""
    if isinstance(message, ast.Constant):
        return str(message.value)
    assert isinstance(message, ast.JoinedStr), f"{module}: an error is raised with a sentence written out"
    return "".join(
        str(piece.value) if isinstance(piece, ast.Constant) else constant(module, piece) for piece in message.values
    )


def constant(module: str, piece: ast.expr) -> str:
    name = getattr(getattr(piece, "value", None), "id", "")
    value = getattr(importlib.import_module(module), name, None)
    return value if isinstance(value, str) and name.lstrip("_").isupper() else "7"


RAISED = [
    (module, sentence(module, call.args[0]))
    for module, call in calls()
    if isinstance(kind := getattr(errors, called(call), None), type)
    and issubclass(kind, errors.InputError | errors.OutputError | errors.EngineError)
]  # fmt: skip


@pytest.mark.parametrize(("module", "english"), RAISED, ids=[english[:40] for _, english in RAISED])
def test_an_error_about_a_file_is_there_in_chinese(module: str, english: str) -> None:
    if english == "the file is 7":
        pytest.skip("the kinds of files are looked at one by one below")
    untranslated = [clause for clause in english.split("; ") if say_error("zh", clause) == clause]
    assert untranslated == []


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b""],
)  # fmt: skip
def test_what_a_file_is_is_told_in_chinese(data: bytes) -> None:
    with pytest.raises(errors.NotADocumentError) as caught:
        form_of(SourceFile(data))
    chinese = say_error("zh", str(caught.value))
    assert chinese.startswith("文件是")
    assert "；" in chinese
    assert "the " not in chinese


MISTAKES = """\
title = "Mistakes"
stage = "outline"
colour = "red"

[terms]
x-y = 3

[[rule]]
id      = "No Id"
finds   = "number"
means   = "一"
pattern = '^(?P<number>{kolon})'
accept  = [{ text = "一", gives = { value = "二" } }]

[[rule]]
id      = "open"
finds   = "number"
set     = { style = "part", rank = 1 }
means   = "二"
pattern = '^(?P<number>二'
accept  = [{ text = "二" }]
reject  = [{ text = "三", why = "three" }]

[[rule]]
id      = "wrong"
finds   = "number"
set     = { style = "part", rank = 1 }
means   = "丙"
pattern = '^(?P<number>丙)(?P<value>丙?)'
accept  = [{ text = "丁" }, { text = "丙", gives = { number = "丁" } }]
reject  = [{ text = "丙丁", why = "three" }]
"""


def test_mistakes_in_rules_are_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(MISTAKES, encoding="utf-8")
    problems = [problem for problem in check([tmp_path / "own.toml"]) if problem.file.endswith("own.toml")]
    told = [say_error("zh", str(problem)) for problem in problems]
    assert len(told) >= 5
    assert [line for line in told if not re.search("[\u4e00-\u9fff]", re.sub("[一二三丙丁]", "", line))] == []
    assert all(re.match(r"\S+own\.toml:\d+: ", line) for line in told)


def test_every_line_of_the_command_line_is_there_in_chinese() -> None:
    said = {
        argument.value
        for module, call in calls()
        if called(call) == "say"
        and module.startswith(
            tuple(f"policy_extract.{layer}" for layer in ("app", "cli", "comparison", "ledger", "messages", "page"))
        )
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant)
    }
    assert said | set(TOPICS) == set(SENTENCES)


def test_an_error_keeps_its_parameters() -> None:
    english = "word/document.xml: the part cannot be unzipped (Bad CRC-32); save the file again or ask for another copy"
    assert say_error("zh", english) == "word/document.xml：部件无法解压（Bad CRC-32）；请重新保存，或重新索取"


def test_an_error_without_translation_stays_english() -> None:
    assert say_error("zh", "units.toml:3: something new; mend it") == "units.toml:3: something new；mend it"


def test_a_finding_is_told_in_the_readers_language() -> None:
    told = {"number": "17.", "previous": "15."}
    assert say_finding("en", "number-skipped", told) == "15. is followed by 17.; numbers are missing between them."
    assert say_finding("zh", "number-skipped", told) == "15. 之后是 17.，中间有缺号。"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"POLICY_EXTRACT_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"POLICY_EXTRACT_LANG": "en", "LC_ALL": "zh_TW.UTF-8"}, "en"),
    ],
)
def test_the_language_is_chosen_by_the_environment(environ: dict[str, str], language: str) -> None:
    assert choose_language(environ) == language


def test_words_of_ours_inside_a_finding_are_chinese_too() -> None:
    assert say_finding("zh", "broken-reference", {"what": "list", "target": "99"}) == "引用的列表 99 不存在。"
    assert say_finding("zh", "ledger-difference", {"count": 2, "story": "body"}).startswith("正文中有 2 个字符")
