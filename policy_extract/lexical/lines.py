"""Untrusted text as terminal or log lines, escaped so that it has no effect except being displayed."""

from __future__ import annotations

import re

NOT_FOR_A_LINE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls: line ends, and what moves the cursor of a terminal
    "\u2028\u2029"  # line ends of Unicode
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the direction of what follows
    "\ud800-\udfff]"  # halves of a pair, which UTF-8 cannot write
)
"""Characters that have an effect in a terminal line: controls, line ends, direction marks."""

_LINES = frozenset("\n\t")
COMMAND = re.compile(r"(^[^\S\n]*(?=::)|#(?=#\w*\[))(.)", re.MULTILINE)
"""What a CI runner takes for a command, and the sign in it that may be escaped: `::` at the start of a line, and
anywhere `##[` (GitHub of old), `##vso[` (Azure), `##teamcity[`."""


def one_line(text: str) -> str:
    r"""The text as one line without effect on a terminal or in the log of a CI run.

    >>> [one_line(text) for text in ("a\nb\x1b[2J", "::stop-commands::x", "see ##[error]x, ##vso[x]")]
    ['a\\nb\\x1b[2J', '\\::stop-commands::x', 'see #\\#[error]x, #\\#vso[x]']
    """
    return without_commands(NOT_FOR_A_LINE.sub(_spelt, text))


def flat(text: str) -> str:
    r"""The text as such a line, with a space where it had a line end or a tab of its own.

    >>> flat("任务\n\x1b[31m")
    '任务 \\x1b[31m'
    """
    return one_line(text.replace("\n", " ").replace("\t", " "))


def for_people(text: str) -> str:
    r"""Lines without effect on a terminal or CI runner: everything that is printed for people.

    >>> for_people("甲\n::error::乙\x07\n")
    '甲\n\\::error::乙\\x07\n'
    """
    return without_commands(visible(text))


def visible(text: str) -> str:
    r"""The text with what no page should hold written out; its line ends and tabs stay.

    >>> visible("一\n\x0b\u202e")
    '一\n\\x0b\\u202e'
    """
    return NOT_FOR_A_LINE.sub(lambda found: found[0] if found[0] in _LINES else _spelt(found), text)


def without_commands(text: str) -> str:
    """The text with a backslash in everything that a CI runner would take for a command."""
    return COMMAND.sub(r"\1\\\2", text)


def _spelt(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
