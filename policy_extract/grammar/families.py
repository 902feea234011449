"""Rules that find the same thing, in the order they are tried, compiled when first asked for."""

from __future__ import annotations

import re
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

from policy_extract.errors import GrammarSyntaxError
from policy_extract.grammar.rules import GrammarFile, Problem, Rule
from policy_extract.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import regex


REMEMBERED = 2_048
"""Answers of a family; then all are forgotten."""


class Compiled:
    """A rule with its pattern compiled, by each of the two modules when first needed."""

    def __init__(
        self,
        rule: Rule,
        plainly: Callable[[str], re.Pattern[str]] = re.compile,
        needs: int = 0,
        opening: str = "",
    ) -> None:
        self.rule = rule
        self.needs = needs
        """The character sets a text must contain to be searched (bits of `Signs`); 0 where unknown."""
        self._opening = opening
        """A look-ahead that lets the search skip places where no match begins."""
        self._plainly = plainly

    def needing(self, needs: int, opening: str) -> Compiled:
        """The same rule, to be searched for in texts that contain these character sets."""
        return Compiled(self.rule, self._plainly, needs, opening)

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """Compiled by `re`: fast, without a time limit."""
        try:
            return self._plainly(self._opening + self.rule.expanded)
        except (re.error, RecursionError, OverflowError) as error:
            raise GrammarSyntaxError(str(pattern_problem(self.rule, error))) from None

    @cached_property
    def timed(self) -> regex.Pattern[str]:
        """Compiled by `regex`, whose searches take a time limit."""
        # Slow to import and to compile; most documents never need it.
        import regex  # noqa: PLC0415

        try:
            return regex.compile(self.rule.expanded)
        except (regex.error, RecursionError, OverflowError) as error:
            raise GrammarSyntaxError(str(pattern_problem(self.rule, error))) from None


def pattern_problem(rule: Rule, error: Exception) -> Problem:
    """What is wrong with a pattern that does not compile."""
    said, place = getattr(error, "msg", str(error)), getattr(error, "pos", None)
    near = f" at {rule.expanded[max(0, place - 5) : place + 10]!r}" if place is not None else ""
    return Problem(rule.file, rule.pattern_line, f"pattern: {said}{near}; {_cure(said)}")


def _cure(said: str) -> str:
    if "look-behind" in said:
        return "look back over a fixed number of characters, or match what stands before"
    if "redefinition" in said or "duplicate" in said:
        return "give each group its own name; a term with a group can be used once"
    return "close what is open, and put \\ before a sign meant literally"


def compile_problem(rule: Rule) -> Problem | None:
    """What is wrong with the pattern under one of the modules that match it; None where nothing is."""
    import regex  # noqa: PLC0415  # as above

    try:
        re.compile(rule.expanded)
        regex.compile(rule.expanded)
    except (re.error, regex.error, RecursionError, OverflowError) as error:
        return pattern_problem(rule, error)
    return None


def group_names(rule: Rule) -> tuple[str, ...]:
    """The named groups of a pattern that compiles, in its order."""
    return tuple(re.compile(rule.expanded).groupindex)


class Possible(dict[int, tuple[int, ...]]):
    """By the `needs` of a family that a text meets, the places of the rules that may be found in it.

    Stages ask some fifty families about each paragraph; what was worked out before is looked up without a call.
    """

    def __init__(self, compiled: Sequence[Compiled]) -> None:
        super().__init__()
        self._compiled = compiled

    def __missing__(self, met: int) -> tuple[int, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        places = self[met] = tuple(place for place, rule in enumerate(self._compiled) if not rule.needs & ~met)
        return places


@record
class Family:
    """All rules with one `finds`, the highest first."""

    finds: str
    stage: str
    rules: tuple[Rule, ...]
    compiled: tuple[Compiled, ...] = field(repr=False)
    needs: int
    """The character sets needed by any of its rules."""
    timed: bool
    """A rule is matched with a time limit however short the text is."""
    possible: Possible = field(repr=False)


def order(files: Sequence[GrammarFile]) -> tuple[dict[str, Family], list[Problem]]:
    """Families by name: rules in file order, extra rules in place of their namesakes or on top."""
    problems: list[Problem] = []
    owners: dict[str, GrammarFile] = {}
    ordered: dict[str, list[Rule]] = {}
    for file in files:
        fresh: dict[str, list[Rule]] = {}
        for rule in file.rules:
            if mistake := _misplaced(rule, file, owners, ordered):
                problems.append(mistake)
            elif not _replace(ordered.get(rule.finds, []), rule):
                fresh.setdefault(rule.finds, []).append(rule)
        for finds, rules in fresh.items():
            owners.setdefault(finds, file)
            ordered[finds] = rules + ordered.get(finds, [])
    return {finds: _family(finds, owners[finds].stage, rules) for finds, rules in ordered.items()}, problems


def _family(finds: str, stage: str, rules: list[Rule]) -> Family:
    return family_of(finds, stage, [Compiled(rule) for rule in rules])


def family_of(finds: str, stage: str, compiled: Sequence[Compiled]) -> Family:
    """The family of these rules."""
    needed = reduce(or_, (one.needs for one in compiled), 0)
    rules = tuple(one.rule for one in compiled)
    return Family(finds, stage, rules, tuple(compiled), needed, any(rule.timed for rule in rules), Possible(compiled))


def _misplaced(
    rule: Rule, file: GrammarFile, owners: Mapping[str, GrammarFile], ordered: Mapping[str, list[Rule]]
) -> Problem | None:
    """What is wrong with the place of a rule: a family of another stage, or a namesake in another family."""
    owner = owners.get(rule.finds, file)
    if owner.stage != file.stage:
        cure = f'write stage = "{owner.stage}"' if file.extra else "choose another name"
        return Problem(
            rule.file, rule.line, f"finds: {rule.finds} is found by {owner.name}, stage {owner.stage}; {cure}"
        )
    namesakes = (one for rules in ordered.values() for one in rules if (one.id, one.stage) == (rule.id, rule.stage))
    for namesake in namesakes:
        if namesake.finds != rule.finds:
            said = f"id: {rule.id} takes the place of {namesake.where}, which finds {namesake.finds}"
            return Problem(rule.file, rule.line, f'{said}; write finds = "{namesake.finds}", or choose another id')
    return None


def _replace(rules: list[Rule], rule: Rule) -> bool:
    """Whether a namesake stood in the family, whose place the rule now has."""
    for position, namesake in enumerate(rules):
        if namesake.id == rule.id:
            rules[position] = rule
            return True
    return False
