"""What git calls to show Word files: their text, and what changed between two versions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from policy_extract.cli.diffing import for_terminal, nothing
from policy_extract.cli.streams import print_bytes, print_text, read_source, shown, source_name
from policy_extract.comparison.compare import compare
from policy_extract.errors import InputError
from policy_extract.findings import Report
from policy_extract.grammar import load
from policy_extract.lexical.lines import flat
from policy_extract.messages import say, say_error
from policy_extract.output.plain_text import plain_text
from policy_extract.plan_files import plan_from
from policy_extract.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Grammars
    from policy_extract.messages import Language
    from policy_extract.model import Plan

PATH, OLD_FILE, NEW_FILE, NEW_PATH = 0, 1, 4, 7
"""Places of what git says: path, then file, hash and mode of the old and the new version; after a renaming the new path."""
UNMERGED = 1
"""So many arguments there are for a path with conflicts."""


def git_text(file: str, language: Language) -> int:
    """0 after printing the text of a document, or why it cannot be read: git stops where a helper fails."""
    try:
        report = Report()
        text = plain_text(read(read_source(file), report, load().matcher(report)))
    except InputError as error:
        text = f"{_unread(source_name(file), error, language)}\n"  # git may have put it into a folder of its own
    print_text(text)
    return 0


def git_diff(told: Sequence[str], language: Language) -> int:
    """0 after printing what changed between two versions that git hands over."""
    if len(told) == UNMERGED:
        print_text(f"{say(language, '{path} has conflicts that are not resolved', path=flat(shown(told[PATH])))}\n")
        return 0
    path = shown(told[PATH])
    names = f"a/{path}", f"b/{shown(told[NEW_PATH]) if len(told) > NEW_PATH else path}"
    try:
        grammars = load()
        old, new = (
            _version(told[place], name, grammars) for place, name in zip((OLD_FILE, NEW_FILE), names, strict=True)
        )
        text = for_terminal(compare(old, new), language, shown_on_terminal=_in_pager())
    except InputError as error:
        text = f"{_unread(path, error, language)}\n"
    print_bytes(f"{text}\n".encode())
    return 0


def _version(file: str, name: str, grammars: Grammars) -> Plan:
    return nothing(grammars) if file == os.devnull else plan_from(read_source(file), name, grammars)


def _in_pager() -> bool:
    """Git shows this in a pager, which understands colours, or straight on a terminal."""
    return os.environ.get("GIT_PAGER_IN_USE") in {"1", "true"} or os.isatty(1)


def _unread(name: str, error: InputError, language: Language) -> str:
    sentence = say_error(language, str(error))
    return flat(say(language, "{name}: {sentence}", name=name, sentence=sentence))
