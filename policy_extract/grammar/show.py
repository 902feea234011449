"""Rules as text, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.errors import GrammarError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.grammar.families import Family
    from policy_extract.grammar.grammars import Grammars
    from policy_extract.grammar.rules import Body, Rule


DIRECTORY = "directory"


def show(grammars: Grammars, what: str | None = None, *, chinese: bool = False) -> list[str]:
    """Lines that show a rule or a body in full, a stage rule by rule, or, where nothing is asked for, all stages.

    Families appear as they are tried, the highest rule first. A stage says what its rules read in one language, a rule in both.

    Fails: GrammarError where there is neither a stage nor a rule nor a body of that name.
    """
    stages = tuple(dict.fromkeys(file.stage for file in grammars.files))
    if what is None:
        return _apart((*_headings(grammars, stage), *_overview(grammars, stage)) for stage in stages)
    bodies = grammars.directory.bodies
    if what == DIRECTORY and bodies:
        return [line for body in bodies.values() for line in (f"{body.id}  {body.zh}", f"  {body.means}")]
    if what in stages:
        return _apart(
            [_headings(grammars, what), *(_family(family, chinese=chinese) for family in _families(grammars, what))]
        )
    if what in bodies:
        return list(_body(bodies[what]))
    if rules := [rule for rule in grammars.rules if rule.id == what]:
        return _apart(_in_full(rule) for rule in rules)
    raise GrammarError(f"{what}: is neither a stage nor a rule; stages are {', '.join(stages)}")


def _apart(blocks: Iterable[Iterable[str]]) -> list[str]:
    """The blocks with an empty line between them."""
    lines = [line for block in blocks for line in (*block, "")]
    return lines[:-1]


def _headings(grammars: Grammars, stage: str) -> list[str]:
    return [f"{stage} — {file.title} ({file.name})" for file in grammars.files if file.stage == stage]


def _families(grammars: Grammars, stage: str) -> Iterator[Family]:
    return (family for family in grammars.families.values() if family.stage == stage)


def _overview(grammars: Grammars, stage: str) -> Iterator[str]:
    for family in _families(grammars, stage):
        yield f"  {family.finds}: {', '.join(rule.id for rule in family.rules)}"


def _family(family: Family, *, chinese: bool) -> Iterator[str]:
    yield family.finds
    for rule in family.rules:
        yield f"  {rule.id} ({rule.where})"
        yield f"    {rule.said(chinese=chinese)}"


def _in_full(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({rule.where})"
    yield f"  finds    {rule.finds}"
    yield f"  means    {rule.means}"
    if rule.meaning_zh:
        yield f"  中文     {rule.meaning_zh}"
    if rule.source:
        yield f"  source   {rule.source}"
    for key, value in rule.set.items():
        yield f"  sets     {key} = {value}"
    yield f"  pattern  {rule.pattern}"
    for accept in rule.accept:
        yield f"  accepts  {accept.text}"
        for name, text in accept.gives.items():
            yield f"             {name} = {text}"
    for reject in rule.reject:
        yield f"  rejects  {reject.text}"
        yield f"             {reject.why}"


def _body(body: Body) -> Iterator[str]:
    yield f"{body.id} ({body.file}:{body.line})"
    for label, said in (
        ("zh", body.zh),
        ("means", body.means),
        ("names", " ".join(body.names)),
        ("was", " ".join(f"{one.name} ({one.since or ''}–{one.until})" for one in body.was)),
        ("accepts", " ".join(body.accept)),
        ("rejects", " ".join(body.reject)),
    ):
        if said:
            yield f"  {label:8} {said}"
