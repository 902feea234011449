"""Bytes → blocks: what a file is, and the reader for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.reading.continued import join_continued_tables
from policy_extract.reading.sniff import decode, sniff

if TYPE_CHECKING:
    from policy_extract.blocks import Document
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher


def read(
    data: bytes, report: Report, matcher: Matcher, *, revisions: Literal["accepted", "original"] = "accepted"
) -> Document:
    """The blocks of a document, whatever its name: Word, Markdown, plain text or the notation.

    Every visible character is in exactly one block, or in `dropped` with a
    reason.

    Fails: NotADocumentError, DamagedDocumentError, LockedDocumentError, each in
    one line that says what the file is and what to do.
    """
    if sniff(data) == "docx":
        from policy_extract.reading.word.docx import read_docx  # noqa: PLC0415  # loads lxml, which text never needs

        return join_continued_tables(read_docx(data, report, revisions=revisions), report)
    return _read_text(decode(data, report), report, matcher)


def _read_text(text: str, report: Report, matcher: Matcher) -> Document:
    from policy_extract.reading.flow.markdown import is_markdown, read_markdown  # noqa: PLC0415  # Word never needs them
    from policy_extract.reading.flow.notation import HEADER, read_notation  # noqa: PLC0415
    from policy_extract.reading.flow.text import read_text  # noqa: PLC0415

    if text.startswith(HEADER):
        return read_notation(text)
    reader = read_markdown if is_markdown(text) else read_text
    return join_continued_tables(reader(text, report, matcher), report)
