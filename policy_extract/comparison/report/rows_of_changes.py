"""The rows of the table that offices circulate (修改对照表): 序号, 条款, 原文, 修改后, 说明, whatever file they go into.

They stand in the order of the document, or by severity and topic. They are in
Chinese whoever makes them, like the sheets of a workbook.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Literal, TypeVar

from policy_extract.comparison.report.change_text import certain, is_doubtful
from policy_extract.comparison.report.sections import chapters, other_severity, summary
from policy_extract.comparison.words.word_diff import Piece
from policy_extract.labels import word
from policy_extract.messages import say
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Change, Diff, DiffSource, Severity
    from policy_extract.comparison.report.change_text import ChangeText, Runs
    from policy_extract.comparison.report.sections import Chapter
    from policy_extract.comparison.report.task_entries import Entry
    from policy_extract.messages import Language

_T = TypeVar("_T")
_CIRCLED = 20
"""Numbers that have a circled sign next to that of the one before."""

Order = Literal["document", "severity"]

_CHINESE: Language = "zh"
HEADINGS = tuple(word("papers", f"changes-{code}") for code in ("no", "clause", "old", "new", "said"))


@record
class Band:
    """A row across the table that says what follows."""

    text: str


@record
class Row:
    """One thing, and what became of it."""

    number: int
    clause: tuple[str, ...]
    """Where it is, a line each."""
    old: tuple[Runs, ...]
    """What it said, a line each."""
    new: tuple[Runs, ...]
    """What it says now."""
    remarks: tuple[tuple[str, bool], ...]
    """What happened, and whether the line is a heading."""

    @property
    def length(self) -> int:
        """Characters of the longer side."""
        return max(sum(len(piece.text) for line in side for piece in line) for side in (self.old, self.new))


def title_of(diff: Diff) -> str:
    """What the table is called."""
    name = diff.new.title or diff.old.title
    return word("papers", "changes-of", title=name) if name else word("papers", "changes")


def sources_of(diff: Diff) -> tuple[str, ...]:
    """The lines between title and table: both documents, and how many changes there are."""
    sides = zip(HEADINGS[2:4], (diff.old, diff.new), strict=True)
    beside = sum(_beside_the_text(change) for change in diff.changes)
    untold = word("papers", "beside", count=beside) if beside else ""
    return (*(f"{side}：{_source(source)}" for side, source in sides), f"{summary(diff, _CHINESE)}。{untold}")


def _source(source: DiffSource) -> str:
    name = source.name + (word("papers", "not-accepted") if source.revisions == "original" else "")
    return f"{word('papers', 'document', title=source.title)}（{name}）" if source.title else name


def _beside_the_text(change: Change) -> bool:
    """What nobody answers for: lines of the page and of its contents (点击数, 上一篇), how the text is laid out."""
    return change.kind == "retyped" or (change.noun == "paragraph" and change.severity == "form")


def rows_of(diff: Diff, order: Order) -> list[Row | Band]:
    """The rows; none where nothing changed."""
    of_text = tuple(change for change in diff.changes if not _beside_the_text(change))
    told = chapters(diff.model_copy(update={"changes": of_text}), _CHINESE)
    return [*(_by_severity(told) if order == "severity" else _by_place(told, diff))]


def _by_place(told: Sequence[Chapter], diff: Diff) -> Iterator[Row | Band]:
    """A row for each thing, where the first of its changes stands in the document."""
    place = {change.id: place for place, change in enumerate(diff.changes)}
    every = [entry for chapter in told for topic in chapter.topics for entry in topic.entries]
    ordered = sorted(every, key=lambda entry: min(place[change.id] for change in entry.changes))
    return (_row(number, entry, "substance") for number, entry in enumerate(ordered, start=1))


def _by_severity(told: Sequence[Chapter]) -> Iterator[Row | Band]:
    """The same under bands that say how much they matter, and what they are about."""
    number = count(1)
    for chapter in told:
        for topic in chapter.topics:
            yield Band(f"{chapter.title}：{topic.title}")
            yield from (_row(next(number), entry, chapter.severity) for entry in topic.entries)


def _row(number: int, entry: Entry, severity: Severity) -> Row:
    """Where it is, what it said, what it says now, and what happened to it; several parts are numbered."""
    return Row(
        number,
        tuple(_clause(entry)),
        tuple(_texts([old_of(told) for told in entry.parts])),
        tuple(_texts([new_of(told) for told in entry.parts])),
        tuple(_remarks(entry, severity)),
    )


def old_of(told: ChangeText) -> Runs:
    """What stands in the old document."""
    return told.old


def new_of(told: ChangeText) -> Runs:
    """What stands in the new document, in its own spelling; marked text spells what both have as the old document does."""
    [change, *others] = told.changes
    if not told.wording or others or len(change.new) != 1:
        return told.new
    return _spelled(told.new, change.new[0].text)


def _spelled(runs: Runs, text: str) -> Runs:
    """The same stretches in the characters of a text that differs from them in width and white space alone; as they are where it does not.

    >>> _spelled((Piece("same", "（责任单位：市民政局）"),), "(责任单位: 市民政局)")
    (Piece(op='same', text='(责任单位: 市民政局)'),)
    """
    solid = [place for place, char in enumerate(text) if not char.isspace()]
    if sum(not char.isspace() for piece in runs for char in piece.text) != len(solid):
        return runs
    spelled, begins, counted = [], 0, 0
    for piece in runs:
        counted += sum(not char.isspace() for char in piece.text)
        ends = solid[counted] if counted < len(solid) else len(text)
        spelled.append(Piece(piece.op, text[begins:ends]))
        begins = ends
    return tuple(spelled)


def _clause(entry: Entry) -> list[str]:
    """Where it is: the headings above it, or the row and the column; the name of the thing where it has one, or stands under nothing."""
    said = [line for line in (_place_of(entry), entry.name) if line]
    if said or entry.noun == "front":
        return said or [say(_CHINESE, "front matter")]
    first = entry.changes[0]
    return [side.label for side in (first.new or first.old)[:1]]


def _place_of(entry: Entry) -> str:
    """The place that all its parts have in common."""
    places = {told.place for told in entry.parts}
    return places.pop() if len(places) == 1 else ""


def _remarks(entry: Entry, severity: Severity) -> Iterator[tuple[str, bool]]:
    """For each part what happened, and below it where, if the row does not say it, and how."""
    common = _place_of(entry)
    for number, told in _numbered(entry.parts):
        yield f"{number}{told.kind}", True
        place = told.place if told.place != common else ""
        yield from ((text, False) for text in (place, other_severity(told, severity, _CHINESE), _reason(told)) if text)


def _reason(told: ChangeText) -> str:
    """What is certain about a change and not said by its kind; doubts stand in the other forms of a comparison, and the rest of the column is for people."""
    [change, *others] = told.changes
    said = told.remark if others or not is_doubtful(change) else certain(change, _CHINESE)
    return "" if told.kind.endswith(said) else said


def _texts(sides: Sequence[Runs]) -> Iterator[Runs]:
    """The lines of each text."""
    for number, runs in _numbered(sides):
        yield from _lines(runs, number)


def _numbered(parts: Sequence[_T]) -> Iterator[tuple[str, _T]]:
    """The parts, each after a number that no heading has (②, not 2.); one alone has none."""
    for number, part in enumerate(parts, 1):
        sign = chr(ord("①") + number - 1) if number <= _CIRCLED else f"({number})"
        yield f"{sign} " if len(parts) > 1 else "", part


def _lines(runs: Runs, number: str) -> Iterator[Runs]:
    """The runs of each line of a text; a dash for no text."""
    lines: list[list[Piece]] = [[Piece("same", number)] if number else []]
    for op, text in runs or (Piece("same", "—"),):
        first, *rest = text.split("\n")
        lines[-1].append(Piece(op, first))
        lines += ([Piece(op, part)] for part in rest)
    return (tuple(line) for line in lines)
