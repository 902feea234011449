"""Prove grammar files: every mistake in them, every rule against its own examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from policy_extract.findings import Report
from policy_extract.grammar.directory import ENDINGS
from policy_extract.grammar.examples import disagreement
from policy_extract.grammar.families import compile_problem, group_names
from policy_extract.grammar.grammars import read_all, shipped_folder
from policy_extract.grammar.literals import never_seen
from policy_extract.grammar.rules import Accept, Body, Problem, Reject, Rule, Term
from policy_extract.grammar.terms import Scope, TermError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar.grammars import Grammars
    from policy_extract.grammar.matching import Matcher


def check(extra: Sequence[Path | str] = (), *, folder: Path | None = None) -> list[Problem]:
    """Every mistake in the shipped files and the extra ones, in the order of files and lines.

    With extra files the shipped examples are proven too: one that an extra
    rule now takes is reported.
    """
    grammars, problems = read_all(folder or shipped_folder(), [Path(path) for path in extra])
    problems += prove(grammars)
    order = {file.name: place for place, file in enumerate(grammars.files)}
    return sorted(problems, key=lambda problem: (order.get(problem.file, -1), problem.line))


def prove(grammars: Grammars) -> list[Problem]:
    """Mistakes in terms, patterns and examples."""
    rules = [problem for rule in grammars.rules for problem in _rule_problems(grammars, rule)]
    return _terms(grammars) + rules + _endings(grammars) + list(_directory(grammars))


def prove_extra(grammars: Grammars) -> list[Problem]:
    """Mistakes in extra files, and in shipped patterns whose terms these replace.

    Shipped examples are not tested: it may be the very purpose of an extra rule
    to match what a shipped rule matched before.
    """
    own = [problem for rule in grammars.rules if rule.extra for problem in _rule_problems(grammars, rule)]
    touched = [compile_problem(rule) for rule in grammars.rules if rule.timed and not rule.extra]
    bodies = _directory(grammars, only_extra=True) if any(file.bodies for file in grammars.files) else ()
    broken = [problem for problem in touched if problem is not None]
    return _terms(grammars, only_extra=True) + own + broken + _endings(grammars) + [*bodies]


def _directory(grammars: Grammars, *, only_extra: bool = False) -> Iterator[Problem]:
    """Names that two bodies claim, and printed names that lead to another body than they should."""
    if not {"body-prefix", "collective-body"} <= grammars.families.keys():
        return
    for body, name, before in grammars.directory.clashes():
        yield Problem(body.file, body.line, f"names: {name} is a name of {before.id} too; delete one")
    matcher = grammars.matcher(Report())
    for body in grammars.directory.bodies.values():
        if body.extra or not only_extra:
            yield from body_problems(body, matcher)


def _endings(grammars: Grammars) -> list[Problem]:
    """Words of the lexicon of endings that are no pair."""
    if (listed := grammars.lexicons.get(ENDINGS)) is None:
        return []
    return [
        Problem(listed.file, listed.line, f"words: {pair} is no pair of endings; write it as 厅=局")
        for pair in listed.words
        if not all(pair.partition("="))
    ]


def body_problems(body: Body, matcher: Matcher) -> Iterator[Problem]:
    """Examples of a body that lead somewhere else."""
    for printed in body.accept:
        if (found := matcher.body(printed)) != body.id:
            message = f"accept: {printed} is {found or 'unknown'}; change the names or the example"
            yield Problem(body.file, body.line, message, example=True)
    for former in body.was:
        if (found := matcher.body(former.name)) != body.id:
            message = f"was: {former.name} is taken for {found or 'no body'}; give it a name"
            yield Problem(body.file, body.line, message, example=True)
    for printed in body.reject:
        if matcher.body(printed) == body.id:
            message = f"reject: {printed} is taken for {body.id}; make the names narrower"
            yield Problem(body.file, body.line, message, example=True)


def _terms(grammars: Grammars, *, only_extra: bool = False) -> list[Problem]:
    return [
        problem
        for scope in grammars.scopes.values()
        for term in scope.names.maps[0].values()
        if isinstance(term, Term) and (term.extra or not only_extra)
        for problem in _term_problems(scope, term)
    ]


def _term_problems(scope: Scope, term: Term) -> Iterator[Problem]:
    yield from _literals(term.pattern, f"terms: {term.name}", term.file, term.line)
    try:
        re.compile(scope.expand(term.pattern)[0])
    except TermError as error:
        yield Problem(term.file, term.line, f"terms: {term.name}: {error}")
    except (re.error, RecursionError, OverflowError) as error:
        cure = "close what is open and escape signs meant literally with \\"
        yield Problem(term.file, term.line, f"terms: {term.name}: {error}; {cure}")


def _rule_problems(grammars: Grammars, rule: Rule) -> Iterator[Problem]:
    yield from _literals(rule.pattern, "pattern", rule.file, rule.pattern_line)
    if (broken := compile_problem(rule)) is not None:
        yield broken
        return
    yield from _unknown_groups(rule)
    family = grammars.families[rule.finds]
    if any(compile_problem(above) for above in family.rules):
        return
    examples: tuple[Accept | Reject, ...] = (*rule.accept, *rule.reject)
    for example in examples:
        if message := disagreement(family, rule, example):
            yield Problem(rule.file, example.line, message, example=True)


def _literals(pattern: str, where: str, file: str, line: int) -> Iterator[Problem]:
    for written, right in dict.fromkeys(never_seen(pattern)):
        yield Problem(file, line, f"{where}: {written} is never seen; write {right} — text is folded before matching")


def _unknown_groups(rule: Rule) -> Iterator[Problem]:
    names = group_names(rule)
    for example in rule.accept:
        for name in example.gives.keys() - names:
            cure = f"groups are {', '.join(names)}" if names else "it has none; write (?P<name>…)"
            yield Problem(rule.file, example.line, f"gives: the pattern has no group {name}; {cure}", example=True)
