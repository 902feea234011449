"""A comparison as the table that offices circulate (修改对照表): 原文, 修改后, 说明, in a Word file.

It is in Chinese whoever makes it, like the sheets of a workbook. The same
comparison gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from policy_extract.comparison.chapters import chapters, other_severity, summary
from policy_extract.output import word_pieces as word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from lxml.etree import _Element

    from policy_extract.comparison.chapters import Chapter
    from policy_extract.comparison.entries import Entry
    from policy_extract.comparison.model import Diff, DiffSource, Severity
    from policy_extract.comparison.telling import Runs, Told

_T = TypeVar("_T")

WIDTHS = (5400, 5400, 3160)
"""Of the columns, in twentieths of a point: A4 across, less its margins."""
_WHOLE = 300
"""Characters up to which a row is not parted by the end of a page."""


def table_of_changes(diff: Diff) -> bytes:
    """The comparison as a Word file."""
    document = word.new_file()
    word.set_page(document)
    _front(document, diff)
    told = chapters(diff, "zh")
    if told:
        word.put(document, word.table(WIDTHS, _rows(told)))
    return word.saved(document)


def _front(document: Document, diff: Diff) -> None:
    """Title, sources, how many changes."""
    name = diff.new.title or diff.old.title
    title = f"《{name}》修改对照表" if name else "修改对照表"
    word.head(document, title, word.HEI, 18)
    for side, source in (("原文", diff.old), ("修改后", diff.new)):
        word.head(document, f"{side}：{_source(source)}", word.SONG, 10.5)
    word.head(document, f"{summary(diff, 'zh')}。", word.SONG, 10.5, after=8)
    word.name_file(document, title)


def _source(source: DiffSource) -> str:
    name = source.name + ("，未接受修订" if source.revisions == "original" else "")
    return f"《{source.title}》（{name}）" if source.title else name


# ---------------------------------------------------------------- the table


def _rows(told: list[Chapter]) -> Iterator[_Element]:
    yield word.heading_row(WIDTHS, ("原文", "修改后", "说明"))
    for chapter in told:
        for topic in chapter.topics:
            yield _band(f"{chapter.title}：{topic.title}")
            yield from (_row(entry, chapter.severity) for entry in topic.entries)


def _band(text: str) -> _Element:
    """A row across the table that says what follows; it stays with it."""
    across = word.cell(
        sum(WIDTHS), [word.paragraph([word.run(text, font=word.HEI)], keep=True)], shade="F2F2F2", across=len(WIDTHS)
    )
    return word.element("w:tr", word.element("w:trPr", word.element("w:cantSplit")), across)


def _row(entry: Entry, severity: Severity) -> _Element:
    """What one thing said, what it says now, and what happened to it; several parts are numbered."""
    old, new, remark = WIDTHS
    cells = (
        word.cell(old, _texts([told.old for told in entry.parts])),
        word.cell(new, _texts([told.new for told in entry.parts])),
        word.cell(remark, [*_remarks(entry, severity)]),
    )
    longest = max(sum(len(piece.text) for told in entry.parts for piece in side(told)) for side in (_old, _new))
    whole = [word.element("w:trPr", word.element("w:cantSplit"))] if longest < _WHOLE else []
    return word.element("w:tr", *whole, *cells)


def _old(told: Told) -> Runs:
    return told.old


def _new(told: Told) -> Runs:
    return told.new


def _remarks(entry: Entry, severity: Severity) -> Iterator[_Element]:
    """The name of the thing; for each part what happened, and below it where and how."""
    if entry.name:
        yield word.paragraph([word.run(entry.name, font=word.HEI)])
    for number, told in _numbered(entry.parts):
        yield word.paragraph([word.run(f"{number}{told.kind}", font=word.HEI)])
        for text in (told.place, other_severity(told, severity, "zh"), told.remark):
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
