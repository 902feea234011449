"""A comparison in the order people read it: substance first, form last, by topic, runs of renumbering folded."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from policy_extract.comparison.grouping import grouped, tell_group
from policy_extract.comparison.telling import Told, kind_in, noun_in, same, severity_in, tell
from policy_extract.messages import Count, Language, say
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from policy_extract.comparison.model import Change, Diff, Noun, Severity

ORDER: tuple[Severity, ...] = ("substance", "wording", "form")

TOPICS: dict[str, tuple[Noun, ...]] = {
    "front matter": ("front",),
    "parts and headings": ("annex", "section"),
    "tasks": ("task",),
    "responsible units": ("unit", "carry-over"),
    "deadlines and targets": ("deadline", "target"),
    "tables": ("table", "indicator", "value", "item"),
    "boxes and other text": ("box", "paragraph"),
}
"""What changes are about, in the order people read them."""
_TOPIC_OF = {noun: topic for topic, nouns in TOPICS.items() for noun in nouns}
_LAST_NUMBER = re.compile(r"[a-z]*([0-9]{1,6})")
_NAMED = 3
"""So many places are named where changes of layout are told as one."""


@record
class Topic:
    """Changes about the same sort of thing."""

    title: str
    told: tuple[Told, ...]


@record
class Chapter:
    """Changes that matter equally."""

    severity: Severity
    title: str
    count: int
    """How many changes are told in it, each of a folded run counted."""
    topics: tuple[Topic, ...]


def selected(diff: Diff, only: Collection[Severity]) -> Diff:
    """The comparison with the changes of these severities; with all where none is named.

    `counts` stays: it says how much there is besides.
    """
    if not only:
        return diff
    return diff.model_copy(update={"changes": tuple(one for one in diff.changes if one.severity in only)})


def chapters(diff: Diff, language: Language, *, fold: bool = True) -> list[Chapter]:
    """The changes, told; without `fold` each by itself."""
    return [
        Chapter(severity, severity_in(severity, language), len(here), tuple(_topics(here, language, fold=fold)))
        for severity in ORDER
        if (here := [change for change in diff.changes if change.severity == severity])
    ]


def summary(diff: Diff, language: Language) -> str:
    """How many changes there are, by severity, whether they are shown or not."""
    counts = diff.counts
    if not counts.substance + counts.wording + counts.form:
        return say(language, "no difference")
    return say(
        language,
        "{substance:} of substance, {wording:} of wording, {form:} of form",
        substance=Count(counts.substance),
        wording=Count(counts.wording),
        form=Count(counts.form),
    )


def _topics(changes: Sequence[Change], language: Language, *, fold: bool) -> Iterator[Topic]:
    order = [*TOPICS]
    by_topic = sorted(changes, key=lambda change: order.index(_TOPIC_OF[change.noun]))
    for topic, here in groupby(by_topic, key=lambda change: _TOPIC_OF[change.noun]):
        about = [*here]
        told = _folded(about, language) if fold else (tell(change, language) for change in about)
        yield Topic(say(language, topic), tuple(told))


def _folded(changes: Sequence[Change], language: Language) -> Iterator[Told]:
    """Each change by itself, but what is the same in several places, runs of renumbering, and changes of layout, as one."""
    layout = [change for change in changes if change.kind == "retyped"]
    groups = list(grouped([change for change in changes if change.kind != "retyped"]))
    runs = {id(run[0]): run for run in _runs([group[0] for group in groups if len(group) == 1])}
    for group in groups:
        if len(group) > 1:
            yield tell_group(group, language)
        elif run := runs.get(id(group[0])):
            yield _run(run, language) if len(run) > 1 else tell(run[0], language)
    if len(layout) > 1:
        yield _layout(layout, language)
    else:
        yield from (tell(change, language) for change in layout)


def _runs(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes that go on counting where one before left off, together, in the place of the first."""
    runs: list[list[Change]] = []
    open_: dict[tuple[str, int, int], list[Change]] = {}
    for change in changes:
        numbers = _numbers(change)
        if numbers and (run := open_.pop((change.kind, *numbers), None)):
            run.append(change)
        else:
            runs.append(run := [change])
        if numbers:
            open_[change.kind, numbers[0] + 1, numbers[1] + 1] = run
    return runs


def _numbers(change: Change) -> tuple[int, int] | None:
    """The numbers before and after, where only they changed; None for numbers we do not count."""
    if not change.kind.endswith("-renumbered") or len(change.old) != 1 or len(change.new) != 1:
        return None
    old, new = (_LAST_NUMBER.fullmatch(side.id.rpartition("/")[2]) for side in (*change.old, *change.new))
    return (int(old[1]), int(new[1])) if old and new else None


def _run(run: list[Change], language: Language) -> Told:
    """`任务 7–12 → 8–13`."""
    old, new = (
        say(
            language,
            "{noun} {first}–{last}",
            noun=noun_in(run[0].noun, language),
            first=_number(run, 0, side),
            last=_number(run, -1, side),
        )
        for side in (0, 1)
    )
    kind, remark = kind_in(run[0].kind, language), say(language, "only renumbered")
    return Told(tuple(run), kind, _common_place(run), same(old), same(new), (), remark)


def _number(run: Sequence[Change], which: int, side: int) -> int:
    return (_numbers(run[which]) or (0, 0))[side]


def _common_place(run: Sequence[Change]) -> str:
    places = {change.where for change in run}
    return places.pop() if len(places) == 1 else ""


def _layout(changes: Sequence[Change], language: Language) -> Told:
    places = [change.where for change in changes[:_NAMED]]
    named = ("、" if language == "zh" else ", ").join(places)
    rest = len(changes) - len(places)
    remark = say(
        language, "{count:} places differ in spacing, width, marks or line breaks only", count=Count(len(changes))
    )
    place = named if not rest else say(language, "{places} and {rest:} more", places=named, rest=Count(rest))
    return Told(tuple(changes), kind_in("retyped", language), place, (), (), (), remark)
