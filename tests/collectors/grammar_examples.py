"""Makes pytest items of grammars/*.toml: `grammars/units.toml::bracketed-at-end::accept-1`, `grammars/directory.toml::health`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policy_extract.grammar import Grammars, Rule
    from policy_extract.grammar.rules import Accept, Body, Problem, Reject


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".toml" and file_path.parent.name == "grammars":
        return GrammarFile.from_parent(parent, path=file_path)
    return None


@cache
def _read(folder: Path) -> tuple[Grammars, list[Problem]]:
    from policy_extract.grammar.grammars import read_all

    return read_all(folder)


class GrammarFile(pytest.File):
    """One grammar file; a file that says what it may not say fails as a whole."""

    def collect(self) -> Iterator[pytest.Collector]:
        grammars, problems = _read(self.path.parent)
        if mistakes := [str(problem) for problem in problems if problem.file == self.path.name]:
            raise self.CollectError("\n".join(mistakes))
        for rule in grammars.rules:
            if rule.file == self.path.name:
                yield RuleExamples.from_parent(self, name=rule.id, rule=rule)
        for body in grammars.directory.bodies.values():
            if body.file == self.path.name:
                yield BodyItem.from_parent(self, name=body.id, body=body)


class BodyItem(pytest.Item):
    """All examples of one body: `grammars/directory.toml::health`."""

    def __init__(self, *, body: Body, **more: Any) -> None:
        super().__init__(**more)
        self.body = body

    def runtest(self) -> None:
        from policy_extract.findings import Report
        from policy_extract.grammar.check import body_problems

        grammars, _ = _read(self.path.parent)
        if problems := list(body_problems(self.body, grammars.matcher(Report()))):
            pytest.fail("\n".join(map(str, problems)), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.body.line - 1, self.body.id


class RuleExamples(pytest.Collector):
    """The examples of one rule."""

    def __init__(self, *, rule: Rule, **more: Any) -> None:
        super().__init__(**more)
        self.rule = rule

    def collect(self) -> Iterator[pytest.Item]:
        for kind, examples in (("accept", self.rule.accept), ("reject", self.rule.reject)):
            for count, example in enumerate(examples, 1):
                yield ExampleItem.from_parent(self, name=f"{kind}-{count}", rule=self.rule, example=example)


class ExampleItem(pytest.Item):
    """One example against its rule and the rules above it."""

    def __init__(self, *, rule: Rule, example: Accept | Reject, **more: Any) -> None:
        super().__init__(**more)
        self.rule, self.example = rule, example

    def runtest(self) -> None:
        from policy_extract.grammar.examples import disagreement

        grammars, _ = _read(self.path.parent)
        if message := disagreement(grammars.families[self.rule.finds], self.rule, self.example):
            pytest.fail(f"{self.rule.file}:{self.example.line}: {message}", pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.example.line - 1, f"{self.rule.id}::{self.name}"
