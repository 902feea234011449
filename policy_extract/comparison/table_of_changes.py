"""A comparison as the table that offices circulate (修改对照表): 序号, 条款, 原文, 修改后, 说明, in a Word file.

Its rows stand in the order of the document, or by severity and topic. It is in Chinese whoever makes it, like the sheets of a workbook. The same
comparison gives the same bytes.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Literal, TypeVar

from policy_extract.comparison.chapters import chapters, other_severity, summary
from policy_extract.comparison.words import Piece
from policy_extract.messages import say
from policy_extract.output import word_pieces as word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from lxml.etree import _Element

    from policy_extract.comparison.chapters import Chapter
    from policy_extract.comparison.entries import Entry
    from policy_extract.comparison.model import Diff, DiffSource, Severity
    from policy_extract.comparison.telling import Runs, Told
    from policy_extract.messages import Language

_T = TypeVar("_T")

Order = Literal["document", "severity"]

_CHINESE: Language = "zh"
HEADINGS = ("序号", "条款", "原文", "修改后", "说明")
WIDTHS = (700, 2100, 4500, 4500, 2160)
"""Of the columns, in twentieths of a point: A4 across, less its margins."""
_WHOLE = 300
"""Characters up to which a row is not parted by the end of a page."""


def table_of_changes(diff: Diff, order: Order = "document") -> bytes:
    """The comparison as a Word file."""
    document = word.new_file()
    word.set_page(document)
    _front(document, diff)
    told = chapters(diff, _CHINESE)
    if told:
        rows = _by_severity(told) if order == "severity" else _by_place(told, diff)
        word.put(document, word.table(WIDTHS, [word.heading_row(WIDTHS, HEADINGS), *rows]))
    return word.saved(document)


def _front(document: Document, diff: Diff) -> None:
    """Title, sources, how many changes."""
    name = diff.new.title or diff.old.title
    title = f"《{name}》修改对照表" if name else "修改对照表"
    word.head(document, title, word.HEI, 18)
    for side, source in (("原文", diff.old), ("修改后", diff.new)):
        word.head(document, f"{side}：{_source(source)}", word.SONG, 10.5)
    word.head(document, f"{summary(diff, _CHINESE)}。", word.SONG, 10.5, after=8)
    word.name_file(document, title)


def _source(source: DiffSource) -> str:
    name = source.name + ("，未接受修订" if source.revisions == "original" else "")
    return f"《{source.title}》（{name}）" if source.title else name


# ---------------------------------------------------------------- the table


def _by_place(told: Sequence[Chapter], diff: Diff) -> Iterator[_Element]:
    """A row for each thing, where the first of its changes stands in the document."""
    place = {change.id: place for place, change in enumerate(diff.changes)}
    every = [entry for chapter in told for topic in chapter.topics for entry in topic.entries]
    ordered = sorted(every, key=lambda entry: min(place[change.id] for change in entry.changes))
    return (_row(number, entry, "substance") for number, entry in enumerate(ordered, start=1))


def _by_severity(told: Sequence[Chapter]) -> Iterator[_Element]:
    """The same under bands that say how much they matter, and what they are about."""
    number = count(1)
    for chapter in told:
        for topic in chapter.topics:
            yield _band(f"{chapter.title}：{topic.title}")
            yield from (_row(next(number), entry, chapter.severity) for entry in topic.entries)


def _band(text: str) -> _Element:
    """A row across the table that says what follows; it stays with it."""
    across = word.cell(
        sum(WIDTHS), [word.paragraph([word.run(text, font=word.HEI)], keep=True)], shade="F2F2F2", across=len(WIDTHS)
    )
    return word.element("w:tr", word.element("w:trPr", word.element("w:cantSplit")), across)


def _row(number: int, entry: Entry, severity: Severity) -> _Element:
    """Where it is, what it said, what it says now, and what happened to it; several parts are numbered."""
    columns = (
        [word.paragraph([word.run(str(number))], centred=True)],
        [word.paragraph([word.run(line)]) for line in _clause(entry)],
        _texts([_old(told) for told in entry.parts]),
        _texts([_new(told) for told in entry.parts]),
        [*_remarks(entry, severity)],
    )
    longest = max(sum(len(piece.text) for told in entry.parts for piece in side(told)) for side in (_old, _new))
    whole = [word.element("w:trPr", word.element("w:cantSplit"))] if longest < _WHOLE else []
    cells = (word.cell(width, column) for width, column in zip(WIDTHS, columns, strict=True))
    return word.element("w:tr", *whole, *cells)


def _old(told: Told) -> Runs:
    return told.old


def _new(told: Told) -> Runs:
    """What stands in the new document, as that spells it: what both have is told as the old one does."""
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
    """Where it is: the headings above it, or the row and the column; the name of the thing where it has one."""
    said = [line for line in (_place_of(entry), entry.name) if line]
    return said or [say(_CHINESE, "front matter") if entry.noun == "front" else "—"]


def _place_of(entry: Entry) -> str:
    """The place that all its parts have in common."""
    places = {told.place for told in entry.parts}
    return places.pop() if len(places) == 1 else ""


def _remarks(entry: Entry, severity: Severity) -> Iterator[_Element]:
    """For each part what happened, and below it where, if the row does not say it, and how."""
    common = _place_of(entry)
    for number, told in _numbered(entry.parts):
        yield word.paragraph([word.run(f"{number}{told.kind}", font=word.HEI)])
        place = told.place if told.place != common else ""
        for text in (place, other_severity(told, severity, _CHINESE), told.remark):
            if text:
                yield word.paragraph([word.run(text)])


def _texts(sides: Sequence[Runs]) -> list[_Element]:
    """A paragraph for each line of each text."""
    return [word.paragraph(line) for number, runs in _numbered(sides) for line in _lines(runs, number)]


def _numbered(parts: Sequence[_T]) -> Iterator[tuple[str, _T]]:
    """The parts, each behind its number; one alone has none."""
    for number, part in enumerate(parts, 1):
        yield f"{number}. " if len(parts) > 1 else "", part


def _lines(runs: Runs, number: str) -> list[list[_Element]]:
    """The runs of each line of a text; a dash for no text."""
    lines: list[list[_Element]] = [[word.run(number)] if number else []]
    for op, text in runs or (("same", "—"),):
        first, *rest = text.split("\n")
        lines[-1].append(word.run(first, op))
        lines += ([word.run(part, op)] for part in rest)
    return lines
