"""Rules as text, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.errors import GrammarError
from policy_extract.labels import labels
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.grammar.families import Family
    from policy_extract.grammar.grammars import Grammars
    from policy_extract.grammar.rules import Body, GrammarFile, Rule


DIRECTORY = "directory"


@record
class _Reader:
    """Who reads: English speakers see all that the files say, Chinese ones what is Chinese in them, names to type and patterns."""

    chinese: bool

    def line(self, key: str, said: str) -> str:
        """What is said under a key."""
        label = labels("grammar", "zh" if self.chinese else "en")[key]
        return f"  {label:\u3000<4} {said}" if self.chinese else f"  {label:8} {said}"

    def file(self, file: GrammarFile) -> str:
        """What a file is about."""
        return labels("stages").get(file.stage, file.title) if self.chinese else file.title

    def family(self, finds: str) -> str:
        """What a family is called, and its name."""
        label = labels("rules").get(finds) if self.chinese else None
        return f"{label} {finds}" if label else finds

    def group(self, name: str) -> str:
        """What a group of a pattern is called."""
        return labels("groups").get(name, name) if self.chinese else name


def show(grammars: Grammars, what: str | None = None, *, chinese: bool = False) -> list[str]:
    """Lines that show a rule or a body in full, a stage or a family rule by rule, or, where nothing is asked for, all stages.

    Families appear as they are tried, the highest rule first.

    Fails: GrammarError where there is neither a stage nor a family nor a rule nor a body of that name.
    """
    in_ = _Reader(chinese)
    stages = tuple(dict.fromkeys(file.stage for file in grammars.files))
    if what is None:
        return _apart((*_headings(grammars, stage, in_), *_overview(grammars, stage, in_)) for stage in stages)
    bodies = grammars.directory.bodies
    if what == DIRECTORY and bodies:
        return [line for body in bodies.values() for line in _listed(body, in_)]
    if what in stages:
        return _apart([_headings(grammars, what, in_), *(_family(family, in_) for family in _families(grammars, what))])
    if what in bodies:
        return list(_body(bodies[what], in_))
    if rules := [rule for rule in grammars.rules if rule.id == what]:
        return _apart(_in_full(rule, in_) for rule in rules)
    if what in grammars.families:
        return list(_family(grammars.families[what], in_))
    raise GrammarError(f"{what}: is neither a stage, a family nor a rule; stages are {', '.join(stages)}")


def _apart(blocks: Iterable[Iterable[str]]) -> list[str]:
    """The blocks with an empty line between them."""
    lines = [line for block in blocks for line in (*block, "")]
    return lines[:-1]


def _headings(grammars: Grammars, stage: str, in_: _Reader) -> list[str]:
    return [f"{stage} — {in_.file(file)} ({file.name})" for file in grammars.files if file.stage == stage]


def _families(grammars: Grammars, stage: str) -> Iterator[Family]:
    return (family for family in grammars.families.values() if family.stage == stage)


def _overview(grammars: Grammars, stage: str, in_: _Reader) -> Iterator[str]:
    for family in _families(grammars, stage):
        yield f"  {in_.family(family.finds)}: {', '.join(rule.id for rule in family.rules)}"


def _family(family: Family, in_: _Reader) -> Iterator[str]:
    yield in_.family(family.finds)
    for rule in family.rules:
        yield f"  {rule.id} ({rule.where})"
        yield f"    {rule.said(chinese=in_.chinese)}"


def _in_full(rule: Rule, in_: _Reader) -> Iterator[str]:
    yield f"{rule.id} ({rule.where})"
    yield in_.line("finds", in_.family(rule.finds))
    yield in_.line("means", rule.said(chinese=in_.chinese))
    if rule.meaning_zh and not in_.chinese:
        yield in_.line("zh", rule.meaning_zh)
    if rule.source:
        yield in_.line("source", rule.source)
    for key, value in rule.set.items():
        yield in_.line("sets", f"{key} = {value}")
    yield in_.line("pattern", rule.pattern)
    for accept in rule.accept:
        yield in_.line("accepts", accept.text)
        for name, text in accept.gives.items():
            yield f"             {in_.group(name)} = {text}"
    for reject in rule.reject:
        yield in_.line("rejects", reject.text)
        if not in_.chinese:
            yield f"             {reject.why}"


def _listed(body: Body, in_: _Reader) -> Iterator[str]:
    yield f"{body.id}  {body.zh}"
    if not in_.chinese:
        yield f"  {body.means}"


def _body(body: Body, in_: _Reader) -> Iterator[str]:
    yield f"{body.id} ({body.file}:{body.line})"
    for key, said in (
        ("zh", body.zh),
        ("means", "" if in_.chinese else body.means),
        ("names", " ".join(body.names)),
        ("was", " ".join(f"{one.name} ({one.since or ''}–{one.until})" for one in body.was)),
        ("accepts", " ".join(body.accept)),
        ("rejects", " ".join(body.reject)),
    ):
        if said:
            yield in_.line(key, said)
