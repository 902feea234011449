"""Bytes → blocks: what a file is, and the reader for it (`forms.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.continued import join_continued_tables
from policy_extract.reading.forms import Revisions, form_of
from policy_extract.reading.letters import as_seen
from policy_extract.reading.source import SourceFile

if TYPE_CHECKING:
    from policy_extract.blocks import Document
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher


def read(data: bytes, report: Report, matcher: Matcher, *, revisions: Revisions = "accepted") -> Document:
    """The blocks of a document, whatever its form and its name.

    Every visible character is in exactly one block, or in `dropped` with a
    reason.

    Fails: NotADocumentError, DamagedDocumentError, LockedDocumentError, each in
    one line that says what the file is and what to do.
    """
    file = SourceFile(data)
    form = form_of(file)
    document = as_seen(form.reader.read(file, report, matcher, revisions=revisions), report)
    return document if form.exact else join_continued_tables(document, report)
