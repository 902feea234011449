"""Rows of annex tables → the tasks whose headings they repeat.

A work list or an indicator table often groups its rows by the tasks of the
plan: 迭代居家养老服务模式 stands above the rows and heads a task. Headings are
compared by letters and digits alone. Where no task is headed so, two near
forms count:

- one character lost on either side (…服务模 for …服务模式), unless it tells
  things apart (一期 is not 二期, 公立 not 非公立);
- the verb changed (创新… for 完善…), where a group names the section the task
  stands in, at least down to the first comma; one character may be lost here
  too.

If several tasks share a heading, the row is linked to the one in the section
that its groups name, else to none. All look-ups use dictionaries with short
entries, so that the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from policy_extract.generated.plain import Indicator, Item
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policy_extract.generated.plain import Task
    from policy_extract.grammar import Matcher

Row = TypeVar("Row", Indicator, Item)

LONGEST = 60
"""Characters of a heading; longer text is none."""
SHORTEST_NEAR = 6
"""Letters from which one may be lost."""
VERB = 2
"""Letters of the verb that opens a heading: 完善, 推进."""
SHORTEST_OBJECT = 4
"""Letters after the verb that must stay."""
MOST = 20
"""If more tasks or sections than this share a name, it is linked to none of them."""
_TELLING = frozenset("0123456789〇零一二三四五六七八九十百千万两半首次不非无未东西南北中上下省市县区乡镇村")
"""Characters that tell two headings apart by themselves."""
_HEADING_END = re.compile("[。；：;:\n]")
_COMMA = re.compile("[，,]")
_NO_LETTERS = re.compile(r"[\W_]+")
"""Neither letters nor digits."""


@mutable
class Headings:
    """Tasks by heading, and by the forms a heading may be repeated in."""

    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shorter: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By the heading with one character lost."""
    objects: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """By section and heading without its verb, whole or with one character lost."""
    sections: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Sections by heading, down to its first comma."""
    within: dict[str, str] = field(default_factory=dict)
    """Section of each task."""


def task_headings(tasks: Iterable[Task], sections: Mapping[str, str | None]) -> Headings:
    """The headings of tasks, and of the sections they stand in; `sections` holds titles by id."""
    found = Headings()
    for task in tasks:
        key = _key(task.title or "")
        if not key:
            continue
        _add(found.exact[key], task.id)
        for lost in _shorter(key):
            _add(found.shorter[lost], task.id)
        if task.section is not None:
            found.within[task.id] = task.section
            _add(found.sections[_key(_opening(sections.get(task.section) or ""))], task.section)
            for rest in (_object(key), *_shorter(_object(key))):
                _add(found.objects[task.section, rest], task.id)
    return found


def _add(few: set[str], name: str) -> None:
    """One more, up to one more than counts."""
    if len(few) <= MOST:
        few.add(name)


def link_rows(rows: Iterable[Row], headings: Headings, matcher: Matcher) -> list[Row]:
    """The rows, each with the task whose heading it repeats, where there is one."""
    known: dict[tuple[str, ...], str | None] = {}
    linked = []
    for row in rows:
        names = _names(row)
        if names not in known:
            known[names] = _task(names, headings, matcher)
        linked.append(replace(row, task=known[names]) if known[names] else row)
    return linked


def _names(row: Indicator | Item) -> tuple[str, ...]:
    """What may repeat a heading: what the row itself is called, then its groups from the inside out."""
    if isinstance(row, Indicator):
        return (row.name, *reversed(row.category))
    return (_HEADING_END.split(row.content, maxsplit=1)[0], *reversed(row.group))


def _task(names: tuple[str, ...], headings: Headings, matcher: Matcher) -> str | None:
    openings = [_key(_opening(name), matcher) for name in names]
    sections = {section for key in openings if key for section in headings.sections.get(key, ())}
    keys = [key for name in names if (key := _key(name, matcher))]
    for near in (_same, _one_lost, _other_verb):
        for key in keys:
            found = near(key, sections, headings)
            inside = {task for task in found if headings.within.get(task) in sections}
            chosen = found if len(found) == 1 else inside
            if len(chosen) == 1 and len(found) <= MOST:
                return min(chosen)
    return None


def _same(key: str, _: set[str], headings: Headings) -> set[str]:
    return headings.exact.get(key, set())


def _one_lost(key: str, _: set[str], headings: Headings) -> set[str]:
    """Tasks whose heading has one character more, or one less, than the key."""
    less = (headings.exact.get(lost, set()) for lost in _shorter(key))
    return headings.shorter.get(key, set()).union(*less)


def _other_verb(key: str, sections: set[str], headings: Headings) -> set[str]:
    """Tasks of these sections whose heading is the key with another verb."""
    rest = _object(key)
    if len(rest) < SHORTEST_OBJECT:
        return set()
    forms = (rest, *_shorter(rest))
    return set().union(*(headings.objects.get((section, form), set()) for section in sections for form in forms))


def _key(text: str, matcher: Matcher | None = None) -> str:
    """Letters and digits of a heading without its printed number; "" for text too long to be one."""
    text = text[: 2 * LONGEST]
    number = matcher.first("number", text) if matcher is not None else None
    key = _NO_LETTERS.sub("", fold(text[number.end :] if number is not None else text))
    return key if len(key) <= LONGEST else ""


def _opening(heading: str) -> str:
    return _COMMA.split(heading, maxsplit=1)[0]


def _object(key: str) -> str:
    return key[VERB:]


def _shorter(key: str) -> Iterator[str]:
    """The key with one character left out that does not tell things apart."""
    if len(key) >= SHORTEST_NEAR:
        for place, sign in enumerate(key):
            if sign not in _TELLING:
                yield key[:place] + key[place + 1 :]
