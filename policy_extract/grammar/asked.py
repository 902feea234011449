"""What the stages ask of each family of rules, as grammars/families.toml lists it, and rules that answer with something else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from policy_extract.errors import GrammarSyntaxError
from policy_extract.grammar.families import compile_problem, group_names
from policy_extract.grammar.rules import Constant, Problem, Rule
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FAMILIES = "families.toml"
"""The list; it stands beside the rules and holds none."""

_KINDS: Mapping[str, tuple[type, ...]] = {"text": (str,), "number": (int, float)}
"""What stands in the list where any value of a kind is understood."""


@record
class Asked:
    """What a stage reads of the matches of one family."""

    stage: str
    groups: Mapping[str, bool]
    """By name, whether every pattern must have it."""
    constants: Mapping[str, bool]
    """Keys of `set`, whether every rule must set it."""
    values: Mapping[str, tuple[Constant, ...] | str]
    """By key: the values that mean something, or `text` or `number` where any does."""


def asked_of(folder: Path) -> dict[str, Asked]:
    """The list of a folder of grammar files, by family; empty where it has none.

    Fails: GrammarSyntaxError for a list that is no TOML.
    """
    import tomllib  # noqa: PLC0415  # only a check needs it; rules are kept from run to run

    path = folder / FAMILIES
    if not path.is_file():
        return {}
    try:
        stages = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GrammarSyntaxError(f"{FAMILIES}:1: not TOML: {error}") from None
    return {finds: _asked(stage, told) for stage, families in stages.items() for finds, told in families.items()}


def _asked(stage: str, told: Mapping[str, Any]) -> Asked:
    constants = {key: value for key, value in told.items() if key != "groups"}
    values = {key.removesuffix("?"): tuple(one) if isinstance(one, list) else one for key, one in constants.items()}
    return Asked(stage, _needed(told.get("groups", ())), _needed(constants), values)


def _needed(names: Iterable[str]) -> dict[str, bool]:
    return {name.removesuffix("?"): not name.endswith("?") for name in names}


def unasked(rules: Iterable[Rule], asked: Mapping[str, Asked]) -> Iterator[Problem]:
    """What rules say that no stage would understand: a family, a group or a constant that is not in the list, or one that is missing."""
    for rule in rules if asked else ():
        if (read := asked.get(rule.finds)) is None:
            cure = f"the nearest are {', '.join(_nearest(rule.finds, asked))}"
            yield Problem(rule.file, rule.line, f"finds: no stage asks for {rule.finds}; {cure}")
        else:
            yield from _constants(rule, read)
            yield from _groups(rule, read)


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415  # only mistakes need it

    return sorted(get_close_matches(name, [*known], n=3, cutoff=0))


def _constants(rule: Rule, read: Asked) -> Iterator[Problem]:
    for key in (key for key, needed in read.constants.items() if needed and key not in rule.set):
        yield Problem(rule.file, rule.line, f"set: {key} is missing; every other rule of {rule.finds} sets it")
    for key, value in rule.set.items():
        known = read.values.get(key, ())
        if _understood(value, known):
            continue
        cure = "take it out" if not known else f"others are {_others(known)}"
        yield Problem(rule.file, rule.line, f"set: {key} = {_as_toml(value)} means nothing to {read.stage}; {cure}")


def _understood(value: Constant, known: tuple[Constant, ...] | str) -> bool:
    if isinstance(known, str):
        return isinstance(value, _KINDS[known]) and not isinstance(value, bool)
    return any(value == one and type(value) is type(one) for one in known)


def _others(known: tuple[Constant, ...] | str) -> str:
    return f"any {known}" if isinstance(known, str) else ", ".join(_as_toml(one) for one in known)


def _as_toml(value: Constant) -> str:
    return json.dumps(value, ensure_ascii=False)


def _groups(rule: Rule, read: Asked) -> Iterator[Problem]:
    if compile_problem(rule) is not None:
        return
    names = group_names(rule)
    for name in (name for name, needed in read.groups.items() if needed and name not in names):
        said = f"pattern: the group {name} is missing; every other rule of {rule.finds} has it, write (?P<{name}>…)"
        yield Problem(rule.file, rule.pattern_line, said)
    # A pattern may name a group for itself, to find the same characters again: (?P<open>…) … (?P=open).
    used = {*re.findall(r"\(\?P=(\w+)\)|\(\?\((\w+)\)", rule.expanded)}
    own = {name for pair in used for name in pair}
    for name in (name for name in names if name not in read.groups and name not in own):
        cure = f"groups are {', '.join(read.groups)}" if read.groups else "write (?:…)"
        yield Problem(rule.file, rule.pattern_line, f"pattern: no stage reads the group {name}; {cure}")
