"""Explains why a plan contains a value: the rules that fired in the blocks of one thing, and what was read there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policy_extract.errors import InputError
from policy_extract.records import Record, record
from policy_extract.texts import blocks_and_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policy_extract.grammar import Fired, Rule
    from policy_extract.model import Plan
    from policy_extract.output.code_words import Wording


@record
class _Entry:
    """A line about some characters of a block, and the lines below it."""

    start: int
    end: int
    said: str
    quoted: str
    below: tuple[str, ...] = ()


def explain(plan: Plan, trace: Iterable[Fired], wanted: str, where: Mapping[str, str], wording: Wording) -> str:
    """Block by block: which rule matched which characters and what it reads, the runner-up rule, what was read, and what is doubtful.

    `wanted` is the id of anything in the plan (`2/1/1`, `a1`, `t1/r2`, `b12`)
    or the name of a unit; `where` says for people where a block stands, "page 3";
    `wording` tells codes, findings and what rules read.

    Fails: InputError where the plan has nothing of that name.
    """
    things = list(everything(plan))
    texts = {name: text or "" for name, text in blocks_and_cells(plan)}
    blocks = {wanted} & set(texts) | {
        block for thing in things for block in _blocks(thing) if _is_called(thing, wanted)
    }
    if not blocks:
        raise InputError(f"there is no {wanted} in it; --as outline and --as roles list what there is")
    entries: dict[str, list[_Entry]] = {place: [] for place in texts}
    for place, entry in _entries(plan, trace, texts, wording):
        if place in entries and entry not in entries[place]:
            entries[place].append(entry)
    shown = [place for place in texts if place in blocks or place.partition(".")[0] in blocks]
    lines = (line for place in shown for line in _block(place, texts[place], entries[place], where.get(place)))
    return "".join(f"{line}\n" for line in lines)


def _entries(
    plan: Plan, trace: Iterable[Fired], texts: Mapping[str, str], in_: Wording
) -> Iterator[tuple[str, _Entry]]:
    """All lines with the blocks they are about: what fired, what was read, what is doubtful."""
    yield from (_fired(one, in_) for one in trace)
    yield from _made(everything(plan), texts, in_)
    yield from _doubted(plan, texts, in_)


def _block(place: str, text: str, entries: list[_Entry], where: str | None) -> Iterator[str]:
    if text or entries:
        yield "  ".join(filter(None, (place, where, _one_line(text))))
    for entry in sorted(entries, key=lambda entry: (entry.start, entry.end)):
        # A rule may have searched a stretch of the block, or its automatic number; then the place is not the block's.
        stands = text[entry.start : entry.end] == entry.quoted
        where = f"{entry.start + 1}-{entry.end}" if stands else "-"
        yield f"  {place}:{where}  {entry.said}  “{_one_line(entry.quoted)}”"
        yield from (f"    {line}" for line in entry.below)


def _fired(one: Fired, in_: Wording) -> tuple[str, _Entry]:
    """A rule that won, what it reads, its groups, and the rule that came second."""
    groups = [
        f"{in_.word('groups', name)}  “{_one_line(one.text[start - one.start : end - one.start])}”"
        for name, (start, end) in one.groups.items()
        if start < end
    ]
    means = f"{in_.word('things', 'means')}  {one.rule.said(chinese=in_.chinese)}"
    said = "  ".join(filter(None, (in_.family(one.finds), _name(one.rule))))
    return one.block, _Entry(one.start, one.end, said, one.text, (means, *groups, *_second(one, in_)))


def _second(one: Fired, in_: Wording) -> Iterator[str]:
    """The rule that would have won."""
    if one.runner_up is not None:
        yield f"{in_.word('things', 'second')}  {_name(one.runner_up)}  {one.runner_up.said(chinese=in_.chinese)}"


def _made(things: Iterable[Record], texts: Mapping[str, str], in_: Wording) -> Iterator[tuple[str, _Entry]]:
    """What the plan read where."""
    for thing in things:
        for at in spans_of(thing):
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(thing).__name__).lower()
            role = _role(thing, in_)
            quoted = texts[at.block][at.start : at.end]
            yield at.block, _Entry(at.start, at.end, f"→ {in_.word('things', kind)}{role}", quoted)


def _role(thing: Record, in_: Wording) -> str:
    """What a section or a unit is for."""
    role = getattr(thing, "role", None)
    return f" {in_.word('roles' if hasattr(thing, 'via') else 'sections', role)}" if role else ""


def _doubted(plan: Plan, texts: Mapping[str, str], in_: Wording) -> Iterator[tuple[str, _Entry]]:
    """The findings about the characters, with what else these may be."""
    for finding in plan.findings:
        if finding.at is not None and finding.at.block in texts:
            at = finding.at
            quoted = texts[at.block][at.start : at.end]
            yield (
                at.block,
                _Entry(at.start, at.end, f"! {in_.word('codes', finding.code)}", quoted, (in_.tell(finding),)),
            )


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")


def _name(rule: Rule) -> str:
    return f"{rule.file}/{rule.id}"


def _is_called(thing: Record, wanted: str) -> bool:
    names = ("id", "name", "part") if hasattr(thing, "story") else ("id", "name")
    return any(getattr(thing, name, None) == wanted for name in names)


def _blocks(thing: Record) -> set[str]:
    own = {getattr(thing, "id", "")} if hasattr(thing, "story") else set()
    return own | set(getattr(thing, "blocks", ())) | {at.block for at in spans_of(thing)}


def spans_of(thing: Record) -> tuple[Any, ...]:
    """Where a thing itself stands; what is in it may stand elsewhere."""
    at = getattr(thing, "at", None)
    return at if isinstance(at, tuple) else ()


def everything(whole: object) -> Iterator[Record]:
    """Every part of a thing, itself first."""
    waiting: list[Any] = [whole]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Record):
            yield thing
            waiting += [getattr(thing, field) for field in thing.__slots__]
        elif isinstance(thing, tuple):
            waiting += thing
