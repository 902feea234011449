"""Sentences for people, in English and Chinese.

Code says English; `chinese.py` holds the same sentences in Chinese, keyed by
the English ones. The JSON never passes through here: it is the same in every
language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from policy_extract.findings import KINDS, Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.model import Place
    from policy_extract.output.code_words import Wording

Language = Literal["en", "zh"]

_WORDS = frozenset({"what", "story", "role", "second"})
"""Parameters whose value is a word of ours, not of the document."""
_ARGUMENT = re.compile(r"Invalid value for '?(?P<name>.+?)'?: (?P<said>.*)", re.DOTALL)
_GRAMMAR_PLACE = re.compile(r"\S+\.toml:\d+: ")


def choose_language(environ: Mapping[str, str]) -> Language:
    """The reader's language: POLICY_EXTRACT_LANG, else the locale; English where neither says Chinese.

    >>> choose_language({"LANG": "zh_CN.UTF-8"}), choose_language({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    """
    names = ("POLICY_EXTRACT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    first = next((environ[name] for name in names if environ.get(name)), "")
    return "zh" if first.lower().startswith("zh") else "en"


class Count(int):
    """A number that counts something: `{tasks:task}` is "1 task", "18 tasks"; `{tasks:}` the number alone."""

    __slots__ = ()

    def __format__(self, noun: str) -> str:
        return f"{int(self)} {noun}{'' if self == 1 else 's'}" if noun else str(int(self))


def say(language: Language, sentence: str, /, **params: object) -> str:
    """The sentence in the reader's language, with its parameters.

    >>> say("zh", "{name}: {tasks:task}, {units:unit}, {findings:finding}", name="甲", tasks=Count(1), units=Count(2), findings=Count(0))
    '甲：1 项任务，2 个责任单位，0 个提示'
    """
    return _in(language, sentence).format(**params)


def say_finding(language: Language, code: str, params: Mapping[str, str | int]) -> str:
    """What a finding says, in the reader's language."""
    if language == "en":
        return KINDS[Code(code)].message.format(**params)
    from policy_extract.messages.chinese import FINDINGS

    return FINDINGS[Code(code)].format(**{name: say_term(language, name, value) for name, value in params.items()})


def wording_of(language: Language) -> Wording:
    """How codes and findings are worded: in Chinese, else as the JSON has them."""
    from policy_extract.output.code_words import CODES, Wording

    if language == "en":
        return CODES
    return Wording(lambda finding: say_finding(language, finding.code, finding.params), chinese=True)


def say_place(language: Language, place: Place) -> str:
    """Where something stands in its file, in words: the page, else the line, the paragraph or the cell; "" where none is known."""
    if place.page is not None:
        return say(language, "page {number}", number=place.page)
    if place.line is not None:
        return say(language, "line {number}", number=place.line)
    if place.paragraph is not None:
        return say(language, "paragraph {number}", number=place.paragraph)
    return " ".join(filter(None, (place.sheet, place.cell)))


def say_term(language: Language, name: str, value: str | int) -> str | int:
    """The value of a parameter: a word of ours in the reader's language, anything else as it is.

    >>> say_term("zh", "story", "footnote"), say_term("zh", "number", "一、")
    ('脚注', '一、')
    """
    if language == "zh" and name == "reason":
        return say_error(language, str(value))
    if language == "en" or name not in _WORDS:
        return value
    from policy_extract.messages.chinese import TERMS

    return TERMS.get(str(value), value)


def say_error(language: Language, sentence: str) -> str:
    """An error's sentence in the reader's language, clause by clause; English where it has no other.

    >>> say_error("zh", "the file is encrypted data of 7 kinds; save it again with Word")
    'the file is encrypted data of 7 kinds；请用 Word 重新保存'
    """
    if language == "en":
        return sentence
    return "；".join(_clause(clause) for clause in sentence.split("; "))


def _clause(english: str) -> str:
    from policy_extract.messages.chinese import CLAUSES

    place = _GRAMMAR_PLACE.match(english)
    where, said = (place[0], english[place.end() :]) if place else ("", english)
    for template, chinese in CLAUSES.items():
        if found := _reader(template).fullmatch(said):
            return where + chinese.format(**{name: _reason(value) for name, value in found.groupdict().items()})
    if about := _ARGUMENT.fullmatch(said):
        return f"{where}{_argument(about['name'])}：{_clause(about['said'])}"
    return english


def _argument(english: str) -> str:
    """What an argument is called; an option keeps its name."""
    from policy_extract.messages.chinese_arguments import METAVARS

    return METAVARS.get(english, english)


def _reason(english: str) -> str:
    """What another program says is wrong, in Chinese where it is known."""
    from policy_extract.messages.chinese_reasons import REASONS

    for template, chinese in REASONS.items():
        if found := _reader(template).fullmatch(english):
            return chinese.format(**found.groupdict())
    return english


def _in(language: Language, sentence: str) -> str:
    if language == "en":
        return sentence
    from policy_extract.messages.chinese import SENTENCES

    return SENTENCES[sentence]


@cache
def _reader(template: str) -> re.Pattern[str]:
    """A pattern that reads the parameters back out of a finished sentence.

    Errors are raised as finished English sentences, which is how they are
    easiest to read in the code.
    """
    pieces = enumerate(re.split(r"\{(\w+)\}", template))
    return re.compile("".join(f"(?P<{it}>.*?)" if place % 2 else re.escape(it) for place, it in pieces), re.DOTALL)
