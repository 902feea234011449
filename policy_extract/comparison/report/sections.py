"""A comparison in the order people read it: substance first, form last, by topic, runs of renumbering folded."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from policy_extract.comparison.report.change_text import ChangeText, kind_in, noun_in, same, severity_in, tell
from policy_extract.comparison.report.grouping import grouped, tell_group
from policy_extract.comparison.report.headline import names_nobody
from policy_extract.comparison.report.task_entries import Entry, entries
from policy_extract.messages import Count, Language, say
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Change, Diff, Noun, Severity

ORDER: tuple[Severity, ...] = ("substance", "wording", "form")

SHARED = "in several places"
TOPICS: dict[str, tuple[Noun, ...]] = {
    "front matter": ("front",),
    SHARED: (),
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
"""How many places are named where changes of layout are reported as one."""


@record
class Topic:
    """Changes of the same sort of thing."""

    title: str
    entries: tuple[Entry, ...]


@record
class Chapter:
    """Changes of one severity, together with lesser changes of the same things."""

    severity: Severity
    title: str
    count: int
    """How many changes matter so much, each of a folded run counted."""
    above: int
    """How many of them are listed in a chapter above, with the thing they concern."""
    topics: tuple[Topic, ...]


def selected(diff: Diff, only: Collection[Severity]) -> Diff:
    """The comparison with the changes of these severities; with all where none is named.

    `counts` stays: it says how much there is besides.
    """
    if not only:
        return diff
    return diff.model_copy(update={"changes": tuple(one for one in diff.changes if one.severity in only)})


def chapters(diff: Diff, language: Language) -> list[Chapter]:
    """The changes in words: those of one thing together, in the chapter of the most severe; changes of form apart."""
    words = [change for change in diff.changes if change.severity != "form"]
    told = entries(words, diff.matches, language, nobody_before=names_nobody(diff, "old"))
    grave, light = ([entry for entry in told if _matters(entry) == much] for much in (True, False))
    form = [change for change in diff.changes if change.severity == "form"]
    here = zip(ORDER, (grave, light, _folded(form, language)), strict=True)
    made = (_chapter(severity, list(some), diff.changes, language) for severity, some in here)
    return [chapter for chapter in made if chapter.count]


def _matters(entry: Entry) -> bool:
    """Whether any of it is of substance."""
    return any(change.severity == "substance" for change in entry.changes)


def _chapter(severity: Severity, told: Sequence[Entry], changes: Sequence[Change], language: Language) -> Chapter:
    count = sum(change.severity == severity for change in changes)
    here = sum(change.severity == severity for entry in told for change in entry.changes)
    return Chapter(severity, severity_in(severity, language), count, count - here, tuple(_topics(told, language)))


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


def told_above(chapter: Chapter, language: Language) -> str:
    """A note that some of its changes are listed with more severe ones of the same things; empty where none is."""
    return (
        say(language, "{count:} shown above, with the other changes of the same things", count=Count(chapter.above))
        if chapter.above
        else ""
    )


def other_severity(told: ChangeText, severity: Severity, language: Language) -> str:
    """The severity of a part of an entry, where it is lower than that of the chapter; else empty."""
    lightest = told.changes[0].severity
    return "" if lightest == severity else severity_in(lightest, language)


def _topics(told: Sequence[Entry], language: Language) -> Iterator[Topic]:
    order = [*TOPICS]
    by_topic = sorted(told, key=lambda entry: order.index(_topic_of(entry)))
    for topic, here in groupby(by_topic, key=_topic_of):
        yield Topic(say(language, topic), tuple(here))


def _topic_of(entry: Entry) -> str:
    return SHARED if entry.shared else _TOPIC_OF[entry.noun]


def _folded(changes: Sequence[Change], language: Language) -> Iterator[Entry]:
    """Changes of form: each by itself, but what is the same in several places, runs of renumbering, and changes of layout, as one."""
    by_topic = sorted(changes, key=lambda change: [*TOPICS].index(_TOPIC_OF[change.noun]))
    for _, some in groupby(by_topic, key=lambda change: _TOPIC_OF[change.noun]):
        for told in _folded_in_topic(list(some), language):
            yield Entry("", told.changes[0].noun, (told,))


def _folded_in_topic(changes: Sequence[Change], language: Language) -> Iterator[ChangeText]:
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


def _run(run: list[Change], language: Language) -> ChangeText:
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
    return ChangeText(tuple(run), kind, _common_place(run), same(old), same(new), (), remark)


def _number(run: Sequence[Change], which: int, side: int) -> int:
    return (_numbers(run[which]) or (0, 0))[side]


def _common_place(run: Sequence[Change]) -> str:
    places = {change.where for change in run}
    return places.pop() if len(places) == 1 else ""


def _layout(changes: Sequence[Change], language: Language) -> ChangeText:
    places = list(dict.fromkeys(tell(change, language).place for change in changes))
    named = ("、" if language == "zh" else ", ").join(places[:_NAMED])
    rest = len(places) - _NAMED
    remark = say(
        language, "{count:} places differ in spacing, width, marks or line breaks only", count=Count(len(changes))
    )
    place = named if rest <= 0 else say(language, "{places} and {rest:} more", places=named, rest=Count(rest))
    return ChangeText(tuple(changes), kind_in("retyped", language), place, (), (), (), remark)
