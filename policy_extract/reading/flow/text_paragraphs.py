"""What the readers of plain characters share: what could not be read of a file is noted, and all that is visible is one body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_extract.blocks import Document
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.reading.source import ReadContext, SourceFile

    ReadText = Callable[[str, Report, Matcher], Document]
    Read = Callable[[SourceFile, ReadContext], Document]


def reader(read_text: ReadText) -> Read:
    """`read` of a form whose characters `read_text` reads; no such text tracks changes."""

    def read(file: SourceFile, context: ReadContext) -> Document:
        file.note_loss(context.report)
        return read_text(file.text, context.report, context.matcher)

    return read


def count(file: SourceFile, _: Document) -> dict[str, int]:
    """All visible characters: a text is one body."""
    return {"body": visible(file.text)}
