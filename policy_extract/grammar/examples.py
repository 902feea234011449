"""A rule tested on its examples: which rule matches an accepted text, and whether a rejected one is not matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.grammar.matching import Match
from policy_extract.grammar.rules import Accept, Reject, Rule
from policy_extract.lexical.width import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.grammar.families import Compiled, Family
    from policy_extract.grammar.matching import Found

    Find = Callable[[Compiled, str], Found | None]

SECONDS = 2.0
"""What one example may cost a rule that is matched with a time limit."""


def disagreement(family: Family, rule: Rule, example: Accept | Reject) -> str | None:
    """How the rule and its example disagree; None where they agree under both modules that may match it."""
    try:
        return _disagreement(family, rule, example, _usual) or _by_regex(_disagreement(family, rule, example, _limited))
    except TimeoutError:
        return f"{_quoted(example.text)} takes longer than {SECONDS:g} s; bound what repeats, .{{0,80}} for .*"


def _usual(compiled: Compiled, folded: str) -> Found | None:
    """The match of a short line. A rule with a time limit never runs under `re`, where nothing could stop it."""
    return _limited(compiled, folded) if compiled.rule.timed else compiled.plain.search(folded)


def _limited(compiled: Compiled, folded: str) -> Found | None:
    return compiled.timed.search(folded, timeout=SECONDS)


def _by_regex(message: str | None) -> str | None:
    return message and f"{message} (this is so in lines over 2,000 characters, which the module regex matches)"


def _disagreement(family: Family, rule: Rule, example: Accept | Reject, find: Find) -> str | None:
    if isinstance(example, Accept):
        return _accept_disagreement(family, rule, example, find)
    compiled = next(one for one in family.compiled if one.rule is rule)
    if (found := find(compiled, fold(example.text))) is None:
        return None
    match = Match(rule, example.text, found)
    return f"reject: {_quoted(example.text)} holds {_quoted(match.text)}, which the rule finds; {example.why}"


def _accept_disagreement(family: Family, rule: Rule, example: Accept, find: Find) -> str | None:
    folded = fold(example.text)
    for compiled in family.compiled:
        if (found := find(compiled, folded)) is None:
            continue
        if compiled.rule is rule:
            return _gives_disagreement(example, Match(rule, example.text, found))
        taken = f"accept: {_quoted(example.text)} is taken by {compiled.rule.id}, which stands above {rule.id}"
        return f"{taken}; make {compiled.rule.id} narrower, or move {rule.id} above it"
    return f"accept: {_quoted(example.text)} is not found; change the pattern or the text"


def _gives_disagreement(example: Accept, match: Match) -> str | None:
    for name, wanted in example.gives.items():
        if (given := match.group(name) or "") != wanted:
            shown = _quoted(given) if given else "nothing"
            return f"accept: {_quoted(example.text)} gives {name} = {shown}, not {_quoted(wanted)}"
    return None


def _quoted(text: str) -> str:
    return f"'{text}'" if "\n" not in text and "\t" not in text else repr(text)
